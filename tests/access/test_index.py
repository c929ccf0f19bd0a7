"""The index answers as the rule does, request by request, and a change is followed exactly."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from govsim.access import Context, authorize
from govsim.access.index import AccessIndex
from govsim.access.index_diff import effective_diff
from govsim.catalog.snapshot import Draft, Snapshot
from govsim.model.kinds import METASTORE_KEY, RELATIONS, Kind, SecurableType
from govsim.model.values import Grant, PrincipalKind, Securable
from govsim.sql import read_statement
from tests.bench.plain_rule import Rule
from tests.bench.small_worlds import GROUPS, USERS, change, world

T = SecurableType
PRIVILEGES = ("SELECT", "MODIFY", "INSERT", "EXECUTE", "USE SCHEMA", "MANAGE", "REFRESH")


def truth(snapshot: Snapshot, privilege: str, workspace: str | None = None) -> set[tuple[str, str]]:
    """Return every pair of user and securable with data access."""
    rule = Rule(snapshot, workspace)
    return {
        (user, key)
        for user in USERS
        for key in snapshot.securables
        if rule.allows(user, privilege, key)
    }


def pairs(index: AccessIndex, privilege: str) -> set[tuple[str, str]]:
    """Return the same from the index, securable by securable."""
    keys = index.snapshot.securables
    return {(user, key) for key in keys for user in index.who_can(privilege, key)}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(0, 120, 12))
def test_the_index_is_the_rule(seed: int) -> None:
    """On random small metastores every question gets the answer of the rule."""
    for number in range(seed, seed + 12):
        snapshot = world(number)
        index = AccessIndex.of(snapshot, workspace="w1")
        for privilege in PRIVILEGES:
            right = truth(snapshot, privilege, "w1")
            assert pairs(index, privilege) == right, (number, privilege)
            for user in USERS:
                held = {key for who, key in right if who == user}
                assert set(index.what_can(user, privilege)) == held
                assert {k for k in snapshot.securables if index.allows(user, privilege, k)} == held
            assert index.count(privilege, list(snapshot.securables)) == len(right)


@pytest.mark.parametrize("seed", range(0, 60, 12))
def test_the_index_agrees_with_whole_decisions(seed: int) -> None:
    """Who may run a query on a relation, by the decision with every cause, is who is listed."""
    context = Context(workspace="w1")
    for number in range(seed, seed + 12):
        snapshot = world(number)
        index = AccessIndex.of(snapshot, workspace="w1")
        for key in sorted(filter(readable(snapshot), snapshot.securables)):
            query = read_statement(f"SELECT * FROM {key.partition(':')[2]}")
            found = {u for u in USERS if authorize(snapshot, u, query, context=context).allowed}
            assert set(index.who_can("SELECT", key)) == found, (number, key)


def readable(snapshot: Snapshot) -> Callable[[str], bool]:
    return lambda key: snapshot.securables[key].type in RELATIONS


@pytest.mark.parametrize("seed", range(0, 60, 12))
def test_groups_and_strangers_are_answered_by_the_same_rule(seed: int) -> None:
    """A group is asked for its own identities; one that nobody declared is in `account users`."""
    for number in range(seed, seed + 12):
        snapshot = world(number)
        index, rule = AccessIndex.of(snapshot), Rule(snapshot)
        for who in (*GROUPS, "stranger@x"):
            for key in snapshot.securables:
                assert index.allows(who, "SELECT", key) == rule.allows(who, "SELECT", key)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(0, 300, 30))
def test_a_change_is_followed_exactly(seed: int) -> None:
    """An index made from the one before, and the difference, are those of the snapshot alone."""
    for number in range(seed, seed + 30):
        snapshot = world(number)
        index = AccessIndex.of(snapshot)
        index.count("SELECT"), index.count("EXECUTE")
        for step in range(3):
            later = change(snapshot, 1000 * number + step)
            after = index.after(later)
            for privilege in ("SELECT", "EXECUTE", "USE SCHEMA"):
                was, now = truth(snapshot, privilege), truth(later, privilege)
                assert pairs(after, privilege) == now, (number, step, privilege)
                gained, lost = effective_diff(index, after, privilege)
                assert {(who, key) for key, users in gained for who in users} == now - was
                assert {(who, key) for key, users in lost for who in users} == was - now
                assert (gained.count, lost.count) == (len(now - was), len(was - now))
            snapshot, index = later, after


def test_what_is_touched_may_be_told() -> None:
    """A hint of the securables that changed gives the index that comparing would."""
    snapshot = world(3)
    index = AccessIndex.of(snapshot)
    index.table("SELECT")
    draft = Draft(snapshot)
    draft.add_row(Grant("dee@x", "ALL PRIVILEGES", "catalog:c"))
    later = draft.finish()

    after = index.after(later, touched=["catalog:c"])

    assert pairs(after, "SELECT") == truth(later, "SELECT")


def test_users_who_come_are_compared_with_nobody() -> None:
    """A user declared by a change gains all that she has; the columns of both sides are joined."""
    snapshot = world(5)
    draft = Draft(snapshot)
    draft.principals["aaa@x"] = PrincipalKind.USER
    for privilege in ("USE CATALOG", "USE SCHEMA", "SELECT"):
        draft.add_row(Grant("aaa@x", privilege, "catalog:c"))
    index = AccessIndex.of(snapshot)
    after = index.after(draft.finish())

    gained, lost = effective_diff(index, after, "SELECT")

    assert {who for _, users in gained for who in users} == {"aaa@x"}
    assert "relation:c.s.t" in set(gained.keys)
    assert lost.count == 0


def test_many_checks_are_one_check_each() -> None:
    """Names in bulk, and numbers in bulk, get the answers of single checks; unknown ones get no."""
    index = AccessIndex.of(world(8))
    keys = [str(key) for key in index.keys("SELECT")] + ["relation:no.such.table"]
    asked = [(user, key) for user in (*USERS, "nobody@x") for key in keys]

    answers = index.check_many([u for u, _ in asked], "SELECT", [k for _, k in asked])

    known = [(u, k) in truth(index.snapshot, "SELECT") for u, k in asked]
    assert answers.tolist() == known


def test_hive_and_denials_are_left_to_the_plain_rule() -> None:
    """The legacy catalog, and a view over it, are not covered; a plain table is."""
    draft = Draft(world(1))
    draft.put(Securable("catalog:hive_metastore", T.CATALOG, "hive_metastore", METASTORE_KEY, "g0"))
    index = AccessIndex.of(draft.finish())

    assert not index.covers("catalog:hive_metastore")
    assert index.covers("relation:c.s.t")
    assert not index.allows("ana@x", "SELECT", "catalog:hive_metastore")


def test_types_narrow_what_is_listed() -> None:
    """Asked for models only, the index names models only."""
    draft = Draft(world(2))
    for privilege in ("USE CATALOG", "USE SCHEMA", "ALL PRIVILEGES"):
        draft.add_row(Grant("ana@x", privilege, "catalog:c"))
    index = AccessIndex.of(draft.finish())

    models = index.what_can("ana@x", "EXECUTE", types={T.MODEL})
    assert {"routine:c.s.o", "routine:c.t.o"} <= set(models)
    assert not any(key.startswith(("catalog:", "schema:")) for key in models)
    assert index.what_can("ana@x", "EXECUTE", types={T.TABLE}) == ()


def test_a_foreign_table_takes_no_writes() -> None:
    """A privilege that does not fit the kind of a table opens it to nobody."""
    draft = Draft(world(2))
    table = Securable("relation:c.s.f", T.TABLE, "c.s.f", "schema:c.s", "ana@x", Kind.FOREIGN)
    draft.put(table)
    draft.add_row(Grant("account users", "ALL PRIVILEGES", "catalog:c"))
    index = AccessIndex.of(draft.finish())

    assert "ana@x" in index.who_can("SELECT", table.key)
    assert index.who_can("MODIFY", table.key) == ()
