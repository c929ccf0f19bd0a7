"""Modules and functions stay small enough to be read at once."""

import ast
from pathlib import Path

import pytest

from tests.house.codes import ROOT

MODULES = sorted((ROOT / "govsim").rglob("*.py"))


@pytest.mark.slow
@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_module_says_what_it_is_for_and_stays_small(file: Path) -> None:
    """A module opens with its purpose, has at most 400 lines, and functions of at most 40."""
    source = file.read_text(encoding="utf-8")
    tree = ast.parse(source)
    long = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 40
    ]

    assert ast.get_docstring(tree)
    assert long == []
    assert len(source.splitlines()) <= 400
