"""Decides how a text reads when its disguises are undone, with the place of every character."""

from govsim.guardrails.views.noise import noise_in
from govsim.guardrails.views.pipeline import views_of
from govsim.guardrails.views.values import DEFAULT, Hidden, Limits, View, Views

__all__ = ["DEFAULT", "Hidden", "Limits", "View", "Views", "noise_in", "views_of"]
