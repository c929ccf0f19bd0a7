"""Holds everything that lineage is read from: a metastore's versions, scripts, other files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from govsim.catalog import History, Snapshot
from govsim.catalog.shapes import definition, function_definition
from govsim.graph.naming import Namer
from govsim.graph.tasks import tasks_of, with_runs
from govsim.model.flows import Definition, LineageFacts, Node, NodeKind, Origin
from govsim.model.kinds import RELATIONS, SecurableType, key_of
from govsim.model.statements import Statement
from govsim.model.values import RelationDetail, RoutineDetail, Securable
from govsim.sql import Source, quote_name

T = SecurableType
_GENERATED: Final = re.compile(r"GENERATED\s+ALWAYS\s+AS\s*(\(.*\))", re.IGNORECASE | re.DOTALL)
NO_FACTS = LineageFacts()


@dataclass(frozen=True, slots=True)
class Unit:
    """SQL that is read as one, in one session: a view, a script, a dataset of a dashboard.

    `reader` is who takes what a query gives; without one, each query stands for itself. A `view`
    is read anew at each use: nothing of it is stored. `tasks` are what jobs call the file of it.
    """

    texts: tuple[str | tuple[str, str] | Source | Statement, ...]
    default: tuple[str, str]
    origin: Origin
    reader: Node | None = None
    view: bool = False
    tasks: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Estate:
    """A metastore with its past, SQL that runs beside it, and what files say of lineage."""

    history: History
    scripts: tuple[tuple[str, str], ...] = ()  # path and text
    facts: LineageFacts = NO_FACTS
    default: tuple[str, str] = ("main", "default")

    @property
    def snapshot(self) -> Snapshot:
        """The metastore as it is."""
        return self.history.head

    def with_snapshot(self, snapshot: Snapshot) -> Estate:
        """Return the estate over another version of the metastore, the last of its own branch."""
        last = replace(self.history.versions[-1], snapshot=snapshot)
        return replace(self, history=History((*self.history.versions[:-1], last)))


def standing_units(estate: Estate) -> Iterator[Unit]:
    """Yield what is read as it stands today: views, scripts, and definitions out of files."""
    yield from _views(estate.snapshot)
    yield from _functions(estate.snapshot)
    yield from _generated(estate.snapshot)
    yield from _scripts(estate)
    namer = Namer.of(estate)
    for each in estate.facts.definitions:
        yield _defined(each, namer)


def _scripts(estate: Estate) -> Iterator[Unit]:
    """Yield the scripts, each with the notebooks that it runs by %run in it."""
    tasks = tasks_of(estate.facts.flows, estate.scripts)
    for (path, _), whole in zip(estate.scripts, with_runs(estate.scripts), strict=True):
        origin = Origin("sql", job=path)
        yield Unit((whole,), estate.default, origin, tasks=tasks.get(path, ()))


def _views(snapshot: Snapshot) -> Iterator[Unit]:
    for held in snapshot.securables.values():
        detail = held.detail
        if isinstance(detail, RelationDetail) and detail.body is not None:
            catalog, _, schema = (detail.within or "main.default").partition(".")
            text = definition(held)
            origin = Origin("catalog", statement=text, principal=held.owner)
            yield Unit((text,), (catalog, schema), origin, view=True)


def _functions(snapshot: Snapshot) -> Iterator[Unit]:
    for held in snapshot.securables.values():
        if (unit := function_unit(held)) is not None:
            yield unit


def _generated(snapshot: Snapshot) -> Iterator[Unit]:
    """Yield the expressions of generated columns, as queries of their own table."""
    for held in snapshot.securables.values():
        filled = (column for column in held.columns if column.default)
        given = ((column, _GENERATED.fullmatch(column.default)) for column in filled)
        made = [f"{found[1]} AS {quote_name((column.name,))}" for column, found in given if found]
        if made and held.type in RELATIONS:
            text = f"SELECT {', '.join(made)} FROM {quote_name(held.name.split('.'))}"
            origin = Origin("sql", statement=text, principal=held.owner)
            within = held.name.split(".")
            reader = Node(NodeKind.TABLE, held.name)
            yield Unit((text,), (within[0], within[1]), origin, reader)


def function_unit(held: Securable) -> Unit | None:
    """Return the text of a SQL function that reads tables or calls others; None of all else."""
    detail = held.detail
    if not isinstance(detail, RoutineDetail) or held.type is not T.FUNCTION:
        return None
    if detail.language != "SQL" or not detail.body or not (detail.reads or detail.calls):
        return None
    catalog, _, schema = (detail.within or "main.default").partition(".")
    text = function_definition(held)
    origin = Origin("catalog", statement=text, principal=held.owner)
    return Unit((text,), (catalog, schema), origin, Node(NodeKind.FUNCTION, held.name), view=True)


def _defined(given: Definition, namer: Namer) -> Unit:
    target = namer.known(given.target)
    view = namer.types.get(target, "").lower() in ("view", "ephemeral")
    return Unit((given.text,), given.default, given.origin, target, view)


def is_held(node: Node, snapshot: Snapshot) -> bool:
    """Return whether a metastore holds a table or view."""
    return key_of(SecurableType.TABLE, node.name) in snapshot.securables
