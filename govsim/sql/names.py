"""Reads securables and principals as statements name them, and quotes them again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from govsim.model.kinds import IN_SCHEMA, SecurableType
from govsim.model.statements import Name, Target
from govsim.model.values import principal_named
from govsim.sql.cursor import Cursor
from govsim.sql.versions import VERSION_MARK

T = SecurableType

# Longer forms first: the first that follows is read.
TYPES: Final[dict[str, SecurableType]] = {
    "MATERIALIZED VIEW": T.MATERIALIZED_VIEW,
    "STREAMING TABLE": T.TABLE,
    "STORAGE CREDENTIAL": T.STORAGE_CREDENTIAL,
    "SERVICE CREDENTIAL": T.SERVICE_CREDENTIAL,
    "EXTERNAL LOCATION": T.EXTERNAL_LOCATION,
    "EXTERNAL METADATA": T.EXTERNAL_METADATA,
    "ANONYMOUS FUNCTION": T.ANONYMOUS_FUNCTION,
    "CLEAN ROOM": T.CLEAN_ROOM,
    "ANY FILE": T.ANY_FILE,
    "METASTORE": T.METASTORE,
    "CATALOG": T.CATALOG,
    "SCHEMA": T.SCHEMA,
    "DATABASE": T.SCHEMA,
    "TABLE": T.TABLE,
    "VIEW": T.VIEW,
    "VOLUME": T.VOLUME,
    "FUNCTION": T.FUNCTION,
    "PROCEDURE": T.PROCEDURE,
    "MODEL": T.MODEL,
    "CREDENTIAL": T.CREDENTIAL,
    "CONNECTION": T.CONNECTION,
    "SERVER": T.CONNECTION,
    "SHARE": T.SHARE,
    "RECIPIENT": T.RECIPIENT,
    "PROVIDER": T.PROVIDER,
}
FIRST_WORDS: Final = frozenset(words.split()[0] for words in TYPES)
# The first part of a path written as a table: delta.`s3://…`.
FORMATS: Final = frozenset("delta parquet csv json text orc avro binaryfile xml iceberg".split())
_SINGLE: Final = frozenset({T.METASTORE, T.ANY_FILE, T.ANONYMOUS_FUNCTION})
_BEHIND: Final = frozenset({"TO", "FROM", ""})  # no name, when bare: the securable is left out
_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_RESERVED: Final = frozenset(
    " ".join(TYPES).split()
    + "TO FROM ON AS IF NOT EXISTS IN LIKE USING WITH SET UNSET ADD DROP ALTER GRANT REVOKE DENY "
    "OWNER COLUMN COLUMNS EXCEPT FOR WHEN MATCH COMMENT USER USERS GROUP ROLE PRINCIPAL ALL NULL "
    "TRUE FALSE SELECT WHERE BY IS INTO VALUES ORDER UNION JOIN CROSS LEFT RIGHT FULL INNER ANTI "
    "SEMI NATURAL HAVING LIMIT CASE END AND OR HISTORY DETAIL EXTENDED FORMATTED FUTURE STREAM "
    "QUERY CONSTRAINT PRIMARY FOREIGN CHECK MASK DEFAULT INTERSECT MINUS LATERAL IDENTIFIER "
    "QUERY PARTITION DATA CLONE REPLACE OVERWRITE TABLES VIEWS JSON RENAME APPLY ROW "
    "FILTER RECIPIENT ACCOUNT SERVICE EXTENDED CLUSTER OPTIONS TBLPROPERTIES LOCATION URL".split()
)


def read_type(cursor: Cursor) -> SecurableType:
    """Read the keyword of a securable, which must follow."""
    if word := cursor.accept(*TYPES):
        return TYPES[word]
    raise cursor.wanted("a kind of securable such as `TABLE` or `SCHEMA`")


def most_parts(type_: SecurableType) -> int:
    """Return of how many parts the full name of a securable consists."""
    return 3 if type_ in IN_SCHEMA else 2 if type_ is T.SCHEMA else 1


def read_named(cursor: Cursor, type_: SecurableType) -> Target:
    """Read the name of a securable of a known type."""
    token, name = cursor.peek(), cursor.name()
    most = most_parts(type_)
    if len(name) > most:
        word = str(type_).lower()
        raise cursor.source.error(
            "syntax",
            f"the name of a {word} has {most} part{'s' if most > 1 else ''} at most, "
            f"not {len(name)}",
            (token.start, cursor.tokens[cursor.index - 1].end),
            "put a part that holds a dot in backticks",
        )
    return Target(type_, name)


def read_on(cursor: Cursor) -> Target:
    """Read the securable after ON, where TABLE may be left out and a metastore has no name."""
    if cursor.sees("GOVERNED TAG") and cursor.peek(2).kind in ("word", "name", "string"):
        raise cursor.error(
            "unsupported-statement",
            "no statement gives rights on a governed tag",
            hint="the account gives them; a state says `governed_tags: {key: {assign: [name]}}`",
        )
    for words, type_ in TYPES.items():
        if not cursor.sees(words):
            continue
        after = words.count(" ") + 1
        if cursor.peek(after).text == ".":
            break  # a catalog that is called so
        if type_ not in _SINGLE and cursor.word(after) in _BEHIND and _ends(cursor, after):
            cursor.accept(words)
            if type_ is not T.CATALOG:
                raise cursor.wanted(f"the name of the {words.lower()}")
            return Target(type_)
        cursor.accept(words)
        if type_ is T.METASTORE or type_ in _SINGLE:
            return Target(type_)
        return read_named(cursor, type_)
    return read_named(cursor, T.TABLE)


def _ends(cursor: Cursor, ahead: int) -> bool:
    return cursor.peek(ahead).kind in ("end", "word")


def read_relation(cursor: Cursor) -> tuple[Name, str | None]:
    """Read the name of a relation; also the path, where one stands for it.

    That is delta.`s3://…`, whose parts are the name too, or a text in quotes, without a name.
    """
    if cursor.peek().kind == "string":
        return (), cursor.string()
    name = cursor.name()
    return name, path_in(name)


def path_in(name: Sequence[str]) -> str | None:
    """Return the path of a name such as delta.`s3://…`, without a version such as `@v12`."""
    if not is_path(name):
        return None
    before, _, mark = name[1].rpartition("@")
    return before if name[0].lower() == "delta" and VERSION_MARK.fullmatch(mark) else name[1]


def is_path(name: Sequence[str]) -> bool:
    """Return whether a name of two parts is a format and a path."""
    return len(name) == 2 and name[0].lower() in FORMATS and ("/" in name[1] or ":" in name[1])


def read_column(cursor: Cursor) -> tuple[Name, str]:
    """Read the full name of a column; return the relation's name and the column's."""
    token = cursor.peek()
    parts = cursor.name()
    if len(parts) < 2:
        raise cursor.error(
            "syntax",
            "a column is named with its table",
            token,
            f"write `catalog.schema.table.{parts[0]}`",
        )
    return parts[:-1], parts[-1]


def read_principal(cursor: Cursor) -> str:
    """Read a principal: in backticks or quotes, or one bare word, or `account users`."""
    token = cursor.peek()
    if token.kind == "string":
        return principal_named(cursor.string())
    kind = cursor.word()
    if kind in ("USER", "GROUP", "ROLE", "PRINCIPAL", "SERVICE") and (
        cursor.peek(1).kind in ("word", "name", "string")
    ):
        raise _kind_given(cursor, kind)
    if cursor.accept("ACCOUNT USERS"):
        return "account users"
    name = cursor.part()
    if token.kind == "word":
        _refuse_unquoted(cursor, name)
    return principal_named(name)


def _kind_given(cursor: Cursor, kind: str) -> Exception:
    token = cursor.peek()
    cursor.index += 2 if cursor.sees("SERVICE PRINCIPAL") else 1
    written = cursor.peek().text.strip("`'\"") or "name"
    if kind == "ROLE":
        return cursor.error(
            "no-principal-kind",
            "Unity Catalog has no roles",
            token,
            f"grant to a group instead: `{written}`",
        )
    return cursor.error(
        "no-principal-kind",
        f"the principal stands alone, without `{kind}`",
        token,
        f"write only its name: `{written}`",
    )


def _refuse_unquoted(cursor: Cursor, name: str) -> None:
    after, before = cursor.peek(), cursor.tokens[cursor.index - 1]
    if after.text == "." and after.kind == "op" and after.start == before.end:
        found = re.compile(r"[\w@.+-]+").match(cursor.source.text, before.start)
        written = found[0].rstrip(".") if found else name
    elif after.kind in ("word", "number") and not cursor.starts_statement():
        if cursor.word() in _RESERVED:
            return
        written = f"{name} {after.text}"
    else:
        return
    raise cursor.source.error(
        "needs-backticks",
        f"the name `{written}` holds a character that needs backticks",
        (before.start, before.start + len(written)),
        f"write it between backticks: `{written}`",
    )


def quote_part(part: str) -> str:
    """Return one part of a name, in backticks where it needs them."""
    if _PLAIN.fullmatch(part) and part.upper() not in _RESERVED:
        return part
    return "`" + part.replace("`", "``") + "`"


def quote_name(parts: Iterable[str]) -> str:
    """Return a name as SQL writes it, each part in backticks where it needs them."""
    return ".".join(quote_part(part) for part in parts)


def quote_principal(name: str) -> str:
    """Return a principal as SQL writes it, in backticks where it needs them."""
    return quote_part(name)


def quote_text(text: str) -> str:
    """Return a text in single quotes."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
