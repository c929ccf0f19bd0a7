"""Reads one regular expression of the user's own, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from govsim.errors import GovsimError, Place
from govsim.guardrails.own_patterns.ambiguity import pump_of
from govsim.guardrails.own_patterns.cost import trial_of
from govsim.guardrails.values import Unscanned


@lru_cache(maxsize=512)
def own_pattern(
    pattern: str, flags: int = 0, *, what: str = "", whole: bool = False, at: Place | None = None
) -> re.Pattern[str]:
    """Return a regular expression of the user's own, compiled.

    Python tries the ways through a repetition one after the other. Where two ways read the same
    text, a longer text has twice as many with each round, and no time limit ends the trying. So
    such a pattern is refused before any text is read.

    Args:
        pattern: As it is written.
        flags: Of `re`.
        what: Whose pattern it is, for the error, such as "the topic `x`".
        whole: Whether it has to match a text from end to end.
        at: Where it stands.

    Raises:
        GovsimError: `wrong-pattern`: it cannot be read, or some text has it try without end.
    """
    owner = f" of {what}" if what else ""
    try:
        compiled = re.compile(pattern, flags)
    except (re.error, ValueError, RecursionError, OverflowError) as error:  # ValueError: flags
        message = f"`{_short(pattern)}`{owner} is no regular expression: {error}"
        raise GovsimError("wrong-pattern", message, at=at) from None
    if pump := pump_of(pattern, flags, whole=whole):
        reads = f"can read `{_short(pump)}`, over and over, in more ways than can be tried"
        message = f"`{_short(pattern)}`{owner} {reads}"
        hint = r"repeat what can be read in one way alone: `(\w+\s)*` in place of `(\w+\s?)*`"
        raise GovsimError("wrong-pattern", message, at=at, hint=hint)
    return compiled


def matches_of(pattern: re.Pattern[str], text: str, detector: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern of the user's own in a text.

    Where a stretch of the text would be tried in too many ways, though not without end, the text
    is not tried at all: the same text has the same verdict on any machine.

    Raises:
        Unscanned: It would take too long.
    """
    if length := trial_of(pattern).too_long(text):
        ways = f"would be tried in too many ways on a stretch of {length} characters"
        raise Unscanned(detector, f"`{_short(pattern.pattern)}` {ways}")
    yield from pattern.finditer(text)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
