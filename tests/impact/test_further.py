"""Changes to small estates of their own, a line each: loads, notebooks and dashboards among them."""

import json
from pathlib import Path

import pytest

from govsim import Simulator
from govsim.errors import GovsimError

HERE = Path(__file__).parent
CASES = [json.loads(line) for line in (HERE / "further.jsonl").read_text("utf-8").splitlines()]
NOTEBOOK = "# Databricks notebook source\nimport pyspark.sql.functions as F\n"


@pytest.fixture(scope="module")
def base() -> Simulator:
    sim = Simulator(admin="admin@corp.com")
    sim.apply((HERE / "further.sql").read_text("utf-8"))
    return sim


def attached(case, sim: Simulator, folder: Path) -> None:
    """Write what runs beside the metastore into a folder, and attach it."""
    if loads := case.get("loads"):
        (folder / "load.sql").write_text(loads)
    if code := case.get("python"):
        (folder / "nb.py").write_text(NOTEBOOK + code)
    if queries := case.get("dashboard"):
        sets = [{"name": str(place), "query": each} for place, each in enumerate(queries)]
        board = {"display_name": "D", "pages": [], "datasets": sets}
        (folder / "d.lvdash.json").write_text(json.dumps(board))
    if any(folder.iterdir()):
        sim.attach(folder)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['change']} | {c.get('given')}"[:90])
def test_a_change_touches_what_it_says_and_nothing_else(case, base: Simulator, tmp_path) -> None:
    """Each thing has its verdict and error; whatever is not named is untouched."""
    sim = base.branch()
    if given := case.get("given"):
        sim.apply(given)
    attached(case, sim, tmp_path)
    if code := case.get("refused"):
        with pytest.raises(GovsimError) as refused:
            sim.impact(case["change"])
        assert refused.value.code == code
        return
    found = {
        str(one.node).replace("main.", ""): " ".join(
            filter(None, (str(one.verdict).split()[0], one.error.partition("]")[0].strip("[")))
        )
        for one in sim.impact(case["change"]).touched
    }
    assert found == case["found"]
