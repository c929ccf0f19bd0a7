"""Holds which detectors there are, by the name that a policy asks for; each loads on first use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

from govsim.errors import GovsimError, nearest
from govsim.guardrails.detecting import Absent
from govsim.guardrails.values import Unscanned

if TYPE_CHECKING:
    from govsim.guardrails.detecting import Detector
    from govsim.guardrails.policy import Policy

Maker = Callable[["Policy"], "Detector"]
# Name → module with a function `detector(policy)`.
DETECTORS: Final[Mapping[str, str]] = {
    "injection": "govsim.guardrails.injection.detector",
    "names": "govsim.guardrails.pii.names.detector",
    "names-spacy": "govsim.guardrails.pii.names.deep",
    "pii": "govsim.guardrails.pii.detector",
    "secrets": "govsim.guardrails.secrets",
    "canary": "govsim.guardrails.assembly.canary_detector",
    "hidden-text": "govsim.guardrails.rules.hidden_text",
    "injection-rules": "govsim.guardrails.rules.detector",
    "system-prompt-leak": "govsim.guardrails.assembly.leaks",
    "topics": "govsim.guardrails.topics",
}


def names(policy: Policy | None = None) -> tuple[str, ...]:
    """Return what a policy may ask for: the detectors that ship, and its own models."""
    own = (model.name for model in policy.models) if policy else ()
    return (*DETECTORS, *own)


@lru_cache(maxsize=256)
def detector_of(name: str, policy: Policy) -> Detector:
    """Return a detector as a policy wants it, made once.

    One whose weights are gone screens no text, and says so of each.

    Raises:
        GovsimError: `unknown-detector`, or `missing-extra` where it needs what is not installed.
    """
    if own := next((model for model in policy.models if model.name == name), None):
        from govsim.guardrails.adapters import detector_of_model

        return detector_of_model(own)
    home = DETECTORS.get(name)
    if home is None:
        raise unknown_detector(name, names(policy))
    maker: Maker = import_module(home).detector
    try:
        return maker(policy)
    except Unscanned as unscanned:
        return Absent(name, unscanned.reason)


def unknown_detector(name: str, known: tuple[str, ...]) -> GovsimError:
    """Return the error for a detector that nothing provides."""
    near = nearest(name, known)
    hint = f"did you mean `{near}`?" if near else f"one of {', '.join(known)}"
    return GovsimError("unknown-detector", f"there is no detector `{name}`", hint=hint)
