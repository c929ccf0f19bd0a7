"""Search finds by words and tags, best first, and shows nobody what she may not see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.access import decide, search
from govsim.catalog import Snapshot
from govsim.model.kinds import SecurableType
from tests.access.metastores import ADMIN, about, any_metastore, metastore, shown
from tests.bench.small_worlds import USERS

SHOP = """
CREATE CATALOG main; CREATE SCHEMA main.sales; CREATE SCHEMA main.customers;
CREATE TABLE main.sales.customers (id INT, mail STRING COMMENT 'private address');
CREATE TABLE main.sales.old_customers (id INT);
CREATE TABLE main.sales.refunds (id INT) COMMENT 'what customers sent back, by parcel';
CREATE TABLE main.customers.cards (number STRING);
ALTER TABLE main.sales.customers ALTER COLUMN mail SET TAGS ('pii' = 'email');
ALTER TABLE main.customers.cards SET TAGS ('pii' = 'card');
GRANT BROWSE ON CATALOG main TO `ben@x`;
GRANT USE CATALOG ON CATALOG main TO `ana@x`; GRANT USE SCHEMA ON SCHEMA main.sales TO `ana@x`;
GRANT SELECT ON TABLE main.sales.refunds TO `ana@x`;
"""


def shop() -> Snapshot:
    return metastore(SHOP)


def names(who: str, words: str, *tags: str) -> list[str]:
    return [found.name for found in search(shop(), who, words, tags=tags)]


def test_the_name_says_more_than_the_comment() -> None:
    """An exact name is first, then a part of a name, a comment, the name of what holds it."""
    assert names("ben@x", "customers") == [
        "main.customers",
        "main.sales.customers",
        "main.sales.old_customers",
        "main.sales.refunds",
        "main.customers.cards",
    ]


@pytest.mark.parametrize(
    ("words", "tags", "found"),
    [
        pytest.param("MAIL", (), ["main.sales.customers"], id="a column, in any case"),
        pytest.param("private", (), ["main.sales.customers"], id="the comment of a column"),
        pytest.param("customers parcel", (), ["main.sales.refunds"], id="every word counts"),
        pytest.param("", ("pii",), ["main.customers.cards", "main.sales.customers"], id="a tag"),
        pytest.param("", ("pii=card",), ["main.customers.cards"], id="its value"),
        pytest.param("cards", ("pii=email",), [], id="both must hold"),
        pytest.param("email", (), ["main.sales.customers"], id="a tag found by words"),
    ],
)
def test_words_and_tags_are_found(words: str, tags: tuple[str, ...], found: list[str]) -> None:
    """Names, comments, tags and columns are looked through."""
    assert names("ben@x", words, *tags) == found


def test_what_is_found_says_where() -> None:
    """A find tells its place, its comment, its owner, and its tags."""
    (found,) = search(shop(), "ben@x", "mail")

    assert found.title == "TABLE main.sales.customers"
    assert found.matched == ("column mail",)
    assert (found.owner, found.comment, found.tags) == (ADMIN, None, ())


def test_nobody_finds_what_she_may_not_see() -> None:
    """Rights on one table show it, and what leads to it; strangers find nothing."""
    assert names("ana@x", "main") == ["main", "main.sales", "main.sales.refunds"]
    assert names("zoe@x", "main") == []


def test_types_narrow_what_is_found() -> None:
    """Asked for schemas, a search names schemas only."""
    found = search(shop(), "ben@x", "customers", types={SecurableType.SCHEMA})

    assert [one.title for one in found] == ["SCHEMA main.customers"]


@given(st.integers(0, 5_000), st.sampled_from(USERS))
def test_a_search_for_everything_is_what_she_may_see(seed: int, user: str) -> None:
    """With no words, exactly that is found of which `see` is allowed."""
    world = any_metastore(seed)
    right = {held.title for held in shown(world) if decide(world, user, about("see", held)).allowed}

    assert {found.title for found in search(world, user, "")} == right
