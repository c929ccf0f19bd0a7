"""Builds what goes into a prompt so that an attack shows: canaries, and texts marked as data."""

from govsim.guardrails.assembly.canary import canary, is_canary
from govsim.guardrails.assembly.spotlight import Spotlight, restored, spotlight

__all__ = ["Spotlight", "canary", "is_canary", "restored", "spotlight"]
