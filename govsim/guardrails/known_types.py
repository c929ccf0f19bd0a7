"""Holds which types of findings there are: a policy that asks for another would find nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from govsim.guardrails.pii.names.detector import TYPES as NAMES
from govsim.guardrails.pii.settings import settings_of
from govsim.guardrails.pii.values import TYPES
from govsim.guardrails.secrets.hits import PASSWORD, SECRET

if TYPE_CHECKING:
    from govsim.guardrails.policy import Policy

_ATTACKS: Final = frozenset({"INJECTION", "JAILBREAK"})
_FIXED: Final[Mapping[str, frozenset[str]]] = {
    "canary": frozenset({"CANARY"}),
    "hidden-text": frozenset({"HIDDEN_TEXT"}),
    "injection": _ATTACKS,
    "names": frozenset(NAMES),
    "names-spacy": frozenset(NAMES),
    "secrets": frozenset({PASSWORD, SECRET}),
    "system-prompt-leak": frozenset({"SYSTEM_PROMPT"}),
    "topics": frozenset({"TOPIC"}),
}


def known_types(policy: Policy) -> frozenset[str]:
    """Return the types that detectors find under a policy, its own recognisers and rules included.

    What a model of the user's own finds is called as its labels are, which are not known here.
    """
    labelled = {type_ for model in policy.models for type_ in model.labels.values()}
    found = (types_of(name, policy) or () for name in (*_FIXED, "pii", "injection-rules"))
    return frozenset(labelled).union(*found)


def types_of(detector: str, policy: Policy) -> frozenset[str] | None:
    """Return the types that a detector finds under a policy; None where that is not known here."""
    if detector == "pii":
        recognizers = settings_of(policy.options.get("pii", {})).recognizers
        return frozenset(TYPES).union(recognizer.entity for recognizer in recognizers)
    if detector == "injection-rules":
        ruled = {family.type for family in policy.families}
        ruled |= {rule.type for family in policy.families for rule in family.rules if rule.type}
        return _ATTACKS | ruled
    return _FIXED.get(detector)
