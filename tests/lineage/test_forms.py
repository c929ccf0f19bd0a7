"""Statements of Databricks SQL, one form each, with the edges that they must give."""

import json
from pathlib import Path

import pytest

from govsim.lineage import StatementLineage, extract

HERE = Path(__file__).parent
SCHEMA = json.loads((HERE / "schema.json").read_text(encoding="utf-8"))
FORMS = [json.loads(line) for line in (HERE / "forms.jsonl").read_text("utf-8").splitlines()]


def lowered(edges):
    return {tuple((part or "").lower() for part in edge[:4]) for edge in edges}


def direct(found: tuple[StatementLineage, ...]):
    return lowered(edge for each in found for edge in each.columns if edge.kind == "DIRECT")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["name"])
def test_a_form_has_its_tables(form) -> None:
    """Every table, path and index that a form reads is a source, and what it fills a target."""
    found = extract(form["sql"], SCHEMA, ("c", "s"))
    sources = {edge.source.lower() for each in found for edge in each.tables}
    targets = {name.lower() for each in found for name in each.writes}

    assert sources == {name.lower() for name in form["sources"]}
    assert targets == {name.lower() for name in form["targets"]}


@pytest.mark.parametrize(
    "form", [form for form in FORMS if form["columns"] is not None], ids=lambda form: form["name"]
)
def test_a_form_has_its_columns(form) -> None:
    """The DIRECT edges of a form are those that it states, and none beside."""
    found = direct(extract(form["sql"], SCHEMA, ("c", "s")))
    weak = lowered(form.get("weak_columns", ()))

    assert found - weak == lowered(form["columns"]) - weak
    assert lowered(form["columns"]) <= found


FURTHER_SCHEMA = json.loads((HERE / "further_schema.json").read_text(encoding="utf-8"))
FURTHER = [json.loads(line) for line in (HERE / "further.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", FURTHER, ids=lambda case: case["sql"][:60])
def test_a_statement_of_a_pipeline_has_its_edges(case) -> None:
    """Edges of both kinds are those that are stated, and so is what cannot be resolved."""
    found = extract(case["sql"], FURTHER_SCHEMA, ("main", "sales"))
    made: dict[str, set[str]] = {"DIRECT": set(), "INDIRECT": set()}
    for edge in (edge for each in found for edge in each.columns):
        ends = (
            f"{edge.source_table}.{edge.source_column} > {edge.target_table}.{edge.target_column}"
        )
        made[edge.kind].add(ends.replace("main.sales.", ""))

    assert made["DIRECT"] == set(case["direct"])
    assert made["INDIRECT"] == set(case.get("indirect", ()))
    assert {u.reason for each in found for u in each.unknown} == set(case.get("unknown", ()))
