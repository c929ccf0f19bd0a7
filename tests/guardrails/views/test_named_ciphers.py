"""Values are read by the cipher that is named beside them; the same words elsewhere do nothing."""

import codecs

import pytest

from govsim.guardrails.views import views_of
from tests.guardrails.views.test_told import found

PRINTED = "".join(map(chr, range(33, 127)))
ROT47 = str.maketrans(PRINTED, PRINTED[47:] + PRINTED[:47])
IBAN = "GB82 WEST 1234 5698 7654 32"
MOVED = {3: "JE82 ZHVW 1234 5698 7654 32"}


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        (f"it is {'93.107.57.238'.translate(ROT47)} (rot47)", "IP", "93.107.57.238".translate(ROT47)),
        (f"mail [ROT47]: {'ana.ray7@corp.org'.translate(ROT47)}", "EMAIL", "ana.ray7@corp.org".translate(ROT47)),
        ("born " + codecs.encode("17 March 1971", "rot13") + " (rot13)", "DOB", codecs.encode("17 March 1971", "rot13")),
        (f"my IBAN is {MOVED[3]} (each letter moved 3 forward in the alphabet).", "IBAN", MOVED[3]),
        ("iban: TY82 DVHG 1234 5698 7654 32 (alphabet mirrored, a=z)", "IBAN", "TY82 DVHG 1234 5698 7654 32"),
        ("the AWS key akiaq3eglpkx7vjtm2hw (upper and lower case swapped)", "SECRET", "akiaq3eglpkx7vjtm2hw"),
        ("key akiaq3eglpkx7vjtm2hw - swapcase", "SECRET", "akiaq3eglpkx7vjtm2hw"),
        ("write to gro.proc@7yar.ana (backwards) please", "EMAIL", "gro.proc@7yar.ana"),
        ("1-14-1 . 18-1-25 @ 3-15-18-16 . 15-18-7 (letters as numbers, a=1)", "EMAIL", "1-14-1 . 18-1-25 @ 3-15-18-16 . 15-18-7"),
        ("pesel 55162912469 (subtract one from every digit)", "NATIONAL_ID", "55162912469"),
    ],
)  # fmt: skip
def test_a_value_is_read_by_the_cipher_that_is_named(text: str, kind: str, value: str) -> None:
    """What is found stands where the value does."""
    said = [each for each in found(text) if each[0] == kind]

    assert any(value in place for _, place in said)


@pytest.mark.parametrize(
    "text",
    [
        "The order of 4539 1488 0343 items was reversed (backwards compatible): see page 12.",
        "Build 2.24.6321.33 (letters as numbers, a=1) is out.",
        "The shift key (caps) was swapped: part 88-29-11.",
        "Use ROT13 (rot13) to hide spoilers: they moved 3 tables to the left.",
        "tracking 9912 8823 0017 (each digit plus 1 is the old number)",
    ],
)
def test_the_same_words_beside_what_is_no_value_do_nothing(text: str) -> None:
    """Nothing that comes of it is a value."""
    quiet = {"URL", "DATE", "AGE", "USERNAME"}

    assert [each for each in found(text) if each[0] not in quiet] == []


@pytest.mark.parametrize("text", ["x (rot13) ", "(reversed) abcdefg ", "moved 3: letters shift 4 "])
def test_names_again_and_again_are_read_a_few_times(text: str) -> None:
    """A value is not undone twice by one name, and a text of names alone is read to its end."""
    assert len(views_of(text * 2000).decoded) < 400
