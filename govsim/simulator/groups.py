"""Holds the account groups of one metastore for whoever changes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from govsim.catalog import Draft, Snapshot, add_group, remove_members
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
            GovsimError: `group-cycle` when a member holds the group already.
        """
        draft = Draft(self._newest())
        add_group(draft, group, members)
        return self._record(draft.finish(), f"groups.add {group}")

    def remove(self, group: str, members: Iterable[str]) -> Applied:
        """Take members out of a group; who is not in it stays out."""
        draft = Draft(self._newest())
        remove_members(draft, group, members)
        return self._record(draft.finish(), f"groups.remove {group}")
