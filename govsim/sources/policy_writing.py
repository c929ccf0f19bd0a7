"""Reads a policy into the text of a file that holds it; reading that gives the policy back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import Any, Final

import yaml

from govsim.guardrails.policy import Operator, Policy, Redaction, Rule

# What is no field of a file: rules of the user's own stay in their files, keys in the environment.
_APART: Final = frozenset({"families", "key"})


def _rule(rule: Rule) -> dict[str, Any]:
    """Return a line of a channel; its budget in percent, for a large one has to be."""
    written: dict[str, Any] = _plain(rule)
    if rule.budget:
        written["budget"] = f"{Decimal(repr(rule.budget)) * 100:f}%"
    return written


def write_policy(policy: Policy) -> str:
    """Return a policy as YAML.

    Raises:
        ValueError: A model has a key, which is written nowhere.
    """
    if any(model.key for model in policy.models):
        raise ValueError("the key of a model is not written")
    held = _plain(replace(policy, channels={}, redaction=Redaction()))
    channels = {
        str(channel): [_rule(rule) for rule in rules] for channel, rules in policy.channels.items()
    }
    redaction = {name: _operator(each) for name, each in policy.redaction.types.items()}
    if policy.redaction.default != Operator():
        redaction["default"] = _operator(policy.redaction.default)
    about = {key: held.pop(key) for key in ("name", "about") if key in held}
    written = {**about, "channels": channels, **held, "redaction": redaction}
    return yaml.safe_dump(
        {key: value for key, value in written.items() if value},
        sort_keys=False,
        allow_unicode=True,
        width=100,
        default_flow_style=None,
    )


def _operator(operator: Operator) -> Any:
    return {"mask": operator.keep} if operator.operation == "mask" else operator.operation


def _plain(value: Any) -> Any:
    """Return a value as a file holds it, without what is as it would be anyway."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {
            each.name: _plain(held)
            for each in fields(value)
            if each.name not in _APART and not _is_default(each, held := getattr(value, each.name))
        }
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(held) for key, held in value.items()}
    if isinstance(value, frozenset):
        return sorted(map(_plain, value))
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value


def _is_default(field: Any, value: Any) -> bool:
    if field.default is not MISSING:
        return bool(value == field.default)
    return field.default_factory is not MISSING and value == field.default_factory()
