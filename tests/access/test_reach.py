"""How much a principal reaches is what the plain rule says, securable by securable."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from govsim.access import Standing
from govsim.access.reach import Reach, reaches
from govsim.access.standing import USE
from govsim.catalog import Draft, Snapshot
from govsim.model.kinds import METASTORE_KEY
from govsim.model.privileges import ALL_PRIVILEGES, DML, applicable
from govsim.model.values import Grant, Securable
from tests.access.metastores import any_metastore
from tests.bench.small_worlds import USERS

# What a container is given for the sake of what it holds counts there, not on itself.
OWN = ("USE", "CREATE", "APPLY", "BROWSE", "EXTERNAL", "MANAGE")


def plain(snapshot: Snapshot, user: str, securable: Securable) -> frozenset[str]:
    """Return what the rule gives on one securable, asked privilege by privilege."""
    standing = Standing(snapshot, user)
    if securable.key == METASTORE_KEY:
        return frozenset()
    opened = all(standing.has(use, gate) for use, gate in standing.gates(securable))
    if securable.type in USE:
        opened = opened and standing.has(USE[securable.type], securable) is not None
    found = set()
    for privilege in applicable(securable.type, securable.kind) - {ALL_PRIVILEGES, "MANAGE"}:
        counts = securable.type not in USE or privilege.startswith(OWN)
        if counts and (opened or privilege == "BROWSE") and standing.has(privilege, securable):
            found.add(privilege)
    if standing.manage(securable)[0] is not None:
        found.add("MANAGE")
    return frozenset(found - DML if "MODIFY" in found else found)


def counted(snapshot: Snapshot, user: str) -> Counter[tuple[str, str]]:
    """Return the same counts from the plain rule."""
    found: Counter[tuple[str, str]] = Counter()
    for securable in snapshot.securables.values():
        if not securable.is_hive and securable.parent is not None:
            found.update(
                (privilege, securable.type) for privilege in plain(snapshot, user, securable)
            )
    return found


@pytest.mark.parametrize("seed", range(40))
def test_counts_are_those_of_the_rule(seed: int) -> None:
    """Counting alike tables together counts each of them; admins and strangers included."""
    snapshot = without_policies(any_metastore(seed))
    reach = Reach(snapshot)
    for user in (*USERS, "admin@corp.com", "stranger@x"):
        found = reach.of(snapshot, user)
        told = {pair: count for pair, count in found.items() if count and pair[1] != "METASTORE"}
        assert told == dict(counted(snapshot, user)), user


@pytest.mark.parametrize("seed", range(20))
def test_a_change_is_counted_without_a_new_start(seed: int) -> None:
    """After a grant and a transfer, the counts of the first snapshot serve for the second."""
    snapshot = without_policies(any_metastore(seed))
    reach = Reach(snapshot)
    reach.of(snapshot, "ana@x")
    keys = [key for key in sorted(snapshot.securables) if key.startswith("relation:")][:2]
    draft = Draft(snapshot)
    draft.add_row(Grant("ana@x", "SELECT", keys[0]))
    draft.put(replace(draft.securables[keys[1]], owner="ana@x"))
    later = draft.finish()

    assert reach.of(later, "ana@x", keys) == Reach(later).of(later, "ana@x")


@pytest.mark.parametrize("seed", range(10))
def test_one_securable_is_answered_alike(seed: int) -> None:
    """Asked for one securable, the answer is that of the rule."""
    snapshot = without_policies(any_metastore(seed))
    for securable in snapshot.securables.values():
        if securable.parent is not None and not securable.is_hive:
            for user in USERS:
                assert reaches(snapshot, user, securable.key) == plain(snapshot, user, securable)


def without_policies(snapshot: Snapshot) -> Snapshot:
    """Return a metastore without GRANT policies, which the counts leave out."""
    draft = Draft(snapshot)
    for key in snapshot.policies:
        del draft.policies[key]
    return draft.finish()
