"""Decides which GRANT statements are the fewest that meet everything a decision misses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from govsim.access.answers import Decision, Requirement
from govsim.model import statements as s
from govsim.model.kinds import LEGACY_ALONE, Kind, SecurableType, parts_of
from govsim.model.privileges import DML, applicable

T = SecurableType
_NO_ROWS: Final = frozenset({T.GOVERNED_TAG, T.SHARE})  # given to assigners, and to recipients
Row = tuple[str, s.Target, str]  # privilege, securable, grantee


def grants_for(decision: Decision) -> tuple[str, ...]:
    """Return the fewest GRANT statements that meet what is missing, without semicolons.

    What an owner lacks is granted to that owner. A level on a workspace object, and a governed
    tag, are given without SQL: `others_for` tells them.
    """
    from govsim.sql import write

    rows = [
        (need.privilege, target_of(need), need.holder or decision.principal)
        for need in decision.missing
        if by_sql(need)
    ]
    return tuple(write(grant) for grant in grouped(_needed(rows, decision)))


def _needed(rows: Iterable[Row], decision: Decision) -> Iterator[Row]:
    """Leave out what comes with another row: what a group is granted, its members have."""
    left = dict.fromkeys(rows)
    for row in tuple(left):
        privilege, on, to = row
        groups = decision.acting.get(to, ())
        by_group = any((privilege, on, group) in left for group in groups if group != to)
        if by_group or (privilege in DML and ("MODIFY", on, to) in left):
            del left[row]
    return iter(left)


def others_for(decision: Decision) -> Iterator[str]:
    """Yield what no GRANT can give, each as a sentence that says what to do."""
    for need in decision.missing:
        if not need.key:
            who = need.holder or decision.principal
            yield f"give {who} {need.words()}"


def beyond(decision: Decision) -> str:
    """Return what refuses even whoever holds all the suggested grants, as words; or nothing."""
    if not decision.refusals or not grants_for(decision):
        return ""
    first, *more = (each.sentence for each in decision.refusals)
    told = f"{first}, and {len(more)} more" if more else first
    return f"the grants alone do not allow it: {told}"


def by_sql(need: Requirement) -> bool:
    """Whether a GRANT to a principal can meet a requirement."""
    type_ = _TYPES.get(need.type)
    if not need.key or type_ is None or type_ in _NO_ROWS:
        return False
    catalog = need.name.partition(".")[0]
    if catalog == "samples" and need.kind is Kind.SYSTEM:
        return False  # read-only for all
    hive = catalog == "hive_metastore" or type_ in LEGACY_ALONE
    return need.privilege in applicable(type_, need.kind, hive=hive)


def target_of(need: Requirement) -> s.Target:
    """Return the securable of a requirement as a statement names it."""
    return s.Target(SecurableType(need.type), parts_of(need.name))


def grouped(rows: Iterable[Row]) -> tuple[s.Grant, ...]:
    """Return one GRANT for each securable and grantee, in the order they come in."""
    found: dict[tuple[s.Target, str], dict[str, None]] = {}
    for privilege, on, to in rows:
        found.setdefault((on, to), {})[privilege] = None
    return tuple(
        s.Grant(privileges=tuple(privileges), on=on, to=to)
        for (on, to), privileges in found.items()
    )


_TYPES: Final = {str(type_): type_ for type_ in SecurableType}
