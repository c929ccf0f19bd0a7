"""OpenLineage events become edges between the things that they mean."""

import json

import pytest

from govsim.sources.flows import read_lineage
from tests.sources.flows.files import edges, facts_of, lines

RUN = "0190f5a0-2c5e-7d31-b6e9-7a7d1e1c0001"
SPEC = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"
FACET = {"_producer": "https://github.com/OpenLineage/OpenLineage/tree/1.27.0/integration/spark"}


def event(kind="COMPLETE", *, run=RUN, job="load_orders", inputs=(), outputs=(), **more):
    return {
        "eventType": kind,
        "eventTime": "2026-03-01T06:00:00.123Z",
        "producer": FACET["_producer"],
        "schemaURL": SPEC,
        "run": {"runId": run, "facets": {"spark_version": {"spark-version": "3.5.0"}}},
        "job": {"namespace": "prod", "name": job, "facets": {}},
        "inputs": list(inputs),
        "outputs": list(outputs),
        **more,
    }


def table(name, **facets):
    return {"namespace": "databricks://adb-1.azuredatabricks.net", "name": name, "facets": facets}


def linked(path, name):
    """A dataset as Spark on Databricks names it: by its path, with the table as a symlink."""
    found = {"namespace": "/warehouse", "name": name, "type": "TABLE"}
    return {
        "namespace": "s3://lake",
        "name": path,
        "facets": {"symlinks": {**FACET, "identifiers": [found]}},
    }


def uses(out, *inputs, whole=()):
    return {
        "columnLineage": {
            **FACET,
            "fields": {out: {"inputFields": list(inputs)}},
            "dataset": list(whole),
        }
    }


def column(dataset, field, kind="DIRECT", subtype="IDENTITY", **more):
    how = [{"type": kind, "subtype": subtype, "description": "", "masking": False, **more}]
    key = {"namespace": dataset["namespace"], "name": dataset["name"]}
    return {**key, "field": field, "transformations": how}


ORDERS = linked("bronze/orders", "main.bronze.orders")
SILVER = linked("silver/orders", "main.silver.orders")


def test_symlinks_come_before_paths_also_inside_column_lineage(tmp_path) -> None:
    """Column lineage names its inputs by path, and means the tables that other facets link."""
    out = {**SILVER, "facets": {**SILVER["facets"], **uses("id", column(ORDERS, "order_id"))}}

    assert edges(facts_of(tmp_path, event(inputs=[ORDERS], outputs=[out]))) == [
        "main.bronze.orders → job load_orders",
        "main.bronze.orders → main.silver.orders",
        "main.bronze.orders.order_id → main.silver.orders.id identity",
    ]


@pytest.mark.parametrize(
    ("shape", "name"),
    [
        pytest.param(lambda all_: json.dumps(all_, indent=2), "events.json", id="array"),
        pytest.param(lambda all_: lines(*all_), "events.jsonl", id="lines"),
        pytest.param(lambda all_: "\n" + lines(*all_) + "\n", "events.txt", id="lines, no ending"),
        pytest.param(
            lambda all_: json.dumps({"events": all_, "totalCount": 2}), "e.json", id="REST"
        ),
    ],
)
def test_events_of_one_run_are_one(tmp_path, shape, name) -> None:
    """START knows the inputs and COMPLETE the outputs; the edge is there in every form of file."""
    both = [event("START", inputs=[ORDERS]), event("COMPLETE", outputs=[SILVER])]
    facts = facts_of(tmp_path, shape(both), name)

    assert "main.bronze.orders → main.silver.orders" in edges(facts)
    assert (facts.records, facts.refused) == (2, ())


def test_each_kind_of_transformation_is_kept(tmp_path) -> None:
    """Kinds, reasons and masking arrive; `dataset` inputs decide the rows as a whole."""
    source = table("main.a.t")
    out = table(
        "main.a.u",
        **uses(
            "x",
            column(source, "a", subtype="TRANSFORMATION"),
            column(source, "b", subtype="AGGREGATION"),
            column(source, "c", subtype="TRANSFORMATION", masking=True, description="sha2(c, 256)"),
            column(source, "d", "INDIRECT", "CONDITIONAL"),
            whole=[
                column(source, "e", "INDIRECT", "GROUP_BY"),
                column(source, "f", "INDIRECT", "FILTER"),
            ],
        ),
    )

    found = edges(facts_of(tmp_path, event(outputs=[out])))

    assert found == [
        "main.a.t → main.a.u",
        "main.a.t.a → main.a.u.x transformed",
        "main.a.t.b → main.a.u.x aggregated",
        "main.a.t.c → main.a.u.x masked sha2(c, 256)",
        "main.a.t.d → main.a.u.x INDIRECT condition",
        "main.a.t.e → main.a.u.* INDIRECT group",
        "main.a.t.f → main.a.u.* INDIRECT filter",
    ]


def test_the_form_of_old_agents_is_read(tmp_path) -> None:
    """`transformationType: MASKED` beside the fields says the same as `masking`."""
    old = {
        "inputFields": [{"namespace": "databricks", "name": "main.a.t", "field": "email"}],
        "transformationType": "MASKED",
        "transformationDescription": "hash of email",
    }
    out = table("main.a.u", columnLineage={"fields": {"email_hash": old}})

    assert edges(facts_of(tmp_path, event(outputs=[out])))[1:] == [
        "main.a.t.email → main.a.u.email_hash masked hash of email"
    ]


def test_inputs_without_columns_still_flow(tmp_path) -> None:
    """An input that no column lineage names flows into every output, another only where named."""
    a, b = table("main.a.a"), table("main.a.b")
    out = table("main.a.x", **uses("id", column(a, "id")))

    found = edges(facts_of(tmp_path, event(inputs=[a, b], outputs=[out, table("main.a.y")])))

    assert [edge for edge in found if "job" not in edge] == [
        "main.a.a → main.a.x",
        "main.a.a → main.a.y",
        "main.a.a.id → main.a.x.id identity",
        "main.a.b → main.a.x",
        "main.a.b → main.a.y",
    ]


def test_names_mean_what_their_namespace_says(tmp_path) -> None:
    """Stores give paths, other systems stay outside, short names get the default schema."""
    datasets = [
        {"namespace": "s3://lake", "name": "raw/orders"},
        {"namespace": "dbfs", "name": "/user/hive/warehouse/t"},
        {"namespace": "abfss://c@acc.dfs.core.windows.net", "name": "/x"},
        {"namespace": "postgres://db:5432", "name": "shop.public.orders"},
        {"namespace": "kafka://broker:9092", "name": "orders"},
        {"namespace": "databricks", "name": "Main.Sales.`Orders`"},
        {"namespace": "hive://metastore:9083", "name": "sales.orders"},
    ]
    facts = facts_of(tmp_path, event(inputs=datasets))

    assert [str(flow.source) for flow in facts.flows] == [
        "path s3://lake/raw/orders",
        "path dbfs:/user/hive/warehouse/t",
        "path abfss://c@acc.dfs.core.windows.net/x",
        "external metadata postgres://db:5432/shop.public.orders",
        "external metadata kafka://broker:9092/orders",
        "main.sales.orders",
        "main.sales.orders",
    ]


def test_facets_describe_the_dataset(tmp_path) -> None:
    """Schema, tags, owners, description and type come with the table, nested fields as structs."""
    described = table(
        "main.a.t",
        schema={
            "fields": [
                {"name": "Id", "type": "long"},
                {"name": "who", "type": "struct", "fields": [{"name": "mail", "type": "string"}]},
            ]
        },
        tags={
            "tags": [
                {"key": "pii", "value": "email", "field": "who", "source": "UC"},
                {"key": "tier", "value": "gold"},
            ]
        },
        ownership={"owners": [{"name": "team:sales", "type": "MAINTAINER"}]},
        documentation={"description": "all orders"},
        datasetType={"datasetType": "VIEW"},
    )
    static = {
        "eventTime": "2026-03-01T06:00:00Z",
        "producer": "x",
        "schemaURL": SPEC,
        "dataset": described,
    }
    (asset,) = facts_of(tmp_path, static).assets

    assert (asset.type, asset.owner, asset.comment) == ("VIEW", "team:sales", "all orders")
    assert asset.columns == (("Id", "long"), ("who", "struct<mail: string>"))
    assert asset.tags == (("tier", "gold"),)
    assert asset.column_tags == (("who", "pii", "email"),)


def test_drops_and_renames_are_told(tmp_path) -> None:
    """A dropped table is marked, and a renamed one comes from what it was."""
    gone = table("main.a.t", lifecycleStateChange={"lifecycleStateChange": "DROP"})
    before = {"namespace": "databricks", "name": "main.a.old"}
    moved = table(
        "main.a.new",
        lifecycleStateChange={"lifecycleStateChange": "RENAME", "previousIdentifier": before},
    )
    facts = facts_of(tmp_path, lines(event(outputs=[gone]), event(run="2", outputs=[moved])))

    assert "main.a.old → main.a.new" in edges(facts)
    assert [asset.type for asset in facts.assets if asset.node.name == "main.a.t"] == ["DROPPED"]


def test_the_statement_the_time_and_the_run_are_kept(tmp_path) -> None:
    """The SQL facet is the statement; a template in place of a time is no time."""
    sql = {
        "facets": {"sql": {"query": "INSERT INTO b SELECT * FROM a"}},
        "namespace": "prod",
        "name": "j",
    }
    timed = event(inputs=[ORDERS], outputs=[SILVER], job="x") | {"job": sql}
    template = event(run="{{RUN_ID}}", inputs=[ORDERS], eventTime="{{RUN_START_TIME}}")
    first, *_, last = facts_of(tmp_path, lines(timed, template)).flows

    assert first.origin.statement == "INSERT INTO b SELECT * FROM a"
    assert (first.origin.run, first.origin.job) == (RUN, "prod/j")
    assert str(first.origin.time) == "2026-03-01 06:00:00.123000+00:00"
    assert last.origin.time is None


def test_a_failed_run_wrote_nothing(tmp_path) -> None:
    """What a run that failed would have written gives no edge."""
    assert not facts_of(tmp_path, event("FAIL", inputs=[ORDERS], outputs=[SILVER])).flows


def test_a_run_that_only_writes_joins_its_job(tmp_path) -> None:
    """With no input, the job itself is what the output comes from."""
    assert edges(facts_of(tmp_path, event(outputs=[SILVER]))) == [
        "job load_orders → main.silver.orders"
    ]


def test_the_new_lineage_facet_is_read(tmp_path) -> None:
    """Entries on a job say which dataset is made of which, by column too."""
    entry = {
        **table("main.a.u"),
        "type": "DATASET",
        "inputs": [{**table("main.a.t"), "type": "DATASET"}],
        "fields": {"x": {"inputFields": [column(table("main.a.t"), "y")]}},
    }
    job = {"namespace": "prod", "name": "j", "facets": {"lineage": {"entries": [entry]}}}
    said = {"eventTime": "2026-03-01T06:00:00Z", "producer": "p", "schemaURL": SPEC, "job": job}

    assert edges(facts_of(tmp_path, said)) == [
        "main.a.t → main.a.u",
        "main.a.t.y → main.a.u.x identity",
    ]


def test_bad_events_are_refused_and_the_rest_is_read(tmp_path) -> None:
    """Each bad line is told with its place; the good ones around it arrive, all are counted."""
    bad = event(outputs=[table("main.a.u", columnLineage={"fields": {"x": {"inputFields": "y"}}})])
    facts = facts_of(tmp_path, lines(event(inputs=[ORDERS])) + "{broken\n" + lines(bad), "e.jsonl")

    assert facts.records == 3
    assert len(facts.flows) == 1
    assert [(error.at.line, error.message) for error in facts.refused] == [
        (2, "this line holds no JSON"),
        (3, "$.outputs[0].facets.columnLineage.fields.x.inputFields is no list"),
    ]


def test_many_runs_that_do_the_same_are_kept_as_the_first_and_the_last(tmp_path) -> None:
    """A job that runs daily gives its edges twice: as of its first and of its last run."""
    days = [f"2026-03-{day:02}T06:00:00Z" for day in range(1, 29)]
    runs = [event(run=day, inputs=[ORDERS], outputs=[SILVER], eventTime=day) for day in days]
    path = tmp_path / "e.jsonl"
    path.write_text(lines(*runs))
    found = [flow for flow in read_lineage([path]).flows if flow.target.kind == "table"]

    assert [flow.origin.run for flow in found] == [days[0], days[-1]]
