"""Compares what an expectation names with what a decision holds: needs, causes, refusals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from govsim.access import Conveyance, Decision
from govsim.model.kinds import SecurableType

RULE: Final = "RULE"
Need = tuple[str, str, str]  # holder, privilege, name; a refusal is RULE alone
_OWNER: Final = re.compile(r"OWNER\((?P<who>.*?)\):\s*(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_ON: Final = re.compile(r"\s+on\s+", re.IGNORECASE)
# Words that an expectation may put before a name; longest first.
_TYPES: Final = sorted(
    {
        *(str(type_).lower() for type_ in SecurableType),
        *"job,cluster,warehouse,sql warehouse,pipeline,dashboard,notebook,file,folder,repo".split(
            ","
        ),
        *"serving endpoint,vector search endpoint,query,alert,genie,app,experiment".split(","),
    },
    key=len,
    reverse=True,
)


def need_of(written: str) -> Need:
    """Return what an expectation calls missing: `USE SCHEMA on main.hr`, `RULE: …`.

    The type before the name may be left out; case and underscores do not matter.
    """
    text = " ".join(written.split())
    if text.upper() == RULE or text.upper().startswith(f"{RULE}:"):
        return ("", RULE, "")
    holder = ""
    if found := _OWNER.fullmatch(text):
        holder, text = found["who"], found["rest"]
    privilege, *on = _ON.split(text, maxsplit=1)
    return (holder, privilege.upper().replace("_", " "), _untyped(on[0] if on else ""))


def _untyped(name: str) -> str:
    lower = name.lower()
    plain = lower.replace("_", " ")
    for word in _TYPES:
        if plain == word:
            return ""
        if plain.startswith(f"{word} "):
            return lower[len(word) + 1 :].strip("` ")
    return lower.strip("` ")


def needs_of(written: Iterable[str]) -> frozenset[Need]:
    """Return everything that an expectation calls missing."""
    return frozenset(map(need_of, written))


def conveys(met: Conveyance, because: str) -> bool:
    """Whether what met a requirement is what an expectation names.

    `SELECT on main.sales` is a privilege and where it is held; anything else is part of the
    words of the cause: `granted to analysts`, `owns`.
    """
    words = " ".join(because.split()).lower()
    if words in met.words().lower():
        return True
    privilege, *on = _ON.split(words, maxsplit=1)
    held = {met.requirement.privilege.lower()}
    if met.grant is not None:
        held.add(met.grant.privilege.lower())
    return bool(on) and privilege in held and _untyped(on[0]) == met.on.lower()


def explained(decision: Decision, because: str) -> bool:
    """Whether a decision rests on what an expectation names."""
    words = " ".join(because.split()).lower()
    return any(conveys(met, because) for met in decision.met) or any(
        words in str(lack).lower() for lack in (*decision.missing, *decision.refusals)
    )
