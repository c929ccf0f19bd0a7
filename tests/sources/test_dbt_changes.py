"""A run of dbt grants and revokes: by `grants` of its models, and by its hooks."""

import json

import pytest

from govsim import Simulator
from govsim.errors import GovsimError
from govsim.sources import read_changes
from govsim.sql import write

STATE = """CREATE CATALOG main; CREATE SCHEMA main.shop; CREATE TABLE main.shop.orders (id INT);
GRANT SELECT ON TABLE main.shop.orders TO `ana@corp.com`;
GRANT SELECT, MODIFY ON TABLE main.shop.orders TO `bea@corp.com`"""


def model(name: str = "orders", **config: object) -> dict[str, object]:
    return {
        "unique_id": f"model.p.{name}",
        "resource_type": "model",
        "name": name,
        "database": "main",
        "schema": "shop",
        "original_file_path": f"models/{name}.sql",
        "config": {"materialized": "table", **config},
    }


def operation(word: str, text: str) -> dict[str, object]:
    name = f"p-{word}-0"
    about = {"unique_id": f"operation.p.{name}", "resource_type": "operation", "name": name}
    return {**about, "original_file_path": "dbt_project.yml", "raw_code": text}


def manifest(folder, *nodes: dict) -> str:
    held = {str(node["unique_id"]): node for node in nodes}
    version = "https://schemas.getdbt.com/dbt/manifest/v12.json"
    said = {"metadata": {"dbt_schema_version": version}, "nodes": held, "sources": {}}
    path = folder / "manifest.json"
    path.write_text(json.dumps(said))
    return str(path)


def changes(path: str, *, state: str = STATE) -> list[str]:
    sim = Simulator()
    sim.apply(state)
    return [write(each) for each in read_changes([path], held=sim.snapshot)]


def test_a_model_bears_its_grants_and_no_others(tmp_path) -> None:
    """What the relation bears beyond them is revoked, whatever its privilege and spelling."""
    path = manifest(tmp_path, model(grants={"select": ["Ana@Corp.com", "analysts"]}))

    assert changes(path) == [
        "REVOKE MODIFY ON TABLE main.shop.orders FROM `bea@corp.com`",
        "REVOKE SELECT ON TABLE main.shop.orders FROM `bea@corp.com`",
        "GRANT SELECT ON TABLE main.shop.orders TO analysts",
    ]


@pytest.mark.parametrize("grants", [{}, None, {"select": []}])
def test_a_model_without_grants_leaves_all_as_it_is(tmp_path, grants: object) -> None:
    """As it does where the model is ephemeral, or is no model."""
    test = {**model("t", grants={"select": "x"}), "resource_type": "test"}
    inlined = model("e", materialized="ephemeral", grants={"select": "x"})

    assert changes(manifest(tmp_path, model(grants=grants), inlined, test)) == []


def test_hooks_run_before_and_after(tmp_path) -> None:
    """Those of the run around all, those of a model around its grants."""
    path = manifest(
        tmp_path,
        operation("on-run-end", "GRANT SELECT ON SCHEMA main.shop TO `c`"),
        operation("on-run-start", "GRANT SELECT ON SCHEMA main.shop TO `a`"),
        model(
            **{
                "pre-hook": ["GRANT MODIFY ON TABLE {{ this }} TO `b`"],
                "post-hook": [{"sql": "GRANT MODIFY ON TABLE {{ ref('orders') }} TO `d`"}],
                "grants": {"select": "e"},
            }
        ),
    )

    found = changes(path, state="CREATE CATALOG main; CREATE SCHEMA main.shop")
    assert [each.rpartition(" ")[2] for each in found] == ["a", "b", "e", "d", "c"]


def test_a_hook_with_more_jinja_is_told(tmp_path) -> None:
    """With the model and its file; the rest is read all the same."""
    path = manifest(tmp_path, model(**{"post-hook": "{{ vacuum() }}", "grants": {"select": "x"}}))
    left_out: list = []

    assert len(read_changes([path], left_out=left_out)) == 1
    assert [(str(at), reason) for at, reason in left_out] == [
        (
            "models/orders.sql:1:1",
            "the post-hook of model.p.orders holds more Jinja than names, and is left out",
        )
    ]


@pytest.mark.parametrize(
    ("grants", "code"),
    [({"selct": ["x"]}, "unknown-privilege"), ({"use schema": ["x"]}, None)],
)
def test_a_privilege_that_is_none_is_refused(tmp_path, grants: dict, code: str | None) -> None:
    """At the file of its model; one that only does not fit is refused when it is planned."""
    path = manifest(tmp_path, model(grants=grants))
    if code is None:
        assert len(read_changes([path])) == 1
        return
    with pytest.raises(GovsimError) as raised:
        read_changes([path])
    assert (raised.value.code, raised.value.at.source) == (code, "models/orders.sql")


@pytest.mark.parametrize(
    ("name", "text", "code", "hint"),
    [
        ("dbt_project.yml", "name: shop", "unknown-format", "dbt parse"),
        ("state.json", "{}", "unknown-format", "is a state"),
        ("manifest.json", "{", "yaml-syntax", "no JSON"),
    ],
)
def test_what_is_no_manifest_is_told(tmp_path, name: str, text: str, code: str, hint: str) -> None:
    """A project that is not parsed says how it is."""
    (tmp_path / name).write_text(text)

    with pytest.raises(GovsimError, match=hint) as raised:
        read_changes([tmp_path / name])
    assert raised.value.code == code


def test_a_plan_of_terraform_is_no_state(tmp_path) -> None:
    """It is told for what it is, with what to bring instead."""
    plan = tmp_path / "plan.json"
    plan.write_text('{"format_version": "1.2", "resource_changes": []}')

    with pytest.raises(GovsimError, match="is a plan of Terraform, which is not read"):
        read_changes([str(plan)])
