"""Computes a fingerprint of a policy: equal policies have the same one, on every machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from govsim.guardrails.policy.values import Policy


def fingerprint(policy: Policy) -> str:
    """Return the fingerprint, in hexadecimal. It tells of every field but the name and `about`."""
    held = {name: value for name, value in _plain(policy).items() if name not in ("name", "about")}
    text = json.dumps(held, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(held) for key, held in value.items()}
    if isinstance(value, frozenset):
        return sorted(map(_plain, value))
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value
