"""What a set of grants allows depends on the set alone, and only ever grows with it."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from govsim.access import decide
from govsim.model import statements as s
from govsim.model.kinds import METASTORE_KEY, SecurableType
from govsim.model.privileges import ALL_PRIVILEGES
from govsim.model.values import Securable
from tests.laws.metastores import (
    HERE,
    asked,
    granted,
    principals,
    question,
    rows,
    seeds,
    snapshot_of,
    trusted,
    users,
)

T = SecurableType
numbers = st.integers(0, 10**6)


@st.composite
def held(draw: st.DrawFn) -> tuple[int, list[s.Grant]]:
    """Draw a world and some grants to add to it."""
    seed = draw(seeds)
    return seed, draw(st.lists(rows(seed), min_size=1, max_size=6))


@settings(max_examples=60)
@given(drawn=held(), random=st.randoms(use_true_random=False))
def test_order_and_duplicates_of_grants_do_not_matter(drawn, random) -> None:
    """The same grants in any order, some of them twice, make the same metastore."""
    seed, grants = drawn
    doubled = [*grants, *random.sample(grants, random.randint(0, len(grants)))]
    random.shuffle(doubled)

    once, again = granted(snapshot_of(seed), *grants), granted(snapshot_of(seed), *doubled)

    assert once.same_as(again)


@settings(max_examples=60)
@given(drawn=held())
def test_one_grant_of_two_privileges_is_two_grants(drawn) -> None:
    """GRANT a, b is GRANT a and GRANT b."""
    seed, grants = drawn
    first = grants[0]
    both = replace(first, privileges=(*first.privileges, *first.privileges, "MANAGE"))
    assume(first.on.type not in (T.METASTORE,))
    alone = replace(first, privileges=("MANAGE",))

    assert granted(snapshot_of(seed), both).same_as(granted(snapshot_of(seed), first, alone))


@pytest.mark.slow
@settings(max_examples=250)
@given(drawn=held(), who=users, number=numbers)
def test_more_grants_never_take_access_away(drawn, who, number) -> None:
    """Without DENY policies, what is allowed stays allowed, and nothing new goes missing."""
    seed, grants = drawn
    text = question(seed, number)
    before = asked(snapshot_of(seed), who, text)
    after = asked(granted(snapshot_of(seed), *grants), who, text)

    assert after.allowed or not before.allowed
    # Managing from a nearer level may name other gates, so only data questions are compared.
    if "MANAGE" not in str((before.lacking, after.lacking)):
        assert set(map(str, after.missing)) <= set(map(str, before.missing))


@pytest.mark.slow
@settings(max_examples=120)
@given(drawn=held(), who=users)
def test_grants_reach_downwards_only(drawn, who) -> None:
    """A grant changes no privilege on anything but its securable and what that holds."""
    seed, grants = drawn
    before = snapshot_of(seed)
    after = granted(before, grants[0])
    on = grants[0].on
    name = ".".join(on.name)
    beside = [one for one in before.securables.values() if not reached(on, name, one)]

    for securable in beside:
        for privilege in ("SELECT", "EXECUTE", "READ VOLUME", "USE SCHEMA"):
            ask = s.Ask(what=privilege, name=tuple(securable.name.split(".")), type=securable.type)
            had = decide(before, who, ask, context=HERE).missing
            has = decide(after, who, ask, context=HERE).missing
            assert {need for need in had if not above(need.name, name)} == {
                need for need in has if not above(need.name, name)
            }


def reached(on: s.Target, name: str, securable: Securable) -> bool:
    """Whether a securable is the one a grant is on, or lies below it."""
    if on.type is T.METASTORE or not securable.name:
        return True
    return f"{securable.name}.".startswith(f"{name}.")


def above(gate: str, name: str) -> bool:
    return gate == name


@pytest.mark.slow
@settings(max_examples=150)
@given(drawn=held(), who=principals)
def test_revoking_a_grant_that_was_absent_before_undoes_it(drawn, who) -> None:
    """GRANT then REVOKE is nothing, unless the row was there."""
    seed, grants = drawn
    grant, before = grants[0], snapshot_of(seed)
    assume(grant.privileges != (ALL_PRIVILEGES,))
    after = granted(before, grant)
    assume(not after.same_as(before))

    revoke = s.Revoke(privileges=grant.privileges, on=grant.on, to=grant.to)

    assert granted(after, revoke).same_as(before)


@settings(max_examples=60)
@given(drawn=held())
def test_revoking_twice_is_revoking_once(drawn) -> None:
    """REVOKE of a row that is not there changes nothing."""
    seed, grants = drawn
    revokes = [s.Revoke(privileges=g.privileges, on=g.on, to=g.to) for g in grants]
    once = granted(snapshot_of(seed), *revokes)

    assert granted(once, *revokes).same_as(once)


@settings(max_examples=80)
@given(seed=seeds, who=principals, number=numbers)
def test_ownership_that_goes_and_comes_back_leaves_no_trace(seed, who, number) -> None:
    """A transfer to another and back gives the metastore as it was; each owner has one name."""
    before = snapshot_of(seed)
    table = ("c.s.t", "c.s.u", "c.r.t", "d.s.u")[number % 4]
    owner = before.securables[f"relation:{table}"].owner
    there = trusted(before, f"ALTER TABLE {table} OWNER TO `{who}`")

    assert there.securables[f"relation:{table}"].owner == who
    assert trusted(there, f"ALTER TABLE {table} OWNER TO `{owner}`").same_as(before)


@settings(max_examples=60)
@given(seed=seeds, who=users)
def test_rows_on_the_metastore_reach_nothing_in_it(seed, who) -> None:
    """Whatever is granted on the metastore gives no privilege on a catalog or below it."""
    before = snapshot_of(seed)
    words = sorted({"CREATE CATALOG", "USE SHARE", "USE PROVIDER", "CREATE EXTERNAL LOCATION"})
    grant = s.Grant(privileges=tuple(words), on=s.Target(T.METASTORE), to=who)
    after = granted(before, grant)

    for text in ("read c.s.t", "write c.s.t", "manage c.s", "see d.s.v", "run c.s.f"):
        assert asked(before, who, text).lacking == asked(after, who, text).lacking
    assert METASTORE_KEY in after.grants
