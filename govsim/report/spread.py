"""Renders where tagged data flows: what is left of it, what is not tagged, and who reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from govsim.errors import nearest
from govsim.graph import Carried, Spread
from govsim.graph.effects import Broken
from govsim.impact.exposure import Exposure
from govsim.model.flows import NodeKind
from govsim.report.answer import Answer, Block, Finding, Heading, Paragraph, Preformatted, Table
from govsim.sql import quote_name


@dataclass(frozen=True, slots=True)
class Told:
    """What was found of some tags."""

    spread: Spread
    copies: tuple[Carried, ...]
    exposures: tuple[Exposure, ...]
    broken: tuple[Broken, ...]
    views: frozenset[str] = frozenset()  # full names
    unborne: tuple[str, ...] = ()  # tags that were asked for, and no column bears
    known: frozenset[str] = frozenset()  # keys that columns bear


def spread_answer(told: Told, title: str) -> Answer:
    """Return where the tags flow as an answer."""
    carried = [one for one in told.spread.carried if one.path]
    blocks: list[Block] = [Paragraph(_summary(told))]
    if carried:
        rows = tuple((str(one.node), str(one.label), str(one.level), _way(one)) for one in carried)
        blocks.append(Table(("where", "tag", "left of it", "way"), rows))
    for heading, lines in _parts(told):
        if lines:
            blocks += [Heading(heading), Preformatted("\n".join(lines))]
    return Answer(f"Spread of {title}", tuple(blocks), spread_json(told), tuple(_findings(told)))


def _summary(told: Told) -> str:
    declared = sum(map(len, told.spread.declared.values()))
    reached = sum(1 for one in told.spread.carried if one.path)
    missing = "".join(f" No column bears `{tag}`{_meant(tag, told)}." for tag in told.unborne)
    if not declared:
        return missing.strip() or "No column bears the tag."
    bear = "1 column bears" if declared == 1 else f"{declared} columns bear"
    return f"{bear} it; it reaches {reached} more.{missing}"


def _meant(tag: str, told: Told) -> str:
    key = tag.partition("=")[0]
    if key in told.known or not told.known:
        return ""
    if (near := nearest(key, told.known)) is not None:
        return f"; `{near}` was likely meant"
    return f"; columns bear {', '.join(f'`{each}`' for each in sorted(told.known))}"


def _parts(told: Told) -> Iterator[tuple[str, list[str]]]:
    yield "Not tagged", [f"{one.node}  {one.label} {one.level}" for one in told.spread.untagged()]
    yield "Masked at the source, bare in the copy", [_copy(one) for one in told.copies]
    yield "Read by people who may not read the source", [one.words() for one in told.exposures]
    yield (
        "Functions that leave more than they are declared to",
        [
            f"{one.function} is declared {one.declared}, and leaves it {one.found}"
            for one in told.broken
        ],
    )


def _copy(one: Carried) -> str:
    return f"{one.node} holds {one.label} of {one.source} without a mask"


def _way(one: Carried) -> str:
    return " → ".join([str(one.path[0].source), *(str(flow.target) for flow in one.path)])


def _findings(told: Told) -> Iterator[Finding]:
    for one in told.spread.untagged():
        at = one.path[-1].origin.at
        message = f"{one.node} carries {one.label} {one.level} and is not tagged"
        yield Finding("untagged", message, "warning", at, f"it comes from {one.source}")
    for one in told.copies:
        yield Finding("unmasked-copy", _copy(one), "error", one.path[-1].origin.at)
    for each in told.exposures:
        yield Finding("exposure", each.words(), "error", each.carried.path[-1].origin.at)
    for broken in told.broken:
        message = f"{broken.function} is declared {broken.declared}, and leaves {broken.found}"
        yield Finding("broken-declaration", message, "error")


def suggested(told: Told) -> list[str]:
    """Return the statements that set the tags which are missing on tables and views."""
    return [
        f"ALTER {'VIEW' if one.node.name in told.views else 'TABLE'} "
        f"{quote_name(one.node.name.split('.'))} ALTER COLUMN "
        f"{quote_name([one.node.column])} SET TAGS ('{one.label.key}' = '{one.label.value}')"
        for one in told.spread.untagged()
        if one.node.kind is NodeKind.TABLE
    ]


def spread_json(told: Told) -> dict[str, Any]:
    """Return where the tags flow as JSON."""
    return {
        "carried": [_json(one) for one in told.spread.carried],
        "untagged": [str(one.node) for one in told.spread.untagged()],
        "unmasked_copies": [str(one.node) for one in told.copies],
        "exposures": [{**_json(one.carried), "people": list(one.people)} for one in told.exposures],
        "broken_declarations": [one._asdict() for one in told.broken],
    }


def _json(one: Carried) -> dict[str, Any]:
    path = [str(one.path[0].source), *(str(f.target) for f in one.path)] if one.path else []
    return {
        "kind": str(one.node.kind),
        "name": one.node.name,
        "column": one.node.column or None,
        "tag": str(one.label),
        "level": str(one.level),
        "source": str(one.source),
        "path": path,
    }
