"""Decides by one pass over a text which of many literals can stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from govsim.guardrails.automaton import Automaton
from govsim.guardrails.paired import triples, triples_in

WORTH: Final = 100  # bytes of a text; in a shorter one each literal is found as soon


class Literals:
    """Literals, and the groups of three characters that each is made of.

    Searching a text for each of a hundred words costs a hundred passes; reading which groups of
    three it holds costs a few, and leaves hardly a word that is not in it.

    Args:
        literals: In letters of the case that the texts will have, encoded alike. Those of one or
            two bytes always can stand in a text.
    """

    def __init__(self, literals: Iterable[bytes]) -> None:
        every = tuple(dict.fromkeys(literals))
        self.every: Final = every
        self._short = tuple(word for word in every if len(word) < 3)
        self._long = tuple(word for word in every if len(word) >= 3)

    @cached_property
    def _codes(self) -> list[list[int]]:
        """The codes of the groups that each long one is made of."""
        return [triples(word).tolist() for word in self._long]

    @cached_property
    def _needs(self) -> NDArray[np.intp]:
        """The same in rows, each filled with its last code, which asks nothing new."""
        most = max(map(len, self._codes), default=1)
        return np.array([row + row[-1:] * (most - len(row)) for row in self._codes], np.intp)

    @cached_property
    def _firsts(self) -> NDArray[np.intp]:
        """The first code of each."""
        return np.array([row[0] for row in self._codes], np.intp)

    @cached_property
    def _automaton(self) -> Automaton | None:
        """What finds them all at once, where Hyperscan is installed; answers stay the same."""
        try:
            return Automaton({n: re.escape(word) for n, word in enumerate(self.every)})
        except Exception:  # not installed, or not for this processor
            return None

    @property
    def is_automatic(self) -> bool:
        """Whether Hyperscan finds them all at once, and exactly those that stand in a text."""
        return self._automaton is not None

    def possible(self, text: bytes) -> Sequence[bytes]:
        """Return the literals that a text may hold; all others it does not."""
        if self._automaton is not None:
            return [self.every[number] for number in self._automaton.met(text)]
        if len(text) < WORTH or not self._long:
            return [word for word in self.every if word in text]
        present = triples_in(text)
        begun = present.take(self._firsts).nonzero()[0]  # most literals are out by that alone
        able = begun[present[self._needs[begun]].all(axis=1)].tolist()
        return self._short + tuple(map(self._long.__getitem__, able))


def mirrored(text: str) -> bytes:
    """Return one byte for each character: `?` for what Latin-1 lacks."""
    return text.encode("latin-1", "replace")
