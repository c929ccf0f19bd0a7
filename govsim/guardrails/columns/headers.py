"""Decides what the name of a column says it holds."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

_PIECE: Final = re.compile(r"[^\W\d_]*[^\W\d_A-Z]+|[A-ZÄÖÜ]+|\d+")
_CAMEL: Final = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])")
# What makes a header speak of something else than the personal thing it names.
_OTHER: Final = frozenset(
    "id ids key type kind code status count total flag is has date time at url file path hash size "
    "version product item class category model brand display table job event group team role lang "
    "currency created updated".split()
)

_MEASURES: Final = frozenset(
    "ms sec secs seconds min mins minutes hours days kg g km m cm mm pct percent ratio duration "
    "qty quantity amount price cost weight height width length bytes kb mb size".split()
)
_THINGS: Final = frozenset(
    "product products item items article model brand category colour color material title sku skus "
    "part parts asset assets batch".split()
)


@cache
def tables() -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """Return the types by header word, and by two words that stand together."""
    content = _content()["headers"]
    singles: dict[str, str] = {}
    pairs: dict[tuple[str, str], str] = {}
    for type_, words in content.items():
        for word in str(words).split():
            first, plus, second = word.partition("+")
            if plus:
                pairs[first, second] = type_
            else:
                singles.setdefault(word, type_)
    return singles, pairs


@cache
def value_words(name: str) -> frozenset[str]:
    """Return a list of words that values are made of."""
    return frozenset(str(_content()["values"][name]).split())


@cache
def _content() -> dict[str, dict[str, str]]:
    text = (files("govsim.guardrails.columns") / "words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=8192)
def pieces_of(header: str) -> tuple[str, ...]:
    """Return the words of a header: `custEMail_addr` → cust, email, addr."""
    spaced = _CAMEL.sub(" ", header).replace("_", " ").replace("-", " ").replace(".", " ")
    return tuple(piece.lower() for piece in re.findall(r"[^\W\d_]+", spaced))


def names_measures(header: str) -> bool:
    """Whether the values under a header are measured: `duration_ms`, `weight`."""
    return not _MEASURES.isdisjoint(pieces_of(header)[-1:])


def names_things(header: str) -> bool:
    """Whether the values under a header are called after nobody: `product`, `item_colour`."""
    return not _THINGS.isdisjoint(pieces_of(header))


@lru_cache(maxsize=8192)
def types_of(header: str) -> dict[str, float]:
    """Return the types a header speaks for, each with how plainly, 0 to 1."""
    singles, pairs = tables()
    pieces = pieces_of(header)
    found: dict[str, float] = {}
    glued = "".join(pieces)
    if glued in singles:
        found[singles[glued]] = 1.0
    for pair in pairwise(pieces):
        if pair in pairs:
            found[pairs[pair]] = 1.0
    weight = 0.3 if pieces and pieces[-1] in _OTHER and len(pieces) > 1 else 0.9
    for piece in pieces:
        if piece in singles:
            type_ = singles[piece]
            found[type_] = max(found.get(type_, 0.0), weight)
    return found
