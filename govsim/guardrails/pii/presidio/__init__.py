"""Finds what Presidio's recognisers find: hosted without a model, offline, in linear time."""

from govsim.guardrails.pii.presidio.host import Host, default_recognizers, every_recognizer, hosted

__all__ = ["Host", "default_recognizers", "every_recognizer", "hosted"]
