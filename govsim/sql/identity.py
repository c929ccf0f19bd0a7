"""Reads which functions of an expression or query ask who runs it: memberships, and names."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from govsim.errors import GovsimError
from govsim.sql.cursor import said_by
from govsim.sql.lexer import Token, lex_all
from govsim.sql.source import Source

_MEMBERSHIPS: Final = frozenset({"is_account_group_member", "is_member"})
_NAMES: Final = frozenset({"current_user", "session_user", "user"})
_LONGEST: Final = 64  # tokens that are looked at of what a call is given
# Those that need no brackets; `user` alone is as a rule a column.
_BARE: Final = frozenset({"current_user", "session_user"})
# Behind these words an expression begins; behind others a name may be an alias.
_OPENING: Final = frozenset(
    "SELECT DISTINCT ALL WHERE AND OR NOT ON HAVING QUALIFY CASE WHEN THEN ELSE BY IN LIKE ILIKE "
    "RLIKE REGEXP BETWEEN FROM RETURN".split()
)


class IdentityCall(NamedTuple):
    """One such function, in lower case, and the group that a membership asks about.

    `group` is None where it is no constant; `parameter` is then the name that stands in its
    place, if one name does.
    """

    function: str
    group: str | None = None
    parameter: str = ""

    @property
    def asks_membership(self) -> bool:
        """Whether it asks about a group, and not for a name."""
        return self.function in _MEMBERSHIPS


@lru_cache(maxsize=4096)
def identity_calls(text: str) -> tuple[IdentityCall, ...]:
    """Return the functions that ask who runs a text, each once, in the order of the text.

    What stands in a comment or in a text is no call.

    Source:
        Databricks SQL reference: *is_account_group_member*, *is_member*, *current_user*,
        *session_user*; names of functions may stand in backticks, texts in either quotes.
    """
    lowered = text.lower()
    if not any(name in lowered for name in (*_MEMBERSHIPS, "user")):
        return ()
    tokens = _tokens(text)
    found: dict[IdentityCall, None] = {}
    for place, token in enumerate(tokens):
        if token.kind in ("word", "name") and (call := _call(tokens, place)) is not None:
            found[call] = None
    return tuple(found)


def constant_text(text: str) -> str | None:
    """Return what a written expression says when it is a constant text; else None."""
    tokens = _tokens(text)
    return _constant(tokens) if tokens else None


def _tokens(text: str) -> list[Token]:
    try:
        return lex_all(Source("", text))
    except GovsimError:  # of another language, or cut
        return []


def _call(tokens: list[Token], place: int) -> IdentityCall | None:
    name = tokens[place].text.strip("`").lower()
    if name not in _MEMBERSHIPS and name not in _NAMES:
        return None
    before = tokens[place - 1] if place else None
    if before is not None and before.text == ".":
        return None
    after = tokens[place + 1].text if place + 1 < len(tokens) else ""
    if after != "(":
        bare = name in _BARE and tokens[place].kind == "word" and after != "."
        return IdentityCall(name) if bare and _opens(before) else None
    given = _given(tokens, place + 2)
    if name in _NAMES:
        return None if given else IdentityCall(name)
    return IdentityCall(name, _constant(given), _parameter(given))


def _opens(before: Token | None) -> bool:
    """Return whether an expression begins behind a token."""
    if before is None or before.text.upper() in _OPENING:
        return True
    return before.kind == "op" and before.text not in (")", "]", ".")


def _given(tokens: list[Token], start: int) -> list[Token]:
    """Return the tokens up to the bracket that closes the call, or up to what is no constant."""
    end = min(len(tokens), start + _LONGEST)
    for place in range(start, end):
        if tokens[place].text == ")":
            return tokens[start:place]
        if tokens[place].text == "(":
            return tokens[start : place + 1]
    return tokens[start:end]


def _constant(given: list[Token]) -> str | None:
    """Return what texts come to, joined by `||` or standing beside each other."""
    said = [said_by(token.text) for token in given if token.kind == "string"]
    joined = all(token.kind == "string" or token.text == "||" for token in given)
    return "".join(said) if said and joined else None


def _parameter(given: list[Token]) -> str:
    """Return the name that is given alone, be it with the name of its function: `f.team`."""
    names = given[::2]
    dotted = all(token.text == "." for token in given[1::2]) and len(given) % 2
    if dotted and all(token.kind in ("word", "name") for token in names):
        return names[-1].text.strip("`").lower()
    return ""
