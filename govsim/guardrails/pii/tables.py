"""Reads the tables in a text, so that the header of a column stands before each of its values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from govsim.guardrails.pii.context import in_front_of

_SIGNS: Final = ",;\t|"
# A line without digits whose cells a sign sets apart, before a line with digits; the rule of a
# table of Markdown may stand between.
_FIRST: Final = re.compile(
    r"([^\n0-9,;\t|]{0,64}+[,;\t|][^\n0-9]{0,600}+)\n(?:[ \t|:+-]{3,600}\n)?(?=[^\n]{0,600}[0-9])"
)
_LATER: Final = re.compile(rf"\n{_FIRST.pattern}")  # ends of lines are searched quickly
_LABEL: Final = re.compile(r"[^\W\d][\w.#/-]{0,32}(?: [\w.#/-]{1,32}){0,3}(?<!\.)")
_QUOTES: Final = " \t\"'`*"
_LONGEST: Final = 200  # characters of a cell; a longer one says by itself what it is about


class Cell(NamedTuple):
    """A value of a table in a text, and the header of its column."""

    start: int
    end: int
    label: str


def cells(text: str) -> Iterator[Cell]:
    """Yield the cells under headers that name something, in linear time."""
    done = 0
    first = _FIRST.match(text)
    for match in (*((first,) if first else ()), *_LATER.finditer(text)):
        if match.start(1) < done:
            continue
        sign = max(_SIGNS, key=match[1].count)
        labels = _labels(match[1], sign)
        if labels is None:
            continue
        done = match.end()
        while done < len(text):
            stop = text.find("\n", done)
            stop = len(text) if stop < 0 else stop
            line = text[done:stop]
            values = list(_split(line, sign))
            if len(values) != len(labels):
                break
            at = done
            for value, label in zip(values, labels, strict=True):
                if label and (bare := value.lstrip(_QUOTES)):
                    start = at + len(value) - len(bare)
                    size = len(bare.rstrip(_QUOTES))
                    if size <= _LONGEST:
                        yield Cell(start, start + size, label)
                at += len(value) + 1
            done = stop + 1


def inserted(text: str) -> Iterator[Cell]:
    """Yield the values of INSERT statements under columns that name something, in linear time."""
    for match in _INSERT.finditer(text):
        names = [name.strip(f"{_QUOTES}[]") for name in match[1].split(",")]
        labels = [name if _LABEL.fullmatch(name) and _names(name) else "" for name in names]
        at = match.end() if any(labels) else -1
        while at >= 0 and (row := _ROW.match(text, at)) is not None:
            values = list(_VALUE.finditer(text, row.start(1), row.end(1)))
            for value, label in zip(values, labels, strict=False):
                start, end = value.span(1 if value[1] is not None else 2)
                if label and len(values) == len(labels) and end - start <= _LONGEST:
                    yield Cell(start, end, label)
            at = row.end()


_INSERT: Final = re.compile(
    r"(?:INSERT|insert|Insert)\s{1,4}(?i:into)\s{1,4}[^\s(]{1,120}\s{0,4}\(([^()]{1,1200})\)\s{0,4}(?i:values)"
)
_ROW: Final = re.compile(r"\s{0,8},?\s{0,8}\(((?:'(?:[^'\n]|'')*+'|[^()'])*+)\)")
_VALUE: Final = re.compile(r"\s*(?:N?'((?:[^']|'')*+)'|([^,']+?))\s*(?:,|$)")


def _labels(line: str, sign: str) -> list[str] | None:
    """Return the headers of a line, empty where one names nothing; None if none does."""
    labels = [label.strip(_QUOTES) for label in _split(line, sign)]
    if not all(not label or _LABEL.fullmatch(label) for label in labels):
        return None
    told = [label if label and _names(label) else "" for label in labels]
    return told if any(told) else None


@lru_cache(maxsize=4_096)
def _names(label: str) -> bool:
    """Whether a header speaks of something that people hide."""
    spoken = in_front_of(f"{label}: ")
    if label.lower().replace("_", " ") in _ACCOUNTS:
        return True
    return any(near.topic not in {"number", "nobody"} for near in spoken)


_ACCOUNTS: Final = frozenset(
    ("username", "user name", "login", "login name", "samaccountname", "benutzername", "usuario",
     "nazwa użytkownika", "gebruikersnaam", "nome utente", "nickname", "handle", "account name")
)  # fmt: skip


def _split(line: str, sign: str) -> Iterable[str]:
    """Return the cells of a line, with the spaces and quotes around them."""
    return line.split(sign) if '"' not in line else _quoted(line, sign)


def _quoted(line: str, sign: str) -> Iterator[str]:
    """Yield the cells of a line, some of which stand in quotes and may hold the sign."""
    at = 0
    while at <= len(line):
        match = _QUOTED[sign].match(line, at)
        stop = line.find(sign, at) if match is None else match.end()
        stop = len(line) if stop < 0 else stop
        yield line[at:stop]
        at = stop + 1


_QUOTED: Final = {
    sign: re.compile(rf'[ \t]*"(?:[^"\n]|"")*"[ \t]*(?=\{sign}|$)') for sign in _SIGNS
}
