"""Screens texts by rules: families of phrases and patterns that speak for an attack, and why."""

from govsim.guardrails.rules.values import Family, TextRule

__all__ = ["Family", "TextRule"]
