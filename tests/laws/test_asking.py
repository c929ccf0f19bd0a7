"""The questions asked in bulk have the answers of the question asked one by one."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from govsim.access import Context, authorize, decide, members_of
from govsim.access.index import AccessIndex
from govsim.access.who import what_can, who_can
from govsim.model import statements as s
from govsim.model.kinds import SecurableType
from tests.laws.metastores import HERE, question, read, seeds, snapshot_of, users

VERBS = ("read", "write", "run", "see", "manage", "use", "SELECT", "MODIFY", "EXECUTE")
numbers = st.integers(0, 10**6)
contexts = st.sampled_from((HERE, Context("ws2")))


@pytest.mark.slow
@settings(max_examples=100)
@given(seed=seeds, number=numbers, context=contexts)
def test_who_can_is_everyone_whom_check_allows(seed, number, context) -> None:
    """Whoever is listed may, and whoever is not listed may not."""
    snapshot = snapshot_of(seed)
    statement = read(question(seed, number))
    everybody = [n for n, kind in snapshot.principals.items() if "group" not in kind]

    allowed = {
        who for who in everybody if decide(snapshot, who, statement, context=context).allowed
    }

    assert set(who_can(snapshot, statement, context=context)) == allowed


@pytest.mark.slow
@settings(max_examples=60)
@given(seed=seeds, who=users, what=st.sampled_from(VERBS), context=contexts)
def test_what_can_is_everything_on_which_check_allows(seed, who, what, context) -> None:
    """What is listed may be used, and what is not listed may not."""
    snapshot = snapshot_of(seed)
    relations = {SecurableType.TABLE, SecurableType.VIEW, SecurableType.MATERIALIZED_VIEW}
    listed = what_can(snapshot, who, what, types=relations, context=context)

    for securable in snapshot.securables.values():
        if securable.type not in relations:
            continue
        ask = s.Ask(what=what, name=tuple(securable.name.split(".")), type=securable.type)
        allowed = decide(snapshot, who, ask, context=context).allowed
        assert allowed is (securable.name in listed), securable.name


@pytest.mark.slow
@settings(max_examples=60)
@given(seed=seeds, number=numbers)
def test_who_can_and_what_can_agree(seed, number) -> None:
    """A user is among who can read a table exactly when it is among what the user can read."""
    snapshot = snapshot_of(seed)
    name = ("c.s.t", "c.r.v", "d.s.mv", "d.s.w")[number % 4]
    readers = who_can(snapshot, read(f"read {name}"), context=HERE)

    for who in ("ana@x", "bob@x", "cy@x", "dee@x"):
        assert (who in readers) is (name in what_can(snapshot, who, "read", context=HERE))


@pytest.mark.slow
@pytest.mark.parametrize("workspace", ["ws1", "ws2"])
@settings(max_examples=40)
@given(seed=seeds, privilege=st.sampled_from(("SELECT", "MODIFY", "EXECUTE", "READ VOLUME")))
def test_the_fast_index_equals_the_plain_rule(workspace, seed, privilege) -> None:
    """What the index answers for, it answers as the rule does: who, what, and yes or no."""
    snapshot = snapshot_of(seed)
    index = AccessIndex.of(snapshot, workspace=workspace)
    context = Context(workspace)
    for key, securable in snapshot.securables.items():
        if securable.type is not SecurableType.TABLE or not index.covers(key):
            continue
        ask = s.Ask(what=privilege, name=tuple(securable.name.split(".")), type=securable.type)
        for who in ("ana@x", "bob@x", "cy@x", "dee@x"):
            plain = authorize(snapshot, who, ask, context=context).allowed
            assert index.allows(who, privilege, key) is plain
            assert (who in index.who_can(privilege, key)) is plain


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])
@given(seed=seeds, number=numbers, group=st.sampled_from(("g0", "g1", "g2")))
def test_what_a_group_may_each_member_may(seed, number, group) -> None:
    """Nested or not, a member of a group has all that the group has; filters and masks apart."""
    snapshot = snapshot_of(seed)
    statement = read(question(seed, number))
    may = decide(snapshot, group, statement, context=HERE)
    assume(may.allowed)

    for member in members_of(snapshot, group):
        decision = decide(snapshot, member, statement, context=HERE)
        assert not decision.missing
