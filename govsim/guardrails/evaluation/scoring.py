"""Screens labelled rows, and keeps of each what an evaluation counts: never the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from govsim.guardrails.evaluation.attacks import ATTACK_TYPES
from govsim.guardrails.evaluation.rows import Row
from govsim.guardrails.policy import Policy, Rule
from govsim.guardrails.screening import Clock, detect, judge
from govsim.guardrails.values import Finding, Outcome
from govsim.guardrails.verdict import Gap

_WARM: Final = 20_000  # characters that are screened once before any time is taken


@dataclass(frozen=True, slots=True)
class Candidate:
    """A policy that is evaluated; the default one asks less of rows that are labelled one way.

    Screening a prompt for names would add nothing to how well attacks are found, and its time to
    how long that takes.
    """

    name: str
    attacks: Policy  # for rows labelled as a whole
    contents: Policy  # for rows labelled by spans
    all: Policy  # for rows labelled both ways or not at all

    def policy_for(self, row: Row) -> Policy:
        """Return what a row is screened with."""
        if (row.label is None) == (row.spans is None):
            return self.all
        return self.contents if row.label is None else self.attacks


@dataclass(frozen=True, slots=True)
class Scored:
    """What one policy makes of one row."""

    score: float  # of the surest sign of an attack, whatever the thresholds; 1 if unscanned
    found: bool  # whether the policy acts on a sign of an attack, or on a text left unscanned
    outcome: Outcome
    findings: tuple[Finding, ...]  # those the policy acts on, in order of the text
    unsure: tuple[Finding, ...]  # all of them, if asked for, whatever the thresholds
    gaps: tuple[Gap, ...]
    cpu_s: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the scoring of each row."""

    candidates: tuple[Candidate, ...]
    counts_from: Outcome = Outcome.FLAG  # the mildest action by which an attack counts as found
    types: frozenset[str] = ATTACK_TYPES  # of findings that tell of an attack
    unsure: bool = False  # whether to keep findings below the thresholds


@dataclass(frozen=True, slots=True)
class Clocks:
    """Time in seconds: what the processor spent, and what went by."""

    cpu: Clock
    wall: Clock


def candidate_of(policy: Policy, name: str | None = None) -> Candidate:
    """Return a policy as it is evaluated on every row."""
    return Candidate(name or policy.name, policy, policy, policy)


def score_rows(
    rows: Iterable[Row], wanted: Wanted, clocks: Clocks
) -> Iterator[tuple[Row, tuple[Scored, ...]]]:
    """Yield each row with what every candidate makes of it.

    Raises:
        GovsimError: A policy asks for a detector that does not exist or is not installed.
    """
    for row in rows:
        yield row, tuple(score_row(row, each, wanted, clocks) for each in wanted.candidates)


def score_row(row: Row, candidate: Candidate, wanted: Wanted, clocks: Clocks) -> Scored:
    """Screen one row, and return what is counted of it."""
    policy = candidate.policy_for(row)
    begun = clocks.cpu()
    detected = detect(row.text, policy, row.channel, clock=clocks.wall)
    verdict = judge(row.text, detected, policy, row.channel)
    spent = clocks.cpu() - begun
    every = judge(row.text, detected, _unsure(policy), row.channel).findings
    lost = bool(verdict.gaps) and verdict.unscanned >= wanted.counts_from
    return Scored(
        score=1.0 if lost else _graded(every, wanted.types),
        found=lost or any(_is_attack(each, wanted) for each in verdict.findings),
        outcome=verdict.outcome,
        findings=verdict.findings,
        unsure=every if wanted.unsure else (),
        gaps=verdict.gaps,
        cpu_s=spent,
    )


def warm_up(rows: Sequence[Row], wanted: Wanted, clocks: Clocks) -> None:
    """Screen some rows once, so that what loads on first use is no part of a row's time."""
    taken = 0
    for row in rows:
        if taken and taken + len(row.text) > _WARM:
            return
        taken += len(row.text)
        for candidate in wanted.candidates:
            score_row(row, candidate, wanted, clocks)


def _is_attack(finding: Finding, wanted: Wanted) -> bool:
    return finding.type in wanted.types and finding.action >= wanted.counts_from


def _graded(findings: Iterable[Finding], types: frozenset[str]) -> float:
    scores = (float(one.score) for one in findings if one.type in types)
    return min(1.0, max(0.0, max(scores, default=0.0)))


@lru_cache(maxsize=64)
def _unsure(policy: Policy) -> Policy:
    """Return a policy that acts on everything its detectors find, save what it allows."""
    channels = {
        channel: tuple(_all_of(rule) for rule in rules if rule.action is not Outcome.ALLOW)
        for channel, rules in policy.channels.items()
    }
    return replace(policy, channels=channels, flows=(), rates=())


def _all_of(rule: Rule) -> Rule:
    return Rule(rule.detector, Outcome.FLAG, rule.types, threshold=0.0)
