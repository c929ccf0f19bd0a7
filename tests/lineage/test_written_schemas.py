"""Columns of `struct.*` whose schema stands in the statement, in its table or nowhere."""

import json

import pytest

from govsim.lineage import extract

TABLES = (
    "CREATE TABLE main.raw.t (id BIGINT, body STRING, sch STRING, `odd name` STRING,"
    " addr STRUCT<city: STRING COMMENT 'a, b', geo: STRUCT<lat: DOUBLE, lon: DOUBLE>,"
    " `two words`: DECIMAL(10, 2)>, parts ARRAY<STRUCT<sku: STRING, price: DECIMAL(10,2)>>,"
    " CONSTRAINT few CHECK (id < 5 AND id > 1));"
)
SPARK = json.dumps(
    {
        "type": "struct",
        "fields": [
            {"name": "a", "type": "long"},
            {"name": "b c", "type": {"type": "array", "elementType": "string"}},
        ],
    }
)
AVRO = json.dumps(
    {
        "type": "record",
        "name": "r",
        "fields": [
            {"name": "u", "type": ["null", "string"]},
            {"name": "v", "type": {"type": "map", "values": "int"}},
        ],
    }
)


def written(select: str) -> tuple[dict[str, set[str]], set[str]]:
    """Return what each column of `main.b.x` is made of, and what is unknown."""
    found = extract(f"{TABLES}CREATE TABLE main.b.x AS {select}", {})[-1]
    made: dict[str, set[str]] = {}
    for edge in found.columns:
        if edge.kind == "DIRECT":
            made.setdefault(edge.target_column, set()).add(edge.source_column)
    return made, {each.reason for each in found.unknown}


@pytest.mark.parametrize(
    ("select", "columns"),
    [
        ("SELECT from_json(body, 'a INT, b STRING').* FROM main.raw.t", "a b"),
        ("SELECT from_json(body, 'a: INT, b: STRING').* FROM main.raw.t", "a b"),
        ("SELECT from_json(body, 'STRUCT<a: INT, b: ARRAY<INT>>').* FROM main.raw.t", "a b"),
        ("SELECT p.* FROM (SELECT from_json(body, 'a INT, b INT') AS p FROM main.raw.t)", "a b"),
        ("SELECT p.q.* FROM (SELECT from_json(body, 'q STRUCT<a: INT, b: INT>') AS p FROM main.raw.t)", "a b"),
        ("SELECT from_json(body, 'a INT NOT NULL COMMENT \"x, y\", b MAP<STRING, INT>').* FROM main.raw.t", "a b"),
        (f"SELECT from_json(body, '{SPARK}').`b c` AS x FROM main.raw.t", "x"),
        (f"SELECT from_json(body, '{SPARK}').* FROM main.raw.t", "a|b c"),
        (f"SELECT from_avro(body, '{AVRO}').* FROM main.raw.t", "u v"),
        ("SELECT from_csv(body, 'a INT, b STRING', map('sep', ';')).* FROM main.raw.t", "a b"),
        ("SELECT from_xml(body, 'a INT, b STRING').* FROM main.raw.t", "a b"),
        ('SELECT from_json(body, schema_of_json(\'{"z":1,"a":{"k":[1]}}\')).* FROM main.raw.t', "a z"),
        ("SELECT from_csv(body, schema_of_csv('1,\"x,y\",2.5')).* FROM main.raw.t", "_c0 _c1 _c2"),
        ("SELECT inline(from_json(body, 'ARRAY<STRUCT<a: INT, b: INT>>')) FROM main.raw.t", "a b"),
        ("SELECT from_json(body, 'ARRAY<STRUCT<a: INT, b: INT>>')[0].* FROM main.raw.t", "a b"),
        ("SELECT CAST(body AS STRUCT<a: INT, b: INT>).* FROM main.raw.t", "a b"),
        ("SELECT variant_get(parse_json(body), '$.x', 'STRUCT<a INT, b INT>').* FROM main.raw.t", "a b"),
    ],
)  # fmt: skip
def test_a_schema_in_the_statement_gives_the_columns(select: str, columns: str) -> None:
    """DDL, JSON, an example and a cast tell the fields, each made of what is parsed."""
    made, unknown = written(select)

    assert list(made) == (columns.split("|") if "|" in columns else columns.split())
    assert set(map(frozenset, made.values())) == {frozenset({"body"})}
    assert not unknown


@pytest.mark.parametrize(
    ("select", "columns"),
    [
        ("SELECT addr.* FROM main.raw.t", {"city": "addr", "geo": "addr", "two words": "addr"}),
        ("SELECT x.addr.geo.* FROM main.raw.t x", {"lat": "addr", "lon": "addr"}),
        ("SELECT addr.* EXCEPT (geo) FROM main.raw.t", {"city": "addr", "two words": "addr"}),
        ("SELECT e.* FROM main.raw.t LATERAL VIEW explode(parts) p AS e", {"sku": "parts", "price": "parts"}),
        ("SELECT named_struct('u', id, 'v', upper(body)).* FROM main.raw.t", {"u": "id", "v": "body"}),
        ("SELECT struct(id, body AS b).* FROM main.raw.t", {"id": "id", "b": "body"}),
        ("SELECT `odd name` FROM main.raw.t", {"odd name": "odd name"}),
    ],
)  # fmt: skip
def test_a_struct_of_a_table_gives_its_fields(select: str, columns: dict[str, str]) -> None:
    """Every field of a declared struct comes, nested ones and those in quotes too."""
    made, unknown = written(select)

    assert {name: " ".join(sorted(of)) for name, of in made.items()} == columns
    assert not unknown


@pytest.mark.parametrize(
    "call",
    [
        "from_json(body, sch)",
        "from_json(body, schema_of_json(body))",
        "from_json(body, schema_of_json('{broken'))",
        "from_csv(body, schema_of_csv('1;2', map('sep', ';')))",
        "from_json(body, 'MAP<STRING, INT>')",
        "from_json(body, 'a INT, b')",
        "parse_json(body)",
        f"from_json(body, '{'[' * 3000}')",
        f"from_json(body, schema_of_json('{'[' * 100_000}'))",
    ],
)
def test_a_schema_that_is_nowhere_is_told(call: str) -> None:
    """What the fields are is refused by its reason, and never guessed."""
    made, unknown = written(f"SELECT {call}.* FROM main.raw.t")

    assert set(made) == {"*"}
    assert unknown == {"unknown-fields"}


def test_a_field_that_the_schema_lacks_is_told() -> None:
    """A name that the written schema has not is an unknown column."""
    _, unknown = written("SELECT j.nope FROM (SELECT from_json(body, 'a INT') j FROM main.raw.t)")

    assert unknown == {"unknown-column"}
