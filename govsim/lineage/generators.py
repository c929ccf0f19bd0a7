"""Traces functions that give several columns or rows: explode, inline, stack, json_tuple."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlglot import exp

from govsim.lineage.expressions import parts_of, walk
from govsim.lineage.flows import IDENTITY, TRANSFORMED, Flows
from govsim.lineage.functions import arguments, called
from govsim.lineage.relation import Output, Scope
from govsim.lineage.written_schemas import given_type
from govsim.model.datatypes import element_of, entries_of, field_type, fields_of

if TYPE_CHECKING:
    from govsim.lineage.trace import Trace

_BY_CLASS: Final = {
    "Explode": "explode",
    "_ExplodeOuter": "explode",
    "ExplodeOuter": "explode",
    "Posexplode": "posexplode",
    "_PosexplodeOuter": "posexplode",
    "PosexplodeOuter": "posexplode",
    "Inline": "inline",
    "Stack": "stack",
}
_BY_NAME: Final = {
    "explode": "explode",
    "explode_outer": "explode",
    "posexplode": "posexplode",
    "posexplode_outer": "posexplode",
    "inline": "inline",
    "inline_outer": "inline",
    "stack": "stack",
    "json_tuple": "json_tuple",
    "variant_explode": "variant_explode",
    "variant_explode_outer": "variant_explode",
}
_MAPS: Final = frozenset(
    "Map VarMap MapFromArrays MapFromEntries StrToMap ToMap MapConcat MapFilter".split()
)
_MAP_NAMES: Final = frozenset(
    "map map_from_arrays map_from_entries str_to_map map_concat map_filter transform_keys "
    "transform_values map_zip_with".split()
)
_COUNTED: Final = frozenset({"Array", "VarMap", "Map", "Struct"})  # their elements are written
# They give an array like the one they take.
_SAME: Final = frozenset(
    "ArrayFilter ArraySort SortArray ArrayDistinct ArrayUniqueAgg ArrayCompact Paren Coalesce "
    "ArrayReverse Reverse ArraySlice Shuffle".split()
)
_SAME_NAMES: Final = frozenset("slice shuffle array_compact array_distinct array_sort".split())


def generator_of(node: Any) -> str:
    """Return which generator a call is, or the empty text."""
    if isinstance(node, exp.Anonymous):
        return _BY_NAME.get(called(node), "")
    return _BY_CLASS.get(type(node).__name__, "")


def multiplies(node: Any) -> bool:
    """Return whether a generator gives as many rows as its input says: not of `array(a, b)`."""
    kind = generator_of(node)
    if kind in ("", "stack", "json_tuple"):
        return False
    plain, _ = arguments(node)
    return not (plain and type(plain[0]).__name__ in _COUNTED)


def generated(node: Any, scope: Scope, trace: Trace) -> list[Output]:
    """Return the columns of a generator under their own names; the input feeds every one."""
    from govsim.lineage.struct_fields import fields_made

    kind = generator_of(node)
    plain, named = arguments(node)
    given = [*plain, *named.values()]
    if kind == "stack":
        return _stack(given, scope, trace)
    flows: Flows = {}
    for each in given:
        walk(each, scope, flows, IDENTITY if kind in ("explode", "inline") else TRANSFORMED, trace)
    if kind == "json_tuple":
        return [Output(f"c{place}", flows) for place in range(max(1, len(given) - 1))]
    if kind == "variant_explode":
        return [Output(name, flows) for name in ("pos", "key", "value")]
    type_ = type_of(given[0], scope) if given else ""
    made = fields_made(given[0], scope, trace) if given else None
    if kind == "inline":
        return _fields(element_of(type_), flows) if made is None else list(made.values())
    entries = entries_of(type_)
    if entries or (given and _is_map(given[0])):
        key, value = entries if len(entries) == 2 else ("", "")
        found = [Output("key", flows, key), Output("value", flows, value)]
    else:
        found = [Output("col", flows, element_of(type_))]
        found[0].fields = made
    return [Output("pos", flows, "INT"), *found] if kind == "posexplode" else found


def _fields(type_: str, flows: Flows) -> list[Output]:
    fields = fields_of(type_)
    return [Output(name, flows, kind) for name, kind in fields] or [Output("*", flows)]


def _stack(given: list[Any], scope: Scope, trace: Trace) -> list[Output]:
    if not given or not isinstance(given[0], exp.Literal) or given[0].is_string:
        trace.note("unknown-columns", "stack() without a constant number of rows")
        return [Output("*", {})]
    rows, values = int(given[0].this), given[1:]
    width = -(-len(values) // max(1, rows))
    found = [Output(f"col{place}", {}) for place in range(width)]
    for place, each in enumerate(values):
        walk(each, scope, found[place % width].flows, IDENTITY, trace)
    return found


def type_of(node: Any, scope: Scope) -> str:
    """Return the type of an expression where it can be read off columns; else the empty text."""
    kind = type(node).__name__
    if kind == "Column":
        found, used = scope.find(parts := parts_of(node.args))
        type_ = found.type
        for part in parts[used:]:
            type_ = field_type(type_, part)
        return type_
    if kind == "Dot" and isinstance(node.expression, exp.Identifier):
        return field_type(type_of(node.this, scope), node.expression.name)
    if kind == "Bracket":
        held = type_of(node.this, scope)
        entries = entries_of(held)
        return entries[-1] if entries else element_of(held)
    if kind in _SAME and (first := node.args.get("this")) is not None:
        return type_of(first, scope)
    if kind == "Anonymous" and called(node) in _SAME_NAMES and node.expressions:
        return type_of(node.expressions[0], scope)
    if kind == "Array" and node.expressions:
        held = type_of(node.expressions[0], scope)
        return f"ARRAY<{held}>" if held else ""
    if kind == "Struct":
        return _struct(node, scope)
    if kind in ("Cast", "TryCast"):
        return str(node.args["to"].sql("databricks"))
    return given_type(node) if kind in ("FromJson", "Anonymous") else ""


def _struct(node: Any, scope: Scope) -> str:
    fields: list[str] = []
    for place, each in enumerate(node.expressions):
        if isinstance(each, exp.Star) or isinstance(each.this, exp.Star):
            fields += _starred_fields(each, scope)
            continue
        name, value = field_of(each, place)
        fields.append(f"`{name}`: {type_of(value, scope) or 'VOID'}")
    return f"STRUCT<{', '.join(fields)}>"


def field_of(node: Any, place: int) -> tuple[str, Any]:
    """Return the name and the value of a field as `struct` or `named_struct` is given it."""
    if isinstance(node, exp.PropertyEQ):
        return node.this.name, node.expression
    if isinstance(node, exp.Alias):
        return node.alias, node.this
    return getattr(node, "name", "") or f"col{place + 1}", node


def _starred_fields(node: Any, scope: Scope) -> list[str]:
    relations = scope.relations
    if not isinstance(node, exp.Star):
        found = scope.called(tuple(part.name.lower() for part in node.parts[:-1]))
        relations = [found] if found is not None else []
    star = node if isinstance(node, exp.Star) else node.this
    gone = {each.name.lower() for each in star.args.get("except_") or ()}
    outputs = [each for relation in relations for each in relation.columns.outputs]
    return [f"`{o.name}`: {o.type or 'VOID'}" for o in outputs if o.name.lower() not in gone]


def _is_map(node: Any) -> bool:
    if isinstance(node, exp.Anonymous):
        return called(node) in _MAP_NAMES
    return type(node).__name__ in _MAPS


def scripted(select: Any, scope: Scope, trace: Trace) -> list[Output]:
    """Return the columns of `TRANSFORM (…) USING 'script' AS …`; the input feeds every one."""
    first, *others = select.expressions
    call = first.unalias()
    flows: Flows = {}
    for each in call.expressions:
        walk(each, scope, flows, TRANSFORMED, trace)
    names = ["key", "value"]
    if (listed := call.args.get("schema")) is not None:
        names = [each.name for each in listed.expressions]
    elif first is not call:
        names = [first.alias, *(each.name for each in others)]
    return [Output(name, flows) for name in names]
