"""Reads Jupyter notebooks into their cells and outputs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Final

from govsim.errors import Place
from govsim.guardrails import Channel
from govsim.sources.documents.json_parts import (
    Lines,
    Reading,
    gathered,
    label_of,
    read_json_document,
)
from govsim.sources.documents.json_values import JsonText, Path, shown
from govsim.sources.documents.literals import literals_of
from govsim.sources.documents.parts import Part, starts_of

# What a cell says of itself; metadata are read apart, everything else of it is screened.
_ASIDE: Final = frozenset({"cell_type", "id", "metadata", "output_type", "execution_count", "name"})
# Where the language is told, and how its files end.
_LANGUAGES: Final[tuple[Path, ...]] = (
    ("metadata", "application/vnd.databricks.v1+notebook", "language"),
    ("metadata", "language_info", "name"),
    ("metadata", "kernelspec", "language"),
)
_SUFFIXES: Final[Mapping[str, str]] = {
    "bash": ".sh",
    "javascript": ".js",
    "js": ".js",
    "julia": ".jl",
    "python": ".py",
    "r": ".r",
    "scala": ".scala",
    "sh": ".sh",
    "sql": ".sql",
}
_MAGIC: Final = re.compile(r"\s*%%?(bash|javascript|js|python|r|scala|sh|sql)\b")
# What Jupyter writes of the language and the kernel, and nobody by hand.
_OF_KERNEL: Final = (("kernelspec",), ("language_info",))


def read_notebook_cells(text: str, into: Reading) -> None:
    """Read the texts of a notebook: code, running text, what the cells printed, and metadata."""
    texts, gap = gathered(text)
    if not text.strip() or (gap is None and not any(map(_in_cell, texts))):
        read_json_document(text, into)  # of an old format, or no notebook at all
        return
    if gap is not None:
        at = Lines(text).at(gap.offset)
        into.gaps.append((Place(into.source, *at), f"from here on this is no JSON: {gap.reason}"))
    kinds = {
        each.path[1]: each.value
        for each in texts
        if len(each.path) == 3 and each.path[2] == "cell_type" and not each.is_key
    }
    lines = Lines(text)
    for path, held in groupby((each for each in texts if _counts(each)), key=_field):
        placed = [(each, lines.at(each.offset)) for each in held]
        where = f"cell {int(path[1]) + 1}, {path[2]}"
        channel = _channel(kinds.get(path[1], ""), str(path[2]))
        into.parts.append(_joined(placed, where, channel))
    into.parts.extend(_metadata(texts, Lines(text)))


def _joined(placed: list[tuple[JsonText, tuple[int, int]]], where: str, channel: Channel) -> Part:
    """Return a text that a notebook keeps as a list of its lines."""
    first, (line, column) = placed[0]
    if len(placed) == 1:
        return Part(first.value, where, channel, line, column, first.written)
    whole = "".join(each.value for each, _ in placed)
    starts: list[tuple[int, int, int]] = []
    done = 0
    for each, at in placed:
        starts += starts_of(each.written, done, *at)
        done += len(each.value)
    size = placed[-1][1][0] - line + 1
    return Part(whole, where, channel, line, column, lines=size, starts=tuple(starts))


def literals_in_cells(text: str, parts: Iterable[Part]) -> Iterator[Part]:
    """Yield the string literals of the code in cells, each with where it begins in the file.

    Args:
        text: The notebook.
        parts: What was read of it.
    """
    of_all = _language(text)
    for cell in parts:
        if cell.channel is not Channel.CODE:
            continue
        magic = _MAGIC.match(cell.text)
        suffix = _SUFFIXES.get(magic[1] if magic else of_all, "")
        begins = [0, *(match.end() for match in re.finditer("\n", cell.text))]
        for each in literals_of(cell.text, suffix) if suffix else ():
            at = begins[each.line - 1] + each.column - 1
            place = cell.place("", at, at + 1)
            yield replace(
                each,
                where=f"{cell.where}, {each.where}",
                line=place.line,
                column=place.column,
                written=None,
                fixed=True,
                lines=max(
                    1, cell.last_line(min(len(cell.text), at + len(each.text))) - place.line + 1
                ),
                starts=(),
            )


def _language(text: str) -> str:
    """Return the language of a notebook by what its metadata say; Python where they say nothing."""
    told = {each.path: each.value.lower() for each in gathered(text)[0] if not each.is_key}
    return next((told[path] for path in _LANGUAGES if path in told), "python")


def _metadata(texts: list[JsonText], lines: Lines) -> Iterator[Part]:
    """Yield what widgets, parameters and tags hold, of the notebook and of its cells."""
    for each in texts:
        if each.is_key or not each.value.strip() or not _is_metadata(each.path):
            continue
        in_cell = each.path[0] == "cells"
        path = shown(each.path[2:] if in_cell else each.path)
        where = f"cell {int(each.path[1]) + 1}, {path}" if in_cell else path
        line, column = lines.at(each.offset)
        yield Part(
            each.value,
            where,
            Channel.DOCUMENT,
            line,
            column,
            each.written,
            label=label_of(each),
        )


def _is_metadata(path: Path) -> bool:
    if path[:1] == ("metadata",):
        return path[1:2] not in _OF_KERNEL
    return path[:1] == ("cells",) and path[2:3] == ("metadata",) and isinstance(path[1], int)


def _counts(each: JsonText) -> bool:
    path = each.path
    return _in_cell(each) and path[2] not in _ASIDE and path[-1] not in _ASIDE


def _in_cell(each: JsonText) -> bool:
    path = each.path
    within = len(path) >= 3 and path[0] == "cells" and isinstance(path[1], int)
    return within and not each.is_key


def _field(each: JsonText) -> Path:
    return each.path[:-1] if isinstance(each.path[-1], int) else each.path


def _channel(kind: str, field: str) -> Channel:
    if field == "source":
        return Channel.CODE if kind == "code" else Channel.DOCUMENT
    return Channel.TOOL_OUTPUT if field == "outputs" else Channel.DOCUMENT
