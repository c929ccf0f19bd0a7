"""`govsim lineage` prints the edges of files, as text and as JSON."""

import json

import pytest
from inline_snapshot import snapshot

from govsim.cli import main

SQL = "INSERT INTO kept SELECT id, sha2(email, 256) FROM people WHERE age > 18; SELECT * FROM gone"
SCHEMA = {
    "main.default.people": {"id": "INT", "email": "STRING", "age": "INT"},
    "main.default.kept": {"k": "INT", "v": "STRING"},
}


@pytest.fixture
def files(tmp_path):
    (tmp_path / "a.sql").write_text(SQL, encoding="utf-8")
    (tmp_path / "schema.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    return [str(tmp_path / "a.sql"), "--schema", str(tmp_path / "schema.json")]


def test_json_has_tables_columns_and_unknowns(files, capsys) -> None:
    """Each statement has pairs of tables, columns with their kind, and what is unknown."""
    assert main(["lineage", *files, "--columns", "--format", "json"]) == 0
    first, second = json.loads(capsys.readouterr().out)["statements"]

    assert first["tables"] == [["main.default.people", "main.default.kept"]]
    assert first["columns"] == snapshot(
        [
            ["main.default.people", "id", "main.default.kept", "k", "DIRECT"],
            ["main.default.people", "email", "main.default.kept", "v", "DIRECT"],
            ["main.default.people", "age", "main.default.kept", "*", "INDIRECT"],
        ]
    )
    assert second["tables"] == [["main.default.gone", "<query>"]]
    assert second["unknown"] == [{"reason": "unknown-columns", "what": "main.default.gone"}]


def test_coverage_counts_how_statements_ended(files, capsys) -> None:
    """Every statement is counted once: edges, no data flows, or unknown."""
    assert main(["lineage", *files, "--coverage"]) == 0

    assert capsys.readouterr().out.split() == [
        "statements", "2", "edges", "1", "no", "data", "flows", "0", "unknown", "1",
        "unknown-columns", "1",
    ]  # fmt: skip


def test_variables_of_a_file_take_their_values(tmp_path, capsys) -> None:
    """`--var` holds for files too."""
    (tmp_path / "a.sql").write_text("SELECT 1 FROM ${schema}.people", encoding="utf-8")

    assert main(["lineage", str(tmp_path / "a.sql"), "--var", "schema=hr"]) == 0
    assert "main.hr.people → <query>" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        pytest.param(["--default", "main"], "is no schema", id="a default that is no schema"),
        pytest.param(["--schema", "a.sql"], "cannot be read", id="a schema that is not there"),
    ],
)
def test_wrong_options_are_refused(files, options, words, capsys) -> None:
    """An option that cannot be used is an error of input, and nothing is printed."""
    assert main(["lineage", files[0], *options]) == 2
    printed = capsys.readouterr()

    assert printed.out == ""
    assert "error[" in printed.err
