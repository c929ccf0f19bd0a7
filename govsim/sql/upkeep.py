"""Reads the upkeep of tables: OPTIMIZE, VACUUM, ANALYZE, RESTORE, REORG, SYNC, REFRESH."""

from __future__ import annotations

import re
from typing import Final

from govsim.model.kinds import SecurableType
from govsim.model.statements import Maintain, Name, Refresh, Statement, Target
from govsim.sql.cursor import Cursor
from govsim.sql.names import TYPES, read_named, read_relation

T = SecurableType
# The words before the name, with what they name.
VERBS: Final = {
    "OPTIMIZE": T.TABLE, "VACUUM": T.TABLE, "ANALYZE TABLE": T.TABLE, "ANALYZE TABLES IN": T.SCHEMA,
    "ANALYZE TABLES FROM": T.SCHEMA, "RESTORE TABLE": T.TABLE, "RESTORE": T.TABLE,
    "REORG TABLE": T.TABLE, "FSCK REPAIR TABLE": T.TABLE, "MSCK REPAIR TABLE": T.TABLE,
    "REPAIR TABLE": T.TABLE,
    "MSCK REPAIR SCHEMA": T.SCHEMA, "SYNC SCHEMA": T.SCHEMA, "SYNC TABLE": T.TABLE,
    "CREATE BLOOMFILTER INDEX ON TABLE": T.TABLE, "CREATE BLOOMFILTER INDEX ON": T.TABLE,
    "DROP BLOOMFILTER INDEX ON TABLE": T.TABLE, "DROP BLOOMFILTER INDEX ON": T.TABLE,
    "CONVERT TO DELTA": T.TABLE, "GENERATE SYMLINK_FORMAT_MANIFEST FOR TABLE": T.TABLE,
}  # fmt: skip


def _form(text: str, what: str) -> tuple[re.Pattern[str], str]:
    return re.compile(text, re.IGNORECASE | re.DOTALL), what


# What may stand behind the name, by the first word of the statement.
_FORMS: Final = {
    "RESTORE": _form(
        r"(TO\s+)?(FOR\s+)?(SYSTEM_VERSION|VERSION|SYSTEM_TIME(?:STAMP)?|TIMESTAMP)\s+AS\s+OF\s+\S.*",
        "`TO VERSION AS OF` or `TO TIMESTAMP AS OF`",
    ),
    "VACUUM": _form(
        r"((FULL|LITE|RETAIN\s+[\d.]+\s+HOURS?|DRY\s+RUN|USING\s+INVENTORY\s.*)\s*)*",
        "`FULL`, `LITE`, `RETAIN number HOURS` or `DRY RUN`",
    ),
    "OPTIMIZE": _form(r"((FULL|WHERE\s.*|ZORDER\s+BY\s.*)\s*)*", "`FULL`, `WHERE` or `ZORDER BY`"),
    "ANALYZE": _form(r".*\bCOMPUTE\s+\S.*", "`COMPUTE STATISTICS`"),
    "REORG": _form(r".*\bAPPLY\b.*", "`APPLY (PURGE)`"),
}


def read_maintain(cursor: Cursor) -> Statement:
    """Read one statement of upkeep; what follows the name is kept as written."""
    verb = cursor.expect(*VERBS)
    name, path = read_relation(cursor)
    target = Target(VERBS[verb], name)
    source: Name = ()
    external = ""
    if verb.startswith("SYNC"):
        external = cursor.accept("AS EXTERNAL")
        cursor.expect("FROM")
        source = cursor.name()
    start = cursor.index
    text = f"{external} {cursor.rest_of_statement()}".strip()
    if (form := _FORMS.get(verb.split()[0])) and not form[0].fullmatch(text):
        cursor.index = start
        raise cursor.wanted(form[1])
    return Maintain(verb=verb, target=target, text=text, source=source, path=path)


def read_refresh(cursor: Cursor) -> Statement:
    """Read REFRESH of a materialized view, streaming table, table, or foreign securable."""
    cursor.expect("REFRESH")
    foreign = bool(cursor.accept("FOREIGN"))
    type_ = T.TABLE
    if cursor.peek(1).kind in ("word", "name") and (words := cursor.accept(*TYPES)):
        type_ = TYPES[words]
    target = read_named(cursor, type_)
    text = cursor.rest_of_statement()
    return Refresh(target=target, foreign=foreign, text=text)
