"""Holds which types of findings tell of an attack on a model, and not of what a text contains."""

from typing import Final

# A text's score is the highest of its findings of these types. Personal data, secrets and topics
# say what a text holds; whoever sends them attacks nobody.
ATTACK_TYPES: Final = frozenset({"INJECTION", "JAILBREAK", "HIDDEN_TEXT"})
