"""Traces what ran in the past: each version's statements, until what they made is dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from govsim.catalog import Session, Version, empty
from govsim.graph.edges import flows_of
from govsim.graph.estate import Estate, Unit
from govsim.graph.naming import Namer
from govsim.graph.reading import Known, Reading
from govsim.lineage import extract_each
from govsim.model import statements as s
from govsim.model.flows import Flow, Node, Origin
from govsim.model.kinds import CONTAINERS, RELATIONS

Traced = tuple[Reading, tuple[Flow, ...]]


@dataclass(slots=True)
class Past:
    """The readings and edges that are alive, and what a drop took away."""

    alive: list[Traced] = field(default_factory=list)
    gone: dict[str, list[Traced]] = field(default_factory=dict)

    def end(self, name: str, *, below: bool) -> None:
        """Cut what flows to or from a name: as on the platform, nothing outlives the drop."""

        def cut(node: Node) -> bool:
            return node.name == name or (below and node.name.startswith(f"{name}."))

        lost: list[Traced] = []
        left: list[Traced] = []
        for reading, flows in self.alive:
            ended = tuple(f for f in flows if cut(f.source) or cut(f.target))
            if ended:
                lost.append((reading, ended))
                flows = tuple(f for f in flows if f not in set(ended))
            if flows:
                left.append((reading, flows))
        self.alive = left
        self.gone[name] = lost

    def revive(self, name: str) -> None:
        """Bring back what a drop took away."""
        self.alive += self.gone.pop(name, [])

    def copy(self) -> Past:
        """Return a past of its own."""
        return Past(list(self.alive), dict(self.gone))


def past_of(estate: Estate, namer: Namer) -> Past:
    """Return what the statements of every version made, as far as it is alive."""
    found, kept = Past(), dict[int, Past]()
    before = empty("")
    for version in estate.history.versions:
        if version.restored is not None:
            found = kept.get(version.restored.version, found).copy()
        elif version.moved.statements:
            _run(version, Known(before, estate.facts.assets), namer, found)
        kept[version.number] = found.copy()
        before = version.snapshot
    return found


def _run(version: Version, known: Known, namer: Namer, past: Past) -> None:
    catalog, _, schema = version.moved.within.partition(".")
    session = Session(catalog, schema)
    origin = Origin(
        "sql",
        time=version.time,
        run=f"version {version.number}",
        principal=version.principal,
        job=version.statement,
    )
    statements = version.moved.statements
    unit = Unit(statements, (catalog, schema), origin)
    traced = extract_each(statements, known.schema, unit.default)
    for place, (statement, lineages) in enumerate(zip(statements, traced, strict=True)):
        if isinstance(statement, s.Use):
            session = session.use(statement)
        elif (ended := _ENDS.get(type(statement))) is not None:
            ended(past, statement, session)
        else:
            reading = Reading(unit, place, lineages)
            if flows := tuple(_lasting(reading, namer)):
                past.alive.append((reading, flows))


def _lasting(reading: Reading, namer: Namer) -> Iterable[Flow]:
    """Return the edges of a statement; those of views and functions stand in the snapshot."""
    statement = reading.unit.texts[reading.place]
    if isinstance(statement, s.CreateRoutine):
        return ()
    if isinstance(statement, s.Create):
        view = statement.target.type not in RELATIONS or _keeps_body(statement)
        return () if view or statement.temporary else flows_of(reading, namer)
    return () if isinstance(statement, s.AlterView) else flows_of(reading, namer)


def _keeps_body(statement: s.Create) -> bool:
    from govsim.model.kinds import Kind, SecurableType

    table = statement.target.type is SecurableType.TABLE
    return not table or (statement.kind is Kind.STREAMING and statement.body is not None)


def _dropped(past: Past, statement: s.Drop | s.Rename, session: Session) -> None:
    name = session.qualify(statement.target.type, statement.target.name)
    past.end(name, below=statement.target.type in CONTAINERS)


def _undropped(past: Past, statement: s.Undrop, session: Session) -> None:
    past.revive(session.qualify(statement.target.type, statement.target.name))


# A rename cuts the history too: what is known of the old name is not shown for the new one.
_ENDS: dict[type[s.Statement], Callable[[Past, s.Statement, Session], None]] = {
    s.Drop: _dropped,  # type: ignore[dict-item]
    s.Rename: _dropped,  # type: ignore[dict-item]
    s.Undrop: _undropped,  # type: ignore[dict-item]
}
