"""Holds the account groups of one metastore for whoever changes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from govsim.catalog import Draft, Snapshot, add_group, remove_members, require_group
from govsim.errors import GovsimError
from govsim.model.values import principal_named
from govsim.simulator.applied import Applied


class Groups:
    """The account groups of one metastore: users, service principals and other groups in them.

    Args:
        newest: Gives the newest version.
        record: Keeps a snapshot as the next version, with the words for what was done.
    """

    def __init__(
        self, newest: Callable[[], Snapshot], record: Callable[[Snapshot, str], Applied]
    ) -> None:
        self._newest = newest
        self._record = record

    def add(self, group: str, members: Iterable[str] = ()) -> Applied:
        """Add a group, or members to it.

        Raises:
            GovsimError: `group-cycle` when a member holds the group already; `fixed-group` for
                `account users`; `wrong-type` when a user or a service principal is called so;
                `usage` when the members are one text.
        """
        draft = Draft(self._newest())
        if group in draft.principals:
            require_group(draft, group)
        add_group(draft, group, _names(group, members))
        return self._record(draft.finish(), f"groups.add {group}")

    def remove(self, group: str, members: Iterable[str]) -> Applied:
        """Take members out of a group; who is not in it stays out.

        Raises:
            GovsimError: `unknown-principal` when there is no such group; `wrong-type` when a user
                or a service principal is called so; `usage` when the members are one text.
        """
        draft = Draft(self._newest())
        require_group(draft, group)
        remove_members(draft, group, _names(group, members))
        return self._record(draft.finish(), f"groups.remove {group}")


def _names(group: str, members: Iterable[str]) -> tuple[str, ...]:
    """Return the members as the account keeps their names; one text would be read as letters."""
    if isinstance(members, str):
        message = f"the members of `{group}` are a list of names, and one text was given"
        raise GovsimError("usage", message, hint=f'write ["{members}"]')
    return tuple(map(principal_named, members))
