"""Compares by what was dropped: writes the statements that make a view or function again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from govsim.catalog import Session, Snapshot
from govsim.catalog.shapes import function_definition
from govsim.catalog.snapshot import NO_ROWS
from govsim.errors import GovsimError
from govsim.impact.naming import target_of
from govsim.model import statements as s
from govsim.model.kinds import Kind, SecurableType
from govsim.model.values import RelationDetail, RoutineDetail, Securable
from govsim.sql import read_statement, write

T = SecurableType


def definition_of(held: Securable) -> s.Statement | None:
    """Return the statement that makes a SQL function; None of everything else."""
    detail = held.detail
    if held.type is not T.FUNCTION or not isinstance(detail, RoutineDetail):
        return None
    if detail.language != "SQL" or not detail.body:
        return None
    try:
        return read_statement(function_definition(held))
    except GovsimError:
        return None


def remade(before: Snapshot, held: Securable) -> tuple[s.Statement, ...]:
    """Return what makes a dropped view or SQL function again, as it was; nothing where it cannot.

    A view whose query names something without its catalog is left: which session reads the script
    is not known.
    """
    made = definition_of(held) if held.type is T.FUNCTION else _view(before, held)
    if made is None:
        return ()
    return (made, *_as_it_was(before, held))


def _view(before: Snapshot, held: Securable) -> s.Statement | None:
    detail = held.detail
    if not isinstance(detail, RelationDetail) or not detail.body:
        return None
    if held.type is not T.VIEW or held.kind is Kind.METRIC_VIEW:
        return None
    columns = tuple(s.ColumnSpec(one.name, comment=one.comment) for one in detail.columns)
    blank = s.Create(
        target=target_of(held),
        columns=columns,
        body=s.Body(detail.body),
        comment=held.comment,
        options=tuple((word, text or "") for word, text in detail.properties),
    )
    try:
        made = read_statement(write(blank))
    except GovsimError:
        return None
    assert isinstance(made, s.Create)
    assert made.body is not None
    elsewhere = Session("", "")  # names that need a session mean something else here
    same = elsewhere.reads(made.body) == detail.reads
    return made if same and elsewhere.calls(made.body, before) == detail.calls else None


def _as_it_was(before: Snapshot, held: Securable) -> Iterator[s.Statement]:
    target = target_of(held)
    if held.comment is not None and held.type is T.FUNCTION:
        yield s.Comment(target=target, text=held.comment)
    if held.tags:
        yield s.SetTags(target=target, tags=held.tags)
    for column in held.columns:
        if column.tags:
            yield s.SetTags(target=target, tags=column.tags, column=column.name)
    for privilege, holders in sorted(before.grants.get(held.key, NO_ROWS).items()):
        for who in sorted(holders):
            yield s.Grant(privileges=(privilege,), on=target, to=who)
    yield s.AlterOwner(target=target, owner=held.owner)


def in_order(found: Mapping[str, Securable]) -> Iterable[str]:
    """Return the keys of what is made again: each behind what it reads or calls of the others."""
    placed: dict[str, None] = {}
    waiting = sorted(found)
    while waiting:
        ready = [key for key in waiting if _needs(found[key]).isdisjoint(waiting)] or waiting
        placed.update(dict.fromkeys(ready))
        waiting = [key for key in waiting if key not in placed]
    return placed


def _needs(held: Securable) -> frozenset[str]:
    detail = held.detail
    if not isinstance(detail, RelationDetail | RoutineDetail):
        return frozenset()
    return frozenset({*(read.key for read in detail.reads), *detail.calls} - {held.key})
