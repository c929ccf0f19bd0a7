"""A threshold from harmless texts keeps its budget, as often as it says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.guardrails.evaluation import at_most, rows_needed, threshold_within


@pytest.mark.parametrize(
    ("budget", "confidence", "rows"),
    [(0.01, 0.95, 299), (0.05, 0.95, 59), (0.001, 0.95, 2995), (0.01, 0.99, 459)],
)
def test_how_many_rows_a_budget_takes(budget, confidence, rows) -> None:
    """With one row fewer, even a threshold that stops none of them is not proof enough."""
    assert rows_needed(budget, confidence) == rows
    assert threshold_within([0.5] * (rows - 1), budget, confidence) is None
    assert threshold_within([0.5] * rows, budget, confidence) is not None
    assert (1 - budget) ** rows <= 1 - confidence < (1 - budget) ** (rows - 1)


@given(
    scores=st.lists(st.floats(0, 1), min_size=59, max_size=300),
    budget=st.sampled_from([0.05, 0.2, 0.5]),
)
def test_a_threshold_stops_no_more_than_it_may(scores, budget) -> None:
    """The rows that it stops are at most those allowed, and one more would be too many."""
    found = threshold_within(scores, budget, 0.95)

    assert found is not None
    assert sum(score >= found.value for score in scores) == found.stopped <= found.allowed
    assert at_most(found.allowed, len(scores), budget) <= 0.05
    assert at_most(found.allowed + 1, len(scores), budget) > 0.05


def test_the_share_of_texts_to_come_is_within_the_budget() -> None:
    """Over many logs of exchangeable scores, the budget is kept in at least 95 of 100."""
    chance = np.random.default_rng(11)
    kept, rates = 0, []
    for _ in range(2000):
        found = threshold_within(chance.beta(1, 5, size=400), 0.02, 0.95)
        assert found is not None
        rate = (1 - found.value) ** 5  # the true share: the tail of that distribution
        kept += rate <= 0.02
        rates.append(rate)

    assert kept >= 2000 * 0.95 - 3 * (2000 * 0.95 * 0.05) ** 0.5
    # With scores that never tie, the bound on the mean is the mean.
    assert np.mean(rates) == pytest.approx(found.expected, abs=3 * np.std(rates) / 2000**0.5)


def test_equal_scores_are_stopped_together_or_not_at_all() -> None:
    """Where too many texts have the highest score, no threshold stops any of them."""
    found = threshold_within([1.0] * 400, 0.01, 0.95)

    assert found is not None
    assert found.value > 1
    assert found.stopped == 0
