"""Holds how a detector reads its options: those it does not know are an error, never ignored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from govsim.errors import GovsimError, nearest

if TYPE_CHECKING:
    from govsim.guardrails.policy import Policy


def options_of(
    policy: Policy, detector: str, known: tuple[str, ...]
) -> Mapping[str, tuple[str, ...]]:
    """Return the options that a policy has for a detector.

    Raises:
        GovsimError: `unknown-field`: it has one that the detector does not know.
    """
    options = policy.options.get(detector, {})
    for name in options:
        if name not in known:
            near = nearest(name, known)
            hint = f"did you mean `{near}`?" if near else f"one of {', '.join(known)}"
            message = f"the detector `{detector}` has no option `{name}`"
            raise GovsimError("unknown-field", message, hint=hint)
    return options
