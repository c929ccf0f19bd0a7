"""Compares: what becomes of tables by the functions of their row filters and column masks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from govsim.access.abac import guards_of
from govsim.access.answers import Obligation
from govsim.catalog import Snapshot
from govsim.impact.downstream import texts
from govsim.impact.downstream.values import Changes, Effect, Verdict
from govsim.model.flows import Node, NodeKind
from govsim.model.kinds import RELATIONS, ROUTINES

if TYPE_CHECKING:
    from govsim.impact.downstream.judging import Judged


def guard(found: Changes) -> None:
    """Add what becomes of tables whose mask or filter is a function that is gone, or another."""
    before, after = found.before, found.after
    routines = {key for key, held in before.securables.items() if held.type in ROUTINES}
    gone = {key for key in routines if key not in after.securables}
    other = {key for key in routines - gone if before.securables[key].detail != _detail(after, key)}
    if not gone and not other:
        return
    for node, one in _guards(after):
        key = f"routine:{one.function}"
        if key in gone:
            felt = found.tell(node, f"{one.function}, its {_words(one)}, is dropped")
            felt.error = texts.dependency_gone(one.function)
        elif key in other:
            _anew(found, node, one)


def guard_by_reads(found: Changes, judged: Mapping[Node, Judged]) -> bool:
    """Add what becomes of tables whose mask or filter reads what changes; return whether any."""
    functions = {
        node.name: one
        for node, one in judged.items()
        if node.kind is NodeKind.FUNCTION and one.verdict is not Verdict.UNTOUCHED
    }
    told = len(found.told)
    for node, one in _guards(found.after) if functions else ():
        what = functions.get(one.function)
        if what is not None and what.verdict is Verdict.BREAKS:
            felt = found.tell(node, f"{one.function}, its {_words(one)}, breaks")
            felt.error = felt.error or what.error
        elif what is not None:
            _anew(found, node, one)
    return len(found.told) > told


def _guards(snapshot: Snapshot) -> Iterator[tuple[Node, Obligation]]:
    for held in snapshot.securables.values():
        if held.type in RELATIONS:
            for one in guards_of(snapshot, held):
                yield Node(NodeKind.TABLE, held.name), one


def _words(one: Obligation) -> str:
    return f"mask of {one.column}" if one.column else "row filter"


def _detail(snapshot: Snapshot, key: str) -> object:
    return snapshot.securables[key].detail


def _anew(found: Changes, node: Node, one: Obligation) -> None:
    if not one.column:
        what = f"the row filter {one.function} is another"
        found.tell(node, what).rows[Effect("rows", f"{node.name}: {what}")] = None
    else:
        what = f"{one.column} is masked by another {one.function}"
        told = found.tell(node.at(one.column.lower()), f"column {what}")
        told.feel(one.column, Effect("masked", what))
