"""Reads what only looks, and what moves the session: SHOW, DESCRIBE, USE, EXPLAIN."""

from __future__ import annotations

from typing import Final

from govsim.model.kinds import SecurableType
from govsim.model.statements import Describe, Name, Show, Statement, Target, Use
from govsim.sql.cursor import Cursor
from govsim.sql.names import TYPES, read_named, read_principal, read_relation

T = SecurableType
_OF_ONE: Final = {
    "SHOW CREATE TABLE": T.TABLE, "SHOW CREATE VIEW": T.VIEW,
    "SHOW CREATE MATERIALIZED VIEW": T.MATERIALIZED_VIEW, "SHOW CREATE STREAMING TABLE": T.TABLE,
    "SHOW CREATE FUNCTION": T.FUNCTION, "SHOW CREATE SCHEMA": T.SCHEMA,
    "SHOW CREATE CATALOG": T.CATALOG, "SHOW COLUMNS IN": T.TABLE, "SHOW COLUMNS FROM": T.TABLE,
    "SHOW TBLPROPERTIES": T.TABLE, "SHOW PARTITIONS": T.TABLE, "SHOW ALL IN SHARE": T.SHARE,
}  # fmt: skip
LISTS: Final = (
    "STORAGE CREDENTIALS", "SERVICE CREDENTIALS", "CREDENTIALS", "EXTERNAL LOCATIONS",
    "EXTERNAL METADATA", "MATERIALIZED VIEWS", "STREAMING TABLES", "CLEAN ROOMS",
    "SHARES IN PROVIDER",
    "TABLES DROPPED", "TABLE EXTENDED", "USER FUNCTIONS", "SYSTEM FUNCTIONS", "ALL FUNCTIONS",
    "CATALOGS", "SCHEMAS", "DATABASES", "TABLES", "VIEWS", "VOLUMES", "FUNCTIONS", "PROCEDURES",
    "MODELS", "GROUPS", "USERS", "CONNECTIONS", "SHARES", "RECIPIENTS", "PROVIDERS",
    "GOVERNED TAGS",
)  # fmt: skip
_DETAILED: Final = ("HISTORY", "DETAIL", "EXTENDED", "FORMATTED", "QUERY")


def read_show(cursor: Cursor) -> Statement:
    """Read SHOW of a list, or of one securable."""
    if words := cursor.accept(*_OF_ONE):
        target = read_named(cursor, _OF_ONE[words])
        if words.startswith("SHOW COLUMNS") and cursor.accept("IN", "FROM"):
            target = Target(target.type, (*cursor.name(), target.name[-1]))
        return Describe(target=target, what=words, text=cursor.rest())
    cursor.expect("SHOW")
    what = cursor.accept(*LISTS)
    if not what:
        raise cursor.wanted("what to show, such as `TABLES` or `GRANTS ON`")
    if what == "SHARES IN PROVIDER":
        return Show(what=what, within=cursor.name(), like=_like(cursor))
    principal = read_principal(cursor) if cursor.accept("WITH USER", "WITH GROUP") else None
    within: Name = ()
    if cursor.accept("IN", "FROM"):
        if cursor.peek(1).kind in ("word", "name") and cursor.word(1) != "LIKE":
            cursor.accept("CATALOG", "SCHEMA", "DATABASE")
        within = cursor.name()
    like = _like(cursor)
    return Show(what=what, within=within, like=like, principal=principal, text=cursor.rest())


def _like(cursor: Cursor) -> str | None:
    if cursor.accept("LIKE") and cursor.peek().kind != "string":
        return ".".join(cursor.name())  # SHOW FUNCTIONS takes the name of one as well
    return cursor.string() if cursor.peek().kind == "string" else None


def read_describe(cursor: Cursor) -> Statement:
    """Read DESCRIBE of a securable; without a keyword it is a table."""
    start = cursor.index
    cursor.expect("DESCRIBE", "DESC")
    type_ = T.TABLE
    if cursor.peek(1).kind in ("word", "name", "string"):
        cursor.accept("HISTORY", "DETAIL")
    for words, found in (*TYPES.items(), ("GOVERNED TAG", T.GOVERNED_TAG)):
        follows = cursor.peek(words.count(" ") + 1)
        if cursor.sees(words) and (follows.kind in ("word", "name") or found is T.METASTORE):
            cursor.accept(words)
            type_ = found
            break
    if cursor.word() in _DETAILED and cursor.peek(1).kind in ("word", "name"):
        cursor.index += 1
    what = " ".join(token.text.upper() for token in cursor.tokens[start : cursor.index])
    what = "DESCRIBE" + what.removeprefix("DESCRIBE").removeprefix("DESC")
    name, path = ((), None) if type_ is T.METASTORE else read_relation(cursor)
    return Describe(target=Target(type_, name), what=what, text=cursor.rest(), path=path)


def read_use(cursor: Cursor) -> Statement:
    """Read USE CATALOG (or SET CATALOG), USE SCHEMA, or USE with one or two parts."""
    type_ = T.SCHEMA
    if cursor.expect("USE", "SET CATALOG") == "SET CATALOG":
        type_ = T.CATALOG
    elif cursor.peek(1).text != ".":  # a catalog may be called `schema`
        type_ = T.CATALOG if cursor.accept("CATALOG", "SCHEMA", "DATABASE") == "CATALOG" else type_
    if cursor.peek().kind == "string":
        return Use(type=type_, name=(cursor.string(),))
    return Use(type=type_, name=read_named(cursor, type_).name)
