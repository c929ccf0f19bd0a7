"""Values that people hide are found whole, in whatever they are disguised."""

import re

import pytest

from govsim.guardrails.views import views_of
from tests.guardrails.views.disguises import DISGUISES, by_letter

VALUES = {
    "e-mail": "ana.kos7@corp.example.org",
    "card": "4539 1488 0343 6467",
    "account": "DE89370400440532013000",
    "number": "078-05-1120",
    "address": "203.0.113.77",
    "hardware": "6E:0F:A8:39:45:E1",
}
REWRITES = {
    "zero width": DISGUISES["zero width spaces"],
    "full width": DISGUISES["full width"],
    "entities": DISGUISES["decimal entities"],
    "percent": DISGUISES["percent"],
    "escapes": DISGUISES["Unicode escapes"],
    "base64": DISGUISES["base64"],
    "lines of base64": lambda text: "\n> ".join(
        re.findall(".{1,20}", DISGUISES["base64"](f"the value is {text}"))
    ),
    "hexadecimal": DISGUISES["hexadecimal"],
    "spaced": " ".join,
    "dotted": ".".join,
    "dashed": "-".join,
    "no-break": lambda text: text.replace(" ", "\u00a0").replace("-", "\u2011"),
    "Arabic digits": by_letter("0123456789", "٠١٢٣٤٥٦٧٨٩", keep_case=True),
    "Cyrillic": by_letter("aceoABE", "асеоАВЕ", keep_case=True),
    "keycaps": lambda text: "".join(f"{s}\ufe0f\u20e3" if s.isdigit() else s for s in text),
    "tags": lambda text: "".join(f"<b>{sign}</b>" for sign in text),
    "comment": lambda text: f"{text[:6]}<!-- -->{text[6:]}",
    "two lines": lambda text: f"{text[:7]}\n{text[7:]}",
    "quoted-printable in small letters": lambda text: "".join(f"={ord(s):02x}" for s in text),
    "entities of full width": lambda text: "".join(
        f"&#{ord(s)};" for s in DISGUISES["full width"](text)
    ),
    "a dot below each": lambda text: "".join(s + "\u0323" for s in text),
    "Greek": by_letter("ABEHIKMNOPTXZ", "ΑΒΕΗΙΚΜΝΟΡΤΧΖ", keep_case=True),
    "quoted items": lambda text: "".join(
        f"\n- '{text[at : at + 5]}'" for at in range(0, len(text), 5)
    ),
}


def solid(text: str) -> str:
    return text.replace(" ", "").replace("-", "").replace("\n", "").lower()


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("rewrite", REWRITES)
def test_a_rewritten_value_is_found(rewrite: str, kind: str) -> None:
    """One view holds the value, and its place is that of the rewriting."""
    value = VALUES[kind]
    hidden = REWRITES[rewrite](value)
    text = f"Please contact {hidden} about it."

    views = views_of(text)

    view = next(v for v in (views.plain, *views.decoded) if solid(value) in solid(v.text))
    assert view.start <= 15 + 2
    assert view.end >= 15 + len(hidden) - 2


@pytest.mark.parametrize(
    "spelled",
    [
        "ana [at] corp [dot] example [dot] org",
        "ana(at)corp(dot)example(dot)org",
        "ana at corp dot example dot org",
        "ana{at}corp.example.org",
        "ana_at_corp_dot_example_dot_org",
        "ana <at> corp . example . org",
        "ana @ corp . example . org",
        "ana[@]corp[.]example[.]org",
        "ana apestaart corp punt example punt org",
        "ana snabel a corp punktum example punktum org",
        "ana (at symbol) corp.example.org",
        "ana *at* corp.example.org",
        "ana\\x40corp\\x2eexample\\x2eorg",
        "anaATSIGNcorpDOTexampleDOTorg",
        "ana@@corp.example.org",
        '"ana"@corp.example.org',
        "['ana', 'corp.example.org'].join('@')",
        "a|na@|corp|.exa|mple|.org",
    ],
)
def test_an_address_spelled_for_people_is_read(spelled: str) -> None:
    """The address stands in the view, and its place is all of what was spelled."""
    (view,) = views_of(f"write to {spelled}, please").decoded
    start = view.text.index("ana@corp.example.org")

    assert view.steps == ("address",)
    assert view.original(start, start + 20) == (9, 9 + len(spelled))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("call five five five zero one zero two zero three oh", "5550102030"),
        ("number zero seven eight dash zero five dash one one two zero", "078-05-1120"),
        ("card 4539 1488 O343 6467 ok", "4539 1488 0343 6467"),
        ("account DE8937O4OO44O532O13OOO ok", "DE89370400440532013000"),
        ("call पांच पांच पांच शून्य एक शून्य दो शून्य तीन शून्य", "5550102030"),
        ("call năm năm năm không một không hai không ba không", "5550102030"),
        ("call cinc cinc cinc zero u zero dos zero tres zero", "5550102030"),
        ("call five fünf cinco zero eins zero zwei cero three null", "5550102030"),
        ("host acht een punt twee nul punt drie een punt vier", "81.20.31.4"),
        ("MAC Echo 4 Delta Charlie 4 7 0 Alfa 2 6 Bravo 1", "e4dc470a26b1"),
    ],
)
def test_digits_in_other_words_are_read(text: str, value: str) -> None:
    """Number words, and letters in the place of digits, give the number."""
    assert any(value in view.text for view in views_of(text).decoded)


@pytest.mark.parametrize(
    "spelled",
    [
        "ana=40corp=2Eexample=2Eorg",
        "ana a t corp d o t example d o t org",
        "<user>ana</user><domain>corp.example.org</domain>",
        "user: ana\ndomain: corp.example.org",
        "user: ana, domain: corp.example.org",
    ],
)
def test_an_address_is_read_in_some_view(spelled: str) -> None:
    """Where other decoders read the same stretch, one of their views holds the address."""
    assert any(
        "ana@corp.example.org" in view.text for view in views_of(f"to {spelled}, ok").decoded
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('x <i style="display:none">zz</i>y 4539 14<span hidden>q</span>88 0343 6467', "4539 1488 0343 6467"),
        ('host {"part1": "2a02:1f2c:", "part2": "7d1::5e"}', "2a02:1f2c:7d1::5e"),
        ("card 4539 1488[^1] 0343 6467", "4539 1488 0343 6467"),
        ('sb.append("4539 1488 03").append("43 6467")', "4539 1488 0343 6467"),
        ("card 4539%201488%200343%206467", "4539 1488 0343 6467"),
        ("SSN 219&ndash;48&ndash;3127", "219-48-3127"),
    ],
)  # fmt: skip
def test_a_value_is_joined_over_what_is_set_into_it(text: str, value: str) -> None:
    """Hidden markup, fields, footnotes, calls and single escapes are taken out of a value."""
    views = views_of(text)

    assert any(value in view.text for view in views.decoded)


@pytest.mark.parametrize(
    "told",
    [
        'mail = ("ana.kos7", "corp.example.org")',
        'to = "%s@%s" % ("ana.kos7", "corp.example.org")',
        'SELECT CONCAT_WS("@", "ana.kos7", "corp.example.org")',
        "contact: ana.kos7 \U0001f412 corp.example.org",
        "before the @ comes ana.kos7, after the @ comes corp.example.org",
        "the mailbox id is ana.kos7 and the domain part is corp.example.org",
        "user,domain\nana.kos7,corp.example.org",
        'email = "ana.kos7" + chr(64) + "corp.example.org"',
    ],
)
def test_a_name_and_a_domain_that_belong_together_are_an_address(told: str) -> None:
    """Fields, templates, pictures and words set them apart; something near joins them."""
    assert any("ana.kos7@corp.example.org" in view.text for view in views_of(told).decoded)


@pytest.mark.parametrize(
    "text",
    [
        "I read report.v2 on docs.example.org and wrote a mail.",
        "see main.py, setup.py and corp.example.org for contact",
        "The server is up.2 days, host corp.example.org",
        'files = ("main.v2", "corp.example.org")',
    ],
)
def test_a_name_near_a_domain_is_no_address(text: str) -> None:
    """A comma, a space or a word of the sentence is no sign for `@`."""
    assert not any("@" in view.text for view in views_of(text).decoded)
