"""What holds of the lineage of every query."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from govsim.lineage import extract
from govsim.lineage.parsing import tokens_of

HERE = Path(__file__).parent
TABLES = json.loads((HERE / "schema.json").read_text(encoding="utf-8"))
FORMS = [json.loads(line) for line in (HERE / "forms.jsonl").read_text("utf-8").splitlines()]
GOVERNED = ("src", "tgt", "u", "t")
BLANKS = st.sampled_from([" ", "\n", "\t ", " /* a comment */ ", " -- a comment\n"])
NAMES = st.sampled_from(["q", "zz", "`a b`", "src2", "Alpha"])


def edges(sql: str):
    return [
        (each.tables, frozenset(each.columns), each.unknown)
        for each in extract(sql, TABLES, ("c", "s"))
    ]


@st.composite
def queries(draw, left: str, right: str) -> str:
    """A query over two relations that are called as the caller says."""
    columns = draw(
        st.lists(
            st.sampled_from([f"{left}.id", f"{left}.a", f"{right}.em", f"upper({right}.em)"]),
            min_size=1,
            max_size=4,
        )
    )
    listed = ", ".join(f"{column} AS x{place}" for place, column in enumerate(columns))
    where = draw(st.sampled_from(["", f" WHERE {left}.b > 1", f" WHERE {right}.em LIKE 'a%'"]))
    order = draw(st.sampled_from(["", f" ORDER BY {left}.a"]))
    return (
        f"SELECT {listed} FROM c.s.src {left} JOIN c.s.u AS {right} "
        f"ON {left}.id = {right}.id{where}{order}"
    )


@given(st.data(), NAMES, NAMES)
def test_lineage_does_not_depend_on_the_names_of_aliases(data, left: str, right: str) -> None:
    """The same query under other table aliases has the same edges."""
    if left.lower() == right.lower():
        return
    plain = data.draw(queries("l", "r"))
    renamed = plain.replace("l.", f"{left}.").replace("r.", f"{right}.")
    renamed = renamed.replace("src l ", f"src {left} ").replace("AS r ", f"AS {right} ")

    assert edges(f"CREATE TABLE o AS {renamed}") == edges(f"CREATE TABLE o AS {plain}")


@given(st.permutations(["a", "b", "d"]))
def test_lineage_does_not_depend_on_the_order_of_ctes(order: list[str]) -> None:
    """Common table expressions that do not read each other stand in any order."""
    bodies = {
        "a": "SELECT id, a FROM c.s.src WHERE b > 0",
        "b": "SELECT id, em FROM c.s.u",
        "d": "SELECT max(amount) AS m, customer_id FROM c.s.orders GROUP BY customer_id",
    }
    with_ = ", ".join(f"{name} AS ({bodies[name]})" for name in order)
    sql = (
        f"WITH {with_} SELECT a.a, b.em, d.m FROM a JOIN b USING (id) JOIN d ON d.customer_id = id"
    )
    plain = ", ".join(f"{name} AS ({body})" for name, body in bodies.items())
    same = sql.replace(with_, plain)

    ((_, columns, unknown),) = edges(f"CREATE TABLE o AS {sql}")
    ((_, expected, none),) = edges(f"CREATE TABLE o AS {same}")
    assert (columns, unknown) == (expected, none)


@given(st.sampled_from(FORMS), st.data())
def test_lineage_does_not_depend_on_formatting(form, data) -> None:
    """Blanks, line ends and comments between words change nothing."""
    if "$$" in form["sql"] or "EXECUTE" in form["sql"]:
        return
    pieces, at = [], 0
    for token in tokens_of(form["sql"]):
        gap = form["sql"][at : token.start]
        pieces.append(data.draw(BLANKS) if gap.isspace() else gap)
        pieces.append(form["sql"][token.start : token.end + 1])
        at = token.end + 1
    sql = "".join([*pieces, form["sql"][at:]])

    assert edges(sql) == edges(form["sql"])


@given(st.sampled_from(FORMS), st.data())
def test_a_damaged_statement_ends_as_an_answer(form, data) -> None:
    """A statement with a word taken out or doubled never raises, and never ends in silence."""
    words = form["sql"].split(" ")
    place = data.draw(st.integers(0, len(words) - 1))
    doubled = data.draw(st.booleans())
    words[place : place + 1] = [words[place]] * 2 if doubled else []
    for found in extract(" ".join(words), TABLES, ("c", "s")):
        assert found.outcome in ("edges", "no data flows", "unknown")


@given(st.sampled_from(FORMS))
def test_every_column_edge_ends_where_the_statement_writes(form) -> None:
    """A column edge ends in a table that the statement writes, or in the query itself."""
    for found in extract(form["sql"], TABLES, ("c", "s")):
        targets = {edge.target_table for edge in found.columns}

        assert targets <= {*found.writes, "<query>"}
        assert {edge.source_table for edge in found.columns} <= {*found.reads, *found.writes, None}
