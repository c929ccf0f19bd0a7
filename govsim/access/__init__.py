"""Decides may she, who may, what may she, and why."""

from govsim.access.abac import effective_tags
from govsim.access.answers import Conveyance, Decision, Obligation, Refusal, Requirement
from govsim.access.could_get import could_get
from govsim.access.decide import authorize, decide
from govsim.access.effect_words import what_it_does
from govsim.access.effective import (
    EffectivePrivilege,
    GrantRow,
    effective_privileges,
    show_grants,
)
from govsim.access.escalation import Escalation, Escalations
from govsim.access.explanation import explain, question_words
from govsim.access.identities import identities_of, members_of, path_to, people
from govsim.access.run import Run, Step, denial, run
from govsim.access.search import Found, search
from govsim.access.standing import Context, Standing
from govsim.access.suggest import beyond, grants_for
from govsim.access.who import what_can, who_can
from govsim.access.why_not import Remedies, Remedy, why_not

__all__ = [
    "Context",
    "Conveyance",
    "Decision",
    "EffectivePrivilege",
    "Escalation",
    "Escalations",
    "Found",
    "GrantRow",
    "Obligation",
    "Refusal",
    "Remedies",
    "Remedy",
    "Requirement",
    "Run",
    "Standing",
    "Step",
    "authorize",
    "beyond",
    "could_get",
    "decide",
    "denial",
    "effective_privileges",
    "effective_tags",
    "explain",
    "grants_for",
    "identities_of",
    "members_of",
    "path_to",
    "people",
    "question_words",
    "run",
    "search",
    "show_grants",
    "what_can",
    "what_it_does",
    "who_can",
    "why_not",
]
