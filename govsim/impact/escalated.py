"""Compares what people could give themselves: who may manage from now on what they cannot read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim.access import authorize
from govsim.impact.answers import Entry, Escalated
from govsim.impact.causes import Causes
from govsim.impact.effects import Effects
from govsim.impact.exact import questions
from govsim.impact.reach import MANAGE
from govsim.model.kinds import RELATIONS, SecurableType

T = SecurableType
# What a manager would grant herself, by what she manages.
_WANTED: Final = {
    **dict.fromkeys(RELATIONS, "SELECT"),
    T.VOLUME: "READ VOLUME",
    T.FUNCTION: "EXECUTE",
    T.PROCEDURE: "EXECUTE",
    T.MODEL: "EXECUTE",
}


def escalations(effects: Effects, causes: Causes, gained: tuple[Entry, ...]) -> Iterator[Escalated]:
    """Yield people who come to manage what they may not use, and so may give it to themselves."""
    for entry in gained:
        if MANAGE not in entry.privileges:
            continue
        found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for block in entry.blocks:
            for key in block.keys:
                wanted = _WANTED.get(effects.after.securables[key].type)
                if wanted is None:
                    continue
                able = set(effects.columns.held(effects.row(effects.last, wanted, key)))
                people = tuple(who for who in block.people if who not in able)
                if people:
                    found.setdefault((wanted, people), []).append(key)
        for (wanted, people), keys in sorted(found.items()):
            by = _by(effects, people[0], keys[0])
            on = causes.on(iter(keys))
            yield Escalated(entry.cause, wanted, people, tuple(sorted(keys)), on, by)


def _by(effects: Effects, who: str, key: str) -> str:
    """Return what lets somebody manage a securable, in words."""
    for asked in questions(MANAGE, effects.after.securables[key]):
        decision = authorize(effects.after, who, asked, context=effects.context)
        for met in decision.met:
            if met.requirement.privilege == MANAGE:
                place = f"{met.on_type.lower()} {met.on}".strip()
                return f"MANAGE on {place}" if met.grant else f"{met.words()}"
    return "MANAGE"
