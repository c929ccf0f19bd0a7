"""Reads exported notebooks: which lines are SQL, and which cells are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from govsim.errors import Place
from govsim.sql.loops import loops_in, rounds
from govsim.sql.pyspark import Called, ColumnsOf, Notebook, Read, Unread
from govsim.sql.source import Edit, Source

PYTHON: Final = "# Databricks notebook source"
SQL: Final = "-- Databricks notebook source"
_CELL: Final = re.compile(r"^(?:#|--) COMMAND -+[ \t]*$", re.MULTILINE)
_MAGIC: Final = re.compile(r"^(?:#|--) MAGIC ?", re.MULTILINE)
_LANGUAGE: Final = re.compile(r"%(\w+)[ \t]*")
_SPARK_SQL: Final = re.compile(
    r"""\bspark\.sql\(\s*(?P<prefix>[fr]{0,2})(?P<quote>\"\"\"|'''|"|')(?P<sql>.*?)(?<!\\)(?P=quote)""",
    re.DOTALL,
)
_SPOKEN: Final = re.compile(r"\b(?:spark|dlt|DeltaTable|write|writeStream)\b")
# What %run is given: a path, in quotes where it has blanks; values of widgets may follow.
_RUN: Final = re.compile(r"%run[ \t]+(?:\"([^\"\n]+)\"|'([^'\n]+)'|([^\s$]+))")
Skipped = tuple[Place, str]


class Cell(NamedTuple):
    """One cell of a notebook, by its offsets."""

    start: int
    end: int
    text: str
    following: int  # where the next cell starts


def first_line(text: str) -> str:
    """Return the line that says whether a text is a notebook, and of which language."""
    return text.split("\n", 1)[0].strip()


class Followed(NamedTuple):
    """The SQL of a notebook, with what of it is no SQL: each as its place and a word.

    `called` are the paths of notebooks that it runs; None is a path that is computed.
    """

    source: Source
    skipped: tuple[Skipped, ...] = ()
    unread: tuple[Skipped, ...] = ()
    called: tuple[tuple[Place, str | None], ...] = ()


def unwrapped(source: Source) -> tuple[Source, tuple[Skipped, ...]]:
    """Return the SQL of a notebook, and each cell that was left out with the reason.

    A text that is no notebook comes back as it is; a Python file is one cell.
    """
    first = first_line(source.text)
    plain = first not in (PYTHON, SQL)
    if plain and not source.name.lower().endswith(".py"):
        return source, ()
    start = 0 if plain else source.text.find("\n") + 1 or len(source.text)
    edits = [Edit(0, start, "")] if start else []
    skipped: list[Skipped] = []
    for cell in cells_of(source.text, start):
        found, reason = _read_cell(cell, python=first != SQL)
        edits += [*found, Edit(cell.end, cell.following, "\n;\n")]
        if reason:
            skipped.append((_place(source, cell), reason))
    return source.edited(edits), tuple(skipped)


def followed(source: Source, columns_of: ColumnsOf | None = None) -> Followed:
    """Return the SQL of a notebook with what its Python cells run, for whoever asks what flows.

    Beside the cells that were left out come the calls that move data and cannot be followed. A
    DataFrame that is written or shown stands as the statement that says the same. `columns_of`
    gives the names of a query's columns, None if not known, for code that goes through them.
    """
    first = first_line(source.text)
    plain = first not in (PYTHON, SQL)
    if plain and not source.name.lower().endswith(".py"):
        return Followed(source)
    start = 0 if plain else source.text.find("\n") + 1 or len(source.text)
    cells = list(cells_of(source.text, start))
    read = Notebook(columns_of).run([_python_of(cell, python=first != SQL) for cell in cells])
    edits = [Edit(0, start, "")] if start else []
    skipped: list[Skipped] = []
    unread: list[Skipped] = []
    called: list[tuple[Place, str | None]] = []
    for cell, found in zip(cells, read, strict=True):
        magic = magic_of(cell)
        if (path := run_by(cell)) is not None:
            called.append((_place(source, cell), path))
            made, reason = [Edit(cell.start, cell.end, "")], ""
        elif magic is not None and _language_of(cell, magic) != "python":
            made, reason = _magic(cell, magic)
        elif found is None or (magic is None and first == SQL):
            made, reason = _read_cell(cell, python=first != SQL)
            if found is None:
                spoken = _SPOKEN.search(cell.text) is not None
                reason = "a Python cell that cannot be read" if spoken else ""
        else:
            whole = magic is not None
            made, reason = _edits(cell, found, whole=whole), ""
            unread += [(_at(source, cell, e, whole=whole), e.reason) for e in found.unread]
            called += [(_at(source, cell, e, whole=whole), e.path) for e in found.called]
        edits += [*made, Edit(cell.end, cell.following, "\n;\n")]
        if reason:
            (unread if found is None else skipped).append((_place(source, cell), reason))
    return Followed(source.edited(edits), tuple(skipped), tuple(unread), tuple(called))


def run_by(cell: Cell) -> str | None:
    """Return the path of the notebook that a cell of %run names."""
    magic = magic_of(cell)
    found = _RUN.match(cell.text, magic.end()) if magic is not None else None
    return next(filter(None, found.groups())) if found is not None else None


def _python_of(cell: Cell, *, python: bool) -> str:
    """Return the Python of a cell; nothing where it is of another language."""
    magic = magic_of(cell)
    if magic is None:
        return cell.text if python else ""
    if _language_of(cell, magic) != "python":
        return ""
    return _MAGIC.sub("", cell.text).replace("%python", "", 1)


def magic_of(cell: Cell) -> re.Match[str] | None:
    """Return the mark of the line of magic that a cell begins with."""
    magic = _MAGIC.search(cell.text)
    return magic if magic is not None and not cell.text[: magic.start()].strip() else None


def _language_of(cell: Cell, magic: re.Match[str]) -> str:
    language = _LANGUAGE.match(cell.text, magic.end())
    return language[1].lower() if language is not None else ""


def _edits(cell: Cell, found: Read, *, whole: bool) -> list[Edit]:
    """Return the edits that leave what a cell runs; `whole` is a cell whose lines bear marks."""
    if whole:
        texts = [text for each in found.made for text in (each.texts or (each.said,))]
        return [Edit(cell.start, cell.end, ";\n".join(texts))]
    edits, at = [], cell.start
    for each in found.made:
        edits.append(Edit(at, cell.start + each.start, ";\n"))
        at = cell.start + each.end
        if each.texts:
            edits.append(Edit(cell.start + each.start, at, ";\n".join(each.texts)))
    return [*edits, Edit(at, cell.end, "")]


def _at(source: Source, cell: Cell, each: Unread | Called, *, whole: bool) -> Place:
    if whole:
        return _place(source, cell)
    return source.place(cell.start + each.start, cell.start + each.end)


def cells_of(text: str, at: int) -> Iterator[Cell]:
    """Yield the cells of a notebook from an offset on."""
    for mark in _CELL.finditer(text):
        if mark.start() >= at:
            yield Cell(at, mark.start(), text[at : mark.start()], mark.end())
            at = mark.end()
    yield Cell(at, len(text), text[at:], len(text))


def _place(source: Source, cell: Cell) -> Place:
    offset = cell.start + len(cell.text) - len(cell.text.lstrip())
    return source.place(offset, cell.end)


def _read_cell(cell: Cell, *, python: bool) -> tuple[list[Edit], str]:
    magic = _MAGIC.search(cell.text)
    if magic is not None and not cell.text[: magic.start()].strip():
        return _magic(cell, magic)
    if not python or not cell.text.strip():
        return [], ""
    return _spark(cell)


def _magic(cell: Cell, magic: re.Match[str]) -> tuple[list[Edit], str]:
    language = _LANGUAGE.match(cell.text, magic.end())
    if language is None or language[1].lower() != "sql":
        name = f"%{language[1]}" if language else "magic"
        return [Edit(cell.start, cell.end, "")], f"a {name} cell holds no SQL"
    edits = [Edit(cell.start + magic.start(), cell.start + language.end(), "")]
    edits += [
        Edit(cell.start + prefix.start(), cell.start + prefix.end(), "")
        for prefix in _MAGIC.finditer(cell.text, language.end())
    ]
    return edits, ""


def _spark(cell: Cell) -> tuple[list[Edit], str]:
    edits, at = [], cell.start
    loops = loops_in(cell.text)
    for call in _SPARK_SQL.finditer(cell.text):
        start, end = cell.start + call.start("sql"), cell.start + call.end("sql")
        edits.append(Edit(at, start, ";\n"))
        texts = rounds(call["sql"], call.start("sql"), loops) if "f" in call["prefix"] else ()
        if texts and texts != (call["sql"],):
            edits.append(Edit(start, end, ";\n".join(texts)))
        at = end
    reason = "of a Python cell only the texts of spark.sql(…) are read"
    if not edits:
        reason = "a Python cell holds no SQL"
    return [*edits, Edit(at, cell.end, "")], reason
