"""Decides what the functions that ask who reads answer to her: memberships, and her name."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from govsim.access.answers import Obligation
from govsim.access.identities import PEOPLE, WORKSPACE_USERS
from govsim.catalog import Metastore
from govsim.model.values import Column, PrincipalKind, RelationDetail, RoutineDetail, Securable
from govsim.sql import IdentityCall, constant_text, identity_calls

_NONE: Final[Mapping[str, str]] = {}


class Asked(NamedTuple):
    """What may ask who reads: a view or function, its text, and the texts it is given."""

    what: str
    text: str
    given: Mapping[str, str] = _NONE  # by parameter, in lower case; only constant texts


def asked_by(held: Securable, metastore: Metastore, *, helpers: bool = True) -> Iterator[Asked]:
    """Yield the texts that may ask who reads: of a view or function, and of what it calls."""
    return _asked_by(held, metastore, _NONE, helpers=helpers)


def asked_by_guard(guard: Obligation, metastore: Metastore) -> Iterator[Asked]:
    """Yield the texts that may ask who reads of the function of a row filter or column mask."""
    function = metastore.securables.get(f"routine:{guard.function}")
    if function is None or not isinstance(function.detail, RoutineDetail):
        return iter(())
    # The first argument of a mask is the column itself, which no statement writes down.
    arguments = ("", *guard.arguments) if guard.column else guard.arguments
    given = dict(_constants(function.detail.parameters, arguments))
    return _asked_by(function, metastore, given, helpers=True)


def _asked_by(
    held: Securable, metastore: Metastore, given: Mapping[str, str], *, helpers: bool
) -> Iterator[Asked]:
    found, met = [held], {held.key}
    for one in found:
        detail = one.detail
        if not isinstance(detail, RelationDetail | RoutineDetail):
            continue
        other = isinstance(detail, RoutineDetail) and detail.language != "SQL"
        if detail.body and not other:
            what = f"{str(one.type).lower()} {one.name}"
            yield Asked(what, detail.body, given if one is held else _NONE)
        if not helpers or not isinstance(detail, RoutineDetail):
            continue
        for key in detail.calls:
            inner = metastore.securables.get(key)
            if inner is not None and key not in met:
                met.add(key)
                found.append(inner)


def _constants(
    parameters: Iterable[Column], arguments: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    """Yield the constant texts that parameters are given, or have by default."""
    for place, parameter in enumerate(parameters):
        written = arguments[place] if place < len(arguments) else parameter.default
        said = constant_text(written.removeprefix("DEFAULT "))
        if said is not None:
            yield parameter.name.lower(), said


def answered(
    asked: Iterable[Asked], metastore: Metastore, principal: str, ids: Container[str]
) -> Iterator[str]:
    """Yield what each such function answers: `view main.v: is_member('hr') is false`.

    Args:
        asked: What asks.
        metastore: Where groups are of the account, or of the workspace.
        principal: The session user, as whom the functions see the reader.
        ids: Every identity she acts as.

    Source:
        Unity Catalog documentation: *row filters and column masks*; *dynamic views*.
    """
    for what, text, given in asked:
        for call in identity_calls(text):
            group = given.get(call.parameter) if call.group is None else call.group
            if not call.asks_membership:
                yield f"{what}: {call.function}() is {principal}"
            elif group is None:
                yield f"{what}: {call.function}(…) is asked of each row"
            else:
                member = _is_in(metastore, call, group, ids)
                said = group.replace("'", "\\'")
                yield f"{what}: {call.function}('{said}') is {'true' if member else 'false'}"


def _is_in(metastore: Metastore, call: IdentityCall, group: str, ids: Container[str]) -> bool:
    """Return whether the reader is in a group: nobody is, in a user or service principal.

    Groups of the workspace are unknown to `is_account_group_member`, and everybody in the
    workspace is in its `users`.
    """
    kind = metastore.principals.get(group)
    if call.function == "is_account_group_member":
        return group in ids and kind not in PEOPLE and kind is not PrincipalKind.WORKSPACE_GROUP
    everybody = group == WORKSPACE_USERS and group not in metastore.members
    return everybody or (group in ids and kind not in PEOPLE)
