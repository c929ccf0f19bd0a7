"""Why not: each remedy allows, none is larger than it must be, and the narrowest comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from govsim.access import Remedies, decide, identities_of, why_not
from govsim.access.changes import Change, Join, applied
from govsim.access.standing import Standing
from govsim.catalog import Snapshot
from govsim.model import statements as s
from govsim.model.kinds import METASTORE_KEY, parts_of
from govsim.model.privileges import applicable
from tests.access.metastores import about, any_metastore, asks, metastore, shown
from tests.bench.small_worlds import GROUPS, USERS

SALES = (
    "CREATE CATALOG main; CREATE SCHEMA main.sales; CREATE TABLE main.sales.orders (id INT);"
    + "".join(f"CREATE TABLE main.sales.t{number} (id INT);" for number in range(49))
    + """
CREATE SCHEMA main.hr; CREATE TABLE main.hr.pay (id INT);
CREATE VIEW main.sales.costs AS SELECT * FROM main.hr.pay;
ALTER VIEW main.sales.costs OWNER TO `bob@x`;
GRANT USE CATALOG ON CATALOG main TO staff; GRANT USE SCHEMA ON SCHEMA main.sales TO staff;
GRANT SELECT ON TABLE main.sales.orders TO `sales-readers`;
GRANT SELECT ON VIEW main.sales.costs TO amy;
"""
)
HELD = {"staff": ("amy",), "sales-readers": ("zed",), "idle": ("zed",)}


def remedies(who: str, question: str, limit: int = 10) -> Remedies:
    return why_not(metastore(SALES, HELD), who, asks(question), limit=limit)


def test_the_narrowest_remedy_comes_first() -> None:
    """A membership that opens nothing else stands before a grant on the schema."""
    assert remedies("amy", "read main.sales.orders").words() + "\n" == snapshot("""\
add amy to sales-readers: +0 other tables
GRANT SELECT ON TABLE main.sales.orders TO amy: +0 other tables
ALTER TABLE main.sales.orders SET OWNER TO amy: +0 other tables, +3 other privileges
GRANT SELECT ON SCHEMA main.sales TO amy: +49 other tables
GRANT SELECT ON CATALOG main TO amy: +49 other tables
""")


def test_several_gaps_are_closed_together() -> None:
    """Grants and memberships are combined, and the grants on one securable are one statement."""
    assert remedies("zed", "read main.sales.orders", limit=4).words() + "\n" == snapshot("""\
add zed to staff: +0 other tables
GRANT USE CATALOG ON CATALOG main TO zed; GRANT USE SCHEMA ON SCHEMA main.sales TO zed: +0 other tables
GRANT USE CATALOG, USE SCHEMA ON CATALOG main TO zed: +0 other tables, +4 other privileges
GRANT USE CATALOG ON CATALOG main TO zed; ALTER SCHEMA main.sales SET OWNER TO zed: +0 other tables, +59 other privileges
and 3 more, each opening as much or more
""")


def test_an_owner_who_lacks_can_be_helped_or_replaced() -> None:
    """A view whose owner lacks rights is mended by grants to her, or by another owner."""
    told = remedies("amy", "read main.sales.costs", limit=40).words()

    assert "GRANT SELECT ON TABLE main.hr.pay TO `bob@x`" in told
    assert "ALTER VIEW main.sales.costs SET OWNER TO amy" in told


def test_ownership_lifts_what_only_an_owner_may() -> None:
    """A refusal that ownership lifts has a remedy."""
    first = remedies("amy", "ALTER VIEW main.sales.costs AS SELECT 1 AS id")[0]

    assert first.statements == ("ALTER VIEW main.sales.costs SET OWNER TO amy",)
    assert first.kind == "ownership"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        pytest.param(
            "read main.sales.nothing",
            "no grant, membership or ownership helps: no table named `main.sales.nothing` "
            "[TABLE_OR_VIEW_NOT_FOUND]",
            id="what does not exist",
        ),
        pytest.param(
            "api:serving_query endpoint=chat",
            "give amy CAN_QUERY on serving endpoint chat: +0 other tables",
            id="a level",
        ),
        pytest.param(
            "CREATE CATALOG dev",
            "GRANT CREATE CATALOG ON METASTORE TO amy: +0 other tables\n"
            "make amy the metastore admin, in the account console: +0 other tables, +117 other privileges",
            id="on the metastore",
        ),
        pytest.param(
            "CREATE TABLE main.sales.orders (id INT)",
            "no grant, membership or ownership helps: TABLE main.sales.orders already exists",
            id="a statement that fails for whoever runs it",
        ),
        pytest.param("USE CATALOG ON CATALOG main", "it is allowed already", id="no denial"),
    ],
)
def test_words_say_what_helps_and_when_nothing_does(question: str, words: str) -> None:
    """Each denial is told its remedies, or why there is none."""
    assert remedies("amy", question).words() == words


def test_more_than_the_limit_is_told() -> None:
    """What the limit leaves out is counted."""
    found = remedies("zed", "read main.sales.orders", limit=1)

    assert len(found) == 1
    assert found.total > 1
    assert found.words().endswith(f"and {found.total - 1} more, each opening as much or more")


def test_a_search_that_is_cut_says_so() -> None:
    """A search that runs out of decisions tells what it has, and that there may be more."""
    question = asks("read main.sales.orders")

    found = why_not(metastore(SALES, HELD), "zed", question, budget=12)

    assert found.cut
    assert found.words().endswith("the search was cut: there may be others")


def drawn(seed: int, data: st.DataObject) -> tuple[Snapshot, s.Ask]:
    """Return a random metastore and a question about something in it."""
    world = any_metastore(seed)
    held = data.draw(st.sampled_from(sorted(shown(world), key=lambda one: one.key)))
    return world, about(data.draw(st.sampled_from(("read", "manage", "MODIFY", "see"))), held)


@pytest.mark.slow
@given(st.integers(0, 5_000), st.data(), st.sampled_from(USERS))
def test_each_remedy_allows_and_is_minimal(seed: int, data: st.DataObject, user: str) -> None:
    """A remedy turns the denial into an allow, and does not without any one of its changes."""
    world, question = drawn(seed, data)
    denied = not decide(world, user, question).allowed
    found = why_not(world, user, question, limit=20, budget=600)
    for remedy in found:
        assert denied
        assert allows(world, user, question, remedy.changes)
        for change in remedy.changes:
            fewer = [one for one in remedy.changes if one != change]
            assert not allows(world, user, question, fewer), (remedy.words(), change)


@pytest.mark.slow
@given(st.integers(0, 5_000), st.data(), st.sampled_from(USERS))
def test_no_single_change_is_overlooked(seed: int, data: st.DataObject, user: str) -> None:
    """Every grant of what is missing, membership and owner that alone allows is a remedy."""
    world, question = drawn(seed, data)
    decision = decide(world, user, question)
    if decision.allowed:
        return
    told = {remedy.changes for remedy in why_not(world, user, question, limit=1_000)}
    needs = {need.privilege for need in decision.missing}
    for change in singles(world, user, question, needs):
        if allows(world, user, question, [change]):
            assert (change,) in told, change


def singles(world: Snapshot, user: str, question: s.Ask, needs: set[str]) -> Iterator[Change]:
    """Yield single changes that might help: groups, and what is on the way to the securable."""
    ids = identities_of(world, user)
    yield from (Join(user, group) for group in GROUPS if group not in ids)
    named = next(held for held in shown(world) if about(question.what, held) == question)
    for held in Standing(world, user).chain(named):
        if held.key != METASTORE_KEY:
            target = s.Target(held.type, parts_of(held.name))
            yield s.AlterOwner(target=target, owner=user)
            for privilege in needs & applicable(held.type, held.kind):
                yield s.Grant(privileges=(privilege,), on=target, to=user)


def allows(world: Snapshot, user: str, question: s.Ask, changes: Iterable[Change]) -> bool:
    after = applied(world, changes)
    return after is not None and decide(after, user, question).allowed


def test_what_is_not_there_is_told_to_whoever_could_not_see_it() -> None:
    """The way to it is missing as well, and opening it would not help."""
    found = remedies("zed", "read main.sales.nothing")

    assert not found
    assert found.reason == "no table named `main.sales.nothing` [TABLE_OR_VIEW_NOT_FOUND]"
    assert [note.code for note in found.decision.notes] == ["unknown-securable"]
