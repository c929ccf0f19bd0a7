"""Reads the column lineage of an OpenLineage dataset."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim.model.flows import EdgeKind, Transform
from govsim.sources.flows.gathering import MisfitError, Part
from govsim.sources.flows.runs import ColumnUse, Key

SUBTYPES: Final[dict[str, Transform]] = {
    "IDENTITY": "identity",
    "TRANSFORMATION": "transformed",
    "AGGREGATION": "aggregated",
}
REASONS: Final = {
    "JOIN": "join",
    "GROUP_BY": "group",
    "FILTER": "filter",
    "SORT": "sort",
    "WINDOW": "window",
    "CONDITIONAL": "condition",
}
MASKING: Final = "masking"  # an event says that a value is masked, and not how
_Use = tuple[EdgeKind, Transform, str]


def uses_of(target: Key, facet: Part) -> Iterator[ColumnUse]:
    """Yield the columns that a dataset is made of, or that decide its rows."""
    for column, made in facet.items("fields"):
        old = made.text("transformationType").upper(), made.text("transformationDescription")
        for source in made.each("inputFields"):
            for use in _kinds(source, old) or [_plainly(old)]:
                yield ColumnUse(target, column, _key(source), source.need("field"), *use)
    for source in facet.each("dataset"):
        for use in _kinds(source, ("", "")) or [(EdgeKind.INDIRECT, "", "condition")]:
            yield ColumnUse(target, "", _key(source), source.need("field"), *use)


def _key(each: Part) -> Key:
    return each.text("namespace"), each.need("name")


def _plainly(old: tuple[str, str]) -> _Use:
    """Return what an event of an old agent says, or one that does not say how."""
    kind, said = old
    if kind == "MASKED":
        return EdgeKind.DIRECT, "masked", said or MASKING
    return EdgeKind.DIRECT, "identity" if kind == "IDENTITY" else "transformed", ""


def _kinds(source: Part, old: tuple[str, str]) -> list[_Use]:
    return [_kind(each, old) for each in source.each("transformations")]


def _kind(each: Part, old: tuple[str, str]) -> _Use:
    subtype = each.text("subtype").upper()
    kind = each.text("type").upper() or ("INDIRECT" if subtype in REASONS else "DIRECT")
    if kind == "INDIRECT":
        return EdgeKind.INDIRECT, "", REASONS.get(subtype, subtype.lower() or "condition")
    if kind != "DIRECT":
        raise MisfitError(f"{each.path}.type is neither DIRECT nor INDIRECT")
    if each.at("masking").value is True or old[0] == "MASKED":
        return EdgeKind.DIRECT, "masked", each.text("description") or old[1] or MASKING
    return EdgeKind.DIRECT, SUBTYPES.get(subtype, "transformed"), ""
