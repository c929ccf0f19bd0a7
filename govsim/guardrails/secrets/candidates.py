"""Finds tokens of no known format: random values that a label or a provider speaks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase
from typing import Final

from govsim.guardrails.secrets.beside import Beside, is_holder, label_before
from govsim.guardrails.secrets.hits import Hit
from govsim.guardrails.secrets.labels import Label, kind_of, pieces_of
from govsim.guardrails.secrets.letters import word_share
from govsim.guardrails.secrets.placeholders import made_up_share
from govsim.guardrails.secrets.runs import Runs
from govsim.guardrails.secrets.strength import MADE_UP, token_strength

_VALUE: Final = re.compile(rb"[A-Za-z0-9_][A-Za-z0-9_+/.~-]{9,}={0,2}")
_SMALL: Final = ascii_lowercase.encode() + b"_+/.~-="
_CAPITAL: Final = ascii_uppercase.encode() + b"_+/.~-="
_BYTES: Final = re.compile(
    r"(?:from_?hex|unhexlify|from_?base64string|b64decode|getbytes|hex)\(\W{0,3}$", re.IGNORECASE
)
_CALL: Final = 24  # characters of the name of a function before a value
_KEY: Final = 0.55
_UUID: Final = 36  # characters; one has no need of digits
CUT: Final = re.compile(
    r"[#*…\[{$\\]|<(?!/|br\b)|\.\.|(?<=\.\.)"
)  # what follows a value that is shown in part
_SETS_APART: Final = frozenset(",;")  # what a label from the words before it
_LONGEST: Final = 1000  # characters; more is a file in base64
_LINE: Final = 40  # characters; a longer label is the line before of a block of base64
_WORDS: Final = 0.6  # share of letters in words from which a long label is one
_ASSIGNS: Final = frozenset({"=", ":", ":=", "=>", "→"})
_SURE: Final = 3
_WORTH: Final = 0.3
_EXAMPLE: Final = 0.5
_TOKEN: Final = 16  # characters; what is shorter and counted up is no example of a token
_AMBIGUOUS: Final = 2
# Score by what the label says and how random the value is (1, 2, 3).
_SCORES: Final = {
    Label.PASSWORD: (0.6, 0.85, 0.92),
    Label.SECRET: (0.55, 0.85, 0.95),
    Label.WEAK: (0.15, 0.42, 0.75),
    Label.NONE: (0.05, 0.1, 0.2),
}
_PROVIDER: Final = {Label.WEAK: 0.35, Label.NONE: 0.45, Label.SECRET: 0.04, Label.PASSWORD: 0.02}


def find_candidates(text: str, runs: Runs) -> Iterator[Hit]:
    """Yield each random value that its label, or the rest of its line, makes a secret."""
    for value in _VALUE.finditer(runs.joined):
        letters = value.group()
        if len(letters) < _UUID and (
            not letters.translate(None, _SMALL) or not letters.translate(None, _CAPITAL)
        ):
            continue  # neither a digit nor both cases: nothing random
        at = runs.original(value.start())
        hit = judge_token(text, at, at + len(letters))
        if hit is not None:
            yield hit


def judge_token(text: str, start: int, end: int) -> Hit | None:
    """Return a value as a hit when its marks and its label together say so."""
    if end - start > _LONGEST:
        return None
    if CUT.match(text, end):
        return None
    end -= len(text[start:end]) - len(text[start:end].rstrip(".-/"))
    rest, _, label = text[max(0, start - _LINE) : max(0, start - 1)].rpartition(" ")
    if (
        rest[-1:] in _SETS_APART
        and label.isalpha()
        and text[start - 1] == " "
        and _says_nothing(label)
    ):
        return None
    beside = label_before(text, start)
    if beside is None or beside.label.endswith("--") or not _is_label(beside.label):
        return None
    if score_of(beside, _SURE) < _WORTH:
        return None  # whatever the value is: most values end here
    value = text[start:end]
    strength = token_strength(value)
    if not strength or _is_of_no_label(text, start, beside):
        return None
    score = score_of(beside, strength)
    if (
        beside.kind is Label.WEAK
        and strength >= _AMBIGUOUS
        and _BYTES.search(text, start - _CALL, start)
    ):
        score = max(score, _KEY)  # the bytes of a key
    if made_up_share(value) > MADE_UP:
        # Counted up or typed along the keyboard: an example more often than not.
        spoken_for = end - start >= _TOKEN and _is_spoken_for(beside)
        score = _EXAMPLE if score and spoken_for else 0.0
    rule = "generic-token" if beside.kind >= Label.SECRET else "named-token"
    return Hit(start, end, score, rule, "it looks random and stands beside the name of a secret")


def _is_of_no_label(text: str, start: int, beside: Beside) -> bool:
    """Whether a value is part of what is encrypted, or stands below a path."""
    opened = text.rfind("ENC[", max(0, start - _LONGEST), start)
    if opened >= 0 and "]" not in text[opened:start]:
        return True
    path = not beside.link and beside.line.endswith("/")
    return path and "\n" in text[max(0, start - _LINE) : start].rpartition(beside.label)[2]


def _is_label(label: str) -> bool:
    """Whether what stands before a value is a name, and not the line before in base64."""
    return len(label) <= _LINE or word_share(label) > _WORDS


@lru_cache(maxsize=2_048)
def _says_nothing(label: str) -> bool:
    """Whether no value that stands behind this word alone is a secret."""
    beside = Beside(label, "", "")
    return not is_holder(label) and score_of(beside, _SURE) < _WORTH


def _is_spoken_for(beside: Beside) -> bool:
    """Whether a value that looks made up is meant as a secret: `geocode_key = abcd1234…`."""
    if beside.kind >= Label.SECRET or beside.provider(beside.kind) >= 1:
        return True
    pieces = pieces_of(beside.label)
    last = len(pieces) > 1 and kind_of(pieces[-1]) is Label.WEAK
    return last and beside.kind is Label.WEAK and beside.link in _ASSIGNS


def score_of(beside: Beside, strength: int) -> float:
    """Return how likely a value of this strength is a secret beside such words."""
    kind = said = beside.kind
    if kind is Label.OTHER:
        return 0.0
    if kind is Label.NONE and beside.link.strip() and beside.wide_kind >= Label.SECRET:
        kind = Label.WEAK
    score = _SCORES[kind][strength - 1]
    if kind is Label.WEAK and strength == _AMBIGUOUS and beside.link in _ASSIGNS:
        # `grapes_key = <hash>` names a key of something; `key = <hash>` may be any map.
        pieces = pieces_of(beside.label)
        score += 0.1 if len(pieces) > 1 or pieces == ("salt",) or "byte" in beside.line else 0.0
    return min(0.98, score + _PROVIDER[kind] * beside.provider(said))
