"""Traces elements of arrays, and what a lambda takes of them: `transform(a, x -> x.f)`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlglot import exp

from govsim.lineage.expressions import Walker, walk
from govsim.lineage.flows import IDENTITY, TRANSFORMED, Flows, pour
from govsim.lineage.functions import called
from govsim.lineage.generators import type_of
from govsim.lineage.relation import Output, Scope
from govsim.lineage.struct_fields import fields_made
from govsim.model.datatypes import element_of, lacks

if TYPE_CHECKING:
    from govsim.lineage.trace import Trace

Path = tuple[str, ...]
# Which array each parameter of their lambdas takes its values from, by place.
_ARRAYS: Final[dict[str, tuple[int | None, ...]]] = {
    "transform": (0, None), "arrayfilter": (0, None), "filter": (0, None), "exists": (0,),
    "forall": (0,), "arraysort": (0, 0), "array_sort": (0, 0), "zip_with": (0, 1),
    "reduce": (None, 0), "aggregate": (None, 0),
}  # fmt: skip


def _unknown_fields(node: Any, scope: Scope) -> list[Path]:
    """Return what a lambda takes of a parameter that no element of its array has."""
    call = node.parent
    name = called(call) if isinstance(call, exp.Anonymous) else type(call).__name__.lower()
    given = call.expressions if isinstance(call, exp.Anonymous) else [call.this]
    found: list[Path] = []
    for parameter, place in zip(node.expressions, _ARRAYS.get(name, ()), strict=False):
        if place is None or place >= len(given):
            continue
        held = element_of(type_of(given[place], scope))
        paths = paths_of(node, parameter.name) or ()
        found += [(parameter.name, *path) for path in paths if lacks(held, path)]
    return found


def paths_of(node: Any, parameter: str) -> list[Path] | None:
    """Return the fields that a lambda takes of a parameter; None where it takes the whole."""
    found: list[Path] = []
    for each in node.this.find_all(exp.Lambda):
        if any(one.name == parameter for one in each.expressions):
            return None  # a lambda inside has a parameter of the same name
    for each in node.this.find_all(exp.Identifier):
        if each.name != parameter or not _is_value(each):
            continue
        path = _path(each)
        if not path:
            return None
        found.append(path)
    return found


def _is_value(node: Any) -> bool:
    """Return whether an identifier stands for a parameter, and is no name of anything else."""
    if isinstance(node.parent, (exp.Column, exp.TableAlias)):
        return False
    if isinstance(node.parent, exp.Lambda) and node.arg_key == "expressions":
        return False
    return node.arg_key != "alias" and not (
        (isinstance(node.parent, exp.Dot) and node.arg_key == "expression")
        or (isinstance(node.parent, exp.PropertyEQ) and node.arg_key == "this")
    )


def _path(node: Any) -> Path:
    found: list[str] = []
    around = node.parent
    while around is not None and around.this is node:
        if isinstance(around, exp.Dot) and isinstance(around.expression, exp.Identifier):
            found.append(around.expression.name)
        elif isinstance(around, exp.Bracket) and _is_text(around.expressions):
            found.append(str(around.expressions[0].this))
        else:
            break
        node, around = around, around.parent
    return tuple(found)


def _is_text(given: list[Any]) -> bool:
    return len(given) == 1 and isinstance(given[0], exp.Literal) and bool(given[0].is_string)


def _taken_by(node: Any, scope: Scope, trace: Trace) -> list[Output] | None:
    """Return the columns of the fields that `transform` takes, where a query made the structs.

    None is a lambda that takes an element as a whole, or an array that is read from a table.
    """
    made = fields_made(node.this, scope, trace)
    body = node.args.get("expression")
    if made is None or not isinstance(body, exp.Lambda) or not body.expressions:
        return None
    paths = paths_of(body, body.expressions[0].name)
    if paths is None or any(path[0].lower() not in made for path in paths):
        return None
    return [made[path[0].lower()] for path in paths]


def _lambda(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    """Take a lambda: its parameters are no columns, but their fields must be there."""
    for path in _unknown_fields(node, scope):
        trace.missing(path, ambiguous=False, into=into, step=step)
    walk(node.this, scope, into, TRANSFORMED if step == IDENTITY else step, trace)


def _transform(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    """Take `transform(array, lambda)`, which may take some fields of the elements alone."""
    inner = TRANSFORMED if step == IDENTITY else step
    fields = _taken_by(node, scope, trace)
    if fields is None:
        walk(node.this, scope, into, inner, trace)
    for field in fields or ():
        pour(field.flows, into, inner)
    if (body := node.args.get("expression")) is not None:
        walk(body, scope, into, inner, trace)


def _bracket(node: Any, scope: Scope, into: Flows, step: int, trace: Trace) -> None:
    """Take an element of an array or map, or the field `s['name']` of a struct."""
    held = fields_made(node.this, scope, trace) if _is_text(node.expressions) else None
    field = held.get(str(node.expressions[0].this).lower()) if held else None
    if field is not None:
        pour(field.flows, into, step)
        return
    inner = TRANSFORMED if step == IDENTITY else step
    for each in (node.this, *node.expressions):
        walk(each, scope, into, inner, trace)


OF_ELEMENTS: Final[dict[type, Walker]] = {
    exp.Lambda: _lambda,
    exp.Transform: _transform,
    exp.Bracket: _bracket,
}
