"""Decides which views a text has: undoes disguises, and disguises inside disguises."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from govsim.guardrails.views import hidden_markup
from govsim.guardrails.views.clues import ANY, Clues, Traits
from govsim.guardrails.views.decoders import (
    abroad_phones,
    addressed,
    addresses,
    cells,
    ciphers,
    code_strings,
    controls,
    digits,
    drawn,
    encoded,
    escapes,
    gaps,
    heard_hosts,
    leet,
    lines,
    machine_forms,
    number_words,
    numbers,
    odd_signs,
    rare_encodings,
    rare_tellings,
    regrouped,
    respelt,
    seldom,
    spaced,
    spelled,
    split,
    told,
    turned_values,
    two_signs,
    unseen,
    unusual,
)
from govsim.guardrails.views.in_context import in_context
from govsim.guardrails.views.normalise import normalise
from govsim.guardrails.views.values import DEFAULT, Decoding, Hidden, Limits, View, Views

Decoder = Callable[[str, Clues], Iterator[Decoding]]
_ALWAYS: Final = frozenset((ANY,))
_TURNED: Final = ("bidi-override",)
# Each with the traits of a text without any of which it finds nothing. The first undo what may be
# done to any words.
DECODERS: Final[tuple[tuple[Decoder, Traits], ...]] = (
    (escapes.decode, escapes.NEEDS),
    (controls.decode, controls.NEEDS),
    (split.decode, split.NEEDS),
    (encoded.decode, _ALWAYS),
    (addressed.decode, addressed.NEEDS),
    (numbers.decode, numbers.NEEDS),
    (spaced.decode, spaced.NEEDS),
    (leet.decode, leet.NEEDS),
    (spelled.decode, _ALWAYS),
    (two_signs.decode, two_signs.NEEDS),
    (drawn.decode, drawn.NEEDS),
    (lines.decode, lines.NEEDS),
    (rare_encodings.decode, rare_encodings.NEEDS),
    (respelt.decode, respelt.NEEDS),
    (regrouped.decode, regrouped.NEEDS),
    (ciphers.decode, ciphers.NEEDS),
    (cells.decode, cells.NEEDS),
    (code_strings.decode, code_strings.NEEDS),
    (seldom.decode, seldom.NEEDS),
    (told.texts, _ALWAYS),
)
# These read values only: numbers, addresses, keys, days.
OF_VALUES: Final[tuple[tuple[Decoder, Traits], ...]] = (
    (addresses.decode, _ALWAYS),
    (heard_hosts.decode, _ALWAYS),
    (number_words.decode, _ALWAYS),
    (gaps.decode, gaps.NEEDS),
    (digits.decode, digits.NEEDS),
    (odd_signs.decode, odd_signs.NEEDS),
    (abroad_phones.decode, abroad_phones.NEEDS),
    (turned_values.decode, turned_values.NEEDS),
    (machine_forms.decode, machine_forms.NEEDS),
    (told.decode, _ALWAYS),
    (unusual.decode, unusual.NEEDS),
    (rare_tellings.decode, _ALWAYS),
)


def views_of(text: str, limits: Limits = DEFAULT, *, values: bool = True) -> Views:
    """Return the readings of a text: as a person sees it, and each stretch with disguises undone.

    It takes time in proportion to the length of the text, whatever stands in it, and never fails.

    Args:
        text: Any text, lone surrogates included.
        limits: How far to go; what lies beyond is told in `truncated` of what is returned.
        values: Whether to undo as well what is done to values only. What the text says by itself is
            undone first, so `said` of what is returned is the same either way.
    """
    return _Undoing(text, limits).views(values=values)


# A view, its depth, what a glance at it tells, and what was found in it.
_Read = tuple[View, int, Clues | None, list[Decoding]]
# So many glances are kept for those who read values; of more views they are taken again.
_KEPT: Final = 256


class _Undoing:
    """One text on its way to its views."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.is_long = len(text) > limits.long
        self.views_left = limits.most_views(len(text))
        self.characters_left = limits.most_characters(len(text))
        self.known: set[tuple[int, int, str]] = set()
        self.decoded: list[View] = []
        self.hidden: dict[Hidden, None] = {}
        self.truncated: dict[str, None] = {}
        self.waiting: deque[tuple[View, int]] = deque()
        self.of_values = False  # whether what is undone now is done to values only

    def views(self, *, values: bool) -> Views:
        """Undo breadth first, so that a limit cuts off the deepest."""
        plain = self._seen(View(self.text, 0, len(self.text)), 0)
        self.waiting.append((plain, 0))
        read: list[_Read] = []
        for item in self._all():
            view, depth, clues, found = self._decode(*item, DECODERS)
            read.append((view, depth, clues if len(read) < _KEPT else None, found))
        if values:
            self.of_values = True
            for view, depth, clues, found in read:
                self._decode(view, depth, OF_VALUES, clues, found)
            for item in self._all():
                self._decode(*item, (*DECODERS, *OF_VALUES))
        decoded = tuple(self._cut() if self.is_long and self._is_full() else self.decoded)
        return Views(plain, decoded, tuple(self.hidden), tuple(self.truncated))

    def _cut(self) -> Iterator[View]:
        """Yield the first views of a text that counts as unscanned: to find more proves nothing."""
        left = len(self.text) // self.limits.cut
        for view in self.decoded:
            left -= len(view.text)
            if left < 0:
                return
            yield view

    def _all(self) -> Iterator[tuple[View, int]]:
        """Yield the views that wait, those too that come of them."""
        while self.waiting:
            yield self.waiting.popleft()

    def _seen(self, view: View, depth: int) -> View:
        """Return a view as a person sees it; what is not seen of it is kept apart."""
        normal = normalise(view.text)
        if normal.codes is not None:
            if not view.of_values:
                self._hide(view, unseen.hidden(normal))
            shown = self._keep_all(view, unseen.decode(view.text, normal), depth + 1)
            turned = [each for each in shown if each.steps == _TURNED]  # the others are not seen
            self._keep_all(view, in_context(view.text, turned), depth + 1)
        if not normal.maps:
            return view
        steps, maps = view.steps + normal.steps, normal.maps + view.maps
        return View(normal.text, view.start, view.end, steps, maps, view.of_values)

    def _hide(self, view: View, hidden: Iterator[Hidden]) -> None:
        for stretch in hidden:
            start, end = view.original(stretch.start, stretch.end)
            self.hidden[Hidden(start, end, stretch.reason)] = None

    def _decode(
        self,
        view: View,
        depth: int,
        decoders: Sequence[tuple[Decoder, Traits]],
        known: Clues | None = None,
        before: Sequence[Decoding] = (),
    ) -> _Read:
        """Undo what some decoders find, and return it.

        Args:
            view: What to read.
            depth: How many decodings it is made by.
            decoders: Which to ask.
            known: What a glance at it tells, if others were asked before.
            before: What those found.
        """
        text, clues = view.text, known or Clues(view.text)
        traits = clues.traits
        # What hides beside a value that was put together is hidden in the text as well.
        if not (known or self.of_values or hidden_markup.NEEDS.isdisjoint(traits)):
            self._hide(view, hidden_markup.hidden_in(text, clues))
        found: list[Decoding] = []
        full = self._is_full()
        for decode, needs in decoders:
            if full:
                return view, depth, clues, found
            if needs.isdisjoint(traits):
                continue
            for decoding in decode(text, clues):
                self._keep(view, decoding, depth + 1)
                found.append(decoding)
                full = self._is_full()
                if full:
                    break
        if found:
            self._keep_all(view, in_context(text, (*before, *found)), depth + 1)
        return view, depth, clues, found

    def _keep_all(self, view: View, found: Iterator[Decoding], depth: int) -> list[Decoding]:
        """Keep decodings as they are found, until no more can be kept, and return them."""
        decodings: list[Decoding] = []
        for decoding in found:
            self._keep(view, decoding, depth)
            decodings.append(decoding)
            if self._is_full():
                break
        return decodings

    def _is_full(self) -> bool:
        """Whether no view may be added any more, and one was left out: to read on is in vain.

        A long text is read no further as soon as what it decodes to is too much: to try what is
        left, and to throw away nearly all of it, would take longer than everything before.
        """
        if self.is_long and "characters" in self.truncated:
            return True
        return not self.views_left and "views" in self.truncated

    def _keep(self, view: View, decoding: Decoding, depth: int) -> None:
        """Keep what was decoded, unless it is known or goes beyond a limit."""
        start, end = view.original(decoding.start, decoding.end)
        key = (start, end, decoding.text)
        if not decoding.text.strip() or key in self.known or self.text[start:end] == key[2]:
            return
        limit = self._limit(decoding, depth)
        if limit:
            self.truncated[limit] = None
            return
        self.views_left -= 1
        self.characters_left -= len(decoding.text)
        self.known.add(key)
        steps, maps = view.steps + decoding.steps, decoding.maps + view.maps
        made = self._seen(View(decoding.text, start, end, steps, maps, self.of_values), depth)
        self.known.add((start, end, made.text))
        self.decoded.append(made)
        self.waiting.append((made, depth))

    def _limit(self, decoding: Decoding, depth: int) -> str:
        """Return which limit a decoding would go beyond, or nothing."""
        if depth > self.limits.depth:
            return "depth"
        if not self.views_left:
            return "views"
        return "characters" if len(decoding.text) > self.characters_left else ""
