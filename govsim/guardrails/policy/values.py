"""Holds a policy: what each channel is screened for, how sure it must be, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from govsim.guardrails.policy.flows import Flow
from govsim.guardrails.policy.rates import Rate
from govsim.guardrails.rules.values import Family
from govsim.guardrails.values import Channel, Outcome

# Channels whose rules hold for one that a policy does not name.
_STOOD_FOR_BY: Final[Mapping[Channel, tuple[Channel, ...]]] = {
    Channel.TOOL_DESCRIPTION: (Channel.TOOL_OUTPUT, Channel.SYSTEM),
}
Operation = Literal["replace", "mask", "hash", "shape", "pseudonym", "keep"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a policy: what a detector finds, from which score on, leads to an action.

    At most one of `threshold` and `budget` is given; with neither, the detector's own threshold
    for the channel holds.
    """

    detector: str
    action: Outcome
    types: frozenset[str] = frozenset()  # empty: whatever the detector finds
    threshold: float | None = None  # a score, 0 to 1
    budget: float | None = None  # share of harmless texts that may be found by mistake, 0 to 1
    message: str = ""  # what whoever sent the text is told

    def covers(self, detector: str, type_: str) -> bool:
        """Whether the rule speaks of this type of this detector."""
        return self.detector == detector and (not self.types or type_ in self.types)


@dataclass(frozen=True, slots=True)
class Topic:
    """Words that a text must not speak of."""

    name: str
    words: tuple[str, ...] = ()  # whole words or phrases, in any case
    patterns: tuple[str, ...] = ()  # regular expressions
    channels: tuple[Channel, ...] = ()  # empty: all that ask for topics


@dataclass(frozen=True, slots=True)
class Allowed:
    """What is never a finding: a value as it stands, or whatever a pattern matches whole."""

    value: str = ""
    pattern: str = ""
    types: frozenset[str] = frozenset()  # empty: of any type


@dataclass(frozen=True, slots=True)
class Operator:
    """How one type is redacted."""

    operation: Operation = "replace"
    keep: int = 0  # with mask: how many characters at the end stay


@dataclass(frozen=True, slots=True)
class Redaction:
    """How the types are redacted; the default is a placeholder that names the type."""

    default: Operator = Operator()
    types: Mapping[str, Operator] = field(default_factory=dict)

    def of(self, type_: str) -> Operator:
        """Return how a type is redacted."""
        return self.types.get(type_, self.default)


@dataclass(frozen=True, slots=True)
class Limits:
    """What is too much to be screened; a text beyond is not taken for clean."""

    characters: int = 20_000_000
    seconds: float | None = None  # None: as long as it takes


@dataclass(frozen=True, slots=True)
class Model:
    """A model of the user's own that serves as a detector.

    Either `path` names a folder with weights, or `url` an endpoint that speaks the OpenAI form.
    """

    name: str
    path: str = ""
    url: str = ""
    model: str = ""  # the model's name at the endpoint
    prompt: str = ""  # what the endpoint is asked; `{text}` stands for the text
    labels: Mapping[str, str] = field(default_factory=dict)  # label of the model → type
    harmless: tuple[str, ...] = ()  # labels that are no finding, beside those known as such
    window: int = 512  # tokens at a time
    overlap: int = 64  # tokens that a window shares with the one before it
    temperature: float = 1.0  # by which the model's own scores are divided to calibrate them
    threshold: float = 0.5  # score from which on a finding counts
    seconds: float = 20.0  # how long to wait for an endpoint
    key: str = field(default="", repr=False)  # for an endpoint; never written anywhere


@dataclass(frozen=True, slots=True)
class Policy:
    """What texts are screened for, channel by channel.

    A channel without rules is not screened, and `rules_of` says so; nothing passes unscreened by
    accident, because a verdict names the rules it rests on.
    """

    name: str
    about: str = ""
    channels: Mapping[Channel, tuple[Rule, ...]] = field(default_factory=dict)
    unscanned: Outcome = Outcome.BLOCK  # what comes of a text that a detector could not read
    limits: Limits = Limits()
    allow: tuple[Allowed, ...] = ()
    topics: tuple[Topic, ...] = ()
    flows: tuple[Flow, ...] = ()
    rates: tuple[Rate, ...] = ()
    models: tuple[Model, ...] = ()
    families: tuple[Family, ...] = ()  # rules of injection of the user's own
    redaction: Redaction = Redaction()
    restore: frozenset[str] | None = None  # types whose pseudonyms may be undone; None: all
    options: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    # Detector → channel → (budget, threshold) pairs, from the user's own harmless texts.
    calibration: Mapping[str, Mapping[Channel, tuple[tuple[float, float], ...]]] = field(
        default_factory=dict
    )

    def __hash__(self) -> int:
        return hash((self.name, self.about, len(self.channels)))

    def channel_of(self, told: Channel | None) -> Channel:
        """Return the channel in which a text is judged, given what its file tells.

        A policy of one channel takes there what no file places; one that asks something of
        documents and nothing of prompts takes it as a document. Rows to train on hold prompts and
        answers: a policy for training alone takes all of them as that.
        """
        only = next(iter(self.channels)) if len(self.channels) == 1 else None
        if only is Channel.TRAINING:
            return only
        unplaced = Channel.USER
        if Channel.USER not in self.channels and Channel.DOCUMENT in self.channels:
            unplaced = Channel.DOCUMENT
        return told or only or unplaced

    def rules_of(self, channel: Channel) -> tuple[Rule, ...]:
        """Return what is asked of a channel, in the order of the policy.

        A policy that says nothing of what tools say of themselves asks of it what it asks of their
        results, or else of prompts.
        """
        stood_for_by = (channel, *_STOOD_FOR_BY.get(channel, ()))
        known = (each for each in stood_for_by if each in self.channels)
        return self.channels.get(next(known, channel), ())
