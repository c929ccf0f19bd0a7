"""Traces which data flows from where to where, by table and by column, out of SQL text."""

from govsim.lineage.edges import (
    EVERY,
    QUERY,
    ColumnEdge,
    EndpointUse,
    StatementLineage,
    TableEdge,
    Unknown,
)
from govsim.lineage.schema import LookedUp, Routine, Schema
from govsim.lineage.script import extract, extract_each
from govsim.lineage.whole import ScriptLineage, script_lineage
from govsim.model.flows import EdgeKind

__all__ = [
    "EVERY",
    "QUERY",
    "ColumnEdge",
    "EdgeKind",
    "EndpointUse",
    "LookedUp",
    "Routine",
    "Schema",
    "ScriptLineage",
    "StatementLineage",
    "TableEdge",
    "Unknown",
    "extract",
    "extract_each",
    "script_lineage",
]
