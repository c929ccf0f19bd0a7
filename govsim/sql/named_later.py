"""Puts constant texts in the place of names and statements that are put together: IDENTIFIER(…)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from govsim.errors import GovsimError
from govsim.sql.cursor import Cursor, said_by
from govsim.sql.lexer import Token, lex_statement
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
    """Return what to put in place of IDENTIFIER(…), and of the texts of EXECUTE IMMEDIATE and CALL.

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
            found.append(Edit(tokens[2].start, tokens[end - 1].end, _quoted(said)))
        return found
    if words[:1] == ["CALL"]:
        found.extend(_handed_on(tokens, texts))
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


def arguments_of(tokens: list[Token]) -> Iterator[tuple[str, str | None]]:
    """Yield what each argument in brackets is called, and its text; None where it is no constant.

    Args:
        tokens: The brackets and all in between.
    """
    start, depth = 1, 0
    for place, token in enumerate(tokens):
        depth += (token.text in ("(", "[")) - (token.text in (")", "]"))
        if (token.text == "," and depth == 1) or (place == len(tokens) - 1 and place > start):
            part = tokens[start:place]
            named = len(part) > 1 and part[1].text == "=>"
            name = part[0].text.strip("`").lower() if named else ""
            yield name, text_of(part[2:] if named else part, {})
            start = place + 1


def _handed_on(tokens: list[Token], texts: Texts) -> Iterator[Edit]:
    """Yield the texts to put in place of variables that CALL hands on."""
    for place in range(2, len(tokens) - 1):
        token, before, behind = tokens[place], tokens[place - 1].text, tokens[place + 1].text
        said = texts.get(token.text.strip("`").lower()) if token.kind in ("word", "name") else None
        if said is not None and before in _BEFORE_VALUES and behind in _BEHIND_VALUES:
            yield Edit(token.start, token.end, _quoted(said))


_BEFORE_VALUES: Final = frozenset({"(", ",", "=>", "||"})
_BEHIND_VALUES: Final = frozenset({")", ",", "||"})


def _quoted(said: str) -> str:
    escaped = said.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _closing(tokens: list[Token], opened: int) -> int:
    depth = 0
    last = min(len(tokens), opened + _LONGEST)
    for place in range(opened, last):
        depth += (tokens[place].text == "(") - (tokens[place].text == ")")
        if depth == 0:
            return place
    return last - 1


_BEFORE_NAMES: Final = frozenset({"VARIABLE", "VAR", "OR", "REPLACE", "("})


class Said:
    """Which text each variable has, statement by statement, as far as it is constant."""

    def __init__(self, texts: Texts | None = None) -> None:
        self.texts: dict[str, str | None] = dict(texts or {})
        self._changing: set[str] | None = None  # variables set from the first loop on

    def filled(self, cursor: Cursor) -> Cursor | None:
        """Return one statement with the names and texts that are constant in place.

        None where what comes of it cannot be cut into tokens.
        """
        source, tokens = cursor.source, cursor.tokens
        edits = names_filled(tokens, self.texts)
        if not edits:
            return cursor
        cut = source.edited(edits.around(tokens, len(source.text)))
        try:
            again, _ = lex_statement(cut, 0)
        except GovsimError:
            return None
        return Cursor(cut, again)

    def note(self, tokens: list[Token], *, sure: bool = True, within: bool = True) -> None:
        """Note which text a variable has after a statement.

        Args:
            tokens: The statement.
            sure: Whether it runs whatever a condition says.
            within: Whether it stands in a compound statement, where `SET x = …` sets a variable.
        """
        word = tokens[0].text.upper()
        if word == "SET" and not within and tokens[1:2] and tokens[1].text.upper() not in _VARIABLE:
            return
        if word not in ("SET", "DECLARE"):
            self.texts.update(dict.fromkeys(_changed(tokens, 0)))
            return
        names = list(_named(tokens, 1))
        known = len(names) == 1 and sure and names[0] not in (self._changing or ())
        said = text_of(_value(tokens), self.texts) if known else None
        self.texts.update(dict.fromkeys(names, said))

    def loop(self, tokens: list[Token], start: int) -> None:
        """Let no variable be constant that is set from here on: a loop begins again."""
        if self._changing is None:
            self._changing = set(_changed(tokens, start))
            self.texts.update(dict.fromkeys(self._changing))


_VARIABLE: Final = frozenset({"VAR", "VARIABLE"})


def _changed(tokens: list[Token], start: int) -> Iterator[str]:
    """Yield the variables that SET and INTO name, wherever they stand."""
    for place in range(start, len(tokens)):
        if tokens[place].text.upper() in ("SET", "INTO"):
            yield from _named(tokens, place + 1)


def _named(tokens: list[Token], start: int) -> Iterator[str]:
    """Yield the variables that SET, DECLARE or INTO names: one, or several with commas."""
    place = start
    while place < len(tokens) and tokens[place].text.upper() in _BEFORE_NAMES:
        place += 1
    while place < len(tokens) and tokens[place].kind in ("word", "name"):
        yield tokens[place].text.strip("`").lower()
        if place + 1 >= len(tokens) or tokens[place + 1].text != ",":
            return
        place += 2


def _value(tokens: list[Token]) -> list[Token]:
    for place, token in enumerate(tokens):
        if token.text == "=" or token.text.upper() == "DEFAULT":
            return tokens[place + 1 :]
    return []
