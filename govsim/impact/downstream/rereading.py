"""Compares each text downstream as it was traced before a change, and as it is traced after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from govsim.catalog import Snapshot
from govsim.catalog.shapes import definition
from govsim.errors import Place
from govsim.graph.edges import flows_of
from govsim.graph.estate import Estate, Unit, function_unit
from govsim.graph.lineage_graph import LineageGraph
from govsim.graph.naming import Namer
from govsim.graph.reading import Known, Reading, read_unit
from govsim.impact.downstream.calling import (
    called_in,
    feeding,
    is_kept_for_script,
    other_functions,
)
from govsim.lineage import StatementLineage
from govsim.model.flows import Node, NodeKind
from govsim.model.kinds import SecurableType, key_of
from govsim.model.values import RelationDetail
from govsim.sql import Source

GONE: Final = "is no longer made"


@dataclass(frozen=True, slots=True)
class Reread:
    """One text that makes, or is, a thing: what it was, and what it is now."""

    unit: Unit
    before: StatementLineage
    after: StatementLineage | None  # None: it is not there any more
    feeds: bool = False  # it is a temporary view or variable that what makes the thing takes

    @property
    def at(self) -> Place | None:
        """Where the text stands, if that is in a file."""
        own = self.before.at
        return self.unit.origin.at or (own if own and not own.source.startswith("<") else None)

    @property
    def statement(self) -> str:
        """The SQL of the one statement, as it is now."""
        return (self.after or self.before).text or self.text

    @property
    def text(self) -> str:
        """The SQL of the whole unit, as far as it is at hand."""
        first = self.unit.texts[0]
        if isinstance(first, Source):
            return first.text
        return first if isinstance(first, str) else first[1] if isinstance(first, tuple) else ""


class Rereader:
    """Traces texts anew over the metastore after a change, each when it is asked for.

    INVARIANT: things are asked for in the order of the flow, so that what a text makes is known
    before what reads it is traced.
    """

    def __init__(
        self,
        lineage: LineageGraph,
        before: Estate,
        after: Snapshot,
        changed: Iterable[str] = (),
        *,
        nulls: bool = False,
        moved: Mapping[str, str] | None = None,
    ) -> None:
        self.lineage = lineage
        self.moved = moved or {}  # names of before → of after
        self.nulls = nulls  # whether to ask of what is written if it may be NULL
        self.after = after
        namer = Namer.of(before)
        self.known_before = Known(before.snapshot, before.facts.assets)
        for readings in lineage.readings:
            for reading in readings:
                self.known_before.learn(reading)
        self.known = self.known_before.over(after)
        # A script that makes a table anew, as `IF NOT EXISTS` may, does not undo the change.
        self.known.schema.fixed = frozenset(changed)
        self.anew: dict[Node, str] = {}  # things that call what is defined anew, and what that is
        self.redefined: dict[str, str] = {}  # functions that give something else, and why
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
                found = read_unit(unit, self.known, nulls=self.nulls)
                again = found[reading.place] if reading.place < len(found) else None
            for place, lineage in enumerate(reading.lineages):
                if not _concerns(lineage, reading, thing):
                    continue
                held = again is not None and place < len(again.lineages)
                now = again.lineages[place] if again is not None and held else None
                after = again.lineages if again is not None else ()
                for other in feeding(reading.lineages, place):
                    if other < len(after):
                        before = reading.lineages[other]
                        yield Reread(unit or reading.unit, before, after[other], feeds=True)
                yield Reread(unit or reading.unit, lineage, now)
            if again is not None:
                self.known.remake(again)

    def callers(self, functions: Iterable[str]) -> Iterator[Node]:
        """Yield the things that are made by calling one of these functions, by their full names."""
        called = sorted(functions)
        for thing, readings in self._made.items() if called else ():
            if any(_calls(reading, thing, called) for reading in readings):
                yield thing

    def texts(self, thing: Node) -> Iterator[tuple[Unit, StatementLineage]]:
        """Yield every statement that makes, or is, a thing, as it was."""
        for reading in self._made.get(thing, ()):
            for lineage in reading.lineages:
                if _concerns(lineage, reading, thing):
                    yield reading.unit, lineage

    def reads_text(self, thing: Node) -> bool:
        """Return whether any text at hand makes, or is, a thing."""
        return thing in self._made

    def sources(self, thing: Node) -> frozenset[str]:
        """Return the full names of all that the texts of a thing read."""
        return frozenset(name for reading in self._made.get(thing, ()) for name in reading.reads)

    def _now(self, thing: Node, unit: Unit) -> Unit | None:
        """Return the text of a view or function after the change; every other text stays."""
        if unit.origin.evidence != "catalog":
            return unit
        name = self.moved.get(thing.name, thing.name)
        if thing.kind is NodeKind.FUNCTION:
            made = self.after.securables.get(key_of(SecurableType.FUNCTION, name))
            return function_unit(made) if made is not None else None
        held = self.after.securables.get(key_of(SecurableType.TABLE, name))
        if held is None or not isinstance(held.detail, RelationDetail) or held.detail.body is None:
            return None
        catalog, _, schema = (held.detail.within or "main.default").partition(".")
        return Unit((definition(held),), (catalog, schema), unit.origin, view=unit.view)


class Compared(Rereader):
    """Two states of the same estate: each thing's texts then and now, in their order."""

    def __init__(
        self, lineage: LineageGraph, before: Estate, later: LineageGraph, after: Estate
    ) -> None:
        super().__init__(lineage, before, after.snapshot)
        self._later = Rereader(later, after, after.snapshot)
        self.known = self._later.known_before
        # A query that nobody stores is known by where it stands, which may have moved.
        then, now = self._queries(self), self._queries(self._later)
        self._same = {node: now[text] for text, node in then.items() if text in now}
        other = other_functions(lineage, later)
        for thing in self._made if other else ():
            texts = (found.text for _, found in self.texts(thing))
            if name := next((each for text in texts for each in called_in(text, other)), ""):
                self.anew[thing] = f"function {name} is defined anew"

    @staticmethod
    def _queries(rereader: Rereader) -> dict[str, Node]:
        return {
            _meant(found): thing
            for thing in rereader._made
            if thing.kind is NodeKind.QUERY
            for _, found in rereader.texts(thing)
        }

    def of(self, thing: Node) -> Iterator[Reread]:
        """Yield what each text that makes a thing was before, and is now."""
        now = list(self._later.texts(self._same.get(thing, thing)))
        for place, (unit, lineage) in enumerate(self.texts(thing)):
            held = now[place] if place < len(now) else None
            yield Reread(held[0] if held else unit, lineage, held[1] if held else None)

    def changes(self) -> Iterator[tuple[Node, str]]:
        """Yield the things whose texts are others now, are gone, or are new."""
        moved = {*self._same, *self._same.values()}
        for thing in dict.fromkeys((*self._made, *self._later._made)):
            if thing in moved:
                continue
            then = [found for _, found in self.texts(thing)]
            now = [found for _, found in self._later.texts(thing)]
            if then and not now:
                yield thing, GONE
            elif now and not then:
                yield thing, "is new"
            elif list(map(_meant, then)) != list(map(_meant, now)):
                yield thing, "is made another way"
            elif thing in self.anew:
                yield thing, f"calls what changes: {self.anew[thing]}"


def _meant(lineage: StatementLineage) -> str:
    """Return the text of a statement, however it is broken into lines."""
    return " ".join(lineage.text.split())


def _targets(reading: Reading, namer: Namer) -> Iterable[Node]:
    made = [*(namer.node(name) for name in reading.makes), *reading.unit.tasks]
    if reading.unit.reader is not None:
        made.append(reading.unit.reader)
    return dict.fromkeys([*made, *(flow.target.whole for flow in flows_of(reading, namer))])


def _concerns(lineage: StatementLineage, reading: Reading, thing: Node) -> bool:
    if thing in reading.unit.tasks:
        return bool(lineage.reads or lineage.writes)
    if lineage.writes:
        return thing.name in lineage.writes
    reader = reading.unit.reader
    if reader is not None:
        return reader == thing
    if not lineage.flows and not lineage.unknown:
        return False
    at = lineage.at
    return at is None or thing.name == f"{at.source}:{at.line}"


def _calls(reading: Reading, thing: Node, functions: Iterable[str]) -> bool:
    """Return whether what a reading makes a thing by calls one of some functions."""
    for place, lineage in enumerate(reading.lineages):
        if _concerns(lineage, reading, thing) and not is_kept_for_script(lineage.text):
            places = (place, *feeding(reading.lineages, place))
            if any(any(called_in(reading.lineages[p].text, functions)) for p in places):
                return True
    return False


def column_names(known: Known, names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the columns of tables, as far as they are known."""
    return {name: tuple(column for column, _ in known.schema.types_of(name)) for name in names}


def types_of(known: Known, name: str) -> Mapping[str, str]:
    """Return the types of a table's columns, by their names in lower case."""
    return {column.lower(): type_ for column, type_ in known.schema.types_of(name)}
