"""Holds which types of findings there are: a policy that asks for another would find nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from govsim.guardrails.pii.settings import settings_of
from govsim.guardrails.pii.values import TYPES
from govsim.guardrails.secrets.hits import PASSWORD, SECRET

if TYPE_CHECKING:
    from govsim.guardrails.policy import Policy

_OTHERS: Final = frozenset(
    {"CANARY", "HIDDEN_TEXT", "INJECTION", "JAILBREAK", "SYSTEM_PROMPT", "TOPIC", PASSWORD, SECRET}
)


def known_types(policy: Policy) -> frozenset[str]:
    """Return the types that detectors find under a policy, its own recognisers and rules included.

    What a model of the user's own finds is called as its labels are, which are not known here.
    """
    own = {
        recognizer.entity for recognizer in settings_of(policy.options.get("pii", {})).recognizers
    }
    labelled = {type_ for model in policy.models for type_ in model.labels.values()}
    ruled = {family.type for family in policy.families}
    ruled |= {rule.type for family in policy.families for rule in family.rules if rule.type}
    return _OTHERS | TYPES.keys() | own | labelled | ruled
