"""Reads a snapshot out as JSON lines: one record a line, and the whole metastore in all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from govsim.catalog import Snapshot
from govsim.model.values import Grant
from govsim.sources.codec import encode

FORMAT: Final = 1  # of the records; a later one may be refused by an older govsim
KIND: Final = "record"


def write_dump(snapshot: Snapshot) -> Iterator[str]:
    """Yield a snapshot as lines of JSON; equal metastores give equal lines.

    Reading the lines back gives a metastore that is the same in everything: grants, policies,
    groups, levels on workspace objects, settings, and what UNDROP would bring back.
    """
    for kind, fields in _records(snapshot):
        yield json.dumps({KIND: kind, **fields}, ensure_ascii=False, separators=(",", ":"))


def _records(snapshot: Snapshot) -> Iterator[tuple[str, dict[str, Any]]]:
    version, settings = snapshot.version, encode(snapshot.settings)
    yield "metastore", {"format": FORMAT, "version": version, "settings": settings}
    for name in sorted(snapshot.principals):
        yield "principal", {"name": name, "kind": snapshot.principals[name].value}
    for group in sorted(snapshot.members):
        yield "group", {"name": group, "members": sorted(snapshot.members[group])}
    for key in sorted(snapshot.securables):
        yield "securable", encode(snapshot.securables[key])
    for key in sorted(snapshot.grants):
        for row in rows(snapshot.grants[key]):
            yield "grant", encode(row)
    for key in sorted(snapshot.policies):
        for policy in snapshot.policies[key]:
            yield "policy", encode(policy)
    for name in sorted(snapshot.acls):
        yield "acl", {"on": name, "levels": encode(snapshot.acls[name])}
    yield from _dropped(snapshot)


def _dropped(snapshot: Snapshot) -> Iterator[tuple[str, dict[str, Any]]]:
    for key in sorted(snapshot.dropped):
        held = snapshot.dropped[key]
        yield (
            "dropped",
            {
                "key": key,
                "securable": encode(held.securable),
                "grants": [encode(row) for row in rows(held.grants)],
                "policies": [encode(policy) for policy in held.policies],
            },
        )


def rows(by_privilege: Any) -> Iterable[Grant]:
    """Yield the rows on one securable, in order."""
    for privilege in sorted(by_privilege):
        for principal in sorted(by_privilege[privilege]):
            yield by_privilege[privilege][principal]
