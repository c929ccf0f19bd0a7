"""Lineage out of files of other tools: what each format says, and what of it is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.errors import GovsimError
from govsim.model.flows import LineageFacts, Node, NodeKind
from govsim.sources.flows import read_lineage
from govsim.sources.flows.gathering import Gathering, Part
from govsim.sources.flows.reading import _read


def read(tmp_path: Path, name: str, value: Any) -> LineageFacts:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return read_lineage([str(file)], default=("main", "crm"))


def told(facts: LineageFacts) -> set[tuple[str, str]]:
    assert facts.refused == ()
    return {(str(flow.source), str(flow.target)) for flow in facts.flows}


# --- OpenLineage ------------------------------------------------------------------------------


def event(kind: str = "COMPLETE", **more: Any) -> dict[str, Any]:
    return {
        "eventType": kind,
        "eventTime": "2026-01-01T00:00:00Z",
        "run": {"runId": "0f8c"},
        "job": {"namespace": "spark", "name": "nightly"},
        **more,
    }


RAW = {
    "namespace": "dbfs",
    "name": "/warehouse/raw",
    "facets": {
        "symlinks": {"identifiers": [{"namespace": "uc", "name": "main.crm.raw", "type": "TABLE"}]}
    },
}
CLEAN = {
    "namespace": "unity",
    "name": "main.crm.clean",
    "facets": {
        "schema": {"fields": [{"name": "Mail", "type": "string"}]},
        "tags": {"tags": [{"key": "pii", "value": "email", "field": "Mail"}]},
        "ownership": {"owners": [{"name": "team:crm"}]},
        "columnLineage": {
            "fields": {
                "Mail": {
                    "inputFields": [
                        {
                            "namespace": "unity",
                            "name": "main.crm.raw",
                            "field": "email",
                            "transformations": [
                                {"type": "DIRECT", "subtype": "TRANSFORMATION", "masking": True}
                            ],
                        }
                    ]
                }
            },
            "dataset": [
                {
                    "namespace": "unity",
                    "name": "main.crm.raw",
                    "field": "age",
                    "transformations": [{"type": "INDIRECT", "subtype": "FILTER"}],
                }
            ],
        },
    },
}


def test_openlineage_resolves_symlinks_columns_and_masking(tmp_path) -> None:
    """Tables have their own names, columns their kinds, and what is masked says so."""
    facts = read(tmp_path, "e.json", event(inputs=[RAW], outputs=[CLEAN]))

    assert ("main.crm.raw.email", "main.crm.clean.Mail") in told(facts)
    masked = next(f for f in facts.flows if f.target.column == "Mail")
    rows = next(f for f in facts.flows if f.target.column == "*")
    assert (masked.transform, rows.kind, rows.why) == ("masked", "INDIRECT", "filter")
    clean = next(a for a in facts.assets if a.node.name == "main.crm.clean")
    assert clean.column_tags == (("Mail", "pii", "email"),)
    assert clean.owner == "team:crm"


def test_the_events_of_a_run_are_put_together(tmp_path) -> None:
    """Inputs of START and outputs of COMPLETE are one run; a run that failed wrote nothing."""
    start, done = event("START", inputs=[RAW], outputs=[]), event(inputs=[], outputs=[CLEAN])
    for text in (json.dumps([start, done]), f"{json.dumps(start)}\n{json.dumps(done)}\n"):
        found = told(read(tmp_path, "e.json", text))
        assert ("main.crm.raw", "main.crm.clean") in found

    failed = read(tmp_path, "f.json", [start, event("FAIL", inputs=[RAW], outputs=[CLEAN])])
    assert failed.flows == ()


def test_times_may_be_templates(tmp_path) -> None:
    """A time that is none leaves the edge without one."""
    one = {**event(inputs=[RAW], outputs=[CLEAN]), "eventTime": "{{RUN_START_TIME}}"}

    assert read(tmp_path, "e.json", one).flows[0].origin.time is None


# --- dbt --------------------------------------------------------------------------------------


def manifest(**more: Any) -> dict[str, Any]:
    return {
        "metadata": {
            "dbt_schema_version": "https://schemas.getdbt.com/dbt/manifest/v12.json",
            "project_name": "shop",
        },
        "nodes": {
            "model.shop.stage": {
                "resource_type": "model",
                "unique_id": "model.shop.stage",
                "database": "main",
                "schema": "crm",
                "name": "stage",
                "alias": "stage",
                "config": {"materialized": "view", "databricks_tags": {"team": "crm"}},
                "columns": {
                    "email": {
                        "name": "email",
                        "data_type": "string",
                        "meta": {"pii": "email"},
                        "config": {"meta": {"owner": "ana"}},
                    }
                },
                "depends_on": {"nodes": ["source.shop.raw.users"]},
                "compiled_code": "select email from `main`.`raw`.`users`",
            },
            "model.shop.between": {
                "resource_type": "model",
                "name": "between",
                "config": {"materialized": "ephemeral"},
                "depends_on": {"nodes": ["model.shop.stage"]},
            },
            "model.shop.mart": {
                "resource_type": "model",
                "database": "main",
                "schema": "crm",
                "name": "mart",
                "config": {"materialized": "table"},
                "language": "python",
                "compiled_code": "def model(dbt, session): …",
                "depends_on": {"nodes": ["model.shop.between"]},
            },
            "test.shop.x": {"resource_type": "test", "name": "x"},
        },
        "sources": {
            "source.shop.raw.users": {
                "resource_type": "source",
                "database": "main",
                "schema": "raw",
                "name": "users",
                "identifier": "users",
            }
        },
        "exposures": {
            "exposure.shop.kpi": {
                "name": "kpi",
                "type": "dashboard",
                "owner": {"email": "bea@corp.com"},
                "depends_on": {"nodes": ["model.shop.mart"]},
            }
        },
        **more,
    }


def test_dbt_models_sources_and_exposures(tmp_path) -> None:
    """Compiled SQL is traced later; without it, what a model depends on are its edges."""
    facts = read(tmp_path, "manifest.json", manifest())

    assert told(facts) == {
        ("main.crm.stage", "main.crm.mart"),  # through the ephemeral model
        ("main.crm.mart", "dashboard kpi"),
    }
    (stage,) = facts.definitions
    assert (stage.target.name, stage.default) == ("main.crm.stage", ("main", "crm"))
    asset = next(a for a in facts.assets if a.node.name == "main.crm.stage")
    assert (asset.type, asset.tags) == ("VIEW", (("team", "crm"),))
    assert ("email", "pii", "email") in asset.column_tags
    assert ("email", "owner", "ana") in asset.column_tags


def test_a_dbt_catalog_gives_columns_in_their_order(tmp_path) -> None:
    """They are sorted by their index, not by their name."""
    catalog = {
        "metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/catalog/v1.json"},
        "nodes": {
            "model.shop.stage": {
                "metadata": {"type": "VIEW", "database": "main", "schema": "crm", "name": "stage"},
                "columns": {
                    "B": {"type": "INT", "index": 2, "name": "b"},
                    "Z": {"type": "STRING", "index": 1, "name": "z"},
                },
            }
        },
        "sources": {},
    }
    (asset,) = read(tmp_path, "catalog.json", catalog).assets

    assert asset.columns == (("z", "STRING"), ("b", "INT"))


# --- system tables ----------------------------------------------------------------------------

ROWS = """entity_type,entity_id,source_table_full_name,target_table_full_name,source_path,created_by,event_time,entity_metadata
JOB,81,main.crm.raw,main.crm.clean,,ivo@corp.com,2026-01-02T03:04:05Z,
,,main.crm.clean,,,ana@corp.com,2026-01-03 00:00:00,"{""dashboard_id"": ""d1""}"
NOTEBOOK,7,,main.crm.out,,ana@corp.com,,
,,,main.crm.raw,s3://lake/in,ivo@corp.com,,
"""


def test_rows_of_the_lineage_tables(tmp_path) -> None:
    """Reads, writes, paths, and who did it; CSV and JSON lines say the same."""
    facts = read(tmp_path, "rows.csv", ROWS)
    assert told(facts) == {
        ("main.crm.raw", "main.crm.clean"),
        ("main.crm.raw", "job 81"),
        ("main.crm.clean", "dashboard d1"),
        ("notebook 7", "main.crm.out"),
        ("path s3://lake/in", "main.crm.raw"),
    }
    assert facts.flows[0].origin.principal == "ivo@corp.com"

    column = {
        "source_table_full_name": "main.crm.raw",
        "target_table_full_name": "main.crm.clean",
        "source_column_name": "email",
        "target_column_name": "mail",
    }
    lines = "\n".join(json.dumps(column) for _ in range(2))
    assert ("main.crm.raw.email", "main.crm.clean.mail") in told(read(tmp_path, "c.jsonl", lines))


def test_rows_as_parquet(tmp_path) -> None:
    """The same rows as the platform exports them."""
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    rows = [{"source_table_full_name": "a.b.c", "target_table_full_name": "a.b.d"}]
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "rows.parquet")

    assert told(read_lineage([str(tmp_path / "rows.parquet")])) == {("a.b.c", "a.b.d")}
    (tmp_path / "broken.parquet").write_text("no")
    (error,) = read_lineage([str(tmp_path / "broken.parquet")]).refused
    assert "no parquet file" in error.message


# --- consumers, models, endpoints ----------------------------------------------------------------


def test_a_dashboard_is_sql_with_its_parameters(tmp_path) -> None:
    """As a file, and as REST wraps it; a published one borrows its publisher's rights."""
    body = {
        "datasets": [
            {
                "name": "d",
                "displayName": "Sales",
                "catalog": "main",
                "schema": "crm",
                "queryLines": ["SELECT a\n", "FROM t WHERE c = :country"],
                "parameters": [
                    {
                        "keyword": "country",
                        "defaultSelection": {"values": {"values": [{"value": "PL"}]}},
                    }
                ],
            }
        ],
        "pages": [],
    }
    plain = read(tmp_path, "sales.lvdash.json", body)
    wrapped = read(
        tmp_path,
        "rest.json",
        {
            "display_name": "sales",
            "serialized_dashboard": json.dumps(body),
            "published": {"embed_credentials": True, "publisher": "bea@corp.com"},
        },
    )

    for facts in (plain, wrapped):
        (found,) = facts.definitions
        assert found.target == Node(NodeKind.DASHBOARD, "sales")
        assert found.text == "SELECT a\nFROM t WHERE c = :country"
        assert found.variables == (("country", "PL"),)
    assert wrapped.assets[0].runs_as == "bea@corp.com"


SAMPLES: list[tuple[str, Any, set[tuple[str, str]]]] = [
    (
        "space.geniespace.json",
        {"title": "Ask", "data_sources": {"tables": [{"identifier": "main.crm.t"}]}},
        {("main.crm.t", "Genie space Ask")},
    ),
    (
        "job.json",
        {
            "job_id": 1,
            "settings": {
                "name": "load",
                "run_as": {"user_name": "ivo@corp.com"},
                "trigger": {"table_update": {"table_names": ["main.crm.raw"]}},
                "tasks": [
                    {"task_key": "a", "notebook_task": {"notebook_path": "/Repos/etl"}},
                    {"task_key": "b", "pipeline_task": {"pipeline_id": "p1"}},
                ],
            },
        },
        {
            ("main.crm.raw", "job load"),
            ("notebook /Repos/etl", "job load"),
            ("pipeline p1", "job load"),
        },
    ),
    (
        "pipeline.json",
        {
            "name": "ingest",
            "catalog": "main",
            "target": "raw",
            "libraries": [{"notebook": {"path": "/x"}}],
            "ingestion_definition": {
                "connection_name": "sfdc",
                "objects": [{"table": {"source_schema": "s", "source_table": "Account"}}],
            },
        },
        {
            ("notebook /x", "pipeline ingest"),
            ("external metadata sfdc.s.account", "main.raw.account"),
            ("pipeline ingest", "main.raw.account"),
        },
    ),
    (
        "version.json",
        {
            "model_name": "m",
            "catalog_name": "main",
            "schema_name": "ml",
            "version": 3,
            "model_version_dependencies": {
                "dependencies": [
                    {"table": {"table_full_name": "main.crm.f"}},
                    {"function": {"function_full_name": "main.crm.g"}},
                ]
            },
        },
        {("main.crm.f", "model main.ml.m"), ("function main.crm.g", "model main.ml.m")},
    ),
    (
        "agent/MLmodel",
        "flavors: {python_function: {}}\nregistered_model_name: main.ml.agent\n"
        "resources:\n  databricks:\n    vector_search_index: [{name: main.docs.i}]\n"
        "    serving_endpoint: [{name: llm}]\n    sql_warehouse: [{name: w}]\n",
        {
            ("vector index main.docs.i", "model main.ml.agent"),
            ("endpoint llm", "model main.ml.agent"),
        },
    ),
    (
        "spec/feature_spec.yaml",
        "input_columns:\n- age: {source: feature_store, table_name: main.crm.f, feature_name: age,"
        " lookup_key: [id]}\ninput_tables:\n- main.crm.f: {table_id: x}\nname: main.ml.s\n",
        {("main.crm.f.age", "feature spec main.ml.s"), ("main.crm.f.id", "feature spec main.ml.s")},
    ),
    (
        "index.json",
        {
            "name": "main.docs.i",
            "primary_key": "id",
            "delta_sync_index_spec": {
                "source_table": "main.docs.chunks",
                "columns_to_sync": ["text"],
                "embedding_source_columns": [
                    {"name": "text", "embedding_model_endpoint_name": "bge"}
                ],
            },
        },
        {
            ("endpoint bge", "vector index main.docs.i"),
            ("main.docs.chunks.text", "vector index main.docs.i"),
            ("main.docs.chunks.id", "vector index main.docs.i"),
        },
    ),
    (
        "online.json",
        {"name": "main.crm.o", "spec": {"source_table_full_name": "main.crm.f"}},
        {("main.crm.f", "main.crm.o")},
    ),
    (
        "endpoints.json",
        {
            "endpoints": [
                {
                    "name": "chat-api",
                    "config": {
                        "served_entities": [
                            {"entity_name": "main.ml.m"},
                            {"external_model": {"name": "gpt"}},
                        ],
                        "auto_capture_config": {"catalog_name": "main", "schema_name": "log"},
                    },
                }
            ]
        },
        {
            ("model main.ml.m", "endpoint chat-api"),
            ("external metadata gpt", "endpoint chat-api"),
            ("endpoint chat-api", "main.log.chat_api_payload"),
        },
    ),
    (
        "monitor.json",
        {"table_name": "main.crm.f", "output_schema_name": "main.q", "dashboard_id": "d"},
        {
            ("main.crm.f", "main.q.f_profile_metrics"),
            ("main.crm.f", "main.q.f_drift_metrics"),
            ("main.q.f_profile_metrics", "dashboard d"),
            ("main.q.f_drift_metrics", "dashboard d"),
        },
    ),
    (
        "external.json",
        {
            "source": {"external_metadata": {"name": "SAP_Orders"}},
            "target": {"table": {"name": "main.crm.orders"}},
            "columns": [{"source": "kunnr", "target": "customer"}],
        },
        {("external metadata sap_orders.kunnr", "main.crm.orders.customer")},
    ),
]


@pytest.mark.parametrize(("name", "value", "edges"), SAMPLES, ids=[s[0] for s in SAMPLES])
def test_what_each_asset_says(tmp_path, name: str, value: Any, edges: set[tuple[str, str]]) -> None:
    """Every format is recognised by what it holds, whatever the file is called."""
    assert told(read(tmp_path, name, value)) == edges


# --- what does not fit -------------------------------------------------------------------------


def test_bad_records_are_refused_with_their_place_and_the_rest_is_kept(tmp_path) -> None:
    """Each refusal names the line and the path; all records are counted."""
    good = {"source_table_full_name": "a.b.c", "target_table_full_name": "a.b.d"}
    lines = [
        json.dumps(good),
        "{oops",
        json.dumps({"what": 1}),
        json.dumps({**good, "target_table_full_name": []}),
    ]
    facts = read(tmp_path, "mixed.jsonl", "\n".join(lines))

    assert [(e.at.line, e.message) for e in facts.refused if e.at] == [
        (2, "this line holds no JSON"),
        (3, "$ is nothing that knows of lineage"),
        (4, "$.target_table_full_name is no text"),
    ]
    assert (len(facts.flows), facts.records) == (1, 4)


@pytest.mark.parametrize("text", ["", "{", "[1, 2", "plain words"])
def test_what_is_no_json_is_refused(tmp_path, text: str) -> None:
    """With the file, and a hint that names the formats."""
    (error,) = read(tmp_path, "x.json", text).refused

    assert "holds no JSON" in error.message
    assert "OpenLineage" in str(error.hint)


def test_a_file_that_is_not_there_is_an_error_of_its_own(tmp_path) -> None:
    """A name that was mistyped is no bad record: nothing is read."""
    with pytest.raises(GovsimError, match="cannot be read"):
        read_lineage([str(tmp_path / "none.json")])


def test_a_broken_file_of_a_folder_leaves_the_rest(tmp_path) -> None:
    """Whether it is found in a folder or named itself, the others are read."""
    from govsim.sources import read_beside

    (tmp_path / "bad.json").write_text("{")
    (tmp_path / "good.json").write_text(json.dumps(SAMPLES[0][1]))
    facts = read_beside([tmp_path]).facts

    assert (len(facts.flows), len(facts.refused), facts.records) == (1, 1, 2)
    named = read_beside([tmp_path / "bad.json", tmp_path / "good.json"]).facts
    assert (len(named.flows), len(named.refused), named.records) == (1, 1, 2)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.data())
def test_mutated_files_never_fail_otherwise(data: st.DataObject) -> None:
    """Any part of any sample may be anything: it is read, or refused."""
    samples = [value for _, value, _ in SAMPLES if isinstance(value, dict)]
    samples += [event(inputs=[RAW], outputs=[CLEAN]), manifest()]
    value = json.loads(json.dumps(data.draw(st.sampled_from(samples))))
    holder: Any = value
    for _ in range(data.draw(st.integers(1, 6))):
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if not isinstance(holder[key], (dict, list)) or data.draw(st.booleans()):
            holder[key] = data.draw(VALUES)
            break
        holder = holder[key]
    into = Gathering("x", ("main", "default"))

    _read(Part(value), into, 1)

    assert len(into.refused) <= into.records
