"""Holds what a command comes to: what to print, and the exit status."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from govsim.errors import GovsimError, ScriptError

if TYPE_CHECKING:
    from govsim.report import Answer

CLEAN: Final = 0
FOUND: Final = 1
WRONG_INPUT: Final = 2
# Refusals of rights: a finding. Every other error is one of input.
DENIALS: Final = frozenset(
    {
        "catalog-owner",
        "denied",
        "denied-by-policy",
        "hive-owner",
        "insufficient-permissions",
        "metastore-admin",
        "not-bound",
        "owner-only",
        "protected-table",
        "transfer-to-self",
        "workspace-admin",
    }
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer to print, if any, and the exit status."""

    answer: Answer | None
    status: int = CLEAN


def status_of(error: GovsimError) -> int:
    """Return the exit status of an error: refused rights are a finding, the rest wrong input."""
    errors = error.errors if isinstance(error, ScriptError) else (error,)
    return FOUND if all(each.code in DENIALS for each in errors) else WRONG_INPUT
