"""Finds injections and jailbreaks by rules that say why, family by family."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from govsim.guardrails.options import options_of
from govsim.guardrails.rules.families import shared_words, shipped_families
from govsim.guardrails.rules.mention import Mentions
from govsim.guardrails.rules.scan import Match, Scanner
from govsim.guardrails.rules.scores import BUDGETS, SURE, Scores, scores_of, side_of
from govsim.guardrails.rules.values import Family
from govsim.guardrails.thresholds import at_budget
from govsim.guardrails.values import Channel, Finding

if TYPE_CHECKING:
    from govsim.guardrails.policy import Policy
    from govsim.guardrails.views import View, Views

NAME: Final = "injection-rules"


class InjectionRules:
    """Looks for the rules that ship, and for those of a policy.

    Args:
        own: Rules of the user's own.

    Raises:
        WrongPhraseError: A phrase of the user's own cannot be read.
    """

    name = NAME
    reads_words_only = True

    def __init__(self, own: tuple[Family, ...] = ()) -> None:
        self._scanners = (shipped_scanner(), *([Scanner(own, shared_words())] if own else []))

    def find(self, views: Views, channel: Channel) -> Iterator[Finding]:
        """Yield a finding for each match of a rule, in any view of the text."""
        for view in (views.plain, *views.said):
            matches = [m for scanner in self._scanners for m in scanner.matches(view.text, channel)]
            if matches:
                mentions, scores = Mentions(view.text), scores_of(channel)
                for match in matches:
                    # A topic of the user's own is met even where a text forbids it.
                    shipped = match.id in scores.used
                    if not (shipped and mentions.is_withstood(match.start, match.end)):
                        yield _finding(match, view, mentions, scores)

    def threshold(self, channel: Channel, budget: float | None) -> float:
        """Return the score at which few enough harmless texts were found when it was measured."""
        within = BUDGETS[side_of(channel)] if budget is None else budget
        return at_budget(scores_of(channel).curve, within)


def detector(policy: Policy) -> InjectionRules:
    """Return the detector, with the rules of a policy beside those that ship.

    Raises:
        GovsimError: `unknown-field`: an option other than `files`, which was read before.
    """
    options_of(policy, NAME, ("files",))
    return InjectionRules(policy.families)


@cache
def shipped_scanner() -> Scanner:
    """Return what looks for the rules that ship."""
    return Scanner(shipped_families(), shared_words())


def is_mentioned(match: Match, mentions: Mentions) -> bool:
    """Whether a match is only spoken of; a rule that counts has a text of its own making."""
    return match.rule.times == 1 and mentions.is_mention(match.start, match.end)


def _finding(match: Match, view: View, mentions: Mentions, scores: Scores) -> Finding:
    mentioned = is_mentioned(match, mentions)
    score = match.rule.score
    if score is None:
        score = scores.of(match.id, mentioned=mentioned)
    start, end = view.original(match.start, match.end)
    why = match.rule.why + (", though it may only be quoted here" if mentioned else "")
    return Finding(
        detector=NAME,
        type=match.type,
        start=start,
        end=end,
        score=min(score, SURE),
        rule=match.id,
        why=why,
        through=view.steps,
    )
