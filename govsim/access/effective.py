"""Decides which rows count on a securable: its own and those from above, and who may see them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from govsim.access.identities import identities_of, path_to
from govsim.access.standing import Standing
from govsim.catalog import Session, Snapshot, find
from govsim.errors import GovsimError
from govsim.model import statements as s
from govsim.model.kinds import METASTORE_KEY, Kind, SecurableType, parts_of
from govsim.model.privileges import applicable
from govsim.model.values import Grant, Securable

T = SecurableType
# As the legacy metastore prints them.
_HIVE_WORD: Final = {T.CATALOG: "CATALOG$", T.SCHEMA: "DATABASE"}


@dataclass(frozen=True, slots=True)
class EffectivePrivilege:
    """A privilege that counts on a securable, and where its row is.

    `inherited_from_type` and `inherited_from_name` are None when the row is on the securable
    itself; `via` runs from the principal asked about, through groups, to the one in the row.
    """

    principal: str
    privilege: str
    inherited_from_type: str | None = None
    inherited_from_name: str | None = None
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GrantRow:
    """One row that SHOW GRANTS prints."""

    principal: str
    action_type: str
    object_type: str
    object_key: str


def effective_privileges(
    snapshot: Snapshot, key: str, principal: str | None = None
) -> tuple[EffectivePrivilege, ...]:
    """Return the rows that count on a securable: its own first, then those of what holds it.

    ALL PRIVILEGES stays one row; ownership and policies are no rows.

    Args:
        snapshot: What is asked about.
        key: The securable.
        principal: Whose privileges, those of her groups included; None is everybody's rows.

    Raises:
        GovsimError: `unknown-securable`.

    Source:
        REST: effective permissions of Unity Catalog.
    """
    on = _securable(snapshot, key)
    ids = identities_of(snapshot, principal) if principal is not None else None
    found = []
    for row, held in _rows(snapshot, on):
        if row.denied or (ids is not None and row.principal not in ids):
            continue
        via = (row.principal,) if ids is None else path_to(ids, row.principal)
        type_, name = (str(held.type), held.name) if held is not on else (None, None)
        found.append(EffectivePrivilege(row.principal, row.privilege, type_, name, via))
    return tuple(found)


def show_grants(
    snapshot: Snapshot,
    statement: s.ShowGrants,
    session: Session | None = None,
    *,
    asker: str | None = None,
) -> tuple[GrantRow, ...]:
    """Return what SHOW GRANTS prints; an inherited row names the securable that bears it.

    Args:
        snapshot: What is asked about.
        statement: The statement; its principal narrows the rows to that very name.
        session: Where unqualified names are looked up.
        asker: Who asks. Whoever may manage the securable sees every row, anybody else her own
            and those of her groups; None sees all.

    Raises:
        GovsimError: `unknown-securable`, `wrong-type`.

    Source:
        Unity Catalog documentation: SQL *show grants*; *manage privileges*. That a principal
        named is matched by its very name is inferred.
    """
    if statement.on is None:
        return tuple(_of_recipient(snapshot, statement.principal or "", asker))
    on = find(snapshot, session or Session(), statement.on, statement.at)
    shown = _hive_rows(snapshot, on) if on.is_hive else _unity_rows(snapshot, on)
    named = statement.principal
    return tuple(
        row for row in _seen(snapshot, on, shown, asker) if named is None or row.principal == named
    )


def _securable(snapshot: Snapshot, key: str) -> Securable:
    if (found := snapshot.securables.get(key)) is not None:
        return found
    raise GovsimError("unknown-securable", f"no securable of key `{key}`")


def _rows(snapshot: Snapshot, on: Securable) -> Iterator[tuple[Grant, Securable]]:
    """Yield each row that counts on a securable, with the securable that bears it."""
    takes = applicable(on.type, on.kind, hive=on.is_hive)
    for held in Standing(snapshot, "").chain(on):
        if held.key == METASTORE_KEY and held is not on:
            continue
        for privilege, holders in sorted(snapshot.grants.get(held.key, {}).items()):
            if held is on or _reaches(privilege, held, takes):
                yield from ((row, held) for _, row in sorted(holders.items()))


def _reaches(privilege: str, held: Securable, takes: frozenset[str]) -> bool:
    if privilege == "USE SCHEMA" and held.kind is Kind.SYSTEM and held.type is T.CATALOG:
        return False  # stored, and reaches no schema of the system catalog
    return privilege in takes or privilege == "BROWSE"


def _unity_rows(snapshot: Snapshot, on: Securable) -> Iterator[GrantRow]:
    for row, held in _rows(snapshot, on):
        yield GrantRow(row.principal, row.privilege, str(held.type), held.name)


def _hive_rows(snapshot: Snapshot, on: Securable) -> Iterator[GrantRow]:
    """Yield the legacy form: ownership is a row, a denial is told, and types have other words."""
    for held in Standing(snapshot, "").chain(on):
        if held.key != METASTORE_KEY:
            name = ".".join(f"`{part}`" for part in parts_of(held.name)[1:]) or held.name
            yield GrantRow(held.owner, "OWN", _HIVE_WORD.get(held.type, str(held.type)), name)
            for privilege, holders in sorted(snapshot.grants.get(held.key, {}).items()):
                for who, row in sorted(holders.items()):
                    action = f"DENIED_{privilege}" if row.denied else privilege
                    type_ = _HIVE_WORD.get(held.type, str(held.type))
                    yield GrantRow(who, action, type_, name)


def _of_recipient(snapshot: Snapshot, recipient: str, asker: str | None) -> Iterator[GrantRow]:
    for key in sorted(snapshot.children.get(METASTORE_KEY, {})):
        share = snapshot.securables[key]
        if share.type is T.SHARE:
            rows = (row for row in _unity_rows(snapshot, share) if row.principal == recipient)
            yield from _seen(snapshot, share, rows, asker)


def _seen(
    snapshot: Snapshot, on: Securable, rows: Iterator[GrantRow], asker: str | None
) -> Iterator[GrantRow]:
    if asker is None:
        return rows
    standing = Standing(snapshot, asker)
    if standing.manage(on)[0] is not None or (on.is_hive and standing.is_workspace_admin):
        return rows
    if on.key == METASTORE_KEY and standing.is_account_admin:
        return rows
    return (row for row in rows if row.principal in standing.ids)
