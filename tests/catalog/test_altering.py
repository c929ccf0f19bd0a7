"""What ALTER TABLE leaves of a table, column by column."""

import pytest

from govsim import Simulator
from govsim.errors import GovsimError

MADE = """
    CREATE CATALOG main; CREATE SCHEMA main.s; CREATE TABLE main.s.t (id INT, c STRING, d INT);
    CREATE FUNCTION main.s.hide(a STRING) RETURNS STRING RETURN '***';
    ALTER TABLE main.s.t ALTER COLUMN c SET MASK main.s.hide;
    ALTER TABLE main.s.t ADD CONSTRAINT pk PRIMARY KEY (id);
"""


def altered(clause: str) -> list[tuple[str, str, str | None]]:
    """Return name, type and comment of each column after a clause."""
    simulator = Simulator()
    simulator.apply(MADE)
    simulator.apply(f"ALTER TABLE main.s.t {clause}")
    columns = simulator.snapshot.securables["relation:main.s.t"].columns
    return [(column.name, column.type, column.comment) for column in columns]


@pytest.mark.parametrize(
    ("clause", "names"),
    [
        pytest.param("ADD COLUMN e INT", "id c d e", id="added behind"),
        pytest.param("ADD COLUMN e INT FIRST", "e id c d", id="added first"),
        pytest.param("ADD COLUMNS (e INT AFTER id, f INT)", "id e c d f", id="added between"),
        pytest.param("ADD COLUMN IF NOT EXISTS c INT", "id c d", id="there already"),
        pytest.param("DROP COLUMN c", "id d", id="dropped"),
        pytest.param("DROP COLUMN IF EXISTS nothing", "id c d", id="none to drop"),
        pytest.param("DROP COLUMNS (c, d)", "id", id="several dropped"),
        pytest.param("RENAME COLUMN c TO e", "id e d", id="renamed"),
        pytest.param("ALTER COLUMN d FIRST", "d id c", id="moved to the front"),
        pytest.param("ALTER id AFTER d", "c d id", id="moved behind"),
        pytest.param("REPLACE COLUMNS (d INT, x STRING)", "d x", id="replaced"),
    ],
)
def test_columns_stand_where_they_are_put(clause: str, names: str) -> None:
    """Columns come, go and move as the clause says."""
    assert [name for name, _, _ in altered(clause)] == names.split()


@pytest.mark.parametrize(
    "clause",
    [
        "ALTER COLUMN c COMMENT 'x', d TYPE BIGINT",
        "ALTER c COMMENT 'x', d TYPE BIGINT",
    ],
)
def test_one_statement_alters_several_columns(clause: str) -> None:
    """Every column of a list is altered, with and without the word COLUMN."""
    assert altered(clause) == [("id", "INT", None), ("c", "STRING", "x"), ("d", "BIGINT", None)]


def test_change_gives_a_type_and_a_comment() -> None:
    """CHANGE writes the name twice; another second name is refused, and RENAME COLUMN named."""
    assert altered("CHANGE COLUMN d d BIGINT COMMENT 'x'")[2] == ("d", "BIGINT", "x")
    with pytest.raises(GovsimError, match="gives column `d` no other name"):
        altered("CHANGE COLUMN d e BIGINT")


@pytest.mark.parametrize(
    ("clause", "code"),
    [
        ("ADD COLUMN c INT", "already-exists"),
        ("DROP COLUMN nothing", "unknown-column"),
        ("ALTER COLUMN c AFTER nothing", "unknown-column"),
    ],
)
def test_what_does_not_fit_is_refused(clause: str, code: str) -> None:
    """A clause about a column that is not there, or is there already, changes nothing."""
    with pytest.raises(GovsimError) as caught:
        altered(clause)

    assert caught.value.code == code


def test_a_replaced_column_keeps_its_mask() -> None:
    """REPLACE COLUMNS keeps the mask of a column that keeps its name."""
    simulator = Simulator()
    simulator.apply(MADE + "ALTER TABLE main.s.t REPLACE COLUMNS (c STRING)")

    (column,) = simulator.snapshot.securables["relation:main.s.t"].columns
    assert column.mask is not None


def test_a_dropped_constraint_is_gone() -> None:
    """DROP CONSTRAINT takes away the one that it names."""
    simulator = Simulator()
    simulator.apply(MADE + "ALTER TABLE main.s.t ADD CONSTRAINT ck CHECK (id > 0)")
    simulator.apply("ALTER TABLE main.s.t DROP CONSTRAINT IF EXISTS pk")

    detail = simulator.snapshot.securables["relation:main.s.t"].detail
    assert detail.constraints == ("ADD CONSTRAINT ck CHECK (id > 0)",)


def test_a_location_that_moves_decides_about_its_new_paths() -> None:
    """After SET URL, the paths below the new url follow the location, and the old ones do not."""
    simulator = Simulator()
    simulator.apply("""
        CREATE STORAGE CREDENTIAL cred;
        CREATE EXTERNAL LOCATION lake URL 's3://old' WITH (STORAGE CREDENTIAL cred);
        GRANT READ FILES ON EXTERNAL LOCATION lake TO `ana@corp.com`;
        ALTER EXTERNAL LOCATION lake SET URL 's3://new';
    """)

    assert simulator.check("ana@corp.com", "api:path_read path=s3://new/a").allowed
    assert not simulator.check("ana@corp.com", "api:path_read path=s3://old/a").allowed
