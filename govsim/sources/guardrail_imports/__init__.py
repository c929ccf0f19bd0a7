"""Reads guardrails of other tools as policies; whatever they ask for and govsim lacks is told."""

from govsim.sources.guardrail_imports.reading import Imported, import_guardrails

__all__ = ["Imported", "import_guardrails"]
