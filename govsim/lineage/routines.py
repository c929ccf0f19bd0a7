"""Reads the bodies of SQL functions, so that a call can be traced through them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govsim.lineage.naming import Naming
from govsim.lineage.parsing import UnreadableError, tokens_of, tree_of, words
from govsim.lineage.rewrite import rewritten
from govsim.model.datatypes import fields_of

if TYPE_CHECKING:
    from govsim.lineage.schema import Routine
    from govsim.lineage.trace import Trace

_QUERIES = ("SELECT", "WITH", "FROM", "VALUES", "TABLE")


def body_of(routine: Routine, trace: Trace) -> tuple[Any, Naming]:
    """Return the query that a function returns, and what names its columns."""
    try:
        tokens = tokens_of(routine.body)
    except UnreadableError as found:
        trace.note("syntax", str(found))
        return None, Naming([])
    if not tokens or tokens[0].text.upper() == "BEGIN":
        trace.note("unknown-function", "a body of several statements")
        return None, Naming([])
    if tokens[0].text.upper() not in _QUERIES:
        tokens = [*words("SELECT", tokens[0]), *tokens]
    ready = rewritten(tokens, trace.session)
    try:
        return tree_of(ready, routine.body), Naming(ready)
    except UnreadableError as found:
        trace.note("syntax", str(found))
        return None, Naming([])


def table_columns(returns: str) -> tuple[tuple[str, str], ...] | None:
    """Return the columns of `TABLE (a INT, …)`; None where a function returns one value."""
    text = returns.strip()
    if not text.upper().startswith("TABLE"):
        return None
    inner = text[5:].strip()
    if not inner.startswith("("):
        return ()
    return fields_of(f"STRUCT<{inner[1:-1]}>")
