"""Holds what each operation needs: the permission model's table, row by row.

The rows name the documentation page that they rest on; `inferred` marks what no page says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from govsim.access.asking import Asking
from govsim.access.steps import (
    Step,
    bound,
    browse,
    changeable,
    inside,
    manage,
    manage_unless_admin,
    on_metastore,
    own,
    privilege,
    run,
    see,
    use,
    writable,
)
from govsim.model.values import Securable


@dataclass(frozen=True, slots=True)
class Operation:
    """One row: the steps, all of which must hold, and what the row rests on."""

    steps: tuple[Step, ...]
    source: str


def _row(source: str, *steps: Step) -> Operation:
    return Operation(steps, source)


_READ: Final = (use, privilege("SELECT"), see)
_CHANGE: Final = (use, writable, privilege("MODIFY"))

# On the securable itself unless the name says otherwise.
OPERATIONS: Final[dict[str, Operation]] = {
    # data
    "read": _row("permissions concepts", *_READ),
    "write": _row("privileges reference: MODIFY", use, writable, privilege("SELECT")),
    "write and modify": _row("privileges reference: MODIFY", *_READ, writable, privilege("MODIFY")),
    "maintain": _row(
        "fine-grained DML", inside, writable, privilege("SELECT"), privilege("MODIFY")
    ),
    "refresh": _row("securable objects", use, writable, privilege("REFRESH")),
    "refresh foreign": _row("inferred", writable, manage),
    "call": _row("privileges reference: EXECUTE", use, privilege("EXECUTE")),
    "run": _row("row filters and column masks: definer's rights", run),
    # creating, asked of the container
    "create schema": _row("privileges reference", inside, writable, privilege("CREATE SCHEMA")),
    "create table": _row("privileges reference", inside, writable, privilege("CREATE TABLE")),
    "create view": _row("create views", inside, writable, privilege("CREATE TABLE")),
    "create materialized view": _row(
        "privileges reference", inside, writable, privilege("CREATE MATERIALIZED VIEW")
    ),
    "create function": _row("SDK: functions", inside, writable, privilege("CREATE FUNCTION")),
    "create model": _row(
        "manage model lifecycle", inside, writable, privilege("CREATE MODEL", "CREATE FUNCTION")
    ),
    "create volume": _row("volumes: privileges", inside, writable, privilege("CREATE VOLUME")),
    # creating, asked of the metastore
    "create catalog": _row("privileges reference", on_metastore("CREATE CATALOG")),
    "create external location": _row(
        "privileges reference", on_metastore("CREATE EXTERNAL LOCATION")
    ),
    "create storage credential": _row(
        "privileges reference", on_metastore("CREATE STORAGE CREDENTIAL")
    ),
    "create service credential": _row(
        "privileges reference", on_metastore("CREATE SERVICE CREDENTIAL")
    ),
    "create connection": _row("privileges reference", on_metastore("CREATE CONNECTION")),
    "create share": _row("privileges reference", on_metastore("CREATE SHARE")),
    "create recipient": _row("privileges reference", on_metastore("CREATE RECIPIENT")),
    "create provider": _row("privileges reference", on_metastore("CREATE PROVIDER")),
    "create clean room": _row("privileges reference", on_metastore("CREATE CLEAN ROOM")),
    "create external metadata": _row(
        "privileges reference", on_metastore("CREATE EXTERNAL METADATA")
    ),
    # what a creation also asks of other securables
    "keep a table at": _row("privileges reference", privilege("CREATE EXTERNAL TABLE")),
    "keep a volume at": _row("volumes: privileges", privilege("CREATE EXTERNAL VOLUME")),
    "keep managed data at": _row("privileges reference", privilege("CREATE MANAGED STORAGE")),
    "locate with": _row("privileges reference", privilege("CREATE EXTERNAL LOCATION")),
    "connect with": _row("privileges reference", privilege("CREATE CONNECTION")),
    "mirror": _row("privileges reference", privilege("CREATE FOREIGN CATALOG")),
    "replace": _row("seen: MANAGE is named as missing", writable, manage),
    "replace view": _row("create views", writable, own("replacing a view needs")),
    # managing
    "grant": _row("manage privileges", manage),
    "transfer": _row("manage privileges", changeable, manage),
    "drop": _row("SQL: drop table; SDK", changeable, writable, manage),
    "drop schema": _row("SQL: drop schema; SDK", changeable, writable, manage_unless_admin),
    "drop function": _row("SDK: functions", writable, manage_unless_admin),
    "comment": _row("SQL: comment", writable, manage),
    "comment on a table": _row("SQL: comment", *_CHANGE),
    "comment on a view": _row("SQL: comment", writable, own("a comment on a view needs")),
    "set a filter or mask": _row("row filters and column masks: apply manually", writable, manage),
    "use as filter or mask": _row(
        "row filters and column masks: apply manually", use, privilege("EXECUTE")
    ),
    "hang a policy": _row("abac policies", bound, manage),
    "apply tag": _row("SQL: set tag", use, privilege("APPLY TAG")),
    "optimize predictively": _row("SQL: alter table", writable, manage),
    # changing a relation
    "change columns": _row("SQL: alter table", *_CHANGE),
    "constrain": _row("SDK: table constraints", writable, own("constraints need")),
    "refer to": _row("SDK: table constraints", use, own("a foreign key to it needs")),
    "alter as owner": _row("SQL: alter table", writable, own("this clause needs")),
    "change the query": _row("create views", writable, own("changing the query needs")),
    "rename as owner": _row("SQL: alter table", changeable, writable, own("a rename needs")),
    "rename": _row("volumes: privileges; SDK", changeable, writable, manage),
    # models
    "new model version": _row(
        "manage model lifecycle", use, writable, privilege("CREATE MODEL VERSION")
    ),
    "change a model": _row("manage model lifecycle", writable, own("this change needs")),
    # looking
    "look": _row("privileges reference: BROWSE; SDK: tables", browse),
    "see lineage": _row("data lineage", browse),
    # files, outside engines
    "read files": _row("privileges reference", privilege("READ FILES")),
    "write files": _row("privileges reference", privilege("READ FILES"), privilege("WRITE FILES")),
    "read a volume": _row("privileges reference", use, privilege("READ VOLUME")),
    "write a volume": _row(
        "privileges reference", use, writable, privilege("READ VOLUME"), privilege("WRITE VOLUME")
    ),
    "read all of": _row("create shares", inside, privilege("SELECT")),
    "read a share": _row("privileges reference", privilege("SELECT")),
    "use": _row("privileges reference", inside),
    "use a connection": _row("privileges reference", privilege("USE CONNECTION")),
    "use a credential": _row("privileges reference", privilege("ACCESS")),
    "use from outside": _row("SDK: temporary table credentials", privilege("EXTERNAL USE SCHEMA")),
    "use a path from outside": _row(
        "SDK: temporary path credentials", privilege("EXTERNAL USE LOCATION")
    ),
    "feed external": _row("external lineage", use, privilege("SELECT")),
    "be fed": _row("external lineage; inferred", use, privilege("MODIFY")),
    "change external metadata": _row("external lineage", privilege("MODIFY")),
}


def perform(asking: Asking, operation: str, on: Securable) -> None:
    """Ask for every step of an operation."""
    for step in OPERATIONS[operation].steps:
        step(asking, on)
