"""Reads variables that have no value, so that the names they stand in are told as not known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlglot import Token, TokenType

UNSET: Final = "?"  # starts a name that is known only when the statement runs


def unset_names(tokens: Sequence[Any], text: str) -> list[Any]:
    """Return the tokens with `${x}`, `{x}` and `{{ x }}`, and what is glued to them, as names."""
    found: list[Any] = []
    place = 0
    while place < len(tokens):
        after = _past(tokens, place)
        if after == place:
            found.append(tokens[place])
            place += 1
            continue
        first = tokens[place]
        while found and found[-1].end + 1 == first.start and _is_word(found[-1]):
            first = found.pop()
        place = _glued(tokens, after)
        end = tokens[place - 1].end
        said = UNSET + text[first.start : end + 1]
        found.append(Token(TokenType.IDENTIFIER, said, first.line, first.col, first.start, end))
    return found


def _past(tokens: Sequence[Any], place: int) -> int:
    """Return the place behind a variable; the same place where none starts."""
    start = place
    opens = tokens[place].text == "$" and place + 1 < len(tokens)
    if opens and tokens[place + 1].start == tokens[place].end + 1:
        place += 1
    depth = 0
    for index in range(place, len(tokens)):
        kind = tokens[index].token_type
        depth += (kind is TokenType.L_BRACE) - (kind is TokenType.R_BRACE)
        if depth == 0:
            return index + 1 if index > place else start
    return start


def _glued(tokens: Sequence[Any], place: int) -> int:
    """Return the place behind what goes on without a blank."""
    while place < len(tokens) and tokens[place].start == tokens[place - 1].end + 1:
        after = _past(tokens, place)
        if after == place and not _is_word(tokens[place]):
            break
        place = max(after, place + 1)
    return place


def _is_word(each: Any) -> bool:
    quoted = each.token_type is TokenType.IDENTIFIER
    return quoted or each.text == "." or each.text.replace("_", "a").isalnum()
