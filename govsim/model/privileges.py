"""Holds which privilege applies to which securable: the matrix of the privileges reference."""

from __future__ import annotations

from typing import Final

from govsim.model.kinds import Kind, SecurableType

T = SecurableType

ALL_PRIVILEGES: Final = "ALL PRIVILEGES"
# Held apart from ALL PRIVILEGES, and the last two from ownership as well.
NOT_IN_ALL: Final = frozenset({"MANAGE", "EXTERNAL USE SCHEMA", "EXTERNAL USE LOCATION"})
NOT_BY_OWNER: Final = frozenset({"EXTERNAL USE SCHEMA", "EXTERNAL USE LOCATION"})
DML: Final = frozenset({"INSERT", "UPDATE", "DELETE"})  # Beta; MODIFY is their composite

_METASTORE: Final = (
    "CREATE CATALOG, CREATE CLEAN ROOM, CREATE CONNECTION, CREATE EXTERNAL LOCATION, "
    "CREATE EXTERNAL METADATA, CREATE STORAGE CREDENTIAL, CREATE SERVICE CREDENTIAL, "
    "CREATE SHARE, CREATE RECIPIENT, CREATE PROVIDER, MANAGE ALLOWLIST, USE SHARE, USE RECIPIENT, "
    "USE PROVIDER, SET SHARE PERMISSION, USE MARKETPLACE ASSETS"
)
_RELATION: Final = "ALL PRIVILEGES, MANAGE, APPLY TAG, SELECT"
_SCHEMA: Final = (
    "ALL PRIVILEGES, MANAGE, APPLY TAG, USE SCHEMA, CREATE TABLE, CREATE MATERIALIZED VIEW, "
    "CREATE FUNCTION, CREATE MODEL, CREATE VOLUME, CREATE MODEL VERSION, SELECT, MODIFY, "
    "INSERT, UPDATE, DELETE, REFRESH, READ VOLUME, WRITE VOLUME, EXECUTE, EXTERNAL USE SCHEMA"
)
_TEXT: Final[dict[SecurableType, str]] = {
    T.METASTORE: _METASTORE,
    T.CATALOG: f"{_SCHEMA}, USE CATALOG, CREATE SCHEMA, BROWSE",
    T.SCHEMA: _SCHEMA,
    T.TABLE: f"{_RELATION}, MODIFY, INSERT, UPDATE, DELETE",
    T.VIEW: _RELATION,
    T.MATERIALIZED_VIEW: f"{_RELATION}, REFRESH",
    T.VOLUME: "ALL PRIVILEGES, MANAGE, APPLY TAG, READ VOLUME, WRITE VOLUME",
    T.FUNCTION: "ALL PRIVILEGES, MANAGE, EXECUTE",
    T.PROCEDURE: "ALL PRIVILEGES, MANAGE, EXECUTE",
    T.MODEL: "ALL PRIVILEGES, MANAGE, APPLY TAG, EXECUTE, CREATE MODEL VERSION",
    T.STORAGE_CREDENTIAL: (
        "ALL PRIVILEGES, MANAGE, READ FILES, WRITE FILES, CREATE EXTERNAL TABLE, "
        "CREATE EXTERNAL LOCATION"
    ),
    T.SERVICE_CREDENTIAL: "ALL PRIVILEGES, MANAGE, ACCESS, CREATE CONNECTION",
    T.EXTERNAL_LOCATION: (
        "ALL PRIVILEGES, MANAGE, BROWSE, READ FILES, WRITE FILES, EXTERNAL USE LOCATION, "
        "CREATE EXTERNAL TABLE, CREATE EXTERNAL VOLUME, CREATE MANAGED STORAGE, "
        "CREATE FOREIGN SECURABLE"
    ),
    T.EXTERNAL_METADATA: "ALL PRIVILEGES, MANAGE, APPLY TAG, BROWSE, MODIFY",
    T.CONNECTION: "ALL PRIVILEGES, MANAGE, USE CONNECTION, CREATE FOREIGN CATALOG",
    T.SHARE: "SELECT",
    T.RECIPIENT: "",
    T.PROVIDER: "",
    T.CLEAN_ROOM: "MANAGE, BROWSE, EXECUTE CLEAN ROOM TASK, MODIFY CLEAN ROOM",
    T.GOVERNED_TAG: "MANAGE, ASSIGN",
}
APPLIES: Final[dict[SecurableType, frozenset[str]]] = {
    type_: frozenset(filter(None, text.split(", "))) for type_, text in _TEXT.items()
}
# A credential of unstated kind takes what either kind takes.
APPLIES[T.CREDENTIAL] = APPLIES[T.STORAGE_CREDENTIAL] | APPLIES[T.SERVICE_CREDENTIAL]

_HIVE: Final = frozenset(
    "SELECT, CREATE, MODIFY, USAGE, READ_METADATA, CREATE_NAMED_FUNCTION, MODIFY_CLASSPATH, "
    "ALL PRIVILEGES".split(", ")
)
HIVE_APPLIES: Final[dict[SecurableType, frozenset[str]]] = {
    T.CATALOG: _HIVE,
    T.SCHEMA: _HIVE,
    T.TABLE: frozenset({"SELECT", "MODIFY", "READ_METADATA", ALL_PRIVILEGES}),
    T.VIEW: frozenset({"SELECT", "MODIFY", "READ_METADATA", ALL_PRIVILEGES}),
    T.FUNCTION: frozenset({"SELECT", "READ_METADATA", ALL_PRIVILEGES}),
    T.ANY_FILE: frozenset({"SELECT", "MODIFY"}),
    T.ANONYMOUS_FUNCTION: frozenset({"SELECT"}),
}

KNOWN: Final = frozenset().union(*APPLIES.values(), *HIVE_APPLIES.values())
# Legacy words, and what a Unity Catalog statement says instead.
LEGACY: Final[dict[str, str]] = {
    "USAGE": "USE CATALOG on a catalog, USE SCHEMA on a schema",
    "CREATE": "CREATE SCHEMA on a catalog, CREATE TABLE on a schema",
    "CREATE VIEW": "CREATE TABLE, which covers views",
    "READ_METADATA": "BROWSE on the catalog",
    "CREATE_NAMED_FUNCTION": "CREATE FUNCTION",
}

# What the read-only kinds lose, and what a kind adds.
_WRITING: Final = frozenset({"MODIFY"}) | DML
READ_ONLY: Final = frozenset(
    {Kind.FOREIGN, Kind.SHARED, Kind.INDEX, Kind.SYSTEM}
)  # no row is written
_REFRESH: Final = frozenset({"REFRESH"})
REFRESHED: Final = frozenset({Kind.STREAMING, Kind.ONLINE})  # tables that are refreshed


def applicable(
    type_: SecurableType, kind: Kind = Kind.PLAIN, *, hive: bool = False
) -> frozenset[str]:
    """Return the privileges that may be granted on a securable of this type and kind."""
    found = HIVE_APPLIES.get(type_, frozenset()) if hive else APPLIES.get(type_, frozenset())
    if type_ is not T.TABLE or hive:
        return found
    if kind in READ_ONLY:
        return found - _WRITING
    if kind in REFRESHED:
        return found | _REFRESH
    return found
