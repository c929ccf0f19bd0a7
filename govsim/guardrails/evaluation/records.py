"""Holds decision records: what was decided of a text and why, without the text.

A record can be read by anybody and gives nothing away: it has spans, scores, thresholds, rules
and versions, and of the text only a hash under a key that whoever recorded it keeps.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from govsim.guardrails.evaluation.rows import UNSTATED, Row
from govsim.guardrails.policy import Policy
from govsim.guardrails.policy.fingerprint import fingerprint
from govsim.guardrails.registry import detector_of
from govsim.guardrails.thresholds import threshold_of
from govsim.guardrails.values import Channel, Finding, Outcome
from govsim.guardrails.verdict import Gap

_TEXT: Final = b"text\0"  # so that no hash of a text is ever the signature of a record
_RECORD: Final = b"record\0"


@dataclass(frozen=True, slots=True)
class Decided:
    """A finding that a policy acted on, and the threshold it met."""

    finding: Finding
    threshold: float


@dataclass(frozen=True, slots=True)
class Record:
    """One decision."""

    number: int  # counts the records of one run from 1, so that a missing one is noticed
    id: str | int
    channel: Channel
    characters: int
    policy: str
    policy_hash: str
    outcome: Outcome
    decided: tuple[Decided, ...] = ()
    gaps: tuple[Gap, ...] = ()
    versions: Mapping[str, str] | None = None  # detector → version
    source: str = UNSTATED
    text_hash: str = ""  # under a key; empty without one
    signature: str = ""  # of everything else, under the same key; empty without one

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the policy acted on."""
        return tuple(each.finding for each in self.decided)


class Recorder:
    """Makes the records of one run, one after the other.

    Args:
        version: Of govsim; a detector without a version of its own has this one.
        key: Under which texts are hashed and records are signed; empty for neither.
    """

    def __init__(self, version: str, key: bytes = b"") -> None:
        self._version = version
        self._key = key
        self._number = 0
        self._known: dict[tuple[int, Channel], tuple[Policy, str, dict[str, str]]] = {}

    def record(
        self,
        row: Row,
        policy: Policy,
        findings: tuple[Finding, ...],
        gaps: tuple[Gap, ...],
        outcome: Outcome,
    ) -> Record:
        """Return the record of one row."""
        self._number += 1
        _, hash_, versions = self._of(policy, row.channel)
        made = Record(
            number=self._number,
            id=row.id,
            channel=row.channel,
            characters=len(row.text),
            policy=policy.name,
            policy_hash=hash_,
            outcome=outcome,
            decided=tuple(Decided(each, _met(each, policy, row.channel)) for each in findings),
            gaps=gaps,
            versions=versions,
            source=row.source,
            text_hash=text_hash(row.text, self._key),
        )
        return replace(made, signature=signature_of(made, self._key))

    def _of(self, policy: Policy, channel: Channel) -> tuple[Policy, str, dict[str, str]]:
        key = id(policy), channel
        if key not in self._known:
            named = {rule.detector for rule in policy.rules_of(channel)}
            versions = {name: self._version_of(name, policy) for name in sorted(named)}
            self._known[key] = policy, fingerprint(policy), versions
        return self._known[key]

    def _version_of(self, name: str, policy: Policy) -> str:
        return str(getattr(detector_of(name, policy), "version", self._version))


def text_hash(text: str, key: bytes) -> str:
    """Return the hash of a text under a key; empty without one, since short texts are guessed."""
    return _hmac(key, _TEXT + text.encode("utf-8", "surrogatepass")) if key else ""


def signature_of(record: Record, key: bytes) -> str:
    """Return the signature of a record under a key; empty without one."""
    if not key:
        return ""
    plain = json.dumps(record_to_json(replace(record, signature="")), sort_keys=True)
    return _hmac(key, _RECORD + plain.encode())


def is_genuine(record: Record, key: bytes) -> bool:
    """Return whether a record is as it was when it was signed."""
    return hmac.compare_digest(record.signature, signature_of(record, key))


def record_to_json(record: Record) -> dict[str, Any]:
    """Return a record as JSON."""
    return {
        "number": record.number,
        "id": record.id,
        "source": record.source,
        "channel": str(record.channel),
        "characters": record.characters,
        "text": record.text_hash,
        "policy": {"name": record.policy, "hash": record.policy_hash},
        "detectors": dict(record.versions or {}),
        "outcome": str(record.outcome),
        "findings": [_finding_json(each) for each in record.decided],
        "gaps": [{"detector": gap.detector, "reason": gap.reason} for gap in record.gaps],
        "signature": record.signature,
    }


def record_of_json(value: Mapping[str, Any]) -> Record:
    """Return the record that JSON holds.

    Raises:
        KeyError, TypeError, ValueError: It holds none.
    """
    return Record(
        number=int(value["number"]),
        id=value["id"],
        channel=Channel(value["channel"]),
        characters=int(value["characters"]),
        policy=str(value["policy"]["name"]),
        policy_hash=str(value["policy"]["hash"]),
        outcome=Outcome(value["outcome"]),
        decided=tuple(map(_of_finding_json, value["findings"])),
        gaps=tuple(Gap(str(gap["detector"]), str(gap["reason"])) for gap in value["gaps"]),
        versions={str(name): str(each) for name, each in value["detectors"].items()},
        source=str(value["source"]),
        text_hash=str(value["text"]),
        signature=str(value["signature"]),
    )


def _finding_json(decided: Decided) -> dict[str, Any]:
    finding = decided.finding
    return {
        "detector": finding.detector,
        "type": finding.type,
        "rule": finding.rule,
        "start": finding.start,
        "end": finding.end,
        "score": float(finding.score),
        "threshold": float(decided.threshold),
        "action": str(finding.action),
        "through": list(finding.through),
    }


def _of_finding_json(value: Mapping[str, Any]) -> Decided:
    finding = Finding(
        detector=str(value["detector"]),
        type=str(value["type"]),
        start=int(value["start"]),
        end=int(value["end"]),
        score=float(value["score"]),
        rule=str(value["rule"]),
        through=tuple(map(str, value["through"])),
        action=Outcome(value["action"]),
    )
    return Decided(finding, float(value["threshold"]))


def _met(finding: Finding, policy: Policy, channel: Channel) -> float:
    """Return the lowest threshold of those rules that lead to what was done."""
    return min(
        threshold_of(rule, policy, channel)
        for rule in policy.rules_of(channel)
        if rule.covers(finding.detector, finding.type) and rule.action is finding.action
    )


def _hmac(key: bytes, content: bytes) -> str:
    return hmac.new(key, content, hashlib.sha256).hexdigest()
