"""Holds a metastore through its versions, and puts every question to it; it decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govsim.lazily import loaded_from

if TYPE_CHECKING:
    from govsim.simulator.applied import Applied
    from govsim.simulator.groups import Groups
    from govsim.simulator.reading import statements_of
    from govsim.simulator.simulator import Simulator

__all__ = ["Applied", "Groups", "Simulator", "statements_of"]
# Loaded when first asked for: a command needs a few of them.
if not TYPE_CHECKING:
    __getattr__ = loaded_from(
        __name__,
        {
            "govsim.simulator.applied": "Applied",
            "govsim.simulator.groups": "Groups",
            "govsim.simulator.reading": "statements_of",
            "govsim.simulator.simulator": "Simulator",
        },
    )
