"""A dbt manifest of any version gives SQL to trace, edges, and what is said of tables."""

import pytest

from tests.sources.flows.files import edges, facts_of

SCHEMA = "https://schemas.getdbt.com/dbt/manifest/v12.json"


def model(name, sql="select 1 as id", **more):
    return {
        "resource_type": "model",
        "unique_id": f"model.shop.{name}",
        "name": name,
        "alias": name,
        "database": "main",
        "schema": "marts",
        "relation_name": f"`main`.`marts`.`{name}`",
        "language": "sql",
        "compiled_code": sql,
        "config": {"materialized": "table"},
        "depends_on": {"macros": [], "nodes": []},
        "columns": {},
        **more,
    }


def source(name, **more):
    return {
        "resource_type": "source",
        "unique_id": f"source.shop.raw.{name}",
        "name": name,
        "identifier": name,
        "database": "main",
        "schema": "raw",
        **more,
    }


def manifest(*nodes, version=12, exposures=(), **more):
    by_id = {each["unique_id"]: each for each in nodes}
    about = f"https://schemas.getdbt.com/dbt/manifest/v{version}.json"
    return {
        "metadata": {
            "dbt_schema_version": about,
            "dbt_version": "1.10.19",
            "adapter_type": "databricks",
        },
        "nodes": {key: each for key, each in by_id.items() if each["resource_type"] != "source"},
        "sources": {key: each for key, each in by_id.items() if each["resource_type"] == "source"},
        "exposures": {each["unique_id"]: each for each in exposures},
        "metrics": {},
        "groups": {},
        **more,
    }


def after(*names):
    return {"macros": [], "nodes": list(names)}


ORDERS = source("orders")


def test_compiled_models_are_sql_to_trace(tmp_path) -> None:
    """A compiled model is its SQL, in the schema that dbt builds it in."""
    sql = "select id, email from `main`.`raw`.`orders`"
    facts = facts_of(tmp_path, manifest(ORDERS, model("customers", sql)), "manifest.json")
    (definition,) = facts.definitions

    assert str(definition.target) == "main.marts.customers"
    assert (definition.text, definition.default) == (sql, ("main", "marts"))
    assert definition.origin.job == "model.shop.customers"
    assert facts.flows == ()


@pytest.mark.parametrize("version", range(4, 13))
def test_every_version_from_4_is_read(tmp_path, version: int) -> None:
    """The text is `compiled_sql` before version 7 and `compiled_code` since."""
    made = model("customers")
    if version < 7:
        made["compiled_sql"] = made.pop("compiled_code")
        del made["language"]
    facts = facts_of(tmp_path, manifest(ORDERS, made, version=version))

    assert [str(each.target) for each in facts.definitions] == ["main.marts.customers"]
    assert facts.refused == ()


def test_parsed_and_python_models_give_edges_between_tables(tmp_path) -> None:
    """Without compiled SQL, what a model depends on is what it is made of."""
    parsed = model("parsed", None, depends_on=after("source.shop.raw.orders"))
    python = model(
        "py", "def model(dbt, s): ...", language="python", depends_on=after("model.shop.parsed")
    )

    assert edges(facts_of(tmp_path, manifest(ORDERS, parsed, python))) == [
        "main.marts.parsed → main.marts.py",
        "main.raw.orders → main.marts.parsed",
    ]


def test_ephemeral_models_are_no_tables(tmp_path) -> None:
    """What an ephemeral model reads flows straight into what refers to it."""
    inner = model(
        "inner",
        None,
        depends_on=after("source.shop.raw.orders"),
        config={"materialized": "ephemeral"},
        relation_name=None,
    )
    outer = model("outer", None, depends_on=after("model.shop.inner"))
    facts = facts_of(tmp_path, manifest(ORDERS, inner, outer))

    assert edges(facts) == ["main.raw.orders → main.marts.outer"]
    assert "main.marts.inner" not in [str(asset.node) for asset in facts.assets]


def test_seeds_and_snapshots_are_tables_and_tests_are_not(tmp_path) -> None:
    """A seed stands for itself, a snapshot has SQL, a test makes nothing."""
    seed = model("codes", None, resource_type="seed", unique_id="seed.shop.codes")
    snapshot = model(
        "history",
        "select * from main.raw.orders",
        resource_type="snapshot",
        unique_id="snapshot.shop.history",
        schema="snapshots",
    )
    test = model("not_null_id", "select 1", resource_type="test", unique_id="test.shop.not_null")
    facts = facts_of(tmp_path, manifest(ORDERS, seed, snapshot, test))

    assert [str(asset.node) for asset in facts.assets] == [
        "main.marts.codes",
        "main.snapshots.history",
        "main.raw.orders",
    ]
    assert [str(each.target) for each in facts.definitions] == ["main.snapshots.history"]


def test_exposures_and_metrics_are_what_comes_last(tmp_path) -> None:
    """A dashboard reads models, also through metrics and semantic models."""
    semantic = {
        "name": "orders",
        "unique_id": "semantic_model.shop.orders",
        "resource_type": "semantic_model",
        "model": "ref('fct')",
        "depends_on": after("model.shop.fct"),
    }
    metric = {
        "name": "revenue",
        "unique_id": "metric.shop.revenue",
        "resource_type": "metric",
        "label": "Revenue",
        "depends_on": after("semantic_model.shop.orders"),
    }
    board = {
        "name": "weekly",
        "label": "Weekly sales",
        "type": "dashboard",
        "unique_id": "exposure.shop.weekly",
        "owner": {"email": "ana@corp.com", "name": "Ana"},
        "depends_on": after("model.shop.fct", "metric.shop.revenue"),
    }
    facts = facts_of(
        tmp_path,
        manifest(
            model("fct"),
            exposures=[board],
            semantic_models={semantic["unique_id"]: semantic},
            metrics={metric["unique_id"]: metric},
        ),
    )

    assert edges(facts) == [
        "application metric revenue → dashboard Weekly sales",
        "application semantic model orders → application metric revenue",
        "main.marts.fct → application semantic model orders",
        "main.marts.fct → dashboard Weekly sales",
    ]
    assert [asset.owner for asset in facts.assets if asset.node.kind == "dashboard"] == [
        "ana@corp.com"
    ]


def test_tags_and_masks_of_columns_are_read_at_both_places(tmp_path) -> None:
    """`databricks_tags`, tags, meta and masks stand on the column or in its config."""
    columns = {
        "Email": {
            "name": "Email",
            "data_type": "string",
            "databricks_tags": {"pii": "email"},
            "column_mask": {"function": "main.gov.hide", "using_columns": "region"},
            "meta": {"owner": "crm", "contains_pii": True, "nested": {"a": 1}},
        },
        "id": {
            "name": "id",
            "data_type": "bigint",
            "tags": ["key"],
            "config": {"meta": {"rank": 1}},
        },
    }
    config = {
        "materialized": "view",
        "databricks_tags": {"domain": "sales"},
        "meta": {"owner": "team-a"},
    }
    (asset,) = facts_of(tmp_path, manifest(model("c", columns=columns, config=config))).assets

    assert (asset.type, asset.owner) == ("VIEW", "team-a")
    assert asset.columns == (("Email", "string"), ("id", "bigint"))
    assert asset.tags == (("domain", "sales"),)
    assert set(asset.column_tags) == {
        ("Email", "pii", "email"),
        ("Email", "owner", "crm"),
        ("Email", "contains_pii", "true"),
        ("id", "key", ""),
        ("id", "rank", "1"),
    }
    assert asset.masks == (("Email", "main.gov.hide"),)


def test_the_owner_may_be_that_of_the_group(tmp_path) -> None:
    """A model in a group belongs to the group's owner."""
    group = {
        "name": "finance",
        "unique_id": "group.shop.finance",
        "owner": {"email": "fin@corp.com"},
    }
    made = model("c", group="finance")

    assert facts_of(tmp_path, manifest(made, groups={"g": group})).assets[0].owner == "fin@corp.com"


def test_columns_that_are_described_in_part_are_not_taken_for_all(tmp_path) -> None:
    """One documented column of many says nothing about which columns there are."""
    made = model("c", columns={"id": {"name": "id", "data_type": None}})

    assert facts_of(tmp_path, manifest(made)).assets[0].columns == ()


def test_the_catalog_says_what_columns_there_are(tmp_path) -> None:
    """Types stand in the order of the table, not of the file."""
    written = {
        "metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/catalog/v1.json"},
        "nodes": {
            "model.shop.c": {
                "metadata": {
                    "type": "table",
                    "database": "Main",
                    "schema": "marts",
                    "name": "C",
                    "owner": "ana@corp.com",
                    "comment": None,
                },
                "columns": {
                    "B": {"type": "string", "index": 2, "name": "B"},
                    "a": {"type": "int", "index": 1, "name": "a"},
                },
                "stats": {},
            }
        },
        "sources": {},
        "errors": None,
    }
    (asset,) = facts_of(tmp_path, written, "catalog.json").assets

    assert str(asset.node) == "main.marts.c"
    assert asset.columns == (("a", "int"), ("B", "string"))
    assert asset.owner == "ana@corp.com"


def test_a_bad_node_is_refused_by_its_path(tmp_path) -> None:
    """The node that does not fit is named; its neighbours are read."""
    bad = model("bad", depends_on=after(), columns=["id"])
    facts = facts_of(tmp_path, manifest(bad, model("good")))

    assert [str(each.target) for each in facts.definitions] == ["main.marts.good"]
    assert [error.message for error in facts.refused] == [
        "$.nodes.model.shop.bad.columns is no object"
    ]


def test_the_files_beside_a_manifest_are_passed_over(tmp_path) -> None:
    """Run results hold no lineage that the manifest does not."""
    about = {"dbt_schema_version": "https://schemas.getdbt.com/dbt/run-results/v6.json"}
    facts = facts_of(tmp_path, {"metadata": about, "results": []}, "run_results.json")

    assert (facts.flows, facts.refused) == ((), ())


def hooked(*hooks, when="post-hook", **more):
    listed = [{"sql": each, "transaction": True, "index": None} for each in hooks]
    return model("daily", config={"materialized": "table", when: listed}, **more)


@pytest.mark.parametrize("when", ["pre-hook", "post-hook"])
def test_hooks_of_a_model_are_sql_to_trace(tmp_path, when: str) -> None:
    """Names are filled in, whatever else stands in them; they run in the schema of the model."""
    sql = "insert into main.audit.runs select id from {{ this }} join {{ source('raw', 'orders') }}"
    other = 'delete from {{ this.schema }}.old where id in (select id from {{ ref("codes") }})'
    raw = source("orders", source_name="raw")
    facts = facts_of(tmp_path, manifest(raw, model("codes"), hooked(sql, other, when=when)))
    hooks = facts.definitions[2:]

    assert facts.refused == ()
    assert [(each.text, each.default) for each in hooks] == [
        (
            "insert into main.audit.runs select id from `main`.`marts`.`daily` "
            "join `main`.`raw`.`orders`",
            ("main", "marts"),
        ),
        (
            "delete from marts.old where id in (select id from `main`.`marts`.`codes`)",
            ("main", "marts"),
        ),
    ]
    assert str(hooks[0].target) == f"query {when} of model.shop.daily"


def test_hooks_that_are_one_text_or_of_a_whole_run_are_read(tmp_path) -> None:
    """`on-run-end` is a node of its own, compiled or not."""
    one = model("daily", config={"post-hook": "optimize {{ this }}"})
    run = {
        "resource_type": "operation",
        "unique_id": "operation.shop.shop-on-run-end-0",
        "name": "shop-on-run-end-0",
        "database": "main",
        "schema": "marts",
        "original_file_path": "./dbt_project.yml",
        "raw_code": "insert into main.audit.runs select id from {{ ref('shop', 'daily') }}",
    }
    facts = facts_of(tmp_path, manifest(one | {"package_name": "shop"}, run))

    assert [each.text for each in facts.definitions[1:]] == [
        "optimize `main`.`marts`.`daily`",
        "insert into main.audit.runs select id from `main`.`marts`.`daily`",
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "{{ grant_all(this) }}",
        "{% if target.name == 'prod' %} delete from {{ this }} {% endif %}",
        "insert into t select * from {{ ref('no_such_model') }}",
        "insert into t select * from {{ var('x') }}",
    ],
)
def test_a_hook_with_more_jinja_than_names_is_told(tmp_path, sql: str) -> None:
    """With its model and the file that it is written in; the model itself is read."""
    made = hooked(sql, original_file_path="models/daily.sql")
    facts = facts_of(tmp_path, manifest(made))
    (told,) = facts.refused

    assert len(facts.definitions) == 1
    assert (told.code, told.hint) == ("unreadable-lineage", "it is written in models/daily.sql")
    assert told.message == (
        "the post-hook of `model.shop.daily` holds more Jinja than names, and is not read"
    )
