"""Serves what errors cost: `attack-rate=0.1%,miss=500,false-block=1`."""

from __future__ import annotations

from typing import Final

from govsim.cli.requirements import share_of
from govsim.errors import GovsimError
from govsim.guardrails.evaluation import Costs

_HINT: Final = "write attack-rate=0.1%,miss=500,false-block=1"
_NAMES: Final = ("attack-rate", "miss", "false-block")


def costs_of(words: str) -> Costs:
    """Return the costs that words state.

    Raises:
        GovsimError: `usage`.
    """
    pairs = dict(part.partition("=")[::2] for part in words.split(","))
    given = {name.strip(): value for name, value in pairs.items()}
    if sorted(given) != sorted(_NAMES):
        raise GovsimError("usage", f"`{words}` does not state {', '.join(_NAMES)}", hint=_HINT)
    rate = share_of(given["attack-rate"], "attack-rate")
    return Costs(rate, _cost(given["miss"]), _cost(given["false-block"]))


def _cost(word: str) -> float:
    try:
        cost = float(word)
    except ValueError:
        cost = -1.0
    if not 0 <= cost < float("inf"):
        raise GovsimError("usage", f"`{word}` is no cost", hint=_HINT)
    return cost
