"""Holds what a query sees, as far as the names that Spark gives its columns hang on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlglot import exp

from govsim.lineage.relation import AMBIGUOUS, NOTHING, Output, Scope
from govsim.model.datatypes import field_type

if TYPE_CHECKING:
    from govsim.lineage.trace import Trace


class Sight:
    """The scope of one query, and the subqueries of the projection that is named."""

    def __init__(self, scope: Scope, trace: Trace, first: int = 0) -> None:
        self._scope = scope
        self._trace = trace
        self._next = first  # of the subqueries

    def column(self, parts: Sequence[str]) -> tuple[str, str]:
        """Return how Spark writes a column, and its type where that is known."""
        scope, lowered = self._scope, [part.lower() for part in parts]
        found, used = scope.find_here(lowered)
        if found is None:
            return self._outer(parts, lowered)
        if found is AMBIGUOUS or found is NOTHING:
            return "", ""
        type_ = found.type
        for part in lowered[used:]:
            type_ = field_type(type_, part)
        lateral = used == 1 and scope.aliases.get(lowered[0]) is found
        if lateral and lowered[0] not in scope.generated:
            return f"lateralAliasReference({parts[-1]})", type_
        return ".".join(parts[max(0, used - 1) :]), type_

    def _outer(self, parts: Sequence[str], lowered: Sequence[str]) -> tuple[str, str]:
        scope = self._scope.parent
        while scope is not None:
            found, used = scope.find_here(lowered, lateral=False)
            if found is not None and found is not AMBIGUOUS:
                name = ".".join(parts[max(0, used - 1) :])
                return f"outer({_qualified(found, scope)}{name})", found.type
            scope = scope.parent
        return "", ""

    def star(self, parts: Sequence[str]) -> Sequence[str]:
        """Return the columns that `*` or `t.*` stands for."""
        node: exp.Expr = exp.Star()
        if parts:
            names = [exp.to_identifier(part) for part in parts]
            node = exp.Column(this=exp.Star(), **dict(zip(_QUALIFIERS, names[::-1], strict=False)))
        return [output.name for output in self._trace.starred(node, self._scope)]

    def subquery(self) -> Sequence[str]:
        """Return the columns that the next subquery takes from the query around it."""
        self._next += 1
        found = self._scope.subqueries
        return found[self._next - 1] if self._next <= len(found) else ()


_QUALIFIERS = ("table", "db", "catalog")


def _qualified(found: Output, scope: Scope) -> str:
    for relation in scope.relations:
        if found in relation.columns.outputs:
            return f"{'.'.join(relation.path) or relation.alias}."
    return ""
