"""Holds what CREATE of a securable, function or procedure do to the metastore."""

from __future__ import annotations

from dataclasses import replace

from govsim.catalog.everywhere import require_reads
from govsim.catalog.governance import (
    CHANGED,
    UNCHANGED,
    Effect,
    mask_call,
    refuse,
)
from govsim.catalog.guards import require_columns
from govsim.catalog.missed import missed_by
from govsim.catalog.session import Session, find, parent_key, unknown
from govsim.catalog.shapes import given_by
from govsim.catalog.snapshot import NO_ROWS, STORED, Draft, paths_above, stored_at
from govsim.catalog.validity import is_read_only, require_unity
from govsim.errors import Place
from govsim.model import statements as s
from govsim.model import values as v
from govsim.model.kinds import RELATIONS, Kind, SecurableType, key_of

T = SecurableType


def create(draft: Draft, statement: s.Create, session: Session, actor: str) -> Effect:
    """Create a securable, which its creator then owns."""
    name = session.qualify(statement.target.type, statement.target.name)
    found = place_for(draft, statement.target.type, name, statement)
    if found is None:
        return UNCHANGED
    kind = _kind(draft, statement, name)
    made = replace(found, owner=actor, kind=kind, comment=statement.comment)
    if (held := draft.securables.get(found.key)) is not None and held.kind is Kind.SYSTEM:
        made = replace(made, owner=held.owner, kind=Kind.SYSTEM)  # the platform's own, described
    if statement.target.type in RELATIONS:
        made = replace(made, detail=_relation(draft, statement, session, found))
        made = _kept(draft, made)
        if made.type is T.VIEW:
            draft.set_rows(made.key, NO_ROWS)
    else:
        made = replace(made, detail=_storage(draft, statement, session))
    require_free_location(draft, made, statement.at)
    draft.put(made)
    if made.type is T.CATALOG:
        _default_schemas(draft, made, actor)
    if made.type is T.EXTERNAL_METADATA:
        draft.add_row(v.Grant(v.ACCOUNT_USERS, "BROWSE", made.key, actor, at=statement.at))
    return CHANGED


def _kind(draft: Draft, statement: s.Create, name: str) -> Kind:
    """Return the kind of what is made; a table of a read-only catalog is of the catalog's kind."""
    if statement.target.type is not T.TABLE:
        return statement.kind
    catalog = draft.securables.get(key_of(T.CATALOG, name.partition(".")[0]))
    if catalog is not None and is_read_only(draft, catalog):
        return catalog.kind
    return statement.kind


_UNITY_ONLY = {T.VOLUME: "volumes are", T.MODEL: "registered models are"}


def place_for(
    draft: Draft, type_: SecurableType, name: str, statement: s.Create | s.CreateRoutine
) -> v.Securable | None:
    """Return a blank securable to fill in, or None when IF NOT EXISTS finds one there.

    Raises:
        GovsimError: `unknown-securable` when its parent is missing, `already-exists`.
    """
    parent = parent_key(type_, name)
    if parent is not None and parent not in draft.securables:
        up = T.SCHEMA if parent.startswith("schema:") else T.CATALOG
        raise unknown(draft, up, parent.partition(":")[2], statement.at)
    if parent is not None and type_ in _UNITY_ONLY:
        require_unity(draft.securables[parent], _UNITY_ONLY[type_], statement.at)
    held = draft.securables.get(key_of(type_, name))
    if held is None and isinstance(statement, s.Create) and statement.must_exist:
        raise unknown(draft, type_, name, statement.at)
    if held is not None and statement.if_not_exists:
        return None
    described = held is not None and held.kind is Kind.SYSTEM  # a state says more of it
    if held is not None and not ((statement.or_replace or described) and held.type is type_):
        refuse(
            "already-exists",
            f"{held.title} already exists",
            statement.at,
            "write IF NOT EXISTS, or OR REPLACE" if held.type is type_ else "choose another name",
        )
    return v.Securable(key_of(type_, name), type_, name, parent, "")


def _relation(
    draft: Draft, statement: s.Create, session: Session, found: v.Securable
) -> v.RelationDetail:
    columns = tuple(column_from(draft, session, spec, statement.at) for spec in statement.columns)
    body, filter_ = statement.body, None
    if statement.row_filter is not None:
        filter_ = mask_call(draft, session, statement.row_filter, None, statement.at)
    if statement.clone is not None or statement.like:
        source = statement.clone.source if statement.clone is not None else statement.like
        columns = find(draft, session, s.Target(T.TABLE, source), statement.at).columns
    reads = session.reads(body) if body else ()
    require_reads(draft, reads, statement.at)
    if body and not columns and found.type is T.TABLE and statement.kind is not Kind.STREAMING:
        # Of a view, columns are worked out when they are asked for; a table is made once.
        columns = given_by(draft, f"{session.temporary()}{body.text}", session.within)
    require_columns(statement, columns)
    keeps_body = found.type is not T.TABLE or statement.kind is Kind.STREAMING
    return v.RelationDetail(
        columns=columns,
        row_filter=filter_,
        location=statement.location,
        body=body.text if body and keeps_body else None,
        within=session.within if body and keeps_body else "",
        reads=reads if keeps_body else (),
        calls=session.calls(body, draft) if body and keeps_body else (),
        paths=body.paths if body and keeps_body else (),
        properties=statement.options,
        constraints=statement.constraints,
        uses=session.uses(body) if body and keeps_body else (),
    )


def column_from(draft: Draft, session: Session, spec: s.ColumnSpec, at: Place | None) -> v.Column:
    """Return the column that a statement describes, its mask resolved."""
    made = v.Column(spec.name, spec.type, spec.nullable, spec.comment, default=spec.default)
    if not spec.mask:
        return made
    return replace(made, mask=mask_call(draft, session, spec.mask, made, at))


def _kept(draft: Draft, made: v.Securable) -> v.Securable:
    """Return a replaced relation with what REPLACE keeps: filter, masks, tags, and the owner.

    A view keeps nothing, nor its grants.

    Source:
        Databricks SQL documentation: *create view*, OR REPLACE (it drops and creates); *create
        table using*; row filters and column masks.
    """
    held = draft.securables.get(made.key)
    detail = made.detail
    assert isinstance(detail, v.RelationDetail)
    before = held or (lost.securable if (lost := draft.dropped.get(made.key)) else None)
    if before is not None:
        detail = replace(detail, missed=missed_by(draft, before, made))
        made = replace(made, detail=detail)
    if made.type is T.VIEW or held is None:
        return made
    if not isinstance(held.detail, v.RelationDetail):
        return replace(made, owner=held.owner, tags=held.tags)
    masks = {column.name.lower(): column for column in held.columns}
    columns = tuple(
        replace(
            column,
            mask=column.mask or masks[column.name.lower()].mask,
            tags=masks[column.name.lower()].tags,
        )
        if column.name.lower() in masks
        else column
        for column in made.columns
    )
    detail = replace(
        detail, columns=columns, row_filter=detail.row_filter or held.detail.row_filter
    )
    return replace(made, owner=held.owner, tags=held.tags, detail=detail)


def _storage(draft: Draft, statement: s.Create, session: Session) -> v.StorageDetail:
    if statement.credential:
        require_credential(draft, statement.credential, statement.at)
    if statement.source:
        type_ = T.CONNECTION if statement.kind is Kind.FOREIGN else T.PROVIDER
        key = key_of(type_, statement.source[0].lower())
        if key not in draft.securables:
            raise unknown(draft, type_, statement.source[0], statement.at)
    return v.StorageDetail(
        location=statement.location,
        credential=statement.credential,
        source=".".join(statement.source) or None,
        options=statement.options,
    )


def _default_schemas(draft: Draft, catalog: v.Securable, actor: str) -> None:
    """Make what a new catalog has: `information_schema`, and `default` unless it is read-only."""
    kinds = {"default": Kind.PLAIN, "information_schema": Kind.SYSTEM}
    if catalog.kind in (Kind.FOREIGN, Kind.SHARED):
        del kinds["default"]
    for schema, kind in kinds.items():
        name = f"{catalog.name}.{schema}"
        key = key_of(T.SCHEMA, name)
        if key not in draft.securables:
            owner = actor if kind is Kind.PLAIN else "System user"
            draft.put(v.Securable(key, T.SCHEMA, name, catalog.key, owner, kind))


def require_credential(draft: Draft, name: str, at: Place | None) -> None:
    """Refuse a credential that does not exist.

    Raises:
        GovsimError: `unknown-securable`.
    """
    if key_of(T.CREDENTIAL, name.lower()) not in draft.securables:
        raise unknown(draft, T.CREDENTIAL, name, at)


def require_free_location(draft: Draft, made: v.Securable, at: Place | None) -> None:
    """Refuse a path that another securable takes up beside which it cannot lie, or that holds one.

    A table or volume lies in no other one, nor in the managed storage of a catalog or schema.

    Raises:
        GovsimError: `location-overlap`.
    """
    path = stored_at(made)
    if path is None:
        return
    kinds = _APART[STORED[made.type]]
    taken = [
        key
        for place in (path, *paths_above(path))
        for key in draft.located.get(place, ())
        if key != made.key and STORED[draft.securables[key].type] in kinds
    ]
    inside = sum(draft.beneath.get(f"{kind}|{path}", 0) for kind in kinds)
    if taken:
        holder = draft.securables[taken[0]]
        over = f"{holder.title} at `{getattr(holder.detail, 'location', '')}`"
    elif inside:
        over = f"{inside} other{'s' if inside > 1 else ''} stored below it"
    else:
        return
    location = getattr(made.detail, "location", "")
    refuse("location-overlap", f"path `{location}` overlaps {over}", at, "choose a path outside it")


# Source: Databricks documentation, *managed storage*: no external data in it.
_APART = {
    "data": ("data", "managed"),
    "managed": ("data",),
    "location": ("location",),
}


def _as_invoker(statement: s.CreateRoutine) -> bool:
    """Whether a procedure runs with its caller's rights, as it does unless it says DEFINER."""
    return "DEFINER" not in (
        said.upper() for word, said in statement.options if word == "SQL SECURITY"
    )


def create_routine(
    draft: Draft, statement: s.CreateRoutine, session: Session, actor: str
) -> Effect:
    """Create a function or procedure; a replaced one keeps its owner."""
    if statement.temporary:
        return UNCHANGED
    type_ = statement.target.type
    name = session.qualify(type_, statement.target.name)
    found = place_for(draft, type_, name, statement)
    if found is None:
        return UNCHANGED
    body = statement.body
    detail = v.RoutineDetail(
        parameters=tuple(
            v.Column(spec.name, spec.type, comment=spec.comment, default=spec.default)
            for spec in statement.parameters
        ),
        returns=statement.returns,
        body=body.text if body else None,
        within=session.within if body else "",
        language=statement.language,
        invoker=type_ is T.PROCEDURE and _as_invoker(statement),
        reads=session.reads(body) if body else (),
        calls=session.calls(body, draft) if body else (),
        paths=body.paths if body else (),
        uses=session.uses(body) if body else (),
    )
    held = draft.securables.get(found.key)
    owner = held.owner if held else actor
    draft.put(replace(found, owner=owner, comment=statement.comment, detail=detail))
    return CHANGED
