"""Holds every format of an identifier that govsim knows, by region."""

from __future__ import annotations

from typing import Final

from govsim.guardrails.pii.formats.accounts import ACCOUNTS
from govsim.guardrails.pii.formats.americas import AMERICAS
from govsim.guardrails.pii.formats.asia import ASIA
from govsim.guardrails.pii.formats.europe_east import EAST
from govsim.guardrails.pii.formats.europe_west import WEST
from govsim.guardrails.pii.formats.general import GENERAL
from govsim.guardrails.pii.formats.papers import PAPERS
from govsim.guardrails.pii.formats.plates import PLATES
from govsim.guardrails.pii.shape import Format

FORMATS: Final[tuple[Format, ...]] = (
    *GENERAL,
    *AMERICAS,
    *WEST,
    *EAST,
    *ASIA,
    *PAPERS,
    *ACCOUNTS,
    *PLATES,
)

__all__ = ["FORMATS"]
