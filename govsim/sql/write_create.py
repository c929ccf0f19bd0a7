"""Renders CREATE statements as SQL that is read into equal statements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim.model.kinds import Kind, SecurableType
from govsim.model.statements import ColumnSpec, Create, CreateRoutine, FunctionUse
from govsim.sql.names import quote_name, quote_part, quote_text
from govsim.sql.routines import EXTERNAL

T = SecurableType
_WORDS: Final[dict[tuple[SecurableType, Kind], str]] = {
    (T.TABLE, Kind.STREAMING): "STREAMING TABLE",
    (T.TABLE, Kind.FOREIGN): "FOREIGN TABLE",
    (T.VOLUME, Kind.EXTERNAL): "EXTERNAL VOLUME",
    (T.CATALOG, Kind.FOREIGN): "FOREIGN CATALOG",
}
_MODES: Final = ("INOUT", "IN", "OUT")


def write_create(found: Create) -> str:
    """Return a CREATE of a securable."""
    return "\n".join(_create_pieces(found))


def _create_pieces(found: Create) -> Iterator[str]:
    type_ = found.target.type
    words = _WORDS.get((type_, found.kind), str(type_))
    if type_ is T.TABLE and found.kind is Kind.EXTERNAL and found.location is None:
        words = "EXTERNAL TABLE"
    if found.kind is Kind.METRIC_VIEW and ("WITH METRICS", "") not in found.options:
        words = "METRIC VIEW"
    refresh = "OR REFRESH " if found.kind is Kind.STREAMING else "OR REPLACE "
    verb = f"CREATE {refresh if found.or_replace else ''}"
    yield (
        f"{'REPLACE ' if found.must_exist else verb}{'TEMPORARY ' if found.temporary else ''}"
        f"{words} {'IF NOT EXISTS ' if found.if_not_exists else ''}{quote_name(found.target.name)}"
        f"{_columns(found)}"
    )
    yield from _source(found)
    if found.row_filter is not None:
        yield f"WITH ROW FILTER {write_use(found.row_filter, 'ON')}"
    if found.comment is not None:
        yield f"COMMENT {quote_text(found.comment)}"
    for keyword, text in found.options:
        yield f"{keyword} {text}".rstrip()
    if found.body is not None:
        yield f"AS $${found.body.text}$$" if _is_yaml(found) else f"AS {found.body.text}"


def _is_yaml(found: Create) -> bool:
    return found.kind is Kind.METRIC_VIEW


def _columns(found: Create) -> str:
    pieces = [*(write_column(column) for column in found.columns), *found.constraints]
    return f" ({', '.join(pieces)})" if pieces else ""


def _source(found: Create) -> Iterator[str]:
    type_ = found.target.type
    if found.like:
        yield f"LIKE {quote_name(found.like)}"
    if found.clone is not None:
        depth = "DEEP" if found.clone.deep else "SHALLOW"
        yield f"{depth} CLONE {quote_name(found.clone.source)} {found.clone.time_travel}".rstrip()
    if found.source:
        shared = type_ is T.CATALOG and found.kind is Kind.SHARED
        yield f"USING {'SHARE' if shared else 'CONNECTION'} {quote_name(found.source)}"
    if found.location is not None:
        word = "URL" if type_ is T.EXTERNAL_LOCATION else "LOCATION"
        managed = "MANAGED " if type_ in (T.CATALOG, T.SCHEMA) else ""
        yield f"{managed}{word} {quote_text(found.location)}"
    if found.credential is not None:
        yield f"WITH (CREDENTIAL {quote_part(found.credential)})"


def write_column(column: ColumnSpec, *, modes: bool = False) -> str:
    """Return one column as it stands in a list; with `modes`, that of a routine."""
    first = column.rest.split(" ")[0]
    mode = first if modes and first in _MODES else ""
    rest = column.rest.removeprefix(mode).strip()
    pieces = [mode, quote_name(column.name.split(".")), column.type]
    if not column.nullable:
        pieces.append("NOT NULL")
    if column.comment is not None:
        pieces.append(f"COMMENT {quote_text(column.comment)}")
    if column.mask is not None:
        pieces.append(f"MASK {write_use(column.mask, 'USING COLUMNS')}")
    return " ".join(piece for piece in (*pieces, column.default, rest) if piece)


def write_use(use: FunctionUse, word: str) -> str:
    """Return a function with what it is given; a row filter shows an empty list too."""
    if not use.arguments and word != "ON":
        return quote_name(use.function)
    listed = ", ".join(_argument(text) for text in use.arguments)
    return f"{quote_name(use.function)} {word} ({listed})"


def _argument(text: str) -> str:
    literal = text[0] in "'\"+-" or text[0].isdigit() or text[:2] in ("r'", 'r"', "R'", 'R"')
    if literal or text.upper() in ("TRUE", "FALSE", "NULL"):
        return text
    return quote_name(text.split("."))


def write_routine(found: CreateRoutine) -> str:
    """Return a CREATE FUNCTION or PROCEDURE."""
    return "\n".join(_routine_pieces(found))


def _routine_pieces(found: CreateRoutine) -> Iterator[str]:
    parameters = ", ".join(write_column(parameter, modes=True) for parameter in found.parameters)
    yield (
        f"CREATE {'OR REPLACE ' if found.or_replace else ''}"
        f"{'TEMPORARY ' if found.temporary else ''}{found.target.type} "
        f"{'IF NOT EXISTS ' if found.if_not_exists else ''}"
        f"{quote_name(found.target.name)}({parameters})"
    )
    if found.returns is not None:
        yield f"RETURNS {found.returns}"
    if found.language != EXTERNAL:
        yield f"LANGUAGE {found.language}"
    options = [f"{keyword} {text}".rstrip() for keyword, text in found.options]
    comment = [] if found.comment is None else [f"COMMENT {quote_text(found.comment)}"]
    body = [] if found.body is None else [_routine_body(found, found.body.text)]
    # The resources of an external function stand behind its class.
    yield from (*body, *options) if found.language == EXTERNAL else (*options, *comment, *body)


def _routine_body(found: CreateRoutine, text: str) -> str:
    if found.language != "SQL":
        quoted = "$$" in text or found.language == EXTERNAL
        return f"AS {quote_text(text)}" if quoted else f"AS $${text}$$"
    return f"AS {text}" if text[:5].upper() == "BEGIN" or text[:1] == "$" else f"RETURN {text}"
