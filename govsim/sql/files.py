"""Reads which files a CREATE … USING … OPTIONS names, and the query that reads them."""

from __future__ import annotations

from collections.abc import Sequence

from govsim.model.statements import Body, ColumnSpec
from govsim.sql.cursor import said_by
from govsim.sql.lexer import Token


def words_of(tokens: Sequence[Token]) -> list[str]:
    """Return the tokens as the words that they say: texts and names without their quotes."""
    return [
        said_by(each.text) if each.kind == "string" else each.text.strip("`") for each in tokens
    ]


def option(words: Sequence[str], name: str) -> str | None:
    """Return the value of `name 'value'` or `name = 'value'` in a list of options, if it is there.

    Args:
        words: What stands from `(` on, quotes undone.
        name: The option, in lower case.
    """
    for place, word in enumerate(words[:-2]):
        if word in ("(", ",") and words[place + 1].lower() == name:
            signs = (word for word in words[place + 2 : place + 4] if word not in ("=", ">", "=>"))
            value = next(signs, None)
            return None if value in (",", ")") else value
    return None


def reading(path: str, format_: str, columns: Sequence[tuple[str, str]] = ()) -> str:
    """Return the query that reads the files of a path, with the columns where they are told."""
    told = f", schema => {_text(_ddl(columns))}" if columns else ""
    return f"SELECT * FROM read_files({_text(path)}, format => {_text(format_)}{told})"


def body_reading(path: str, format_: str, columns: Sequence[ColumnSpec]) -> Body:
    """Return the body of a temporary view of files."""
    text = reading(path, format_, [(each.name, each.type) for each in columns])
    return Body(text, paths=(path,))


def _ddl(columns: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"`{name}` {type_}" for name, type_ in columns)


def _text(said: str) -> str:
    escaped = said.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
