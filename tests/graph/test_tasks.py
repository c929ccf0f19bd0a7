"""A job is tied to the files of its tasks: what breaks in one, breaks the job."""

import json

import pytest

from govsim import Simulator

LOAD = "# Databricks notebook source\nspark.sql('INSERT INTO main.a.t SELECT a FROM main.a.s')\n"


def estate(folder, task: dict, *files: str, main: str = "") -> Simulator:
    job = {"job_id": 7, "settings": {"name": "nightly", "tasks": [{"task_key": "a", **task}]}}
    (folder / "job.json").write_text(json.dumps(job))
    for path in files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(LOAD)
    if main:
        (folder / "jobs").mkdir(exist_ok=True)
        (folder / "jobs/main.py").write_text(f"from pyspark.sql import SparkSession\n{main}\n")
    sim = Simulator()
    sim.apply("CREATE CATALOG main; CREATE SCHEMA main.a; CREATE TABLE main.a.s (a INT, b INT)")
    sim.apply("CREATE TABLE main.a.t (a INT)")
    sim.attach(folder)
    return sim


def verdict(sim: Simulator, change: str) -> str:
    found = {str(one.node): str(one.verdict) for one in sim.impact(change).affected}
    return found.get("job nightly", "untouched")


@pytest.mark.parametrize(
    "path",
    [
        "/Workspace/Repos/bea@x.com/shop/etl/load",
        "/Repos/bea@x.com/shop/etl/load",
        "/Workspace/Users/bea@x.com/.bundle/shop/dev/files/etl/load",
        "/Users/bea@x.com/etl/load",
        "../etl/load.py",
        "./etl/load.py",
        "etl/load",
        "${workspace.file_path}/etl/load.py",
        "/Workspace/Shared/load",
    ],
)
def test_a_job_breaks_with_the_file_of_its_task(tmp_path, path: str) -> None:
    """By the path in the repository, the bundle or the workspace, with and without ending."""
    sim = estate(tmp_path, {"notebook_task": {"notebook_path": path}}, "etl/load.py", "etl/more.py")

    assert verdict(sim, "ALTER TABLE main.a.s DROP COLUMN a") == "breaks"
    assert verdict(sim, "DROP TABLE main.a.t") == "breaks"
    assert verdict(sim, "ALTER TABLE main.a.s DROP COLUMN b") == "untouched"


def test_a_python_file_of_a_task_is_tied_too(tmp_path) -> None:
    """`spark_python_task` names a file, with its ending."""
    sim = estate(tmp_path, {"spark_python_task": {"python_file": "etl/load.py"}}, "etl/load.py")

    assert verdict(sim, "ALTER TABLE main.a.s DROP COLUMN a") == "breaks"


@pytest.mark.parametrize(
    ("path", "files"),
    [
        ("/Repos/bea@x.com/shop/etl/load", ("other/load.py",)),
        ("load", ("etl/load.py", "other/load.py")),
        ("etl/load", ("etl/reload.py",)),
    ],
)
def test_a_file_of_another_path_is_no_task(tmp_path, path: str, files) -> None:
    """Nor is one of two that fit as well."""
    sim = estate(tmp_path, {"notebook_task": {"notebook_path": path}}, *files)

    assert verdict(sim, "ALTER TABLE main.a.s DROP COLUMN a") == "untouched"


def test_a_task_whose_file_is_missing_is_told_where_files_are_given(tmp_path) -> None:
    """With the job that runs it; not where only the job is known."""
    task = {"notebook_task": {"notebook_path": "/Shared/etl/gone"}}
    (tmp_path / "alone").mkdir()
    alone = estate(tmp_path / "alone", task)
    sim = estate(tmp_path, task, "etl/load.py")

    assert [each.reason for _, each in alone.lineage().untraced()] == []
    assert [(each.reason, each.what) for _, each in sim.lineage().untraced()] == [
        (
            "unread-task",
            "notebook /Shared/etl/gone of job nightly: its file is not among those given",
        )
    ]


@pytest.mark.parametrize(
    ("line", "module"),
    [
        ("from etl.load import run", "etl/load.py"),
        ("from etl import load", "etl/load.py"),
        ("import etl.load as loading, json", "etl/load.py"),
        ("from .load import run", "jobs/load.py"),
        ("from . import load", "jobs/load.py"),
        ("from ..etl.load import run", "etl/load.py"),
        ("import load", "jobs/load.py"),
        ("def main():\n    from shop.etl.load import run", "src/shop/etl/load.py"),
    ],
)
def test_a_job_breaks_with_a_module_that_its_task_imports(tmp_path, line: str, module: str) -> None:
    """What a module does as it is imported, the job does."""
    task = {"spark_python_task": {"python_file": "jobs/main.py"}}
    sim = estate(tmp_path, task, module, main=line)

    assert verdict(sim, "ALTER TABLE main.a.s DROP COLUMN a") == "breaks"
    assert verdict(sim, "ALTER TABLE main.a.s DROP COLUMN b") == "untouched"


@pytest.mark.parametrize(
    ("line", "module"),
    [
        ("import json", "etl/json.py"),
        ("from load import run", "etl/load.py"),
        ("from etl.load import run", "etl/reload.py"),
        ("x = 'import etl.load'", "etl/load.py"),
        ("# from etl.load import run", "etl/load.py"),
    ],
)
def test_a_module_of_another_path_is_not_imported(tmp_path, line: str, module: str) -> None:
    """A library may bear the name of a module that lies elsewhere."""
    task = {"spark_python_task": {"python_file": "jobs/main.py"}}
    sim = estate(tmp_path, task, module, main=line)

    assert verdict(sim, "ALTER TABLE main.a.s DROP COLUMN a") == "untouched"


def test_a_job_and_a_dashboard_break_with_a_function_that_they_call(tmp_path) -> None:
    """What is called, at any depth, counts like what is read."""
    sim = estate(tmp_path, {"notebook_task": {"notebook_path": "/Users/bea@x.com/etl/load"}})
    (tmp_path / "etl").mkdir()
    load = "INSERT INTO main.a.t SELECT main.a.g(a) FROM main.a.s"
    (tmp_path / "etl/load.py").write_text(f'# Databricks notebook source\nspark.sql("{load}")\n')
    board = {"display_name": "Sales", "datasets": [{"name": "d", "query": "SELECT main.a.g(1) x"}]}
    (tmp_path / "sales.lvdash.json").write_text(json.dumps({**board, "pages": []}))
    sim.apply("CREATE FUNCTION main.a.f(x INT) RETURNS INT RETURN x + 1")
    sim.apply("CREATE FUNCTION main.a.g(x INT) RETURNS INT RETURN main.a.f(x) * 2")
    sim.attach(tmp_path)
    anew = "CREATE OR REPLACE FUNCTION main.a.f(x INT) RETURNS INT RETURN x + 2"

    for change, kinds in (("DROP FUNCTION main.a.f", {"breaks"}), (anew, {"changes meaning"})):
        found = {str(each.node): str(each.verdict) for each in sim.impact(change).touched}
        assert {found.get("job nightly"), found.get("dashboard Sales")} == kinds
