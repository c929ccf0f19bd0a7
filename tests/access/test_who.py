"""Who can, and what can, agree with single decisions, by the plain rule and by the index."""

from __future__ import annotations

import pytest

from govsim.access import Context, decide, what_can, who_can
from govsim.errors import GovsimError
from govsim.model.kinds import SecurableType
from tests.access.metastores import about, any_metastore, asks, metastore, shown
from tests.bench.small_worlds import USERS

T = SecurableType
WORDS = (
    *("read", "write", "run", "use", "see", "manage"),
    *("SELECT", "MODIFY", "INSERT", "EXECUTE", "MANAGE", "USE SCHEMA", "BROWSE", "ALL PRIVILEGES"),
)
SALES = """
CREATE CATALOG main; CREATE SCHEMA main.sales; CREATE TABLE main.sales.orders (id INT);
CREATE VIEW main.sales.v AS SELECT * FROM main.sales.orders;
CREATE FUNCTION main.sales.f() RETURNS INT RETURN 1; CREATE VOLUME main.sales.files;
GRANT ALL PRIVILEGES ON CATALOG main TO analysts;
GRANT USE CATALOG ON CATALOG main TO `bea@x`; GRANT USE SCHEMA ON SCHEMA main.sales TO `bea@x`;
GRANT SELECT ON TABLE main.sales.orders TO `bea@x`;
GRANT USE CATALOG, USE SCHEMA, SELECT ON CATALOG main TO `admin@corp.com`;
"""


@pytest.fixture(params=[False, True], ids=["by the rule", "by the index"])
def index(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer from the index however small the metastore is, or never."""
    few = 0 if request.param else 1_000_000
    monkeypatch.setattr("govsim.access.who.FEW", few)
    monkeypatch.setattr("govsim.access.who.SMALL", few)


@pytest.mark.slow
@pytest.mark.usefixtures("index")
@pytest.mark.parametrize("seed", range(12))
def test_lists_agree_with_single_decisions(seed: int) -> None:
    """Who can and what can name exactly the pairs that are allowed one at a time."""
    snapshot, context = any_metastore(seed), Context(workspace="ws1")
    types = {held.type for held in snapshot.securables.values()}
    for what in WORDS:
        right = set()
        for securable in shown(snapshot):
            question = about(what, securable)
            for user in USERS:
                if decide(snapshot, user, question, context=context).allowed:
                    right.add((user, securable.name))
            listed = who_can(snapshot, question, context=context)
            allowed = {user for user, name in right if name == securable.name}
            assert set(listed).intersection(USERS) == allowed, (what, securable.title)
        for user in USERS:
            named = what_can(snapshot, user, what, types=types, context=context)
            assert set(named) == {name for who_, name in right if who_ == user}, (what, user)


@pytest.mark.usefixtures("index")
def test_a_filter_that_cannot_run_closes_the_table() -> None:
    """A table whose mask function is gone is read by nobody, whatever the index says of SELECT."""
    snapshot = metastore(
        SALES + "CREATE TABLE main.sales.m (e STRING); CREATE FUNCTION main.sales.g(x STRING) "
        "RETURNS STRING RETURN x; ALTER TABLE main.sales.m ALTER COLUMN e SET MASK main.sales.g;"
        "DROP FUNCTION main.sales.g;",
        {"analysts": ("ana@x",)},
    )

    assert who_can(snapshot, asks("read main.sales.m")) == ()
    assert who_can(snapshot, asks("SELECT ON main.sales.m")) == ("admin@corp.com", "ana@x")
    assert "main.sales.m" not in what_can(snapshot, "ana@x", "read")


@pytest.mark.usefixtures("index")
def test_a_read_only_binding_stops_writes() -> None:
    """In a workspace that may only read the catalog, privileges stay and writes do not."""
    bindings = {"main": {"ws1": "READ_ONLY"}}
    snapshot = metastore(SALES, {"analysts": ("ana@x",)}, bindings=bindings)

    assert who_can(snapshot, asks("write main.sales.orders")) == ()
    assert who_can(snapshot, asks("MODIFY ON main.sales.orders")) == (
        "admin@corp.com",
        "ana@x",
    )
    assert what_can(snapshot, "ana@x", "write") == ()


@pytest.mark.usefixtures("index")
@pytest.mark.parametrize(
    ("what", "names"),
    [
        ("read", ("main.sales.orders", "main.sales.v")),
        ("SELECT", ("main.sales.orders", "main.sales.v")),
        ("run", ("main.sales.f",)),
        ("READ VOLUME", ("main.sales.files",)),
        ("USE CATALOG", ("main",)),
    ],
)
def test_a_word_is_said_of_what_it_opens(what: str, names: tuple[str, ...]) -> None:
    """Without types, SELECT names relations and no schema, EXECUTE routines, and so on."""
    snapshot = metastore(SALES, {"analysts": ("ana@x",)})

    assert what_can(snapshot, "ana@x", what) == names


def test_any_statement_can_be_asked_of_everybody() -> None:
    """A statement that would change the metastore is asked of each, and changes nothing."""
    snapshot = metastore(SALES, {"analysts": ("ana@x",)})

    allowed = who_can(snapshot, asks("CREATE TABLE main.sales.more (id INT)"))

    assert allowed == ("admin@corp.com", "ana@x")
    assert "relation:main.sales.more" not in snapshot.securables


def test_a_transfer_to_oneself_depends_on_who_asks() -> None:
    """Two managers of a view are not alike when the new owner is one of them."""
    snapshot = metastore(
        SALES + "GRANT MANAGE ON CATALOG main TO `bea@x`; GRANT MANAGE ON CATALOG main TO `cy@x`;"
        "GRANT USE CATALOG, USE SCHEMA ON CATALOG main TO `cy@x`;"
    )

    assert who_can(snapshot, asks("ALTER VIEW main.sales.v OWNER TO `cy@x`")) == (
        "admin@corp.com",
        "cy@x",
    )


@pytest.mark.usefixtures("index")
@pytest.mark.parametrize(
    ("question", "hint"),
    [
        ("read main.sales.order", "did you mean `main.sales.orders`?"),
        ("read mian.sales.orders", "there is no catalog `mian`: did you mean `main`?"),
        ("SELECT * FROM main.sales.order", "did you mean `main.sales.orders`?"),
        ("GRANT SELECT ON SCHEMA main.saels TO x", "did you mean `main.sales`?"),
    ],
)
def test_nobody_can_do_what_names_nothing(question: str, hint: str) -> None:
    """Who-can refuses a question about what does not exist, and names what is like it."""
    with pytest.raises(GovsimError) as refused:
        who_can(metastore(SALES), asks(question))

    assert refused.value.code == "unknown-securable"
    assert refused.value.hint == hint


def test_an_unknown_word_is_refused() -> None:
    """A word that is neither verb nor privilege has an error with the nearest one."""
    with pytest.raises(GovsimError, match="no privilege or verb named `SELEKT`") as refused:
        what_can(metastore(SALES), "ana@x", "SELEKT")

    assert refused.value.code == "unknown-privilege"
    assert refused.value.hint == "did you mean `SELECT`?"


def test_groups_may_be_asked_what_they_can() -> None:
    """A group is answered for its own rights."""
    assert what_can(metastore(SALES, {"analysts": ()}), "analysts", "run") == ("main.sales.f",)
