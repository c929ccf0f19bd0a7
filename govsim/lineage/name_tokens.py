"""Reads tokens one after another, for the names that expressions have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol

from sqlglot import TokenType

TEXTS: Final = frozenset({TokenType.STRING, TokenType.RAW_STRING, TokenType.NATIONAL_STRING})


class NotNamedError(Exception):
    """The tokens are no expression that has a known name."""


class Seen(Protocol):
    """What a query sees, as far as names hang on it."""

    def column(self, parts: Sequence[str]) -> tuple[str, str]:
        """Return how Spark writes a column, and its type where that is known."""

    def star(self, parts: Sequence[str]) -> Sequence[str]:
        """Return the columns that `*` or `t.*` stands for."""

    def subquery(self) -> Sequence[str]:
        """Return the columns that the next subquery takes from the query around it."""


class NameTokens:
    """The tokens of a statement, and how far they are read."""

    def __init__(self, tokens: Sequence[Any], seen: Seen) -> None:
        self.tokens = tokens
        self.seen = seen
        self.index = 0
        self.lambdas: list[str] = []
        self.types: dict[str, str] = {}  # of what is read so far, by its name

    def _either(self) -> str:
        """Read a whole expression."""
        raise NotImplementedError

    def _binary(self, level: int) -> str:
        """Read an expression that holds no comparison."""
        raise NotImplementedError

    def _word(self, ahead: int = 0) -> str:
        place = self.index + ahead
        if place >= len(self.tokens):
            return ""
        token = self.tokens[place]
        if token.token_type in TEXTS or token.token_type is TokenType.IDENTIFIER:
            return ""
        text = str(token.text).upper()
        return " ".join(text.split()) if " " in text else text

    def _take(self, *words: str) -> bool:
        if self._word() != words[0]:  # most often, the first word decides
            return False
        if len(words) > 1 and any(self._word(n) != word for n, word in enumerate(words)):
            return False
        self.index += len(words)
        return True

    def _need(self, word: str) -> None:
        if not self._take(word):
            raise NotNamedError(word)

    def _part(self) -> str:
        if self.index >= len(self.tokens):
            raise NotNamedError("")
        self.index += 1
        return str(self.tokens[self.index - 1].text).removeprefix("_gs_")

    def _text(self) -> str:
        """Read a text; two that touch hold a quote between them, others are joined."""
        said = self._part()
        while self._text_next(0):
            touches = self.tokens[self.index].start == self.tokens[self.index - 1].end + 1
            said += ("'" if touches else "") + self._part()
        return said

    def _skip_query(self) -> str:
        """Read a subquery and the bracket behind it; return what it takes from around it."""
        depth = 1
        while depth:
            word = self._word()
            if self.index >= len(self.tokens):
                raise NotNamedError("(")
            depth += (word == "(") - (word == ")")
            self.index += 1
        return ", ".join(self.seen.subquery())

    def _text_next(self, ahead: int = 1) -> bool:
        place = self.index + ahead
        return place < len(self.tokens) and self.tokens[place].token_type in TEXTS

    def _of_type(self, name: str, type_: str) -> str:
        """Keep the type of an expression, if it is known; return its name."""
        if type_:
            self.types[name] = type_
        return name
