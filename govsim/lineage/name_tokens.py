"""Reads tokens one after another, for the names that expressions have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlglot import TokenType

Resolve = Callable[[Sequence[str]], str]
TEXTS: Final = frozenset({TokenType.STRING, TokenType.RAW_STRING, TokenType.NATIONAL_STRING})


class NotNamedError(Exception):
    """The tokens are no expression that has a known name."""


class NameTokens:
    """The tokens of a statement, and how far they are read."""

    def __init__(self, tokens: Sequence[Any], resolve: Resolve) -> None:
        self.tokens = tokens
        self.resolve = resolve
        self.index = 0
        self.lambdas: list[str] = []

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
        if all(self._word(place) == word for place, word in enumerate(words)):
            self.index += len(words)
            return True
        return False

    def _need(self, word: str) -> None:
        if not self._take(word):
            raise NotNamedError(word)

    def _part(self) -> str:
        if self.index >= len(self.tokens):
            raise NotNamedError("")
        self.index += 1
        return str(self.tokens[self.index - 1].text).removeprefix("_gs_")

    def _text(self) -> str:
        said = self._part()
        while self.index < len(self.tokens) and self.tokens[self.index].token_type in TEXTS:
            said += self._part()
        return said

    def _skip_query(self) -> None:
        depth = 1
        while depth:
            word = self._word()
            if self.index >= len(self.tokens):
                raise NotNamedError("(")
            depth += (word == "(") - (word == ")")
            self.index += 1

    def _text_next(self) -> bool:
        place = self.index + 1
        return place < len(self.tokens) and self.tokens[place].token_type in TEXTS
