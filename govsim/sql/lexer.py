"""Reads characters into tokens, one statement at a time, each with its offsets."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from govsim.sql.source import Source

STRING: Final = (
    r"""[rR]?'[^'\\]*+(?:(?:\\.|'')[^'\\]*+)*+'|[rR]?"[^"\\]*+(?:(?:\\.|"")[^"\\]*+)*+\""""
)
QUOTED: Final = r"`[^`]*+(?:``[^`]*+)*+`"
DOLLARS: Final = r"\$(?P<tag>\w*)\$(?s:.*?)\$(?P=tag)\$"
_MASTER: Final = re.compile(
    rf"""(?s)
      (?P<blank>\s++ | --[^\n]*+)
    | (?P<string>{STRING})
    | (?P<name>{QUOTED})
    | (?P<dollar>{DOLLARS})
    | (?P<number>(?:\d++(?:\.\d++)?|\.\d++)(?:[eE][+-]?\d++)?(?![\w]))
    | (?P<word>\w++)
    | (?P<comment>/\*)
    | (?P<op><=>|\|\||->|=>|::|<=|>=|!=|<>|==|.)
    """,
    re.VERBOSE,
)
_OPENED: Final = re.compile(r"['\"`]|\$[A-Za-z_]?\w*\$")
_COMMENT_EDGE: Final = re.compile(r"/\*|\*/")
_BRACKETS: Final = {"(": 1, "<": 1, ")": -1, ">": -1}
# In a body, what stands before a column or variable that is called `begin`.
_BEFORE_NAMES: Final = frozenset(
    "SELECT DISTINCT WHERE WHEN AND OR NOT RETURN BY ON SET IF ELSEIF WHILE UNTIL IN".split()
)
_LOOPS: Final = frozenset({"IF", "WHILE", "LOOP", "FOR", "REPEAT"})


def within_dollars(text: str) -> str:
    """Return what stands between `$$` and `$$`, or between `$tag$` and `$tag$`."""
    edge = text.index("$", 1) + 1
    return text[edge:-edge]


class Token(NamedTuple):
    """One token; `kind` is `word`, `name` (in backticks), `string`, `number`, `dollar` or `op`."""

    kind: str
    text: str
    start: int
    end: int


def comment_end(source: Source, start: int) -> int:
    """Return where the comment that opens at `start` closes; comments nest."""
    depth, at = 0, start
    while edge := _COMMENT_EDGE.search(source.text, at):
        depth += 1 if edge[0] == "/*" else -1
        at = edge.end()
        if depth == 0:
            return at
    raise source.error(
        "unterminated", "the comment is never closed", (start, start + 2), "close it with `*/`"
    )


def lex_statement(source: Source, start: int) -> tuple[list[Token], int]:
    """Return the tokens of the next statement, and the offset behind its semicolon."""
    tokens: list[Token] = []
    blocks = Blocks()
    text, at, size = source.text, start, len(source.text)
    match = _MASTER.match
    while at < size:
        found = match(text, at)
        assert found is not None  # the last alternative takes any character
        kind, end = found.lastgroup or "op", found.end()
        if kind == "comment":
            end = comment_end(source, at)
        elif kind != "blank":
            value = found[0]
            if kind == "op" and (opened := _OPENED.match(text, at)):
                raise _unterminated(source, at, opened[0])
            token = Token(kind, value, at, end)
            if blocks.ends_at(token, tokens):
                return tokens, end
            tokens.append(token)
        at = end
    if blocks.depth > 0 and not blocks.ending:
        raise source.error(
            "unterminated", "the block is never closed", blocks.span, "close it with `END`"
        )
    return tokens, size


def lex_all(source: Source, start: int = 0, end: int | None = None) -> list[Token]:
    """Return every token of a span, semicolons included."""
    tokens: list[Token] = []
    at, size = start, len(source.text) if end is None else end
    while at < size:
        found = _MASTER.match(source.text, at)
        assert found is not None
        kind, at = found.lastgroup or "op", found.end()
        if kind == "comment":
            at = comment_end(source, found.start())
        elif kind != "blank":
            tokens.append(Token(kind, found[0], found.start(), at))
    return tokens


class Blocks:
    """Counts BEGIN … END, inside which a semicolon ends no statement."""

    def __init__(self) -> None:
        self.depth = 0
        self.ending = False
        self.span = (0, 1)
        self.heading = _Heading()

    def ends_at(self, token: Token, before: list[Token]) -> bool:
        """Take one more token; return whether it is the semicolon that ends the statement."""
        if token.kind == "word" and (self.depth or token.text[0] in "bB"):
            self._take_word(token, before)
            return False
        if self.ending:
            self._close()
        return token.text == ";" and token.kind == "op" and self.depth == 0

    def _take_word(self, token: Token, before: list[Token]) -> None:
        word = token.text.upper()
        if self.ending:
            self.ending = False
            if word in _LOOPS:
                return
            self.depth -= 1
            if word == "CASE":
                return
        if word == "END" and self.depth:
            self.ending = True
        elif self.depth == 1 and word in ("TRANSACTION", "WORK") and len(before) == 1:
            self.depth = 0
        elif (word == "BEGIN" and self._opens(before)) or (word == "CASE" and self.depth):
            self.depth += 1
            self.span = (token.start, token.end) if self.depth == 1 else self.span

    def _opens(self, before: list[Token]) -> bool:
        if not self.depth:
            return self.heading.opens(before)
        last = before[-1]
        if last.kind == "word":
            return last.text.upper() not in _BEFORE_NAMES
        return last.kind != "op" or last.text in (";", ":")

    def _close(self) -> None:
        self.ending = False
        self.depth -= 1


class _Heading:
    """Knows what stands before the body of a routine, each token of it looked at once."""

    def __init__(self) -> None:
        self.seen = 0
        self.open = 0  # brackets, and those of types: `STRUCT<begin: INT>`
        self.listed = False
        self.given = 0  # RETURN, or AS: what follows is an expression, a query or a block

    def opens(self, before: list[Token]) -> bool:
        """Return whether a BEGIN after these tokens opens a block, and is no name."""
        if not before or (len(before) == 2 and before[1].text == ":"):
            return True
        words = [token.text.upper() for token in before[:6]]
        if words[0] != "CREATE" or not {"PROCEDURE", "FUNCTION"} & set(words):
            return False
        for token in before[self.seen :]:
            self._take(token)
        self.seen = len(before)
        follows = before[-1].kind == "word" and before[-1].text.upper() == "AS"
        return self.open <= 0 and (self.given == 1 if follows else self.listed and not self.given)

    def _take(self, token: Token) -> None:
        if token.kind == "op":
            self.open += sum(_BRACKETS.get(sign, 0) for sign in token.text)
            self.listed = self.listed or token.text == ")"
        elif token.kind == "word" and self.open <= 0:
            self.given += token.text.upper() in ("RETURN", "AS")


def _unterminated(source: Source, at: int, quote: str) -> Exception:
    what = "name" if quote == "`" else "text"
    return source.error(
        "unterminated",
        f"the quoted {what} is never closed",
        (at, at + len(quote)),
        f"close it with {quote}",
    )
