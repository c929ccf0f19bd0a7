"""Files that are read directly: what a temporary view of them reads, and with which right."""

import pytest

from govsim import Simulator
from govsim.errors import GovsimError
from govsim.lineage import extract
from govsim.sql import read_statement, write

PATH = "s3://lake/in/a.csv"


@pytest.mark.parametrize(
    "text",
    [
        f"CREATE TEMPORARY VIEW v USING csv OPTIONS (path '{PATH}', header 'true')",
        f"CREATE TEMP VIEW v USING csv OPTIONS (header = true, path = '{PATH}')",
        f"CREATE OR REPLACE TEMP VIEW v USING csv OPTIONS ('PATH' '{PATH}')",
        f'CREATE TEMP VIEW v USING org.apache.spark.sql.csv OPTIONS ("path" = "{PATH}")',
        f"CREATE TEMP VIEW v COMMENT 'x' USING csv OPTIONS (sep 'path', path => '{PATH}')",
        f"CREATE GLOBAL TEMPORARY VIEW v USING csv OPTIONS (path '{PATH}') COMMENT 'files'",
        f"CREATE TEMPORARY TABLE v USING csv OPTIONS (path '{PATH}')",
    ],
)
def test_a_temporary_view_of_files_reads_its_path(text: str) -> None:
    """However the option is written, its path is read, and the statement is written back."""
    statement = read_statement(text)

    assert statement.files.paths == (PATH,)
    assert read_statement(write(statement)) == statement
    traced = extract(text, {})[0]
    assert traced.reads == ((PATH,) if " VIEW " in text else ())


def test_its_columns_are_those_that_it_lists() -> None:
    """Columns that the view lists are columns of the file, for whatever reads the view."""
    *_, found = extract(
        f"CREATE TEMP VIEW v (id INT, `a b` STRING) USING csv OPTIONS (path '{PATH}');"
        "CREATE TABLE main.s.t AS SELECT `a b` AS x FROM v",
        {},
    )

    assert [(e.source_table, e.source_column, e.target_column) for e in found.columns] == [
        (PATH, "a b", "x")
    ]
    assert not found.unknown


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TEMP VIEW v USING jdbc OPTIONS (url 'jdbc:x', dbtable 'path')",
        "CREATE TEMP VIEW v USING csv",
        "CREATE TEMP VIEW v USING csv OPTIONS (path, header 'x')",
        "CREATE TEMP VIEW v USING csv OPTIONS (sep 'path')",
    ],
)
def test_a_view_of_no_path_is_told(text: str) -> None:
    """What reads no file by a constant path is unknown, and is not made up."""
    assert read_statement(text).files is None
    assert [each.reason for each in extract(text, {})[0].unknown] == ["unknown-path"]


def test_whoever_reads_the_view_needs_the_right_to_its_files() -> None:
    """READ FILES is asked for at the view, and again wherever the session reads it."""
    sim = Simulator(admin="admin@x.com")
    sim.apply(
        "CREATE CATALOG main; CREATE SCHEMA main.s; CREATE STORAGE CREDENTIAL c;"
        "CREATE EXTERNAL LOCATION lake URL 's3://lake/in' WITH (STORAGE CREDENTIAL c);"
        "GRANT USE CATALOG, USE SCHEMA, CREATE TABLE ON CATALOG main TO `ana@x.com`;"
        f"CREATE TEMP VIEW v USING csv OPTIONS (path '{PATH}')"
    )

    for asked in ("SELECT * FROM v", "CREATE TABLE main.s.t AS SELECT * FROM v"):
        assert sim.check("ana@x.com", asked).lacking == ("READ FILES ON EXTERNAL LOCATION lake",)
    sim.apply("GRANT READ FILES ON EXTERNAL LOCATION lake TO `ana@x.com`")
    assert sim.check("ana@x.com", "SELECT * FROM v").allowed


def test_a_view_of_another_system_is_there_for_the_session() -> None:
    """A temporary view whose source is not known is still a view of the session."""
    sim = Simulator(admin="admin@x.com")
    sim.apply(
        "CREATE CATALOG main; CREATE SCHEMA main.s;"
        "CREATE TEMP VIEW v USING jdbc OPTIONS (url 'jdbc:x', dbtable 'q');"
        "CREATE TABLE main.s.t AS SELECT * FROM v"
    )

    assert sim.securable("main.s.t")
    with pytest.raises(GovsimError, match="no table named"):
        sim.apply("CREATE TABLE main.s.u AS SELECT * FROM w")


@pytest.mark.parametrize(
    "arguments",
    [
        "path => '{0}'",
        "format => 'csv', path => '{0}'",
        "'{0}'",
        "'s3://lake/' || ('in/' || 'a.csv')",
        "concat('s3://lake/in/', 'a.csv'), format => 'csv'",
    ],
)
@pytest.mark.parametrize("call", ["read_files", "STREAM read_files"])
def test_read_files_takes_its_path_by_name(call: str, arguments: str) -> None:
    """`path =>` names the files in any place of the call."""
    text = f"SELECT * FROM {call}({arguments.format(PATH)})"

    assert read_statement(text).body.paths == (PATH,)
    assert extract(text, {})[0].reads == (PATH,)


def test_a_table_by_an_option_is_external() -> None:
    """OPTIONS (path …) keeps a table where LOCATION would."""
    by_option = read_statement(f"CREATE TABLE main.s.t USING csv OPTIONS (path '{PATH}')")
    by_location = read_statement(f"CREATE TABLE main.s.t USING csv LOCATION '{PATH}'")

    assert (by_option.location, by_option.kind) == (by_location.location, by_location.kind)


@pytest.mark.parametrize("path", ["/Volumes/main/s/v/x.csv", "dbfs:/Volumes/main/s/v/x.csv"])
def test_a_volume_is_known_by_its_path(path: str) -> None:
    """With `dbfs:` before it or without, a path of a volume asks for READ VOLUME."""
    sim = Simulator(admin="admin@x.com")
    sim.apply(
        "CREATE CATALOG main; CREATE SCHEMA main.s; CREATE VOLUME main.s.v;"
        "GRANT USE CATALOG, USE SCHEMA ON CATALOG main TO `ana@x.com`;"
        f"CREATE VIEW main.s.w AS SELECT * FROM csv.`{path}`"
    )

    for asked in (f"SELECT * FROM csv.`{path}`", f"SELECT * FROM read_files('{path}')"):
        assert sim.check("ana@x.com", asked).lacking == ("READ VOLUME ON VOLUME main.s.v",)
    assert "volume main.s.v" in {str(hit.node) for hit in sim.upstream("main.s.w").hits}
