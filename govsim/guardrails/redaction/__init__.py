"""Redacts texts and restores them: placeholders, masks, keyed hashes, pseudonyms with a vault."""

from govsim.guardrails.redaction.redact import NEVER_KEPT, Redacted, Replacement, redact
from govsim.guardrails.redaction.restore import Restored, Span, restore
from govsim.guardrails.redaction.vault import Entry, Vault

__all__ = [
    "NEVER_KEPT",
    "Entry",
    "Redacted",
    "Replacement",
    "Restored",
    "Span",
    "Vault",
    "redact",
    "restore",
]
