"""Decides whether one more text is within a rate limit, from what was let through before."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from govsim.guardrails.policy.flows import Breach
from govsim.guardrails.values import Outcome

Per = Literal["principal", "destination", "all"]


@dataclass(frozen=True, slots=True)
class Rate:
    """At most so many requests, or characters, within a stretch of time."""

    name: str
    seconds: float
    requests: int | None = None
    characters: int | None = None
    per: Per = "principal"
    action: Outcome = Outcome.BLOCK
    message: str = ""


@dataclass(frozen=True, slots=True)
class Usage:
    """What was let through of late: for each rate and whom it counts for, times and sizes."""

    taken: Mapping[tuple[str, str], tuple[tuple[float, int], ...]] = field(default_factory=dict)


def admit(
    usage: Usage, rates: tuple[Rate, ...], *, key: Mapping[str, str], at_s: float, characters: int
) -> tuple[Usage, tuple[Breach, ...]]:
    """Count one more request, and return what it goes against.

    Args:
        usage: What was let through so far.
        rates: The limits.
        key: Who it counts for, by what a rate may count `per`: `principal`, `destination`.
        at_s: When, in seconds on any clock that never goes back.
        characters: How long the text is.

    Returns:
        The usage from now on (a request that is refused does not count), and the breaches.
    """
    taken = dict(usage.taken)
    refused: list[Breach] = []
    for rate in rates:
        whom = (rate.name, key.get(rate.per, "") if rate.per != "all" else "")
        recent = deque(taken.get(whom, ()))
        while recent and recent[0][0] <= at_s - rate.seconds:
            recent.popleft()
        if why := _beyond(rate, recent, characters):
            refused.append(Breach(rate.name, rate.action, rate.message or why))
        taken[whom] = (*recent, (at_s, characters))
    return (usage, tuple(refused)) if refused else (Usage(taken), ())


def _beyond(rate: Rate, recent: deque[tuple[float, int]], characters: int) -> str:
    if rate.requests is not None and len(recent) >= rate.requests:
        return f"more than {rate.requests} requests in {rate.seconds:g} seconds"
    size = characters + sum(each for _, each in recent)
    if rate.characters is not None and size > rate.characters:
        return f"more than {rate.characters} characters in {rate.seconds:g} seconds"
    return ""
