"""Compares an estate before and after a change: what downstream breaks, changes, or stays."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from graphlib import CycleError, TopologicalSorter

from govsim.audit import Event
from govsim.graph import Estate, LineageGraph, Walk, lineage_of
from govsim.graph.estate import is_held
from govsim.impact.downstream.changes import changes_between
from govsim.impact.downstream.guards import guard_by_reads
from govsim.impact.downstream.judging import STORED_KINDS, Judge, Judged
from govsim.impact.downstream.rereading import GONE, Compared, Rereader
from govsim.impact.downstream.rights import barred
from govsim.impact.downstream.values import ORDER, Affected, Changes, Impact, Verdict
from govsim.impact.plan import Plan
from govsim.model.flows import Flow, Node, NodeKind
from govsim.model.values import RoutineDetail

Readers = Callable[[Node], tuple[str, ...]]
_CONSUMERS = frozenset(NodeKind) - {NodeKind.PATH, NodeKind.LOCATION, NodeKind.VOLUME}


@dataclass(frozen=True, slots=True)
class Uses:
    """Who used what and when, by an audit log."""

    of: Mapping[str, tuple[tuple[str, datetime | None], ...]]

    @staticmethod
    def by(events: Iterable[Event]) -> Uses:
        """Return the uses that a log tells: for each securable its users with their last time."""
        found: dict[str, dict[str, datetime | None]] = {}
        for event in events:
            if not event.allowed or not event.consults:
                continue
            for name in event.securables:
                held = found.setdefault(name, {})
                known = held.get(event.principal)
                later = known is None or (event.time is not None and event.time > known)
                held[event.principal] = event.time if later else known
        return Uses({name: tuple(sorted(who.items())) for name, who in found.items()})


def impact_of(
    lineage: LineageGraph, estate: Estate, plan: Plan, *, events: Iterable[Event] = ()
) -> Impact:
    """Return what a planned script does to everything downstream of what it touches.

    Args:
        lineage: The lineage of the estate as it is.
        estate: What the lineage was read from.
        plan: The script, run on a branch of the metastore.
        events: An audit log, for who used what and when.
    """
    steps = [one.statement for one in plan.taken if one.applied is not None]
    found = changes_between(plan.before, plan.after, steps, plan.veiled)
    changed = {node.name for node in found.felt if is_held(node, plan.after)}
    # Which columns a statement names as it writes is told with whether they may be NULL.
    nulls = any(
        effect.kind in ("nullability", "required", "gone")
        for felt in found.felt.values()
        for effects in felt.columns.values()
        for effect in effects
    )
    moved = {node.name: felt.moved for node, felt in found.felt.items() if felt.moved}
    rereader = Rereader(lineage, estate, plan.after, changed, nulls=nulls, moved=moved)
    return _judged(rereader, estate, found, plan, Uses.by(events))


def impact_between(before: Estate, after: Estate, *, events: Iterable[Event] = ()) -> Impact:
    """Return what lies between two states of one estate: of a dbt project, or of a SQL folder.

    Args:
        before: The estate as it is.
        after: The estate as a pull request would leave it.
        events: An audit log, for who used what and when.
    """
    then, now = lineage_of(before), lineage_of(after)
    rereader = Compared(then, before, now, after)
    found = changes_between(before.snapshot, after.snapshot)
    for thing, what in rereader.changes():
        felt = found.tell(thing, f"{thing} {what}")
        if what == GONE and not is_held(thing, after.snapshot):
            felt.gone = "it is no longer made"
    return _judged(rereader, before, found, None, Uses.by(events))


def _judged(
    rereader: Rereader, estate: Estate, changes: Changes, plan: Plan | None, uses: Uses
) -> Impact:
    lineage, after = rereader.lineage, rereader.after
    stopped = barred(lineage, estate, after)
    judged, walks = _all_judged(rereader, changes, stopped)
    if guard_by_reads(changes, judged):  # what a filter reads decides what its table shows
        judged, walks = _all_judged(rereader, changes, stopped)
    own = {change.node.whole for change in changes.told}
    gone = {node for node, felt in changes.felt.items() if felt.gone}
    broken = {  # what only has another name may break under it
        node
        for node in gone
        if changes.felt[node].moved and node in judged and judged[node].verdict is Verdict.BREAKS
    }
    telling = _Telling(lineage, estate, uses, walks)
    affected = [
        telling.tell(thing, one)
        for thing, one in judged.items()
        if (
            thing not in gone or thing in broken or one.at is not None
        )  # a script still writes to what is gone
        and thing.kind in _CONSUMERS
        and (thing not in own or one.verdict is not Verdict.UNTOUCHED)
    ]
    affected.sort(key=lambda one: (ORDER[one.verdict], one.distance, one.node))
    return Impact(tuple(changes.told), tuple(affected), plan)


def _all_judged(
    rereader: Rereader, changes: Changes, stopped: Mapping[Node, str]
) -> tuple[dict[Node, Judged], tuple[Walk, Walk, Walk]]:
    """Return the verdict on everything that a change reaches, and the ways to it."""
    lineage = rereader.lineage
    starts = dict.fromkeys(change.node for change in changes.told)
    walk = lineage.downstream_of(dict.fromkeys(node.whole for node in starts))
    exact = lineage.downstream_of(starts)
    things = [hit.node for hit in walk.things]
    redefined = [n.whole for n in starts if rereader.reads_text(n.whole)]
    failing = [node for node, felt in changes.felt.items() if felt.error]
    writing = _tasks_that_write({*things, *(node.whole for node in starts)}, lineage)
    calling = _calling(rereader, changes)
    beyond = lineage.downstream_of({**stopped, **writing, **calling})
    beside = *stopped, *writing, *calling, *(hit.node for hit in beyond.things)
    things += [*redefined, *failing, *beside]
    judge = Judge(lineage, rereader, dict(changes.felt), stopped, _stated(lineage, rereader))
    judged: dict[Node, Judged] = {}
    for thing in _in_order(dict.fromkeys(things), lineage):
        judged[thing] = judge.judge(thing, stored=_stored(thing, lineage))
    return judged, (exact, walk, beyond)


def _calling(rereader: Rereader, changes: Changes) -> dict[Node, None]:
    """Return what calls a function that goes away or gives something else, at any depth.

    Which functions give something else, and why, the texts that call them are then asked for.
    """
    felt = {
        node.name: next((each.why for each in held.rows), held.gone)
        for node, held in changes.felt.items()
        if node.kind is NodeKind.FUNCTION and (held.gone or held.rows)
    }
    known = changes.before.securables.values() if felt else ()
    bodies = {each.name: each.detail for each in known if isinstance(each.detail, RoutineDetail)}
    while more := {
        name: felt[called]
        for name, body in bodies.items()
        if name not in felt
        for called in (key.partition(":")[2] for key in body.calls)
        if called in felt
    }:
        felt |= more
    gone = {node.name for node, held in changes.felt.items() if held.gone}
    rereader.redefined = {name: why for name, why in felt.items() if name not in gone}
    return dict.fromkeys(rereader.callers(felt))


def _tasks_that_write(things: Container[Node], lineage: LineageGraph) -> dict[Node, None]:
    """Return the files of tasks that write to what changes, which flows into none of them."""
    return {
        task: None
        for readings in lineage.readings
        for reading in readings
        if reading.unit.tasks
        and any(Node(NodeKind.TABLE, name) in things for name in reading.makes)
        for task in reading.unit.tasks
    }


def _stored(thing: Node, lineage: LineageGraph) -> bool:
    table = thing.kind is NodeKind.TABLE and not lineage.is_view(thing)
    return table or thing.kind in STORED_KINDS


def _stated(lineage: LineageGraph, rereader: Rereader) -> dict[Node, list[Flow]]:
    """Return the edges that no text stands behind, by what they end at."""
    found: dict[Node, list[Flow]] = {}
    detailed: set[tuple[Node, Node]] = set()
    for flow in lineage.flows:
        target = flow.target.whole
        if rereader.reads_text(target) and flow.source.name in rereader.sources(target):
            continue
        found.setdefault(target, []).append(flow)
        if flow.source.column:
            detailed.add((flow.source.whole, target))
    return {
        target: [f for f in flows if f.source.column or (f.source, target) not in detailed]
        for target, flows in found.items()
    }


def _in_order(things: Mapping[Node, None], lineage: LineageGraph) -> Iterator[Node]:
    """Yield things so that each comes after what it is made of."""
    before: dict[Node, set[Node]] = {thing: set() for thing in things}
    for flow in lineage.flows:
        source, target = flow.source.whole, flow.target.whole
        if source != target and source in before and target in before:
            before[target].add(source)
    sorter = TopologicalSorter(before)
    try:
        yield from list(sorter.static_order())
    except CycleError:  # tables that feed each other: by distance, as they were found
        yield from things


class _Telling:
    """Adds to a verdict what a person wants to know of the thing."""

    def __init__(
        self, lineage: LineageGraph, estate: Estate, uses: Uses, walks: Sequence[Walk]
    ) -> None:
        self.lineage, self.estate, self.uses = lineage, estate, uses
        self.walks = walks
        self.distances = {hit.node: hit.distance for walk in reversed(walks) for hit in walk.things}

    def tell(self, thing: Node, one: Judged) -> Affected:
        """Return the verdict on a thing with its path, owner and users."""
        asset = self.lineage.assets.get(thing)
        path = next((p for walk in self.walks if (p := self._path(walk, thing))), ())
        columns = tuple(sorted(one.felt.columns))
        return Affected(
            thing,
            one.verdict,
            asset.type if asset else "",
            tuple(one.reasons),
            one.error,
            columns,
            path,
            self.distances.get(thing, 0),
            asset.owner if asset else "",
            self._readers(thing),
            self.uses.of.get(thing.name, ()),
            one.at or (path[-1].origin.at if path else None),
        )

    def _path(self, walk: Walk, thing: Node) -> tuple[Flow, ...]:
        if path := walk.path(thing):
            return path
        held = next((hit.node for hit in walk.hits if hit.node.whole == thing), None)
        return walk.path(held) if held is not None else ()

    def _readers(self, thing: Node) -> tuple[str, ...]:
        from govsim.impact.downstream.rights import readers_of

        return readers_of(self.estate.snapshot, thing)
