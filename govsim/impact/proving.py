"""Compares for everybody, present or future: which securables a proof speaks of, and its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from govsim.access import Context
from govsim.catalog import Snapshot
from govsim.impact.candidates import acts
from govsim.impact.naming import name_of
from govsim.impact.prove import Counterexample, Proof, prove_no_new_access
from govsim.model.values import Securable

DATA = ("SELECT", "MODIFY", "EXECUTE", "READ VOLUME", "WRITE VOLUME")


def prove(
    before: Snapshot,
    after: Snapshot,
    *,
    privileges: Iterable[str] = DATA,
    names: Iterable[str] = (),
    tags: Iterable[str] = (),
    schemas: Iterable[str] = (),
    context: Context | None = None,
    renamed: Mapping[str, str] | None = None,
) -> tuple[Proof, ...]:
    """Prove that a change gives nobody a data access they had not; one proof a privilege.

    Args:
        before: The metastore before the change.
        after: The metastore after it.
        privileges: The access in question.
        names: Patterns such as `prod.hr.*`; only securables with such a name are spoken of.
        tags: `key` or `key=value`; only securables that bear one: own, inherited, or on a column.
        schemas: Full names; only what is in one of them.
        context: Where requests come from, for the bindings of catalogs.
        renamed: New keys with the keys that they had; what is renamed is nothing new.
    """
    limited = [list(names), list(tags), list(schemas)]
    workspace = context.workspace if context and after.settings.bindings else None
    found = []
    for privilege in privileges:
        keys = _limited(after, privilege, limited) if any(limited) else None
        found.append(
            prove_no_new_access(
                before,
                after,
                privilege=privilege,
                keys=keys,
                workspace=workspace,
                renamed=renamed or {},
            )
        )
    return tuple(found)


def _limited(after: Snapshot, privilege: str, limited: list[list[str]]) -> frozenset[str]:
    return frozenset(
        held.key
        for held in after.securables.values()
        if privilege in acts(held) and _spoken_of(after, held, *limited)
    )


def _spoken_of(
    after: Snapshot, held: Securable, names: list[str], tags: list[str], schemas: list[str]
) -> bool:
    if names and not any(fnmatchcase(held.name, pattern.lower()) for pattern in names):
        return False
    if schemas and not any(held.name.startswith(f"{schema.lower()}.") for schema in schemas):
        return False
    return not tags or any(_bears(after, held, tag) for tag in tags)


def _bears(after: Snapshot, held: Securable, tag: str) -> bool:
    key, _, value = tag.partition("=")
    found = [pair for column in held.columns for pair in column.tags]
    above: Securable | None = held
    while above is not None:
        found.extend(above.tags)
        above = after.securables.get(above.parent) if above.parent else None
    return any(name == key and (not value or held == value) for name, held in found)


def counterexample_words(one: Counterexample) -> str:
    """Return a counterexample in words: who would gain what, though she had not before."""
    who = one.user or "a newcomer"
    groups = f" in {', '.join(one.groups)}" if one.groups else ""
    closed = ""
    if one.fails is not None:
        closed = f", who has no {one.fails[0]} on {name_of(one.fails[1]) or 'it'} before"
    return f"{who}{groups} would gain {one.privilege} on {name_of(one.key)}{closed}"
