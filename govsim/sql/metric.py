"""Reads what a metric view's definition names as its source."""

from __future__ import annotations

import re
from typing import Final

from govsim.errors import GovsimError
from govsim.model.statements import Body, TableRead
from govsim.sql.cursor import Cursor
from govsim.sql.lexer import lex_all
from govsim.sql.query import read_query
from govsim.sql.source import Source

_SOURCE: Final = re.compile(r"^[ \t-]*source[ \t]*:[ \t]*(\S[^\n]*)$", re.MULTILINE)


def read_metric_view(text: str) -> Body:
    """Return the definition, with the relations that its `source` lines name as reads."""
    reads: list[TableRead] = []
    for found in _SOURCE.finditer(text):
        reads.extend(_reads(found[1].strip().strip("'\"")))
    return Body(text, tuple(dict.fromkeys(reads)), columns=None)


def _reads(written: str) -> tuple[TableRead, ...]:
    source = Source("<metric view>", written)
    try:
        cursor = Cursor(source, lex_all(source))
        if cursor.word() in ("SELECT", "WITH"):
            return read_query(cursor, 0).reads
        name = cursor.name()
    except GovsimError:
        return ()  # the source stands on further lines; the text itself is kept
    return (TableRead(name),)
