"""`govsim classify` tells what columns hold, and writes how to protect them."""

import json
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from govsim.cli import main

ROWS = """\
id,customer,mail,amount,region
1,Ana Lopez,ana@corp.example,12.50,north
2,Bea Kern,bea@corp.example,9.90,south
3,Cai Wang,cai@corp.example,7.00,west
4,Dov Stein,dov@corp.example,22.10,north
"""


@pytest.fixture
def cli(tmp_path, monkeypatch, capsys):
    """Run a command line in a folder with rows and a state."""
    monkeypatch.chdir(tmp_path)
    Path("rows.csv").write_text(ROWS)
    Path("state.sql").write_text(
        "CREATE CATALOG main; CREATE SCHEMA main.crm;"
        "CREATE TABLE main.crm.people (customer STRING, mail STRING, born DATE);"
    )

    def run(*words: str) -> tuple[int, str, str]:
        status = main(["classify", *words])
        out, err = capsys.readouterr()
        return status, out, err

    return run


def test_columns_are_listed_with_their_tags(cli) -> None:
    """Each column is told with its tag and why; the masks were tried; no value is shown."""
    status, out, _ = cli("rows.csv")

    assert status == 0
    assert "Lopez" not in out
    assert out == snapshot("""\
column    tag                  score  values  why
id        -                     0.00     0/4  nothing personal is known of its form
customer  class.name            0.99     4/4  its values read like names
mail      class.email_address   0.99     4/4  its values are written as such, each whole
amount    -                     0.00     0/4  nothing personal is known of its form
region    -                     0.00     0/3  nothing personal is known of its form
2 of 5 columns are personal
the suggested masks leave nothing personal in these rows
""")


def test_statements_follow_from_the_columns(cli) -> None:
    """`--format sql` writes statements that run, for the table that is named."""
    _, out, _ = cli(
        "rows.csv", "--name", "main.crm.people", "--readers", "stewards", "--format", "sql"
    )

    assert out == snapshot("""\
ALTER TABLE main.crm.people ALTER COLUMN customer SET TAGS ('class.name' = '');
ALTER TABLE main.crm.people ALTER COLUMN mail SET TAGS ('class.email_address' = '');
CREATE OR REPLACE FUNCTION main.crm.mask_person(value STRING) RETURNS STRING RETURN CASE WHEN is_account_group_member('stewards') THEN value ELSE '***' END;
CREATE OR REPLACE FUNCTION main.crm.mask_email(value STRING) RETURNS STRING RETURN CASE WHEN is_account_group_member('stewards') THEN value ELSE regexp_replace(value, r'^[^@]+', '***') END;
ALTER TABLE main.crm.people ALTER COLUMN customer SET MASK main.crm.mask_person;
ALTER TABLE main.crm.people ALTER COLUMN mail SET MASK main.crm.mask_email;
CREATE OR REPLACE FUNCTION main.crm.rows_of_territory(value STRING) RETURNS BOOLEAN RETURN is_account_group_member('stewards') OR is_account_group_member(concat('territory_', lower(value)));
ALTER TABLE main.crm.people SET ROW FILTER main.crm.rows_of_territory ON (region);
""")


def test_a_table_of_the_state_is_classified_by_a_sample(cli) -> None:
    """Columns and their types come from the state, values from the sample."""
    status, out, _ = cli(
        "main.crm.people", "--catalog", "state.sql", "--sample", "rows.csv", "--format", "json"
    )

    told = json.loads(out)
    assert status == 0
    assert told["table"] == "main.crm.people"
    assert [(each["column"], each["tag"]) for each in told["columns"]] == [
        ("customer", "class.name"),
        ("mail", "class.email_address"),
        ("born", None),
    ]


def test_a_pipeline_may_fail_on_personal_columns(cli) -> None:
    """The exit status says whether a column is personal, when it is asked to."""
    Path("plain.csv").write_text("amount\n1.50\n2.25\n3.75\n")

    assert cli("rows.csv", "--fail-on-personal")[0] == 1
    assert cli("plain.csv", "--fail-on-personal")[0] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["rows.csv", "--protect", "walls"],
            "error[usage]: columns are protected by masks or policies",
        ),
        (["rows.csv", "--format", "sql", "--name", "a.b.c.d"], "`a.b.c.d` is no name of a table"),
        (["rows.csv", "--format", "sql", "--protect", "policies"], "policies stand on a schema"),
        (["twice.csv"], "error[unreadable]: `twice.csv` names a column twice: `a`"),
        (["bare.csv"], "error[unreadable]: the first row of `bare.csv` holds an address of mail"),
        (["none.csv"], "error[unreadable]: `none.csv` cannot be read"),
        (["main.crm.peple", "--catalog", "state.sql", "--sample", "rows.csv"], "did you mean"),
    ],
)
def test_wrong_input_is_told(cli, words: list[str], said: str) -> None:
    """A wrong option, file or table is an error of input."""
    Path("twice.csv").write_text("a,a\n1,2\n")
    Path("bare.csv").write_text("ann@corp.example,1\nbo@corp.example,2\n")
    status, _, err = cli(*words)

    assert status == 2
    assert said in err


def test_names_are_quoted_in_the_statements(cli) -> None:
    """A name out of the command line or of a file never ends what it stands in."""
    words = ("rows.csv", "--format", "sql", "--readers", "o'hara`s", "--name")
    status, out, _ = cli(*words, "main.my crm.people")

    assert status == 0
    assert "ALTER TABLE main.`my crm`.people ALTER COLUMN" in out
    assert r"is_account_group_member('o\'hara`s')" in out
    _, out, _ = cli(*words, "main.crm.people", "--protect", "policies")
    assert "EXCEPT `o'hara``s` FOR TABLES" in out


@pytest.mark.parametrize(
    ("content", "encoding", "note"),
    [
        pytest.param("name;mail\nJürgen;j@corp.example\n", "utf-8", "", id="UTF-8"),
        pytest.param("name;mail\nJürgen;j@corp.example\n", "utf-16", "", id="UTF-16"),
        pytest.param("name;mail\nJürgen €;j@corp.example\n", "cp1252", "Windows-1252", id="Excel"),
        pytest.param("name;mail\nJ\x81ü;j@corp.example\n", "latin-1", "Latin-1", id="Latin-1"),
    ],
)
def test_a_table_that_a_spreadsheet_wrote_is_read(cli, content, encoding, note) -> None:
    """What is assumed of its encoding is told, beside SQL and JSON too."""
    Path("people.csv").write_bytes(content.encode(encoding))

    status, out, err = cli("people.csv", "--format", "json")

    assert status == 0
    assert [each["column"] for each in json.loads(out)["columns"]] == ["name", "mail"]
    assert (f"is read as {note}" in err) if note else not err


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param("a.csv", b"PK\x03\x04\xff\xfe", "is not in UTF-8", id="packed"),
        pytest.param("a.csv", b"a,b\n\xff,\0", "is not in UTF-8", id="binary"),
        pytest.param("a.jsonl", b'{"a":' * 700 + b"1" + b"}" * 700, "nested too deeply", id="deep"),
        pytest.param("a.csv", b"a,b,a\n1,2,3\n", "names a column twice: `a`", id="twice"),
    ],
)
def test_what_is_no_table_is_refused(cli, name: str, content: bytes, words: str) -> None:
    """With a sentence, whatever is wrong with it."""
    Path(name).write_bytes(content)

    status, _, err = cli(name)

    assert status == 2
    assert "error[unreadable]" in err
    assert words in err
