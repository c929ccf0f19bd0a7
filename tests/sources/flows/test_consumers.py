"""Dashboards, Genie spaces, jobs and pipelines stand at the end of what they read."""

import json

from tests.sources.flows.files import edges, facts_of
from tests.sources.flows.samples import BUNDLE, DASHBOARD, GENIE, JOBS, PIPELINE


def test_a_dashboard_is_the_sql_of_its_datasets(tmp_path) -> None:
    """Lines are joined, names get the dataset's schema, parameters their defaults."""
    facts = facts_of(tmp_path, DASHBOARD, "Sales.lvdash.json")
    first, _, last = facts.definitions

    assert str(first.target) == "dashboard Sales"
    assert (
        first.text
        == "SELECT email, sum(amount) AS total\nFROM orders WHERE day > :since GROUP BY ALL"
    )
    assert first.default == ("main", "sales")
    assert first.variables == (("since", "2026-01-01"),)
    assert (last.text, last.default) == ("SELECT * FROM main.sales.refunds", ("main", "default"))


def test_a_widget_asks_for_columns_by_name(tmp_path) -> None:
    """What a widget shows of a dataset is SQL too, so a column that it lost is noticed."""
    widget = facts_of(tmp_path, DASHBOARD, "Sales.lvdash.json").definitions[1]

    assert widget.text.startswith(
        "SELECT `email` AS `email`, SUM(`total`) AS `sum(total)` FROM (\n"
    )
    assert widget.default == ("main", "sales")


def test_a_dashboard_of_rest_holds_itself_as_a_text(tmp_path) -> None:
    """Published with embedded credentials, viewers read with the publisher's rights."""
    published = {
        "dashboard_id": "01ef",
        "display_name": "Weekly",
        "serialized_dashboard": json.dumps(DASHBOARD),
        "published": {"embed_credentials": True, "publisher": "ana@corp.com"},
    }
    facts = facts_of(tmp_path, {"dashboards": [published]})

    assert {str(each.target) for each in facts.definitions} == {"dashboard Weekly"}
    assert facts.assets[0].runs_as == "ana@corp.com"


def test_a_dashboard_that_holds_no_json_is_refused(tmp_path) -> None:
    """The text inside is looked into, and what is wrong is told by its path."""
    facts = facts_of(tmp_path, {"display_name": "x", "serialized_dashboard": "{"})

    assert [error.message for error in facts.refused] == ["$.serialized_dashboard holds no JSON"]


def test_a_genie_space_reads_tables_functions_and_examples(tmp_path) -> None:
    """Described columns are used by name, but for those that are left out."""
    facts = facts_of(tmp_path, GENIE, "Sales.geniespace.json")

    assert edges(facts) == [
        "function main.sales.fiscal_year → Genie space Sales",
        "main.sales.customers → Genie space Sales",
        "main.sales.orders → Genie space Sales",
        "main.sales.orders.email → Genie space Sales identity",
        "main.sales.revenue → Genie space Sales",
    ]
    assert [each.text for each in facts.definitions] == ["SELECT *\nFROM main.sales.orders"]


def test_a_genie_space_of_rest_is_the_same(tmp_path) -> None:
    """Its body may be a text, and a first version kept SQL as one text."""
    old = {
        "data_sources": {"tables": [{"identifier": "sales.orders"}]},
        "instructions": {"example_question_sqls": [{"sql": "SELECT 1 FROM sales.orders"}]},
    }
    facts = facts_of(
        tmp_path, {"space_id": "1", "title": "Old", "serialized_space": json.dumps(old)}
    )

    assert edges(facts) == ["main.sales.orders → Genie space Old"]
    assert [each.text for each in facts.definitions] == ["SELECT 1 FROM sales.orders"]


def test_a_job_stands_on_what_its_tasks_run(tmp_path) -> None:
    """Tasks inside of loops count, and so do the tables that set the job off."""
    facts = facts_of(tmp_path, JOBS)

    assert edges(facts) == [
        "dashboard db-1 → job nightly",
        "job 12 → job nightly",
        "main.raw.orders → job nightly",
        "notebook /Repos/x/load → job nightly",
        "notebook src/main.py → job nightly",
        "pipeline p-1 → job nightly",
        "query al-1 → job nightly",
        "query q-1 → job nightly",
        "query sql/load.sql → job nightly",
    ]
    assert [(each.owner, each.runs_as) for each in facts.assets] == [("ana@corp.com", "robot")]


def test_a_pipeline_brings_tables_in(tmp_path) -> None:
    """An ingested table comes from outside; a whole schema leads into the pipeline."""
    assert edges(facts_of(tmp_path, PIPELINE)) == [
        "external metadata sfdc.hr → pipeline ingest crm",
        "external metadata sfdc.objects.account → main.crm.account",
        "notebook /Repos/x/dlt → pipeline ingest crm",
        "pipeline ingest crm → main.crm.account",
        "query /Repos/x/a.sql → pipeline ingest crm",
        "query /Repos/x/t/** → pipeline ingest crm",
    ]


def test_a_bundle_holds_jobs_by_key(tmp_path) -> None:
    """The resources of a bundle are read as those of REST; what is none of these is left."""
    for name in ("databricks.yml", "bundle.json"):
        assert edges(facts_of(tmp_path, BUNDLE, name)) == ["notebook ../src/load.py → job nightly"]
