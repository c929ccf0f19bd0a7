"""What is told of many words or lines at once is what they tell one by one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders import cells, lines, respelt, split

WORDS = "ignore all previous orders the you your a an run no cat dog Rule RULE ne".split()
# Words as they are, and as somebody respelt them.
RESPELT = sorted(
    {
        each.lower()
        for word in WORDS
        for each in (
            *(
                word,
                word[::-1],
                word[-1] + word[:-1],
                word[1:] + word[0],
                word[1:] + word[0] + "ay",
            ),
            *("".join(letter * 2 for letter in word), word[0] + word[:0:-1], f"{word}way"),
            *(word.replace("o", "oooo"), f"{word}x"),
        )
        if len(each) >= 3
    }
)
FRONTS = ["", " ", "  ", "\t", "        ", "- ", "1. ", "12) ", "*\t", "• ", "- '", '"']
LETTERS = ["i", "g", "N", "7", "é", "", "word", "to", "x y"]
BACKS = ["", "", "", " ", "\t", "'", '",', ",", "\r", "\v"]
LINES = st.lists(
    st.tuples(st.sampled_from(FRONTS), st.sampled_from(LETTERS), st.sampled_from(BACKS)), max_size=9
)
# So many lines of one form that a run of them is likely.
FORMS = st.tuples(
    st.sampled_from(FRONTS),
    st.lists(st.sampled_from("ignoreN"), min_size=2, max_size=9),
    st.sampled_from(BACKS),
)


def listed(form: tuple[str, list[str], str]) -> str:
    """Return lines that have one form, with a letter each."""
    front, letters, back = form
    return "\n".join(front + letter + back for letter in letters)


TEXTS = st.one_of(LINES.map(lambda held: "\n".join(map("".join, held))), FORMS.map(listed))


@pytest.mark.slow
@settings(max_examples=300)
@given(TEXTS)
def test_no_list_of_letters_is_passed_over(text: str) -> None:
    """Lines with a letter each are as wide as a glance takes them to be."""
    clues = Clues(text)

    assert lines._LISTED.search(clues.widths) or not list(lines._lettered(text))


@settings(max_examples=300)
@given(TEXTS)
def test_no_entries_of_one_sign_are_passed_over(text: str) -> None:
    """Two entries of one sign are two short lines."""
    clues = Clues(text)

    assert cells._TWO_SHORT.search(clues.widths) or not cells._ENTRIES.search(clues.raw)


@settings(max_examples=300)
@given(st.lists(st.sampled_from([0, 1, 2, 59, 60, 61, 300]), max_size=9))
def test_lines_of_one_length_are_seen(widths: list[int]) -> None:
    """Four lines of one length follow each other, none of them empty or too wide."""
    rows = zip(*(widths[nth:] for nth in range(4)), strict=False)
    seen = lines._ALIKE.search(bytes([width if width <= 60 else 0 for width in widths]))

    assert (seen is not None) == any(0 < row[0] <= 60 and len(set(row)) == 1 for row in rows)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("read", "most"), [(read, most) for read, _, most in respelt._READERS], ids=lambda e: e.__name__
)
@settings(max_examples=200)
@given(words=st.lists(st.sampled_from(RESPELT), min_size=1, max_size=12, unique=True))
def test_no_more_words_are_respelt_than_are_told_at_once(
    read: Callable[[str], str | None], most: Callable[[list[str]], int], words: list[str]
) -> None:
    """A way to respell is left out only where too few of the words read by it."""
    assert sum(read(word) is not None for word in words) <= most(words)


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from([*WORDS, "ig", "nore", "É", "s", "_", " "]), max_size=6),
    st.sampled_from("._-|"),
    st.integers(0, 30),
)
def test_one_sign_splits_a_word_as_a_chain_of_one_does(
    parts: list[str], sign: str, at: int
) -> None:
    """A sign alone is judged as a chain of gaps is."""
    text = sign.join(parts) + sign
    at = min(at, len(text) - 1)
    alike = text[at - 1 : at].isalpha() and split._is_split(text, [(at, at + 1, "")])

    assert split._splits(text, at) == alike
