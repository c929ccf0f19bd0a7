"""Reads CREATE, ALTER and DROP GOVERNED TAG."""

from __future__ import annotations

from typing import Any, Final

from govsim.model.statements import GovernTag, Statement
from govsim.sql.cursor import Cursor
from govsim.sql.tags_masks import read_key

VERBS: Final = ("CREATE GOVERNED TAG", "ALTER GOVERNED TAG", "DROP GOVERNED TAG")


def read_governed_tag(cursor: Cursor) -> Statement:
    """Read CREATE GOVERNED TAG key [DESCRIPTION text] [VALUES (…)], its ALTER or its DROP."""
    action: Any = cursor.expect(*VERBS).split()[0].lower()
    key = read_key(cursor)
    description, values = None, None
    while action != "drop" and not cursor.done:
        if action == "alter":
            cursor.expect("SET")
        if cursor.expect("DESCRIPTION", "VALUES") == "VALUES":
            values = cursor.listed(cursor.string)
        else:
            description = cursor.string()
    if action == "alter" and description is None and values is None:
        raise cursor.wanted("`SET VALUES` or `SET DESCRIPTION`")
    return GovernTag(key=key, action=action, values=values, description=description)
