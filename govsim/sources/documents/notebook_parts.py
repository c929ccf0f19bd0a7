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
from govsim.sources.documents.json_values import JsonText, Path, names_a_field, shown
from govsim.sources.documents.literals import literals_of
from govsim.sources.documents.parts import Part, starts_of

# What a cell and an output say of themselves, in a word; whatever else stands there is screened.
_OF_CELL: Final = frozenset({"cell_type", "id", "execution_count"})
_OF_OUTPUT: Final = frozenset({"output_type", "execution_count", "name"})
_SAID: Final = re.compile(r"[\w.-]{1,64}")
_KEY: Final = re.compile(r"[\w.+/:-]{1,100}")  # such as a type of output, the id of a widget
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
# What Jupyter writes of the language and the kernel, in few words, and nobody by hand.
_OF_KERNEL: Final = (("kernelspec",), ("language_info",))
_FEW: Final = re.compile(r"\S{1,40}(?: \S{1,20}){0,2}")


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
    into.parts.extend(_beside(texts, Lines(text)))
    if gap is not None:  # what follows may hold anything
        into.parts.append(Part(text[gap.offset :], "", None, *Lines(text).at(gap.offset)))


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


def _beside(texts: list[JsonText], lines: Lines) -> Iterator[Part]:
    """Yield what stands beside the cells and in their metadata: widgets, parameters, tags."""
    for each in texts:
        if not each.value.strip() or _counts(each) or _is_aside(each):
            continue
        is_in_cell = _is_cell(each.path) and len(each.path) > 2
        path = shown(each.path[2:] if is_in_cell else each.path)
        where = f"cell {int(each.path[1]) + 1}, {path}" if is_in_cell else path
        line, column = lines.at(each.offset)
        yield Part(
            each.value,
            f"key {where}" if each.is_key else where,
            Channel.DOCUMENT,
            line,
            column,
            each.written,
            label=label_of(each),
        )


def _is_aside(each: JsonText) -> bool:
    """Whether a text only says what its neighbours are, or which kernel runs them."""
    path = each.path
    if each.is_key:
        return names_a_field(each.value) or _KEY.fullmatch(each.value) is not None
    if path[:1] == ("metadata",):
        return path[1:2] in _OF_KERNEL and _FEW.fullmatch(each.value) is not None
    is_word = _SAID.fullmatch(each.value) is not None
    if _is_cell(path) and len(path) == 3:
        return path[2] in _OF_CELL and is_word
    is_of_output = _is_cell(path) and len(path) == 5 and path[2] == "outputs"
    return is_of_output and path[4] in _OF_OUTPUT and is_word


def _counts(each: JsonText) -> bool:
    return _in_cell(each) and each.path[2] != "metadata" and not _is_aside(each)


def _is_cell(path: Path) -> bool:
    return path[:1] == ("cells",) and len(path) > 1 and isinstance(path[1], int)


def _in_cell(each: JsonText) -> bool:
    return _is_cell(each.path) and len(each.path) > 2 and not each.is_key


def _field(each: JsonText) -> Path:
    return each.path[:-1] if isinstance(each.path[-1], int) else each.path


def _channel(kind: str, field: str) -> Channel:
    if field == "source":
        return Channel.CODE if kind == "code" else Channel.DOCUMENT
    return Channel.TOOL_OUTPUT if field == "outputs" else Channel.DOCUMENT
