"""Holds what screening speaks of: where a text stands, what was found in it, what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """Where a text stands between a person, a model and its tools.

    The same sentence may be right in one channel and an attack in another: a request is what a
    prompt is made of, and has no place in a document that a model only reads.
    """

    USER = "user"  # what a person asks
    SYSTEM = "system"  # what the application tells its model
    DOCUMENT = "document"  # what is retrieved for the model to read
    TOOL_OUTPUT = "tool_output"  # what a tool gives back
    TOOL_DESCRIPTION = "tool_description"  # what a tool says of itself, to the model
    TOOL_ARGUMENTS = "tool_arguments"  # what the model hands to a tool
    OUTPUT = "output"  # what the model answers
    TRAINING = "training"  # a row that a model is to learn from
    CODE = "code"  # source code and its literals

    @property
    def is_data(self) -> bool:
        """Whether the text is read as data, so that nobody should give orders in it."""
        return self in _DATA


_DATA = frozenset(
    {Channel.DOCUMENT, Channel.TOOL_OUTPUT, Channel.TOOL_DESCRIPTION, Channel.TOOL_ARGUMENTS}
)


class Outcome(StrEnum):
    """What comes of a text, mildest first; compared by how strict it is."""

    ALLOW = "allow"
    FLAG = "flag"
    REDACT = "redact"
    BLOCK = "block"

    # All four, since each would else compare the words.
    def __lt__(self, other: str) -> bool:
        return _RANK[self] < _RANK[Outcome(other)]

    def __le__(self, other: str) -> bool:
        return _RANK[self] <= _RANK[Outcome(other)]

    def __gt__(self, other: str) -> bool:
        return _RANK[self] > _RANK[Outcome(other)]

    def __ge__(self, other: str) -> bool:
        return _RANK[self] >= _RANK[Outcome(other)]


_RANK = {outcome: rank for rank, outcome in enumerate(Outcome)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a detector found in a text.

    `start` and `end` count characters of the original text, half-open, whatever normalisation it
    took to see it. No field ever holds the text that was found.
    """

    detector: str
    type: str  # such as INJECTION, EMAIL, SECRET
    start: int
    end: int
    score: float  # calibrated probability that it is what `type` says, 0 to 1
    rule: str = ""  # the rule, recogniser or format that fired
    why: str = ""  # one sentence
    through: tuple[str, ...] = ()  # what was undone to see it, outermost first: `base64`
    action: Outcome = Outcome.ALLOW  # what the policy makes of it; a detector leaves it

    @property
    def span(self) -> tuple[int, int]:
        """Start and end."""
        return self.start, self.end


class Unscanned(Exception):  # noqa: N818 - named for what the text then is
    """A detector could not do its work; whoever asked must not take that for a clean text.

    Args:
        detector: Which one.
        reason: One sentence, lower case, no full stop.
    """

    def __init__(self, detector: str, reason: str) -> None:
        super().__init__(f"{detector}: {reason}")
        self.detector = detector
        self.reason = reason
