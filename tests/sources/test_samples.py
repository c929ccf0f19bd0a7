"""Rows of a table are read as columns of text, and what are none is refused."""

from pathlib import Path

import pytest

from govsim.errors import GovsimError
from govsim.sources.samples import read_columns


def columns(tmp_path: Path, text: str, name: str = "t.csv", most: int = 100) -> dict[str, tuple]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return {each.name: each.values for each in read_columns(str(file), most)}


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_csv_is_read_by_the_sign_of_its_header(sign: str, tmp_path: Path) -> None:
    """A quoted cell may hold the sign and a line end; an empty one is no value."""
    text = f'a{sign}B c\n1{sign}"x{sign}\ny"\n{sign}z\n'

    assert columns(tmp_path, text) == {"a": ("1", None), "B c": (f"x{sign}\ny", "z")}


@pytest.mark.parametrize(
    "text",
    ['{"a": {"b": 1}}\n\n{"c": [1, 2], "a": null}', '[{"a": {"b": 1}}, {"c": [1, 2], "a": null}]'],
)
def test_json_rows_may_nest_and_differ(text: str, tmp_path: Path) -> None:
    """A field in a field is a column of its own; rows that lack a column have no value there."""
    assert columns(tmp_path, text, "t.jsonl") == {
        "a.b": ("1", None),
        "c": (None, "1, 2"),
        "a": (None, None),
    }


def test_parquet_is_read_from_each_row_group(tmp_path: Path) -> None:
    """The first rows of every group are seen, not those of the first group alone."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = tmp_path / "t.parquet"
    pq.write_table(
        pa.table({"n": list(range(9000)), "d": [None] * 9000}), file, row_group_size=3000
    )

    values = {each.name: each.values for each in read_columns(str(file), 6000)}

    assert {"0", "3000", "6000"} & set(values["n"]) == {"0", "3000"} or "6000" in values["n"]
    assert set(values["d"]) == {None}


def test_only_so_many_rows_are_read(tmp_path: Path) -> None:
    """A long file costs no more than its limit."""
    assert columns(tmp_path, "a\n" + "1\n" * 50, most=7) == {"a": ("1",) * 7}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "t.csv"),
        ("a,b\n1\n", "t.csv"),
        ("a,a\n1,2\n", "t.csv"),
        ("{x", "t.jsonl"),
        ("[1]", "t.json"),
        ("[]", "t.json"),
        ("no", "t.parquet"),
    ],
)
def test_what_holds_no_rows_is_refused(text: str, name: str, tmp_path: Path) -> None:
    """A broken row, a header twice, or another form is an error with a place."""
    with pytest.raises(GovsimError) as refusal:
        columns(tmp_path, text, name)

    assert refusal.value.code == "unreadable"


@pytest.mark.parametrize("cell", ["ann@corp.example", "+48 600 100 200", "DE89370400440532013000"])
def test_a_value_is_no_header(cell: str, tmp_path: Path) -> None:
    """A file without a header is refused, for its first row would be told as names of columns."""
    with pytest.raises(GovsimError, match="so it is no header") as refusal:
        columns(tmp_path, f"Ann Lee,{cell}\nBob Ray,x\n")

    assert cell not in str(refusal.value)


def test_parquet_tells_the_types_of_its_columns(tmp_path: Path) -> None:
    """A mask takes the type of its column; a field knows the column that it is part of."""
    import datetime
    from decimal import Decimal

    import pyarrow as pa
    import pyarrow.parquet as pq

    file = tmp_path / "t.parquet"
    rows = {
        "born": [datetime.date(1980, 3, 1)],
        "pan": [1],
        "sum": [Decimal("1.50")],
        "who": [{"name": "Ann", "tags": ["x"]}],
        "mails": [["a@b.example"]],
        "label": pa.array(["x"]).dictionary_encode(),
    }
    pq.write_table(pa.table(rows), file)

    found = {each.name: (each.datatype, each.parent) for each in read_columns(str(file))}

    kind = "STRUCT<`name`: STRING, `tags`: ARRAY<STRING>>"
    assert found == {
        "born": ("DATE", None),
        "pan": ("BIGINT", None),
        "sum": ("DECIMAL(3,2)", None),
        "who.name": ("STRING", ("who", kind)),
        "who.tags": ("STRING", ("who", kind)),
        "mails": ("ARRAY<STRING>", None),
        "label": ("STRING", None),
    }


def test_json_tells_the_fields_of_a_column(tmp_path: Path) -> None:
    """What rows have of a struct is its type, as far as they tell."""
    file = tmp_path / "t.jsonl"
    file.write_text('{"a": {"b": {"c": 1}}}\n{"a": {"d": "x"}}\n', encoding="utf-8")

    kind = "STRUCT<`b`: STRUCT<`c`: STRING>, `d`: STRING>"
    assert [(each.name, each.parent) for each in read_columns(str(file))] == [
        ("a.b.c", ("a", kind)),
        ("a.d", ("a", kind)),
    ]


def test_a_table_with_ever_new_columns_is_read_in_bounded_memory(tmp_path, monkeypatch) -> None:
    """Each row of JSON may have keys of its own; as many rows are read as fit."""
    monkeypatch.setattr("govsim.sources.samples._MOST_CELLS", 100)
    (tmp_path / "a.jsonl").write_text("".join(f'{{"k{n}": "a"}}\n' for n in range(1000)))

    columns = read_columns(str(tmp_path / "a.jsonl"))

    assert len(columns) == 10
    assert {len(each.values) for each in columns} == {10}


def test_moments_that_python_cannot_hold_are_no_reason_to_refuse_a_table(tmp_path) -> None:
    """Billionths of a second are left out, and years beyond 9999 are no value."""
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    fine = pa.array([1_234_567_890_123_456_789, None], pa.timestamp("ns"))
    late = pa.array([2**62, 0], pa.timestamp("us"))
    far = pa.array([0, None], pa.timestamp("ms", tz="Mars/Phobos"))
    parquet.write_table(pa.table({"a": fine, "b": late, "c": far}), tmp_path / "a.parquet")

    columns = read_columns(str(tmp_path / "a.parquet"))

    assert [each.values for each in columns] == [
        ("2009-02-13T23:31:30.123456", None),
        (None, "1970-01-01T00:00:00"),
        ("1970-01-01T00:00:00", None),
    ]


def test_a_parquet_table_with_two_columns_of_one_name_is_refused(tmp_path) -> None:
    """As one of CSV is: one of them would not be looked at."""
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(pa.table([["a"], ["b"]], names=["c", "c"]), tmp_path / "a.parquet")

    with pytest.raises(GovsimError, match="names a column twice: `c`"):
        read_columns(str(tmp_path / "a.parquet"))
