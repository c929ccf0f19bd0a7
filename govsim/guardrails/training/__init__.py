"""Trains a head on the user's own rows, on top of the detectors that ship, and measures it."""

from govsim.guardrails.training.card import Card, Provenance, Source, card_json, card_markdown
from govsim.guardrails.training.detector import Trained, trained_detector
from govsim.guardrails.training.examples import Examples, Gathered, folds_of, ids_near
from govsim.guardrails.training.head import FILE, Head, head_bytes, head_of
from govsim.guardrails.training.measuring import Measured, held_sources, measured
from govsim.guardrails.training.retraining import Retrained, retrained

__all__ = [
    "FILE",
    "Card",
    "Examples",
    "Gathered",
    "Head",
    "Measured",
    "Provenance",
    "Retrained",
    "Source",
    "Trained",
    "card_json",
    "card_markdown",
    "folds_of",
    "head_bytes",
    "head_of",
    "held_sources",
    "ids_near",
    "measured",
    "retrained",
    "trained_detector",
]
