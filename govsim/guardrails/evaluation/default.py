"""Decides what rows are screened with when nobody names a policy: everything that ships."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from govsim.guardrails.evaluation.scoring import Candidate
from govsim.guardrails.policy import Policy, Rule
from govsim.guardrails.registry import names
from govsim.guardrails.values import Channel, Outcome

NAME: Final = "eval"
# What each detector looks for. One of neither needs more than ships: topics need words, canaries
# and leaks the prompt that they are of, a language model its package.
ATTACKS: Final = frozenset({"injection", "injection-rules", "hidden-text"})
CONTENTS: Final = frozenset({"pii", "names", "secrets"})
NEITHER: Final = frozenset({"topics", "canary", "system-prompt-leak", "names-spacy"})


def default_candidate() -> Candidate:
    """Return the policy `eval`: each shipped detector, at its own threshold, in every channel.

    Rows that are labelled as a whole are screened for attacks, rows with spans for personal data
    and secrets, others for both.
    """
    shipped = [name for name in names() if name not in NEITHER]
    return Candidate(
        NAME,
        _policy(name for name in shipped if name not in CONTENTS),
        _policy(name for name in shipped if name not in ATTACKS),
        _policy(shipped),
    )


def _policy(detectors: Iterable[str]) -> Policy:
    rules = tuple(Rule(name, Outcome.BLOCK) for name in detectors)
    return Policy(NAME, channels=dict.fromkeys(Channel, rules))
