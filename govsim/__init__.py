"""Rehearses Unity Catalog governance: who may do what, and what a change would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govsim.lazily import loaded_from

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
if not TYPE_CHECKING:
    __getattr__ = loaded_from(
        __name__,
        {
            "govsim.access": "Context Decision",
            "govsim.errors": "GovsimError ScriptError",
            "govsim.impact": "Plan",
            "govsim.model.statements": "Action",
            "govsim.simulator": "Applied Groups Simulator",
        },
    )


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
