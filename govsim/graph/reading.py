"""Traces the SQL of an estate, so that each text knows the columns that others make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from govsim.catalog import Snapshot
from govsim.graph.estate import Unit
from govsim.lineage import LookedUp, StatementLineage, extract_each
from govsim.model.flows import Asset, NodeKind

Types = dict[str, Sequence[tuple[str, str]]]
_UNKNOWN = frozenset({"unknown-columns", "unknown-target-columns", "ambiguous-column"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One text of the estate as it was traced: one or more statements."""

    unit: Unit
    place: int  # of the text in its unit
    lineages: tuple[StatementLineage, ...]

    @property
    def reads(self) -> frozenset[str]:
        """The full names of all that is read."""
        return frozenset(name for each in self.lineages for name in each.reads)

    @property
    def makes(self) -> frozenset[str]:
        """The full names of all that is written."""
        made = {name for each in self.lineages for name in each.writes}
        if self.unit.reader is not None and self.unit.reader.kind is NodeKind.TABLE:
            made.add(self.unit.reader.name)
        return frozenset(made)


class Known:
    """The columns of every table: as a snapshot has them, as files say, or as SQL makes them."""

    def __init__(self, snapshot: Snapshot, assets: Iterable[Asset] = ()) -> None:
        self._schema = snapshot.schema()
        self.learned: Types = {
            each.node.name: each.columns
            for each in assets
            if each.columns and each.node.kind is NodeKind.TABLE
        }
        self.remade: Types = {}  # over what the snapshot has
        self.schema = LookedUp(self._types, self._schema.routine_of, self._nulls)

    def _types(self, name: str) -> Sequence[tuple[str, str]]:
        if (remade := self.remade.get(name)) is not None:
            return remade
        return self._schema.types_of(name) or self.learned.get(name, ())

    def _nulls(self, name: str) -> Mapping[str, bool | None]:
        return {} if name in self.remade else self._schema.nulls_of(name)

    def over(self, snapshot: Snapshot) -> Known:
        """Return the same over another snapshot."""
        found = Known(snapshot)
        found.learned = dict(self.learned)
        return found

    def remake(self, reading: Reading) -> None:
        """Keep the columns of tables that a text makes, also where a snapshot has others."""
        for each in reading.lineages:
            for name, columns in _made(reading.unit, each):
                made = each.verb.startswith("CREATE") and each.flows and not reading.unit.view
                if made and name not in self.schema.fixed:
                    self.remade[name] = columns
        self.learn(reading)
        self.schema.forget()

    def learn(self, reading: Reading) -> bool:
        """Keep the columns of tables that a text makes; return whether any of it is new."""
        news = False
        for each in reading.lineages:
            for name, columns in _made(reading.unit, each):
                if self._schema.types_of(name) or self.learned.get(name) == columns:
                    continue
                self.learned[name] = columns
                news = True
        if news:
            self.schema.forget()
        return news


def _made(unit: Unit, found: StatementLineage) -> Iterable[tuple[str, tuple[tuple[str, str], ...]]]:
    columns = found.outputs
    if not columns or any(name in ("*", "") for name, _ in columns):
        return
    if found.verb.startswith("CREATE") and found.writes:
        yield found.writes[0], columns
    elif not found.writes and unit.reader is not None and unit.reader.kind is NodeKind.TABLE:
        yield unit.reader.name, columns


def read_unit(unit: Unit, known: Known, *, nulls: bool = False) -> list[Reading]:
    """Return the texts of one unit as they are traced; `nulls` asks what may be NULL too."""
    traced = extract_each(unit.texts, known.schema, unit.default, nulls=nulls)
    return [Reading(unit, place, found) for place, found in enumerate(traced)]


def read_units(units: Iterable[Unit], known: Known) -> list[list[Reading]]:
    """Return all texts as they are traced, whatever their order; one list a unit.

    What reads a table before its columns are known is traced once more, after what makes it.
    """
    held = list(units)
    found: list[list[Reading]] = []
    for unit in held:
        found.append(read_unit(unit, known))
        for reading in found[-1]:
            known.learn(reading)
    again: set[int] = set()
    makers = _makers(found)
    for place in in_order(range(len(held)), found):
        late = any(m > place or m in again for m in makers[place])
        if late or _unsure(found[place]):
            again.add(place)
            found[place] = read_unit(held[place], known)
            for reading in found[place]:
                known.learn(reading)
    return found


def _unsure(readings: Iterable[Reading]) -> bool:
    return any(
        unknown.reason in _UNKNOWN
        for reading in readings
        for each in reading.lineages
        for unknown in each.unknown
    )


def _makers(found: Sequence[Sequence[Reading]]) -> list[set[int]]:
    """Return for each unit the others that make what it reads."""
    makers: dict[str, set[int]] = {}
    for place, readings in enumerate(found):
        for reading in readings:
            for name in reading.makes:
                makers.setdefault(name, set()).add(place)
    none: set[int] = set()
    return [
        {m for r in readings for name in r.reads for m in makers.get(name, none)} - {place}
        for place, readings in enumerate(found)
    ]


def in_order(places: Iterable[int], found: Sequence[Sequence[Reading]]) -> list[int]:
    """Return units in an order in which each comes after what makes the tables it reads."""
    wanted = list(places)
    makers = _makers(found)
    sorter: TopologicalSorter[int] = TopologicalSorter()
    for place in wanted:
        sorter.add(place, *makers[place])
    try:
        return list(sorter.static_order())
    except CycleError:  # tables that feed each other: any order is as good
        return wanted
