"""What a notebook holds is found where it stands in its file, down to the column."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.sources.documents import read_document
from govsim.sources.documents.json_parts import Reading
from govsim.sources.documents.notebook_parts import read_notebook_cells


def _notebook(*cells: list[str], **metadata: object) -> dict[str, object]:
    made = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": each} for each in cells]
    return {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


@given(lines=st.lists(st.text(min_size=1), min_size=1), indent=st.sampled_from([None, 1]))
def test_each_character_stands_where_the_file_has_it(lines: list[str], indent: int | None) -> None:
    """Whether lines of a cell stand below one another or side by side, with escapes or without."""
    written = json.dumps(_notebook([f"<{line}>\n" for line in lines]), indent=indent)
    into = Reading("a.ipynb")
    read_notebook_cells(written, into)
    (part,) = into.parts
    rows = written.split("\n")

    for at, sign in enumerate(part.text):
        if sign in "<>" or (sign.isascii() and sign.isalnum()):
            place = part.place("a.ipynb", at, at + 1)
            assert rows[place.line - 1][place.column - 1] == sign


@pytest.mark.parametrize(
    ("language", "cell", "literal"),
    [
        ("python", ["x = 1\n", 'p = "You are a helper"\n'], "You are a helper"),
        ("python", ["%sql\n", "SELECT 'it''s a prompt here' -- 'not this one'"], "it''s a prompt here"),
        ("python", ["%%bash\n", "cat <<EOF\n", "it's a prompt here\n", "EOF\n"], "it's a prompt here\n"),
        ("scala", ["// 'no text at all'\n", 'val p = s"You are a helper"'], "You are a helper"),
        ("perl", ["my $p = 'not read as this one';"], None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("indent", [None, 1])
def test_literals_of_cells_are_prompts(
    tmp_path: Path, language: str, cell: list[str], literal: str | None, indent: int | None
) -> None:
    """With literals, the texts in quotes of a cell are read in its own language."""
    file = tmp_path / "a.ipynb"
    file.write_text(json.dumps(_notebook(cell, language_info={"name": language}), indent=indent))

    read = read_document(str(file), literals=True).parts

    (code,) = (part for part in read if part.channel == "code")
    found = [part for part in read if part.channel == "system"]
    assert [part.text for part in found] == ([literal] if literal else [])
    for part in found:
        whole = code.text.index(part.text[:8])
        expected = code.place(str(file), whole, whole + 1)
        assert (part.place(str(file), 0, 1).line, part.column) == (expected.line, expected.column)
    assert not [p for p in read_document(str(file)).parts if p.channel == "system"]
