"""Finds secrets by the construct they stand in: an address, a header, a command, a call."""

from __future__ import annotations

import base64
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Final

from govsim import expressions as re
from govsim.guardrails.secrets.chosen import Chosen, chosen
from govsim.guardrails.secrets.hits import PASSWORD, Hit
from govsim.guardrails.secrets.placeholders import why_placeholder
from govsim.guardrails.secrets.runs import Runs, places_in, stem_of
from govsim.guardrails.secrets.strength import password_strength, token_strength
from govsim.guardrails.secrets.told import is_head, is_said_of


@dataclass(frozen=True)
class Construct:
    """A way in which secrets are handed over.

    Attributes:
        id: Names the rule.
        gate: Literals in small letters with which the expression begins.
        form: What stands from the literal on, with a group `value`, as an expression.
        why: The sentence of a finding.
        lead: The expression that must stand in the line before the literal; empty is none.
        needs: Literals in small letters of which a text with such a line holds one; none: any text.
        score: Of a value that reads as a password or a token.
        least: How much it must read so: up to 0.9 as a password, 1 as a token, 0 not at all.
        named: The score of a value that is a mere word for one, such as `secret`.
        made: What the value must be made of, as `chosen` tells; 0: `least` decides.
        told: Whether a sentence tells it, which says of passwords what a plain word may be, too.
    """

    id: str
    gate: tuple[bytes, ...]
    form: str
    why: str
    lead: str = ""
    needs: tuple[bytes, ...] = ()
    score: float = 0.85
    least: float = 0.4
    named: float = 0.0
    made: int = 0
    told: bool = False
    type: str = PASSWORD

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Its expression, compiled where a text has one of its literals: most have of few."""
        return re.compile(self.form, re.IGNORECASE)

    @cached_property
    def before(self) -> re.Pattern[str] | None:
        """That of what leads to it."""
        return re.compile(self.lead, re.IGNORECASE) if self.lead else None

    def is_led(self, text: str, at: int) -> bool:
        """Whether the line before the literal is as it has to be."""
        return self.before is None or bool(self.before.search(text, max(0, at - _LINE), at))


_Literal = tuple[bytes, int, int]  # with where a stem stands in it, and a number
_LINE: Final = 120  # characters before a literal
_QUOTE: Final = r"""\\?["'`]"""
_BARE: Final = r"""[^\s"'`<>|&;,()]"""


def _made(row: dict[str, Any]) -> Construct:
    gate = tuple(
        word.replace("_", " ").replace("\\0", "_").encode() for word in row.pop("gate").split()
    )
    form = row.pop("pattern").replace("<Q>", _QUOTE).replace("<BARE>", _BARE)
    lead = row.pop("before", "")
    needs = tuple(row.pop("needs", "").encode().split())
    return Construct(gate=gate, needs=needs, form=form, lead=lead, **row)


@cache
def constructs() -> tuple[Construct, ...]:
    """Return the constructs of `constructs.toml`, read once."""
    text = (files("govsim.guardrails.secrets") / "constructs.toml").read_text(encoding="utf-8")
    return tuple(_made(row) for row in tomllib.loads(text)["constructs"])


@cache
def _by_stem() -> Mapping[bytes, tuple[tuple[int, ...], Mapping[int, tuple[_Literal, ...]]]]:
    """Return the literals that hold each stem, by what stands behind that.

    First the numbers of the constructs that begin with the stem itself. Of the others each literal
    with where the stem stands in it, and the number of its construct; those that end with the
    stem for any letter.
    """
    found: defaultdict[bytes, list[_Literal]] = defaultdict(list)
    for number, construct in enumerate(constructs()):
        for literal in construct.gate:
            stem = stem_of(literal)
            found[stem].append((literal, literal.find(stem), number))
    return {stem: _by_letter(stem, each) for stem, each in found.items()}


def _by_letter(
    stem: bytes, literals: Iterable[_Literal]
) -> tuple[tuple[int, ...], Mapping[int, tuple[_Literal, ...]]]:
    own: list[int] = []
    ending: list[_Literal] = []
    going: defaultdict[int, list[_Literal]] = defaultdict(list)
    for each in literals:
        literal, back, number = each
        behind = literal[back + len(stem) :]
        if literal == stem:
            own.append(number)
        elif behind:
            going[behind[0]].append(each)
        else:
            ending.append(each)
    letters = range(256) if ending else going
    return tuple(own), {letter: (*ending, *going.get(letter, ())) for letter in letters}


@cache
def _signs() -> tuple[tuple[bytes, int], ...]:
    """Return the signs with which constructs begin that need a word as well: they are everywhere.

    Each with the number of its construct.
    """
    return tuple(
        (literal, number)
        for number, construct in enumerate(constructs())
        for literal in construct.gate
        if len(literal) == 1 and construct.needs
    )


def stems() -> Iterable[bytes]:
    """Return the stems of the literals with which constructs begin, and of those they need."""
    needs = (literal for construct in constructs() for literal in construct.needs)
    return {*_by_stem(), *map(stem_of, needs)} - {sign for sign, _ in _signs()}


def _begun(runs: Runs) -> Mapping[int, list[int]]:
    """Return the numbers of the constructs that may begin in a text, each with places."""
    known, lower = _by_stem(), runs.lower
    found: defaultdict[int, list[int]] = defaultdict(list)
    for stem in runs.held(known):
        places, size = runs.places(stem), len(stem)
        own, by_letter = known[stem]
        for number in own:
            found[number] += places
        for at in places if by_letter else ():
            letter = lower[at + size] if at + size < len(lower) else 0
            for literal, back, number in by_letter.get(letter, ()):
                if at >= back and lower.startswith(literal, at - back):
                    found[number].append(at - back)
    for sign, number in _signs():
        if _has_needed(constructs()[number], runs):
            found[number] += places_in(lower, sign)
    return found


def _has_needed(construct: Construct, runs: Runs) -> bool:
    """Whether a text holds one of the words that a construct needs."""
    return not construct.needs or any(map(runs.places, construct.needs))


def find_constructs(text: str, runs: Runs) -> Iterator[Hit]:
    """Yield each secret whose construct gives it away."""
    begun = _begun(runs)
    for number in sorted(begun):
        construct = constructs()[number]
        for at in begun[number] if _has_needed(construct, runs) else ():
            found = construct.pattern.match(text, at)
            score = _score(construct, found) if found and construct.is_led(text, at) else 0.0
            if found and score:
                yield Hit(*found.span("value"), score, construct.id, construct.why, construct.type)


def _score(construct: Construct, found: re.Match[str]) -> float:
    value = found["value"]
    if construct.made:
        made = chosen(value)
        said = construct.told and made < Chosen.MIXED and (is_said_of(value) or is_head(value))
        return construct.score if made >= construct.made and not said else 0.0
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
