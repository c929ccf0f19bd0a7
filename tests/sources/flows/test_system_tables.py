"""Rows of the lineage system tables become edges, however they were exported."""

import csv
import io
import json

import pytest

from govsim.sources.flows import read_lineage
from tests.sources.flows.files import edges, facts_of, lines

NAMES = """account_id metastore_id workspace_id entity_type entity_id entity_run_id
source_table_full_name source_table_catalog source_table_schema source_table_name source_path
source_type target_table_full_name target_table_catalog target_table_schema target_table_name
target_path target_type created_by event_time event_date record_id event_id statement_id
entity_metadata direct_access""".split()


def row(source=None, target=None, **more):
    found = dict.fromkeys(NAMES)
    for side, name in (("source", source), ("target", target)):
        if name:
            catalog, schema, table = name.split(".")
            found |= {
                f"{side}_table_full_name": name,
                f"{side}_table_catalog": catalog,
                f"{side}_table_schema": schema,
                f"{side}_table_name": table,
                f"{side}_type": "TABLE",
            }
    return found | {"event_time": "2026-03-01T06:00:00.000Z", "created_by": "ana@corp.com"} | more


def as_csv(*rows, sign=",", header=None) -> str:
    written = io.StringIO()
    cells = csv.DictWriter(written, list(rows[0]), delimiter=sign)
    cells.writerow(dict(zip(rows[0], header or rows[0], strict=True)))
    cells.writerows(rows)
    return written.getvalue()


JOB = {
    "entity_type": "JOB",
    "entity_id": "4711",
    "entity_run_id": "99",
    "statement_id": "01f0-a",
    "entity_metadata": {"job_info": {"job_id": "4711", "job_run_id": "99"}, "notebook_id": "12"},
}
ROW = row("main.raw.orders", "main.mart.sales", **JOB)
EXPECTED = [
    "main.raw.orders → job 4711",
    "main.raw.orders → main.mart.sales",
    "main.raw.orders → notebook 12",
]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(lines(ROW), "t.jsonl", id="JSON lines"),
        pytest.param(json.dumps([ROW]), "t.json", id="JSON array"),
        pytest.param(
            as_csv(ROW | {"entity_metadata": json.dumps(JOB["entity_metadata"])}), "t.csv", id="CSV"
        ),
        pytest.param(
            as_csv(
                ROW
                | {"entity_metadata": json.dumps(JOB["entity_metadata"]), "source_path": "null"},
                sign=";",
                header=[name.upper() for name in ROW],
            ),
            "t.csv",
            id="CSV of another tool",
        ),
        pytest.param(
            "\ufeff" + as_csv(ROW | {"entity_metadata": json.dumps(JOB["entity_metadata"])}),
            "t.csv",
            id="CSV with a mark",
        ),
    ],
)
def test_every_export_says_the_same(tmp_path, text: str, name: str) -> None:
    """A row gives the edge, and what did it: the job and the notebook that it ran."""
    facts = facts_of(tmp_path, text, name)

    assert edges(facts) == EXPECTED
    assert (facts.records, facts.refused) == (1, ())


def test_parquet_says_the_same(tmp_path) -> None:
    """Structs and timestamps of parquet are read as they are."""
    pa = pytest.importorskip("pyarrow")
    from datetime import UTC, datetime

    import pyarrow.parquet as pq

    typed = ROW | {"event_time": datetime(2026, 3, 1, 6, tzinfo=UTC)}
    pq.write_table(pa.Table.from_pylist([typed]), tmp_path / "t.parquet")
    facts = read_lineage([tmp_path / "t.parquet"])

    assert edges(facts) == EXPECTED
    assert facts.flows[0].origin.time == datetime(2026, 3, 1, 6, tzinfo=UTC)


def test_a_broken_parquet_file_is_refused(tmp_path) -> None:
    """A file that begins as parquet and is none is told, and the other files are read."""
    pytest.importorskip("pyarrow")
    (tmp_path / "a.parquet").write_bytes(b"PAR1 and then nothing")
    (tmp_path / "b.jsonl").write_text(lines(ROW))
    facts = read_lineage([tmp_path])

    assert [error.code for error in facts.refused] == ["unreadable"]
    assert edges(facts) == EXPECTED


def test_the_origin_is_kept(tmp_path) -> None:
    """Who, when, in which run, by which statement, and in which line of the file."""
    flow = facts_of(tmp_path, lines(ROW), "t.jsonl").flows[0]

    assert flow.origin.principal == "ana@corp.com"
    assert (flow.origin.run, flow.origin.statement, flow.origin.job) == ("99", "01f0-a", "job 4711")
    assert flow.origin.time is not None
    assert flow.origin.at.line == 1


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(
            row("main.a.t", entity_type="DASHBOARD_V3", entity_id="d1"),
            ["main.a.t → dashboard d1"],
            id="read only",
        ),
        pytest.param(
            row(None, "main.a.t", entity_type="PIPELINE", entity_id="p1"),
            ["pipeline p1 → main.a.t"],
            id="written only",
        ),
        pytest.param(row("main.a.t"), ["main.a.t → query by ana@corp.com"], id="by nothing known"),
        pytest.param(
            row(None, "main.a.t", source_path="s3://lake/x", source_type="PATH"),
            ["path s3://lake/x → main.a.t"],
            id="from a path",
        ),
        pytest.param(
            row("main.a.t", entity_metadata={"genie_space_id": "g", "job_info": None}),
            ["main.a.t → Genie space g"],
            id="by Genie",
        ),
        pytest.param(
            row("main.a.t", "main.a.u", source_column_name="A", target_column_name="b"),
            ["main.a.t.A → main.a.u.b transformed"],
            id="columns",
        ),
    ],
)
def test_what_a_row_joins(tmp_path, made, expected) -> None:
    """A row without one of its ends joins the other to what read or wrote it."""
    assert edges(facts_of(tmp_path, [made])) == expected


def test_kinds_of_tables_are_told(tmp_path) -> None:
    """Views and streaming tables are told apart."""
    made = row("main.a.v", "main.a.s", source_type="VIEW", target_type="STREAMING_TABLE")

    assert {str(each.node): each.type for each in facts_of(tmp_path, [made]).assets} == {
        "main.a.v": "VIEW",
        "main.a.s": "STREAMING TABLE",
    }


def test_bad_rows_are_refused_with_their_line(tmp_path) -> None:
    """A row that is cut short, or names nothing, is told; the others arrive."""
    good, empty = as_csv(ROW | {"entity_metadata": ""}).splitlines(), row()
    cut = ",".join(good[1].split(",")[:7])
    blank = as_csv(empty).splitlines()[1]
    facts = facts_of(tmp_path, "\n".join([good[0], cut, good[1], blank]) + "\n", "t.csv")

    assert facts.records == 3
    assert len(facts.flows) == 2
    assert [(each.at.line, each.message) for each in facts.refused] == [
        (2, "this row has 7 cells, and the header 26"),
        (4, "this row names neither a source nor a target"),
    ]


def test_many_rows_of_one_edge_keep_the_first_and_the_last(tmp_path) -> None:
    """A year of hourly rows stays small, and the last use by each principal is known."""
    rows = [
        row("main.a.t", "main.a.u", created_by=who, event_time=f"2026-03-{day:02} 06:00:00")
        for day in range(1, 29)
        for who in ("ana@corp.com", "bo@corp.com")
    ]
    facts = facts_of(tmp_path, lines(*rows), "t.jsonl")

    assert [(flow.origin.principal, flow.origin.time.day) for flow in facts.flows] == [
        ("ana@corp.com", 1),
        ("ana@corp.com", 28),
        ("bo@corp.com", 1),
        ("bo@corp.com", 28),
    ]
