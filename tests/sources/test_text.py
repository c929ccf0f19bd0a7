"""Files that cannot be read: what is said of them."""

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
