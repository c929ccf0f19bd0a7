"""Notebooks that run others are followed into them, and a job into all that its tasks run."""

import json

import pytest

from govsim import Simulator
from govsim.lineage import extract

HEAD = "# Databricks notebook source\n"
BREAK = "\n# COMMAND ----------\n"
TABLES = """CREATE CATALOG main; CREATE SCHEMA main.a; CREATE TABLE main.a.s (a INT, b INT, c INT);
CREATE TABLE main.a.t (a INT)"""


def estate(folder, files: dict[str, str], *tasks: dict) -> Simulator:
    listed = [{"task_key": f"t{place}", **task} for place, task in enumerate(tasks)]
    job = {"job_id": 7, "settings": {"name": "nightly", "tasks": listed}}
    (folder / "job.json").write_text(json.dumps(job))
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    sim = Simulator()
    sim.apply(TABLES)
    sim.attach(folder)
    return sim


def broken(sim: Simulator, change: str) -> list[str]:
    affected = sim.impact(f"ALTER TABLE main.a.s {change}").affected
    return sorted(one.node.name for one in affected if str(one.verdict) == "breaks")


def untraced(sim: Simulator) -> list[tuple[str, str]]:
    return [
        (str(at or "").rpartition("/")[2], found.what) for at, found in sim.lineage().untraced()
    ]


MAIN = {"notebook_task": {"notebook_path": "/Repos/bea@x.com/p/etl/main"}}
UTILS = f"""{HEAD}def load(name):
    return spark.table(name).select("a")
{BREAK}# MAGIC %sql
# MAGIC CREATE TEMP VIEW helper AS SELECT b AS a FROM main.a.s"""


@pytest.mark.parametrize(
    "path", ["../lib/utils", '"../lib/utils" $env="dev"', "/Repos/p/lib/utils"]
)
def test_run_shares_functions_and_temporary_views(tmp_path, path: str) -> None:
    """What the other notebook defines means in this one what it means there."""
    main = f"""{HEAD}# MAGIC %run {path}
{BREAK}load("main.a.s").write.saveAsTable("main.a.out")
{BREAK}spark.sql("INSERT INTO main.a.t SELECT a FROM helper")"""
    sim = estate(tmp_path, {"etl/main.py": main, "lib/utils.py": UTILS}, MAIN)
    task = "/Repos/bea@x.com/p/etl/main"

    assert broken(sim, "DROP COLUMN a") == [task, "main.a.out", "nightly"]
    assert broken(sim, "DROP COLUMN b") == [task, "main.a.t", "nightly"]
    assert broken(sim, "DROP COLUMN c") == []


def test_run_takes_notebooks_of_the_other_language_and_of_others_again(tmp_path) -> None:
    """SQL runs Python, which runs SQL; one that runs itself ends."""
    files = {
        "main.sql": "-- Databricks notebook source\n-- MAGIC %run ./mid\n-- COMMAND ----------\n"
        "INSERT INTO main.a.t SELECT x FROM mid",
        "mid.py": f"{HEAD}# MAGIC %run ./end{BREAK}"
        "spark.table('end').withColumnRenamed('a', 'x').createOrReplaceTempView('mid')",
        "end.sql": "-- Databricks notebook source\n-- MAGIC %run ./main\n-- COMMAND ----------\n"
        "CREATE TEMP VIEW end AS SELECT a FROM main.a.s",
    }
    sim = estate(tmp_path, files, {"notebook_task": {"notebook_path": "/Repos/b/p/main"}})

    assert broken(sim, "DROP COLUMN a") == ["/Repos/b/p/main", "main.a.t", "nightly"]
    assert untraced(sim) == []


def test_a_job_runs_what_its_notebook_runs(tmp_path) -> None:
    """By `dbutils.notebook.run`, in a loop too; its temporary views are not shared."""
    files = {
        "etl/main.py": f"{HEAD}for name in ['one', 'two']:\n    dbutils.notebook.run(f'./{{name}}', 60)\n",
        "etl/one.py": f"{HEAD}spark.sql('INSERT INTO main.a.t SELECT a FROM main.a.s')",
        "etl/two.sql": "-- Databricks notebook source\nINSERT INTO main.a.t SELECT b FROM main.a.s",
    }
    sim = estate(tmp_path, files, MAIN)
    every = ["/Repos/bea@x.com/p/etl/main", "main.a.t", "nightly"]

    assert broken(sim, "DROP COLUMN a") == broken(sim, "DROP COLUMN b") == every
    assert untraced(sim) == []


def test_a_notebook_that_is_not_given_is_told_with_its_place(tmp_path) -> None:
    """Of both kinds; a path that is computed too, wherever the call stands."""
    main = f"""{HEAD}# MAGIC %run ./gone
{BREAK}dbutils.notebook.run("./lost", 60)
with ThreadPoolExecutor() as pool:
    pool.map(lambda path: dbutils.notebook.run(path, 0), paths)
# dbutils.notebook.run("./comment", 0)
"""
    sim = estate(tmp_path, {"etl/main.py": main}, MAIN)

    assert untraced(sim) == [
        ("main.py:2:1", "notebook ./gone: its file is not among those given"),
        ("main.py:5:1", "notebook ./lost: its file is not among those given"),
        ("main.py:7:27", "dbutils.notebook.run() of a path that is computed"),
    ]


def test_a_text_alone_names_what_it_runs() -> None:
    """Nothing is known of other files there."""
    found = extract([("nb.py", f"{HEAD}# MAGIC %run ./a{BREAK}dbutils.notebook.run('b', 1)")], {})

    assert [each.calls for each in found] == [("./a",), ("b",)]


@pytest.mark.parametrize(
    ("files", "entry", "found"),
    [
        ({"src/my_shop/cli.py": "def main(): ..."}, "main", True),
        ({"src/my_shop/main.py": ""}, "main", True),
        (
            {"src/my_shop/a.py": "def main(): ...", "src/my_shop/b.py": "def main(): ..."},
            "main",
            False,
        ),
        ({"src/other/cli.py": "def main(): ..."}, "main", False),
        ({"src/my_shop/cli.py": "def mains(): ..."}, "main", False),
    ],
)
def test_an_entry_point_of_a_wheel_is_the_module_that_defines_it(
    tmp_path, files: dict[str, str], entry: str, found: bool
) -> None:
    """Where the package is among the files, and one module of it fits; else it is told."""
    write = "\nspark.table('main.a.s').select('a').write.saveAsTable('main.a.out')\n"
    files = {path: f"{text}{write}" for path, text in files.items()}
    task = {"python_wheel_task": {"package_name": "my-shop", "entry_point": entry}}
    sim = estate(tmp_path, files, task)

    assert ("nightly" in broken(sim, "DROP COLUMN a")) is found
    told = "entry point main of package my-shop of job nightly: "
    assert [what.startswith(told) for _, what in untraced(sim)] == ([] if found else [True])
