"""Decides which columns of each table a statement reads, through views and functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from govsim.access.answers import Obligation
from govsim.catalog import Session, Snapshot
from govsim.catalog.shapes import definition, function_definition
from govsim.lineage import EVERY, ColumnEdge, StatementLineage, extract_each
from govsim.model import statements as s
from govsim.model.flows import EdgeKind
from govsim.model.kinds import ROUTINES, SecurableType, key_of
from govsim.model.values import RelationDetail, RoutineDetail, Securable

T = SecurableType
_MEMO: Final = "columns that the last statement reads"
# What a lineage may leave unknown and still tell every column that is read.
_HARMLESS: Final = frozenset({"unknown-endpoint", "unknown-function", "unknown-path"})
_QUERIES: Final = frozenset({"SELECT", "WITH", "FROM", "VALUES", "TABLE"})
_BODY: Final = "unknown-function"  # whose arguments are traced, and whose body is not


@dataclass(frozen=True, slots=True)
class Use:
    """What a column is read for: columns of the answer, and what is done with rows by it."""

    columns: frozenset[str] = frozenset()
    rows: frozenset[str] = frozenset()  # filter, join, group, sort, window or condition

    def joined(self, other: Use) -> Use:
        """Return what a column is read for by both."""
        return Use(self.columns | other.columns, self.rows | other.rows)


@dataclass(slots=True)
class ColumnsRead:
    """What a statement reads, down to tables; grows until nothing new is reached.

    INVARIANT: it never says less than is read. A table of which nothing is known is not in
    `known`, and every column of one in `whole` may be read.
    """

    snapshot: Snapshot
    known: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)
    uses: dict[str, dict[str, Use]] = field(default_factory=dict)  # table, column in lower case
    _open: dict[str, None] = field(default_factory=dict)  # views to be gone through again
    _traced: dict[str, tuple[StatementLineage, ...]] = field(default_factory=dict)

    def use_of(self, table: str, column: str) -> Use | None:
        """Return what a column is read for; None when it is not read at all."""
        if table not in self.known or table in self.whole:
            return self.uses.get(table, {}).get(column.lower(), Use())
        return self.uses.get(table, {}).get(column.lower())

    # --- what is read ---

    def statement(self, lineages: Iterable[StatementLineage]) -> None:
        """Add what a statement reads."""
        for one in lineages:
            self._reads(one)
            for edge in one.columns:
                self._reach(edge, _use(edge))
        self._settle()

    def all_of(self, relation: str) -> None:
        """Add every column of a relation."""
        self._enter(relation)
        self._reach_all(relation)
        self._settle()

    def routine(self, held: Securable) -> None:
        """Add what the body of a function reads, and of those that it calls."""
        waiting, met = [held], {held.key}
        for one in waiting:
            detail = one.detail
            if not isinstance(detail, RoutineDetail):
                continue
            if detail.reads:
                if detail.body and detail.language == "SQL" and one.type is T.FUNCTION:
                    self._function(one, detail)
                else:
                    for read in detail.reads:
                        self.all_of(read.key.partition(":")[2])
            for key in detail.calls:
                inner = self.snapshot.securables.get(key)
                if inner is not None and key not in met:
                    met.add(key)
                    waiting.append(inner)
        self._settle()

    def _function(self, held: Securable, detail: RoutineDetail) -> None:
        traced = self._trace(held.key, function_definition(held), detail.within)
        for one in traced:
            self._reads(one)
            for edge in one.columns:
                # It is told with the query that calls it what its value is for.
                self._reach(edge, Use())
        for read in detail.reads if _has_untraced_body(traced) else ():
            self.all_of(read.key.partition(":")[2])

    # --- the walk ---

    def _reads(self, one: StatementLineage) -> None:
        unknown = any(each.reason not in _HARMLESS for each in one.unknown)
        for name in dict.fromkeys((*one.reads, *one.writes)):
            self._enter(name)
            if unknown:
                self._reach_all(name)

    def _enter(self, name: str) -> None:
        if name not in self.known:
            self.known.add(name)
            self._reopen(name)

    def _reach(self, edge: ColumnEdge, use: Use) -> None:
        table, column = edge.source_table, edge.source_column.lower()
        if table is None:
            return
        self._enter(table)
        if column != EVERY:
            held = self.uses.setdefault(table, {})
            before = held.get(column)
            held[column] = now = use if before is None else before.joined(use)
            if now != before:
                self._reopen(table)
        elif edge.kind is EdgeKind.DIRECT or edge.why != "group":
            self._reach_all(table)  # else its rows are counted, and no column is read

    def _reach_all(self, name: str) -> None:
        if name not in self.whole:
            self.whole.add(name)
            self._reopen(name)

    def _reopen(self, name: str) -> None:
        held = self.snapshot.securables.get(key_of(T.TABLE, name))
        if held is not None and held.type is T.VIEW:
            self._open[name] = None

    def _settle(self) -> None:
        while self._open:
            name = next(iter(self._open))
            del self._open[name]
            self._go_through(name, self.snapshot.securables[key_of(T.TABLE, name)])

    def _go_through(self, name: str, view: Securable) -> None:
        detail = view.detail
        if not isinstance(detail, RelationDetail) or detail.body is None:
            return
        traced = self._trace(view.key, definition(view), detail.within)
        for one in traced:
            self._reads(one)
            for edge in one.columns:
                if (use := self._through(name, edge)) is not None:
                    self._reach(edge, use)
        for key in detail.calls if _has_untraced_body(traced) else ():
            if (held := self.snapshot.securables.get(key)) is not None:
                self.routine(held)

    def _through(self, view: str, edge: ColumnEdge) -> Use | None:
        """Return what is read of the view's source for what is read of the view, if anything."""
        if edge.target_column == EVERY:
            return _use(edge) if edge.kind is EdgeKind.INDIRECT else Use()
        column = edge.target_column.lower()
        found = self.uses.get(view, {}).get(column)
        whole = found is None and view in self.whole
        return Use(frozenset({edge.target_column})) if whole else found

    def _trace(self, key: str, text: str, within: str) -> tuple[StatementLineage, ...]:
        if key not in self._traced:
            catalog, _, schema = (within or "main.default").partition(".")
            (self._traced[key],) = extract_each([text], self.snapshot.schema(), (catalog, schema))
        return self._traced[key]


def _has_untraced_body(traced: Iterable[StatementLineage]) -> bool:
    """Return whether a function is called whose body was not traced with the call."""
    return any(each.reason == _BODY for one in traced for each in one.unknown)


def met_by(
    snapshot: Snapshot,
    session: Session,
    statement: s.Statement,
    obligations: Iterable[Obligation],
) -> tuple[Obligation, ...]:
    """Return the row filters, and the masks of columns that a statement reads, with what for."""
    if all(not one.column for one in obligations):
        return tuple(obligations)
    found = _columns_read(snapshot, session, statement)
    return tuple(met(found, obligations))


def met(found: ColumnsRead, obligations: Iterable[Obligation]) -> Iterator[Obligation]:
    """Yield those of some obligations that are met by what is read."""
    for one in obligations:
        if not one.column:
            yield one
        elif (use := found.use_of(one.table, one.column)) is not None:
            yield replace(one, read_for=tuple(sorted(use.columns)), rows=tuple(sorted(use.rows)))


def _columns_read(snapshot: Snapshot, session: Session, statement: s.Statement) -> ColumnsRead:
    kept = snapshot.memo.get(_MEMO)
    if kept is not None and kept[:2] == (statement, session):
        found: ColumnsRead = kept[2]
        return found
    found = ColumnsRead(snapshot)
    inner = statement
    while isinstance(inner, s.Explain):
        inner = inner.inner
    if isinstance(inner, s.Setting):
        inner = _value(inner)
    if isinstance(inner, s.Ask):
        found.all_of(session.qualify(T.TABLE, inner.name))
    elif not isinstance(inner, s.Action | s.Call):
        given: list[s.Statement | str] = [
            *([made] if (made := session.temporary()) else []),
            inner,
        ]
        default = session.catalog, session.schema
        *_, traced = extract_each(given, snapshot.schema(), default)
        found.statement(traced)
        for routine in _called(snapshot, session, inner) if _has_untraced_body(traced) else ():
            found.routine(routine)
    snapshot.memo[_MEMO] = (statement, session, found)
    return found


def _value(setting: s.Setting) -> s.Statement:
    """Return what is cached, or gives a variable its value, as a query, for it is read as one."""
    body = setting.body
    if body is None or not body.text:
        return setting
    (first,) = body.text.split(None, 1)[:1] or ("",)
    text = body.text if first.upper() in _QUERIES else f"SELECT {body.text} AS variable"
    return s.Query(body=replace(body, text=text))


def _called(snapshot: Snapshot, session: Session, statement: s.Statement) -> Iterator[Securable]:
    body = getattr(statement, "body", None)
    if not isinstance(body, s.Body):
        return
    bodies = [body, *session.temp_views.values()]
    for key in dict.fromkeys(k for one in bodies for k in session.calls(one, snapshot)):
        held = snapshot.securables.get(key)
        if held is not None and held.type in ROUTINES:
            yield held


def _use(edge: ColumnEdge) -> Use:
    if edge.target_column == EVERY:
        return Use(rows=frozenset({edge.why} if edge.kind is EdgeKind.INDIRECT else ()))
    return Use(frozenset({edge.target_column}))
