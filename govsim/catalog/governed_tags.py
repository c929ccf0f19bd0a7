"""Holds what CREATE, ALTER and DROP GOVERNED TAG do to the account."""

from __future__ import annotations

from dataclasses import replace

from immutables import Map

from govsim.catalog.governance import CHANGED, Effect, refuse
from govsim.catalog.session import Session
from govsim.catalog.snapshot import Draft
from govsim.errors import nearest
from govsim.model import statements as s
from govsim.model.values import GovernedTag


def govern_tag(draft: Draft, statement: s.GovernTag, session: Session, actor: str) -> Effect:
    """Make a key governed, change its values, or leave it ungoverned again.

    A governed tag without values is assigned by its key alone. Dropping one leaves it where it
    is set; policies that name it fail from then on.

    Raises:
        GovsimError: `already-exists`, `unknown-tag`.

    Source:
        Documentation of the SQL statements on governed tags; *abac policy evaluation*.
    """
    tags, deleted = draft.settings.governed_tags, draft.settings.deleted_tags
    key, values = statement.key, statement.values
    held = tags.get(key)
    if statement.action == "create":
        if held is not None:
            refuse("already-exists", f"governed tag `{key}` already exists", statement.at)
        made = GovernedTag(key, values or (), manage=frozenset({actor}), key_only=not values)
        draft.set(governed_tags=Map({**tags, key: made}), deleted_tags=deleted - {key})
        return CHANGED
    if held is None:
        near = nearest(key, tags)
        hint = f"did you mean `{near}`?" if near else None
        refuse("unknown-tag", f"no governed tag `{key}`", statement.at, hint)
    if statement.action == "drop":
        left = {name: tag for name, tag in tags.items() if name != key}
        draft.set(governed_tags=Map(left), deleted_tags=deleted | {key})
        return CHANGED
    if values is None:
        return CHANGED  # a description, which no rule reads
    changed = replace(held, values=values, key_only=not values)
    draft.set(governed_tags=Map({**tags, key: changed}))
    return Effect(changed != held)
