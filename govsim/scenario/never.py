"""Decides what must never be: nobody outside some groups, present or future, may do something."""

from __future__ import annotations

import re
from typing import Final

from govsim.access.questions import securable_named
from govsim.catalog import Session, Snapshot
from govsim.errors import GovsimError
from govsim.model.kinds import IN_SCHEMA, SecurableType
from govsim.model.privileges import APPLIES
from govsim.model.values import Securable
from govsim.sql import read_question

_TAGGED: Final = re.compile(
    r"(?P<verb>.+?)\s+anything\s+tagged\s+(?P<key>[^\s=]+)(?:\s*=\s*(?P<value>.+))?", re.IGNORECASE
)
_WITHIN: Final = re.compile(r"(?P<verb>.+?)\s+anything\s+in\s+(?P<name>\S+)", re.IGNORECASE)
_VERBS: Final = {"read": "SELECT", "write": "MODIFY", "run": "EXECUTE"}


def claim_of(text: str, snapshot: Snapshot, session: Session) -> tuple[str, frozenset[str]]:
    """Return the privilege that a claim speaks of, and the keys of what it speaks of.

    Args:
        text: `read anything tagged pii`, `read anything tagged pii=ssn`, `read anything in
            main.hr`, `read main.hr.pay`, `SELECT on TABLE main.hr.pay`.
        snapshot: The metastore.
        session: Where unqualified names are looked up.

    Raises:
        GovsimError: `unknown-securable`, or the text is none of these.
    """
    if found := _TAGGED.fullmatch(text.strip()):
        return _privilege(found["verb"]), _tagged(snapshot, found["key"], found["value"])
    if found := _WITHIN.fullmatch(text.strip()):
        inside = f"see {found['name']}"
        top = securable_named(snapshot, session, read_question(inside))
        privilege = _privilege(found["verb"])
        return privilege, frozenset(_below(snapshot, top.key, privilege))
    question = read_question(text)
    held = securable_named(snapshot, session, question)
    return _privilege(getattr(question, "what", "")), frozenset({held.key})


def _privilege(verb: str) -> str:
    word = " ".join(verb.split())
    found = _VERBS.get(word.lower(), word.upper())
    if not any(found in privileges for privileges in APPLIES.values()):
        raise GovsimError("unknown-privilege", f"no privilege or verb named `{verb}`")
    return found


def _tagged(snapshot: Snapshot, key: str, value: str | None) -> frozenset[str]:
    return frozenset(
        held.key
        for held in snapshot.securables.values()
        if held.type in IN_SCHEMA and _bears(snapshot, held, key, value)
    )


def _bears(snapshot: Snapshot, held: Securable, key: str, value: str | None) -> bool:
    tags = [tag for column in held.columns for tag in column.tags]
    above: Securable | None = held
    while above is not None:
        tags.extend(above.tags)
        above = snapshot.securables.get(above.parent) if above.parent else None
    return any(name == key and (value is None or held == value) for name, held in tags)


def _below(snapshot: Snapshot, key: str, privilege: str) -> list[str]:
    fits = {type_ for type_ in SecurableType if privilege in APPLIES.get(type_, ())}
    found, waiting = [], [key]
    while waiting:
        at = waiting.pop()
        waiting.extend(snapshot.children.get(at, ()))
        held = snapshot.securables[at]
        if held.type in fits and held.type in IN_SCHEMA:
            found.append(at)
    return found
