"""Groups nest, membership is transitive, and no group comes to hold itself."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsim import Simulator
from govsim.access import identities_of, path_to
from govsim.errors import GovsimError
from govsim.model.state import State

NAMES = [f"g{number}" for number in range(6)]
# An edge from a lower to a higher number can close no circle.
edges = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 6)).filter(lambda pair: pair[0] < pair[1]),
    max_size=12,
)


def nested(pairs: list[tuple[int, int]]) -> dict[str, tuple[str, ...]]:
    """Return groups by their members; number 6 is a user."""
    members: dict[str, tuple[str, ...]] = dict.fromkeys(NAMES, ())
    for group, member in pairs:
        name = "ana@x" if member == 6 else NAMES[member]
        members[NAMES[group]] = (*members[NAMES[group]], name)
    return members


def reach(members: dict[str, tuple[str, ...]], group: str) -> set[str]:
    found = set(members.get(group, ()))
    return found.union(*(reach(members, member) for member in members.get(group, ())))


@settings(max_examples=80)
@given(pairs=edges)
def test_membership_is_transitive(pairs) -> None:
    """A user acts as every group that holds her, however deep, and as no other."""
    members = nested(pairs)
    snapshot = Simulator.of(State(groups=members)).snapshot
    ids = identities_of(snapshot, "ana@x")

    assert set(ids) == {"ana@x", "account users"} | {
        name for name in NAMES if "ana@x" in reach(members, name)
    }


@settings(max_examples=60)
@given(pairs=edges)
def test_a_path_leads_from_the_principal_through_real_memberships(pairs) -> None:
    """Each step of the path to a group is a direct membership."""
    members = nested(pairs)
    snapshot = Simulator.of(State(groups=members)).snapshot
    ids = identities_of(snapshot, "ana@x")

    for name in set(ids) - {"account users"}:
        path = path_to(ids, name)
        assert (path[0], path[-1]) == ("ana@x", name)
        assert all(below in members[above] for below, above in pairwise(path))


@settings(max_examples=80)
@given(pairs=edges, at=st.integers(0, 50))
def test_a_membership_that_closes_a_circle_is_refused(pairs, at) -> None:
    """The error names the circle, and the groups stay as they were."""
    members = nested(pairs)
    simulator = Simulator.of(State(groups=members))
    before = simulator.snapshot
    group = NAMES[at % 6]
    held = sorted({*reach(members, group), group} - {"ana@x"})
    inner = held[at % len(held)]

    with pytest.raises(GovsimError) as error:
        simulator.groups.add(inner, [group])

    assert error.value.code == "group-cycle"
    assert simulator.snapshot is before


@given(size=st.integers(1, 5))
def test_a_described_circle_of_any_size_is_refused(size) -> None:
    """A state whose groups hold one another says so."""
    groups = {NAMES[n]: (NAMES[(n + 1) % size],) for n in range(size)}

    with pytest.raises(GovsimError, match="circle"):
        Simulator.of(State(groups=groups))


@settings(max_examples=40)
@given(pairs=edges)
def test_leaving_a_group_undoes_joining_it(pairs) -> None:
    """Who joins and leaves has what she had."""
    simulator = Simulator.of(State(groups=nested(pairs)))
    before = identities_of(simulator.snapshot, "new@x")
    simulator.groups.add("g0", ["new@x"])
    assert "g0" in identities_of(simulator.snapshot, "new@x")

    simulator.groups.remove("g0", ["new@x"])

    assert identities_of(simulator.snapshot, "new@x") == before


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        (lambda groups: groups.remove("nobody", ["ana@x.com"]), "unknown-principal", "no group named `nobody`"),
        (lambda groups: groups.remove("analyst", ["ana@x.com"]), "unknown-principal", "no group named `analyst`"),
        (lambda groups: groups.remove("ana@x.com", ["bo@x.com"]), "wrong-type", "`ana@x.com` is a user, no group"),
        (lambda groups: groups.add("ana@x.com", ["bo@x.com"]), "wrong-type", "`ana@x.com` is a user, no group"),
        (lambda groups: groups.remove("account users", ["ana@x.com"]), "fixed-group", "holds every user"),
        (lambda groups: groups.add("analysts", "ana@x.com"), "usage", "one text was given"),
        (lambda groups: groups.remove("analysts", "ana@x.com"), "usage", "one text was given"),
    ],
)  # fmt: skip
def test_what_is_no_group_is_refused_by_name(change, code: str, message: str) -> None:
    """Nothing is changed in silence, and nothing is changed by half."""
    simulator = Simulator()
    simulator.groups.add("analysts", ["ana@x.com"])
    before = simulator.snapshot

    with pytest.raises(GovsimError, match=message) as refused:
        change(simulator.groups)

    assert refused.value.code == code
    assert simulator.snapshot is before


def test_a_group_that_is_not_there_has_a_near_name_in_the_hint() -> None:
    """As the statement for groups of the workspace does."""
    simulator = Simulator()
    simulator.groups.add("analysts")

    with pytest.raises(GovsimError) as refused:
        simulator.groups.remove("analyst", ["ana@x.com"])

    assert refused.value.hint == "did you mean `analysts`?"


def test_members_are_named_in_any_case() -> None:
    """The account keeps user names in lower case."""
    simulator = Simulator()
    simulator.groups.add("analysts", ["Ana@X.com"])

    simulator.groups.remove("analysts", ["ANA@x.com"])

    assert not simulator.snapshot.members.get("analysts")
