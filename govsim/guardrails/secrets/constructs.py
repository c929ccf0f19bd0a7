"""Finds secrets by the construct they stand in: an address, a header, a command, a call."""

from __future__ import annotations

import base64
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from govsim.guardrails.secrets.formats import trie
from govsim.guardrails.secrets.hits import PASSWORD, Hit
from govsim.guardrails.secrets.placeholders import why_placeholder
from govsim.guardrails.secrets.runs import Runs, stem_of
from govsim.guardrails.secrets.strength import password_strength, token_strength


@dataclass(frozen=True)
class Construct:
    """A way in which secrets are handed over.

    Attributes:
        id: Names the rule.
        gate: Literals in small letters with which the pattern begins.
        pattern: What stands from the literal on, with a group `value`.
        why: The sentence of a finding.
        before: What must stand in the line before the literal.
        needs: Literals in small letters of which a text with such a line holds one; none: any text.
        score: Of a value that reads as a password or a token.
        least: How much it must read so: up to 0.9 as a password, 1 as a token, 0 not at all.
        named: The score of a value that is a mere word for one, such as `secret`.
    """

    id: str
    gate: tuple[bytes, ...]
    pattern: re.Pattern[str]
    why: str
    before: re.Pattern[str] | None = None
    needs: tuple[bytes, ...] = ()
    score: float = 0.85
    least: float = 0.4
    named: float = 0.0
    type: str = PASSWORD

    def matches(self, text: str, runs: Runs, literals: Iterable[bytes]) -> Iterator[re.Match[str]]:
        """Yield each place where the construct stands, behind some literals of its gate."""
        for literal in literals:
            for at in runs.places(literal):
                found = self.pattern.match(text, at)
                if found is not None:
                    yield found

    def is_led(self, text: str, at: int) -> bool:
        """Whether the line before the literal is as it has to be."""
        return self.before is None or bool(self.before.search(text, max(0, at - _LINE), at))


_LINE: Final = 120  # characters before a literal
_SHORT: Final = 600  # characters up to which one search for all literals is cheaper than each
_QUOTE: Final = r"""\\?["'`]"""
_BARE: Final = r"""[^\s"'`<>|&;,()]"""


def _made(row: dict[str, Any]) -> Construct:
    gate = tuple(
        word.replace("_", " ").replace("\\0", "_").encode() for word in row.pop("gate").split()
    )
    pattern = row.pop("pattern").replace("<Q>", _QUOTE).replace("<BARE>", _BARE)
    before = row.pop("before", "")
    needs = row.pop("needs", "")
    return Construct(
        gate=gate,
        needs=tuple(needs.encode().split()),
        pattern=re.compile(pattern, re.IGNORECASE),
        before=re.compile(before, re.IGNORECASE) if before else None,
        **row,
    )


@cache
def constructs() -> tuple[Construct, ...]:
    """Return the constructs of `constructs.toml`, read once."""
    text = (files("govsim.guardrails.secrets") / "constructs.toml").read_text(encoding="utf-8")
    return tuple(_made(row) for row in tomllib.loads(text)["constructs"])


@cache
def _any_gate() -> re.Pattern[bytes]:
    return re.compile(trie({literal for construct in constructs() for literal in construct.gate}))


@cache
def _by_stem() -> Mapping[bytes, tuple[tuple[int, bytes], ...]]:
    """Return the literals that each stem may begin, with the numbers of their constructs."""
    found: defaultdict[bytes, list[tuple[int, bytes]]] = defaultdict(list)
    for number, construct in enumerate(constructs()):
        for literal in construct.gate:
            found[stem_of(literal)].append((number, literal))
    return {stem: tuple(each) for stem, each in found.items()}


def stems() -> Iterable[bytes]:
    """Return the stems of the literals with which constructs begin, and of those they need."""
    needs = (literal for construct in constructs() for literal in construct.needs)
    return {*_by_stem(), *map(stem_of, needs)}


def _possible(text: str, runs: Runs) -> Iterator[tuple[Construct, list[bytes]]]:
    """Yield the constructs of which the text holds a beginning, and which beginnings."""
    if len(text) < _SHORT and not _any_gate().search(runs.lower):
        return
    by_stem = _by_stem()
    held: defaultdict[int, list[bytes]] = defaultdict(list)
    for stem in runs.held(by_stem):
        for number, literal in by_stem[stem]:
            held[number].append(literal)
    for number in sorted(held):
        construct = constructs()[number]
        if not construct.needs or any(map(runs.places, construct.needs)):
            yield construct, held[number]


def find_constructs(text: str, runs: Runs) -> Iterator[Hit]:
    """Yield each secret whose construct gives it away."""
    for construct, literals in _possible(text, runs):
        for found in construct.matches(text, runs, literals):
            score = _score(construct, found) if construct.is_led(text, found.start()) else 0.0
            if score:
                yield Hit(*found.span("value"), score, construct.id, construct.why, construct.type)


def _score(construct: Construct, found: re.Match[str]) -> float:
    value = found["value"]
    if (why := why_placeholder(value)) == "nothing" and value.isalnum():
        return construct.named
    if why or value == found.string[found.start() : found.start("value")]:
        return 0.0
    if construct.least == 0:
        return construct.score if _is_encoded_pair(construct, value) else 0.0
    reads = max(password_strength(value), 0.95 if token_strength(value) else 0.0)
    if construct.least == 1:
        reads = 1.0 if token_strength(value) > 1 else 0.0
    return construct.score if reads >= construct.least else 0.0


def _is_encoded_pair(construct: Construct, value: str) -> bool:
    """Whether base64 holds `user:password`; constructs that hold no base64 always pass."""
    if construct.id not in ("basic-authorization", "docker-auth"):
        return True
    try:
        plain = base64.b64decode(value + "=" * (-len(value) % 4)).decode("utf-8")
    except ValueError:
        return False
    if plain.startswith("{"):  # a token of JSON, which holds colons as well
        return False
    user, colon, password = plain.partition(":")
    return bool(colon) and plain.isprintable() and not why_placeholder(password or user)
