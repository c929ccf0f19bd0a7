"""Reads where the text of a YAML scalar stands in its file, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from govsim.guardrails import Channel
from govsim.sources.documents.parts import Part, unescaped
from govsim.sources.tree import Node

_BLANKS: Final = " \t\r\n"
Start = tuple[int, int, int]  # offset in the value, line and column in the file


def scalar_part(node: Node, value: str, lines: list[str]) -> Part:
    """Return the text of a scalar with its place in the file.

    A block loses what its lines are moved in by, a folded text its line ends as well, and a quoted
    one its escapes. Where the file has it otherwise still, only its beginning is told.

    Args:
        node: The scalar.
        value: What it says.
        lines: The file.
    """
    line, column = node.place.line, node.place.column
    is_block = node.style in ("|", ">")
    where = f"text at line {line + is_block}"
    part = Part(value, where, Channel.SYSTEM, line + is_block, 1 if is_block else column)
    if node.style == "|":
        return replace(part, starts=tuple(_kept(node, value, lines)))
    written = _quoted(node, lines)
    if written == value:
        return replace(part, column=column + len(node.style))
    if written is not None and node.style == '"' and unescaped(written) == value:
        return replace(part, column=column + 1, written=written)
    if node.style == "'" and written is not None and written.replace("''", "'") == value:
        return replace(part, starts=tuple(_doubled(node, value)))
    if (starts := _folded(node, value, lines)) is not None:
        return replace(part, starts=starts)
    return replace(part, line=line, column=column, fixed=True, lines=node.last - line + 1)


def _quoted(node: Node, lines: list[str]) -> str | None:
    """Return what a scalar on one line holds, as it is written, without its quotes."""
    line, first = node.place.line, node.place.column - 1
    if node.last != line:
        return None
    written = lines[line - 1][first : first + node.place.length]
    return written[1:-1] if node.style in ("'", '"') else written


def _kept(node: Node, value: str, lines: list[str]) -> Iterator[Start]:
    """Yield the lines of a block that keeps its lines: each is moved in by the same."""
    first = node.place.line  # the content begins on the line after the sign
    content = value.split("\n")
    told = next((number for number, each in enumerate(content) if each.strip()), 0)
    written = lines[first + told].rstrip() if first + told < len(lines) else ""
    indent = max(0, len(written) - len(content[told].rstrip()))
    offset = 0
    for number, each in enumerate(content):
        yield offset, first + number + 1, indent + 1
        offset += len(each) + 1


def _doubled(node: Node, value: str) -> Iterator[Start]:
    """Yield the stretches of a text in which each quote is written twice."""
    line, first = node.place.line, node.place.column + 1
    yield 0, line, first
    more = 0
    for at, sign in enumerate(value):
        if sign == "'":
            more += 1
            yield at + 1, line, first + at + 1 + more


def _folded(node: Node, value: str, lines: list[str]) -> tuple[Start, ...] | None:
    """Return the lines of a text whose line ends became blanks; None where it differs in more."""
    is_block = node.style == ">"
    starts: list[Start] = []
    at = 0
    for number in range(node.place.line + is_block, node.last + 1):
        line = lines[number - 1] if number <= len(lines) else ""
        first = node.place.column - 1 + len(node.style) if number == node.place.line else 0
        said = line[first:].strip(_BLANKS)
        column = first + len(line[first:]) - len(line[first:].lstrip(_BLANKS)) + 1
        while at < len(value) and value[at] in _BLANKS:
            at += 1
        if at == len(value):
            break
        rest = len(value) - at
        said = said[:rest] if number == node.last else said
        if not value.startswith(said, at):
            return None
        if said:
            starts.append((at, number, column))
            at += len(said)
    is_whole = not value[at:].strip(_BLANKS)
    return tuple(starts) if starts and is_whole else None
