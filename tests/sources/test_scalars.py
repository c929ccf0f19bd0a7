"""Places in the texts of YAML: each word of a scalar stands where the file has it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.sources.documents.literals import literals_of

CARD = "4111 1111 1111 1111"


def words_found(text: str, *, exact: bool = True) -> int:
    """Assert that each word of each part stands at its place in the file; return how many."""
    lines = text.split("\n")
    count = 0
    for part in literals_of(text, ".yaml"):
        offset = 0
        for word in part.text.split():
            offset = part.text.index(word, offset)
            place = part.place("f.yaml", offset, offset + len(word))
            at = lines[place.line - 1][place.column - 1 :]
            if exact:
                assert at.startswith(word[:1]), (word, place)
                assert at.startswith(word) or word[:1] in "\"'\\" or "'" in word or "\\" in at
            assert part.last_line(offset + len(word)) == place.line
            offset += len(word)
            count += 1
    return count


@pytest.mark.parametrize(
    "scalar",
    [
        "|\n    one two three {0}\n    and more of it here\n",
        "|\n\n\n    one two three {0}\n\n      moved in by more {0} end\n",
        "|2\n        moved in by more {0} from the first line\n    and less\n",
        "|+2 # a comment\n      one two three {0} four\n\n\n",
        "|-\n    one two three\n    \tfour {0}\n",
        ">\n    one two three {0}\n    folded into one {0} line\n\n    and a paragraph {0}\n",
        ">-\n    one two three four\n      not folded {0}\n    folded\n",
        "one two three\n    four five {0}\n    end\n",
        "one two three four {0} # a comment\n",
        "'one two three four {0}'\n",
        "'it''s one two ''three'' four {0} isn''t it'\n",
        "'one two three\n     four five {0} end'\n",
        '"one two three four {0}"\n',
        '"one two three\n     four five {0} end"\n',
        "&anchor |\n    one two three {0} four\n",
        "!!str |\n    one two three {0} four\n",
    ],
)
@pytest.mark.parametrize("around", ["a:\n  key: {0}", "- key: {0}"])
def test_each_word_stands_where_it_is_told(scalar: str, around: str) -> None:
    """Blocks, folded, plain and quoted texts give line and column of every word."""
    moved = scalar.format(CARD)

    assert words_found(around.format(moved)) >= 7


@pytest.mark.parametrize("said", ['tab\\tand \\u00e9 and \\"quotes\\"', "a \\\\ sign"])
def test_escapes_move_what_stands_behind_them(said: str) -> None:
    """Behind an escape, the column counts the signs of the file."""
    text = f'key: "one two three {said} four {CARD}"\n'
    (part,) = literals_of(text, ".yaml")
    at = part.text.index(CARD)

    assert part.place("f", at, at + len(CARD)).column == text.index(CARD) + 1


def test_what_is_written_in_another_way_is_told_by_its_beginning() -> None:
    """An escape of YAML alone, or one over a line end, leaves the place of the scalar."""
    for text in ('k: "one two three \\x41 four five"\n', 'k: "one two three \\\n  four five"\n'):
        (part,) = literals_of(text, ".yaml")

        assert (part.fixed, part.line, part.column) == (True, 1, 4)


LINE = st.lists(
    st.text("abcäß#:-'\"{}[]|>&*!%@,x", min_size=1, max_size=6), min_size=1, max_size=6
).map(" ".join)


@given(st.lists(LINE, min_size=1, max_size=5), st.integers(1, 6), st.sampled_from("|>"))
def test_blocks_of_any_words(lines: list[str], indent: int, style: str) -> None:
    """Whatever signs a block holds, its words stand where they are told."""
    block = "".join(f"{' ' * indent}{line}\n" for line in ("one two three four", *lines))

    assert words_found(f"k: {style}\n{block}") >= 5


@given(st.text("ab c'\"\\\t\n:#-", max_size=40))
def test_any_quoted_text_has_a_place_in_the_file(said: str) -> None:
    """No text, however it is quoted, leads out of the file or to an error."""
    text = f"k: {json.dumps('one two three four ' + said)}\n"
    quoted = "'one two three four " + said.replace("'", "''").replace("\n", " ") + "'"

    assert words_found(text, exact=False) >= 4
    assert words_found(f"k: {quoted}\n", exact=False) >= 4
