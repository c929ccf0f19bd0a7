"""Holds which statements stand in the body of a procedure."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from govsim.errors import GovsimError
from govsim.model import statements as s
from govsim.model.values import RoutineDetail, Securable

# They move control about, or fail, and touch nothing.
_CONTROL: Final = frozenset({"LEAVE", "ITERATE", "SIGNAL", "RESIGNAL", "COMMIT", "ROLLBACK"})


def statements_of(procedure: Securable) -> tuple[s.Statement, ...]:
    """Return the statements of a procedure's body in order, all branches of it.

    What cannot be read, or is put together only when it runs, is a `NotSimulated`.
    """
    detail = procedure.detail
    if not isinstance(detail, RoutineDetail) or detail.language != "SQL" or not detail.body:
        return ()
    return _read(detail.body)


@lru_cache(maxsize=64)
def _read(body: str) -> tuple[s.Statement, ...]:
    from govsim.lineage.parsing import UnreadableError
    from govsim.lineage.script import statements_within

    try:
        texts = statements_within(body)
    except UnreadableError:
        return (s.NotSimulated(keyword="BEGIN", text=body),)
    found = map(_statement, texts)
    return tuple(
        each
        for each in found
        if not (isinstance(each, s.NotSimulated) and each.keyword in _CONTROL)
    )


def _statement(text: str) -> s.Statement:
    from govsim.sql import read_statement

    try:
        return read_statement(text)
    except GovsimError:
        return s.NotSimulated(keyword=text.split()[0].upper(), text=text)
