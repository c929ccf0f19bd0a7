"""Compares what a script left untouched container by container: all that one holds in one go."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from govsim.access.index_columns import Words
from govsim.access.index_gates import chain
from govsim.impact.candidates import acts
from govsim.impact.exact import own_veil
from govsim.model.kinds import SecurableType
from govsim.model.values import Securable

if TYPE_CHECKING:
    from govsim.impact.effects import Effects

T = SecurableType
Numbers = tuple[int, ...]  # rows of masks
Room = dict[SecurableType, dict[Numbers, list[str]]]  # whom they name → keys
Bounds = tuple[Words, Words]  # gate, and fixed
Steps = tuple[int, ...]  # numbers of statements
# What may have turned it, what did, whether for the better, and people (as bits) → keys.
Turned = tuple[Steps, int, bool, dict[bytes, list[str]]]


class Rooms:
    """The containers of a script, for what stands in them untouched.

    Whom such a securable names is the same all along, and only the gates of its container differ:
    its people are `fixed | gate & own`, with the same `own` in every state.
    """

    def __init__(self, effects: Effects) -> None:
        self.effects = effects
        self.held = effects.after.securables
        self.ruled = set(effects.before.policies)
        for one in effects.changing:
            self.ruled.update(key for key in one.touched if key in one.after.policies)
        self._plain: dict[str, bool] = {}  # container → whether no policy hangs on it, or above

    def split(
        self, privilege: str, several: Iterable[Securable], touching: Container[str]
    ) -> tuple[Room, list[str]]:
        """Return what of one container is compared here, and what needs a look of its own.

        That is what was touched itself, views, and what full decisions are needed for.
        """
        names = self.effects.reach(self.effects.last).naming(privilege)
        here: Room = {}
        left: list[str] = []
        for held in several:
            if held.key in touching or self._apart(privilege, held):
                left.append(held.key)
            else:
                here.setdefault(held.type, {}).setdefault(names(held), []).append(held.key)
        return here, left

    def holds(
        self, privilege: str, key: str, rooms: Container[str], touching: Container[str]
    ) -> bool:
        """Whether a securable is compared with its neighbours in one of some containers."""
        held = self.held.get(key)
        if held is None or key in touching or held.parent not in rooms:
            return False
        return privilege in acts(held) and not self._apart(privilege, held)

    def _apart(self, privilege: str, held: Securable) -> bool:
        # Whether the gates of its container and its own names do not tell all.
        if held.type is T.VIEW or held.parent is None or held.key in self.ruled:
            return True
        if (plain := self._plain.get(held.parent)) is None:
            line = chain(self.effects.after, held.parent)
            plain = not held.is_hive and self.ruled.isdisjoint(above.key for above in line)
            self._plain[held.parent] = plain
        if not plain:
            return True
        return held.detail is not None and privilege == "SELECT" and own_veil(held.detail)

    def turned(self, privilege: str, room: Room) -> Iterator[Turned]:
        """Yield what turned for whom, in one container."""
        for alike in room.values():
            yield from self._room(privilege, list(alike), list(alike.values()))

    def _room(
        self, privilege: str, numbers: Sequence[Numbers], keys: Sequence[list[str]]
    ) -> Iterator[Turned]:
        first = self.held[keys[0][0]]
        was = self._bounds(0, privilege, first)
        now = self._bounds(self.effects.last, privilege, first)
        # Whoever stands in a word that no gate differs in is not concerned.
        words = np.flatnonzero((was[0] ^ now[0]) | (was[1] ^ now[1]))
        if not len(words):
            return
        own = self.effects.masks(0).gathered(numbers).take(words, axis=1)
        was, now = (was[0][words], was[1][words]), (now[0][words], now[1][words])
        steps = self.effects.relevant(first.key, first.key)

        def left(number: int) -> Words:
            gate, fixed = self._bounds(number, privilege, first)
            return fixed[words] | gate[words] & own

        gained, lost = _only(now, was, own), _only(was, now, own)
        width = self.effects.columns.words
        for number, gain, rows in laid_to(steps, gained, lost, left):
            yield steps, number, gain, by_people(rows, keys, words, width)

    def _bounds(self, number: int, privilege: str, held: Securable) -> Bounds:
        return self.effects.reach(number).bounds(privilege, held)


def _only(here: Bounds, there: Bounds, own: Words) -> Words:
    """Return who is in `fixed | gate & own` of the one, and not of the other."""
    (gate, fixed), (other_gate, other_fixed) = here, there
    out = ~(other_gate | other_fixed)
    found: Words = own & (gate & out) | (fixed & out)
    # Behind both gates it takes a name where it took none before.
    unnamed = fixed & ~other_fixed & other_gate
    return found | unnamed & ~own if unnamed.any() else found


def laid_to(
    steps: Steps, gained: Words, lost: Words, left: Callable[[int], Words]
) -> Iterator[tuple[int, bool, Words]]:
    """Yield what each of some statements turned for good, the last first.

    Args:
        steps: The numbers of the statements that may have turned anything, in order.
        gained: The people who may from now on, a row for each securable.
        lost: The people who may no more.
        left: The people who may after a statement, by its number.
    """
    for place in range(len(steps) - 1, 0, -1):
        then = left(steps[place] - 1)
        yield steps[place], True, gained & ~then
        yield steps[place], False, lost & then
        gained, lost = gained & then, lost & ~then
    yield steps[0], True, gained
    yield steps[0], False, lost


def by_people(
    rows: Words, keys: Sequence[list[str]], words: NDArray[np.int64] | None = None, width: int = 0
) -> dict[bytes, list[str]]:
    """Return the securables of each set of people, out of a row of people for each list of keys.

    Args:
        rows: The people, a row for each list of keys.
        keys: The securables.
        words: Which words of a whole row are given; None is all of them.
        width: How many words a whole row has, where `words` are given.
    """
    found: dict[bytes, list[str]] = {}
    moved = np.flatnonzero(rows.any(axis=1))
    if not len(moved):
        return found
    whole = rows[moved]
    if words is not None:
        whole = np.zeros((len(moved), width), dtype=np.uint64)
        whole[:, words] = rows[moved]
    for people, at in zip(whole, moved.tolist(), strict=True):
        found.setdefault(people.tobytes(), []).extend(keys[at])
    return found


def ordered(every: Iterable[Turned]) -> Iterator[Turned]:
    """Yield what the same statements bear on together, and the keys of the same people in order."""
    found: dict[Steps, dict[tuple[int, bool], dict[bytes, list[str]]]] = {}
    for steps, number, gain, turned in every:
        if turned:
            kept = found.setdefault(steps, {}).setdefault((number, gain), {})
            for people, keys in turned.items():
                kept.setdefault(people, []).extend(keys)
    first: dict[Steps, str] = {}
    for steps, laid in found.items():
        lists = [keys for turned in laid.values() for keys in turned.values()]
        for keys in lists:
            keys.sort()
        first[steps] = min(keys[0] for keys in lists)
    for steps in sorted(found, key=first.__getitem__):
        for (number, gain), turned in found[steps].items():
            yield steps, number, gain, turned
