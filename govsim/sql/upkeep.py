"""Reads the upkeep of tables: OPTIMIZE, VACUUM, ANALYZE, RESTORE, REORG, SYNC, REFRESH."""

from __future__ import annotations

from typing import Final

from govsim.model.kinds import SecurableType
from govsim.model.statements import Maintain, Name, Refresh, Statement, Target
from govsim.sql.cursor import Cursor
from govsim.sql.names import TYPES

T = SecurableType
# The words before the name, with what they name.
VERBS: Final = {
    "OPTIMIZE": T.TABLE, "VACUUM": T.TABLE, "ANALYZE TABLE": T.TABLE, "ANALYZE TABLES IN": T.SCHEMA,
    "ANALYZE TABLES FROM": T.SCHEMA, "RESTORE TABLE": T.TABLE, "RESTORE": T.TABLE,
    "REORG TABLE": T.TABLE, "FSCK REPAIR TABLE": T.TABLE, "MSCK REPAIR TABLE": T.TABLE,
    "MSCK REPAIR SCHEMA": T.SCHEMA, "SYNC SCHEMA": T.SCHEMA, "SYNC TABLE": T.TABLE,
    "CREATE BLOOMFILTER INDEX ON TABLE": T.TABLE, "CREATE BLOOMFILTER INDEX ON": T.TABLE,
    "DROP BLOOMFILTER INDEX ON TABLE": T.TABLE, "DROP BLOOMFILTER INDEX ON": T.TABLE,
    "CONVERT TO DELTA": T.TABLE, "GENERATE SYMLINK_FORMAT_MANIFEST FOR TABLE": T.TABLE,
}  # fmt: skip


def read_maintain(cursor: Cursor) -> Statement:
    """Read one statement of upkeep; what follows the name is kept as written."""
    verb = cursor.expect(*VERBS)
    target = Target(VERBS[verb], cursor.name())
    source: Name = ()
    external = ""
    if verb.startswith("SYNC"):
        external = cursor.accept("AS EXTERNAL")
        cursor.expect("FROM")
        source = cursor.name()
    text = f"{external} {cursor.rest_of_statement()}".strip()
    return Maintain(verb=verb, target=target, text=text, source=source)


def read_refresh(cursor: Cursor) -> Statement:
    """Read REFRESH of a materialized view, streaming table, table, or foreign securable."""
    cursor.expect("REFRESH")
    foreign = bool(cursor.accept("FOREIGN"))
    type_ = T.TABLE
    if cursor.peek(1).kind in ("word", "name") and (words := cursor.accept(*TYPES)):
        type_ = TYPES[words]
    name = cursor.name()
    text = cursor.rest_of_statement()
    return Refresh(target=Target(type_, name), foreign=foreign, text=text)
