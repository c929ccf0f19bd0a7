"""Decides how unlike anything but a secret a value is, by its marks alone."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from govsim import expressions as re
from govsim.guardrails.secrets.letters import is_wordlike, word_share
from govsim.guardrails.secrets.placeholders import (
    has_counted_groups,
    made_up_share,
    why_placeholder,
)

_UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.I)
_HEX: Final = re.compile(r"(?:0x)?[0-9a-f]+", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[\d.,:_/+TZx-]+")
_LONG_NUMBER: Final = 20  # digits; fewer are a time, an id or a count
_DOMAIN: Final = re.compile(
    r"(?:[\w-]+\.)+(?:(?:com|org|net|io|dev|edu|gov)(?:[/:].*)?|local|internal|[a-z]{2})",
    re.IGNORECASE,
)
_PATH: Final = re.compile(r"[\w.~-]*(?:/[\w.-]+){2,}/?|[\w.-]+/[\w.-]+\.[a-z]{2,4}|\.{0,2}/")
_VERSION: Final = re.compile(
    r"[a-z]{0,3}\d+(?:\.\d+){1,3}[\w.+-]*|[a-z][\w-]*-\d+\.\d+[\w.-]*", re.IGNORECASE
)
# How images, archives, fonts, certificates and public keys begin, and keys that are published.
_DATA: Final = re.compile(
    r"iVBORw0KGgo|R0lGOD|/9j/4|PHN2Zy|AAABAAEA|UEsDB|JVBERi|d09GM|MII[A-Z]|"
    r"LS0tLS1CRUdJTiBD|LS0tLS1CRUdJTiBQVUJM|pk_(?:live|test)_|age1[a-z0-9]{40}|"
    r"sha(?:1|256|384|512)-[A-Za-z0-9+/]{20}"
)
_VERSIONED: Final = 40  # characters; what is longer names no version
MADE_UP: Final = 0.5  # from this share on a value looks typed by hand
_FEW: Final = 8  # characters that differ; a value typed by hand with fewer says nothing
_WORDS: Final = 0.45


@lru_cache(maxsize=2048)
def token_strength(value: str) -> int:
    """Return how a value reads as a token: 0 not, 1 maybe, 2 as hashes do, 3 surely."""
    if why_placeholder(value):
        return 0
    if _NUMBER.fullmatch(value):
        return int(value.isdigit() and len(value) >= _LONG_NUMBER)
    if has_counted_groups(value):
        return 0
    if made_up_share(value) > MADE_UP and len(set(value.lower())) < _FEW:
        return 0
    if _UUID.fullmatch(value):
        return 2
    if _HEX.fullmatch(value):
        return _of_hex(value)
    if (len(value) <= _VERSIONED and _VERSION.fullmatch(value)) or _DOMAIN.fullmatch(value):
        return 0
    if _DATA.match(value) or _is_path(value):
        return 0
    return _of_marks(value)


def _of_hex(value: str) -> int:
    if not re.search(r"\d", value) or not re.search(r"[a-fA-F]", value):
        return 0
    return 2 if len(value) >= 28 else int(len(value) >= 14)  # characters


def _is_path(value: str) -> bool:
    return bool(_PATH.fullmatch(value)) and word_share(value) > 0.25


def _of_marks(value: str) -> int:
    """Count kinds of characters, and length, unless words make the value up."""
    if word_share(value) > _WORDS:
        return 0
    digit = any(map(str.isdigit, value))
    both_cases = any(map(str.islower, value)) and any(map(str.isupper, value))
    kinds = digit + both_cases
    size = len(value)
    if not kinds or not any(map(str.isalpha, value)) or len(set(value)) < min(10, size * 0.5):
        return 0
    if size >= 20 and (kinds == 2 or digit):  # characters
        return 3
    if size >= 15:
        return 2 if digit or size >= 24 else 1
    return int(size >= 10 and digit)


_PASSWORD_MARKS: Final = re.compile(r"[^\w\s.,:;/\\'\"()\[\]{}<>=-]")
_SHORTEST: Final = 4
_LONGEST: Final = 100


@lru_cache(maxsize=2048)
def password_strength(value: str) -> float:
    """Return how a value reads as a password somebody chose, 0 to 1; words alone score low."""
    if not _SHORTEST <= len(value) <= _LONGEST or why_placeholder(value):
        return 0.0
    if has_counted_groups(value):
        return 0.0
    if _VERSION.fullmatch(value) or _UUID.fullmatch(value):
        return 0.0
    if (made_up_share(value) > 0.8 and len(value) > 12) or _looks_like_code(value):
        return 0.0
    digit = any(map(str.isdigit, value))
    letter = any(map(str.isalpha, value))
    special = bool(_PASSWORD_MARKS.search(value))
    if " " in value.strip() and not (digit and special) and word_share(value) > 0.5:
        return 0.0  # a sentence
    if special and letter:
        return 0.9 if digit else 0.8
    if digit and letter:
        return 0.85
    if special or (digit and len(value) >= 6):
        return 0.6
    return _of_letters(value)


def _of_letters(value: str) -> float:
    """Score a value of letters alone: a word may be a password, but mostly is just a word."""
    inside = re.search(r"[a-z][A-Z]", value)
    pieces = re.findall(r"[A-Z]?[a-z]+|[A-Z]+", value)
    if not all(map(is_wordlike, pieces)):
        return 0.7 if len(value) >= 6 else 0.5  # characters
    if value.islower() and len(value) >= 6:
        return 0.5
    return 0.45 if inside or len(pieces) > 1 else 0.4


_CODE: Final = re.compile(
    r"\w+\(.*|[a-z_]\w*(?:\.[a-z_]\w*)+(?:\(.*)?|[\w.]+\[.*|&?self\b.*|this\..*|"  # calls, members
    r"\$\w+(?:->|\[|\(|-$| \|\| ).*|@\w+|@[a-z]+(?:-[a-z]+)+|[A-Za-z]\w*(?:\.[A-Z][A-Z0-9_]*)+|"
    r"[a-z]\w*(?:\.[A-Za-z_]\w*){2,}|[*&]{0,2}[A-Za-z_]+(?:\.[A-Za-z_]+)+|[\w.]+::[\w:]+-?|.*\w\?\.\w.*|"
    r"[*&]{1,2}[A-Za-z_]+|:[A-Za-z]\w*|_[a-z]+(?:_[a-z]+)*|"  # pointers, names
    r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|<.*|.*[({]$|.*\);?$|"
    r"(?:https?|file|ftp|jdbc|s3)://.*|[./~]{1,2}/.*|/\S*|"  # addresses and paths
    r"[\w.-]+\.(?:com|org|net|io|json|ya?ml|txt|py|js|ts|xml|pem|key|crt|conf|md|html?|properties)|"
    r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,6}|[\w.-]+:/[\w./-]+|"
    r"\\[a-zA-Z\"'].*|#\w*|\W+",  # escapes and marks
    re.DOTALL,
)


def _looks_like_code(value: str) -> bool:
    """Whether a value is a call, a member, a constant, an address or a path."""
    return bool(_CODE.fullmatch(value))
