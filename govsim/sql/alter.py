"""Reads ALTER, DROP, UNDROP and COMMENT ON of every securable."""

from __future__ import annotations

from typing import Final

from govsim.model.kinds import RELATIONS, SINGLETONS, SecurableType
from govsim.model.statements import (
    Alter,
    AlterOwner,
    AlterTable,
    AlterView,
    ColumnSpec,
    Comment,
    Drop,
    Name,
    Rename,
    SetMask,
    SetRowFilter,
    SetTags,
    Statement,
    Target,
    Undrop,
    UnsetTags,
)  # fmt: skip
from govsim.sql.columns import read_column_spec, read_until
from govsim.sql.cursor import Cursor
from govsim.sql.names import TYPES, read_principal
from govsim.sql.query import read_query
from govsim.sql.tags_masks import (
    read_key,
    read_mask,
    read_row_filter,
    read_tag_pairs,
    read_tagged,
)  # fmt: skip

T = SecurableType
_AFTER_TYPE: Final = frozenset({"COMMENT", "NOT", "FIRST", "AFTER"})
_ALTERED: Final = {**TYPES, "FOREIGN CATALOG": T.CATALOG, "GOVERNED TAG": T.GOVERNED_TAG}
_DROPPED: Final = {
    "TEMPORARY VIEW": T.VIEW, "TEMPORARY TABLE": T.TABLE, "TEMPORARY FUNCTION": T.FUNCTION,
    "EXTERNAL VOLUME": T.VOLUME, **TYPES,
}  # fmt: skip
# Alterations of a relation by the words they start with.
ACTIONS: Final = {
    "ADD COLUMNS": "add columns", "ADD COLUMN": "add columns", "DROP COLUMNS": "drop columns",
    "DROP COLUMN": "drop columns", "RENAME COLUMN": "rename column",
    "ALTER COLUMN": "alter column", "CHANGE COLUMN": "alter column",
    "REPLACE COLUMNS": "other", "SET TBLPROPERTIES": "set properties",
    "UNSET TBLPROPERTIES": "unset properties", "ADD CONSTRAINT": "add constraint",
    "ADD PRIMARY KEY": "add constraint", "ADD FOREIGN KEY": "add constraint",
    "ADD CHECK": "add constraint", "DROP CONSTRAINT": "drop constraint",
    "DROP PRIMARY KEY": "drop constraint", "DROP FOREIGN KEY": "drop constraint",
    "CLUSTER BY": "cluster by", "ENABLE PREDICTIVE OPTIMIZATION": "predictive optimization",
    "DISABLE PREDICTIVE OPTIMIZATION": "predictive optimization",
    "INHERIT PREDICTIVE OPTIMIZATION": "predictive optimization", "SET MANAGED": "set managed",
    "UNSET MANAGED": "set managed", "SET LOCATION": "set location",
}  # fmt: skip
_OTHER: Final = (
    "SET", "UNSET", "ADD", "DROP", "RENAME", "RECOVER", "PARTITION", "REFRESH", "ALTER", "SCHEDULE",
    "TRIGGER", "REPLACE", "CHANGE", "ENABLE", "DISABLE", "INHERIT", "OPTIONS", "REMOVE", "DEFAULT",
    "WITH", "RESUME", "SUSPEND", "COMPACT",
)  # fmt: skip


def read_alter(cursor: Cursor) -> Statement:
    """Read ALTER securable name …"""
    cursor.expect("ALTER")
    type_ = _ALTERED[cursor.expect_form(_ALTERED, "ALTER")]
    target = Target(type_, () if type_ in SINGLETONS else cursor.name())
    if cursor.accept("SET OWNER TO", "OWNER TO"):
        return AlterOwner(target=target, owner=read_principal(cursor))
    if cursor.accept("SET TAGS"):
        return SetTags(target=target, tags=read_tag_pairs(cursor))
    if cursor.accept("UNSET TAGS"):
        return UnsetTags(target=target, keys=cursor.listed(lambda: read_key(cursor)))
    if cursor.accept("RENAME TO"):
        return Rename(target=target, to=cursor.name())
    if target.type not in RELATIONS:
        return _alter_other(cursor, target)
    if cursor.accept("SET ROW FILTER"):
        return SetRowFilter(target=target, filter=read_row_filter(cursor))
    if cursor.accept("DROP ROW FILTER"):
        return SetRowFilter(target=target, filter=None)
    if cursor.accept("AS"):
        start, cursor.index = cursor.index, len(cursor.tokens)
        return AlterView(target=target, body=read_query(cursor, start))
    return _of_column(cursor, target) or _alter_table(cursor, target)


def _of_column(cursor: Cursor, target: Target) -> Statement | None:
    start = cursor.index
    if not cursor.accept("ALTER COLUMN", "CHANGE COLUMN", "ALTER", "CHANGE"):
        return None
    column = ".".join(cursor.name())
    if cursor.accept("SET TAGS"):
        return SetTags(target=target, tags=read_tag_pairs(cursor), column=column)
    if cursor.accept("UNSET TAGS"):
        keys = cursor.listed(lambda: read_key(cursor))
        return UnsetTags(target=target, keys=keys, column=column)
    if cursor.accept("SET MASK"):
        return SetMask(target=target, column=column, mask=read_mask(cursor))
    if cursor.accept("DROP MASK"):
        return SetMask(target=target, column=column, mask=None)
    cursor.index = start
    return None


def _alter_table(cursor: Cursor, target: Target) -> Statement:
    start = cursor.index
    word = next((words for words in ACTIONS if cursor.sees(words)), "")
    if not word and cursor.word() not in _OTHER:
        raise cursor.wanted("what to alter")
    action = ACTIONS.get(word, "other")
    cursor.accept(word)
    columns: tuple[ColumnSpec, ...] = ()
    names: tuple[str, ...] = ()
    if action == "add columns":
        columns = _listed_or_one(cursor)
    elif action == "drop columns":
        names = _names(cursor)
    elif action == "rename column":
        names = (_column(cursor),)
        cursor.expect("TO")
        columns = (ColumnSpec(_column(cursor)),)
    elif action == "alter column":
        names, columns = _altered(cursor)
    elif action == "drop constraint" and word == "DROP CONSTRAINT":
        cursor.accept("IF EXISTS")
        names = (cursor.part(),)
    cursor.rest_of_statement()
    text = cursor.text(start)
    return AlterTable(target=target, action=action, text=text, columns=columns, names=names)


def _listed_or_one(cursor: Cursor) -> tuple[ColumnSpec, ...]:
    if cursor.peek().text == "(":
        return cursor.listed(lambda: read_column_spec(cursor))
    cursor.accept("IF NOT EXISTS")
    return cursor.comma_list(lambda: read_column_spec(cursor))


def _names(cursor: Cursor) -> tuple[str, ...]:
    cursor.accept("IF EXISTS")
    if cursor.peek().text == "(":
        return cursor.listed(lambda: _column(cursor))
    return cursor.comma_list(lambda: _column(cursor))


def _column(cursor: Cursor) -> str:
    return ".".join(cursor.name())


def _altered(cursor: Cursor) -> tuple[tuple[str, ...], tuple[ColumnSpec, ...]]:
    name = _column(cursor)
    if cursor.accept("COMMENT"):
        return (name,), (ColumnSpec(name, comment=cursor.string()),)
    if cursor.accept("TYPE"):
        return (name,), (ColumnSpec(name, read_until(cursor, _AFTER_TYPE)),)
    if cursor.accept("SET NOT NULL"):
        return (name,), (ColumnSpec(name, nullable=False),)
    if cursor.accept("DROP NOT NULL"):
        return (name,), (ColumnSpec(name, rest="DROP NOT NULL"),)
    return (name,), ()


def _alter_other(cursor: Cursor, target: Target) -> Statement:
    start, action = cursor.index, "other"
    names: tuple[Name, ...] = ()
    if cursor.word() not in _OTHER:
        raise cursor.wanted("what to alter")
    if target.type is T.SHARE and cursor.word() in ("ADD", "REMOVE", "ALTER"):
        action, names = _share(cursor)
    elif any(cursor.sees(f"{word} PREDICTIVE") for word in ("ENABLE", "DISABLE", "INHERIT")):
        action = "predictive optimization"
    elif any(cursor.sees(f"SET {word}") for word in ("URL", "MANAGED LOCATION", "LOCATION")):
        action = "set location"
    cursor.rest_of_statement()
    return Alter(target=target, text=cursor.text(start), action=action, names=names)


def _share(cursor: Cursor) -> tuple[str, tuple[Name, ...]]:
    verb = cursor.expect("ADD", "REMOVE", "ALTER")
    cursor.accept(*TYPES)
    name = cursor.name()
    return {"ADD": "share add", "REMOVE": "share remove"}.get(verb, "other"), (name,)


def read_drop(cursor: Cursor) -> Statement:
    """Read DROP securable."""
    cursor.expect("DROP")
    type_ = _DROPPED[cursor.expect_form(_DROPPED, "DROP")]
    if_exists = bool(cursor.accept("IF EXISTS"))
    target = Target(type_, cursor.name())
    cascade = cursor.accept("CASCADE", "RESTRICT", "FORCE") in ("CASCADE", "FORCE")
    return Drop(target=target, if_exists=if_exists, cascade=cascade)


def read_undrop(cursor: Cursor) -> Statement:
    """Read UNDROP securable."""
    cursor.expect("UNDROP")
    type_ = TYPES[cursor.expect_form(TYPES, "UNDROP")]
    return Undrop(target=Target(type_, cursor.name()))


def read_comment(cursor: Cursor) -> Statement:
    """Read COMMENT ON securable IS text."""
    cursor.expect("COMMENT ON")
    target, column = read_tagged(cursor)
    cursor.expect("IS")
    text = None if cursor.accept("NULL") else cursor.string()
    return Comment(target=target, text=text, column=column)
