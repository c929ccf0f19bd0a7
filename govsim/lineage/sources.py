"""Traces what stands in FROM: tables, subqueries, joins, lateral views, table functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlglot import exp

from govsim.lineage.expressions import walk
from govsim.lineage.flows import IDENTITY, JOIN, Flows, pour
from govsim.lineage.generators import generated, generator_of, multiplies
from govsim.lineage.nulls import any_null, loosen, may_be_null
from govsim.lineage.pivots import pivoted
from govsim.lineage.relation import (
    AMBIGUOUS,
    NOTHING,
    Columns,
    Output,
    Relation,
    Scope,
    opaque,
)
from govsim.lineage.stars import everything
from govsim.lineage.table_functions import table_function
from govsim.lineage.unset import UNSET
from govsim.sql import path_in

if TYPE_CHECKING:
    from govsim.lineage.trace import Trace


def add_source(node: Any, scope: Scope, influences: Flows, trace: Trace) -> None:
    """Add one relation of FROM, with what hangs on it, to the scope."""
    first = len(scope.relations)
    if isinstance(node, exp.Lateral):
        add_lateral(node, scope, influences, trace)
    elif isinstance(node, exp.Table) and isinstance(node.this, exp.Identifier):
        scope.relations.append(_table(node, scope, influences, trace))
    elif isinstance(node, (exp.Subquery, exp.Paren)):
        _add_bracketed(node, scope, influences, trace)
    else:
        scope.relations.append(_made(node, scope, influences, trace))
    for pivot in node.args.get("pivots") or ():
        _pivot(pivot, scope, first, trace)
    for join in node.args.get("joins") or ():
        add_join(join, scope, influences, trace)
    for lateral in node.args.get("laterals") or ():
        add_lateral(lateral, scope, influences, trace)


def _pivot(pivot: Any, scope: Scope, first: int, trace: Trace) -> None:
    """Put the result of PIVOT or UNPIVOT in the place of what it turns."""
    inner = Scope(scope.parent, scope.ctes)
    inner.relations = scope.relations[first:]
    outputs = pivoted(pivot, inner, trace)
    called = inner.relations[-1].alias if inner.relations else ""
    alias = pivot.alias.lower() or called
    opened = tuple(name for each in inner.relations for name in each.columns.open)
    has_star = any(output.name == "*" for output in outputs)
    path = inner.relations[-1].path if not pivot.alias and inner.relations else ()
    made = Relation(alias, Columns(outputs, opened if has_star else ()), path)
    scope.relations[first:] = [made]


def _table(node: Any, scope: Scope, influences: Flows, trace: Trace) -> Relation:
    parts = [part.name for part in node.parts]
    alias_node = node.args.get("alias")
    alias = alias_node.name.lower() if alias_node is not None else ""
    columns, path = columns_named(parts, scope, influences, trace)
    if alias_node is not None and (names := alias_node.args.get("columns")):
        columns = renamed_columns(columns, [each.name for each in names])
    return Relation(alias or parts[-1].lower(), columns, () if alias else path)


def columns_named(
    parts: list[str], scope: Scope, influences: Flows, trace: Trace
) -> tuple[Columns, tuple[str, ...]]:
    """Return the columns of a table, view or common table expression, and its path."""
    name = parts[0].lower()
    if name == "global_temp" and len(parts) == 2:  # where a session keeps its global views
        parts, name = parts[1:], parts[1].lower()
    if len(parts) == 1:
        found = scope.ctes.get(name) or trace.session.views.get(name)
        if found is not None:
            if found.influences:
                pour(found.influences, influences, IDENTITY)
            for source in found.reads:
                trace.read(source)
            return found, (name,)
        if name.startswith(UNSET):
            trace.note("unknown-name", parts[0][1:])
            return opaque(), (name,)
    if (path := path_in(parts)) is not None:
        trace.read(path)
        return trace.session.relation(path), (path.lower(),)
    full = trace.session.full_name(parts)
    if (view := trace.session.views.get(full)) is not None:
        for source in view.reads:
            trace.read(source)
        pour(view.influences, influences, IDENTITY)
        return view, tuple(full.split("."))
    trace.read(full)
    return trace.session.relation(full), tuple(full.split("."))


def renamed_columns(columns: Columns, names: list[str]) -> Columns:
    """Return the columns under the names that follow a table alias."""
    if len(names) > len(columns.outputs) or columns.open:
        flows = columns.outputs[0].flows if columns.outputs else {}
        return Columns([Output(name, flows) for name in names])
    made = [o.called(n) for n, o in zip(names, columns.outputs, strict=False)]
    return Columns([*made, *columns.outputs[len(made) :]])


def _add_bracketed(node: Any, scope: Scope, influences: Flows, trace: Trace) -> None:
    inner = node.this
    if isinstance(inner, exp.Table) or (
        isinstance(inner, exp.Subquery) and (inner.args.get("joins") or node.alias == "")
    ):
        within = Scope(scope.parent, scope.ctes)
        add_source(inner, within, influences, trace)
        if node.alias:
            outputs = everything(within)
            opened = tuple(name for rel in within.relations for name in rel.columns.open)
            scope.relations.append(_called(node, Columns(outputs, opened)))
            return
        if within.merged:  # to what is around, columns like any other
            scope.relations.append(Relation("", Columns(within.merged.values())))
        scope.relations += within.relations
        return
    found = trace.query(inner, scope.parent, scope.ctes)
    pour(found.influences, influences, IDENTITY)
    scope.relations.append(_called(node, found.columns()))


def _called(node: Any, columns: Columns) -> Relation:
    alias = node.args.get("alias")
    if alias is not None and (names := alias.args.get("columns")):
        columns = renamed_columns(columns, [each.name for each in names])
    return Relation(alias.name.lower() if alias is not None else "", columns)


def _made(node: Any, scope: Scope, influences: Flows, trace: Trace) -> Relation:
    """Return what VALUES, a generator or a table function gives."""
    alias = node.args.get("alias")
    if isinstance(node, exp.Values):
        return _called(node, Columns(values_of(node, scope, trace)))
    call = node.this if isinstance(node, exp.Table) else node
    if generator_of(call):
        made = Columns(_generated(call, scope, influences, trace))
        called = "" if alias is None else alias.name.lower()
        names = [each.name for each in alias.args.get("columns") or ()] if alias else []
        return Relation(called, renamed_columns(made, names) if names else made)
    columns, name = table_function(node, call, scope, influences, trace)
    found = _called(node, columns)
    found.alias = found.alias or name
    return found


def _generated(call: Any, scope: Scope, influences: Flows, trace: Trace) -> list[Output]:
    """Return the columns of a generator, whose input decides how many rows there are."""
    made = generated(call, scope, trace)
    for output in made if multiplies(call) else ():
        pour(output.flows, influences, JOIN)
    return made


def values_of(node: Any, scope: Scope, trace: Trace) -> list[Output]:
    """Return the columns of VALUES, by position."""
    outputs: list[Output] = []
    for row in node.expressions:
        cells = row.expressions if isinstance(row, exp.Tuple) else [row]
        for place, cell in enumerate(cells):
            if place == len(outputs):
                outputs.append(Output(f"col{place + 1}", {}, "", False))
            if not isinstance(cell, exp.Literal):
                walk(cell, scope, outputs[place].flows, IDENTITY, trace)
            if trace.nulls is not None:
                made = outputs[place]
                made.null = any_null((made.null, may_be_null(cell, scope, trace)))
    return outputs


# --- joins ---


def add_join(join: Any, scope: Scope, influences: Flows, trace: Trace) -> None:
    """Add a joined relation, and what it is joined by."""
    first = len(scope.relations)
    args = join.args
    add_source(join.this, scope, influences, trace)
    if args.get("method") == "NATURAL":
        _natural(join, scope, first, influences, trace)
    elif using := args.get("using"):
        _use(join, [each.name for each in using], scope, first, influences, trace)
    if (on := args.get("on")) is not None:
        walk(on, scope, influences, JOIN, trace)
    if args.get("kind") in ("SEMI", "ANTI"):
        del scope.relations[first:]
    elif trace.nulls is not None and (side := args.get("side")):
        loosen(scope, first, side)


def _shown(relation: Relation) -> list[Output]:
    hidden = relation.hidden or ()
    return [each for each in relation.columns.outputs if each.name.lower() not in hidden]


def _natural(join: Any, scope: Scope, first: int, influences: Flows, trace: Trace) -> None:
    right = {name for relation in scope.relations[first:] for name in relation.columns.index}
    common = [each.name for each in scope.merged.values() if each.name.lower() in right]
    for relation in scope.relations[:first]:
        common += [each.name for each in _shown(relation) if each.name.lower() in right]
    _use(join, [name for name in common if name != "*"], scope, first, influences, trace)


def _use(
    join: Any, names: list[str], scope: Scope, first: int, influences: Flows, trace: Trace
) -> None:
    """Merge the columns of the same name: the left one stands for both, or the right, or both."""
    side, keeps_left = join.args.get("side") or "", join.args.get("kind") in ("SEMI", "ANTI")
    merged: dict[str, Output] = {}
    for name in names:
        key = name.lower()
        left = scope.merged.get(key) or _first(scope.relations[:first], key)
        right = _first(scope.relations[first:], key)
        for word, each in (("left", left), ("right", right)):
            if each is NOTHING:
                trace.note("unknown-join-column", f"{name} on the {word} side")
            pour(each.flows, influences, JOIN)
        if keeps_left:
            merged[key] = left.called(left.name or name)
            continue
        flows = dict(right.flows if side == "RIGHT" else left.flows)
        if side == "FULL":
            pour(right.flows, flows, IDENTITY)
        pour(left.flows if side == "RIGHT" else right.flows, flows, JOIN)
        merged[key] = Output(name, flows, left.type or right.type, None if side else False)
    for key in reversed(merged):
        for relation in _holding(key, scope, first):
            relation.hidden = {key: None, **(relation.hidden or {})}
    scope.merged = {**merged, **{k: v for k, v in scope.merged.items() if k not in merged}}


def _holding(key: str, scope: Scope, first: int) -> list[Relation]:
    """Return the relations whose column is merged: of each side the first, and those before."""
    before, after = scope.relations[:first], scope.relations[first:]
    found = [each for each in scope.relations if each.hidden and key in each.hidden]
    for side in (after,) if key in scope.merged else (before, after):
        found += [each for each in side if each not in found and each.columns.find(key)][:1]
    return found


def _first(relations: list[Relation], name: str) -> Output:
    for relation in relations:
        found = relation.columns.find(name)
        if found is not None and found is not AMBIGUOUS and name not in (relation.hidden or ()):
            return found
    return NOTHING


# --- LATERAL ---


def add_lateral(node: Any, scope: Scope, influences: Flows, trace: Trace) -> None:
    """Add LATERAL VIEW, LATERAL with a query, or LATERAL with a table function."""
    call = node.this
    alias = node.args.get("alias")
    called = alias.name.lower() if alias is not None else ""
    names = [each.name for each in alias.args.get("columns") or ()] if alias is not None else []
    if isinstance(call, (exp.Subquery, exp.Query)):
        found = trace.query(call, scope, scope.ctes)
        pour(found.influences, influences, IDENTITY)
        columns = found.columns()
    elif generator_of(call):
        outputs = _generated(call, scope, influences, trace)
        columns = Columns(outputs)
        if names and (len(names) != len(outputs) or outputs[0].name == "*"):
            flows: Flows = {}
            for output in outputs:
                pour(output.flows, flows, IDENTITY)
            columns = Columns([Output(name, flows) for name in names])
            names = []
    else:
        columns, name = table_function(node, call, scope, influences, trace)
        called = called or name
    if names:
        columns = renamed_columns(columns, names)
    scope.relations.append(Relation(called, columns))
