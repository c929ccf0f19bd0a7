"""Reads which rows of its target an INSERT replaces: REPLACE WHERE, ON and USING."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from govsim.lineage.expressions import walk
from govsim.lineage.flows import FILTER, IDENTITY, JOIN, Flows, pour
from govsim.lineage.parsing import words
from govsim.lineage.queries import parsed
from govsim.lineage.reader import Reader, split
from govsim.lineage.relation import Relation, Result, Scope
from govsim.lineage.rewrite import rewritten
from govsim.lineage.trace import Trace

_OPERATORS: Final = frozenset(
    {"IN", "=", "<", ">", "<=", ">=", "<>", "!=", "<=>", "EXISTS", "AND", "OR", "NOT"}
)


@dataclass(slots=True)
class Replacing:
    """The rows that make way: by a condition, or where columns agree; nothing for a plain INSERT.

    `target` and `source` are what the condition calls the table and the query.
    """

    condition: list[Any] = field(default_factory=list)
    columns: tuple[str, ...] = ()
    step: int = FILTER
    target: str = ""
    source: str = ""


def read_replacing(reader: Reader, into: Replacing) -> None:
    """Read what follows REPLACE."""
    if reader.take("USING"):
        into.columns = tuple(part[-1].text.lower() for part in split(reader.group()))
        return
    into.step = JOIN if reader.word() == "ON" else FILTER
    reader.take_any("WHERE", "ON")
    start = reader.place
    while not reader.done and not (reader.at_query() and reader.word(-1) not in _OPERATORS):
        reader.skip()
    into.condition = reader.tokens[start : reader.place]


def decide_rows(said: Replacing, target: str, found: Result, trace: Trace, text: str) -> None:
    """Let what says which rows are replaced decide the rows of the target."""
    parts = target.split(".")
    columns = trace.session.relation(target)
    into = Relation(said.target or parts[-1], columns, () if said.target else tuple(parts))
    made: Flows = {}
    for name in said.columns:
        for each in (into.columns, found.columns()):
            if (column := each.find(name)) is not None:
                pour(column.flows, made, JOIN)
    if said.condition:
        query = [*words("SELECT", said.condition[0]), *said.condition]
        tree = parsed(rewritten(query, trace.session), trace, text)
        scope = Scope()
        scope.relations.append(into)
        if said.step == JOIN:
            scope.relations.append(Relation(said.source, found.columns()))
        if tree is not None:
            walk(tree.expressions[0], scope, made, said.step, trace)
    pour(made, found.influences, IDENTITY)
