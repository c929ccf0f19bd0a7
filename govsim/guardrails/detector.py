"""Holds what a detector is, and loads detectors by their names when they are first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from typing import Final, Protocol, cast, runtime_checkable

from govsim.errors import GovsimError, nearest
from govsim.guardrails.verdict import Channel, Finding

# Name to the module that holds it; the module has a function `detector()`.
MODULES: Final[dict[str, str]] = {
    "injection": "govsim.guardrails.injection",
    "pii": "govsim.guardrails.pii",
    "secrets": "govsim.guardrails.secrets",
}


@runtime_checkable
class Detector(Protocol):
    """Finds spans of one kind in a text."""

    name: str

    def find(self, text: str, channel: Channel) -> Iterable[Finding]:
        """Return what is found; offsets lie in `text`, half-open."""


@cache
def detector_named(name: str) -> Detector:
    """Load one detector.

    Raises:
        GovsimError: `unknown-detector`.
    """
    module = MODULES.get(name)
    if module is None:
        near = nearest(name, MODULES)
        hint = f"did you mean `{near}`?" if near else f"one of {', '.join(sorted(MODULES))}"
        raise GovsimError("unknown-detector", f"there is no detector `{name}`", hint=hint)
    return cast(Detector, import_module(module).detector())


def detectors(names: Sequence[str]) -> tuple[Detector, ...]:
    """Load detectors in the order of their names.

    Raises:
        GovsimError: `unknown-detector`.
    """
    return tuple(detector_named(name) for name in names)
