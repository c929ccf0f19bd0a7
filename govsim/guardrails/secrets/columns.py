"""Finds passwords, keys and PINs in tables of text, in the columns that a header names for them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from govsim import expressions as re
from govsim.guardrails.scripts import by_small_letters, places_abroad
from govsim.guardrails.secrets.chosen import Chosen, chosen, is_said
from govsim.guardrails.secrets.hits import PASSWORD, SECRET, Hit
from govsim.guardrails.secrets.labels import Label, kind_of, pieces_of
from govsim.guardrails.secrets.runs import Runs
from govsim.guardrails.secrets.strength import password_strength, token_strength

STEMS: Final = (b"pass", b"pw", b"pin", b"secret", b"token", b"kennwort", b"contrase", b"senha",
                b"wachtwoord", b"haslo", b"salasana")  # fmt: skip
_EVERY_STEM: Final = frozenset(STEMS)
ABROAD: Final = by_small_letters("hasł Hasł парол Парол 密码 密碼 パスワード 비밀번호".split())
_SIGNS: Final = "|\t;,"
_HEADER: Final = re.compile(r"[\s\"'*`]*(?:[^\W\d][\w .#/*`-]{0,39})?[\s\"'*`]*")
_RULE: Final = re.compile(r"[\s|:+=-]*[-=|+][\s|:+=-]*")
_BLANKS: Final = "  "  # two set columns apart, where no sign does
_ALIGNED: Final = re.compile(r"^\S[^\n]*?\S[ ]{2,}\S")
_ALIGNED_CELL: Final = re.compile(r"\S+(?:[ ]\S+)*[ ]*")
_CELL: Final = re.compile(r"[\s\"'*`]*(?P<value>[^\s\"'*`](?:[^\"'`]*[^\s\"'*`])?)[\s\"'*`]*")
_PIN: Final = re.compile(r"\d{4,6}")
_LONGEST: Final = 400  # characters of a line
_FEWEST: Final = 2  # columns
_STRONG: Final = 0.6
_WORD: Final = re.compile(r"[A-Za-z0-9][\w.!&+-]{3,30}")
_USERS: Final = frozenset(
    """user users username login account email mail benutzer nutzer konto utilisateur identifiant
    usuario utente usuário gebruiker användare uživatel felhasználó url site service host
    ssid""".split()
)
_OF_WORD: Final = 0.4
_SCORE: Final = 0.8
_OF_PIN: Final = 0.7
_WHY: Final = "it stands in a column for such values"


def find_columns(text: str, runs: Runs) -> Iterator[Hit]:
    """Yield the values of columns whose header names a password, a key or a PIN."""
    done = 0
    for at in _places(text, runs):
        if at < done:
            continue
        start, stop = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        if stop < 0:
            return
        done = stop
        if stop - start <= _LONGEST:
            head = text[start:stop].replace("||", "|")  # the headers of a wiki
            sign = max(_SIGNS, key=head.count)
            if sign not in head and _BLANKS in head and _ALIGNED.search(head):
                sign = _BLANKS
            headers = _cells_of(head, sign)
            if _are_headers(headers, sign):
                columns = tuple(map(column_of, headers))
                least = least_of(headers, columns)
                hits, done = _below(text, stop + 1, sign, columns, least)
                yield from hits


def _places(text: str, runs: Runs) -> list[int]:
    """Return where words for what columns may hold stand, in order."""
    places = {at for stem in runs.held(_EVERY_STEM) for at in runs.places(stem)}
    if runs.abroad:
        places.update(places_abroad(text, ABROAD, runs.abroad))
    return sorted(places)


def _cells_of(line: str, sign: str) -> list[str]:
    """Return the cells of a line; where blanks set columns apart, each with those behind it."""
    return line.split(sign) if sign != _BLANKS else _ALIGNED_CELL.findall(line.rstrip())


def _are_headers(cells: list[str], sign: str) -> bool:
    """Whether cells name columns: a list that is indented, or goes on, names none."""
    named = [cell for cell in cells if cell.strip()]
    whole = sign == "|" or (len(named) == len(cells) and not cells[0][0].isspace())
    return len(named) >= _FEWEST and whole and all(map(_HEADER.fullmatch, cells))


def least_of(headers: list[str], columns: tuple[str, ...]) -> float:
    """Return how strong a password has to be: beside names of users it may be a word."""
    beside = (header for header, column in zip(headers, columns, strict=True) if not column)
    named = any(_USERS.intersection(pieces_of(header.strip())[:2]) for header in beside)
    return _STRONG if not named else _OF_WORD


@lru_cache(maxsize=1024)
def column_of(header: str) -> str:
    """Return the type of what stands under a header; nothing where it names no secret."""
    header = header.strip(" \t\r\"'*`")
    if pieces_of(header)[-1:] == ("pin",):
        return "PIN"
    kind = kind_of(header)
    return PASSWORD if kind is Label.PASSWORD else SECRET if kind is Label.SECRET else ""


def _below(
    text: str, start: int, sign: str, columns: tuple[str, ...], least: float
) -> tuple[list[Hit], int]:
    """Return the secrets in the lines below a header that have as many cells, and their end."""
    hits: list[Hit] = []
    while any(columns) and start < len(text):
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        line = text[start:stop]
        cells = _cells_of(line, sign)
        ruled = _RULE.fullmatch(line) is not None
        if (len(cells) != len(columns) and not ruled) or stop - start > _LONGEST:
            break
        if not ruled:
            at = start
            for cell, column in zip(cells, columns, strict=True):
                if (
                    column
                    and (found := _CELL.fullmatch(cell))
                    and fits(found["value"], column, least)
                ):
                    hits.append(hit_of(at + found.start("value"), at + found.end("value"), column))
                at += len(cell) + (sign != _BLANKS)
        start = stop + 1
    return hits, start


def hit_of(start: int, end: int, column: str) -> Hit:
    """Return the value of a column as a hit."""
    if column == "PIN":
        return Hit(start, end, _OF_PIN, "column-pin", _WHY)
    return Hit(start, end, _SCORE, f"column-{column.lower()}", _WHY, column)


def fits(value: str, column: str, least: float) -> bool:
    """Whether a value is what its column is for, and no placeholder.

    Args:
        value: A cell, without its quotes.
        column: What the column holds: `PIN`, or a type.
        least: How strong a password has to be, 0 to 1.
    """
    if column == "PIN":
        return _PIN.fullmatch(value) is not None and len(set(value)) > 1
    if is_said(value):
        return False
    if column == PASSWORD:
        strength = password_strength(value)
        word = _WORD.fullmatch(value) is not None and kind_of(value) < Label.SECRET
        told = least < _STRONG and chosen(value) >= Chosen.WORD
        return " " not in value and (told or strength >= (least if word else _STRONG))
    return token_strength(value) > 0 or (" " not in value and chosen(value) >= Chosen.MIXED)
