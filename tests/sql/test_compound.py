"""SQL scripting is read statement by statement, with what surely runs and what may."""

import time

import pytest

from govsim.model import statements as s
from govsim.sql import read_script, read_statement, write

SCRIPT = """BEGIN
  DECLARE n INT DEFAULT 0;
  IF (SELECT count(*) FROM a.b.c) > 3 THEN DELETE FROM a.b.c;
  ELSEIF n > 3 THEN DELETE FROM a.b.d;
  ELSE again: LOOP INSERT INTO a.b.c VALUES (1); LEAVE again; END LOOP again;
  END IF;
  CASE n WHEN 1 THEN SELECT CASE WHEN true THEN 1 END AS x; ELSE SELECT 3; END CASE;
  FOR r AS SELECT id FROM a.b.c DO INSERT INTO a.b.d VALUES (r.id); END FOR;
  REPEAT UPDATE a.b.c SET id = 1; UNTIL (SELECT max(id) FROM a.b.c) > 3 END REPEAT;
  WHILE n < 3 DO SET n = n + 1; END WHILE;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION, SQLSTATE '45000' BEGIN GRANT SELECT ON TABLE a.b.c TO x; END;
  DECLARE c CURSOR FOR SELECT id FROM a.b.d;
  OPEN c; FETCH c INTO n; CLOSE c;
  SIGNAL SQLSTATE '45000';
  BEGIN DROP TABLE a.b.c; END;
END"""


def parts(text: str) -> list[tuple[bool, str]]:
    """Return whether each part surely runs, and its kind."""
    found = read_statement(text)
    assert isinstance(found, s.Compound)
    return [(part.sure, type(part.statement).__name__) for part in found.parts]


def test_every_branch_is_read_and_what_surely_runs_is_known() -> None:
    """Words of control are left out; conditions and cursors that read are queries."""
    assert parts(SCRIPT) == [
        (True, "Setting"),
        (True, "Query"),
        (False, "Write"),
        (False, "Write"),
        (False, "Write"),
        (False, "Query"),
        (False, "Query"),
        (True, "Query"),
        (False, "Write"),
        (True, "Write"),
        (True, "Query"),
        (False, "Setting"),
        (False, "Grant"),
        (True, "Query"),
        (True, "Drop"),
    ]


def test_places_are_those_of_the_script() -> None:
    """Each statement knows its line."""
    found = read_statement(SCRIPT)
    assert isinstance(found, s.Compound)

    lines = {type(one).__name__: one.at.line for one in found.statements if one.at is not None}

    assert (lines["Grant"], lines["Drop"]) == (11, 15)
    assert write(found) == SCRIPT


@pytest.mark.parametrize(
    ("body", "name"),
    [
        pytest.param("DECLARE t STRING DEFAULT 'a.b.c'; DROP TABLE IDENTIFIER(t);", "a.b.c"),
        pytest.param("DECLARE t STRING = 'b'; DROP TABLE IDENTIFIER('a.' || t || '.c');", "a.b.c"),
        pytest.param("DECLARE t STRING; SET t = 'a.b.c'; DROP TABLE IDENTIFIER(T);", "a.b.c"),
        pytest.param("EXECUTE IMMEDIATE 'DROP TABLE ' || 'a.b.c';", "a.b.c"),
        pytest.param("DECLARE q STRING DEFAULT 'DROP TABLE a.b.c'; EXECUTE IMMEDIATE q;", "a.b.c"),
        pytest.param(
            "DECLARE t STRING DEFAULT 'a.b.x'; SET VAR t = 'a.b.c'; DROP TABLE IDENTIFIER(t);",
            "a.b.c",
        ),
    ],
)
def test_texts_that_are_constant_are_put_in_place(body: str, name: str) -> None:
    """A variable is known from where it was set last, as long as nothing else may set it."""
    found = read_statement(f"BEGIN {body} END")
    assert isinstance(found, s.Compound)

    (drop,) = [one for one in found.statements if isinstance(one, s.Drop)]

    assert ".".join(drop.target.name) == name


@pytest.mark.parametrize(
    "body",
    [
        "DROP TABLE IDENTIFIER(t);",
        "DECLARE t STRING DEFAULT current_user(); DROP TABLE IDENTIFIER(t);",
        "DECLARE t STRING DEFAULT 'a.b.c'; IF n > 1 THEN SET t = 'a.b.d'; END IF; DROP TABLE IDENTIFIER(t);",
        "DECLARE t STRING DEFAULT 'a.b.c'; LOOP DROP TABLE IDENTIFIER(t); SET t = 'a.b.d'; END LOOP;",
        "DECLARE t STRING DEFAULT 'a.b.c'; EXECUTE IMMEDIATE 'SELECT 1' INTO t; DROP TABLE IDENTIFIER(t);",
        "DECLARE t, u STRING DEFAULT 'a.b.c'; SET (t, u) = (SELECT 1, 2); DROP TABLE IDENTIFIER(t);",
        "DROP TABEL a.b.c;",
    ],
)
def test_what_is_not_known_before_it_runs_is_kept_as_it_stands(body: str) -> None:
    """Nothing is taken to be harmless because it is not understood."""
    found = read_statement(f"BEGIN {body} END")
    assert isinstance(found, s.Compound)

    kept = [one for one in found.statements if isinstance(one, s.NotSimulated)]

    assert [one.keyword for one in kept] == ["DROP"]
    assert not any(isinstance(one, s.Drop) for one in found.statements)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("DECLARE q STRING DEFAULT 'DROP TABLE a.b.c'; EXECUTE IMMEDIATE q", "DROP TABLE a.b.c"),
        ("DECLARE t STRING; SET VAR t = 'a.b.c'; DROP TABLE IDENTIFIER(t)", "DROP TABLE a.b.c"),
        ("SET t = 'a.b.c'; DROP TABLE IDENTIFIER(t)", ""),
        ("DECLARE t STRING DEFAULT 'a.b.c'; BEGIN SET t = 'x'; END; DROP TABLE IDENTIFIER(t)", ""),
        (
            "DECLARE t STRING = 'a.b.c'; EXECUTE IMMEDIATE 'SELECT 1' INTO t; DROP TABLE IDENTIFIER(t)",
            "",
        ),
    ],
)
def test_variables_of_a_session_are_known_to_later_statements(text: str, last: str) -> None:
    """SET of what is no variable sets none, and what a block sets is not known behind it."""
    script = read_script(text)

    assert [error.code for error in script.errors] == ([] if last else ["unset-variable"])
    assert not last or write(script.statements[-1]) == last


def test_a_variable_of_a_block_hides_one_of_the_session() -> None:
    """Within the block its own variable counts."""
    text = "DECLARE t STRING = 'a.b.c'; BEGIN DECLARE t STRING = 'x.y.z'; DROP TABLE IDENTIFIER(t); END"
    block = read_script(text).statements[-1]
    assert isinstance(block, s.Compound)

    assert write(block.statements[-1]) == "DROP TABLE x.y.z"


@pytest.mark.parametrize(
    "text",
    [
        "BEGIN TRANSACTION",
        "BEGIN IF 1 = 1 THEN SELECT 1; END",
        "BEGIN DECLARE EXIT HANDLER SELECT 1; END",
        f"{'BEGIN ' * 200}SELECT 1; {'END; ' * 200}",
        f"BEGIN {'IF 1 = 1 THEN ' * 5000}SELECT 1; {'END IF; ' * 5000}END",
    ],
    ids=["a transaction", "no END IF", "no FOR", "deep blocks", "deep conditions"],
)
def test_what_is_no_script_that_is_known_is_kept_whole(text: str) -> None:
    """A structure that cannot be followed is told, and never raises anything else."""
    assert isinstance(read_statement(text), s.NotSimulated)


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        "LOOP SET x = 'a'; END LOOP; ",
        "SET x = 'a.b.c'; DROP TABLE IDENTIFIER(x); ",
        "DROP TABLE IDENTIFIER(IDENTIFIER(IDENTIFIER(y))); ",
        "DECLARE EXIT HANDLER FOR SQLEXCEPTION SET y = 1; ",
    ],
)
def test_long_scripts_are_read_in_linear_time(body: str) -> None:
    """Ten times the script takes no more than some twenty times as long."""

    def seconds(count: int) -> float:
        start = time.perf_counter()
        read_statement(f"BEGIN {body * count}END")
        return time.perf_counter() - start

    seconds(10)
    short = min(seconds(150) for _ in range(3))

    assert seconds(1500) < 25 * short + 0.2
