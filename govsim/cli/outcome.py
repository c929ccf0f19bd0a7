"""Holds what a command comes to: what to print, and the exit status."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from govsim.report import Answer

CLEAN: Final = 0
FOUND: Final = 1
WRONG_INPUT: Final = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer to print, if any, and the exit status."""

    answer: Answer | None
    status: int = CLEAN
