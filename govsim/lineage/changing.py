"""Reads UPDATE, DELETE and MERGE, each branch for itself."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from govsim.lineage.building import Building
from govsim.lineage.combining import with_ctes
from govsim.lineage.expressions import walk
from govsim.lineage.flows import CONDITION, FILTER, IDENTITY, JOIN, Flows, pour
from govsim.lineage.naming import Naming
from govsim.lineage.nulls import may_be_null, seen_null, settle_by
from govsim.lineage.parsing import words
from govsim.lineage.queries import parsed
from govsim.lineage.reader import Reader, UnexpectedError, split
from govsim.lineage.relation import Relation, Scope
from govsim.lineage.rewrite import rewritten
from govsim.lineage.sources import add_source
from govsim.lineage.trace import NO_CTES, Trace


class _Expressions:
    """Expressions of one statement, put to the parser together, and read in one scope."""

    def __init__(self, trace: Trace, text: str, before: list[Any] | None = None) -> None:
        self.trace = trace
        self.text = text
        self.before = before or []  # a WITH clause
        self.ctes = NO_CTES
        self.parts: list[list[Any]] = []
        self.trees: list[Any] = []
        self.sources: list[Any] = []

    def add(self, tokens: list[Any]) -> int:
        """Keep an expression; return its number."""
        self.parts.append(tokens)
        return len(self.parts) - 1

    def parse(self, *relations: list[Any]) -> bool:
        """Parse all expressions and the relations they stand over; return whether it worked."""
        like = relations[0][0]
        query = [*self.before, *words("SELECT", like)]
        for place, part in enumerate(self.parts or [words("1", like)]):
            query += [*(words(",", like) if place else []), *words("(", like)]
            query += [*part, *words(")", like)]
        for place, relation in enumerate(relations):
            query += [*words("," if place else "FROM", like), *relation]
        ready = rewritten(query, self.trace.session)
        tree = parsed(ready, self.trace, self.text)
        if not isinstance(tree, exp.Select):
            return False
        self.trace.naming = Naming(ready)
        if (with_ := tree.args.get("with_")) is not None:
            self.ctes = with_ctes(with_, None, NO_CTES, self.trace)
        self.trees = tree.expressions
        first = tree.args.get("from_")
        joins = tree.args.get("joins") or []
        self.sources = [*([first.this] if first else []), *(join.this for join in joins)]
        return True

    def pour(self, number: int, scope: Scope, into: Flows, step: int) -> None:
        """Add what an expression is made of."""
        walk(self.trees[number], scope, into, step, self.trace)


def _target(node: Any, trace: Trace) -> Relation:
    """Return the target of a statement, which is not read by being named."""
    scope = Scope(None, NO_CTES)
    before = dict(trace.reads)
    add_source(node, scope, {}, trace)
    trace.reads = before
    return scope.relations[0]


def read_update(
    reader: Reader, trace: Trace, text: str, before: list[Any] | None = None
) -> Building:
    """Read UPDATE table SET … [FROM …] [WHERE …]; `before` is a WITH clause before it."""
    reader.need("UPDATE")
    relation = reader.until("SET")
    made = Building("UPDATE", trace)
    target = Reader(list(relation), reader.session).table()
    made.writes[target] = None
    reader.need("SET")
    every = _Expressions(trace, text, before)
    pairs = [
        (_path(part), every.add(_value(part))) for part in split(reader.until("FROM", "WHERE"))
    ]
    others = [reader.until("WHERE")] if reader.take("FROM") else []
    where = every.add(reader.rest()) if reader.take("WHERE") else None
    if not every.parse(relation, *others):
        return made
    influences: Flows = {}
    scope = Scope(None, every.ctes)
    scope.relations.append(_target(every.sources[0], trace))
    for each in every.sources[1:]:
        add_source(each, scope, influences, trace)
    for path, number in pairs:
        column = _column(path, scope.relations[0])
        if column == "(":
            trace.note("syntax", "several columns are set at once")
            continue
        flows: Flows = {}
        every.pour(number, scope, flows, IDENTITY)
        made.fill(target, column, flows)
        if trace.nulls is not None:
            settle_by([every.trees[where]] if where is not None else [], scope)
            trace.stores(target, column, may_be_null(every.trees[number], scope, trace))
    if where is not None:
        every.pour(where, scope, influences, FILTER)
    made.decide(target, influences)
    made.link(trace.reads, target)
    return made


def read_delete(
    reader: Reader, trace: Trace, text: str, before: list[Any] | None = None
) -> Building:
    """Read DELETE FROM table [WHERE …]."""
    reader.need("DELETE")
    reader.take("FROM")
    relation = reader.until("WHERE", "USING")
    made = Building("DELETE", trace)
    target = Reader(list(relation), reader.session).table()
    made.writes[target] = None
    others = [reader.until("WHERE")] if reader.take("USING") else []
    every = _Expressions(trace, text, before)
    where = every.add(reader.rest()) if reader.take("WHERE") else None
    if where is None or not every.parse(relation, *others):
        return made
    influences: Flows = {}
    scope = Scope(None, every.ctes)
    scope.relations.append(_target(every.sources[0], trace))
    for each in every.sources[1:]:
        add_source(each, scope, influences, trace)
    every.pour(where, scope, influences, FILTER)
    made.decide(target, influences)
    made.link(trace.reads, target)
    return made


def _path(tokens: list[Any]) -> tuple[str, ...]:
    """Return the parts of what an assignment sets: its table, the column, fields inside it."""
    names = [str(tokens[0].text)]
    for place in range(1, len(tokens) - 1, 2):
        if tokens[place].text != ".":
            break
        names.append(str(tokens[place + 1].text))
    return tuple(names)


def _column(path: tuple[str, ...], target: Relation) -> str:
    """Return the column that an assignment sets, without its table and the fields inside it."""
    for width in range(min(3, len(path) - 1), 0, -1):
        if target.is_called([part.lower() for part in path[:width]]):
            return path[width]
    return path[0]


def _value(tokens: list[Any]) -> list[Any]:
    for place, token in enumerate(tokens):
        if token.text == "=":
            return tokens[place + 1 :]
    return tokens


# --- MERGE ---


class _Branch:
    """One WHEN of a MERGE: what it sets, under which condition, and what it can see."""

    def __init__(self) -> None:
        self.by_source = False
        self.inserts = False
        self.star = False
        self.excepted: set[str] = set()
        self.pairs: list[tuple[tuple[str, ...], int]] = []
        self.condition: int | None = None
        self.values: list[int] = []  # of INSERT VALUES without a column list


def read_merge(
    reader: Reader, trace: Trace, text: str, before: list[Any] | None = None
) -> Building:
    """Read MERGE INTO target USING source ON … WHEN …, with or without schema evolution."""
    reader.need("MERGE")
    evolves = reader.take("WITH", "SCHEMA", "EVOLUTION")
    reader.need("INTO")
    relation = reader.until("USING")
    made = Building("MERGE", trace)
    made.keeps_itself = True
    target = Reader(list(relation), reader.session).table()
    made.writes[target] = None
    reader.need("USING")
    source = reader.until("ON")
    reader.need("ON")
    every = _Expressions(trace, text, before)
    on = every.add(reader.until("WHEN"))
    branches = []
    while reader.take("WHEN"):
        branches.append(_branch(reader, every))
    if every.parse(relation, source):
        _merge(made, target, every, on, branches, evolves=evolves)
    return made


def _branch(reader: Reader, every: _Expressions) -> _Branch:
    found = _Branch()
    found.inserts = reader.take("NOT")
    reader.need("MATCHED")
    if reader.take("BY"):
        found.by_source = reader.take_any("SOURCE", "TARGET") == "SOURCE"
        found.inserts = found.inserts and not found.by_source
    if reader.take("AND"):
        found.condition = every.add(reader.until("THEN"))
    reader.need("THEN")
    action = Reader(reader.until("WHEN"), reader.session)
    if action.take("UPDATE"):
        action.take("SET")
        _settings(action, found, every)
    elif action.take("INSERT"):
        _inserted(action, found, every)
    return found


def _settings(action: Reader, found: _Branch, every: _Expressions) -> None:
    if action.take("*"):
        found.star = True
        found.excepted = _excepted(action)
        return
    for part in split(action.rest()):
        if part[0].text == "(":
            raise UnexpectedError("one column before =")
        found.pairs.append((_path(part), every.add(_value(part))))


def _inserted(action: Reader, found: _Branch, every: _Expressions) -> None:
    if action.take("*"):
        found.star = True
        found.excepted = _excepted(action)
        return
    names = [(part[-1].text,) for part in split(action.group())] if action.word() == "(" else []
    if not action.take("VALUES"):
        return
    numbers = [every.add(part) for part in split(action.group())]
    if names:
        found.pairs += zip(names, numbers, strict=False)
    else:
        found.values = numbers


def _excepted(action: Reader) -> set[str]:
    if action.take_any("EXCEPT", "EXCLUDE"):
        return {part[-1].text.lower() for part in split(action.group())}
    return set()


def _merge(
    made: Building,
    target: str,
    every: _Expressions,
    on: int,
    branches: list[_Branch],
    *,
    evolves: bool,
) -> None:
    trace = made.trace
    influences: Flows = {}
    into = _target(every.sources[0], trace)
    source = Scope(None, every.ctes)
    add_source(every.sources[1], source, influences, trace)
    using = source.relations[0]
    both = Scope(None, every.ctes)
    both.relations += [into, using]
    every.pour(on, both, influences, JOIN)
    filled: dict[str, Flows] = {}
    for branch in branches:
        scope = Scope(None, every.ctes)
        scope.relations += (
            [using] if branch.inserts else [into] if branch.by_source else [into, using]
        )
        if branch.condition is not None:
            every.pour(branch.condition, scope, influences, CONDITION)
        pairs = _set_by(branch, target, into, trace)
        for column, number in pairs:
            every.pour(number, scope, filled.setdefault(column, {}), IDENTITY)
        if branch.star:
            _starred(branch, target, using, trace, filled, evolves=evolves)
        if trace.nulls is not None:
            matched = not branch.inserts and not branch.by_source
            holds = [branch.condition, on if matched else None]
            settle_by([every.trees[each] for each in holds if each is not None], scope)
            _store_nulls(branch, dict(pairs), target, scope, every)
    for column, flows in filled.items():
        made.fill(target, _spelled(column, target, trace), flows)
    made.decide(target, influences)
    made.link(trace.reads, target)


def _set_by(branch: _Branch, target: str, into: Relation, trace: Trace) -> list[tuple[str, int]]:
    """Return the columns that a branch sets one by one, each with the number of its value."""
    pairs = [(_column(path, into).lower(), number) for path, number in branch.pairs]
    known = trace.session.columns_of(target)
    if branch.values and known is not None:
        names = (output.name.lower() for output in known.outputs)
        pairs += zip(names, branch.values, strict=False)
    elif branch.values:
        trace.note("unknown-target-columns", target)
    return pairs


def _starred(
    branch: _Branch,
    target: str,
    using: Relation,
    trace: Trace,
    filled: dict[str, Flows],
    *,
    evolves: bool,
) -> None:
    """Add UPDATE SET * or INSERT *: columns of the same name, and new ones where it evolves."""
    known = trace.session.columns_of(target)
    if any(output.name == "*" for output in using.columns.outputs):
        for name in using.columns.open:
            trace.note("unknown-columns", name)
        if known is not None:
            for output in known.outputs:
                _fill_by_name(output.name.lower(), branch, using, filled)
            return
    if known is None or evolves:
        names = [output.name.lower() for output in using.columns.outputs]
    else:
        names = [output.name.lower() for output in known.outputs]
        for name in names:
            if name not in branch.excepted and using.columns.find(name) is None:
                trace.note("unmatched-column", f"{target}.{name}")
    for name in names:
        _fill_by_name(name, branch, using, filled)


def _store_nulls(
    branch: _Branch, pairs: dict[str, int], target: str, scope: Scope, every: _Expressions
) -> None:
    """Keep what of a branch may be NULL: an INSERT that lists columns writes NULL to the others."""
    trace = every.trace
    known = trace.session.columns_of(target)
    given = {name: may_be_null(every.trees[n], scope, trace) for name, n in pairs.items()}
    for column, null in given.items():
        trace.stores(target, column, null)
    if known is None or not (branch.star or (branch.inserts and branch.pairs)):
        return
    using = scope.relations[-1]
    for output in known.outputs:
        name = output.name.lower()
        if branch.star and name not in branch.excepted:
            found = using.columns.index.get(name)
            trace.stores(target, name, None if found is None else seen_null(found, using, scope))
        elif branch.inserts and name not in given:
            trace.stores(target, name, True)


def _fill_by_name(name: str, branch: _Branch, using: Relation, filled: dict[str, Flows]) -> None:
    found = using.columns.find(name)
    if found is not None and name not in branch.excepted:
        pour(found.flows, filled.setdefault(name, {}), IDENTITY)


def _spelled(name: str, target: str, trace: Trace) -> str:
    known = trace.session.columns_of(target)
    found = known.index.get(name) if known is not None else None
    return found.name if found is not None and found.name else name
