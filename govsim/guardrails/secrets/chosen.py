"""Decides what somebody may have chosen for a secret, and how plainly: words, digits, marks."""

from __future__ import annotations

import tomllib
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files
from typing import Final

from govsim import expressions as re
from govsim.guardrails.secrets.labels import Label, kind_of
from govsim.guardrails.secrets.letters import is_wordlike
from govsim.guardrails.secrets.placeholders import made_up_share, why_placeholder
from govsim.guardrails.secrets.strength import password_strength, token_strength

# What `relations` knows too: it stands in one file with the ways to a value.
TABLES: Final = tomllib.loads(
    (files("govsim.guardrails.secrets") / "relations.toml").read_text(encoding="utf-8")
)
_SAID: Final = frozenset(str(TABLES["said"]).split())
_ENDING: Final = re.compile(TABLES["said_ending"])
_LAST: Final = frozenset(str(TABLES["of_programs"]).split())
_WORD: Final = re.compile(r"[^\W\d_]+")
_WORDS: Final = re.compile(
    r"[^\W\d_]+(?:[-_.&' ][^\W\d_]+){1,7}!?|(?:[A-Z]?[a-z]+)(?:[A-Z][a-z]+)+"
)
_PARTS: Final = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+")
_CONSTANT: Final = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
# A number with what is counted, a version, a standard, a day, an hour, a measure.
_COUNTED: Final = re.compile(
    r"(?!(?:test|user)\d{3,4}\Z)(?:u?int|float|utf|sha|md|base|char|string|str|varchar|blake|hmac|bool|pbkdf|arg|argon|param|"
    r"value|val|var|test|user|field|item|key|line|col|row|part|step|text|data|type|oauth|http|tls|"
    r"saml|ipv|win|v|aes|rsa|ed|ec|des|pkcs|ucs|page|chapter|section|figure|table|rfc|iso)"
    r"[-_/.#]?\d[\d.]{0,4}(?:[-_.]?[A-Za-z]\w{0,16}){0,3}|0x[0-9a-f]{1,8}|\d{1,4}[-./:]\d{1,2}(?:[-./:]\d{1,4})*\w{0,2}|"
    r"\d+(?:[.,]\d+)?[a-z%]{1,3}|\d+-?(?:[kmg]?hz|bits?|digits?|days?|hours?|min|st|nd|rd|th)(?:-[a-z]{1,12})?|[-+*/=]\S*|\d{1,5}|(?:19|20)\d\d[01]\d[0-3]\d",
    re.IGNORECASE,
)
# An address, a path, a tag, a constant of a program, what goes on.
_OTHER: Final = re.compile(
    r"[\[_{<=?\\-]|![A-Za-z-]+\Z|[\w.-]+(?:/[\w.-]+)+(?:[:#][\w.-]+)?\Z|[^\n]*\\[nrt]|\w+_\Z|.*:\Z|"
    r"HTTP/|.*\.(?:js|ts|py|txt|json|ya?ml|pem|key|md|html?|sh|go|java|rb|php|xml|conf|sql|csv)\Z"
)
# An address, a command of a shell that is named by a verb.
_ADDRESS: Final = re.compile(
    r"\w{2,8}://|(?:Get|Set|New|Add|Convert(?:To|From)|Read|Import|Invoke|Write|Out|Select|Where|Join)-[A-Z]"
)
_AGAIN: Final = re.compile(r"([a-z]{3,12})\1{1,3}")
_SHORTEST: Final = 4
_LONGEST: Final = 100
_WITHIN: Final = re.compile(r"[a-z]\d[a-z]")  # digits for letters
_DIGITS: Final = 6
_SEVERAL: Final = 3  # digits behind a word, which count nothing
_FEW: Final = 2  # words with hyphens, of which more are a phrase
_MARKED: Final = 0.9
_ODD: Final = 0.7  # of letters that make no word, or that marks stand among
_MADE_UP: Final = 0.7


class Chosen(IntEnum):
    """What a value is made of; the later, the less it can be anything but a secret."""

    NOT = 0
    WORD = 1
    WORDS = 2  # put together: with hyphens, capitals, blanks
    MIXED = 3  # with digits, or digits alone
    MARKED = 4  # with marks as well, or random


@lru_cache(maxsize=4096)
def chosen(value: str) -> Chosen:
    """Return what a value is made of, and NOT for what stands for a secret, or says something."""
    if not _SHORTEST <= len(value) <= _LONGEST or is_said(value):
        return Chosen.NOT
    if _ADDRESS.match(value):
        return Chosen.NOT
    if token_strength(value) > 1:
        return Chosen.MARKED
    if _OTHER.match(value) or value != value.strip() or _is_made_up(value):
        return Chosen.NOT
    strength = password_strength(value)
    if not strength or _COUNTED.fullmatch(value):
        return Chosen.NOT
    if _WORD.fullmatch(value) and not is_camel(value):
        return Chosen.NOT if _is_word_said(value) else Chosen.WORD
    if _WORDS.fullmatch(value):
        return Chosen.WORDS if _are_chosen(value) else Chosen.NOT
    if value.isdigit():
        return Chosen.MIXED if len(value) >= _DIGITS else Chosen.NOT
    if not any(map(str.isdigit, value)):
        return Chosen.WORDS if strength >= _ODD and not _is_word_said(value) else Chosen.NOT
    return Chosen.MARKED if strength >= _MARKED else Chosen.MIXED if _is_free(value) else Chosen.NOT


def _is_made_up(value: str) -> bool:
    """Whether a value is counted up, or one sign over and over; a word may stand several times."""
    again = _AGAIN.fullmatch(value)
    word = again is not None and is_wordlike(again[1]) and not why_placeholder(again[1])
    return made_up_share(value) > _MADE_UP and not word


def is_said(value: str) -> bool:
    """Whether a value is a word that stands for a secret, or says something of it."""
    return value.lower() in _SAID


def is_camel(value: str) -> bool:
    """Whether capitals stand inside of a word."""
    return re.search(r"[a-z][A-Z]", value) is not None


def _is_word_said(word: str) -> bool:
    """Whether a word says something about a secret: `required`, `abgelaufen`."""
    small = word.lower()
    return (
        small in _SAID
        or _ENDING.search(small) is not None
        or _CONSTANT.fullmatch(word) is not None
        or kind_of(word) is not Label.NONE
    )


def _are_chosen(value: str) -> bool:
    """Whether words put together say nothing of secrets, and name no part of a program."""
    parts = [part.lower() for part in _PARTS.findall(value)]
    several = " " in value
    glued = "-" not in value and not several
    if (
        _CONSTANT.fullmatch(value)
        or (glued and parts[-1] in _LAST)
        or (several and _SAID.intersection(parts))
    ):
        return False
    if "-" in value and len(parts) > _FEW:
        return True
    ends = {parts[-1]} if "-" in value else {parts[0], parts[-1]}
    return kind_of(value) is Label.NONE and _SAID.isdisjoint(ends)


def _is_free(value: str) -> bool:
    """Whether a value with digits is no name that a program has for a secret."""
    if _CONSTANT.fullmatch(value) and "_" in value:
        return False
    if value.count("_") > 1 and kind_of(value) >= Label.SECRET:
        return False
    parts = _PARTS.findall(value.lower())
    named = kind_of(value) is Label.OTHER and not _WITHIN.search(value)
    said = sum(map(str.isdigit, value)) < _SEVERAL and set(parts) <= _SAID
    return bool(parts) and not named and not said
