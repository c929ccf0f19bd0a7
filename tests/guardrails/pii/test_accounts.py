"""Account numbers are read in one step as they are sign by sign, and their parts no further."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsim.guardrails.joining import together
from govsim.guardrails.pii import banking, scattered_accounts
from govsim.guardrails.pii.checksums import mod_97_10
from govsim.guardrails.pii.parts import LETTERED, in_order, parts_of
from govsim.guardrails.pii.scattered_gaps import ESCAPED

LENGTH = 15  # of the shortest account number: as good as any
SOLID = st.text("0123456789abcxyzABCXYZ", min_size=1, max_size=34)
PIECES = st.lists(
    st.sampled_from(
        (
            *("DE89", "3704", "0", "44", "AB", "z", "é", " ", "-", ".", "\u00a0", "\n", "  ", ", "),
            *("|", "<b>", "&nbsp;", "%20", "\\n", "<", "&", " - " * 3, "(1) ", "2: ", "and", '"'),
        )
    ),
    max_size=24,
).map("".join)


@given(SOLID)
def test_the_remainder_is_that_of_letters_as_numbers(text: str) -> None:
    """A letter of either case is a number from ten on, as ISO 7064 wants it."""
    whole = int("".join(str(int(sign, 36)) for sign in text))

    assert mod_97_10(text) == (whole % 97 == 1)


@settings(max_examples=300)
@given(PIECES)
def test_letters_and_digits_are_read_as_one_by_one(text: str) -> None:
    """Whatever sets them apart, an escape too; what is too short is only known to be so."""
    text = f"DE89{text}"
    solid, at, stop, gap = "", 0, 0, 0
    while len(solid) < LENGTH and at < len(text) and gap <= scattered_accounts._WIDEST:
        if (escape := ESCAPED.match(text, at)) is not None:
            at, gap = escape.end(), gap + 1
        elif re.match("[0-9A-Za-z]", text[at]):
            solid, gap, at = solid + text[at], 0, at + 1
            stop = at
        else:
            at, gap = at + 1, gap + 1
    found = scattered_accounts._solid(text, 0, LENGTH, bars=False)

    assert found == (solid, stop) or len(found[0]) < LENGTH > len(solid)


@settings(max_examples=300)
@given(PIECES, st.integers(1, 20))
def test_an_account_reaches_as_far_as_its_signs_one_by_one(text: str, count: int) -> None:
    """Each is a letter or digit behind one separator at most."""
    end: int | None = 0
    for _ in range(count):
        step = re.compile(r"[ \-.\u00a0\n]?[0-9A-Za-z]").match(text, end or 0)
        if step is None:
            end = None
            break
        end = step.end()
    if end is not None and text[end : end + 1].isalnum():
        end = None

    assert banking._reach(text, 0, count) == end


@pytest.mark.slow
@settings(max_examples=300)
@given(PIECES)
def test_parts_behind_a_whole_account_are_read_in_vain(text: str) -> None:
    """What has as many letters and digits together is the same, and told orders count."""

    def whole(enough: int) -> list[tuple[int, int, str]]:
        parts = in_order(parts_of(text, 0, LETTERED, enough))
        return list(together([part.written for part in parts], range(LENGTH, LENGTH + 1)))

    assert whole(LENGTH) == whole(10**9)
