"""Decides what the name beside a value says of it: a password, a secret, or something else."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

_PIECE: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_a-zA-Z]+|\d+")
_SPLIT_ACCENTS: Final = re.compile(r"[^\W\d_]+")
_LETTER: Final = re.compile(r"[^\W\d_]")  # without one, a label is a number, and no two are alike


_SHORT: Final = re.compile(
    r"(?:[a-z]|db|sql|pg|mysql|user|root|admin|sys|svc|app|my|ssh|s?ftp|smtp|sudo|login|e?mail|wifi|vpn|"
    r"ldap|cert|old|new|test)(?:pass|pwd)"
)


# With which other words are put together, in languages that write no blank between them, too.
_STEMS: Final = ("passw", "passphrase", "密码", "密碼", "口令", "パスワード", "비밀번호")
_OF_SECRETS: Final = ("secret", "apikey", "token")
_GLUED: Final = 24  # letters from which on a word is no label


class Label(IntEnum):
    """How far a label speaks for a secret."""

    OTHER = -1  # an id, a name, a path, a public key
    NONE = 0
    WEAK = 1  # a key, a session: often something else
    SECRET = 2
    PASSWORD = 3


@dataclass(frozen=True)
class Words:
    """The tables of `words.toml`."""

    password: frozenset[str]
    secret: frozenset[str]
    pairs: frozenset[tuple[str, ...]]
    weak: frozenset[str]
    not_last: frozenset[str]
    public: frozenset[str]
    provider: frozenset[str]
    common: frozenset[str]


@cache
def words() -> Words:
    """Return the tables, read once."""
    text = (files("govsim.guardrails.secrets") / "words.toml").read_text(encoding="utf-8")
    tables = {name: str(table).split() for name, table in tomllib.loads(text).items()}
    pairs = frozenset(tuple(pair.split("+")) for pair in tables.pop("pairs"))
    return Words(pairs=pairs, **{name: frozenset(table) for name, table in tables.items()})


@lru_cache(maxsize=8192)
def pieces_of(label: str) -> tuple[str, ...]:
    """Return the words of a label in small letters: `dbPassword`, `DB_PASSWORD` → db, password."""
    found = _PIECE.findall(label) if label.isascii() else _SPLIT_ACCENTS.findall(label)
    return tuple(piece.lower() for piece in found)


@lru_cache(maxsize=8192)
def kind_of(label: str) -> Label:
    """Return what a label says of the value beside it."""
    if _LETTER.search(label) is None:
        return Label.NONE
    tables, pieces = words(), pieces_of(label)
    named = tuple(piece for piece in pieces if not piece.isdigit())
    if not named:
        return Label.NONE
    if named[-1] in tables.not_last or not _public().isdisjoint(named):
        return Label.OTHER
    public = _public()
    if any(first + second in public for first, second in pairwise(named)):
        return Label.OTHER
    together = "".join(named)
    if _holds(named, together, tables.password, _STEMS) or _ends(named, together):
        return Label.PASSWORD
    paired = len(named) > 1 and not tables.pairs.isdisjoint(pairwise(named))
    if paired or _holds(named, together, tables.secret, _OF_SECRETS):
        return Label.SECRET
    return Label.NONE if tables.weak.isdisjoint(named) else Label.WEAK


@cache
def _public() -> frozenset[str]:
    """Return the words that are public, those too that a 5 belongs to: `sha5` is `sha`."""
    public = words().public
    return public | {word[:-1] for word in public if word.endswith("5")}


def _ends(named: tuple[str, ...], together: str) -> bool:
    """Whether a word ends as short names of passwords do: `dbpass`, `rootpwd`."""
    if "pass" not in together and "pwd" not in together:
        return False
    return any(_SHORT.fullmatch(piece) is not None for piece in named)


def _holds(
    named: tuple[str, ...], together: str, table: frozenset[str], stems: tuple[str, ...]
) -> bool:
    """Whether a word is in a table, or glued to a stem of it: `mypassword`, `secretkey`."""
    if not table.isdisjoint(named):
        return True
    # Most labels hold no stem at all, and are asked once for all of their words.
    held = [stem for stem in stems if stem in together]
    return any(stem in piece and len(piece) < _GLUED for stem in held for piece in named)


@lru_cache(maxsize=8192)
def provider_of(label: str) -> float:
    """Return how far a text names a provider of tokens: 1, a half for a common word, or 0."""
    if _LETTER.search(label) is None:
        return 0.0
    tables, pieces = words(), pieces_of(label)
    glued = {a + b for a, b in pairwise(pieces)} | set(pieces)
    if not tables.provider.isdisjoint(glued):
        return 1.0
    return 0.5 if not tables.common.isdisjoint(pieces) else 0.0
