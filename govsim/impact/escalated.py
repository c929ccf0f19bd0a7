"""Compares what people could give themselves: who comes to manage what she cannot read bare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from govsim.access import authorize
from govsim.catalog import Snapshot
from govsim.impact.answers import Entry, Escalated
from govsim.impact.causes import Causes
from govsim.impact.effects import Effects
from govsim.impact.exact import questions
from govsim.impact.reach import MANAGE
from govsim.model.kinds import RELATIONS, SecurableType
from govsim.model.values import RelationDetail

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
            by = by_words(effects, people[0], keys[0])
            on = causes.on(iter(keys))
            yield Escalated(entry.cause, wanted, people, tuple(sorted(keys)), on, by)
        yield from _baring(effects, causes, entry)


def _baring(effects: Effects, causes: Causes, entry: Entry) -> Iterator[Escalated]:
    """Yield people who read a table guarded, and come to manage it, or a function of its guards."""
    found: dict[tuple[str, tuple[str, ...]], dict[str, str]] = {}
    for block in entry.blocks:
        for managed in block.keys:
            function = managed if managed.startswith("routine:") else ""
            for table in guarded_by(effects.after).get(managed, ()):
                reading = set(effects.columns.held(effects.row(effects.last, "SELECT", table)))
                before = set(effects.columns.held(effects.row(0, MANAGE, table)))
                people = tuple(who for who in block.people if who in reading - before)
                if people:
                    found.setdefault((function, people), {})[table] = managed
    for (_, people), keys in sorted(found.items()):
        on = causes.on(iter(keys))
        by = by_words(effects, people[0], next(iter(keys.values())))
        yield Escalated(entry.cause, "SELECT", people, tuple(sorted(keys)), on, by, bares=True)


def guarded_by(snapshot: Snapshot) -> Mapping[str, tuple[str, ...]]:
    """Return the tables with filters or masks of their own, by their key and their functions'."""
    if (held := snapshot.memo.get("guarded by")) is None:
        found: dict[str, dict[str, None]] = {}
        for key, table in snapshot.securables.items():
            if isinstance(table.detail, RelationDetail):
                masks = [column.mask for column in table.detail.columns if column.mask is not None]
                filters = [table.detail.row_filter] if table.detail.row_filter is not None else []
                for call in (*filters, *masks):
                    found.setdefault(key, {})[key] = None
                    found.setdefault(call.function, {})[key] = None
        held = snapshot.memo["guarded by"] = {key: tuple(each) for key, each in found.items()}
    tables: Mapping[str, tuple[str, ...]] = held
    return tables


def by_words(effects: Effects, who: str, key: str, privilege: str = MANAGE) -> str:
    """Return what lets somebody manage a securable, or use another privilege on it, in words."""
    for asked in questions(privilege, effects.after.securables[key]):
        decision = authorize(effects.after, who, asked, context=effects.context)
        for met in decision.met:
            if met.requirement.privilege == privilege:
                place = f"{met.on_type.lower()} {met.on}".strip()
                return f"{privilege} on {place}" if met.grant else f"{met.words()}"
    return privilege
