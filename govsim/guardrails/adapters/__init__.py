"""Screens texts by models of the user's own: folders with weights, and endpoints that judge."""

from govsim.guardrails.adapters.making import detector_of_model

__all__ = ["detector_of_model"]
