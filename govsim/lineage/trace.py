"""Traces one statement: what its queries read, and what each of their columns is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlglot import exp

from govsim.lineage.combining import Ctes, set_operation, with_ctes
from govsim.lineage.expressions import WALKERS, parts_of, walk, window_keys
from govsim.lineage.flows import FILTER, GROUP, IDENTITY, JOIN, SORT, Flows, pour, told_apart
from govsim.lineage.functions import called
from govsim.lineage.generators import generated, generator_of, multiplies, scripted, type_of
from govsim.lineage.lambdas import OF_ELEMENTS
from govsim.lineage.naming import WINDOWS, Naming, own_name
from govsim.lineage.nulls import forget_in_totals, may_be_null, settle
from govsim.lineage.relation import Columns, Output, Relation, Result, Scope
from govsim.lineage.schema import Routine, Session
from govsim.lineage.sight import Sight
from govsim.lineage.sources import add_join, add_lateral, add_source
from govsim.lineage.spark_names import BARE
from govsim.lineage.stars import starred
from govsim.lineage.struct_fields import field_in, fields_made, within
from govsim.lineage.unset import UNSET
from govsim.sql import literal

NO_CTES: Final[Ctes] = {}
_DEEPEST_CALL: Final = 20
# Whose types are kept with the columns that they give.
_TYPED: Final = frozenset("Column Dot Bracket Paren Struct Anonymous FromJson Cast TryCast".split())

WALKERS.update(OF_ELEMENTS)


class Trace:
    """One statement: what it has read so far, and what could not be resolved."""

    def __init__(self, session: Session, tokens: Sequence[Any]) -> None:
        self.session = session
        self.reads: dict[str, None] = {}
        self.unknown: dict[tuple[str, str], None] = {}
        self.endpoints: dict[str, None] = {}
        self.naming = Naming(tokens)
        # Whether what is written may be NULL, by table and column; None where nobody asks.
        self.nulls: dict[tuple[str, str], list[bool | None]] | None = {} if session.nulls else None
        self._calls = 0
        self._rows: dict[int, tuple[Columns, dict[str, None]]] = {}  # of FOR loops, by depth

    # --- what a statement says besides its columns ---

    def note(self, reason: str, what: str) -> None:
        """Keep what could not be resolved."""
        self.unknown[(reason, what)] = None

    def read(self, name: str) -> None:
        """Keep a table, path or index as read."""
        self.reads[name] = None

    def stores(self, target: str, column: str, null: bool | None) -> None:
        """Keep whether what is written to a column may be NULL."""
        if self.nulls is not None:
            self.nulls.setdefault((target, column.lower()), []).append(null)

    def missing(self, parts: Sequence[str], *, ambiguous: bool, into: Flows, step: int) -> None:
        """Keep a column that was not found, unless it is a variable, or DEFAULT for a value."""
        name = ".".join(parts)
        if name == "default" or name in BARE:
            return
        if name.startswith(UNSET):
            self.note("unknown-name", name[1:])
            pour({(None, name[1:]): IDENTITY}, into, step)
            return
        if (row := self._row(parts)) is not None:
            pour(row, into, step)
            return
        if parts[-1] in self.session.texts or parts[0] in self.session.texts:
            if (held := self.session.made.get(parts[-1])) is not None:
                for table in dict.fromkeys(source[0] for source in held if source[0]):
                    self.read(table)
                pour(held, into, step)
            return
        self.note("ambiguous-column" if ambiguous else "unknown-column", name)
        pour({(None, parts[-1]): IDENTITY}, into, step)

    def _row(self, parts: Sequence[str]) -> Flows | None:
        """Return what a column of the row of a FOR loop is made of, if a name means one."""
        rows = list(self.session.rows.items())
        for place in range(len(rows) - 1, -1, -1):
            if len(parts) > 1 and parts[0] != rows[place][0]:
                continue
            columns, reads = self._rows.get(place) or self._looped(rows, place)
            found = columns.find(parts[1] if len(parts) > 1 else parts[0])
            if found is not None:
                self.reads.update(reads)
                return found.flows
        return None

    def _looped(self, rows: list[tuple[str, Any]], place: int) -> tuple[Columns, dict[str, None]]:
        """Return the columns of the row of a loop, and what its query reads: it sees outer rows."""
        from govsim.lineage.queries import traced

        before, reads, held = self.naming, self.reads, self.session.rows
        self.reads, self.session.rows = {}, dict(rows[:place])
        made = traced(rows[place][1], self, "").columns(), self.reads
        self.naming, self.reads, self.session.rows = before, reads, held
        self._rows[place] = made
        return made

    def calls_endpoint(self, node: Any) -> None:
        """Keep the endpoint that `ai_query` names."""
        first = node.expressions[0] if node.expressions else None
        for each in node.expressions:
            if isinstance(each, (exp.Kwarg, exp.PropertyEQ)) and each.this.name == "endpoint":
                first = each
        given = first.expression if isinstance(first, (exp.Kwarg, exp.PropertyEQ)) else first
        name = literal(given)
        if name is None:
            self.note("unknown-endpoint", given.sql("databricks") if given is not None else "")
        else:
            self.endpoints[name] = None

    def mask_name(self, node: Any, scope: Scope) -> str:
        """Return a masking expression as it is written."""
        return self.naming.call(node, Sight(scope, self))

    def starred(self, node: Any, scope: Scope) -> list[Output]:
        """Return the columns that a star stands for."""
        return starred(node, scope, self)

    def field_in(self, found: Output, parts: tuple[str, ...]) -> Output | None:
        """Return the field of a column that names lead to, where a query made its struct."""
        return field_in(found, parts)

    def field_of(self, node: Any, scope: Scope) -> Output | None:
        """Return the field that `expression.name` takes, where a query made the struct."""
        if not isinstance(node.expression, exp.Identifier):
            return None
        held = fields_made(node.this, scope, self)
        return held.get(node.expression.name.lower()) if held else None

    def called(
        self,
        name: tuple[str, ...],
        routine: Routine,
        values: Mapping[str, Flows],
        given: int | None = None,
    ) -> Result:
        """Return what a SQL function returns, through its body; `given` counts its arguments."""
        from govsim.lineage.routines import body_of

        wants = len(routine.parameters)
        if given is not None and not wants - routine.optional <= given <= wants:
            self.note("wrong-arguments", f"{'.'.join(name)} takes {wants}, and is given {given}")
        if self._calls >= _DEEPEST_CALL:
            self.note("too-deep", ".".join(name))
            return Result([], {})
        self._calls += 1
        around = Scope()
        passed = [Output(parameter, flows) for parameter, flows in values.items()]
        around.relations.append(Relation(name[-1].lower(), Columns(passed)))
        tree, naming = body_of(routine, self)
        self.naming, before = naming, self.naming
        try:
            return self.query(tree, around, NO_CTES) if tree is not None else Result([], {})
        finally:
            self.naming = before
            self._calls -= 1

    # --- queries ---

    def query(self, node: Any, parent: Scope | None, ctes: Ctes, *, named: bool = True) -> Result:
        """Return what a query gives.

        Args:
            node: A SELECT, set operation, VALUES, table, or one of them in brackets.
            parent: What a correlated query sees around it.
            ctes: The common table expressions in sight.
            named: Whether anything can name its columns; if not, they go without.
        """
        if isinstance(node, exp.Select):
            return self._select(node, parent, ctes, named)
        if (with_ := node.args.get("with_")) is not None:
            ctes = with_ctes(with_, parent, ctes, self)
        if isinstance(node, exp.SetOperation):
            return set_operation(node, parent, ctes, self, named=named)
        if isinstance(node, (exp.Subquery, exp.Paren)):
            return self._bracketed(node, parent, ctes, named)
        scope = Scope(parent, ctes)
        influences: Flows = {}
        add_source(node, scope, influences, self)
        return Result([each for rel in scope.relations for each in rel.columns.outputs], influences)

    def _bracketed(self, node: Any, parent: Scope | None, ctes: Ctes, named: bool) -> Result:
        bare = not any(node.args.get(name) for name in ("pivots", "joins", "laterals"))
        if bare and isinstance(node.this, (exp.Query, exp.Values)):
            found = self.query(node.this, parent, ctes, named=named)
        else:
            scope = Scope(parent, ctes)
            influences: Flows = {}
            add_source(node, scope, influences, self)
            found = Result(
                [each for rel in scope.relations for each in rel.columns.outputs], influences
            )
        if (order := node.args.get("order")) is not None:
            self.sort(order, found.outputs, Scope(parent, ctes), found)
        return found

    def _select(self, node: Any, parent: Scope | None, ctes: Ctes, named: bool) -> Result:
        args = node.args
        if (with_ := args.get("with_")) is not None:
            ctes = with_ctes(with_, parent, ctes, self)
        scope = Scope(parent, ctes)
        influences: Flows = {}
        if (source := args.get("from_")) is not None:
            add_source(source.this, scope, influences, self)
        for join in args.get("joins") or ():
            add_join(join, scope, influences, self)
        for lateral in args.get("laterals") or ():
            add_lateral(lateral, scope, influences, self)
        scope.found = {}
        if self.nulls is not None:
            settle(node, scope)
        if (where := args.get("where")) is not None:
            walk(where.this, scope, influences, FILTER, self)
        for window in args.get("windows") or ():
            keys: Flows = {}
            window_keys(window, scope, keys, self)
            scope.windows[window.name.lower()] = keys
        if (group := args.get("group")) is not None:
            self._windows(group, scope)
        found = Result(self._projections(node, scope, named), influences)
        pour(scope.multiplied, influences, JOIN)
        for output in found.outputs if args.get("distinct") else ():
            told_apart(output.flows, influences, GROUP)
        self._after(args, scope, found, node)
        if self.nulls is not None:
            forget_in_totals(node, found.outputs)
        return found

    def _windows(self, group: Any, scope: Scope) -> None:
        """Add the column that grouping by a window of time brings along."""
        for key in group.expressions:
            if isinstance(key, exp.Anonymous) and (name := called(key)) in WINDOWS:
                flows: Flows = {}
                walk(key, scope, flows, IDENTITY, self)
                made = Output(name, flows, "STRUCT<start: TIMESTAMP, end: TIMESTAMP>")
                scope.relations.append(Relation("", Columns([made])))
                scope.found = {}

    def _after(self, args: dict[str, Any], scope: Scope, found: Result, node: Any) -> None:
        """Take the clauses that may name a column of the result."""
        if (group := args.get("group")) is not None:
            self._grouped(group, scope, found, node)
        for clause in ("having", "qualify"):
            if (condition := args.get(clause)) is not None:
                walk(condition.this, scope, found.influences, FILTER, self)
        for clause in ("order", "sort", "cluster", "distribute"):
            if (order := args.get(clause)) is not None:
                self.sort(order, found.outputs, scope, found)

    def sort(self, order: Any, outputs: list[Output], scope: Scope, found: Result) -> None:
        """Add what the rows are sorted by."""
        named = {output.name.lower(): output for output in outputs}
        for each in order.expressions:
            key = each.this if isinstance(each, exp.Ordered) else each
            if (ordinal := _ordinal(key, outputs)) is not None:
                pour(ordinal.flows, found.influences, SORT)
            elif isinstance(key, exp.Column) and key.name.lower() in named:
                pour(named[key.name.lower()].flows, found.influences, SORT)
            elif not isinstance(key, exp.Var):
                walk(key, scope, found.influences, SORT, self)

    def _grouped(self, group: Any, scope: Scope, found: Result, node: Any) -> None:
        if group.args.get("all"):
            for projection, output in zip(node.expressions, found.outputs, strict=False):
                if projection.find(exp.AggFunc) is None:
                    pour(output.flows, found.influences, GROUP)
        keys = list(group.expressions)
        for name in ("rollup", "cube", "grouping_sets"):
            keys += [each for each in group.args.get(name) or () if isinstance(each, exp.Expr)]
        for key in keys:
            if (ordinal := _ordinal(key, found.outputs)) is not None:
                pour(ordinal.flows, found.influences, GROUP)
            else:
                walk(key, scope, found.influences, GROUP, self)

    # --- projections ---

    def _projections(self, node: Any, scope: Scope, named: bool) -> list[Output]:
        if not node.expressions:  # FROM t, alone
            return starred(exp.Star(), scope, self)
        if isinstance(node.expressions[0].unalias(), exp.QueryTransform):
            return scripted(node, scope, self)
        found: list[Output] = []
        for place, projection in enumerate(node.expressions):
            kind = type(projection)
            if kind is exp.Column:
                if type(projection.this) is exp.Star:
                    found += starred(projection, scope, self)
                else:
                    found.append(self._column(projection, scope))
            elif kind is exp.Alias:
                found.append(self._aliased(projection, scope))
            else:
                found += self._unnamed(node, place, scope, named)
        return found

    def _column(self, node: Any, scope: Scope) -> Output:
        parts = parts_of(node.args)
        output, used = scope.find(parts)
        if output.flows and used == len(parts):
            null = None if self.nulls is None else may_be_null(node, scope, self)
            made = Output(node.name, output.flows, output.type, null)
            made.fields = output.fields
            return made
        flows: Flows = {}
        walk(node, scope, flows, IDENTITY, self)
        if not used and len(parts) == 1:  # CURRENT_USER and the like
            return Output(BARE.get(parts[0], node.name.removeprefix(UNSET)), flows)
        null = None if self.nulls is None else may_be_null(node, scope, self)
        made = Output(node.name, flows, type_of(node, scope) if used else "", null)
        made.fields = within(output, parts[used:]) if used else None
        return made

    def _aliased(self, node: Any, scope: Scope) -> Output:
        name = node.alias
        if generator_of(node.this):
            made = self._generated(node.this, scope)
            first = made[0] if len(made) == 1 else Output("*", {})
            output = first.called(name)
            scope.generated.add(name.lower())
        else:
            flows: Flows = {}
            walk(node.this, scope, flows, IDENTITY, self)
            null = None if self.nulls is None else may_be_null(node.this, scope, self)
            output = Output(name, flows, _kept_type(node.this, scope), null)
            output.fields = fields_made(node.this, scope, self)
        scope.aliases.setdefault(name.lower(), output)
        return output

    def _generated(self, node: Any, scope: Scope) -> list[Output]:
        made = generated(node, scope, self)
        for output in made if multiplies(node) else ():
            pour(output.flows, scope.multiplied, JOIN)
        return made

    def _unnamed(self, select: Any, place: int, scope: Scope, named: bool) -> list[Output]:
        node = select.expressions[place]
        if isinstance(node, exp.Star):
            return starred(node, scope, self)
        if isinstance(node, exp.Dot) and isinstance(node.expression, exp.Star):
            return starred(node, scope, self)
        if isinstance(node, exp.Aliases):
            names = [each.name for each in node.expressions]
            made = self._generated(node.this, scope) if generator_of(node.this) else []
            outputs = renamed(made, names, node.this, scope, self)
            for output in outputs:
                scope.aliases.setdefault(output.name.lower(), output)
                scope.generated.add(output.name.lower())
            return outputs
        if generator_of(node):
            return self._generated(node, scope)
        flows: Flows = {}
        first = len(scope.subqueries)
        walk(node, scope, flows, IDENTITY, self)
        name = own_name(node) or ""
        if named and not name:
            name = self.naming.projection(select, place, Sight(scope, self, first))
        null = None if self.nulls is None else may_be_null(node, scope, self)
        output = Output(name, flows, _kept_type(node, scope), null)
        output.fields = fields_made(node, scope, self)
        return [output]


def renamed(
    made: list[Output], names: Sequence[str], node: Any, scope: Scope, trace: Trace
) -> list[Output]:
    """Return the columns under other names; input of unknown shape feeds every name."""
    if len(made) == len(names) and all(output.name != "*" for output in made):
        return [each.called(n) for n, each in zip(names, made, strict=True)]
    flows: Flows = {}
    if made:
        for output in made:
            pour(output.flows, flows, IDENTITY)
    else:
        walk(node, scope, flows, IDENTITY, trace)
    return [Output(name, flows) for name in names]


def _kept_type(node: Any, scope: Scope) -> str:
    return type_of(node, scope) if type(node).__name__ in _TYPED else ""


def _ordinal(node: Any, outputs: list[Output]) -> Output | None:
    if isinstance(node, exp.Literal) and not node.is_string and str(node.this).isdigit():
        place = int(node.this)
        return outputs[place - 1] if 0 < place <= len(outputs) else None
    return None
