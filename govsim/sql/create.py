"""Reads CREATE of every securable but routines and policies."""

from __future__ import annotations

from typing import Any, Final

from govsim.errors import GovsimError
from govsim.model.kinds import Kind, SecurableType
from govsim.model.statements import AlterGroup, Body, Clone, Create, Statement
from govsim.sql.columns import read_columns, references
from govsim.sql.cursor import Cursor
from govsim.sql.files import body_reading, option, words_of
from govsim.sql.lexer import Token, within_dollars
from govsim.sql.names import read_named, read_principal
from govsim.sql.query import read_query
from govsim.sql.tags_masks import read_row_filter
from govsim.sql.versions import SYSTEM_WORDS

T = SecurableType

# What stands between CREATE and the name, with the type and kind it makes.
FORMS: Final[dict[str, tuple[SecurableType, Kind]]] = {
    "MATERIALIZED VIEW": (T.MATERIALIZED_VIEW, Kind.PLAIN),
    "STREAMING LIVE TABLE": (T.TABLE, Kind.STREAMING),
    "STREAMING TABLE": (T.TABLE, Kind.STREAMING),
    "LIVE TABLE": (T.MATERIALIZED_VIEW, Kind.PLAIN),
    "EXTERNAL TABLE": (T.TABLE, Kind.EXTERNAL),
    "FOREIGN TABLE": (T.TABLE, Kind.FOREIGN),
    "EXTERNAL VOLUME": (T.VOLUME, Kind.EXTERNAL),
    "FOREIGN CATALOG": (T.CATALOG, Kind.FOREIGN),
    "STORAGE CREDENTIAL": (T.STORAGE_CREDENTIAL, Kind.PLAIN),
    "SERVICE CREDENTIAL": (T.SERVICE_CREDENTIAL, Kind.PLAIN),
    "EXTERNAL LOCATION": (T.EXTERNAL_LOCATION, Kind.PLAIN),
    "EXTERNAL METADATA": (T.EXTERNAL_METADATA, Kind.PLAIN),
    "CLEAN ROOM": (T.CLEAN_ROOM, Kind.PLAIN),
    "METRIC VIEW": (T.VIEW, Kind.METRIC_VIEW),
    "CATALOG": (T.CATALOG, Kind.PLAIN),
    "SCHEMA": (T.SCHEMA, Kind.PLAIN),
    "DATABASE": (T.SCHEMA, Kind.PLAIN),
    "TABLE": (T.TABLE, Kind.PLAIN),
    "VIEW": (T.VIEW, Kind.PLAIN),
    "VOLUME": (T.VOLUME, Kind.PLAIN),
    "MODEL": (T.MODEL, Kind.PLAIN),
    "CONNECTION": (T.CONNECTION, Kind.PLAIN),
    "SERVER": (T.CONNECTION, Kind.PLAIN),
    "SHARE": (T.SHARE, Kind.PLAIN),
    "RECIPIENT": (T.RECIPIENT, Kind.PLAIN),
    "PROVIDER": (T.PROVIDER, Kind.PLAIN),
}
_TEMPORARY: Final = ("GLOBAL TEMPORARY", "GLOBAL TEMP", "TEMPORARY", "TEMP", "PRIVATE")
# A clause that no rule reads runs from one of these words to the next.
KEPT: Final = (
    "TBLPROPERTIES", "OPTIONS", "PARTITIONED BY", "CLUSTERED BY", "CLUSTER BY", "SORTED BY",
    "WITH DBPROPERTIES", "DBPROPERTIES", "WITH METRICS", "WITH SCHEMA", "WITH TAGS", "WITH",
    "USING ID", "USING", "SCHEDULE", "TRIGGER", "REFRESH", "TYPE", "DEFAULT COLLATION",
    "ROW FORMAT", "STORED AS", "STORED BY", "LANGUAGE", "READ ONLY", "PROPERTIES", "FLOW",
    "ENABLE PREDICTIVE OPTIMIZATION", "DISABLE PREDICTIVE OPTIMIZATION",
    "INHERIT PREDICTIVE OPTIMIZATION", "ENVIRONMENT", "PURPOSE", "EXPIRATION",
)  # fmt: skip
READ: Final = ("COMMENT", "LOCATION", "MANAGED LOCATION", "URL", "AS", "WITH ROW FILTER")


def read_create(cursor: Cursor) -> Statement:
    """Read CREATE [OR REPLACE] securable, or REPLACE TABLE."""
    found: dict[str, Any] = {"must_exist": cursor.sees("REPLACE")}
    if found["must_exist"]:
        cursor.expect("REPLACE")
        if not cursor.sees("TABLE"):
            raise cursor.wanted("`TABLE`")
    else:
        cursor.expect("CREATE")
    found["or_replace"] = found["must_exist"] or bool(cursor.accept("OR REPLACE", "OR REFRESH"))
    found["temporary"] = bool(cursor.accept(*_TEMPORARY))
    form = cursor.expect_form(FORMS, "CREATE")
    type_, found["kind"] = FORMS[form]
    if found["or_replace"] and found["kind"] is not Kind.STREAMING and cursor.sees("IF NOT EXISTS"):
        raise cursor.wanted("a name, for what is replaced has to be there")
    found["if_not_exists"] = bool(cursor.accept("IF NOT EXISTS"))
    found["target"] = read_named(cursor, type_)
    if cursor.peek().text == "(" and cursor.word(1) not in ("SELECT", "WITH"):
        start = cursor.index
        found["columns"], found["constraints"] = read_columns(cursor)
        found["references"] = references(cursor, start)
    options: list[tuple[str, str]] = []
    while not cursor.done:
        _clause(cursor, found, options)
    _require_whole(cursor, form, found, {word for word, text in options if text})
    _files(cursor, found)
    return Create(**found, options=tuple(options))


def _files(cursor: Cursor, found: dict[str, Any]) -> None:
    """Take the path of `USING csv OPTIONS (path '…')`: of a temporary view, it is what it reads."""
    using, given = found.pop("using", ""), found.pop("given", ())
    path = option(words_of(given), "path")
    if path is None or "body" in found or "location" in found:
        return
    if found["temporary"]:
        found["files"] = body_reading(path, using, found.get("columns", ()))
    elif found["target"].type is T.TABLE:
        found["location"] = path
        found["kind"] = Kind.EXTERNAL if found["kind"] is Kind.PLAIN else found["kind"]


# What a form cannot be without, and how it is asked for.
_NEEDED: Final = {
    "VIEW": ("body", "`AS` and a query"),
    "MATERIALIZED VIEW": ("body", "`AS` and a query"),
    "EXTERNAL VOLUME": ("location", "`LOCATION`"),
    "EXTERNAL LOCATION": ("location", "`URL`"),
    "FOREIGN CATALOG": ("source", "`USING CONNECTION`"),
    "CONNECTION": ("TYPE", "`TYPE`"),
    "SERVER": ("TYPE", "`TYPE`"),
}


def _require_whole(cursor: Cursor, form: str, found: dict[str, Any], kept: set[str]) -> None:
    """Refuse a statement that lacks what its kind cannot be without."""
    needed, what = _NEEDED.get(form, ("", ""))
    if needed and needed not in found and needed not in kept and not found["temporary"]:
        raise cursor.wanted(what)
    plain = form == "TABLE" and not {"body", "like", "clone"} & found.keys()
    for column in found.get("columns", ()) if plain else ():
        if not column.type:
            raise cursor.error(
                "syntax",
                f"column `{column.name}` has no type",
                _token_of(cursor, column.name),
                "write a type behind the name, such as `STRING`",
            )


def _token_of(cursor: Cursor, name: str) -> Token:
    last = name.rpartition(".")[2]
    return next(
        token for token in cursor.tokens if token.text.strip("`").replace("``", "`") == last
    )


def _clause(cursor: Cursor, found: dict[str, Any], options: list[tuple[str, str]]) -> None:
    type_ = found["target"].type
    if cursor.accept("COMMENT"):
        found["comment"] = cursor.string()
    elif cursor.accept("MANAGED LOCATION", "LOCATION", "URL"):
        _location(cursor, found, options)
    elif cursor.accept("WITH ROW FILTER", "ROW FILTER"):
        found["row_filter"] = read_row_filter(cursor)
    elif cursor.accept("USING CONNECTION"):
        found["source"] = cursor.name()
        found["kind"] = Kind.FOREIGN if type_ is T.CATALOG else found["kind"]
    elif type_ is T.CATALOG and cursor.accept("USING SHARE"):
        found["source"] = cursor.name()
        found["kind"] = Kind.SHARED
    elif type_ is T.EXTERNAL_LOCATION and _sees_credential(cursor):
        found["credential"] = _credential(cursor)
    elif cursor.accept("LIKE"):
        found["like"] = cursor.name()
    elif word := cursor.accept("DEEP CLONE", "SHALLOW CLONE", "CLONE"):
        found["clone"] = _clone(cursor, word)
    elif _body_follows(cursor):
        found["body"] = _body(cursor, found)
    elif word := cursor.accept(*KEPT):
        start = cursor.index
        if word == "PARTITIONED BY":
            _partitions(cursor, found)
            cursor.index = start
        options.append((word, kept_text(cursor)))
        if word == "OPTIONS":
            found["given"] = cursor.tokens[start : cursor.index]
        elif word == "USING":
            found["using"] = options[-1][1]
    else:
        raise cursor.wanted("a clause of CREATE")


def _partitions(cursor: Cursor, found: dict[str, Any]) -> None:
    """Add the columns that `PARTITIONED BY (day DATE)` names with a type, as Hive has them."""
    try:
        named, _ = read_columns(cursor)
    except GovsimError:  # names alone, or functions of columns
        return
    columns = found.get("columns", ())
    known = {column.name.lower() for column in columns}
    new = [c for c in named if c.type[:1].isalpha() and c.name.lower() not in known]
    if new:
        found["columns"] = (*columns, *new)


def _location(cursor: Cursor, found: dict[str, Any], options: list[tuple[str, str]]) -> None:
    found["location"] = cursor.string()
    if (
        cursor.sees("WITH")
        and cursor.peek(1).text == "("
        and ("CREDENTIAL" in (cursor.word(2), cursor.word(3)))
    ):
        found["credential"] = _credential(cursor)
    type_, kind = found["target"].type, found["kind"]
    if type_ in (T.TABLE, T.VOLUME) and kind is Kind.PLAIN:
        found["kind"] = Kind.EXTERNAL


def _sees_credential(cursor: Cursor) -> bool:
    return cursor.word() == "WITH" and cursor.peek(1).text == "("


def _credential(cursor: Cursor) -> str:
    cursor.expect("WITH")
    cursor.expect_op("(")
    cursor.expect("STORAGE CREDENTIAL", "CREDENTIAL")
    name = cursor.part()
    cursor.expect_op(")")
    return name


def _clone(cursor: Cursor, word: str) -> Clone:
    source = cursor.name()
    travel = ""
    if cursor.peek().text == "@":
        travel = "@" + cursor.peek(1).text
        cursor.index += 2
    elif cursor.word() in ("VERSION", "TIMESTAMP", "FOR", *SYSTEM_WORDS):
        start = cursor.index
        while not cursor.done and cursor.word() not in ("TBLPROPERTIES", "LOCATION"):
            cursor.index += 1
        travel = cursor.text(start)
    return Clone(source, word != "SHALLOW CLONE", travel)


def _body_follows(cursor: Cursor) -> bool:
    if cursor.word() == "WITH":
        kept = cursor.word(1) in ("DBPROPERTIES", "METRICS", "SCHEMA", "TAGS")
        return not kept and (cursor.word(2) == "AS" or cursor.peek(2).text == "(")
    if cursor.peek().text == "(":
        return cursor.word(1) in ("SELECT", "WITH")
    return cursor.word() in ("AS", "SELECT", "VALUES", "FROM")


def _body(cursor: Cursor, found: dict[str, Any]) -> Body:
    cursor.accept("AS")
    token = cursor.peek()
    if token.kind == "dollar":
        cursor.index += 1
        if found["target"].type is not T.VIEW:
            raise cursor.error("syntax", "only a metric view is defined in `$$`", token)
        found["kind"] = Kind.METRIC_VIEW
        from govsim.sql.metric import read_metric_view

        return read_metric_view(within_dollars(token.text))
    start, cursor.index = cursor.index, len(cursor.tokens)
    return read_query(cursor, start)


def kept_text(cursor: Cursor) -> str:
    """Return what stands up to the next clause, as written."""
    start = cursor.index
    while not cursor.done:
        if cursor.index > start and _next_clause(cursor):
            break
        if cursor.index == start and cursor.word() in ("AS", "COMMENT", "LOCATION"):
            break
        cursor.skip_one()
    return cursor.text(start)


def _next_clause(cursor: Cursor) -> bool:
    if cursor.starts_statement() and cursor.word() not in ("SELECT", "COMMENT", "REFRESH"):
        raise cursor.missing_semicolon()
    if cursor.tokens[cursor.index - 1].text.upper() == "SERDE":
        return False  # WITH SERDEPROPERTIES belongs to it
    return any(cursor.sees(words) for words in (*READ, *KEPT))


def read_group(cursor: Cursor) -> Statement:
    """Read CREATE, DROP or ALTER GROUP."""
    verb = cursor.expect("CREATE", "DROP", "ALTER")
    cursor.expect("GROUP")
    name = cursor.part()
    action: Any = verb.lower()
    if verb == "ALTER":
        action = {"ADD": "add", "DROP": "remove"}[cursor.expect("ADD", "DROP")]
    elif verb == "CREATE":
        cursor.accept("WITH")
    users: list[str] = []
    groups: list[str] = []
    while verb != "DROP" and not cursor.done:
        into = users if cursor.expect("USER", "GROUP") == "USER" else groups
        into.extend(cursor.comma_list(lambda: read_principal(cursor)))
    if verb == "ALTER" and not users and not groups:
        raise cursor.wanted("`USER` or `GROUP`")
    return AlterGroup(name=name, action=action, users=tuple(users), groups=tuple(groups))
