"""Traces the query that stands in a statement, whatever is around it."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from govsim.lineage.flows import IDENTITY, TRANSFORMED, pour
from govsim.lineage.naming import Naming
from govsim.lineage.parsing import UnreadableError, tree_of, words
from govsim.lineage.relation import Output, Result, Scope
from govsim.lineage.rewrite import rewritten
from govsim.lineage.trace import NO_CTES, Trace


def traced(tokens: list[Any], trace: Trace, text: str) -> Result:
    """Return what a query gives; nothing, and a note, where it cannot be read."""
    ready = rewritten(tokens, trace.session)
    tree = parsed(ready, trace, text)
    if tree is None:
        return Result([], {})
    trace.naming = Naming(ready)
    return guarded(tree, trace)


def guarded(tree: Any, trace: Trace) -> Result:
    """Return what a tree gives; a note where it is nested too deep."""
    try:
        if isinstance(tree, exp.Query | exp.Values | exp.Table | exp.Paren):
            return trace.query(tree, None, NO_CTES)
        scope = Scope()
        flows: dict[Any, int] = {}
        from govsim.lineage.expressions import walk

        walk(tree, scope, flows, IDENTITY, trace)
        return Result([Output("", flows)], {})
    except RecursionError:
        trace.note("too-deep", "the query is nested too deep")
        return Result([], {})


def parsed(tokens: list[Any], trace: Trace, text: str) -> Any:
    """Return the tree of a query; None, and a note, where it cannot be read."""
    if not tokens:
        trace.note("syntax", "the statement holds no query")
        return None
    try:
        return tree_of(tokens, text)
    except UnreadableError as found:
        trace.note("syntax", str(found))
    except RecursionError:
        trace.note("too-deep", "the query is nested too deep")
    return None


def values(tokens: list[list[Any]], source: list[Any], trace: Trace, text: str) -> list[Output]:
    """Return what each of several expressions is made of, over what FROM says."""
    if not tokens:
        return []
    like = tokens[0][0]
    query = words("SELECT", like)
    for place, each in enumerate(tokens):
        query += [*(words(",", like) if place else []), *each]
    if source:
        query += [*words("FROM", like), *source]
    found = traced(query, trace, text)
    return found.outputs


def outputs_of(found: Result) -> dict[str, Output]:
    """Return the columns of a result by name in lower case."""
    return {output.name.lower(): output for output in found.outputs}


def into_all(found: Result, extra: Result) -> None:
    """Let what decides one result decide another too."""
    pour(extra.influences, found.influences, IDENTITY)
    for output in extra.outputs:
        pour(output.flows, found.influences, TRANSFORMED)
