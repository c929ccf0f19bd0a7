"""Reads Jupyter notebooks into their cells and outputs."""

from __future__ import annotations

from collections.abc import Iterator
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
from govsim.sources.documents.parts import Part

# What a cell says of itself; metadata are read apart, everything else of it is screened.
_ASIDE: Final = frozenset({"cell_type", "id", "metadata", "output_type", "execution_count", "name"})
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
        first, (line, column) = placed[0]
        # A notebook keeps a text as a list of its lines, in the file one below the other.
        in_step = all(at == line + n for n, (_, (at, _)) in enumerate(placed))
        written = first.written if len(placed) == 1 else None
        whole = "".join(each.value for each, _ in placed)
        size = placed[-1][1][0] - line + 1
        part = Part(whole, where, channel, line, column, written, not in_step, lines=size)
        into.parts.append(part)
    into.parts.extend(_metadata(texts, Lines(text)))


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
