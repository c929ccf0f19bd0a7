"""Short numbers are read where their header or key makes them a card's security code."""

from pathlib import Path

import pytest

from govsim.sources.documents import read_document


@pytest.mark.parametrize(
    ("name", "content", "texts"),
    [
        ("a.csv", "id,cvv,amount\n1,318,20\n", ["id", "cvv", "amount", "318"]),
        ("a.csv", "id,cvv\n1,\n", ["id", "cvv"]),
        ("a.json", '{"cvc2": 318, "count": 318}', ["318"]),
        ("a.json", '{"card": {"cvv": 318.5}, "list": [318]}', []),
    ],
)
def test_short_numbers_are_read_under_a_telling_name(
    tmp_path: Path, name: str, content: str, texts: list[str]
) -> None:
    """All others hold nothing."""
    file = tmp_path / name
    file.write_text(content)

    assert [part.text for part in read_document(str(file)).parts] == texts
