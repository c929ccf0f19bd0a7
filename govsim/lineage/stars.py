"""Traces what a star stands for: every column in sight, of one relation, or of a struct."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlglot import exp

from govsim.lineage.expressions import walk
from govsim.lineage.flows import IDENTITY, JOIN, TRANSFORMED, Flows, pour
from govsim.lineage.functions import dotted, is_name
from govsim.lineage.generators import generated, generator_of, multiplies, type_of
from govsim.lineage.nulls import shown
from govsim.lineage.relation import Output, Relation, Scope
from govsim.lineage.struct_fields import fields_made, within
from govsim.model.datatypes import fields_of
from govsim.sql import LENIENT

if TYPE_CHECKING:
    from govsim.lineage.trace import Trace


def starred(node: Any, scope: Scope, trace: Trace) -> list[Output]:
    """Return the columns of `*`, `t.*` or `struct.*`, with EXCEPT, REPLACE and RENAME done."""
    star: Any = node
    if isinstance(node, exp.Star):
        found = everything(scope)
    else:
        star = node.expression if isinstance(node, exp.Dot) else node.this
        named = not isinstance(node, exp.Dot) or is_name(node.this)
        told = len(trace.unknown)
        found = (
            _of_qualifier(_qualifier(node), scope, trace)
            if named
            else _of_value(node.this, scope, trace)
        )
        if len(trace.unknown) > told:  # with what it is about, which is no table
            return _edited(star, found, scope, trace)
    if any(output.name == "*" for output in found):
        _note(found, trace)
    return _edited(star, found, scope, trace)


def _qualifier(node: Any) -> tuple[str, ...]:
    if isinstance(node, exp.Dot):
        return tuple(part.lower() for part in dotted(node.this))
    return tuple(part.name.lower() for part in node.parts[:-1])


def everything(scope: Scope) -> list[Output]:
    """Return every column in sight, those that joins merged first."""
    found = list(scope.merged.values())
    for relation in scope.relations:
        found += shown(relation, _visible(relation), scope)
    return found


def _visible(relation: Relation) -> list[Output]:
    hidden = relation.hidden
    if not hidden:
        return relation.columns.outputs
    return [each for each in relation.columns.outputs if each.name.lower() not in hidden]


def _of_relation(relation: Relation) -> list[Output]:
    """Return the columns of one relation: what a USING merged comes first, as Spark has it."""
    index = relation.columns.index
    merged = [index[name] for name in relation.hidden or () if name in index]
    return [*merged, *_visible(relation)] if merged else relation.columns.outputs


def _of_qualifier(parts: tuple[str, ...], scope: Scope, trace: Trace) -> list[Output]:
    relation = scope.called(parts)
    if relation is not None:
        return shown(relation, _of_relation(relation), scope)
    flows: Flows = {}
    found, used = scope.find(parts)
    if not found.flows and not found.type:
        trace.missing((*parts, "*"), ambiguous=used > 0, into=flows, step=IDENTITY)
        return [Output("*", flows)]
    made = within(found, parts[used:])
    if made is not None:
        return list(made.values())
    type_ = found.type
    for part in parts[used:]:
        type_ = next((kind for name, kind in fields_of(type_) if name.lower() == part), "")
    fields = fields_of(type_)
    if not fields:
        trace.note("unknown-fields", ".".join(parts))
        return [Output("*", found.flows)]
    return [Output(name, found.flows, kind) for name, kind in fields]


def _of_value(node: Any, scope: Scope, trace: Trace) -> list[Output]:
    """Return the fields of a struct that an expression gives."""
    if (made := fields_made(node, scope, trace)) is not None:
        return list(made.values())
    flows: Flows = {}
    walk(node, scope, flows, TRANSFORMED, trace)
    fields = fields_of(type_of(node, scope))
    if not fields:
        trace.note("unknown-fields", node.sql("databricks"))
        return [Output("*", flows)]
    return [Output(name, flows, kind) for name, kind in fields]


def _note(found: list[Output], trace: Trace) -> None:
    for output in found:
        if output.name == "*":
            for source in output.flows:
                if source[0] is not None:  # what is not found is told already
                    trace.note("unknown-columns", source[0])


def _note_missing(excepted: list[Any], found: list[Output], scope: Scope, trace: Trace) -> None:
    """Note what EXCEPT leaves out and the star does not have; a field is named by its column."""
    names = {output.name.lower() for output in found}
    for each in excepted if "*" not in names else ():
        parts = {part.name.lower() for part in getattr(each, "parts", (each,))}
        if not parts & names and not each.name.startswith(LENIENT):
            trace.note("unknown-column", each.name.lower())


def _edited(star: Any, found: list[Output], scope: Scope, trace: Trace) -> list[Output]:
    args = star.args if isinstance(star, exp.Star) else {}
    if excepted := args.get("except_"):
        _note_missing(excepted, found, scope, trace)
        for each in excepted:
            found = _without(each, found, scope)
    if replaced := args.get("replace"):
        made = {each.alias.lower().removeprefix(LENIENT): each for each in replaced}
        held = {each.name.lower() for each in found}
        new = [each for each in replaced if each.alias.lower().removeprefix(LENIENT) not in held]
        found = [_replaced(each, made.get(each.name.lower()), scope, trace) for each in found]
        found += [
            _replaced(Output(each.alias.removeprefix(LENIENT), {}), each, scope, trace)
            for each in new
            if each.alias.startswith(LENIENT)
        ]
    if names := args.get("rename"):
        other = {each.this.name.lower(): each.alias for each in names}
        found = [each.called(other.get(each.name.lower(), each.name)) for each in found]
    return found


def _without(excepted: Any, found: list[Output], scope: Scope) -> list[Output]:
    """Return the columns without one that EXCEPT names; where it says of which table, of that."""
    name = excepted.name.lower().removeprefix(LENIENT)
    parts = tuple(p.name.lower().removeprefix(LENIENT) for p in getattr(excepted, "parts", ()))
    if len(parts) > 1:
        meant, used = scope.find(parts)
        rest = [each for each in found if each is not meant]
        if excepted.name.startswith(LENIENT) or (used == len(parts) and len(rest) < len(found)):
            return rest
    return [each for each in found if each.name.lower() != name]


def _replaced(output: Output, node: Any, scope: Scope, trace: Trace) -> Output:
    if node is None:
        return output
    if generator_of(node.this):  # of a column that a DataFrame makes rows of
        (first, *others) = generated(node.this, scope, trace)
        for each in (first, *others) if multiplies(node.this) else ():
            pour(each.flows, scope.multiplied, JOIN)
        return first.called(output.name) if not others else Output(output.name, first.flows)
    flows: Flows = {}
    walk(node.this, scope, flows, IDENTITY, trace)
    made = Output(output.name, flows, type_of(node.this, scope))
    made.fields = fields_made(node.this, scope, trace)
    return made
