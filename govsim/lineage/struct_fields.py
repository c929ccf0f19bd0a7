"""Traces the fields of structs that a query makes itself: each of its own expression."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlglot import exp

from govsim.lineage.expressions import parts_of, walk
from govsim.lineage.flows import AGGREGATED, CONDITION, IDENTITY, pour
from govsim.lineage.generators import field_of, type_of
from govsim.lineage.relation import Fields, Output, Scope

if TYPE_CHECKING:
    from govsim.lineage.trace import Trace

# They give one of the structs that they are given, as it stands; the first two by its fields.
_ORDERED: Final = frozenset({"Max", "Min"})
_TAKERS: Final = _ORDERED | {"First", "Last", "AnyValue", "FirstValue", "LastValue"}


def fields_made(node: Any, scope: Scope, trace: Trace) -> Fields | None:
    """Return what each field of an expression is made of; None where they are not written."""
    kind = type(node).__name__
    if kind == "Paren":
        return fields_made(node.this, scope, trace)
    if kind == "Struct":
        return _written(node, scope, trace)
    if kind == "Column" and not isinstance(node.this, exp.Star):
        parts = parts_of(node.args)
        found, used = scope.find(parts)
        return within(found, parts[used:]) if used else None
    if kind == "Dot" and isinstance(node.expression, exp.Identifier):
        held = fields_made(node.this, scope, trace)
        inner = held.get(node.expression.name.lower()) if held else None
        return inner.fields if inner is not None else None
    if kind in _TAKERS and (held := fields_made(node.this, scope, trace)) is not None:
        return _taken(held, decides=kind in _ORDERED)
    return None


def within(found: Output, parts: tuple[str, ...]) -> Fields | None:
    """Return the fields of a column, or of a field in it that names lead to."""
    field = field_in(found, parts)
    return field.fields if field is not None else None


def field_in(found: Output, parts: tuple[str, ...]) -> Output | None:
    """Return the field of a column that names lead to; the column itself for no names."""
    field: Output | None = found
    for part in parts:
        field = field.fields.get(part) if field is not None and field.fields is not None else None
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


def _taken(held: Fields, *, decides: bool) -> Fields:
    """Return the fields of one struct out of many; which one it is hangs on all fields."""
    found: Fields = {}
    for name, field in held.items():
        output = Output(field.name, {}, field.type)
        pour(field.flows, output.flows, AGGREGATED)
        for other in held.values() if decides else ():
            if other is not field:
                pour(other.flows, output.flows, CONDITION)
        if field.fields is not None:
            output.fields = _taken(field.fields, decides=False)
        found[name] = output
    return found
