"""Rehearses Unity Catalog governance: who may do what, and what a change would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govsim.access import Context, Decision
    from govsim.errors import GovsimError, ScriptError
    from govsim.impact import Plan
    from govsim.model.statements import Action
    from govsim.simulator import Applied, Groups, Simulator

__version__ = "0.1.0"
__all__ = [
    "Action",
    "Applied",
    "Context",
    "Decision",
    "GovsimError",
    "Groups",
    "Plan",
    "ScriptError",
    "Simulator",
]
# Loaded when first asked for, so that `import govsim` takes no time.
_HOMES = {
    "Action": "govsim.model.statements",
    "Applied": "govsim.simulator",
    "Context": "govsim.access",
    "Decision": "govsim.access",
    "GovsimError": "govsim.errors",
    "Groups": "govsim.simulator",
    "Plan": "govsim.impact",
    "ScriptError": "govsim.errors",
    "Simulator": "govsim.simulator",
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    if (home := _HOMES.get(name)) is None:
        raise AttributeError(f"module 'govsim' has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
