"""Screens a text through its disguises: every reading of it, each with its place in the text."""

from govsim.guardrails.normalise.view import View
from govsim.guardrails.normalise.views import HIDDEN, SMUGGLED, plain, views

__all__ = ["HIDDEN", "SMUGGLED", "View", "plain", "views"]
