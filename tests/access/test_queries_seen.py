"""What queries of every shape meet: each case is a query, and the guards its rows go through."""

import json
from pathlib import Path

import pytest

from govsim import Simulator
from tests.access.metastores import grouped

HERE = Path(__file__).parent / "queries_seen"
CASES = [json.loads(line) for line in (HERE / "cases.jsonl").read_text("utf-8").splitlines()]
SERVICE = "0a1b2c3d-0000-4000-8000-000000000001"
GROUPS = {
    "analysts": ["ana@x.com", SERVICE],
    "stewards": ["stu@x.com"],
    "hr": ["hal@x.com", "nested"],
    "nested": ["ned@x.com"],
}


@pytest.fixture(scope="module")
def base() -> Simulator:
    return grouped(GROUPS, HERE / "base.sql")


def called(guard) -> str:
    """Return a guard in short: a masked column, or `F:` and the table that is filtered."""
    table = guard.table.removeprefix("main.s.").removeprefix("main.")
    if not guard.column:
        return f"F:{table}"
    return guard.column if table == "t" else f"{table}.{guard.column}"


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['family']}: {c['asks']}"[:80])
def test_a_query_meets_these_guards_and_no_others(case, base: Simulator) -> None:
    """The guards, what their columns are read for, and what they ask of the reader."""
    sim = base.branch()
    for name in case.get("under", ()):
        sim.apply((HERE / f"{name}.sql").read_text("utf-8"))
    sim.apply(case.get("given", ""))
    found = sim.check(case.get("who", "ana@x.com"), case["asks"])
    refused = ",".join([one.code for one in found.refusals] or map(str, found.missing))

    assert refused == case.get("denied", "")
    if found.allowed:
        assert sorted({called(one) for one in found.obligations}) == case["meets"]
    for column, words in case.get("uses", {}).items():
        told = [str(one) for one in found.obligations if one.column == column]
        assert any(words in one for one in told), told
    if "asked" in case:
        assert sorted({one.partition(": ")[2] for one in found.asked}) == case["asked"]
