"""What a principal sees: the filters and masks she meets, and what they ask of her."""

import json
from pathlib import Path

import pytest

from govsim import Simulator
from govsim.errors import GovsimError
from tests.access.metastores import grouped

HERE = Path(__file__).parent
CASES = [json.loads(line) for line in (HERE / "what_is_seen.jsonl").read_text("utf-8").splitlines()]
GROUPS = {
    "analysts": ["ana@x.com"],
    "stewards": ["stu@x.com"],
    "hr": ["hal@x.com", "nested"],
    "nested": ["ned@x.com"],
}


@pytest.fixture(scope="module")
def base() -> Simulator:
    return grouped(GROUPS, HERE / "what_is_seen.sql")


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['who'][:3]} {c['asks']}"[:70])
def test_a_reader_meets_these_filters_and_masks(case, base: Simulator) -> None:
    """Each case is a metastore, who asks, and what comes with the answer."""
    sim = base.branch()
    if code := case.get("invalid"):
        with pytest.raises(GovsimError) as refused:
            sim.apply(case["given"])
        assert refused.value.code == code
        return
    sim.apply(case["given"])
    found = sim.check(case["who"], case["asks"])
    refused = [one.code for one in found.refusals] or [str(one) for one in found.missing]

    assert refused == case.get("denied", [])
    assert [str(one) for one in found.obligations if found.allowed] == case.get("with", [])
    assert list(found.asked) == case.get("asked", [])
