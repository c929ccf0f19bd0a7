"""Reads a notebook with the notebooks that it runs by %run in the place of these cells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from govsim.sql.notebook import PYTHON, SQL, Cell, cells_of, first_line, magic_of, run_by
from govsim.sql.source import Edit, Source

# Gives the path and text of a notebook for the path of its caller, and its own as written there.
Find = Callable[[str, str], tuple[str, str] | None]
_LARGEST: Final = 1 << 20  # characters that are put into one notebook
_DEEPEST: Final = 8
_MARK: Final = "\n# COMMAND ----------\n"


def inlined(path: str, text: str, find: Find) -> Source | None:
    """Return a notebook with what it runs by %run; None where it runs nothing that is at hand.

    A place in what was put in is the place of the cell of %run.
    """
    first = first_line(text)
    if "%run" not in text or first not in (PYTHON, SQL):
        return None
    inlining = _Inlining(find, python=first == PYTHON)
    edits = [
        Edit(cell.start, cell.end, said)
        for cell in cells_of(text, text.find("\n") + 1 or len(text))
        if (said := inlining.called(path, cell, (path,)))
    ]
    return Source(path, text).edited(edits) if edits else None


class _Inlining:
    """What goes into one notebook, as far as that is not too much."""

    def __init__(self, find: Find, *, python: bool) -> None:
        self.find = find
        self.python = python
        self.left = _LARGEST

    def called(self, path: str, cell: Cell, around: tuple[str, ...]) -> str:
        """Return the cells of the notebook that a cell runs; empty where it runs none at hand."""
        named = run_by(cell)
        found = self.find(path, named) if named is not None else None
        if found is None or found[0] in around or len(around) > _DEEPEST:
            return ""
        self.left -= len(found[1])
        return self._cells(*found, (*around, found[0])) if self.left >= 0 else ""

    def _cells(self, path: str, text: str, around: tuple[str, ...]) -> str:
        first = first_line(text)
        start = text.find("\n") + 1 or len(text) if first in (PYTHON, SQL) else 0
        said = [
            self.called(path, cell, around)
            if run_by(cell) is not None  # what it does not find is told of itself
            else self._said(cell, python=first != SQL)
            for cell in cells_of(text, start)
        ]
        return f"\n{_MARK.join(said)}\n"

    def _said(self, cell: Cell, *, python: bool) -> str:
        """Return a cell as it stands in a notebook of the language of the first one."""
        if python == self.python or magic_of(cell) is not None:
            return cell.text
        lines = ("%python" if python else "%sql", *cell.text.splitlines())
        return "\n".join(f"# MAGIC {line}" for line in lines)
