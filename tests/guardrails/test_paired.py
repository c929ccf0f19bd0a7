"""A piece is found in a text that knows its pairs exactly where it is in the text itself."""

from hypothesis import given, settings
from hypothesis import strategies as st

from govsim.guardrails.paired import WORTH, Paired, paired

SIGNS = st.text("ab0 .\x00\xff", max_size=12).map(lambda text: text.encode("latin-1"))


@settings(max_examples=300)
@given(SIGNS, st.integers(0, 12), SIGNS)
def test_a_piece_is_in_a_text_as_in_its_bytes(text: bytes, end: int, piece: bytes) -> None:
    """Whatever the piece, one of the text and none, and whichever way the text came to be."""
    held = Paired(text)

    for sought in (piece, text[:end], text[end:], b"", *text):
        assert (sought in held) == (sought in text)
        assert held.may_hold(sought if isinstance(sought, bytes) else b"") or sought not in text
    assert held == text
    assert (b"a" in held.upper()) == (b"a" in text.upper())


def test_only_a_long_text_has_its_pairs_read() -> None:
    """In a short one a piece is found as soon as they are."""
    assert type(paired(b"a" * (WORTH - 1))) is bytes
    assert isinstance(paired(b"a" * WORTH), Paired)


@settings(max_examples=300)
@given(SIGNS, st.integers(0, 12), st.lists(SIGNS, min_size=1, max_size=9))
def test_no_piece_of_a_text_is_left_out_of_the_possible(
    text: bytes, end: int, pieces: list[bytes]
) -> None:
    """However many are asked for at once, and however short one of them is."""
    asked = (*pieces, text[:end], text[end:])

    possible = Paired(text).possible(asked)

    assert set(possible) <= set(asked)
    assert all(piece in possible for piece in asked if piece in text)
