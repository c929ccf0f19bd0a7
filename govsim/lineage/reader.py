"""Reads the tokens of a statement one after another, before any query goes to the parser."""

from __future__ import annotations

from typing import Any, Final

from sqlglot import TokenType

from govsim.lineage.rewrite import closing, constant_text
from govsim.lineage.schema import Session
from govsim.lineage.unset import UNSET
from govsim.sql import path_in

TEXTS: Final = frozenset({TokenType.STRING, TokenType.RAW_STRING, TokenType.NATIONAL_STRING})
_NO_WORDS: Final = TEXTS | {TokenType.IDENTIFIER}
QUERY_WORDS: Final = frozenset({"SELECT", "WITH", "VALUES", "FROM", "TABLE"})


class UnexpectedError(Exception):
    """The tokens are not of the form that the reader knows; the message says what it wanted."""


class Reader:
    """The tokens of one statement, and how far they are read."""

    def __init__(self, tokens: list[Any], session: Session) -> None:
        self.tokens = tokens
        self.session = session
        self.place = 0

    @property
    def done(self) -> bool:
        """Whether every token is read."""
        return self.place >= len(self.tokens)

    def word(self, ahead: int = 0) -> str:
        """Return an unquoted word or mark in upper case; the empty text for anything else."""
        place = self.place + ahead
        if place >= len(self.tokens):
            return ""
        token = self.tokens[place]
        if token.token_type in _NO_WORDS:
            return ""
        found: str = token.text.upper()
        return found

    def sees(self, *words: str) -> bool:
        """Return whether these words follow."""
        if self.word() != words[0]:  # most often, the first word decides
            return False
        return len(words) == 1 or all(self.word(n) == word for n, word in enumerate(words))

    def take(self, *words: str) -> bool:
        """Read these words if they follow."""
        if self.sees(*words):
            self.place += len(words)
            return True
        return False

    def take_any(self, *words: str) -> str:
        """Read one of these words; return it, or the empty text."""
        found = self.word()
        if found in words:
            self.place += 1
            return found
        return ""

    def need(self, *words: str) -> None:
        """Read these words, which must follow."""
        if not self.take(*words):
            raise UnexpectedError(" ".join(words))

    def text(self) -> str | None:
        """Read a quoted text, if one follows."""
        if not self.done and self.tokens[self.place].token_type in TEXTS:
            self.place += 1
            return str(self.tokens[self.place - 1].text)
        return None

    def parts(self) -> list[str]:
        """Read a name of one or more parts, also one in IDENTIFIER('…')."""
        if self.sees("IDENTIFIER", "("):
            inner = self.group()
            name = constant_text(inner, self.session)
            if name is None:
                return [f"{UNSET}IDENTIFIER({''.join(each.text for each in inner)})"]
            return [part.strip("`") for part in name.split(".")]
        found = [self.part()]
        while self.take("."):
            found.append(self.part())
        return found

    def part(self) -> str:
        """Read one part of a name."""
        if self.done or self.tokens[self.place].token_type in TEXTS:
            raise UnexpectedError("a name")
        text = str(self.tokens[self.place].text)
        quoted = self.tokens[self.place].token_type is TokenType.IDENTIFIER
        if not quoted and not text.replace("_", "a").replace("$", "a").isalnum():
            raise UnexpectedError("a name")
        self.place += 1
        return text

    def table(self) -> str:
        """Read the name of a table, or a path; return the full name."""
        if (path := self.text()) is not None:
            return path
        return full_name(self.parts(), self.session)

    def group(self) -> list[Any]:
        """Read a group in brackets; return what is in it."""
        while not self.done and self.word() != "(":
            self.place += 1
        end = closing(self.tokens, self.place)
        found = self.tokens[self.place + 1 : end]
        self.place = end + 1
        return found

    def skip(self) -> None:
        """Read one token, or a whole group."""
        if self.word() == "(":
            self.group()
        else:
            self.place += 1

    def rest(self) -> list[Any]:
        """Read all that is left."""
        found = self.tokens[self.place :]
        self.place = len(self.tokens)
        return found

    def until(self, *words: str) -> list[Any]:
        """Read up to one of these words outside of brackets and CASE; return what was read."""
        start, cases = self.place, 0
        while not self.done:
            word = self.word()
            if not cases and word in words:
                break
            cases += (word == "CASE") - (word == "END")
            self.skip()
        return self.tokens[start : self.place]

    def at_query(self) -> bool:
        """Return whether a query follows."""
        word = self.word()
        if word == "(":
            ahead = 1
            while self.word(ahead) == "(":
                ahead += 1
            return self.word(ahead) in QUERY_WORDS
        return word in QUERY_WORDS


def full_name(parts: list[str], session: Session) -> str:
    """Return the full name of a table, or the path that `format.path` is."""
    if (path := path_in(parts)) is not None:
        return path
    if parts[0].startswith(UNSET):
        return parts[0]
    return session.full_name(parts)


def split(tokens: list[Any], mark: str = ",") -> list[list[Any]]:
    """Return the tokens between marks that stand outside of brackets and CASE."""
    parts: list[list[Any]] = [[]]
    depth = cases = 0
    for each in tokens:
        kind, text = each.token_type, each.text
        depth += (kind is TokenType.L_PAREN) - (kind is TokenType.R_PAREN)
        if kind is TokenType.LT or kind is TokenType.GT:
            pass
        cases += (kind is TokenType.CASE) - (kind is TokenType.END and cases > 0)
        if depth == 0 and cases == 0 and text.upper() == mark and kind not in TEXTS:
            parts.append([])
        else:
            parts[-1].append(each)
    return [part for part in parts if part]
