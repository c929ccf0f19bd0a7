"""Temporary views are opened to what they read when they were made."""

import pytest

from govsim import Simulator
from govsim.errors import GovsimError


@pytest.fixture
def sim() -> Simulator:
    made = Simulator(admin="admin@corp.com")
    made.apply("CREATE CATALOG main; CREATE SCHEMA main.s; CREATE TABLE main.s.orders (id INT)")
    made.apply("CREATE CONNECTION pg TYPE postgresql OPTIONS (host 'h'); USE SCHEMA main.s")
    return made


def missing(sim: Simulator, query: str) -> list[str]:
    """Return what somebody without any grant misses."""
    return [str(need) for need in sim.check("ana@corp.com", query).missing]


def test_a_view_may_bear_the_name_of_the_table_that_it_reads(sim: Simulator) -> None:
    """The table is meant, since there was no such view as it was made."""
    sim.apply("CREATE TEMP VIEW orders AS SELECT * FROM orders")

    assert "SELECT ON TABLE main.s.orders" in missing(sim, "SELECT * FROM orders")


def test_a_name_that_was_a_table_is_not_that_of_a_later_view(sim: Simulator) -> None:
    """What a view reads does not change with views that are made after it."""
    sim.apply("CREATE TEMP VIEW first AS SELECT * FROM orders")
    sim.apply("CREATE TEMP VIEW orders AS SELECT 1 AS id")

    assert "SELECT ON TABLE main.s.orders" in missing(sim, "SELECT * FROM first")
    assert missing(sim, "SELECT * FROM orders") == []


@pytest.mark.parametrize(
    "made",
    [
        "CREATE OR REPLACE TEMP VIEW a AS SELECT * FROM a",
        "CREATE OR REPLACE TEMP VIEW a AS SELECT * FROM b",
    ],
)
def test_a_view_that_would_read_itself_is_refused(sim: Simulator, made: str) -> None:
    """As by the platform, which says RECURSIVE_VIEW."""
    sim.apply("CREATE TEMP VIEW a AS SELECT * FROM orders; CREATE TEMP VIEW b AS SELECT * FROM a")

    with pytest.raises(GovsimError) as refused:
        sim.apply(made)
    assert "RECURSIVE_VIEW" in str(refused.value)


def test_connections_of_a_view_are_asked_of_its_reader(sim: Simulator) -> None:
    """A temporary view is no definer."""
    sim.apply("CREATE TEMP VIEW far AS SELECT * FROM remote_query('pg', query => 'SELECT 1')")

    assert missing(sim, "SELECT * FROM far") == ["USE CONNECTION ON CONNECTION pg"]


def test_views_over_views_are_opened_once(sim: Simulator) -> None:
    """Each may read two of those before it, and nothing doubles."""
    sim.apply(
        "CREATE TEMP VIEW v0 AS SELECT * FROM orders; CREATE TEMP VIEW v1 AS SELECT * FROM v0"
    )
    for n in range(2, 60):
        sim.apply(f"CREATE TEMP VIEW v{n} AS SELECT 1 AS x FROM v{n - 1}, v{n - 2}")

    assert "SELECT ON TABLE main.s.orders" in missing(sim, "SELECT * FROM v59")
