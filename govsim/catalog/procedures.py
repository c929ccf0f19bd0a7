"""Holds which statements stand in the body of a procedure."""

from __future__ import annotations

from functools import lru_cache

from govsim.errors import GovsimError
from govsim.model import statements as s
from govsim.model.values import RoutineDetail, Securable


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
    from govsim.sql import read_statement

    try:
        return tuple(s.flat((read_statement(body),)))
    except GovsimError:
        return (s.NotSimulated(keyword="BEGIN", text=body),)
