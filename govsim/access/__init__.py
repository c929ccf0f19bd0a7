"""Decides may she, who may, what may she, and why."""

from govsim.access.answers import Conveyance, Decision, Obligation, Refusal, Requirement
from govsim.access.decide import authorize, decide
from govsim.access.identities import identities_of, members_of, path_to, people
from govsim.access.standing import Context, Standing

__all__ = [
    "Context",
    "Conveyance",
    "Decision",
    "Obligation",
    "Refusal",
    "Requirement",
    "Standing",
    "authorize",
    "decide",
    "identities_of",
    "members_of",
    "path_to",
    "people",
]
