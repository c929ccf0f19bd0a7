"""Renders lists: names, rows of a table, versions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from govsim.report.answer import Answer, Block, Paragraph, Preformatted, Table


def names_answer(title: str, names: Sequence[str], nothing: str) -> Answer:
    """Return names one a line; text is names alone, so that other programs can read it."""
    blocks: tuple[Block, ...] = (Preformatted("\n".join(names)),) if names else ()
    return Answer(title, blocks or (Paragraph(nothing),), list(names))


def rows_answer(
    title: str, header: Sequence[str], rows: Iterable[Sequence[str]], nothing: str = "nothing"
) -> Answer:
    """Return rows under headings; in JSON each row is an object."""
    held = tuple(tuple(row) for row in rows)
    value: list[dict[str, Any]] = [dict(zip(map(_key, header), row, strict=True)) for row in held]
    if not held:
        return Answer(title, (Paragraph(nothing),), value)
    return Answer(title, (Table(tuple(header), held),), value)


def _key(heading: str) -> str:
    return heading.lower().replace(" ", "_")
