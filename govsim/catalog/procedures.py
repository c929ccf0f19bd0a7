"""Holds which statements stand in the body of a procedure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from govsim.errors import GovsimError
from govsim.model import statements as s
from govsim.model.values import RoutineDetail, Securable

Given = tuple[tuple[str, str], ...]  # each parameter, in lower case, and its constant text


def texts_given(procedure: Securable, call: s.Call) -> Given:
    """Return the texts that a call gives to the parameters of a procedure, or they have by default.

    A parameter whose argument is no constant text is left out.
    """
    detail = procedure.detail
    return tuple(_texts(detail, call)) if isinstance(detail, RoutineDetail) else ()


def _texts(detail: RoutineDetail, call: s.Call) -> Iterator[tuple[str, str]]:
    from govsim.sql import constant_text

    named = {name: said for name, said in call.given if name}
    placed = [said for name, said in call.given if not name]
    for place, parameter in enumerate(detail.parameters):
        name = parameter.name.lower()
        if name in named:
            said = named[name]
        elif place < len(placed):
            said = placed[place]
        else:
            said = constant_text((parameter.default or "").removeprefix("DEFAULT "))
        if said is not None:
            yield name, said


def statements_of(procedure: Securable, given: Given = ()) -> tuple[s.Statement, ...]:
    """Return the statements of a procedure's body in order, all branches of it.

    What cannot be read, or is put together only when it runs, is a `NotSimulated`.

    Args:
        procedure: The procedure.
        given: The texts that its parameters have.
    """
    detail = procedure.detail
    if not isinstance(detail, RoutineDetail) or detail.language != "SQL" or not detail.body:
        return ()
    return _read(detail.body, given)


@lru_cache(maxsize=64)
def _read(body: str, given: Given) -> tuple[s.Statement, ...]:
    from govsim.sql import read_body

    try:
        return tuple(s.flat((read_body(body, dict(given)),)))
    except GovsimError:
        return (s.NotSimulated(keyword="BEGIN", text=body),)
