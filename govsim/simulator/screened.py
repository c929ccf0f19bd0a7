"""Screens the texts of files one after the other, and holds what it came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from govsim.errors import Place
from govsim.guardrails import Channel, Circumstances, Finding, Outcome, Policy, Verdict, screen
from govsim.guardrails.screening import ANYBODY, Clock, messages_on
from govsim.sources.documents import Document, Part

# Verdicts that are kept while a document is screened, and characters of their texts: columns hold
# the same ones often.
_KEPT: Final = 10_000
_CHARACTERS: Final = 4_000_000

# Whether a finding is left out: its file, the text, the finding, its place, its last line.
Keep = Callable[[str, str, Finding, Place, int], bool]


@dataclass(frozen=True, slots=True)
class Screened:
    """One text that was screened: where it stands, its verdict, and places of its findings."""

    source: str
    where: str
    verdict: Verdict
    places: tuple[Place, ...]  # one a finding
    hints: tuple[tuple[str, ...], ...]  # for each finding what the policy has to say about it
    at: Place


@dataclass(frozen=True, slots=True)
class Screening:
    """Everything that one run of screening came to."""

    policy: str
    screened: tuple[Screened, ...] = ()  # every text of which something is to be told
    texts: int = 0
    characters: int = 0
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    gaps: tuple[tuple[Place, str], ...] = ()  # of files that could not be read whole
    unscanned: Outcome = Outcome.BLOCK  # what such a gap leads to
    no_text: tuple[str, ...] = ()  # files, and places in them, that hold no text
    unasked: Mapping[Channel, int] = field(default_factory=dict)  # the policy asks nothing of them
    left_out: Mapping[str, int] = field(default_factory=dict)  # findings not told: why → how many
    sources: tuple[str, ...] = ()  # every file that was looked at

    @property
    def worst(self) -> Outcome:
        """The strictest outcome of all."""
        found = [outcome for outcome, count in self.outcomes.items() if count]
        return max([*found, *(self.unscanned for _ in self.gaps)], default=Outcome.ALLOW)

    @property
    def not_looked_at(self) -> int:
        """How many texts no detector, or not every one, could look at, and how many places."""
        return len(self.gaps) + sum(bool(each.verdict.gaps) for each in self.screened)

    @staticmethod
    def joined(policy: Policy, parts: Iterable[Screening]) -> Screening:
        """Return what came of several files as one."""
        every = list(parts)
        return Screening(
            policy.name,
            screened=tuple(each for part in every for each in part.screened),
            texts=sum(part.texts for part in every),
            characters=sum(part.characters for part in every),
            outcomes=sum((Counter(part.outcomes) for part in every), Counter()),
            gaps=tuple(gap for part in every for gap in part.gaps),
            unscanned=policy.unscanned,
            no_text=tuple(file for part in every for file in part.no_text),
            unasked=sum((Counter(part.unasked) for part in every), Counter()),
            left_out=sum((Counter(part.left_out) for part in every), Counter()),
            sources=tuple(source for part in every for source in part.sources),
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """How texts are screened: by which policy, in which channel, under which circumstances."""

    policy: Policy
    channel: Channel | None = None  # None: what the file or the policy tells
    circumstances: Circumstances = ANYBODY
    left_out: Mapping[str, Keep] = field(default_factory=dict)  # why → whether it is left out
    clock: Clock | None = None  # seconds, for policies that limit the time


def screen_document(
    document: Document, asked: Asked, verdicts: Verdicts | None = None
) -> Screening:
    """Return what the texts of one file came to; `verdicts` keeps theirs for whoever asks next."""
    policy = asked.policy
    made = _begun(document, policy)
    told: list[Screened] = []
    outcomes: Counter[Outcome] = Counter()
    unasked: Counter[Channel] = Counter()
    left_out: Counter[str] = Counter()
    verdicts = verdicts or Verdicts(asked)
    for part in document.parts:
        channel = asked.channel or policy.channel_of(part.channel)
        is_asked = bool(policy.rules_of(channel))
        if not is_asked:
            unasked[channel] += 1
            if not policy.flows:
                continue
        verdict = verdicts.of(part.text, channel, part.label)
        each = _screened(document.source, part, verdict, asked, left_out)
        # What could not be looked at is told, also where the policy lets it pass.
        is_told = each.verdict.outcome is not Outcome.ALLOW or bool(each.verdict.gaps)
        if is_asked or is_told:
            outcomes[each.verdict.outcome] += 1
        if is_told:
            told.append(each)
    return replace(
        made,
        screened=tuple(told),
        texts=sum(outcomes.values()),
        characters=sum(len(part.text) for part in document.parts),
        outcomes=outcomes,
        unasked=unasked,
        left_out=left_out,
    )


def _begun(document: Document, policy: Policy) -> Screening:
    """Return what is known of a file before any of its texts is screened."""
    return Screening(
        policy.name,
        gaps=document.gaps,
        unscanned=policy.unscanned,
        no_text=_silent(document),
        sources=(document.source,),
    )


def _silent(document: Document) -> tuple[str, ...]:
    if not document.is_text:
        return (document.source,)
    return tuple(f"{document.source} {where}".rstrip() for where in document.no_text)


class Verdicts:
    """Screens the texts of one document, each once however often it stands in it, as a rule.

    Args:
        asked: How they are screened.
    """

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._known: dict[tuple[str, Channel, str], Verdict] = {}
        self._room = _CHARACTERS

    def of(self, text: str, channel: Channel, label: str) -> Verdict:
        """Return the verdict on a text of a channel, under the label that it stands under."""
        if (verdict := self._known.get((text, channel, label))) is None:
            given = self._asked.circumstances
            given = replace(given, label=label) if label else given
            verdict = screen(text, self._asked.policy, channel, given, clock=self._asked.clock)
            if len(self._known) < _KEPT and len(text) <= self._room:
                self._room -= len(text)
                self._known[text, channel, label] = verdict
        return verdict


def _screened(
    source: str, part: Part, verdict: Verdict, asked: Asked, left_out: Counter[str]
) -> Screened:
    kept: list[Finding] = []
    places: list[Place] = []
    for finding in verdict.findings:
        place = part.place(source, *finding.span)
        about = source, part.text, finding, place, part.last_line(finding.end)
        why = next((why for why, is_out in asked.left_out.items() if is_out(*about)), None)
        if why is None:
            kept.append(finding)
            places.append(place)
        else:
            left_out[why] += 1
    verdict = replace(verdict, findings=tuple(kept))
    hints = tuple(messages_on(finding, asked.policy, verdict.channel) for finding in kept)
    return Screened(source, part.where, verdict, tuple(places), hints, part.place(source, 0, 1))
