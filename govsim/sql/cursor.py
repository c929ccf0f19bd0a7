"""Reads tokens one after another, and says precisely what was expected where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from govsim.errors import GovsimError, nearest
from govsim.model.statements import Name
from govsim.sql.lexer import Token
from govsim.sql.source import Source
from govsim.sql.versions import VERSION_MARK

Value = TypeVar("Value")
END: Final = Token("end", "", 0, 0)
OPENING: Final = {"(": ")", "[": "]"}
# A word of this list, first on a line, starts a statement.
STARTS: Final = frozenset(
    "GRANT REVOKE DENY CREATE ALTER DROP UNDROP SHOW DESCRIBE DESC USE COMMENT SELECT INSERT "
    "UPDATE DELETE MERGE TRUNCATE COPY OPTIMIZE VACUUM ANALYZE RESTORE REFRESH SYNC MSCK FSCK "
    "REORG CALL EXPLAIN".split()
)
# But not before one of these: then it is a clause of ALTER.
_NO_START: Final = {
    **dict.fromkeys(
        ("ALTER", "DROP"),
        frozenset(
            "COLUMN COLUMNS NOT DEFAULT CONSTRAINT MASK ROW PRIMARY FOREIGN PARTITION USER GROUP "
            "FEATURE IDENTITY".split()
        ),
    ),
    "COMMENT": frozenset({""}),
}
# Whoever these name is no securable, and no statement makes them.
_PEOPLE: Final = ("USER", "SERVICE PRINCIPAL", "PRINCIPAL")
# What to write instead of a name that starts so.
_BARE_HINTS: Final = {
    "'": "a name stands bare or in backticks",
    '"': "a name stands bare or in backticks",
    ":": "a parameter stands for a name only in `IDENTIFIER(:name)`",
    "$": "a variable is written `${name}`",
    "@": "a name with `@` stands in backticks",
}
_PLACEHOLDER: Final = re.compile(r"<[A-Za-z][\w .-]{0,60}>")
_ESCAPE: Final = re.compile(r"""\\(.)|(['"])\2""", re.DOTALL)
_ESCAPED: Final = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "b": "\b"}


class Cursor:
    """The tokens of one statement, and how far they are read."""

    def __init__(self, source: Source, tokens: list[Token]) -> None:
        self.source = source
        self.tokens = tokens
        self.index = 0

    # --- looking ---

    def peek(self, ahead: int = 0) -> Token:
        """Return a token without reading it."""
        index = self.index + ahead
        return self.tokens[index] if index < len(self.tokens) else END

    def word(self, ahead: int = 0) -> str:
        """Return an unquoted word in upper case, or the empty string for anything else."""
        token = self.peek(ahead)
        return token.text.upper() if token.kind == "word" else ""

    def sees(self, words: str, ahead: int = 0) -> bool:
        """Return whether these words follow."""
        return all(self.word(ahead + i) == word for i, word in enumerate(words.split()))

    @property
    def done(self) -> bool:
        """Whether every token is read."""
        return self.index >= len(self.tokens)

    # --- reading ---

    def accept(self, *forms: str) -> str:
        """Read the first of these word sequences that follows; return it, or nothing."""
        for words in forms:
            if self.sees(words):
                self.index += words.count(" ") + 1
                return words
        return ""

    def expect(self, *forms: str) -> str:
        """Read one of these word sequences, which must follow."""
        if found := self.accept(*forms):
            return found
        raise self.wanted(" or ".join(f"`{form}`" for form in forms))

    def accept_op(self, text: str) -> bool:
        """Read this mark if it follows."""
        token = self.peek()
        if token.kind == "op" and token.text == text:
            self.index += 1
            return True
        return False

    def expect_form(self, forms: Iterable[str], verb: str) -> str:
        """Read the kind of securable after a verb."""
        known = tuple(forms)
        if found := self.accept(*known):
            return found
        near = nearest(self.word(), known) if self.word() else None
        hint = f"did you mean `{near}`?" if near else None
        if any(self.sees(word) for word in _PEOPLE):
            hint = "users and service principals come from the identity provider: grant to them"
        raise self.wanted(f"a kind of securable after `{verb}`", hint)

    def expect_op(self, text: str) -> None:
        """Read this mark, which must follow."""
        if not self.accept_op(text):
            raise self.wanted(f"`{text}`")

    def part(self) -> str:
        """Read one part of a name."""
        token = self.peek()
        if token.kind == "name":
            self.refuse_placeholder(token)
            self.index += 1
            return token.text[1:-1].replace("``", "`")
        if token.kind == "word" or (token.kind == "number" and token.text.isdigit()):
            self.index += 1
            self._refuse_hyphen(token)
            return token.text
        if token.text == "<":
            self.refuse_placeholder(token)
        raise self.wanted("a name", _BARE_HINTS.get(token.text[:1]))

    def name(self) -> Name:
        """Read a name of one or more parts."""
        parts = [self.part()]
        while self.accept_op("."):
            parts.append(self.part())
        return tuple(parts)

    def string(self) -> str:
        """Read a quoted text; return what it says."""
        token = self.peek()
        if token.kind != "string":
            raise self.wanted("a text in quotes")
        self.index += 1
        said = said_by(token.text)
        while self.peek().kind == "string":  # neighbouring texts are one text
            said += said_by(self.peek().text)
            self.index += 1
        return said

    def listed(self, read: Callable[[], Value]) -> tuple[Value, ...]:
        """Read `(a, b, …)`, which may be empty."""
        self.expect_op("(")
        found: list[Value] = []
        if self.accept_op(")"):
            return ()
        found.append(read())
        while self.accept_op(","):
            found.append(read())
        self.expect_op(")")
        return tuple(found)

    def comma_list(self, read: Callable[[], Value]) -> tuple[Value, ...]:
        """Read `a, b, …`, at least one."""
        found = [read()]
        while self.accept_op(","):
            found.append(read())
        return tuple(found)

    def skip_group(self) -> None:
        """Read a bracket and all up to the one that closes it."""
        opened = self.peek()
        depth = 0
        while not self.done:
            token = self.peek()
            self.index += 1
            if token.kind == "op" and token.text in "([":
                depth += 1
            elif token.kind == "op" and token.text in ")]":
                depth -= 1
                if depth == 0:
                    return
        raise self.error("syntax", f"`{opened.text}` is never closed", opened)

    def skip_one(self) -> None:
        """Read one token, or a whole group in brackets."""
        if self.done:
            raise self.wanted("more")
        if self.peek().kind == "op" and self.peek().text in OPENING:
            self.skip_group()
        else:
            self.index += 1

    def text(self, start: int, end: int | None = None) -> str:
        """Return the text of the tokens from `start` to `end` (or the last read), as written."""
        stop = self.index if end is None else end
        if stop <= start:
            return ""
        return self.source.text[self.tokens[start].start : self.tokens[stop - 1].end]

    def rest(self) -> str:
        """Read everything that is left; return it as written."""
        start, self.index = self.index, len(self.tokens)
        return self.text(start)

    def rest_of_statement(self) -> str:
        """Read what is left, brackets closed, up to where another statement starts."""
        start = self.index
        while not self.done:
            if self.starts_statement():
                raise self.missing_semicolon()
            self.skip_one()
        return self.text(start)

    # --- refusing ---

    def error(
        self, code: str, message: str, token: Token | None = None, hint: str | None = None
    ) -> GovsimError:
        """Return an error at a token, or at the next one."""
        found = token or self.peek()
        if found is END or found.kind == "end":
            last = self.tokens[-1].end if self.tokens else 0
            span = (max(0, last - 1), max(1, last))
        else:
            span = (found.start, found.end)
        return self.source.error(code, message, span, hint)

    def wanted(self, what: str, hint: str | None = None) -> GovsimError:
        """Return the error that something else was expected here."""
        token = self.peek()
        if token is END:
            return self.error("syntax", f"the statement ends where {what} is expected", hint=hint)
        if self.starts_statement():
            return self.missing_semicolon()
        return self.error("syntax", f"expected {what}, found `{shown(token)}`", hint=hint)

    def starts_statement(self, ahead: int = 0) -> bool:
        """Return whether the next token starts a line and is the first word of a statement."""
        if self.index + ahead == 0 or self.word(ahead) not in STARTS:
            return False
        if self.word(ahead + 1) in _NO_START.get(self.word(ahead), ()):
            return False
        before, token = self.tokens[self.index + ahead - 1], self.peek(ahead)
        return "\n" in self.source.text[before.end : token.start]

    def missing_semicolon(self) -> GovsimError:
        """Return the error that the statement before this token has no end."""
        return self.error(
            "missing-semicolon",
            f"`{self.word()}` starts a statement, but the one before it is not ended",
            hint="end the statement before it with `;`",
        )

    def finish(self) -> None:
        """Refuse anything that is left over."""
        if not self.done:
            raise self.wanted("the end of the statement", hint="is a `;` missing?")

    def refuse_placeholder(self, token: Token) -> None:
        """Refuse a name such as `<job-runner>`, in backticks or bare."""
        inner = token.text[1:-1] if token.kind == "name" else ""
        found = _PLACEHOLDER.fullmatch(inner) if inner else None
        if token.text == "<":
            found = _PLACEHOLDER.match(self.source.text, token.start)
        if found:
            raise self.source.error(
                "placeholder",
                f"the placeholder `{found[0]}` is still in the text",
                (token.start, token.start + len(found[0])),
                "write the real name in its place",
            )

    def _refuse_hyphen(self, token: Token) -> None:
        after = self.peek()
        versioned = after.text == "@" and VERSION_MARK.fullmatch(self.peek(1).text)
        if after.text in ("-", "@") and after.start == token.end and not versioned:
            found = re.compile(r"[\w@.+-]+").match(self.source.text, token.start)
            written = found[0].rstrip(".") if found else token.text
            raise self.source.error(
                "needs-backticks",
                f"the name `{written}` holds a character that needs backticks",
                (token.start, token.start + len(written)),
                f"write it between backticks: `{written}`",
            )


def said_by(text: str) -> str:
    """Return what a quoted text says, its escapes undone."""
    if text[0] in "rR":
        return text[2:-1]
    inner = text[1:-1]
    if "\\" not in inner and text[0] not in inner:
        return inner
    quote = text[0]

    def plain(found: re.Match[str]) -> str:
        if found[1]:
            return _ESCAPED.get(found[1], found[1])
        return found[2] if found[2] == quote else found[0]  # only its own quote is doubled

    return _ESCAPE.sub(plain, inner)


def shown(token: Token) -> str:
    """Return a token short enough for a sentence."""
    text = token.text.split("\n", 1)[0].strip("`")
    return text if len(text) <= 40 else text[:37] + "…"
