"""Puts constant texts in the place of names and statements that are put together: IDENTIFIER(…)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from govsim.sql.cursor import said_by
from govsim.sql.lexer import Token
from govsim.sql.source import Edit

Texts = Mapping[str, str | None]
_LONGEST: Final = 400  # tokens of one expression


class Edits(list[Edit]):
    """What to put in place within one statement."""

    def around(self, tokens: list[Token], size: int) -> Iterator[Edit]:
        """Yield the edits, and those that cut away what stands before and behind the statement."""
        yield Edit(0, tokens[0].start, "")
        yield from self
        yield Edit(tokens[-1].end, size, "")


def names_filled(tokens: list[Token], texts: Texts) -> Edits:
    """Return what to put in place of IDENTIFIER(…) and of the text of EXECUTE IMMEDIATE.

    Args:
        tokens: One statement.
        texts: The text of each variable that is constant, by its name in lower case.
    """
    found = Edits()
    words = [token.text.upper() for token in tokens[:3]]
    if words[:2] == ["EXECUTE", "IMMEDIATE"]:
        end = next(
            (p for p, token in enumerate(tokens) if token.text.upper() in ("INTO", "USING")),
            len(tokens),
        )
        said = text_of(tokens[2:end], texts)
        if said is not None and (end > 3 or tokens[2].kind != "string"):
            quoted = said.replace("\\", "\\\\").replace("'", "\\'")
            found.append(Edit(tokens[2].start, tokens[end - 1].end, f"'{quoted}'"))
        return found
    for place in identifiers(tokens):
        close = _closing(tokens, place + 1)
        said = text_of(tokens[place + 2 : close], texts)
        if said is not None:
            found.append(Edit(tokens[place].start, tokens[close].end, said))
    return found


def identifiers(tokens: list[Token]) -> Iterator[int]:
    """Yield where IDENTIFIER( stands."""
    for place in range(len(tokens) - 2):
        token = tokens[place]
        called = token.kind == "word" and tokens[place + 1].text == "("
        if called and token.text.upper() == "IDENTIFIER":
            yield place


def text_of(tokens: list[Token], texts: Texts) -> str | None:
    """Return the text of texts and variables that are joined; None where it is not constant."""
    said = ""
    if not tokens or len(tokens) > _LONGEST:
        return None
    for place, token in enumerate(tokens):
        if place % 2:
            if token.text != "||":
                return None
            continue
        if token.kind == "string":
            said += said_by(token.text)
        elif token.kind in ("word", "name"):
            known = texts.get(token.text.strip("`").lower())
            if known is None:
                return None
            said += known
        else:
            return None
    return said if len(tokens) % 2 else None


def _closing(tokens: list[Token], opened: int) -> int:
    depth = 0
    last = min(len(tokens), opened + _LONGEST)
    for place in range(opened, last):
        depth += (tokens[place].text == "(") - (tokens[place].text == ")")
        if depth == 0:
            return place
    return last - 1
