"""Reads values that are written as few people do, each where a plain piece or a word says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim.guardrails.views.clues import Clues, traits_of
from govsim.guardrails.views.decoders import odd_hardware
from govsim.guardrails.views.values import Decoding

_TELLING: Final = odd_hardware.TELLING
# Without a digit there is nothing of this in a text.
NEEDS: Final = traits_of(b"0")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield what those readers find."""
    words = clues.words & _TELLING
    yield from odd_hardware.decode(text, clues, words)
