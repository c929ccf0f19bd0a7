"""Finds the words that open a wallet of coins, as BIP 39 has them: `copper quantum wagon …`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from govsim import expressions as re
from govsim.guardrails.secrets.hits import SECRET, Hit
from govsim.guardrails.secrets.runs import Runs
from govsim.guardrails.views.rewriting import stretches

# What a text calls them, or what they open.
STEMS: Final = (
    b"wallet", b"seed phrase", b"seed word", b"mnemonic", b"recovery", b"bip39", b"semilla",
    b"monedero", b"portefeuille", b"portfel", b"carteira", b"herstelwoord",
)  # fmt: skip
_EVERY_STEM: Final = frozenset(STEMS)
_WORD: Final = re.compile(r"[^\W\d_]+")
# What may stand between two of them: signs, numbers that count them, line breaks.
_GAP: Final = re.compile(r"""[\s\d.,;:|/\\\-–—·•*()\[\]"'`>#_+=]{1,12}""")
_BEFORE: Final = 300  # characters
_BEHIND: Final = 700
_SIZES: Final = (12, 15, 18, 21, 24)  # words
_MOST: Final = 28  # of them with words around that are in the list as well; more are a list
_LABEL: Final = 4  # words of what announces a phrase
_FEWEST: Final = 8  # that differ; fewer are an example
_SURE: Final = 0.97
_LIKELY: Final = 0.85


def find_seed_phrases(text: str, runs: Runs) -> Iterator[Hit]:
    """Yield each row of such words near a word for what they open."""
    places = sorted(at for stem in runs.held(_EVERY_STEM) for at in runs.places(stem))
    for near in stretches([(at, at) for at in places], _BEFORE + _BEHIND):
        for whole in _rows(text, max(0, near[0][0] - _BEFORE), near[-1][1] + _BEHIND):
            row = _behind_label(text, whole)
            words = [each.group().lower() for each in row]
            if _is_phrase(words):
                yield Hit(
                    row[0].start(),
                    row[-1].end(),
                    _SURE if len(words) in _SIZES and _checks(words) else _LIKELY,
                    "seed-phrase",
                    "it is a row of words that opens a wallet",
                    SECRET,
                )


def _behind_label(text: str, row: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return a row without what announces it, which may be words of the list too."""
    for nth in range(min(_LABEL, len(row) - 1), 0, -1):
        if ":" in text[row[nth - 1].end() : row[nth].start()]:
            return row[nth:]
    return row


def _rows(text: str, low: int, high: int) -> Iterator[list[re.Match[str]]]:
    """Yield the words of the list that stand one after the other."""
    listed = _listed()
    row: list[re.Match[str]] = []
    for found in _WORD.finditer(text, low, min(len(text), high)):
        is_one = found.group().lower() in listed
        if row and not (is_one and _GAP.fullmatch(text, row[-1].end(), found.start())):
            yield row
            row = []
        if is_one:
            row.append(found)
    if row:
        yield row


def _is_phrase(words: list[str]) -> bool:
    """Whether so many words, out of order, are a phrase and no part of a list."""
    if not _SIZES[0] <= len(words) <= _MOST or len(set(words)) < _FEWEST:
        return False
    rising = sum(one < other for one, other in pairwise(words))
    return rising < len(words) - 2


def _checks(words: list[str]) -> bool:
    """Whether the last bits of a phrase are those of the digest of the others."""
    listed = _listed()
    bits = "".join(f"{listed[word]:011b}" for word in words)
    tail = len(bits) // 33
    entropy = int(bits[:-tail], 2).to_bytes((len(bits) - tail) // 8, "big")
    digest = int.from_bytes(hashlib.sha256(entropy).digest(), "big")
    return f"{digest:0256b}"[:tail] == bits[-tail:]


@cache
def _listed() -> dict[str, int]:
    """Return the words of the English list, each with its number."""
    text = (files("govsim.guardrails.secrets") / "seed_words.txt").read_text(encoding="ascii")
    return {word: number for number, word in enumerate(text.split())}
