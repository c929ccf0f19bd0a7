"""Holds what a detector is: it looks at the views of a text, and says what it found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from govsim.guardrails.values import Channel, Finding, Unscanned

if TYPE_CHECKING:
    from govsim.guardrails.policy import Circumstances
    from govsim.guardrails.views import Views


class ReadsWords(Protocol):
    """A detector that reads what a text says, and no values: it looks at `Views.said` only.

    Views that were made to read a value, a number told in words or an address with odd signs,
    are none of its business; a text that only such detectors read is not searched for them.
    """

    @property
    def reads_words_only(self) -> bool:
        """Always true."""


@runtime_checkable
class Adaptable(Protocol):
    """A detector that looks for something else under other circumstances."""

    def given(self, circumstances: Circumstances) -> Detector:
        """Return the detector for a text under some circumstances."""


class Detector(Protocol):
    """Finds one kind of thing in texts. It keeps nothing between texts."""

    @property
    def name(self) -> str:
        """The name by which a policy asks for it."""

    def find(self, views: Views, channel: Channel) -> Iterable[Finding]:
        """Return what it finds, however unsure; whoever asked compares the scores.

        Raises:
            Unscanned: It could not do its work.
        """

    def threshold(self, channel: Channel, budget: float | None) -> float:
        """Return the score from which on a finding counts.

        Args:
            channel: Where the text stands.
            budget: Share of harmless texts of that channel that may be found by mistake; None
                for the detector's own choice.
        """


class Sparing(Detector, Protocol):
    """A detector that has less to do where only findings of some score are asked for."""

    def find_from(self, views: Views, channel: Channel, least: float) -> Iterable[Finding]:
        """Return what it finds with at least so high a score; what it leaves out is below.

        Raises:
            Unscanned: It could not do its work.
        """


@dataclass(frozen=True, slots=True)
class Absent:
    """Stands for a detector that cannot be made, since its weights are gone: no text is screened.

    Args:
        name: Of the detector.
        reason: Why it cannot be made.
    """

    name: str
    reason: str

    def find(self, views: Views, channel: Channel) -> Iterable[Finding]:
        """Raise `Unscanned`, for every text."""
        raise Unscanned(self.name, self.reason)

    def threshold(self, channel: Channel, budget: float | None) -> float:
        """Return a threshold, which no finding will be compared with."""
        return 0.0
