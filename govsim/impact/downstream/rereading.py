"""Compares each text downstream as it was traced before a change, and as it is traced after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from govsim.catalog import Snapshot
from govsim.catalog.shapes import definition
from govsim.graph.edges import flows_of
from govsim.graph.estate import Estate, Unit
from govsim.graph.lineage_graph import LineageGraph
from govsim.graph.naming import Namer
from govsim.graph.reading import Known, Reading, read_unit
from govsim.lineage import StatementLineage
from govsim.model.flows import Node
from govsim.model.kinds import SecurableType, key_of
from govsim.model.values import RelationDetail

Pair = tuple[StatementLineage, StatementLineage | None]


@dataclass(frozen=True, slots=True)
class Reread:
    """One text that makes, or is, a thing: what it was, and what it is now."""

    unit: Unit
    before: StatementLineage
    after: StatementLineage | None  # None: it is not there any more

    @property
    def text(self) -> str:
        """The SQL, as far as it is at hand."""
        first = self.unit.texts[0]
        return first if isinstance(first, str) else first[1] if isinstance(first, tuple) else ""


class Rereader:
    """Traces texts anew over the metastore after a change, each when it is asked for.

    INVARIANT: things are asked for in the order of the flow, so that what a text makes is known
    before what reads it is traced.
    """

    def __init__(self, lineage: LineageGraph, before: Estate, after: Snapshot) -> None:
        self.lineage = lineage
        self.after = after
        namer = Namer.of(before)
        self.known_before = Known(before.snapshot, before.facts.assets)
        for readings in lineage.readings:
            for reading in readings:
                self.known_before.learn(reading)
        self.known = self.known_before.over(after)
        self._made: dict[Node, list[Reading]] = {}
        for readings in lineage.readings:
            for reading in readings:
                for node in _targets(reading, namer):
                    self._made.setdefault(node, []).append(reading)

    def of(self, thing: Node) -> Iterator[Reread]:
        """Yield what each text that makes a thing was before, and is now."""
        for reading in self._made.get(thing, ()):
            unit = self._now(thing, reading.unit)
            again = None
            if unit is not None:
                found = read_unit(unit, self.known)
                again = found[reading.place] if reading.place < len(found) else None
            for place, lineage in enumerate(reading.lineages):
                if not _concerns(lineage, reading, thing):
                    continue
                held = again is not None and place < len(again.lineages)
                now = again.lineages[place] if again is not None and held else None
                yield Reread(unit or reading.unit, lineage, now)
            if again is not None:
                self.known.remake(again)

    def reads_text(self, thing: Node) -> bool:
        """Return whether any text at hand makes, or is, a thing."""
        return thing in self._made

    def sources(self, thing: Node) -> frozenset[str]:
        """Return the full names of all that the texts of a thing read."""
        return frozenset(name for reading in self._made.get(thing, ()) for name in reading.reads)

    def _now(self, thing: Node, unit: Unit) -> Unit | None:
        """Return the text of a view as it is after the change; every other text stays."""
        if unit.origin.evidence != "catalog":
            return unit
        held = self.after.securables.get(key_of(SecurableType.TABLE, thing.name))
        if held is None or not isinstance(held.detail, RelationDetail) or held.detail.body is None:
            return None
        catalog, _, schema = (held.detail.within or "main.default").partition(".")
        return Unit((definition(held),), (catalog, schema), unit.origin, view=unit.view)


def _targets(reading: Reading, namer: Namer) -> Iterable[Node]:
    return dict.fromkeys(flow.target.whole for flow in flows_of(reading, namer))


def _concerns(lineage: StatementLineage, reading: Reading, thing: Node) -> bool:
    if not lineage.flows and not lineage.unknown:
        return False
    if lineage.writes:
        return thing.name in lineage.writes
    reader = reading.unit.reader
    if reader is not None:
        return reader == thing
    at = lineage.at
    return at is None or thing.name == f"{at.source}:{at.line}"


def column_names(known: Known, names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the columns of tables, as far as they are known."""
    return {name: tuple(column for column, _ in known.schema.types_of(name)) for name in names}
