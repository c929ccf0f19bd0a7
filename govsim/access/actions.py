"""Decides the non-SQL actions: models, paths, credentials, endpoints, jobs, lineage."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from govsim.access.asking import Asking
from govsim.access.grants import ask_governing, ask_tagging
from govsim.access.operations import perform
from govsim.access.paths import holder_of, location_of, need_path
from govsim.access.renaming import ask_rename
from govsim.access.standing import USE
from govsim.model import statements as s
from govsim.model.kinds import Kind, SecurableType, key_of
from govsim.model.values import Securable

T = SecurableType
AskAction = Callable[[Asking, s.Action], None]


def _named(asking: Asking, action: s.Action, type_: SecurableType, key: str) -> Securable | None:
    name = tuple(filter(None, action.get(key).split(".")))
    if not name:
        asking.refuse("missing-argument", f"action {action.name} needs {key}=…")
        return None
    return asking.known(asking.session.key(type_, name))


def _on(type_: SecurableType, operation: str, key: str = "name") -> AskAction:
    def asked(asking: Asking, action: s.Action) -> None:
        if (found := _named(asking, action, type_, key)) is not None:
            perform(asking, operation, found)

    return asked


def _creates(type_: SecurableType) -> AskAction:
    def asked(asking: Asking, action: s.Action) -> None:
        from govsim.access.requirements import ask

        name = tuple(action.get("name").split("."))
        ask(asking, s.Create(target=s.Target(type_, name), at=action.at))

    return asked


def _tag_model(asking: Asking, action: s.Action) -> None:
    if (found := _named(asking, action, T.MODEL, "name")) is not None:
        ask_tagging(asking, found, (action.get("key"),))


def _rename_model(asking: Asking, action: s.Action) -> None:
    if (found := _named(asking, action, T.MODEL, "name")) is not None:
        ask_rename(asking, found, tuple(action.get("new_name").split(".")))


def _external_lineage(asking: Asking, action: s.Action) -> None:
    for side, operation in (("source", "feed external"), ("target", "be fed")):
        name = action.get(side)
        outside = asking.metastore.securables.get(key_of(T.EXTERNAL_METADATA, name.lower()))
        if outside is not None:
            perform(asking, "change external metadata", outside)
        elif (found := _named(asking, action, T.TABLE, side)) is not None:
            perform(asking, operation, found)


def _table_metadata(asking: Asking, action: s.Action) -> None:
    if (found := _named(asking, action, T.TABLE, "object")) is None:
        return
    if action.get("include_browse", "true").lower() == "true":
        asking.need_browse(found)
        return
    standing = asking.standing
    managed, _ = standing.manage(found)
    if managed is None:
        asking.use(found)
        if not standing.has_any(found):
            asking.need(found, "SELECT")


def _path(*, write: bool) -> AskAction:
    def asked(asking: Asking, action: s.Action) -> None:
        need_path(asking, action.get("path"), write=write)

    return asked


def _table_credentials(asking: Asking, action: s.Action) -> None:
    if (found := _named(asking, action, T.TABLE, "table")) is None:
        return
    _require_external_access(asking)
    _from_outside(asking, found, write="WRITE" in action.get("operation", "READ").upper())


def _from_outside(asking: Asking, found: Securable, *, write: bool) -> None:
    asking.use(found)
    asking.bound(found, write=write)
    asking.privileges(("SELECT", "MODIFY") if write else ("SELECT",), found)
    perform(asking, "use from outside", asking.metastore.securables[found.parent or ""])
    if found.type is not T.TABLE or found.kind in _NOT_VENDED:
        what = found.kind if found.type is T.TABLE else str(found.type).lower()
        asking.refuse("no-outside-access", f"{found.name} is a {what}: outside engines read tables")
    asking.unprotected(found, "access from outside engines to")


# Only managed and external tables. Source: documentation of credential vending, limitations.
_NOT_VENDED: Final = frozenset(
    {Kind.FOREIGN, Kind.SHARED, Kind.STREAMING, Kind.ONLINE, Kind.INDEX, Kind.SYSTEM}
)
_PATH_OPERATIONS: Final = ("PATH_READ", "PATH_READ_WRITE", "PATH_CREATE_TABLE")


def _path_credentials(asking: Asking, action: s.Action) -> None:
    url = action.get("url")
    found = location_of(asking.metastore, url)
    _require_external_access(asking)
    if found is None:
        asking.refuse("no-location", f"no external location covers {url}")
        return
    operation = action.get("operation", "PATH_READ").upper()
    if operation not in _PATH_OPERATIONS:
        asking.refuse("unknown-operation", f"no path operation {operation}")
        return
    write = operation != "PATH_READ"
    asking.bound(found, write=write)
    perform(asking, "use a path from outside", found)
    if (holder := holder_of(asking.metastore, url)) is None or holder is found:
        return
    if holder.type is T.VOLUME:
        need_path(asking, url, write=write)
    else:
        _from_outside(asking, holder, write=write)


def _require_external_access(asking: Asking) -> None:
    if not asking.metastore.settings.external_access:
        asking.refuse("external-access-off", "external data access is off on the metastore")


def _delete_tag(asking: Asking, action: s.Action) -> None:
    ask_governing(asking, s.GovernTag(key=action.get("key"), action="drop"))


def _index_create(asking: Asking, action: s.Action) -> None:
    name = tuple(action.get("name").split("."))
    schema = asking.known(
        key_of(T.SCHEMA, asking.session.qualify(T.TABLE, name).rpartition(".")[0])
    )
    if schema is not None:
        perform(asking, "create table", schema)
    if (source := _named(asking, action, T.TABLE, "source")) is not None:
        asking.read(source)
        asking.unprotected(source, "a vector search index on")
    if action.get("endpoint"):
        asking.need_acl("vector_search_endpoint", action.get("endpoint"), "CAN_USE")


def _acl(kind: str, key: str, level: str) -> AskAction:
    def asked(asking: Asking, action: s.Action) -> None:
        asking.need_acl(kind, action.get(key), level)

    return asked


def _serving_create(asking: Asking, action: s.Action) -> None:
    if (found := _named(asking, action, T.MODEL, "model")) is not None:
        asking.call(found)


def _load(asking: Asking, action: s.Action) -> None:
    if (found := _named(asking, action, T.MODEL, "name")) is not None:
        asking.use(found)
        asking.need(found, USE.get(found.type, "EXECUTE"))


ASK_ACTIONS: Final[dict[str, AskAction]] = {
    "create_model": _creates(T.MODEL),
    "create_storage_credential": _creates(T.STORAGE_CREDENTIAL),
    "create_service_credential": _creates(T.SERVICE_CREDENTIAL),
    "create_external_metadata": _creates(T.EXTERNAL_METADATA),
    "model_load": _load,
    "model_create_version": _on(T.MODEL, "new model version"),
    "model_set_alias": _on(T.MODEL, "change a model"),
    "model_set_tag": _tag_model,
    "model_rename": _rename_model,
    "model_delete": _on(T.MODEL, "drop"),
    "external_lineage_create": _external_lineage,
    "lineage_get": _on(T.TABLE, "see lineage", "object"),
    "table_metadata": _table_metadata,
    "volume_read": _path(write=False),
    "volume_write": _path(write=True),
    "path_read": _path(write=False),
    "path_write": _path(write=True),
    "generate_temporary_table_credentials": _table_credentials,
    "generate_temporary_path_credentials": _path_credentials,
    "governed_tag_delete": _delete_tag,
    "vector_index_create": _index_create,
    "vector_index_query": _on(T.TABLE, "read"),
    "serving_create": _serving_create,
    "serving_query": _acl("serving_endpoint", "endpoint", "CAN_QUERY"),
    "job_run": _acl("job", "job", "CAN_MANAGE_RUN"),
    "notebook_run": _acl("notebook", "notebook", "CAN_RUN"),
}


def ask_action(asking: Asking, action: s.Action) -> None:
    """Ask for everything that a non-SQL action needs."""
    if (asked := ASK_ACTIONS.get(action.name)) is None:
        asking.refuse("unknown-action", f"no action named {action.name}")
    else:
        asked(asking, action)
