"""Holds what DROP, UNDROP, RENAME, COMMENT and ALTER do to the metastore."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from govsim.catalog.columns import column_of, put_column
from govsim.catalog.creation import require_credential, require_free_location
from govsim.catalog.everywhere import require_reads
from govsim.catalog.governance import (
    CHANGED,
    UNCHANGED,
    Effect,
    Note,
    refuse,
)
from govsim.catalog.missed import missed_by
from govsim.catalog.session import Session, find, parent_key, unknown
from govsim.catalog.snapshot import NO_ROWS, STORED, Draft, Dropped, stored_at
from govsim.errors import GovsimError, Place
from govsim.model import statements as s
from govsim.model import values as v
from govsim.model.kinds import IN_SCHEMA, RELATIONS, SecurableType, full_name, key_of
from govsim.model.privileges import READ_ONLY

T = SecurableType


# --- drop, undrop, rename -----------------------------------------------------------------------


def drop(draft: Draft, statement: s.Drop, session: Session, actor: str) -> Effect:
    """Drop a securable; its grants go with it. A container must be empty, or CASCADE said."""
    try:
        found = find(draft, session, statement.target, statement.at)
    except GovsimError:
        if statement.if_exists:
            return UNCHANGED
        raise
    if found.type is T.VIEW and statement.target.type is T.TABLE:
        what = f"`{found.name}` is a view, not a table [WRONG_COMMAND_FOR_OBJECT_TYPE]"
        refuse("wrong-type", what, statement.at, f"write DROP {found.title}")
    inside = [key for key in draft.children.get(found.key, {}) if not _comes_with(draft, key)]
    if inside and not statement.cascade:
        refuse(
            "not-empty",
            f"{found.title} holds {len(inside)} securable{'s' if len(inside) > 1 else ''}",
            statement.at,
            "write CASCADE",
        )
    if not statement.cascade and (users := _in_use(draft, found)):
        what = f"{found.title} is in use by {users}"
        refuse("in-use", what, statement.at, f"write DROP {found.title} FORCE")
    for gone in list(_below(draft, found.key)):
        held = draft.securables[gone]
        draft.dropped[gone] = Dropped(
            held, dict(draft.grants.get(gone, NO_ROWS)), draft.policies.get(gone, ())
        )
        draft.remove(gone)
    return CHANGED


def _in_use(draft: Draft, found: v.Securable) -> str:
    """Return what rests on a credential or an external location, in words; nothing is empty.

    Source:
        Databricks SQL documentation: *drop credential*, *drop location*, FORCE.
    """
    beside = [draft.securables[key] for key in draft.children.get(found.parent or "", ())]
    if found.type is T.EXTERNAL_LOCATION and (path := stored_at(found)) is not None:
        below = (held for held in beside if held.type is T.CATALOG)
        kept = next((held.title for held in below if (stored_at(held) or "").startswith(path)), "")
        if not kept and _holds(draft, path, "managed"):
            kept = "managed storage of schemas below its url"
        return kept or ("tables or volumes below its url" if _holds(draft, path, "data") else "")
    if found.type in _CREDENTIALS:
        named = (held for held in beside if _credential_of(held) == found.name)
        return next((held.title for held in named), "")
    return ""


_CREDENTIALS = frozenset({T.STORAGE_CREDENTIAL, T.SERVICE_CREDENTIAL})


def _holds(draft: Draft, path: str, kind: str) -> bool:
    """Whether something of a kind of `STORED` lies at a path or below it."""
    here = (draft.securables[key] for key in draft.located.get(path, ()))
    return draft.beneath.get(f"{kind}|{path}", 0) > 0 or any(STORED[h.type] == kind for h in here)


def _credential_of(held: v.Securable) -> str:
    return (getattr(held.detail, "credential", None) or "").lower()


def _comes_with(draft: Draft, key: str) -> bool:
    held = draft.securables[key]
    default = held.leaf in ("default", "information_schema") and held.type is T.SCHEMA
    return default and not draft.children.get(key)


def _below(draft: Draft, key: str) -> Iterator[str]:
    """Yield a securable and all it holds, the inmost first."""
    for child in list(draft.children.get(key, {})):
        yield from _below(draft, child)
    yield key


def undrop(draft: Draft, statement: s.Undrop, session: Session, actor: str) -> Effect:
    """Bring back a dropped securable, and all it held, with its grants."""
    key = session.key(statement.target.type, statement.target.name)
    if key not in draft.dropped:
        name = session.qualify(statement.target.type, statement.target.name)
        refuse("not-dropped", f"`{name}` was not dropped", statement.at)
    if key in draft.securables:
        refuse(
            "already-exists",
            f"{draft.securables[key].title} exists again",
            statement.at,
            "rename it before UNDROP",
        )
    parent = draft.dropped[key].securable.parent
    if parent is not None and parent not in draft.securables:
        type_, above = draft.dropped[parent].securable.type, parent.partition(":")[2]
        raise unknown(draft, type_, above, statement.at)
    _bring_back(draft, key)
    return CHANGED


def _bring_back(draft: Draft, key: str) -> None:
    kept = draft.dropped.pop(key)
    draft.put(kept.securable)
    draft.set_rows(key, kept.grants)
    if kept.policies:
        draft.policies[key] = kept.policies
    gone = draft.frozen("dropped")
    children = [k for k, held in gone.items() if held.securable.parent == key]
    for child in children:
        _bring_back(draft, child)


def rename(draft: Draft, statement: s.Rename, session: Session, actor: str) -> Effect:
    """Rename a securable; grants, tags and what it holds follow it. Views that read it break."""
    found = find(draft, session, statement.target, statement.at)
    to = statement.to
    if len(to) == 1 and found.type in IN_SCHEMA | {T.SCHEMA}:
        to = (*tuple(found.name.split(".")[:-1]), *to)
    name = session.qualify(found.type, to)
    if key_of(found.type, name) in draft.securables:
        refuse("already-exists", f"`{name}` already exists", statement.at, "choose another name")
    parent = parent_key(found.type, name)
    if parent is not None and parent not in draft.securables:
        raise unknown(draft, T.SCHEMA, parent.partition(":")[2], statement.at)
    notes = _require_named_by_sql(found, statement.at, supposed=session.supposing)
    _require_movable(found, name, statement.at)
    _move(draft, found, name, parent)
    return Effect(notes=notes)


def _require_named_by_sql(
    found: v.Securable, at: Place | None, *, supposed: bool
) -> tuple[Note, ...]:
    """Refuse the new name of a catalog or schema, which Catalog Explorer and the API give.

    Source:
        Databricks SQL documentation: *alter catalog*, *alter schema*, which have no RENAME;
        Databricks SDK: `catalogs.update` and `schemas.update` with `new_name`; read 2026-11-28.
    """
    if found.type not in (T.CATALOG, T.SCHEMA):
        return ()
    words = f"no statement renames {found.title}: Catalog Explorer and the API do"
    if not supposed:
        hint = "rename it there; `govsim impact` tells what breaks by this statement"
        refuse("fixed-name", words, at, hint)
    return (Note("fixed-name", words, at),)


def _require_movable(found: v.Securable, name: str, at: Place | None) -> None:
    """Refuse a name in another catalog to a relation, and any to a materialized view.

    Source:
        Databricks SQL documentation: *alter table*, *alter view*, RENAME TO.
    """
    if found.type is T.MATERIALIZED_VIEW:
        refuse("fixed-name", f"{found.title} cannot be renamed", at, "drop it and create it anew")
    if found.type in RELATIONS and name.split(".")[0] != found.name.split(".")[0]:
        what = f"{found.title} cannot be moved to another catalog by a rename"
        refuse("fixed-name", what, at, "create it there, and drop it here")


def _move(draft: Draft, found: v.Securable, name: str, parent: str | None) -> None:
    key = key_of(found.type, name)
    rows, policies = draft.grants.get(found.key, NO_ROWS), draft.policies.get(found.key, ())
    draft.put(replace(found, key=key, name=name, parent=parent))
    if rows:
        draft.set_rows(
            key,
            {
                privilege: {who: replace(row, on=key) for who, row in holders.items()}
                for privilege, holders in rows.items()
            },
        )
    if policies:
        draft.policies[key] = tuple(replace(policy, on=key) for policy in policies)
    for child in list(draft.children.get(found.key, {})):
        held = draft.securables[child]
        _move(draft, held, full_name((*name.split("."), held.leaf)), key)
    draft.remove(found.key)


# --- comments and the other ALTERs ------------------------------------------------------------


def comment(draft: Draft, statement: s.Comment, session: Session, actor: str) -> Effect:
    """Set or take away a comment."""
    found = find(draft, session, statement.target, statement.at)
    if statement.column is None:
        draft.put(replace(found, comment=statement.text))
        return Effect(found.comment != statement.text)
    column = column_of(draft, found, statement.column, statement.at)
    put_column(draft, found, replace(column, comment=statement.text))
    return Effect(column.comment != statement.text)


def alter_view(draft: Draft, statement: s.AlterView, session: Session, actor: str) -> Effect:
    """Give a view another query."""
    found = find(draft, session, statement.target, statement.at)
    reads = session.reads(statement.body)
    require_reads(draft, reads, statement.at)
    held = found.detail if isinstance(found.detail, v.RelationDetail) else v.RelationDetail()
    detail = v.RelationDetail(
        body=statement.body.text,
        within=session.within,
        reads=reads,
        calls=session.calls(statement.body, draft),
        paths=statement.body.paths,
        properties=held.properties,
        uses=session.uses(statement.body),
    )
    missed = missed_by(draft, found, replace(found, detail=detail))
    detail = replace(detail, missed=missed)
    draft.put(replace(found, detail=detail))
    return Effect(found.detail != detail)


def alter(draft: Draft, statement: s.Alter, session: Session, actor: str) -> Effect:
    """Change a securable that is no relation: what a share holds, where data lies, or text."""
    found = find(draft, session, statement.target, statement.at)
    detail = found.detail if isinstance(found.detail, v.StorageDetail) else v.StorageDetail()
    if statement.action in ("share add", "share remove"):
        changed = replace(detail, members=_members(draft, statement, session, detail.members))
    elif statement.location is not None:
        changed = replace(detail, location=statement.location)
        require_free_location(draft, replace(found, detail=changed), statement.at)
    elif statement.credential is not None:
        require_credential(draft, statement.credential, statement.at)
        changed = replace(detail, credential=statement.credential)
    else:
        return UNCHANGED  # a clause that no rule reads
    draft.put(replace(found, detail=changed))
    return Effect(changed != detail)


def _members(
    draft: Draft, statement: s.Alter, session: Session, held: tuple[str, ...]
) -> tuple[str, ...]:
    targets = (s.Target(statement.member, name) for name in statement.names)
    keys = [find(draft, session, target, statement.at).key for target in targets]
    left = [key for key in held if key not in keys]
    return (*left, *keys) if statement.action == "share add" else tuple(left)


def touch_target(
    draft: Draft, statement: s.Write | s.Maintain | s.Refresh, session: Session, actor: str
) -> Effect:
    """Check that the target is there; data is not simulated here."""
    if not isinstance(statement, s.Refresh) and statement.path is not None:
        return UNCHANGED
    found = find(draft, session, statement.target, statement.at)
    if isinstance(statement, s.Write) and found.kind in READ_ONLY:
        refuse("read-only-table", f"`{found.name}` is a {found.kind} table", statement.at)
    return UNCHANGED
