"""The command line: exit statuses, formats, errors, and what a person reads."""

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from inline_snapshot import snapshot

from govsim.cli import main

STATE = """\
CREATE CATALOG main; CREATE SCHEMA main.sales; CREATE SCHEMA main.hr;
CREATE TABLE main.sales.orders (id BIGINT, email STRING); CREATE TABLE main.hr.pay (id BIGINT);
GRANT USE CATALOG, USE SCHEMA ON CATALOG main TO `ana@corp.com`;
"""
THREE = """\
GRANT SELECT ON TABLE catalog.schema.customer_data TO `data_analysts`;
GRANT EXECUTE ON MODEL catalog.schema.chatbot_v1 TO `app_developers`;
REVOKE INSERT ON TABLE catalog.schema.sales FROM `interns`;
"""


@pytest.fixture
def cli(tmp_path, monkeypatch, capsys):
    """Run a command line in a folder with a state and a change."""
    monkeypatch.chdir(tmp_path)
    Path("state.sql").write_text(STATE)
    Path("change.sql").write_text("GRANT SELECT ON SCHEMA main.sales TO `ana@corp.com`;\n")
    Path("three.sql").write_text(THREE)

    def run(*words: str) -> tuple[int, str, str]:
        status = main(list(words))
        out, err = capsys.readouterr()
        return status, out, err

    return run


@pytest.mark.parametrize(
    ("words", "status"),
    [
        pytest.param(("check", "admin@corp.com", "read main.hr.pay"), 0, id="allowed"),
        pytest.param(("check", "ana@corp.com", "read main.hr.pay"), 1, id="denied"),
        pytest.param(("check", "ana@corp.com", "reed main.hr.pay"), 2, id="no question"),
        pytest.param(("plan", "change.sql"), 0, id="a plan that changes access"),
        pytest.param(("plan", "change.sql", "--fail-on", "gained"), 1, id="unwanted gain"),
        pytest.param(("plan", "change.sql", "--fail-on", "nothing"), 2, id="no such finding"),
        pytest.param(("plan", "change.sql", "--as", "ana@corp.com"), 1, id="deployer may not"),
        pytest.param(("plan", "change.sql", "--prove", "no-new-access"), 1, id="refuted"),
        pytest.param(
            ("plan", "change.sql", "--prove", "no-new-access", "--only-schema", "main.hr"),
            0,
            id="proved where it matters",
        ),
        pytest.param(("plan", "gone.sql"), 2, id="no such file"),
        pytest.param(("who-can", "SELECT", "main.sales.orders"), 0, id="who"),
        pytest.param(("explain", "ana@corp.com", "read main.hr.pay"), 1, id="explained"),
        pytest.param(("nonsense",), 2, id="no command"),
        pytest.param(("plan", "change.sql", "--format", "xml"), 2, id="no format"),
    ],
)
def test_the_exit_status_says_what_came(cli, words, status) -> None:
    """0 is clean, 1 is a finding or a denial, 2 is wrong input, with an error in the house form."""
    state = () if words == ("nonsense",) else ("--catalog", "state.sql")
    got, _, err = cli(*words, *state)

    assert got == status
    assert "Traceback" not in err
    assert (status == 2) is err.startswith("error[")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        pytest.param(("apply", "groups.yaml"), "--catalog groups.yaml", id="a state as a script"),
        pytest.param(
            ("who-can", "SELECT", "main.hr.pay", "--catalog", "state.sql", "--as-of", "2026-01-01"),
            "no version has a time",
            id="a time where nothing has one",
        ),
        pytest.param(
            ("who-can", "SELECT", "main.hr.pay", "--catalog", "state.sql", "--as-of", "9"),
            "versions are 1 to 1",
            id="a version that is not there",
        ),
        pytest.param(
            ("plan", "change.sql", "--catalog", "state.sql", "--fail-on", "gaind"),
            "one of gained, lost",
            id="a misspelt gate",
        ),
    ],
)
def test_a_hint_says_what_to_write(cli, words, hint) -> None:
    """Whoever errs in the command line is told what would do."""
    Path("groups.yaml").write_text("groups: {analysts: [ana@corp.com]}\n")
    status, _, err = cli(*words)

    assert status == 2
    assert hint in err.partition("hint: ")[2]


def test_what_was_not_asked_about_is_told(cli) -> None:
    """Without a question, no write is asked about: nobody takes nothing for nothing at all."""
    state = (
        Path("state.sql").read_text() + "GRANT MANAGE, SELECT ON SCHEMA main.hr TO `ana@corp.com`;"
    )
    Path("state.sql").write_text(state)

    everywhere = cli("could-get", "ana@corp.com", "--catalog", "state.sql")
    writing = cli("could-get", "ana@corp.com", "write main.hr.pay", "--catalog", "state.sql")

    assert everywhere[0] == 0
    assert "ask for `write NAME` by itself" in everywhere[1]
    assert writing[0] == 1


def test_a_file_without_flow_of_data_is_told(cli) -> None:
    """Nothing is answered with an empty screen."""
    Path("plain.py").write_text("x = 1\n")

    assert cli("lineage", "plain.py") == (0, "no statement was found that moves data\n", "")


def test_a_page_wraps_its_lines_and_has_no_empty_ones(cli) -> None:
    """A page of a plan is read without scrolling sideways."""
    _, out, _ = cli("plan", "change.sql", "--catalog", "state.sql", "--format", "html")

    assert "white-space: pre-wrap" in out
    assert "<p></p>" not in out


@pytest.mark.parametrize("format_", ["json", "sarif", "gitlab"])
def test_formats_for_programs_are_json(cli, format_) -> None:
    """What a program reads can be parsed, and holds the gain with its place."""
    _, out, _ = cli("plan", "change.sql", "--catalog", "state.sql", "--format", format_)

    json.loads(out)
    assert "change.sql" in out
    assert "ana@corp.com gains SELECT" in out


def test_sarif_has_what_its_schema_asks_for(cli) -> None:
    """A run names its tool and rules; each result names a rule, a level and a line."""
    _, out, _ = cli("plan", "change.sql", "--catalog", "state.sql", "--format", "sarif")
    value = json.loads(out)
    (ran,) = value["runs"]
    result = ran["results"][0]

    assert value["version"] == "2.1.0"
    assert result["ruleId"] in {rule["id"] for rule in ran["tool"]["driver"]["rules"]}
    assert result["level"] in ("error", "warning", "note")
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 1


def test_junit_of_a_failing_scenario_is_xml(cli) -> None:
    """Each expectation is a test case, and the one that fails says why."""
    Path("s.yaml").write_text(
        "about: x\ngiven: {files: [state.sql]}\nthen:\n"
        "  - {ask: ana@corp.com read main.hr.pay, answer: allow}\n"
        "  - {ask: ana@corp.com read main.hr.pay, answer: deny}\n"
    )
    status, out, _ = cli("test", "s.yaml", "--format", "junit")
    root = ET.fromstring(out)

    assert status == 1
    assert (root.get("tests"), root.get("failures")) == ("2", "1")
    assert [failure.get("type") for failure in root.iter("failure")] == ["failed-case"]


def test_cases_print_the_agreed_json(cli) -> None:
    """The JSON of a file of cases has the counts, and six fields a case."""
    case = {"id": "a", "principal": "x@y.z", "action": "CREATE CATALOG c", "expected": "deny"}
    Path("cases.jsonl").write_text(json.dumps({**case, "missing": ["CREATE CATALOG ON METASTORE"]}))
    status, out, _ = cli("test", "cases.jsonl", "--format", "json")

    assert status == 0
    assert json.loads(out) == {
        "passed": 1,
        "failed": 0,
        "cases": [
            {
                "id": "a",
                "passed": True,
                "expected": "deny",
                "got": "deny",
                "missing_expected": ["CREATE CATALOG ON METASTORE"],
                "missing_got": ["CREATE CATALOG ON METASTORE"],
            }
        ],
    }


def test_the_three_statements_run_as_they_stand(cli) -> None:
    """With what they name taken to exist, they are applied, and INSERT is told to be Beta."""
    status, out, err = cli("apply", "three.sql")

    assert status == 0
    assert out + err == snapshot("""\
three.sql: version 3, run by admin@corp.com
  GRANT SELECT ON TABLE `catalog`.`schema`.customer_data TO data_analysts
  GRANT EXECUTE ON MODEL `catalog`.`schema`.chatbot_v1 TO app_developers
  REVOKE INSERT ON TABLE `catalog`.`schema`.sales FROM interns  (changes nothing)
note[assumed-securable]: CATALOG catalog is taken to exist: no state has it
note[assumed-securable]: SCHEMA catalog.schema is taken to exist: no state has it
note[assumed-securable]: TABLE catalog.schema.customer_data is taken to exist: no state has it
  --> three.sql:1:1
   | GRANT SELECT ON TABLE catalog.schema.customer_data TO `data_analysts`;
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
note[assumed-principal]: `data_analysts` is taken for a group
  --> three.sql:1:55
   | GRANT SELECT ON TABLE catalog.schema.customer_data TO `data_analysts`;
   |                                                       ^^^^^^^^^^^^^^^
note[assumed-securable]: MODEL catalog.schema.chatbot_v1 is taken to exist: no state has it
  --> three.sql:2:1
   | GRANT EXECUTE ON MODEL catalog.schema.chatbot_v1 TO `app_developers`;
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
note[assumed-principal]: `app_developers` is taken for a group
  --> three.sql:2:53
   | GRANT EXECUTE ON MODEL catalog.schema.chatbot_v1 TO `app_developers`;
   |                                                     ^^^^^^^^^^^^^^^^
note[assumed-securable]: TABLE catalog.schema.sales is taken to exist: no state has it
  --> three.sql:3:1
   | REVOKE INSERT ON TABLE catalog.schema.sales FROM `interns`;
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
note[beta-privilege]: INSERT is a Beta privilege: where the preview is off, this is refused and MODIFY is the only write privilege
  --> three.sql:3:8
   | REVOKE INSERT ON TABLE catalog.schema.sales FROM `interns`;
   |        ^^^^^^
""")


def test_the_three_statements_are_explained(cli) -> None:
    """An explanation says why the admin may, and what the statement does."""
    question = THREE.splitlines()[0]
    status, out, _ = cli("explain", "admin@corp.com", question)

    assert status == 0
    assert out == snapshot("""\
ALLOW  admin@corp.com may: GRANT SELECT ON TABLE catalog.schema.customer_data TO `data_analysts`
  met      MANAGE on table catalog.schema.customer_data   admin@corp.com is metastore admin
  note     assumed-principal: `data_analysts` is taken for a group
what it does:
  data_analysts (a group, empty so far) may read table catalog.schema.customer_data, once the way to it is open
  until then the grant is dormant: data_analysts lacks USE CATALOG on catalog catalog and USE SCHEMA on schema catalog.schema
note[assumed-securable]: CATALOG catalog is taken to exist: no state has it
note[assumed-securable]: SCHEMA catalog.schema is taken to exist: no state has it
note[assumed-securable]: TABLE catalog.schema.customer_data is taken to exist: no state has it
  --> <question>:1:1
   | GRANT SELECT ON TABLE catalog.schema.customer_data TO `data_analysts`
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
""")


def test_a_rollback_is_a_script(cli) -> None:
    """The script that leads back is SQL, ready to be run."""
    _, out, _ = cli("plan", "change.sql", "--catalog", "state.sql", "--rollback", "-")

    assert out == snapshot("REVOKE SELECT ON SCHEMA main.sales FROM `ana@corp.com`;\n")


def test_what_is_applied_is_recorded_and_used(cli) -> None:
    """An audit log is written, and tells which grants nobody used."""
    cli("apply", "state.sql", "--audit", "log.jsonl")
    cli(
        "check",
        "ana@corp.com",
        "read main.hr.pay",
        "--catalog",
        "state.sql",
        "--audit",
        "log.jsonl",
    )
    status, out, _ = cli("audit", "usage", "log.jsonl", "--catalog", "state.sql")

    assert status == 0
    assert json.loads(Path("log.jsonl").read_text().splitlines()[0])["service_name"]
    assert "main.hr.pay" in out


def test_an_export_is_the_same_metastore(cli) -> None:
    """What export writes, --catalog reads, and the answers are the same."""
    Path("dump.jsonl").write_text(cli("export", "--catalog", "state.sql")[1])

    for question in ("read main.hr.pay", "use main"):
        here = cli("check", "ana@corp.com", question, "--catalog", "state.sql")
        assert cli("check", "ana@corp.com", question, "--catalog", "dump.jsonl") == here


def test_each_file_is_a_version(cli) -> None:
    """As of the first file, the second has not happened."""
    words = (
        "check",
        "ana@corp.com",
        "read main.sales.orders",
        "--catalog",
        "state.sql",
        "change.sql",
    )

    assert cli(*words)[0] == 0
    assert cli(*words, "--as-of", "1")[0] == 1


def test_the_demo_tells_its_story(cli) -> None:
    """The demo shows a plan, explanations and a rule that fails."""
    status, out, _ = cli("demo")

    assert status == 0
    for part in ("Woken grants", "may now grant herself", "DENY  dana", "FAIL  rules"):
        assert part in out


@pytest.mark.parametrize("words", [["-c", "import govsim"], ["-m", "govsim", "--help"]])
def test_the_start_is_light(words) -> None:
    """Neither the import nor the help loads the parser, numpy or pydantic."""
    code = "import sys, runpy\n"
    if words[0] == "-c":
        code += "import govsim\n"
    else:
        code += (
            "sys.argv = ['govsim', '--help']\n"
            "try:\n    runpy.run_module('govsim', run_name='__main__')\nexcept SystemExit:\n    pass\n"
        )
    code += "print('LOADED', sorted({'sqlglot', 'numpy', 'pydantic', 'yaml'} & set(sys.modules)))"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("COV")}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )

    assert "LOADED []" in done.stdout


def test_a_plan_without_masks_loads_no_lineage(tmp_path) -> None:
    """What a view's reader sees through masks is traced only where there are masks."""
    (tmp_path / "state.sql").write_text(
        "CREATE CATALOG main; CREATE SCHEMA main.hr; CREATE TABLE main.hr.pay (id INT);"
        "CREATE VIEW main.hr.seen AS SELECT id FROM main.hr.pay;"
    )
    (tmp_path / "change.sql").write_text(
        "GRANT USE CATALOG, USE SCHEMA, SELECT ON CATALOG main TO `ana@corp.com`;"
    )
    code = (
        "import sys, runpy\n"
        "sys.argv = ['govsim', 'plan', 'change.sql', '--catalog', 'state.sql']\n"
        "try:\n    runpy.run_module('govsim', run_name='__main__')\nexcept SystemExit:\n    pass\n"
        "print('LOADED', 'govsim.impact.veiled' in sys.modules, 'govsim.lineage' in sys.modules)"
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith("COV")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=True, env=environment, cwd=tmp_path,
    )  # fmt: skip

    assert "ana@corp.com gains" in done.stdout
    assert "LOADED True False" in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("check", "anna@corp.com", "read main.hr.pay"), id="check"),
        pytest.param(("explain", "anna@corp.com", "read main.hr.pay"), id="explain"),
        pytest.param(("why-not", "anna@corp.com", "read main.hr.pay"), id="why not"),
        pytest.param(("what-can", "anna@corp.com"), id="what she can"),
        pytest.param(("could-get", "anna@corp.com"), id="what she could get"),
    ],
)
def test_a_name_that_the_state_does_not_know_is_told(cli, words) -> None:
    """A denial to a misspelt name would pass for the denial that was wanted."""
    _, out, _ = cli(*words, "--catalog", "state.sql")

    assert "`anna@corp.com` is named nowhere in the state" in out
    assert "did you mean `ana@corp.com`?" in out


def test_a_name_is_not_told_where_the_state_knows_it(cli) -> None:
    """However it is spelt, and everybody is known."""
    for who in ("Ana@corp.com", "account users"):
        _, out, _ = cli("check", who, "read main.hr.pay", "--catalog", "state.sql")
        assert "named nowhere" not in out


def test_a_list_in_json_has_its_notes_beside_it(cli) -> None:
    """Programs read the list; a person is told what it rests on."""
    words = ("what-can", "anna@corp.com", "--catalog", "state.sql", "--format", "json")
    _, out, err = cli(*words)

    assert isinstance(json.loads(out), list)
    assert "`anna@corp.com` is named nowhere in the state" in err


def test_a_tag_that_no_column_bears_is_told(cli, tmp_path) -> None:
    """A mistyped tag is no all-clear."""
    state = tmp_path / "tagged.sql"
    state.write_text(
        "CREATE CATALOG c; CREATE SCHEMA c.s; CREATE TABLE c.s.t (e STRING);"
        "ALTER TABLE c.s.t ALTER COLUMN e SET TAGS ('pii' = 'email')"
    )
    near, far = (cli("spread", tag, "--catalog", str(state))[1] for tag in ("pi", "secret"))

    assert near == "No column bears `pi`; `pii` was likely meant.\n"
    assert far == "No column bears `secret`; columns bear `pii`.\n"


def test_files_that_are_no_sql(cli, tmp_path) -> None:
    """A Python file is traced where it runs SQL; a file of JSON stands after --lineage."""
    (tmp_path / "etl.py").write_text(
        'import x\nspark.sql("INSERT INTO a.b.c SELECT k FROM a.b.d")\n'
    )
    (tmp_path / "manifest.json").write_text("{}")
    _, out, _ = cli("lineage", str(tmp_path / "etl.py"))
    status, _, err = cli("lineage", str(tmp_path / "manifest.json"))

    assert "a.b.d → a.b.c" in out
    assert status == 2
    assert "holds JSON, and no SQL" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["screen", "--text", "a", "--text", "b"], "--text takes one value, and two are given", id="an option twice"),
        pytest.param(["screen", "--text", "a", "--channel", "user", "--channel=user"], "", id="the same twice"),
        pytest.param(["guardrails", "policies", "--out", "x"], "--out is an option of `govsim guardrails train`", id="an option of another word"),
        pytest.param(["screen", "--text", "a", "--redacted", "--format", "sarif"], "for which the format sarif has no room", id="texts in a report"),
        pytest.param(["screen", "--text", "a", "--tag", "=x"], "`=x` is no tag", id="a tag without key"),
        pytest.param(["guardrails"], "missing: WORD\n", id="no word"),
        pytest.param(["eval", "rows", "--unsure"], "--unsure needs --scores FILE", id="scores that are not written"),
        pytest.param(["eval", "rows", "--key", "k"], "--key needs --record FILE or --replay FILE", id="a key for nothing"),
        pytest.param(["eval", "rows", "--show-text"], "--show-text needs two policies, or one and --replay", id="texts of no change"),
        pytest.param(["eval", "rows", "--type", "INJECTON"], "did you mean `INJECTION`?", id="a type that nothing finds"),
    ],
)  # fmt: skip
def test_no_option_is_dropped_in_silence(words: list[str], said: str, capsys) -> None:
    """What an option asks for is done, or refused."""
    status = main(words)
    err = capsys.readouterr().err

    assert status == (2 if said else 0)
    assert said in err


def test_a_gate_on_escalations_holds_for_what_was_not_tried(cli, monkeypatch) -> None:
    """A plan that is too large to try everything is no way round it."""
    Path("tagged.sql").write_text("""\
CREATE CATALOG main; CREATE SCHEMA main.hr; CREATE TABLE main.hr.pay (id INT, ssn STRING);
CREATE FUNCTION main.hr.hide(x STRING) RETURNS STRING RETURN '*';
ALTER TABLE main.hr.pay ALTER COLUMN ssn SET TAGS ('pii');
CREATE POLICY p ON SCHEMA main.hr COLUMN MASK main.hr.hide TO `account users`
  FOR TABLES MATCH COLUMNS has_tag('pii') AS c ON COLUMN c;
GRANT USE CATALOG, USE SCHEMA, SELECT ON CATALOG main TO `ana@corp.com`;
""")
    Path("tags.sql").write_text("GRANT APPLY TAG ON TABLE main.hr.pay TO `ana@corp.com`;")
    words = ("plan", "tags.sql", "--catalog", "tagged.sql", "--fail-on")
    monkeypatch.setattr("govsim.impact.untagged.MOST", 0)

    assert cli(*words, "woken")[0] == 0
    status, out, _ = cli(*words, "escalation", "--format", "json")
    assert (status, json.loads(out)["escalations"]) == (1, [])
    assert [note["code"] for note in json.loads(out)["notes"]] == ["untried-escalation"]
