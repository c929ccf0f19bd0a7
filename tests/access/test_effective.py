"""Effective privileges and SHOW GRANTS: rows here and from above, and who sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.access import EffectivePrivilege, Standing, effective_privileges, show_grants
from govsim.catalog import Snapshot
from govsim.errors import GovsimError
from govsim.model.privileges import ALL_PRIVILEGES, applicable
from govsim.model.statements import ShowGrants
from tests.access.metastores import any_metastore, asks, metastore, shown
from tests.bench.small_worlds import USERS

SALES = """
CREATE CATALOG main; CREATE SCHEMA main.sales; CREATE TABLE main.sales.orders (id INT);
GRANT USE CATALOG, SELECT, BROWSE ON CATALOG main TO analysts;
GRANT USE SCHEMA, CREATE TABLE ON SCHEMA main.sales TO team;
GRANT SELECT ON TABLE main.sales.orders TO `cy@x`;
ALTER TABLE main.sales.orders OWNER TO `own@x`;
CREATE SHARE partners; CREATE RECIPIENT acme; GRANT SELECT ON SHARE partners TO RECIPIENT acme;
CREATE SCHEMA hive_metastore.old; CREATE TABLE hive_metastore.old.t (id INT);
GRANT USAGE ON SCHEMA hive_metastore.old TO `ana@x`;
DENY SELECT ON TABLE hive_metastore.old.t TO `ana@x`;
"""
ORDERS = "relation:main.sales.orders"


def sales() -> Snapshot:
    return metastore(SALES, {"team": ("ana@x",), "analysts": ("team",)})


def rows(statement: str, asker: str | None = None) -> list[tuple[str, str, str, str]]:
    question = asks(statement)
    assert isinstance(question, ShowGrants)
    return [
        (row.principal, row.action_type, row.object_type, row.object_key)
        for row in show_grants(sales(), question, asker=asker)
    ]


def test_a_row_from_above_names_its_place_and_the_path_of_groups() -> None:
    """SELECT of a catalog counts on its table, and USE CATALOG does not."""
    assert effective_privileges(sales(), ORDERS, "ana@x") == (
        EffectivePrivilege("analysts", "BROWSE", "CATALOG", "main", ("ana@x", "team", "analysts")),
        EffectivePrivilege("analysts", "SELECT", "CATALOG", "main", ("ana@x", "team", "analysts")),
    )


def test_a_row_of_its_own_is_inherited_from_nowhere() -> None:
    """What is granted on the table itself bears no ancestor."""
    assert effective_privileges(sales(), ORDERS)[0] == EffectivePrivilege(
        "cy@x", "SELECT", None, None, ("cy@x",)
    )


def test_an_unknown_key_is_refused() -> None:
    """There are no privileges on what does not exist."""
    with pytest.raises(GovsimError, match="no securable of key"):
        effective_privileges(sales(), "relation:main.sales.nothing")


@given(st.integers(0, 5_000), st.sampled_from(USERS))
def test_rows_and_ownership_are_all_that_is_held(seed: int, user: str) -> None:
    """A privilege is held exactly when a row says it, or the ownership, or a policy."""
    world = any_metastore(seed)
    standing = Standing(world, user)
    for securable in shown(world):
        if securable.is_hive or securable.kind == "system":
            continue
        told = {row.privilege for row in effective_privileges(world, securable.key, user)}
        for privilege in applicable(securable.type, securable.kind) - {"USE SCHEMA"}:
            found = standing.has(privilege, securable)
            by_row = found is not None and found.how == "grant"
            assert by_row == bool(told & set(words(privilege, world)))


def words(privilege: str, world: Snapshot) -> tuple[str, ...]:
    """Return the rows that say a privilege."""
    if privilege in ("INSERT", "UPDATE", "DELETE"):
        own = (privilege, "MODIFY") if world.settings.fine_grained_dml else ()
        return (*own, ALL_PRIVILEGES)
    if privilege in ("MANAGE", "EXTERNAL USE SCHEMA", "EXTERNAL USE LOCATION"):
        return (privilege,)
    return (privilege, ALL_PRIVILEGES)


@pytest.mark.parametrize(
    ("asker", "seen"),
    [
        pytest.param(None, 3, id="nobody in particular"),
        pytest.param("admin@corp.com", 3, id="the metastore admin"),
        pytest.param("ana@x", 2, id="a member sees the rows of her groups"),
        pytest.param("cy@x", 1, id="her own row"),
        pytest.param("zoe@x", 0, id="a stranger"),
        pytest.param("own@x", 0, id="an owner without the way to it"),
    ],
)
def test_who_asks_decides_what_is_shown(asker: str | None, seen: int) -> None:
    """Whoever manages sees all rows, anybody else her own."""
    assert len(rows("SHOW GRANTS ON TABLE main.sales.orders", asker)) == seen


def test_a_principal_narrows_to_that_very_name() -> None:
    """The rows of one principal are shown with the place that bears them."""
    assert rows("SHOW GRANTS analysts ON SCHEMA main.sales") == [
        ("analysts", "BROWSE", "CATALOG", "main"),
        ("analysts", "SELECT", "CATALOG", "main"),
    ]


def test_the_legacy_form_tells_owners_and_denials() -> None:
    """In hive_metastore the owner is a row, a denial is told, and the types have old words."""
    assert rows("SHOW GRANTS ON TABLE hive_metastore.old.t") == [
        ("admin@corp.com", "OWN", "TABLE", "`old`.`t`"),
        ("ana@x", "DENIED_SELECT", "TABLE", "`old`.`t`"),
        ("admin@corp.com", "OWN", "DATABASE", "`old`"),
        ("ana@x", "USAGE", "DATABASE", "`old`"),
        ("admin@corp.com", "OWN", "CATALOG$", "hive_metastore"),
    ]


def test_a_recipient_is_shown_its_shares() -> None:
    """Rows on shares are asked by recipient, or by share."""
    row = ("acme", "SELECT", "SHARE", "partners")

    assert rows("SHOW GRANTS TO RECIPIENT acme") == [row]
    assert rows("SHOW GRANTS ON SHARE partners") == [row]


def test_what_does_not_exist_has_no_grants() -> None:
    """An unknown securable is refused with the nearest name."""
    with pytest.raises(GovsimError, match="no table named") as refused:
        rows("SHOW GRANTS ON TABLE main.sales.order")

    assert refused.value.hint == "did you mean `main.sales.orders`?"
