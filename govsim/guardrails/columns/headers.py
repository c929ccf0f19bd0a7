"""Decides what the name of a column says it holds."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.pii.context import fold
from govsim.guardrails.pii.topic_words import TOPICS_OF_WORD

_CAMEL: Final = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])|(?<=[A-Z])(?=[A-Z][a-z])")
# What makes a header speak of something else than the personal thing it names.
_OTHER: Final = frozenset(
    "id ids key type kind code status count total flag is has date time at url file path hash size "
    "version product item class category model brand display table job event group team role lang "
    "currency created updated".split()
)

_NAME: Final = ("name", "names", "nm")
_WEAK: Final = 0.3  # how plainly `email_status` speaks for an address
_COMPOUND: Final = 7  # letters of a word that ends a longer one: `Lieferadresse`
# Scripts that set words apart by no blank; the first are Korean letters as folding leaves them.
_UNSPACED: Final = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff]")


class Tables(NamedTuple):
    """What words of headers speak for."""

    singles: dict[str, str]
    pairs: dict[tuple[str, str], str]
    alone: dict[str, str]  # where nothing else stands in the header


@cache
def tables() -> Tables:
    """Return the types by header word, by two words that stand together, and by whole header."""
    found = Tables({}, {}, {})
    for type_, words in _content()["headers"].items():
        for word in map(fold, str(words).split()):
            first, plus, second = word.partition("+")
            if plus:
                found.pairs[first, second] = type_
            elif word.startswith("="):
                found.alone[word[1:]] = type_
            else:
                found.singles.setdefault(word, type_)
    return found


@cache
def _nobody(name: str) -> frozenset[str]:
    return frozenset(map(fold, _content()["nobody"][name].split()))


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
    """Return the words of a header, without accents: `custEMail_addr` → cust, email, addr."""
    spaced = _CAMEL.sub(" ", header).replace("_", " ").replace("-", " ").replace(".", " ")
    return tuple(fold(piece.lower()) for piece in re.findall(r"[^\W\d_]+", spaced))


@lru_cache(maxsize=8192)
def topics_of(header: str) -> frozenset[str]:
    """Return what a header speaks of, in the words by which numbers in texts are told."""
    pieces = pieces_of(header)
    runs = (pieces[at:end] for at in range(len(pieces)) for end in range(at + 1, at + 4))
    return frozenset(topic for run in runs for topic in TOPICS_OF_WORD.get(" ".join(run), ()))


def names_measures(header: str) -> bool:
    """Whether the values under a header are measured: `weight`, `amount_captured`."""
    pieces = pieces_of(header)
    last = pieces if not types_of(header) else pieces[-1:]
    ends = tuple(word for word in _nobody("measures") if _UNSPACED.search(word))
    return not _nobody("measures").isdisjoint(last) or any(word.endswith(ends) for word in last)


def names_things(header: str) -> bool:
    """Whether the values under a header are called after nobody: `item_colour`, `file_name`."""
    pieces = pieces_of(header)
    called = _name_of_thing(pieces) or not _nobody("named").isdisjoint(pieces[-1:])
    return called or not _nobody("things").isdisjoint(pieces)


@lru_cache(maxsize=8192)
def says_part_of_name(header: str) -> bool:
    """Whether a header names the given or the family name of people: `first_name`, `nazwisko`."""
    pieces = pieces_of(header)
    if not pieces or pieces[-1] in _OTHER or names_things(header):
        return False
    parts = _parts_of_names()
    return any(piece in parts for piece in pieces) or any(
        f"{first}+{second}" in parts for first, second in pairwise(pieces)
    )


@cache
def _parts_of_names() -> frozenset[str]:
    return frozenset(map(fold, _content()["people"]["parts"].split()))


def names_keys(header: str) -> bool:
    """Whether a header names what tells rows apart, and nothing personal: `order_no`."""
    return not _nobody("keys").isdisjoint(pieces_of(header)[-1:]) and not _plainly(header)


def names_events(header: str) -> bool:
    """Whether the dates under a header are of something that happened, no birth."""
    return not _nobody("events").isdisjoint(pieces_of(header)) and not _plainly(header)


def _plainly(header: str) -> bool:
    return any(weight > _WEAK for weight in types_of(header).values())


@lru_cache(maxsize=8192)
def types_of(header: str) -> dict[str, float]:
    """Return the types a header speaks for, each with how plainly, 0 to 1."""
    singles, pairs, alone = tables()
    pieces = pieces_of(header)
    found: dict[str, float] = {}
    glued = "".join(pieces)
    if type_ := singles.get(glued) or alone.get(glued):
        found[type_] = 1.0
    for pair in pairwise(pieces):
        if pair in pairs:
            found[pairs[pair]] = 1.0
    weight = _WEAK if pieces and pieces[-1] in _OTHER and len(pieces) > 1 else 0.9
    for piece in pieces:
        if type_ := singles.get(piece) or _of_compound(piece):
            found[type_] = max(found.get(type_, 0.0), weight)
    if _name_of_thing(pieces):
        found.pop("PERSON", None)
    return found


def _name_of_thing(pieces: tuple[str, ...]) -> bool:
    """Whether a name is that of a thing: `file_name`, `city_name`."""
    return any(second in _NAME and first in _nobody("named") for first, second in pairwise(pieces))


def _of_compound(piece: str) -> str | None:
    """Return the type that the end of a word speaks for, where words are written in one."""
    singles = tables().singles
    least = 2 if _UNSPACED.search(piece) else _COMPOUND
    ends = (piece[at:] for at in range(1, len(piece) - least + 1))
    return next((singles[end] for end in ends if end in singles), None)
