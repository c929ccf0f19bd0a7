"""Holds what was seen of a column, and what is claimed of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.columns import validators
from govsim.guardrails.columns.headers import topics_of, types_of
from govsim.guardrails.columns.identifiers import Match, identified

PLAINLY: Final = 0.9  # how a header has to speak for a type
_PEEK: Final = 10  # values after which a validator that never holds is given up
_EVEN: Final = 0.5  # of the gaps in a series, how many are alike
_FIRST: Final = 0.8  # of versions, how many begin with one digit


class Claim(NamedTuple):
    """That a column is of a type."""

    score: float
    type: str
    hits: int
    why: str
    tried: int = 0  # values that were looked at; 0: all
    within: bool = False  # it stands inside values, or in some of them


@dataclass(frozen=True)
class Look:
    """What was seen of a column: its header, and distinct values of it."""

    header: str
    values: list[str]
    countries: frozenset[str] | None = None  # whose national formats count; None: all
    _hits: dict[str, int] = field(default_factory=dict)

    @cached_property
    def says(self) -> Mapping[str, float]:
        """The types the header speaks for."""
        return types_of(self.header)

    @cached_property
    def identifiers(self) -> dict[str, Match]:
        """What the values can be by shape and check digits."""
        topics = topics_of(self.header)
        return {match.type: match for match in identified(self.values, topics, self.countries)}

    @cached_property
    def shows_versions(self) -> bool:
        """Whether what can be internet addresses are versions: they begin with small numbers."""
        if "IP" in self.says or self.share("is_dotted") < 0.9:
            return False
        first = [value.partition(".")[0] for value in self.values]
        return sum(len(number) == 1 for number in first) > _FIRST * len(first)

    @cached_property
    def is_series(self) -> bool:
        """Whether the values are numbers one after the other, as they tell rows apart."""
        if not all(map(str.isdecimal, self.values)):
            return False
        numbers = sorted(map(int, self.values))
        gaps = Counter(after - before for before, after in pairwise(numbers))
        return bool(gaps) and gaps.most_common(1)[0][1] > _EVEN * len(numbers)

    def hits(self, name: str) -> int:
        """Return how many values a validator accepts; none, when it accepts none of the first."""
        if name not in self._hits:
            test: Callable[[str], bool] = getattr(validators, name)
            first = sum(map(test, self.values[:_PEEK]))
            rest = sum(map(test, self.values[_PEEK:])) if first else 0
            self._hits[name] = first + rest
        return self._hits[name]

    def share(self, name: str) -> float:
        """Return which share of the values a validator accepts."""
        return self.hits(name) / len(self.values)

    def marked(self, pattern: re.Pattern[str]) -> float:
        """Return which share of the values holds a pattern."""
        return sum(map(bool, map(pattern.search, self.values))) / len(self.values)
