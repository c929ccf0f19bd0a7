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
