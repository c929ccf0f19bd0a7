"""Traces which data flows from where to where, by table and by column, out of SQL text."""

from govsim.lineage.edges import (
    ColumnEdge,
    EndpointUse,
    StatementLineage,
    TableEdge,
    Unknown,
)
from govsim.lineage.schema import Routine, Schema
from govsim.lineage.script import extract
from govsim.model.flows import EdgeKind

__all__ = [
    "ColumnEdge",
    "EdgeKind",
    "EndpointUse",
    "Routine",
    "Schema",
    "StatementLineage",
    "TableEdge",
    "Unknown",
    "extract",
]
