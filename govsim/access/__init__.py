"""Decides may she, who may, what may she, and why."""

from govsim.access.answers import Conveyance, Decision, Obligation, Refusal, Requirement
from govsim.access.decide import authorize, decide
from govsim.access.identities import identities_of, members_of, path_to, people
from govsim.access.run import Run, Step, denial, run
from govsim.access.standing import Context, Standing

__all__ = [
    "Context",
    "Conveyance",
    "Decision",
    "Obligation",
    "Refusal",
    "Requirement",
    "Run",
    "Standing",
    "Step",
    "authorize",
    "decide",
    "denial",
    "identities_of",
    "members_of",
    "path_to",
    "people",
    "run",
]
