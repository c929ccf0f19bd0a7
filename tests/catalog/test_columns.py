"""Which columns a relation has: declared, given by its query, or not known."""

from __future__ import annotations

import pytest

from govsim import Simulator
from govsim.errors import GovsimError

BEGUN = """
CREATE CATALOG main; CREATE SCHEMA main.s;
CREATE TABLE main.s.t (id BIGINT NOT NULL, email STRING);
CREATE FUNCTION main.s.hide(x STRING) RETURN '***';
"""


@pytest.fixture
def sim() -> Simulator:
    made = Simulator()
    made.apply(BEGUN)
    return made


def columns(sim: Simulator, name: str) -> list[tuple[str, str]]:
    return list(sim.snapshot.schema().types_of(name))


def test_a_table_made_by_a_query_has_its_columns(sim: Simulator) -> None:
    """CREATE TABLE AS keeps what the query gives at that time."""
    sim.apply("CREATE TABLE main.s.u AS SELECT *, upper(email) AS loud FROM main.s.t")
    sim.apply("ALTER TABLE main.s.t ADD COLUMN late INT")

    assert columns(sim, "main.s.u") == [("id", "BIGINT"), ("email", "STRING"), ("loud", "")]


def test_a_mask_can_be_set_on_a_column_that_a_query_gave(sim: Simulator) -> None:
    """Columns of CREATE TABLE AS are masked and altered like any other; others are refused."""
    sim.apply("CREATE TABLE main.s.u AS SELECT id, email FROM main.s.t")
    sim.apply("ALTER TABLE main.s.u ALTER COLUMN email SET MASK main.s.hide")

    held = sim.snapshot.securables["relation:main.s.u"]
    assert [column.mask is not None for column in held.columns] == [False, True]
    with pytest.raises(GovsimError, match="no column `mail`"):
        sim.apply("ALTER TABLE main.s.u DROP COLUMN mail")


def test_a_view_has_the_columns_of_its_query(sim: Simulator) -> None:
    """They are looked up in the catalog and schema that it was made in."""
    sim.apply("USE CATALOG main; USE SCHEMA s; CREATE VIEW v AS SELECT email AS mail FROM t")
    sim.apply("CREATE VIEW main.default.w (a) AS SELECT mail FROM main.s.v")

    assert columns(sim, "main.s.v") == [("mail", "STRING")]
    assert [name for name, _ in columns(sim, "main.default.w")] == ["a"]


def test_a_tag_on_a_view_keeps_its_other_columns(sim: Simulator) -> None:
    """Naming one column of a view does not lose the rest."""
    sim.apply("CREATE VIEW main.s.v AS SELECT id, email FROM main.s.t")
    sim.apply("ALTER VIEW main.s.v ALTER COLUMN email SET TAGS ('pii' = 'email')")

    assert [name for name, _ in columns(sim, "main.s.v")] == ["id", "email"]


def test_columns_that_nobody_knows_are_taken_to_exist(sim: Simulator) -> None:
    """A table filled from files has columns; one of them can be masked, and the rest is open."""
    sim.apply(
        "CREATE STORAGE CREDENTIAL key; CREATE EXTERNAL LOCATION lake URL 's3://lake' WITH (STORAGE CREDENTIAL key)"
    )
    sim.apply("CREATE TABLE main.s.f AS SELECT * FROM read_files('s3://lake/in')")
    sim.apply("ALTER TABLE main.s.f ALTER COLUMN email SET MASK main.s.hide")

    assert columns(sim, "main.s.f") == []
    assert [column.name for column in sim.snapshot.securables["relation:main.s.f"].columns] == [
        "email"
    ]


@pytest.mark.parametrize(
    ("change", "nullable"),
    [
        ("ALTER COLUMN id TYPE DECIMAL(20)", False),
        ("ALTER COLUMN id COMMENT 'key'", False),
        ("ALTER COLUMN id DROP NOT NULL", True),
        ("RENAME COLUMN id TO key", False),
    ],
)
def test_only_its_own_clause_changes_whether_a_column_takes_nulls(
    sim: Simulator, change: str, nullable: bool
) -> None:
    """A new type, name or comment leaves NOT NULL as it was."""
    sim.apply(f"ALTER TABLE main.s.t {change}")

    assert sim.snapshot.securables["relation:main.s.t"].columns[0].nullable is nullable
