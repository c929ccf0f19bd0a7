"""Values spelled a word a sign, in Braille, in Morse, by names of signs or turned are found."""

import unicodedata

import pytest

from tests.guardrails.views.test_told import found


def named(value: str) -> str:
    """Return the names that Unicode has for the signs of a value."""
    return ", ".join(map(unicodedata.name, value))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"IP address: {named('93.107.57.238')}", "IP"),
        (f"write to {named('ana.ray7@corp.org')}", "EMAIL"),
        (f"aws_access_key={named('AKIAQ3EGLPKX7VJTM2HW')}", "SECRET"),
        ("take two 0 zero 1 colon 4 eight 6 zero colon Echo eight Delta Echo colon colon Alfa 5", "IP"),
        ("Alfa Kilo India Alfa Quebec 3 Echo Golf Lima Papa Kilo X-ray seven Victor Juliett Tango Mike 2 Hotel Whiskey", "SECRET"),
        ("Alfa November Alfa dot Romeo Alfa Yankee at Charlie Oscar Romeo Papa dot Oscar Romeo Golf", "EMAIL"),
        ("IBAN Gustav Berta 8 zwei Wilhelm Emil Samuel Theodor 1 2 3 4 5 6 9 8 7 6 5 4 3 2", "IBAN"),
        ("Golf Bravo 82 WEST 1234 5698 7654 32", "IBAN"),
        ("SSN: ⠼⠃⠁⠊⠤⠼⠙⠓⠤⠼⠉⠁⠃⠛", "SSN"),
        ("⠼⠊⠉⠲⠼⠁⠚⠛⠲⠼⠑⠛⠲⠼⠃⠉⠓", "IP"),
        ("mail ⠁⠝⠁⠲⠗⠁⠽⠈⠁⠉⠕⠗⠏⠲⠕⠗⠛", "EMAIL"),
        ('<bdo dir="rtl">gro.proc@7yar.ana</bdo>', "EMAIL"),
        ('ssn <i style="unicode-bidi: bidi-override; direction: rtl">7213-84-912</i>', "SSN"),
        ("card %26%2352%3B%26%2353%3B%26%2351%3B%26%2357%3B%20%26%2349%3B%26%2352%3B%26%2356%3B%26%2356%3B 0343 6467", "CREDIT_CARD"),
        ("born March&nbsp;17&comma;&nbsp;1971", "DOB"),
        (".- -. .- ..--.- .-. .- -.-- .--.-. -.-. --- .-. .--. .-.-.- --- .-. --.", "EMAIL"),
    ],
)  # fmt: skip
def test_what_is_spelled_is_found(text: str, kind: str) -> None:
    """Whatever language and signs it is spelled in."""
    assert kind in [each for each, _ in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Romeo, Juliet, Oscar and Mike met at 5 in the Hotel Golf dot 7 2 4 8.",
        f"The part is {named('93-B')}, the other {named('7C-4')}.",
        "Echo 4 Delta 7 Bravo 9 are the gates of flight 512 to Quebec.",
        "Golf Bravo 67 rooms",
        "⠼⠁⠃⠉ ⠏⠁⠛⠑⠎",
        '<bdo dir="rtl">7213 trap</bdo>',
    ],
)
def test_other_words_that_spell_are_nothing(text: str) -> None:
    """Names, gates and parts that make no value stay quiet."""
    assert [each for each in found(text) if each[0] not in ("URL", "DATE", "AGE")] == []
