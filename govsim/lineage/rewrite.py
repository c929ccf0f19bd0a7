"""Reads the tokens of a query into tokens that the parser takes: Databricks-only forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from sqlglot import TokenType

from govsim.lineage.parsing import token, tokens_of, words
from govsim.lineage.pipes import unpiped
from govsim.lineage.schema import Session
from govsim.lineage.unset import UNSET
from govsim.sql import AFTER_ALIAS, SYSTEM_WORDS, VERSION_MARK

Found = tuple[list[Any], int] | None  # what stands instead, and how many tokens it replaces
Rule = Callable[[list[Any], int, Session], Found]
_TEXTS: Final = frozenset({TokenType.STRING, TokenType.RAW_STRING})
_BEFORE: Final = frozenset({"FROM", "JOIN", ",", "(", "INTO", "USING", "LATERAL"})


def rewritten(tokens: list[Any], session: Session) -> list[Any]:
    """Return the tokens of a query with every form that only Databricks knows put otherwise."""
    # Marks between the words let one search find whole words, and words beside each other.
    marked = "\0".join(["", *[each.text for each in tokens], ""]).upper()
    paths = _PATH.search(marked) is not None
    if not paths and not any(sign in marked for sign in _SIGNS):
        return tokens
    uppers = [each.text.upper() for each in tokens]
    found: list[Any] = []
    place = 0
    while place < len(tokens):
        rule = RULES.get(uppers[place])
        quoted = tokens[place].token_type in _TEXTS
        if quoted and place and _is_path(tokens[place]) and _reads(tokens, uppers, place - 1):
            made: Found = _path(tokens, place, session)
        elif rule is None or quoted or tokens[place].token_type is TokenType.IDENTIFIER:
            made = None
        else:
            made = rule(tokens, place, session)
        if made is None:
            found.append(tokens[place])
            place += 1
        else:
            found += made[0]
            place += made[1]
    return unpiped(found) if "|>" in uppers else found


def _is_path(each: Any) -> bool:
    return "/" in each.text or ":" in each.text


def _reads(tokens: list[Any], uppers: list[str], place: int) -> bool:
    """Return whether FROM or JOIN at a place names relations: not that of `trim(x FROM 'y')`."""
    if uppers[place] not in ("FROM", "JOIN"):
        return False
    if uppers[place] == "JOIN" or place == 0 or uppers[place - 1] in ("(", "COPY"):
        return True
    if uppers[place - 1] == "DISTINCT":  # IS DISTINCT FROM
        return False
    depth = 0
    for index in range(place - 1, -1, -1):
        kind = tokens[index].token_type
        depth += (kind is TokenType.R_PAREN) - (kind is TokenType.L_PAREN)
        if depth < 0:
            return False
        if depth == 0 and uppers[index] in ("SELECT", "AS"):
            return True
    return False


def closing(tokens: list[Any], place: int) -> int:
    """Return the place of the bracket that closes the one at `place`, or of the end."""
    depth = 0
    for index in range(place, len(tokens)):
        kind = tokens[index].token_type
        depth += (kind is TokenType.L_PAREN) - (kind is TokenType.R_PAREN)
        if depth == 0:
            return index
    return len(tokens) - 1


def _upper(tokens: list[Any], place: int) -> str:
    return str(tokens[place].text.upper()) if 0 <= place < len(tokens) else ""


def _stream(tokens: list[Any], place: int, session: Session) -> Found:
    after = _upper(tokens, place + 1)
    if _upper(tokens, place - 1) not in _BEFORE:
        return None
    if after != "(" and not _is_name(tokens, place + 1):
        return None
    if after != "(":
        return [], 1
    end = closing(tokens, place + 1)
    inner = tokens[place + 2 : end]
    if _upper(inner, 0) in ("SELECT", "WITH"):
        return [], 1
    return rewritten(inner, session), end - place + 1


def _is_name(tokens: list[Any], place: int) -> bool:
    if place >= len(tokens) or _upper(tokens, place) in ("AS", "WHERE", "JOIN", "ON", "GROUP"):
        return False
    kind = tokens[place].token_type
    return kind is TokenType.IDENTIFIER or tokens[place].text.isidentifier()


def _version(tokens: list[Any], place: int, session: Session) -> Found:
    if place and place + 1 < len(tokens) and VERSION_MARK.fullmatch(tokens[place + 1].text):
        return [], 2
    return None


def _system(tokens: list[Any], place: int, session: Session) -> Found:
    """Put `SYSTEM_VERSION AS OF`, which the parser does not know, as `VERSION AS OF`."""
    if (_upper(tokens, place + 1), _upper(tokens, place + 2)) != ("AS", "OF"):
        return None
    if _upper(tokens, place + 3) in AFTER_ALIAS:
        return None
    return words(SYSTEM_WORDS[_upper(tokens, place)], tokens[place]), 1


def _identifier(tokens: list[Any], place: int, session: Session) -> Found:
    if _upper(tokens, place + 1) != "(":
        return None
    end = closing(tokens, place + 1)
    name = constant_text(tokens[place + 2 : end], session)
    if name is None:
        written = "".join(each.text for each in tokens[place + 2 : end])
        return [token(TokenType.IDENTIFIER, f"{UNSET}IDENTIFIER({written})", tokens[place])], (
            end - place + 1
        )
    made = [token(each.token_type, each.text, tokens[place]) for each in tokens_of(name)]
    return made, end - place + 1


def constant_text(tokens: list[Any], session: Session) -> str | None:
    """Return the text that tokens come to: texts and known variables joined by `||`."""
    said = ""
    for place, each in enumerate(tokens):
        if place % 2:
            if each.text != "||":
                return None
        elif each.token_type in _TEXTS:
            said += each.text
        else:
            value = session.texts.get(each.text.lower())
            if value is None:
                return None
            said += value
    return said if len(tokens) % 2 else None


def _recursion(tokens: list[Any], place: int, session: Session) -> Found:
    if _upper(tokens, place + 1) == "RECURSION" and _upper(tokens, place + 2) in ("LEVEL", "DEPTH"):
        return [], 4
    return None


def _options(tokens: list[Any], place: int, session: Session) -> Found:
    """Take the reader's options off a table: `t WITH (startingVersion = 3)`."""
    if not place or _upper(tokens, place + 1) != "(":
        return None
    return [], closing(tokens, place + 1) - place + 1


def _watermark(tokens: list[Any], place: int, session: Session) -> Found:
    for index in range(place + 1, min(len(tokens) - 2, place + 40)):
        if _upper(tokens, index) == "DELAY" and _upper(tokens, index + 1) == "OF":
            end = index + 2
            if _upper(tokens, end) == "INTERVAL":
                end += 1
            end += 1  # the amount
            if end < len(tokens) and _upper(tokens, end).rstrip("S") in _UNITS:
                end += 1
            return [], end - place
    return None


_UNITS: Final = frozenset("SECOND MINUTE HOUR DAY WEEK MONTH YEAR MILLISECOND MICROSECOND".split())


def _list(tokens: list[Any], place: int, session: Session) -> Found:
    reads = _upper(tokens, place - 1) in ("FROM", "JOIN") and place + 1 < len(tokens)
    if not reads or tokens[place + 1].token_type not in _TEXTS:
        return None
    found = _path(tokens, place + 1, session)
    return (found[0], 2) if found else None


def _path(tokens: list[Any], place: int, session: Session) -> Found:
    like = tokens[place]
    name = token(TokenType.IDENTIFIER, like.text, like)
    return [token(TokenType.VAR, "csv", like), token(TokenType.DOT, ".", like), name], 1


def _table(tokens: list[Any], place: int, session: Session) -> Found:
    before = _upper(tokens, place - 1)
    opens = before in ("", "(", "UNION", "ALL", "EXCEPT", "INTERSECT", "AS") or place == 0
    if not opens or not _is_name(tokens, place + 1):
        return None
    if before == "(" and place > 1 and tokens[place - 2].text.upper() not in _QUERY_BEFORE:
        return None
    return words("SELECT * FROM", tokens[place]), 1


_QUERY_BEFORE: Final = frozenset({"FROM", "JOIN", "AS", "IN", "EXISTS", "(", ",", "UNION", "ALL"})


def _search(tokens: list[Any], place: int, session: Session) -> Found:
    """The parser knows another function of this name, with other arguments."""
    if _upper(tokens, place + 1) != "(":
        return None
    return [token(TokenType.VAR, f"_gs_{tokens[place].text}", tokens[place])], 1


def _live(tokens: list[Any], place: int, session: Session) -> Found:
    if _upper(tokens, place + 1) == "." and _upper(tokens, place + 3) != ".":
        return ([], 2) if _upper(tokens, place - 1) in _BEFORE else None
    return None


def _minus(tokens: list[Any], place: int, session: Session) -> Found:
    if _upper(tokens, place + 1) in ("SELECT", "ALL", "DISTINCT", "(", "TABLE", "VALUES"):
        return [token(TokenType.EXCEPT, "EXCEPT", tokens[place])], 1
    return None


def _shift(tokens: list[Any], place: int, session: Session) -> Found:
    """Put `>>>`, which the parser does not know, as `>>`; the first token says what it was."""
    if [_upper(tokens, place + n) for n in range(3)] != [">", ">", ">"]:
        return None
    if _upper(tokens, place + 3) in ("", ")", ",", ">") or _in_type(tokens, place):
        return None
    kind, like = TokenType.GT, tokens[place]
    return [token(kind, ">>>", like), token(kind, "", like)], 3


def _in_type(tokens: list[Any], place: int) -> bool:
    """Return whether a bracket closes a type: `ARRAY<ARRAY<ARRAY<INT>>>`."""
    return any(
        tokens[index].text == "<" and _upper(tokens, index - 1) in ("ARRAY", "MAP", "STRUCT")
        for index in range(max(1, place - 16), place)
    )


def _binary(tokens: list[Any], place: int, session: Session) -> Found:
    """Put `X 'AB'`, which may have a space in it, as one constant."""
    after = place + 1
    if after >= len(tokens) or tokens[after].token_type not in _TEXTS:
        return None
    if _upper(tokens, place - 1) == ".":
        return None
    return [token(TokenType.HEX_STRING, tokens[after].text, tokens[place])], 2


def _between(tokens: list[Any], place: int, session: Session) -> Found:
    """Take `between(x, 1, 2)` for a call."""
    if _upper(tokens, place - 1) not in _OPERANDS_AFTER:
        return None
    return _search(tokens, place, session)


_OPERANDS_AFTER: Final = frozenset(
    "SELECT , ( WHERE ON HAVING QUALIFY AND OR WHEN THEN ELSE = < > + - * /".split()
)


def _values(tokens: list[Any], place: int, session: Session) -> Found:
    """Put `(VALUES (1) AS t JOIN u …)` with the values as a query of their own."""
    end = place
    while _upper(tokens, end + 1) == "(" and (end == place or _upper(tokens, end) == ","):
        end = closing(tokens, end + 1) + (_upper(tokens, closing(tokens, end + 1) + 1) == ",")
    if end == place or _upper(tokens, end + 1) in ("", ")") or _upper(tokens, place - 1) != "(":
        return None
    like = tokens[place]
    inner = [*words("(SELECT * FROM", like), *tokens[place : end + 1], *words(")", like)]
    return inner, end - place + 1


def _none(tokens: list[Any], place: int, session: Session) -> Found:
    return None


RULES: Final[dict[str, Rule]] = {
    "STREAM": _stream,
    "@": _version,
    **dict.fromkeys(SYSTEM_WORDS, _system),
    "IDENTIFIER": _identifier,
    "MAX": _recursion,
    "WITH": _options,
    "WATERMARK": _watermark,
    "LIST": _list,
    "TABLE": _table,
    "VECTOR_SEARCH": _search,
    "WINDOW": _search,
    "LIVE": _live,
    "MINUS": _minus,
    ">": _shift,
    "X": _binary,
    "BETWEEN": _between,
    "VALUES": _values,
    "|>": _none,
}

# Words of rules; common ones only beside the word that makes them a form of their own.
_FORMS: Final = {
    "MAX": "MAX\0RECURSION", "WITH": "WITH\0(", "BETWEEN": "BETWEEN\0(", ">": ">\0>\0>",
    "VALUES": "(\0VALUES",
}  # fmt: skip
_SIGNS: Final = tuple(f"\0{_FORMS.get(word, word)}\0" for word in RULES)
_PATH: Final = re.compile(r"\0(?:FROM|JOIN|LIST)\0[^\0]*[/:]")
