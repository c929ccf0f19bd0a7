"""Traces the fields of structs that a query makes itself: each of its own expression."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlglot import exp

from govsim.lineage.expressions import parts_of, walk
from govsim.lineage.flows import AGGREGATED, CONDITION, IDENTITY, pour
from govsim.lineage.generators import field_of, type_of
from govsim.lineage.relation import Fields, Output, Scope
from govsim.model.datatypes import element_of

if TYPE_CHECKING:
    from govsim.lineage.trace import Trace

# They give one of the structs that they are given, as it stands; the first two by its fields.
_ORDERED: Final = frozenset({"Max", "Min"})
_LISTS: Final = frozenset({"ArrayAgg", "ArrayUniqueAgg"})  # all of the structs
_TAKERS: Final = _ORDERED | _LISTS | {"First", "Last", "AnyValue", "FirstValue", "LastValue"}
# They give the array that they are given, or some of it; the first ones look at the fields.
_SORTS: Final = frozenset({"ArraySort", "SortArray", "ArrayMax", "ArrayMin"})
_SAME: Final = _SORTS | frozenset(
    "Paren IgnoreNulls RespectNulls ArrayDistinct ArrayCompact ArrayReverse Reverse ArraySlice "
    "Shuffle".split()
)


def fields_made(node: Any, scope: Scope, trace: Trace) -> Fields | None:
    """Return what each field of an expression is made of; None where they are not written.

    The fields of an array are those of the structs in it.
    """
    kind = type(node).__name__
    if kind in _SAME:
        held = fields_made(node.this, scope, trace)
        return _taken(held, IDENTITY, decides=True) if held and kind in _SORTS else held
    if kind == "Struct":
        return _written(node, scope, trace)
    if kind == "Array":
        return _listed(node, scope, trace)
    if kind == "ArraysZip":
        return _zipped(node, scope, trace)
    if kind == "Bracket":
        return _of_element(node, scope, trace)
    if kind == "Column" and not isinstance(node.this, exp.Star):
        parts = parts_of(node.args)
        found, used = scope.find(parts)
        return within(found, parts[used:]) if used else None
    if kind == "Dot" and isinstance(node.expression, exp.Identifier):
        held = fields_made(node.this, scope, trace)
        inner = held.get(node.expression.name.lower()) if held else None
        return inner.fields if inner is not None else None
    if kind in _TAKERS and (held := fields_made(node.this, scope, trace)) is not None:
        return _taken(held, AGGREGATED, decides=kind in _ORDERED)
    return None


def _listed(node: Any, scope: Scope, trace: Trace) -> Fields | None:
    """Return the fields of the structs of `array(…)`: they go by their places, not their names."""
    found: Fields = {}
    for place, each in enumerate(node.expressions):
        held = fields_made(each, scope, trace)
        if held is None or (place and len(held) != len(found)):
            return None
        if not place:
            found = _taken(held, IDENTITY, decides=False)
            continue
        for field, other in zip(found.values(), held.values(), strict=True):
            pour(other.flows, field.flows, IDENTITY)
            field.fields = None
    return found or None


def _zipped(node: Any, scope: Scope, trace: Trace) -> Fields | None:
    """Return the fields of `arrays_zip(a, b)`: called like the columns, else by their places."""
    found: Fields = {}
    for place, each in enumerate(node.expressions):
        name = each.name if isinstance(each, exp.Column) else str(place)
        output = Output(name, {}, element_of(type_of(each, scope)))
        walk(each, scope, output.flows, IDENTITY, trace)
        output.fields = fields_made(each, scope, trace)
        if name.lower() in found:
            return None
        found[name.lower()] = output
    return found


def _of_element(node: Any, scope: Scope, trace: Trace) -> Fields | None:
    """Return the fields of an element of an array, or of the field that `s['name']` takes."""
    (index,) = node.expressions if len(node.expressions) == 1 else (None,)
    held = fields_made(node.this, scope, trace)
    if isinstance(index, exp.Literal) and index.is_string and held is not None:
        inner = held.get(str(index.this).lower())
        return inner.fields if inner is not None else None
    plain = index.this if isinstance(index, exp.Neg) else index
    return held if isinstance(plain, exp.Literal) else None


def within(found: Output, parts: tuple[str, ...]) -> Fields | None:
    """Return the fields of a column, or of a field in it that names lead to."""
    field: Output | None = found
    for part in parts:
        field = field.fields.get(part) if field is not None and field.fields is not None else None
    return field.fields if field is not None else None


def field_in(found: Output, parts: tuple[str, ...]) -> Output | None:
    """Return the innermost field on a path of names that is told apart; the column for no names.

    None is a name that no field has.
    """
    field = found
    for part in parts:
        if field.fields is None:
            return field if field is not found else None
        if part not in field.fields:
            return None
        field = field.fields[part]
    return field


def _written(node: Any, scope: Scope, trace: Trace) -> Fields | None:
    found: Fields = {}
    for place, each in enumerate(node.expressions):
        if isinstance(each, exp.Star) or isinstance(each.this, exp.Star):
            made = trace.starred(each, scope)
        else:
            name, value = field_of(each, place)
            output = Output(name, {}, type_of(value, scope))
            walk(value, scope, output.flows, IDENTITY, trace)
            output.fields = fields_made(value, scope, trace)
            made = [output]
        for output in made:
            if output.name == "*" or output.name.lower() in found:
                return None  # which field is meant cannot be told
            found[output.name.lower()] = output
    return found


def _taken(held: Fields, step: int, *, decides: bool) -> Fields:
    """Return the fields of one struct out of many; which one it is hangs on all fields."""
    found: Fields = {}
    for name, field in held.items():
        output = Output(field.name, {}, field.type)
        pour(field.flows, output.flows, step)
        for other in held.values() if decides else ():
            if other is not field:
                pour(other.flows, output.flows, CONDITION)
        if field.fields is not None:
            output.fields = _taken(field.fields, step, decides=False)
        found[name] = output
    return found
