"""Holds the edges that one traced text stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from govsim.graph.naming import Namer
from govsim.graph.reading import Reading
from govsim.lineage import EVERY, QUERY, StatementLineage
from govsim.model.flows import Flow, Node, NodeKind, Origin


def flows_of(reading: Reading, namer: Namer) -> list[Flow]:
    """Return the edges of a text, between whole things and between columns.

    A temporary view has none: what reads it is traced through it.
    """
    lasting = (each for each in reading.lineages if "TEMP" not in each.verb)
    found = [flow for each in lasting for flow in _statement(reading, each, namer)]
    origin = reading.unit.origin
    for task in reading.unit.tasks:
        found += [Flow(namer.node(name), task, origin) for name in sorted(reading.reads)]
    return found


def _statement(reading: Reading, found: StatementLineage, namer: Namer) -> Iterator[Flow]:
    origin = _origin(reading.unit.origin, found)
    reader = reading.unit.reader or _query(found, origin)
    for link in found.tables:
        made = reader if link.target == QUERY else namer.node(link.target)
        yield Flow(namer.node(link.source), made, origin)
    for edge in found.columns:
        if edge.source_table is None:
            continue
        target = _column(edge.target_table, edge.target_column, reader, namer)
        source = namer.node(edge.source_table, _named(edge.source_column))
        yield Flow(source, target, origin, edge.kind, edge.transform, edge.why)
    for use in found.endpoints:
        made = reader if use.target == QUERY else namer.node(use.target)
        yield Flow(Node(NodeKind.ENDPOINT, use.endpoint), made, origin)


def _column(table: str, column: str, reader: Node, namer: Namer) -> Node:
    if table != QUERY:
        return namer.node(table, column)
    has_columns = reader.kind is NodeKind.TABLE
    return reader.at(column) if has_columns else reader


def _named(column: str) -> str:
    return "" if column == EVERY else column  # every column of a table is the table


def _query(found: StatementLineage, origin: Origin) -> Node:
    """Return what stands for a query that nobody else takes: the place where it is written."""
    place = f"{found.at.source}:{found.at.line}" if found.at else origin.job or "<query>"
    return Node(NodeKind.QUERY, place)


def _origin(origin: Origin, found: StatementLineage) -> Origin:
    nameless = found.at is None or found.at.source.startswith("<")  # no file that a reader has
    if nameless or origin.at is not None:
        return origin
    return replace(origin, at=found.at)
