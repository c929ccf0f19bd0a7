"""Changes to one estate, a line each, with everything that they touch downstream."""

import json
from pathlib import Path

import pytest

from govsim import Simulator
from govsim.errors import GovsimError

HERE = Path(__file__).parent
CASES = [json.loads(line) for line in (HERE / "cases.jsonl").read_text("utf-8").splitlines()]
LOAD = """
INSERT INTO main.s.fact SELECT o.oid, o.cid, o.amt, c.email FROM main.raw.o o
  LEFT JOIN main.raw.c c ON c.id = o.cid;
MERGE INTO main.s.snap t USING main.raw.c s ON t.id = s.id
  WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *;
"""
SALES = {
    "display_name": "Sales",
    "pages": [],
    "datasets": [
        {"name": "d", "query": "SELECT country, n FROM main.s.v_country"},
        {"name": "e", "query": "SELECT total FROM main.bi.top"},
    ],
}


@pytest.fixture(scope="module")
def estate(tmp_path_factory) -> Simulator:
    folder = tmp_path_factory.mktemp("estate")
    (folder / "load.sql").write_text(LOAD)
    (folder / "sales.lvdash.json").write_text(json.dumps(SALES))
    sim = Simulator(admin="admin@corp.com")
    sim.apply((HERE / "cases.sql").read_text("utf-8"))
    sim.attach(folder)
    sim.lineage()  # which branches share
    return sim


def title(case) -> str:
    return " | ".join(filter(None, (case["change"], case.get("given"), case.get("loads"))))[:90]


@pytest.mark.parametrize("case", CASES, ids=title)
def test_a_change_touches_what_it_says_and_nothing_else(case, estate: Simulator, tmp_path) -> None:
    """Each thing has its verdict and error; whatever is not named is untouched."""
    sim = estate.branch()
    if given := case.get("given"):
        sim.apply(given)
    if loads := case.get("loads"):
        (tmp_path / "more.sql").write_text(loads)
        sim.attach(tmp_path)
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
