"""Holds what the non-SQL actions do to the metastore."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from govsim.catalog.creation import create
from govsim.catalog.data_definition import drop, rename
from govsim.catalog.governance import CHANGED, UNCHANGED, Effect, refuse, set_tags
from govsim.catalog.governed_tags import govern_tag
from govsim.catalog.session import Session, find
from govsim.catalog.snapshot import Draft
from govsim.errors import nearest
from govsim.model import statements as s
from govsim.model import values as v
from govsim.model.kinds import Kind, SecurableType

T = SecurableType
ActionEffect = Callable[[Draft, s.Action, Session, str], Effect]


def named(action: s.Action, type_: SecurableType, key: str = "name") -> s.Target:
    """Return the securable that an argument names.

    Raises:
        GovsimError: `missing-argument`.
    """
    value = action.get(key)
    if not value:
        refuse("missing-argument", f"action {action.name} needs `{key}=…`", action.at)
    return s.Target(type_, tuple(value.split(".")))


def _creates(type_: SecurableType, kind: Kind = Kind.PLAIN) -> ActionEffect:
    def make(draft: Draft, action: s.Action, session: Session, actor: str) -> Effect:
        made = s.Create(target=named(action, type_), kind=kind, at=action.at)
        return create(draft, made, session, actor)

    return make


def _create_model(draft: Draft, action: s.Action, session: Session, actor: str) -> Effect:
    create(draft, s.Create(target=named(action, T.MODEL), at=action.at), session, actor)
    found = find(draft, session, named(action, T.MODEL), action.at)
    draft.put(replace(found, detail=v.RoutineDetail(language="MODEL", versions=1)))
    return CHANGED


def _new_version(draft: Draft, action: s.Action, session: Session, actor: str) -> Effect:
    found = find(draft, session, named(action, T.MODEL), action.at)
    detail = found.detail if isinstance(found.detail, v.RoutineDetail) else v.RoutineDetail()
    draft.put(replace(found, detail=replace(detail, versions=detail.versions + 1)))
    return CHANGED


def _set_alias(draft: Draft, action: s.Action, session: Session, actor: str) -> Effect:
    found = find(draft, session, named(action, T.MODEL), action.at)
    detail = found.detail if isinstance(found.detail, v.RoutineDetail) else v.RoutineDetail()
    aliases = {**dict(detail.aliases), action.get("alias"): action.get("version")}
    draft.put(replace(found, detail=replace(detail, aliases=tuple(sorted(aliases.items())))))
    return CHANGED


def _set_tag(draft: Draft, action: s.Action, session: Session, actor: str) -> Effect:
    tags = ((action.get("key"), action.get("value") or None),)
    made = s.SetTags(target=named(action, T.MODEL), tags=tags, at=action.at)
    return set_tags(draft, made, session, actor)


def _rename(draft: Draft, action: s.Action, session: Session, actor: str) -> Effect:
    to = tuple(action.get("new_name").split("."))
    return rename(
        draft, s.Rename(target=named(action, T.MODEL), to=to, at=action.at), session, actor
    )


def _delete_model(draft: Draft, action: s.Action, session: Session, actor: str) -> Effect:
    return drop(draft, s.Drop(target=named(action, T.MODEL), at=action.at), session, actor)


def _delete_tag(draft: Draft, action: s.Action, session: Session, actor: str) -> Effect:
    dropped = s.GovernTag(key=action.get("key"), action="drop", at=action.at)
    return govern_tag(draft, dropped, session, actor)


def _exists(type_: SecurableType, key: str = "name") -> ActionEffect:
    def check(draft: Draft, action: s.Action, session: Session, actor: str) -> Effect:
        find(draft, session, named(action, type_, key), action.at)
        return UNCHANGED

    return check


def _nothing(draft: Draft, action: s.Action, session: Session, actor: str) -> Effect:
    return UNCHANGED


ACTIONS: Final[dict[str, ActionEffect]] = {
    "create_model": _create_model,
    "create_storage_credential": _creates(T.STORAGE_CREDENTIAL),
    "create_service_credential": _creates(T.SERVICE_CREDENTIAL),
    "create_external_metadata": _creates(T.EXTERNAL_METADATA),
    "vector_index_create": _creates(T.TABLE, Kind.INDEX),
    "model_create_version": _new_version,
    "model_set_alias": _set_alias,
    "model_set_tag": _set_tag,
    "model_rename": _rename,
    "model_delete": _delete_model,
    "governed_tag_delete": _delete_tag,
    "model_load": _exists(T.MODEL),
    "serving_create": _exists(T.MODEL, "model"),
    "vector_index_query": _exists(T.TABLE),
    "generate_temporary_table_credentials": _exists(T.TABLE, "table"),
    "lineage_get": _exists(T.TABLE, "object"),
    "table_metadata": _exists(T.TABLE, "object"),
    **dict.fromkeys(
        (
            "external_lineage_create",
            "volume_read",
            "volume_write",
            "path_read",
            "path_write",
            "generate_temporary_path_credentials",
            "serving_query",
            "job_run",
            "notebook_run",
        ),
        _nothing,
    ),
}


def apply_action(draft: Draft, action: s.Action, session: Session, actor: str) -> Effect:
    """Apply a non-SQL action.

    Raises:
        GovsimError: `unknown-action`, or what the action itself refuses.
    """
    if (effect := ACTIONS.get(action.name)) is None:
        near = nearest(action.name, ACTIONS)
        hint = f"did you mean `{near}`?" if near else f"one of {', '.join(sorted(ACTIONS))}"
        refuse("unknown-action", f"no action named `{action.name}`", action.at, hint)
    return effect(draft, action, session, actor)
