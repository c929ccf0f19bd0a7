"""Files that cannot be read: what is said of them."""

from pathlib import Path

import pytest

from govsim.errors import GovsimError
from govsim.sources import read_text


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("DROP TABLE main.s.t", "give SQL itself on standard input: `-`"),
        ("  grant SELECT ON t TO a", "give SQL itself on standard input: `-`"),
        ("grants.sql", None),
        ("drop/table.sql", None),
    ],
)
def test_sql_in_place_of_a_file_is_told_where_it_goes(path: str, hint: str | None) -> None:
    """Who gives a statement where a file stands is told how to give it."""
    with pytest.raises(GovsimError, match="cannot be read") as refused:
        read_text(path)

    assert refused.value.hint == hint


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        (b"%PDF-1.4\n\xe2\xe3", "it is no text file: give the text that it holds"),
        (b"a caf\xe9", "save it as UTF-8"),
    ],
)
def test_what_is_no_text_is_not_to_be_saved_as_one(
    tmp_path: Path, content: bytes, hint: str
) -> None:
    """Another encoding helps a text in Latin-1, and no PDF."""
    file = tmp_path / "a"
    file.write_bytes(content)

    with pytest.raises(GovsimError, match="is not in UTF-8") as refused:
        read_text(file)

    assert refused.value.hint == hint
