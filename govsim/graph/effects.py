"""Holds what functions are declared to leave of a value, and whether their bodies keep to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from govsim.catalog import Snapshot
from govsim.catalog.shapes import EFFECT_TAG
from govsim.graph.propagation import Level, mask_level
from govsim.lineage import ColumnEdge, LookedUp, extract
from govsim.model.flows import EdgeKind
from govsim.model.values import RoutineDetail, Securable

_WORDS: Final = {
    "keeps": Level.BARE,
    "bare": Level.BARE,
    "pseudonymous": Level.PSEUDONYMOUS,
    "protected": Level.PROTECTED,
    "aggregate": Level.AGGREGATE,
    "indirect": Level.INDIRECT,
    "none": Level.NONE,
}

_GIVEN: Final = "given.given.given"  # a table whose columns are the arguments


class Broken(NamedTuple):
    """A function that leaves more of a value than it is declared to."""

    function: str
    declared: str
    found: str


def declared_effects(snapshot: Snapshot) -> dict[str, Level]:
    """Return functions whose body is no SQL, with what they are declared to leave of a value.

    The declaration is the tag `data_effect` on the function: keeps, pseudonymous, protected,
    aggregate, indirect or none. What a SQL body leaves is read from the body.
    """
    return {held.name: level for held, level in _declared(snapshot) if not _is_sql(held)}


def broken_declarations(snapshot: Snapshot) -> tuple[Broken, ...]:
    """Return the SQL functions whose body leaves more of a value than their tag says."""
    found: list[Broken] = []
    for held, level in _declared(snapshot):
        if _is_sql(held) and (left := _left_by(held, snapshot)) > level:
            found.append(Broken(held.name, str(level), str(left)))
    return tuple(found)


def _declared(snapshot: Snapshot) -> Iterator[tuple[Securable, Level]]:
    for held in snapshot.securables.values():
        if isinstance(held.detail, RoutineDetail) and held.tags:
            word = (dict(held.tags).get(EFFECT_TAG) or "").lower()
            if word in _WORDS:
                yield held, _WORDS[word]


def _is_sql(held: Securable) -> bool:
    detail = held.detail
    return isinstance(detail, RoutineDetail) and detail.language == "SQL" and bool(detail.body)


def _left_by(held: Securable, snapshot: Snapshot) -> Level:
    """Return what the body of a SQL function leaves of any of its arguments, at most."""
    assert isinstance(held.detail, RoutineDetail)
    names = ", ".join(f"`{parameter.name}`" for parameter in held.detail.parameters)
    columns = [(each.name, each.type) for each in held.detail.parameters]
    known = snapshot.schema()
    schema = LookedUp(lambda table: columns if table == _GIVEN else (), known.routine_of)
    name = ".".join(f"`{part}`" for part in held.name.split("."))
    traced = extract(f"SELECT {name}({names}) FROM {_GIVEN}", schema)
    direct = (edge for edge in traced[0].columns if edge.kind is EdgeKind.DIRECT)
    return max((_left(edge) for edge in direct), default=Level.NONE)


def _left(edge: ColumnEdge) -> Level:
    if edge.transform == "masked":
        return mask_level(edge.why, {})
    return Level.AGGREGATE if edge.transform == "aggregated" else Level.BARE
