"""Redacts the texts of a JSON file one by one, and restores them, so that it stays JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from govsim.guardrails import Channel, Finding, Outcome, Policy
from govsim.guardrails.policy import Redaction
from govsim.guardrails.redaction import Restored, Vault, redact, restore
from govsim.simulator.screened import Asked, Verdicts
from govsim.sources.documents import Document, file_in, rewritten, texts_in


@dataclass(frozen=True, slots=True)
class Way:
    """How texts are redacted, beside the policy: as `redact` takes it."""

    plan: Redaction
    key: bytes = b""
    vault: Vault | None = None
    subject: str = ""


def channel_in(policy: Policy, told: Channel | None) -> Channel:
    """Return where a text is judged: where it stands, or where the policy asks for something."""
    channel = policy.channel_of(told)
    return channel if policy.rules_of(channel) else policy.channel_of(None)


def placed_in(document: Document, policy: Policy) -> Document:
    """Return a file whose texts all stand where the policy asks for something, if it can be."""
    parts = (replace(part, channel=channel_in(policy, part.channel)) for part in document.parts)
    return replace(document, parts=tuple(parts))


def redact_json(text: str, asked: Asked, verdicts: Verdicts, way: Way) -> tuple[str, Vault] | None:
    """Redact each text of JSON by the rules of its channel, all with one vault.

    Args:
        text: One document, or one a line.
        asked: How it is screened.
        verdicts: Those of its texts, as far as they are known.
        way: What becomes of what is found.

    Returns:
        The JSON and its vault; None where what was given out cannot be undone text by text.

    Raises:
        GovsimError: `missing-key`, `not-restorable`.
    """
    vault = way.vault if way.vault is not None else Vault()
    wanted: dict[str, str] = {}  # each text as it is written, and what restoring it has to give

    def change(value: str, told: Channel | None, label: str) -> str:
        nonlocal vault
        if file_in(value) is not None:
            return value  # told when it was screened
        where = asked.channel or channel_in(asked.policy, told)
        found = redacting(verdicts.of(value, where, label).findings)
        done = redact(value, found, way.plan, key=way.key, vault=vault, subject=way.subject)
        vault = done.vault
        if len(vault):
            wanted[done.text] = restore(done.text, vault).text
        return done.text

    made = rewritten(text, change)
    return (made, vault) if _is_undone(made, wanted, vault) else None


def redacting(findings: tuple[Finding, ...]) -> list[Finding]:
    """Return those that are to be redacted."""
    return [finding for finding in findings if finding.action >= Outcome.REDACT]


def _is_undone(made: str, wanted: Mapping[str, str], vault: Vault) -> bool:
    """Whether restoring gives what it has to, also in texts from before a pseudonym was chosen."""
    if not len(vault):
        return True
    every = dict.fromkeys(texts_in(made))
    return all(restore(each, vault).text == wanted.get(each, each) for each in (*every, *wanted))


def restore_json(text: str, vault: Vault, types: frozenset[str] | None = None) -> Restored:
    """Put back what pseudonyms stand for in each text of JSON; stretches are of that text."""
    done: list[Restored] = []

    def change(value: str, told: Channel | None, label: str) -> str:
        done.append(restore(value, vault, types))
        return done[-1].text

    made = rewritten(text, change, every=True)
    return Restored(
        made,
        tuple(span for each in done for span in each.restored),
        tuple(span for each in done for span in each.withheld),
        tuple(span for each in done for span in each.unknown),
    )
