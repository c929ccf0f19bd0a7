"""Decides which parts of a text, one after the other, are a value together.

Two readers ask this. `pii.assembled` finds values whose parts stand in their order, as they are
written, with markup, fields, counts or turns of a dialogue between them: a find in the text as it
stands. `told_groups`, among the decoders, rewrites those that are told: in another order, behind
what names them, in words for digits. What makes parts a value is the same for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

CARD_DIGITS: Final = range(13, 20)
SOCIAL: Final = re.compile(r"(?!000|666|9)[0-9]{3}(?!00)[0-9]{2}(?!0000)[0-9]{4}")
SOCIAL_DIGITS: Final = range(9, 10)
FIRST: Final = 3  # parts with one of which a value may begin: what counts them stands in front
# The sizes of the groups of a telephone that has no sign of one.
DIALLED: Final = frozenset(((3, 3, 4), (1, 3, 3, 4), (3, 3, 3), (3, 7), (3, 3, 2, 2), (3, 2, 2, 2)))
# Country calling codes, by their first digits (ITU-T E.164).
CALLING: Final = re.compile(
    r"1|7|2[07]|21[1-3689]|22\d|23\d|24\d|25\d|26\d|29[0-9]|3[0-469]|35\d|37\d|38\d|4[013-9]|42[013]"
    r"|5[1-8]|50\d|59\d|6[0-6]|67\d|68\d|69\d|8[1246]|85\d|88[06]|9[0-58]|96\d|97\d|99\d|80[08]|87\d"
)


def together(parts: Sequence[str], sizes: range, firsts: int = 1) -> Iterator[tuple[int, int, str]]:
    """Yield each row of parts that has a size together: its first, the one behind it, the row.

    Args:
        parts: Letters and digits in their order.
        sizes: How many of them a value has.
        firsts: With how many of the parts a value may begin.
    """
    for first in range(min(firsts, len(parts))):
        solid = ""
        for end, part in enumerate(parts[first:], first + 1):
            solid += part
            if len(solid) >= sizes.stop:
                break
            if len(solid) in sizes:
                yield first, end, solid
