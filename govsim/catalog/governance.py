"""Holds what grants, ownership, tags, filters, masks and policies do to the metastore."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NoReturn

from govsim.catalog.columns import column_of, put_column
from govsim.catalog.groups import add_group, declare, remove_members, require_group
from govsim.catalog.guards import is_column, require_fit
from govsim.catalog.session import Session, find
from govsim.catalog.snapshot import NO_ROWS, Draft, kind_of_principal, known_principals
from govsim.catalog.validity import (
    implied_by_all,
    require_principal,
    require_privilege,
    require_unity,
)
from govsim.errors import GovsimError, Place, nearest
from govsim.model import statements as s
from govsim.model import values as v
from govsim.model.kinds import Kind, SecurableType
from govsim.model.privileges import ALL_PRIVILEGES, DML, NOT_IN_ALL

T = SecurableType


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a reader of the script should know; no error."""

    code: str
    message: str
    at: Place | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """Whether a statement changed anything, and what deserves a word."""

    changed: bool = True
    notes: tuple[Note, ...] = ()


CHANGED, UNCHANGED = Effect(), Effect(changed=False)


def refuse(code: str, message: str, at: Place | None, hint: str | None = None) -> NoReturn:
    """Refuse a statement."""
    raise GovsimError(code, message, at=at, hint=hint)


# --- rows -----------------------------------------------------------------------------------


def grant(draft: Draft, statement: s.Grant, session: Session, actor: str) -> Effect:
    """Store one row a privilege; a row that is there already changes nothing."""
    on = find(draft, session, statement.on, statement.at)
    _require_rows(draft, statement, on)
    new = False
    for privilege in statement.privileges:
        row = v.Grant(statement.to, privilege, on.key, actor, at=statement.at)
        new = draft.add_row(row) or new
    notes = [*_beta_notes(statement, on), *_assumed(draft, statement)]
    if on.kind is Kind.SYSTEM and on.type is T.CATALOG and "USE SCHEMA" in statement.privileges:
        notes.append(
            Note(
                "no-effect",
                "USE SCHEMA granted on catalog `system` is stored and reaches none of its schemas",
                statement.at,
            )
        )
    return Effect(new, tuple(notes)) if notes else CHANGED if new else UNCHANGED


def revoke(draft: Draft, statement: s.Revoke, session: Session, actor: str) -> Effect:
    """Take rows away on this securable only; ALL PRIVILEGES takes those it implies as well."""
    on = find(draft, session, statement.on, statement.at)
    _require_rows(draft, statement, on)
    gone = False
    for privilege in statement.privileges:
        gone |= draft.drop_row(on.key, privilege, statement.to)
        if privilege == ALL_PRIVILEGES:
            for implied in implied_by_all(on) - NOT_IN_ALL:
                gone |= draft.drop_row(on.key, implied, statement.to)
    return Effect(gone, _beta_notes(statement, on))


def deny(draft: Draft, statement: s.Deny, session: Session, actor: str) -> Effect:
    """Store a denial; only the legacy metastore knows it."""
    on = find(draft, session, statement.on, statement.at)
    if not on.is_hive:
        refuse(
            "no-deny",
            f"Unity Catalog has no DENY; `{on.name}` is not in hive_metastore",
            statement.at,
            "revoke the grant, or narrow the group that holds it",
        )
    for privilege in statement.privileges:
        require_privilege(privilege, on, fine_grained_dml=False, at=statement.at)
        draft.add_row(v.Grant(statement.to, privilege, on.key, actor, True, statement.at))
    return CHANGED


def _require_rows(draft: Draft, statement: s.Grant | s.Revoke, on: v.Securable) -> None:
    if on.kind is Kind.SYSTEM and on.name.partition(".")[0] == "samples":
        refuse("read-only-catalog", "the `samples` catalog cannot be changed", statement.at)
    fine = draft.settings.fine_grained_dml
    for privilege in statement.privileges:
        require_privilege(privilege, on, fine_grained_dml=fine, at=statement.at)
    if (on.type is T.SHARE) != statement.to_recipient:
        refuse(
            "recipient-expected" if on.type is T.SHARE else "recipient-not-expected",
            f"a grant on {str(on.type).lower()} `{on.name}` is "
            + ("made to a recipient" if on.type is T.SHARE else "not made to a recipient"),
            statement.at,
            f"write TO RECIPIENT `{statement.to}`" if on.type is T.SHARE else None,
        )
    if statement.to_recipient:
        find(draft, Session(), s.Target(T.RECIPIENT, (statement.to,)), statement.at)
        return
    if isinstance(statement, s.Revoke) and any(
        statement.to in holders for holders in draft.grants.get(on.key, NO_ROWS).values()
    ):
        return  # who holds a row may lose it, whoever they are
    require_principal(draft, statement.to, at=statement.at, hive=on.is_hive)


def _beta_notes(statement: s.Grant | s.Revoke, on: v.Securable) -> tuple[Note, ...]:
    if DML.isdisjoint(statement.privileges) or on.is_hive:
        return ()
    return tuple(
        Note(
            "beta-privilege",
            f"{privilege} is a Beta privilege: where the preview is off, this is refused and "
            "MODIFY is the only write privilege",
            statement.at and statement.at.at_word(privilege),
        )
        for privilege in statement.privileges
        if privilege in DML
    )


def _assumed(draft: Draft, statement: s.Grant) -> tuple[Note, ...]:
    if statement.to in draft.principals or statement.to_recipient:
        return ()
    kind = require_principal(draft, statement.to, at=statement.at)
    few = len(draft.principals) <= 200  # among many, each name has a neighbour
    known = known_principals(draft) if few else ()
    draft.principals[statement.to] = kind
    words = f"`{statement.to}` is taken for a {kind}"
    bare = statement.to.strip()
    blank = bare != statement.to and bare in draft.principals
    if near := bare if blank else nearest(statement.to, known, cutoff=0.9):
        words += f"; did you mean `{near}`?"
    at = statement.at.at_word(statement.to) if statement.at else None
    return (Note("assumed-principal", words, at),)


# --- ownership ------------------------------------------------------------------------------


def alter_owner(draft: Draft, statement: s.AlterOwner, session: Session, actor: str) -> Effect:
    """Give a securable to another principal."""
    found = find(draft, session, statement.target, statement.at)
    require_principal(draft, statement.owner, at=statement.at, hive=found.is_hive)
    if statement.owner not in draft.principals:
        draft.principals[statement.owner] = require_principal(
            draft, statement.owner, at=statement.at, hive=found.is_hive
        )
    draft.put(replace(found, owner=statement.owner))
    return Effect(found.owner != statement.owner)


# --- tags -----------------------------------------------------------------------------------


def set_tags(draft: Draft, statement: s.SetTags, session: Session, actor: str) -> Effect:
    """Set tags; a governed key takes only its own values."""
    found = find(draft, session, statement.target, statement.at)
    require_unity(found, "tags are", statement.at)
    held = dict(_tags_of(draft, found, statement.column, statement.at))
    for key, value in statement.tags:
        _require_value(draft, key, value, statement.at)
        if statement.form == "set" and key in held:
            refuse(
                "tag-is-set",
                f"tag `{key}` is already set on `{found.name}`",
                statement.at,
                "UNSET TAG first, or use ALTER … SET TAGS",
            )
    _put_tags(
        draft, found, statement.column, tuple(sorted({**held, **dict(statement.tags)}.items()))
    )
    return Effect(dict(statement.tags).items() - held.items() != set())


def unset_tags(draft: Draft, statement: s.UnsetTags, session: Session, actor: str) -> Effect:
    """Unset tags; a key that is not set changes nothing."""
    found = find(draft, session, statement.target, statement.at)
    held = _tags_of(draft, found, statement.column, statement.at)
    left = tuple((key, value) for key, value in held if key not in statement.keys)
    _put_tags(draft, found, statement.column, left)
    return Effect(left != held)


def _require_value(draft: Draft, key: str, value: str | None, at: Place | None) -> None:
    governed = draft.settings.governed_tags.get(key)
    if governed and governed.key_only and value is not None:
        refuse("tag-value", f"governed tag `{key}` takes no value", at, "set the key alone")
    if governed and governed.values and value not in governed.values:
        allowed = ", ".join(governed.values)
        refuse(
            "tag-value", f"`{value}` is no value of governed tag `{key}`", at, f"one of {allowed}"
        )


def _tags_of(draft: Draft, found: v.Securable, column: str | None, at: Place | None) -> v.Tags:
    return found.tags if column is None else column_of(draft, found, column, at).tags


def _put_tags(draft: Draft, found: v.Securable, column: str | None, tags: v.Tags) -> None:
    if column is None:
        draft.put(replace(found, tags=tags))
    else:
        put_column(draft, found, replace(column_of(draft, found, column, None), tags=tags))


# --- filters, masks, policies ---------------------------------------------------------------


def mask_call(
    draft: Draft, session: Session, use: s.FunctionUse, column: v.Column | None, at: Place | None
) -> v.MaskCall:
    """Return a filter, or the mask of a column, with its function resolved.

    Raises:
        GovsimError: `unknown-securable` when the function does not exist, `unfit-function`.
    """
    function = find(draft, session, s.Target(T.FUNCTION, use.function), at)
    require_fit(function, use, column, at)
    return v.MaskCall(function.key, use.arguments, column.name if column is not None else "")


def set_row_filter(draft: Draft, statement: s.SetRowFilter, session: Session, actor: str) -> Effect:
    """Set or drop the one row filter of a table."""
    found = _filterable(draft, statement.target, session, statement.at)
    call = None
    if statement.filter is not None:
        call = mask_call(draft, session, statement.filter, None, statement.at)
        for argument in filter(is_column, statement.filter.arguments):
            column_of(draft, found, argument, statement.at)
    detail = found.detail if isinstance(found.detail, v.RelationDetail) else v.RelationDetail()
    draft.put(replace(found, detail=replace(detail, row_filter=call)))
    return Effect(detail.row_filter != call)


def set_mask(draft: Draft, statement: s.SetMask, session: Session, actor: str) -> Effect:
    """Set or drop the one mask of a column."""
    found = _filterable(draft, statement.target, session, statement.at)
    column = column_of(draft, found, statement.column, statement.at)
    call = None
    if statement.mask is not None:
        call = mask_call(draft, session, statement.mask, column, statement.at)
        for argument in filter(is_column, statement.mask.arguments):
            column_of(draft, found, argument, statement.at)
    put_column(draft, found, replace(column, mask=call))
    return Effect(column.mask != call)


def _filterable(draft: Draft, target: s.Target, session: Session, at: Place | None) -> v.Securable:
    found = find(draft, session, target, at)
    if found.type is T.VIEW:
        refuse(
            "no-filter-on-view",
            f"`{found.name}` is a view; filters and masks go on tables",
            at,
            "set it on the table that the view reads: views pass it through",
        )
    require_unity(found, "row filters and column masks are", at)
    return found


# --- workspace-local groups -------------------------------------------------------------------


def alter_group(draft: Draft, statement: s.AlterGroup, session: Session, actor: str) -> Effect:
    """Make, drop or change a workspace-local group; no Unity Catalog grant can name it."""
    name, at = statement.name, statement.at
    known = draft.principals.get(name)
    members = (*statement.users, *statement.groups)
    if statement.action == "create":
        if known is not None:
            refuse("already-exists", f"{known} `{name}` exists already", at)
        draft.principals[name] = v.PrincipalKind.WORKSPACE_GROUP
    else:
        require_group(draft, name, at)
    before = draft.members.get(name, frozenset())
    if statement.action == "drop":
        remove_members(draft, name, before)
        for above in draft.parents.get(name, frozenset()):
            remove_members(draft, above, (name,))
        del draft.principals[name]
        return CHANGED
    if statement.action == "remove":
        remove_members(draft, name, members)
    else:
        for user in statement.users:
            if kind_of_principal(user) is v.PrincipalKind.GROUP and user not in draft.principals:
                declare(draft, user, v.PrincipalKind.USER)
        add_group(draft, name, members, kind=known or v.PrincipalKind.WORKSPACE_GROUP, at=at)
    return Effect(known is None or draft.members.get(name, frozenset()) != before)
