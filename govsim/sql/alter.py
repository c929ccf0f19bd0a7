"""Reads ALTER, DROP, UNDROP and COMMENT ON of every securable."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from govsim.errors import GovsimError, nearest
from govsim.model.kinds import RELATIONS, SINGLETONS, SecurableType
from govsim.model.statements import (
    Alter,
    AlterOwner,
    AlterTable,
    AlterView,
    Comment,
    Drop,
    Name,
    NotSimulated,
    Rename,
    SetMask,
    SetRowFilter,
    SetTags,
    Statement,
    Target,
    Undrop,
    UnsetTags,
)  # fmt: skip
from govsim.sql.alter_columns import Altered, added, altered, changed, dropped, renamed, replaced
from govsim.sql.columns import references
from govsim.sql.cursor import Cursor
from govsim.sql.names import TYPES, read_named, read_principal
from govsim.sql.query import read_query
from govsim.sql.tags_masks import (
    read_key,
    read_mask,
    read_row_filter,
    read_tag_pairs,
    read_tagged,
)  # fmt: skip

T = SecurableType
_NAMED: Final = {words: type_ for words, type_ in TYPES.items() if type_ not in SINGLETONS}
_ALTERED: Final = {**_NAMED, "FOREIGN CATALOG": T.CATALOG, "METASTORE": T.METASTORE}
_DROPPED: Final = {
    "TEMPORARY VIEW": T.VIEW, "TEMPORARY TABLE": T.TABLE, "TEMPORARY FUNCTION": T.FUNCTION,
    "EXTERNAL VOLUME": T.VOLUME, **_NAMED,
}  # fmt: skip
# Alterations of a relation by the words they start with.
ACTIONS: Final = {
    "ADD COLUMNS": "add columns", "ADD COLUMN": "add columns", "DROP COLUMNS": "drop columns",
    "DROP COLUMN": "drop columns", "RENAME COLUMN": "rename column",
    "ALTER COLUMN": "alter column", "CHANGE COLUMN": "alter column",
    "REPLACE COLUMNS": "replace columns", "SET TBLPROPERTIES": "set properties",
    "UNSET TBLPROPERTIES": "unset properties", "ADD CONSTRAINT": "add constraint",
    "ADD PRIMARY KEY": "add constraint", "ADD FOREIGN KEY": "add constraint",
    "ADD CHECK": "add constraint", "DROP CONSTRAINT": "drop constraint",
    "DROP PRIMARY KEY": "drop constraint", "DROP FOREIGN KEY": "drop constraint",
    "CLUSTER BY": "cluster by", "ENABLE PREDICTIVE OPTIMIZATION": "predictive optimization",
    "DISABLE PREDICTIVE OPTIMIZATION": "predictive optimization",
    "INHERIT PREDICTIVE OPTIMIZATION": "predictive optimization", "SET MANAGED": "set managed",
    "UNSET MANAGED": "set managed", "SET LOCATION": "set location",
    "ALTER": "alter column", "CHANGE": "alter column",
}  # fmt: skip
# What follows, where it is more than text.
_COLUMNS: Final[dict[str, Callable[[Cursor], Altered]]] = {
    "add columns": added,
    "drop columns": dropped,
    "replace columns": replaced,
    "rename column": renamed,
    "alter column": altered,
}
_OF_PIPELINES: Final = frozenset({"SCHEDULE", "TRIGGER"})  # ALTER of what refreshes itself
# Alterations that no rule reads: what they start with.
_OTHER_OF_RELATION: Final = (
    "SET SERDE", "SET SERDEPROPERTIES", "SET FILEFORMAT", "SET CLUSTERING", "SET DEFAULT COLLATION",
    "DEFAULT COLLATION", "ADD PARTITION", "ADD IF NOT EXISTS PARTITION", "DROP PARTITION",
    "DROP IF EXISTS PARTITION", "PARTITION", "RECOVER PARTITIONS", "DROP FEATURE", "ADD FEATURE",
    "ADD SCHEDULE", "ADD TRIGGER", "ALTER SCHEDULE", "ALTER TRIGGER", "DROP SCHEDULE",
    "DROP TRIGGER", "SCHEDULE", "TRIGGER", "WITH SCHEMA", "REFRESH", "RESUME", "SUSPEND", "COMPACT",
    "ENABLE", "DISABLE", "SET MATERIALIZED", "SET COMMENT",
)  # fmt: skip
_OTHER: Final = (
    "SET DBPROPERTIES", "SET PROPERTIES", "UNSET PROPERTIES", "UNSET DBPROPERTIES", "OPTIONS",
    "SET OPTIONS", "DEFAULT COLLATION", "SET DEFAULT COLLATION", "SET COMMENT", "SET URL",
    "SET MANAGED LOCATION", "SET LOCATION", "SET STORAGE CREDENTIAL", "SET CREDENTIAL",
    "ENABLE PREDICTIVE OPTIMIZATION", "DISABLE PREDICTIVE OPTIMIZATION",
    "INHERIT PREDICTIVE OPTIMIZATION", "SET FUNCTION", "RENAME", "REFRESH", "SET ISOLATION",
    "SET WITH", "ADD", "REMOVE", "ALTER",
)  # fmt: skip


def read_alter(cursor: Cursor) -> Statement:
    """Read ALTER securable name …"""
    cursor.expect("ALTER")
    type_ = _ALTERED[cursor.expect_form(_ALTERED, "ALTER")]
    target = Target(type_) if type_ in SINGLETONS else read_named(cursor, type_)
    if cursor.accept("SET OWNER TO", "OWNER TO"):
        return AlterOwner(target=target, owner=read_principal(cursor))
    if cursor.accept("SET TAGS"):
        return SetTags(target=target, tags=read_tag_pairs(cursor))
    if cursor.accept("UNSET TAGS"):
        return UnsetTags(target=target, keys=cursor.listed(lambda: read_key(cursor)))
    if cursor.accept("RENAME TO"):
        return Rename(target=target, to=read_named(cursor, type_).name)
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
    if word == "ALTER" and cursor.word(1) in _OF_PIPELINES:
        word = ""
    if not word and not any(cursor.sees(words) for words in _OTHER_OF_RELATION):
        raise _no_clause(cursor, (*ACTIONS, *_FORMS, *_OTHER_OF_RELATION))
    action = ACTIONS.get(word, "other")
    cursor.accept(word)
    found = Altered()
    if action in _COLUMNS:
        found = (changed if word.startswith("CHANGE") else _COLUMNS[action])(cursor)
    elif word == "DROP CONSTRAINT":
        exists = bool(cursor.accept("IF EXISTS"))
        found = Altered((cursor.part(),), if_exists=exists)
    location = cursor.string() if word == "SET LOCATION" else None
    cursor.rest_of_statement()
    return AlterTable(
        target=target,
        action=action,
        text=cursor.text(start),
        columns=found.columns,
        names=found.names,
        if_exists=found.if_exists,
        location=location,
        references=references(cursor, start) if action == "add constraint" else (),
    )


# What is read before these, and told as a hint too.
_FORMS: Final = (
    "SET OWNER TO", "OWNER TO", "SET TAGS", "UNSET TAGS", "RENAME TO", "SET ROW FILTER",
    "DROP ROW FILTER", "ALTER COLUMN",
)  # fmt: skip


def _no_clause(cursor: Cursor, forms: Iterable[str]) -> GovsimError:
    """Return the error that no such alteration exists, with the nearest one."""
    written = " ".join(filter(None, (cursor.word(), cursor.word(1), cursor.word(2))))
    if "MASK" in (cursor.word(1), cursor.word(2)):
        hint = "write ALTER COLUMN name SET MASK function"
    elif cursor.sees("ROW FILTER", 1):
        hint = "write SET ROW FILTER function ON (columns)"
    else:
        cut = [" ".join(written.split()[:count]) for count in (3, 2, 1)]
        near = next(filter(None, (nearest(words, forms) for words in cut if words)), None)
        hint = f"did you mean `{near}`?" if near else ""
    return cursor.wanted("what to alter", hint or None)


def _alter_other(cursor: Cursor, target: Target) -> Statement:
    start, action, member = cursor.index, "other", T.TABLE
    names: tuple[Name, ...] = ()
    if not any(cursor.sees(words) for words in _OTHER):
        raise _no_clause(cursor, (*_FORMS, *_OTHER))
    if target.type is T.SHARE and cursor.word() in ("ADD", "REMOVE", "ALTER"):
        action, names, member = _share(cursor)
    elif any(cursor.sees(f"{word} PREDICTIVE") for word in ("ENABLE", "DISABLE", "INHERIT")):
        action = "predictive optimization"
    location = credential = None
    if cursor.accept("SET URL", "SET MANAGED LOCATION", "SET LOCATION"):
        location = cursor.string()
    elif cursor.accept("SET STORAGE CREDENTIAL", "SET CREDENTIAL"):
        credential = cursor.part()
    cursor.rest_of_statement()
    return Alter(
        target=target,
        text=cursor.text(start),
        action=action,
        names=names,
        member=member,
        location=location,
        credential=credential,
    )


def _share(cursor: Cursor) -> tuple[str, tuple[Name, ...], SecurableType]:
    verb = cursor.expect("ADD", "REMOVE", "ALTER")
    type_ = TYPES[cursor.accept(*TYPES) or "TABLE"]
    name = read_named(cursor, type_).name
    return {"ADD": "share add", "REMOVE": "share remove"}.get(verb, "other"), (name,), type_


def read_drop(cursor: Cursor) -> Statement:
    """Read DROP securable."""
    cursor.expect("DROP")
    type_ = _DROPPED[cursor.expect_form(_DROPPED, "DROP")]
    if_exists = bool(cursor.accept("IF EXISTS"))
    target = read_named(cursor, type_)
    cascade = cursor.accept("CASCADE", "RESTRICT", "FORCE") in ("CASCADE", "FORCE")
    return Drop(target=target, if_exists=if_exists, cascade=cascade)


def read_undrop(cursor: Cursor) -> Statement:
    """Read UNDROP securable."""
    cursor.expect("UNDROP")
    type_ = _NAMED[cursor.expect_form(_NAMED, "UNDROP")]
    if cursor.sees("WITH ID") and cursor.peek(2).kind == "string":
        # Which securable bore an id is known only where ids are given out.
        cursor.rest()
        return NotSimulated(keyword="UNDROP … WITH ID", text=cursor.text(0))
    return Undrop(target=read_named(cursor, type_))


def read_comment(cursor: Cursor) -> Statement:
    """Read COMMENT ON securable IS text."""
    cursor.expect("COMMENT ON")
    target, column = read_tagged(cursor)
    cursor.expect("IS")
    text = None if cursor.accept("NULL") else cursor.string()
    return Comment(target=target, text=text, column=column)
