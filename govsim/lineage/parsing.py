"""Reads text into sqlglot's tokens, and tokens into its trees; both builds alike."""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from threading import local
from typing import Any, Final

from sqlglot import Token, TokenType, exp
from sqlglot.dialects.databricks import Databricks
from sqlglot.errors import SqlglotError

_LOG: Final = logging.getLogger("sqlglot")


class _Own(local):
    """What one thread reads with: making them takes as long as a short statement does."""

    def __init__(self) -> None:
        dialect = Databricks()
        self.tokenizer = dialect.tokenizer()
        self.parser = dialect.parser()


_OWN: Final = _Own()


class UnreadableError(Exception):
    """The parser does not take the tokens; the message is its own."""


def tokens_of(text: str) -> list[Any]:
    """Return the tokens of a text.

    Raises:
        UnreadableError: A quotation or comment is never closed.
    """
    try:
        return _OWN.tokenizer.tokenize(text)
    except SqlglotError as found:
        raise UnreadableError(str(found).split("\n")[0]) from None


def token(kind: TokenType, text: str, like: Any) -> Any:
    """Return a token that is made up, at the place of another."""
    return Token(kind, text, like.line, like.col, like.start, like.end)


def words(text: str, like: Any) -> list[Any]:
    """Return the tokens of a made-up text, all at the place of another token."""
    return [token(kind, said, like) for kind, said in _kinds(text)]


@lru_cache(maxsize=256)
def _kinds(text: str) -> tuple[tuple[Any, str], ...]:
    return tuple((each.token_type, each.text) for each in tokens_of(text))


def tree_of(tokens: Sequence[Any], text: str) -> Any:
    """Return the tree of one query.

    Raises:
        UnreadableError: It is no query that the parser knows.
    """
    was, _LOG.disabled = _LOG.disabled, True  # what it warns of is refused anyway
    try:
        trees = _OWN.parser.parse(list(tokens), text)
    except SqlglotError as found:
        said = str(found).split("\n")[0]
        if (other := _unknown_call(tokens, said) or _of_users(tokens)) is not None:
            return tree_of(other, text)
        raise UnreadableError(_plain(said)) from None
    except (ValueError, TypeError, AttributeError, KeyError, IndexError):
        raise UnreadableError("the query cannot be read") from None
    finally:
        _LOG.disabled = was
    if len(trees) != 1 or trees[0] is None or isinstance(trees[0], exp.Command):
        raise UnreadableError("this is not a query")
    return trees[0]


# What other dialects read in a way of their own, and here can only be a function of a user.
_ELSEWHERE: Final = frozenset(
    "PREDICT MATCH NORMALIZE JSON_OBJECT JSON_OBJECTAGG JSON_TABLE OPENJSON GAP_FILL XMLELEMENT "
    "XMLTABLE SAFE_CAST TRY_CONVERT".split()
)


def _of_users(tokens: Sequence[Any]) -> list[Any] | None:
    """Return the tokens with functions put by that the parser reads as another dialect has them."""
    found = list(tokens)
    for place, each in enumerate(tokens[:-1]):
        called = tokens[place + 1].token_type is TokenType.L_PAREN
        if called and each.text.upper() in _ELSEWHERE:
            found[place] = token(TokenType.VAR, f"_gs_{each.text}", each)
    return found if any(a is not b for a, b in zip(found, tokens, strict=True)) else None


def _plain(said: str) -> str:
    """Return the parser's words without its own objects in them, and with the place in short."""
    found = _TOKEN.sub(lambda token: f"`{token[1]}`", said)
    found = _MISSING.sub(
        lambda part: _PARTS.get(part[1], f"a part of {part[1].upper()} is missing"), found
    )
    return _PLACE.sub(r" at \1:\2", found)


_TOKEN: Final = re.compile(r"<Token token_type: .*?, text: (.*?), line: \d+, .*?>")
_MISSING: Final = re.compile(r"Required keyword: '\w+' missing for <class '[\w.]*?(\w+)'>")
_PARTS: Final = {"Mul": "a star stands behind a name only, and `*` between two values"}
_PLACE: Final = re.compile(r"\. Line (\d+), Col: (\d+)\.?")


def _unknown_call(tokens: Sequence[Any], said: str) -> list[Any] | None:
    """Return the tokens with the call put by that the parser knows with fewer arguments."""
    place = _ARGUMENTS.search(said)
    if place is None:
        return None
    line, column = int(place[1]), int(place[2])
    depth = 0
    for index in range(len(tokens) - 1, 0, -1):
        each = tokens[index]
        if (each.line, each.col) > (line, column) and not depth:
            continue
        depth += (each.token_type is TokenType.R_PAREN) - (each.token_type is TokenType.L_PAREN)
        name = tokens[index - 1]
        opens = each.token_type is TokenType.L_PAREN and depth <= 0
        if opens and not name.text.startswith("_gs_"):
            renamed = token(TokenType.VAR, f"_gs_{name.text}", name)
            return [*tokens[: index - 1], renamed, *tokens[index:]]
    return None


_ARGUMENTS: Final = re.compile(r"number of provided arguments.*Line (\d+), Col: (\d+)")


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking a tree over and over while it grows."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
