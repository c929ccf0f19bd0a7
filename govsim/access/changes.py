"""Holds the smallest changes that can open a way: a grant, a membership, an owner, a level."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from govsim.access.suggest import grouped
from govsim.catalog import Draft, Session, Snapshot, add_group, apply_statement
from govsim.errors import GovsimError
from govsim.model import statements as s
from govsim.model.kinds import SecurableType


@dataclass(frozen=True, slots=True)
class Join:
    """A principal comes into a group."""

    member: str
    group: str

    def __str__(self) -> str:
        return f"add {self.member} to {self.group}"


@dataclass(frozen=True, slots=True)
class Level:
    """A principal is given a level on a workspace object."""

    kind: str
    name: str
    level: str
    to: str

    def __str__(self) -> str:
        return f"give {self.to} {self.level} on {self.kind.replace('_', ' ')} {self.name}"


Change = s.Grant | s.AlterOwner | Join | Level  # a GRANT gives one privilege here


def applied(snapshot: Snapshot, changes: Iterable[Change]) -> Snapshot | None:
    """Return the snapshot after some changes, whoever makes them; None when one is invalid."""
    draft = Draft(snapshot)
    try:
        for change in changes:
            _apply(draft, change)
    except GovsimError:
        return None
    return draft.finish()


def _apply(draft: Draft, change: Change) -> None:
    if isinstance(change, Join):
        add_group(draft, change.group, [change.member])
    elif isinstance(change, Level):
        place = f"{change.kind} {change.name}"
        draft.acls[place] = {**draft.acls.get(place, {}), change.to: change.level}
    else:
        apply_statement(draft, change, Session(), "")


def said(statement: s.Statement) -> str:
    """Return a statement as it is written, or what is done instead where SQL has none for it.

    Source:
        Databricks documentation: *assign a metastore admin*; the account console or its API.
    """
    from govsim.sql import write

    if isinstance(statement, s.AlterOwner) and statement.target.type is SecurableType.METASTORE:
        return f"make {statement.owner} the metastore admin, in the account console"
    return write(statement)


def told(changes: Iterable[Change]) -> tuple[str, ...]:
    """Return changes as one writes or says them; the grants on a securable are one statement."""
    from govsim.sql import write

    changes = tuple(changes)
    rows = [
        (change.privileges[0], change.on, change.to)
        for change in changes
        if isinstance(change, s.Grant)
    ]
    owners = [said(change) for change in changes if isinstance(change, s.AlterOwner)]
    others = [str(change) for change in changes if isinstance(change, Join | Level)]
    return (
        *sorted(others),
        *(write(grant) for grant in grouped(sorted(rows, key=_order))),
        *owners,
    )


def kind_of(changes: Iterable[Change]) -> str:
    """Return what all the changes are: grant, membership, ownership or level; else mixed."""
    words = {s.Grant: "grant", s.AlterOwner: "ownership", Join: "membership", Level: "level"}
    kinds = {words[type(change)] for change in changes}
    return kinds.pop() if len(kinds) == 1 else "mixed"


def _order(row: tuple[str, s.Target, str]) -> tuple[str, int, s.Name, bool, str]:
    privilege, on, to = row
    return to, len(on.name), on.name, not privilege.startswith("USE"), privilege
