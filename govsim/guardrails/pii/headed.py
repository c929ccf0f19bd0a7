"""Looks at the cells of the tables in a text, each behind the header of its column.

A cell by itself is a short text, and looking at a thousand of those takes ten times as long as
looking at one text with all of them. So cells are written one below the other, so far apart that
nothing reads from one into the next, and looked at together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Final

from govsim.guardrails.pii.aligned import aligned
from govsim.guardrails.pii.answers import answers
from govsim.guardrails.pii.scan import switches_of
from govsim.guardrails.pii.tables import cells, inserted, spread
from govsim.guardrails.pii.values import Hit, made

# Wider than whatever is read around a find; the blank line ends what counts as words in front.
_BETWEEN: Final = f"\n{' ' * 96}\n\n"
_LONGEST: Final = 1 << 16  # characters that are looked at together
Look = Callable[[str], list[Hit]]


def headed(text: str, look: Look) -> list[Hit]:
    """Return what is found in cells with their headers in front, in order; offsets are the text's.

    Args:
        text: What may hold tables.
        look: Finds personal data in a text.
    """
    found: list[Hit] = []
    # By what their words switch on, and by whether all is ASCII, which is looked at sooner.
    batches: defaultdict[tuple[object, ...], _Batch] = defaultdict(_Batch)
    rows = inserted(text) if "VALUES" in text else ()
    below = spread(text) if "\n\n" in text else ()
    wide = aligned(text) if "  " in text else ()
    asked = answers(text) if "?\n" in text else ()
    for start, end, label in chain(cells(text), rows, below, wide, asked):
        value = text[start:end]
        shown = f"{label}: {value}"
        # What has letters in no case has no words of any list.
        switches = switches_of(label if value.lower() == value.upper() else shown)
        batch = batches[switches, shown.isascii()]
        batch.add(shown, len(label) + 2, start)
        if batch.size > _LONGEST:
            found += batch.found(look)
            del batches[switches, shown.isascii()]
    for batch in batches.values():
        found += batch.found(look)
    found.sort()
    return found


class _Batch:
    """Cells that are looked at together; equal ones are looked at once."""

    def __init__(self) -> None:
        self.size = 0  # characters to look at
        self._places: dict[str, list[int]] = {}  # where in the text the values of a cell stand
        self._begins: list[int] = []  # where in what is looked at each cell begins
        self._fronts: list[int] = []  # and where its value

    def add(self, shown: str, front: int, place: int) -> None:
        """Take a cell.

        Args:
            shown: Its header and its value.
            front: Where in that the value begins.
            place: Where in the text it does.
        """
        places = self._places.setdefault(shown, [])
        if not places:
            self._begins.append(self.size)
            self._fronts.append(self.size + front)
            self.size += len(shown) + len(_BETWEEN)
        places.append(place)

    def found(self, look: Look) -> Iterator[Hit]:
        """Yield what is found in the values, at its places in the text."""
        places, begins, fronts = list(self._places.values()), self._begins, self._fronts
        for start, end, *rest in look(_BETWEEN.join(self._places)):
            cell = bisect_right(begins, start) - 1
            front = fronts[cell]
            if start >= front:
                for place in places[cell]:
                    yield made(Hit, (start - front + place, end - front + place, *rest))
