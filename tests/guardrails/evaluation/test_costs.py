"""The cheapest threshold depends on how often attacks come, and on what errors cost."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.guardrails.evaluation import Costs, Judged, cheapest, frontier, roc
from tests.guardrails.evaluation.test_measures import ROWS, judged

SIX = judged([(1, 0.9, 1), (1, 0.6, 1), (1, 0.2, 0), (0, 0.7, 1), (0, 0.3, 0), (0, 0.1, 0)])


def test_the_points_of_a_curve() -> None:
    """Each distinct score is a threshold, highest first, after the one that stops nothing."""
    points = [(p.threshold, round(p.recall, 3), round(p.false_positive_rate, 3)) for p in roc(SIX)]

    assert points == [
        (float("inf"), 0.0, 0.0), (0.9, 0.333, 0.0), (0.7, 0.333, 0.333), (0.6, 0.667, 0.333),
        (0.3, 0.667, 0.667), (0.2, 1.0, 0.667), (0.1, 1.0, 1.0),
    ]  # fmt: skip
    assert list(roc(Judged(SIX.label[:3], SIX.score[:3], SIX.found[:3]))) == []


@pytest.mark.parametrize(
    ("costs", "threshold"),
    [
        pytest.param(Costs(0.5, 1, 2), 0.9, id="a false block is dearer"),
        pytest.param(Costs(0.5, 100, 1), 0.2, id="a miss is dear"),
        pytest.param(Costs(0.001, 10, 10), 0.9, id="attacks are rare"),
    ],
)
def test_what_is_cheapest(costs, threshold) -> None:
    """A dear miss asks for a low threshold."""
    assert cheapest(frontier(list(roc(SIX))), costs).threshold == threshold


@given(
    rows=ROWS,
    rate=st.floats(0.001, 0.999),
    miss=st.floats(0, 1000),
    false_block=st.floats(0, 1000),
)
def test_the_frontier_loses_nothing(rows, rate, miss, false_block) -> None:
    """Whatever the costs, the least loss of the frontier is that of all thresholds."""
    points = list(roc(judged(rows)))
    costs = Costs(rate, miss, false_block)

    def least(some) -> float:
        return min((costs.loss(p.recall, p.false_positive_rate) for p in some), default=0.0)

    assert np.isclose(least(frontier(points)), least(points))
