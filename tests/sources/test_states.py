"""What files say becomes a metastore, and a dump of it becomes the same metastore again."""

import pytest

from govsim import Simulator
from govsim.errors import GovsimError, ScriptError
from govsim.sources import write_dump
from tests.laws.metastores import snapshot_of

STATE = """\
admin: rita@corp.com
groups: {analysts: [ana@corp.com, interns], interns: [ian@corp.com]}
service_principals: [robot]
account_admins: [ada@corp.com]
bindings: {main: {prod: READ_ONLY}}
acls: {warehouse small: {analysts: CAN_USE}}
governed_tags: {pii: {values: [email], assign: [analysts]}}
settings: {fine_grained_dml: false}
files: [more.sql]
statements: |
  GRANT SELECT ON TABLE main.sales.orders TO `analysts`;
"""
MORE = "CREATE CATALOG main; CREATE SCHEMA main.sales; CREATE TABLE main.sales.orders (id INT);\n"


def test_a_state_gives_identities_settings_and_statements(tmp_path) -> None:
    """Every field of a state file arrives, files beside it come first."""
    (tmp_path / "state.yaml").write_text(STATE)
    (tmp_path / "more.sql").write_text(MORE)
    simulator = Simulator.load(tmp_path / "state.yaml")
    snapshot = simulator.snapshot

    assert simulator.admin == "rita@corp.com"
    assert snapshot.members["analysts"] == {"ana@corp.com", "interns"}
    assert snapshot.settings.account_admins == {"ada@corp.com"}
    assert snapshot.settings.bindings["main"]["prod"] == "READ_ONLY"
    assert snapshot.acls["warehouse small"]["analysts"] == "CAN_USE"
    assert snapshot.settings.governed_tags["pii"].values == ("email",)
    assert not snapshot.settings.fine_grained_dml
    assert "analysts" in snapshot.grants["relation:main.sales.orders"]["SELECT"]


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_a_dump_is_read_back_exactly(tmp_path, seed) -> None:
    """Whatever a metastore holds, its dump gives the same metastore."""
    snapshot = snapshot_of(seed)
    file = tmp_path / "dump.jsonl"
    file.write_text("".join(f"{line}\n" for line in write_dump(snapshot)), encoding="utf-8")

    assert Simulator.load(file).snapshot.same_as(snapshot)


def test_notebooks_give_their_sql_cells(tmp_path) -> None:
    """Of a notebook in Python the SQL cells are read, in order."""
    file = tmp_path / "setup.py"
    file.write_text(
        "# Databricks notebook source\n# MAGIC %md\n# MAGIC # Title\n\n# COMMAND ----------\n\n"
        "# MAGIC %sql\n# MAGIC CREATE CATALOG main;\n# MAGIC CREATE SCHEMA main.sales\n\n"
        "# COMMAND ----------\n\nprint(1)\n"
    )

    assert "schema:main.sales" in Simulator.load(file).snapshot.securables


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        pytest.param("s.yaml", "grops: {a: [b]}", "unknown-field", id="field"),
        pytest.param("s.yaml", "on: 1", "quote-key", id="a key YAML reads as true"),
        pytest.param("s.yaml", "users: {a: b}", "wrong-value", id="kind"),
        pytest.param("s.yaml", "a: &a [*a]\n", "yaml-syntax", id="alias to itself"),
        pytest.param("s.yaml", "[" * 100, "too-deep", id="deep"),
        pytest.param("s.yaml", "files: [s.yaml]", "include-cycle", id="itself"),
        pytest.param("s.yaml", "files: [gone.sql]", "unreadable", id="gone"),
        pytest.param("s.json", "{", "yaml-syntax", id="JSON"),
        pytest.param("s.jsonl", "{}", "unknown-format", id="no dump"),
        pytest.param("s.sql", "GRANT SELECT TO x", "syntax", id="SQL"),
        pytest.param("s.sql", "a\0b", "unreadable", id="binary"),
        pytest.param("s.yaml", "groups: {a: [b], b: [a]}", "group-cycle", id="circle"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_place(tmp_path, name, text, code) -> None:
    """Each kind of mistake has its code, and the place names the file."""
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")

    with pytest.raises(GovsimError) as caught:
        Simulator.load(file)

    errors = caught.value.errors if isinstance(caught.value, ScriptError) else [caught.value]
    assert code in {error.code for error in errors}


def test_all_errors_of_all_files_are_told_at_once(tmp_path) -> None:
    """Nothing is applied, and every error of every file is there."""
    (tmp_path / "a.sql").write_text("GRANT SELCT ON TABLE a.b.c TO `x`;")
    (tmp_path / "b.sql").write_text("CREATE CATALOG main;\nGRANT SELECT ON TABL a.b.c;")

    with pytest.raises(ScriptError) as caught:
        Simulator.load(tmp_path / "a.sql", tmp_path / "b.sql")

    assert len({error.at.source for error in caught.value.errors}) == 2
