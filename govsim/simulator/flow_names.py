"""Holds which names a metastore knows that a flow of a policy may name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govsim.catalog import Snapshot, known_principals

if TYPE_CHECKING:
    from govsim.sources.flow_checks import Known

_ENDPOINT = "serving_endpoint "


def names_for_flows(snapshot: Snapshot, tags: frozenset[str] = frozenset()) -> Known:
    """Return the tags, principals and endpoints of a metastore; `tags` are known besides."""
    from govsim.model.values import ACCOUNT_USERS
    from govsim.sources.flow_checks import Known

    found = snapshot.memo.get("names for flows")
    if found is None:
        found = Known(
            frozenset(_tags(snapshot)),
            frozenset({*known_principals(snapshot), *snapshot.members, ACCOUNT_USERS}),
            frozenset(
                each.removeprefix(_ENDPOINT) for each in snapshot.acls if each.startswith(_ENDPOINT)
            ),
        )
        snapshot.memo["names for flows"] = found
    keys = {tag.partition("=")[0] for tag in tags}
    return Known(found.tags | tags | keys, found.principals, found.endpoints)


def _tags(snapshot: Snapshot) -> set[str]:
    found = set(snapshot.settings.governed_tags)
    for held in snapshot.securables.values():
        pairs = [*held.tags, *(pair for column in held.columns for pair in column.tags)]
        for key, value in pairs:
            found |= {key, f"{key}={value}"} if value else {key}
    return found
