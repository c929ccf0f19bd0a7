"""Holds the kinds of securable, where each hangs, and how each is known."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final


class SecurableType(StrEnum):
    """What SQL calls a securable. The value is the keyword of GRANT … ON."""

    METASTORE = "METASTORE"
    CATALOG = "CATALOG"
    SCHEMA = "SCHEMA"
    TABLE = "TABLE"
    VIEW = "VIEW"
    MATERIALIZED_VIEW = "MATERIALIZED VIEW"
    VOLUME = "VOLUME"
    FUNCTION = "FUNCTION"
    PROCEDURE = "PROCEDURE"
    MODEL = "MODEL"
    STORAGE_CREDENTIAL = "STORAGE CREDENTIAL"
    SERVICE_CREDENTIAL = "SERVICE CREDENTIAL"
    CREDENTIAL = "CREDENTIAL"  # as written in GRANT: either of the two above
    EXTERNAL_LOCATION = "EXTERNAL LOCATION"
    EXTERNAL_METADATA = "EXTERNAL METADATA"
    CONNECTION = "CONNECTION"
    SHARE = "SHARE"
    RECIPIENT = "RECIPIENT"
    PROVIDER = "PROVIDER"
    CLEAN_ROOM = "CLEAN ROOM"
    ANY_FILE = "ANY FILE"  # hive_metastore only
    ANONYMOUS_FUNCTION = "ANONYMOUS FUNCTION"  # hive_metastore only
    GOVERNED_TAG = "GOVERNED TAG"


class Kind(StrEnum):
    """A finer kind within a type, where a rule depends on it."""

    PLAIN = ""
    MANAGED = "managed"
    EXTERNAL = "external"
    FOREIGN = "foreign"
    SHARED = "shared"  # from a provider's share: read-only
    STREAMING = "streaming table"
    ONLINE = "online table"
    INDEX = "vector search index"
    SYSTEM = "system"
    METRIC_VIEW = "metric view"


T = SecurableType

# Relations share one namespace in a schema, as do functions, procedures and models.
SPACE: Final[dict[SecurableType, str]] = {
    T.METASTORE: "metastore",
    T.CATALOG: "catalog",
    T.SCHEMA: "schema",
    T.TABLE: "relation",
    T.VIEW: "relation",
    T.MATERIALIZED_VIEW: "relation",
    T.VOLUME: "volume",
    T.FUNCTION: "routine",
    T.PROCEDURE: "routine",
    T.MODEL: "routine",
    T.STORAGE_CREDENTIAL: "credential",
    T.SERVICE_CREDENTIAL: "credential",
    T.CREDENTIAL: "credential",
    T.EXTERNAL_LOCATION: "location",
    T.EXTERNAL_METADATA: "metadata",
    T.CONNECTION: "connection",
    T.SHARE: "share",
    T.RECIPIENT: "recipient",
    T.PROVIDER: "provider",
    T.CLEAN_ROOM: "cleanroom",
    T.ANY_FILE: "anyfile",
    T.ANONYMOUS_FUNCTION: "anonymousfunction",
    T.GOVERNED_TAG: "tag",
}

# The type that a namespace is named by in an error.
TYPE_IN: Final = {space: type_ for type_, space in reversed(SPACE.items())}

RELATIONS: Final = frozenset({T.TABLE, T.VIEW, T.MATERIALIZED_VIEW})
ROUTINES: Final = frozenset({T.FUNCTION, T.PROCEDURE, T.MODEL})
IN_SCHEMA: Final = RELATIONS | ROUTINES | {T.VOLUME}
CONTAINERS: Final = frozenset({T.CATALOG, T.SCHEMA})
LEGACY_ALONE: Final = frozenset({T.ANY_FILE, T.ANONYMOUS_FUNCTION})  # of the Hive metastore
SINGLETONS: Final = LEGACY_ALONE | {T.METASTORE}

METASTORE_KEY: Final = "metastore:"
_PART: Final = re.compile(r"`[^`]*`|[^.`]+")

# The word that the platform's error texts use for a type.
ERROR_WORD: Final[dict[SecurableType, str]] = {
    T.METASTORE: "Metastore",
    T.CATALOG: "Catalog",
    T.SCHEMA: "Schema",
    T.TABLE: "Table",
    T.VIEW: "Table",
    T.MATERIALIZED_VIEW: "Table",
    T.VOLUME: "Volume",
    T.FUNCTION: "Routine",
    T.PROCEDURE: "Routine",
    T.MODEL: "Routine",
    T.STORAGE_CREDENTIAL: "Storage Credential",
    T.SERVICE_CREDENTIAL: "Credential",
    T.CREDENTIAL: "Credential",
    T.EXTERNAL_LOCATION: "External Location",
    T.EXTERNAL_METADATA: "External Metadata",
    T.CONNECTION: "Connection",
    T.SHARE: "Share",
    T.RECIPIENT: "Recipient",
    T.PROVIDER: "Provider",
    T.CLEAN_ROOM: "Clean Room",
    T.ANY_FILE: "Any File",
    T.ANONYMOUS_FUNCTION: "Anonymous Function",
    T.GOVERNED_TAG: "Governed Tag",
}


def full_name(parts: tuple[str, ...]) -> str:
    """Return the full name: parts in lower case, joined by dots.

    A part that itself holds a dot keeps its backticks, so two names never fall together.
    """
    joined = ".".join(parts)
    if joined.count(".") != len(parts) - 1:
        joined = ".".join(f"`{part}`" if "." in part else part for part in parts)
    return joined.lower()


def parts_of(name: str) -> tuple[str, ...]:
    """Return the parts of a full name, without backticks: what `full_name` joined."""
    return tuple(part.strip("`") for part in _PART.findall(name))


def key_of(type_: SecurableType, name: str) -> str:
    """Return the key under which a snapshot holds a securable: its namespace and full name."""
    return f"{SPACE[type_]}:{name}"
