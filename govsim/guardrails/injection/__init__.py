"""Screens texts for prompt injection and jailbreaks with small models that ship in the wheel."""

from govsim.guardrails.injection.detector import InjectionDetector

__all__ = ["InjectionDetector"]
