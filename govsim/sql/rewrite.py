"""Reads the tokens of a query into text that sqlglot takes: a few forms it does not know."""

from __future__ import annotations

from typing import Final

from govsim.sql.cursor import Cursor
from govsim.sql.lexer import Token
from govsim.sql.versions import AFTER_ALIAS, SYSTEM_WORDS, VERSION_MARK

_LONG: Final = 200  # tokens of a list of literals from which it is cut to its first
_WORDS: Final = frozenset({"NULL", "TRUE", "FALSE", "DEFAULT"})
# Functions by whose names sqlglot knows something else: a function, or the clause WINDOW.
_OTHERWISE_KNOWN: Final = frozenset({"VECTOR_SEARCH", "WINDOW"})
# Behind these stands a query, and TABLE before a name is one.
_SETS: Final = frozenset({"UNION", "INTERSECT", "EXCEPT", "MINUS", "ALL", "DISTINCT", "NAME"})
_QUERIES: Final = frozenset({"SELECT", "TABLE", "VALUES", "FROM", "WITH"})
_BEFORE_PATH: Final = frozenset({"FROM", "JOIN"})


def rewritten(cursor: Cursor, start: int, stop: int, without: tuple[int, int]) -> str:
    """Return the text of the tokens from `start` to `stop`, but for those of `without`."""
    tokens, source = cursor.tokens, cursor.source.text
    pieces: list[str] = []
    done, index, read = tokens[start].start, start, start
    while index < stop:
        found = _replacement(tokens, index, stop)
        if found is None and index >= read and tokens[index].kind in ("number", "string", "op"):
            first, read = _literals(tokens, index, stop)
            if read - first > _LONG:  # they name nothing, and a parser takes long over them
                pieces.append(source[done : tokens[first - 1].end])
                done, index = tokens[read - 1].end, read
                continue
        if index == without[0] and without[1] > index:
            found = "", without[1] - index
        elif index == start and cursor_word(tokens, index) == "TABLE":
            found = "SELECT * FROM", 1
        if found is not None:
            text, used = found
            pieces += [source[done : tokens[index].start], text]
            done = tokens[index + used - 1].end
            index += used
        else:
            index += 1
    pieces.append(source[done : tokens[stop - 1].end])
    return "".join(pieces)


def _literals(tokens: list[Token], index: int, stop: int) -> tuple[int, int]:
    """Return where the first of some literals, or rows of literals, ends, and where the last."""
    first = last = _literal(tokens, index, stop)
    while last > index and last < stop and tokens[last].text == ",":
        further = _literal(tokens, last + 1, stop)
        if further == last + 1:
            break
        last = further
    return first, max(last, index + 1)


def _literal(tokens: list[Token], index: int, stop: int) -> int:
    """Return the place behind a literal or a row of literals; `index` itself where none is."""
    if index >= stop:
        return index
    token = tokens[index]
    if token.kind in ("number", "string") or token.text.upper() in _WORDS:
        return index + 1
    if token.text == "-" and index + 1 < stop and tokens[index + 1].kind == "number":
        return index + 2
    if token.text != "(":
        return index
    at = index + 1
    while (behind := _plain(tokens, at, stop)) > at:
        if behind < stop and tokens[behind].text == ")":
            return behind + 1
        if behind >= stop or tokens[behind].text != ",":
            break
        at = behind + 1
    return index


def _plain(tokens: list[Token], index: int, stop: int) -> int:
    """Return the place behind a literal that is no row."""
    is_row = index < stop and tokens[index].text == "("
    return index if is_row else _literal(tokens, index, stop)


def cursor_word(tokens: list[Token], index: int) -> str:
    """Return an unquoted word in upper case."""
    return tokens[index].text.upper() if tokens[index].kind == "word" else ""


def _replacement(tokens: list[Token], index: int, stop: int) -> tuple[str, int] | None:
    token = tokens[index]
    if token.kind == "op":
        if token.text == "@":
            return _version(tokens, index, stop)
        return _piped(tokens, index, stop) if token.text == "|" else None
    if token.kind == "string" and index and tokens[index - 1].text.upper() in _BEFORE_PATH:
        return f"csv.`{token.text[1:-1]}`", 1
    if token.kind != "word" or index + 1 >= stop:
        return None
    word, after = token.text.upper(), tokens[index + 1]
    if word == "STREAM" and index and _may_read(tokens[index - 1]) and _is_relation(after):
        return "", 1
    if word == "TABLE" and index and tokens[index - 1].text.upper() in _SETS:
        return ("SELECT * FROM", 1) if after.kind in ("word", "name") else None
    dotted = index > 0 and tokens[index - 1].text == "."
    if word in _OTHERWISE_KNOWN and after.text == "(" and not dotted:
        return f"_{word}", 1
    three = tuple(found.text.upper() for found in tokens[index : min(stop, index + 3)])
    if word in SYSTEM_WORDS and three[1:] == ("AS", "OF") and index + 3 < stop:
        return (
            (SYSTEM_WORDS[word], 1) if tokens[index + 3].text.upper() not in AFTER_ALIAS else None
        )
    return ("", 3) if three == ("WITH", "SCHEMA", "EVOLUTION") else None


def _piped(tokens: list[Token], index: int, stop: int) -> tuple[str, int] | None:
    """Put `|> SET a = b` as `|> EXTEND a = b`, and leave `|> DROP a` out: both read the same."""
    if index + 3 >= stop or tokens[index + 1].text != ">":
        return None
    word, end = cursor_word(tokens, index + 2), index + 4
    if word in _SETS:
        return _united(tokens, index + 2, stop)
    if word == "SET":
        return "|> EXTEND", 3
    if word != "DROP" or tokens[index + 3].kind not in ("word", "name"):
        return None
    while end + 1 < stop and tokens[end].text == "," and tokens[end + 1].kind in ("word", "name"):
        end += 2
    return "", end - index


def _text(tokens: list[Token], place: int) -> str:
    return tokens[place].text if place < len(tokens) else ""


def _united(tokens: list[Token], start: int, stop: int) -> tuple[str, int] | None:
    """Put brackets around the query behind `|> UNION ALL`, which may stand without."""
    at = start
    while at < stop and (cursor_word(tokens, at) in _SETS or cursor_word(tokens, at) == "BY"):
        at += 1
    if at >= stop or cursor_word(tokens, at) not in _QUERIES:
        return None
    depth, end = 0, at
    while end < stop:
        text = tokens[end].text
        if depth == 0 and (text == ")" or (text == "|" and _text(tokens, end + 1) == ">")):
            break
        depth += (text == "(") - (text == ")")
        end += 1
    query = tokens[at + 1 : end] if cursor_word(tokens, at) == "TABLE" else tokens[at:end]
    words = " ".join(token.text for token in query)
    words = f"SELECT * FROM {words}" if cursor_word(tokens, at) == "TABLE" else words
    operator = " ".join(token.text for token in tokens[start:at])
    return f"|> {operator} ({words})", end - start + 2


def _version(tokens: list[Token], index: int, stop: int) -> tuple[str, int] | None:
    if index + 1 >= stop or not VERSION_MARK.fullmatch(tokens[index + 1].text):
        return None
    return f" VERSION AS OF {tokens[index + 1].text.lstrip('vV')}", 2


def _may_read(before: Token) -> bool:
    return before.text.upper() in _BEFORE_PATH or before.text in (",", "(")


def _is_relation(after: Token) -> bool:
    return after.kind in ("word", "name") or after.text == "("
