"""Reads regular expressions of the user's own, and refuses those that some text makes endless."""

from govsim.guardrails.own_patterns.reading import own_pattern

__all__ = ["own_pattern"]
