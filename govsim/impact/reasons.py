"""Compares what is lost with what others lack: a view falls with the rights of its owner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from govsim.access import Decision, authorize
from govsim.impact.answers import Block
from govsim.impact.effects import Effects
from govsim.impact.exact import questions
from govsim.impact.naming import joined, name_of

_ASKED: Final = 20  # securables of one entry that are looked into
_NAMED: Final = 3  # securables that are told by name, for one reason


def reasons(effects: Effects, privilege: str, blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return why people lose a privilege by what others lack, by what is gone, or by a rule.

    A view is read with its owner's rights, so that its readers lose it with them. What the people
    themselves lack is no reason here: the statement that takes it away says so.
    """
    found: dict[str, list[str]] = {}
    for who, key in _looked_into(blocks):
        if (held := effects.after.securables.get(key)) is None:
            continue
        for asked in questions(privilege, held):
            decision = authorize(effects.after, who, asked, context=effects.context)
            for why in why_refused(decision):
                found.setdefault(why, []).append(name_of(key))
    return tuple(sorted(f"{_names(sorted(names))}: {why}" for why, names in found.items()))


def _looked_into(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    pairs = ((block.first, key) for block in blocks for key in block.keys)
    for _, pair in zip(range(_ASKED), pairs, strict=False):
        yield pair


def why_refused(decision: Decision) -> Iterator[str]:
    """Yield what others lack, and what is gone or against a rule; not what the asker lacks."""
    lacks: dict[str, list[str]] = {}
    for need in decision.missing:
        if need.holder:
            lacks.setdefault(need.holder, []).append(need.words())
    for owner, needs in lacks.items():
        yield f"{owner}, whose rights it uses, lacks {joined(needs)}"
    for refusal in decision.refusals:
        yield refusal.sentence


def _names(names: list[str]) -> str:
    if len(names) <= _NAMED:
        return joined(names)
    return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more"
