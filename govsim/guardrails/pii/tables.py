"""Reads the tables in a text, so that the header of a column stands before each of its values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.pii.context import in_front_of

_SIGNS: Final = ",;\t|"
# A line without digits whose cells a sign sets apart, before a line with digits; the rule of a
# table of Markdown may stand between.
_FIRST: Final = re.compile(
    r"([^\n0-9,;\t|]{0,64}+[,;\t|][^\n0-9]{0,600}+)\n(?:[ \t|:+-]{3,600}\n)?(?=[^\n]{0,600}[0-9])"
)
_LATER: Final = re.compile(rf"\n{_FIRST.pattern}")  # ends of lines are searched quickly
# Its last word is no longer than one that is shortened, where a point ends it.
_LABEL: Final = re.compile(
    r"[^\W\d][\w.#/'’°ºª&()-]{0,32}(?: [\w.#/'’°ºª№&()-]{1,32}){0,5}(?<![^\W\d_]{6}\.)"
)
_QUOTES: Final = " \t\"'`*"
LONGEST: Final = 200  # characters of a cell; a longer one says by itself what it is about


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
                    if size <= LONGEST:
                        yield Cell(start, start + size, label)
                at += len(value) + 1
            done = stop + 1


def spread(text: str) -> Iterator[Cell]:
    """Yield the values that stand a blank line below their labels, in linear time."""
    for match in _BELOW.finditer(text):
        at = match.start()
        begin = text.rfind("\n", max(0, at - _WIDEST), at) + 1
        if begin == 0 and at > _WIDEST:
            continue
        label = text[begin:at].strip(_AROUND_LABEL)
        value = match["value"].strip(_QUOTES)
        if _LABEL.fullmatch(label) and _FEW_DIGITS.search(value) and _names(label):
            start = match.start("value") + match["value"].index(value)
            yield Cell(start, start + len(value), label)


_WIDEST: Final = 48  # characters of a line that is a label, or a value
# From the first of the ends of lines only: behind it nothing else would be found.
_BELOW: Final = re.compile(
    r"\n(?<!\n\n)\n++(?=[^\W_a-z]|[\"'`*(+])(?=[^\n]{0,44}[0-9])(?P<value>[^\n]{3,47})(?=\n|\Z)"
)
_AROUND_LABEL: Final = f"{_QUOTES}:#_-"
_FEW_DIGITS: Final = re.compile(r"[0-9][^\n]{0,6}[0-9][^\n]{0,6}[0-9]")


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
                if label and len(values) == len(labels) and end - start <= LONGEST:
                    yield Cell(start, end, label)
            at = row.end()


_INSERT: Final = re.compile(
    r"(?:INSERT|insert|Insert)\s{1,4}(?i:into)\s{1,4}[^\s(]{1,120}\s{0,4}\(([^()]{1,1200})\)\s{0,4}(?i:values)"
)
_ROW: Final = re.compile(r"\s{0,8},?\s{0,8}\(((?:'(?:[^'\n]|'')*+'|[^()'])*+)\)")
_VALUE: Final = re.compile(r"\s*(?:N?'((?:[^']|'')*+)'|([^,']+?))\s*(?:,|$)")


def _labels(line: str, sign: str) -> list[str] | None:
    """Return the headers of a line, empty where one names nothing; None if none does."""
    return told_labels([label.strip(_QUOTES) for label in _split(line, sign)])


def told_labels(labels: list[str]) -> list[str] | None:
    """Return the headers of a table, empty where one names nothing; None if none does.

    The number of a row is one of a person, where other columns tell what people hide.
    """
    if not all(not label or _LABEL.fullmatch(label) for label in labels):
        return None
    told = [label if label and _names(label) else "" for label in labels]
    if any(told) and labels[0].lower() in _OF_ROWS and sum(map(_is_personal, told)) > 1:
        told[0] = _OF_PERSON
    return told if any(told) else None


@lru_cache(maxsize=4_096)
def _is_personal(label: str) -> bool:
    """Whether a header names an identifier, a birth, or how a person is reached."""
    return any(near.topic in _PERSONAL for near in in_front_of(f"{label}: "))


_OF_ROWS: Final = frozenset({"id", "person_id", "user_id", "uid", "pid", "nr", "no"})
_OF_PERSON: Final = "client id"
_PERSONAL: Final = frozenset(
    {"ssn", "national", "tax", "passport", "licence", "medical", "bank", "birth", "phone"}
)


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
