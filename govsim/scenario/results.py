"""Holds what became of scenarios and cases: each expectation, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from govsim.errors import Place


@dataclass(frozen=True, slots=True)
class Result:
    """One expectation that was put to the test."""

    id: str
    suite: str
    passed: bool
    expected: str
    got: str
    missing_expected: tuple[str, ...] = ()
    missing_got: tuple[str, ...] = ()
    message: str = ""  # what is wrong, in words; empty when it holds
    at: Place | None = None
    broken: bool = False  # it could not be tried at all


@dataclass(frozen=True, slots=True)
class Unexercised:
    """A grant of a scenario that no expectation of it rests on."""

    suite: str
    row: str  # `SELECT on SCHEMA main.sales to analysts`
    at: Place | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What became of everything that was run."""

    results: tuple[Result, ...] = ()
    unexercised: tuple[Unexercised, ...] = ()

    @property
    def passed(self) -> int:
        """How many expectations hold."""
        return sum(result.passed for result in self.results)

    @property
    def failed(self) -> int:
        """How many do not, or could not be tried."""
        return len(self.results) - self.passed

    def joined(self, later: Report) -> Report:
        """Return both reports as one."""
        return Report((*self.results, *later.results), (*self.unexercised, *later.unexercised))
