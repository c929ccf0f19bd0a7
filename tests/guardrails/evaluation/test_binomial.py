"""Tails and intervals of counts are exact."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.guardrails.evaluation.binomial import at_most, exactly_paired, share_interval


@given(trials=st.integers(1, 300), data=st.data(), probability=st.floats(0.001, 0.999))
def test_a_tail_is_the_sum_of_its_terms(trials, data, probability) -> None:
    """The chance of at most k successes is the sum of the chances of 0 to k."""
    count = data.draw(st.integers(0, trials))
    terms = (
        comb(trials, k) * probability**k * (1 - probability) ** (trials - k)
        for k in range(count + 1)
    )

    assert at_most(count, trials, probability) == pytest.approx(sum(terms), abs=1e-9)


def test_a_tail_of_very_many_trials() -> None:
    """A million trials are no matter, on either side of the mean."""
    assert at_most(500_000, 1_000_000, 0.5) == pytest.approx(0.5, abs=0.001)
    assert at_most(900_300, 1_000_000, 0.9) == pytest.approx(0.841, abs=0.002)
    assert at_most(10, 1_000_000, 0.5) == 0.0
    assert (at_most(-1, 5, 0.5), at_most(5, 5, 0.5), at_most(2, 5, 1.0)) == (0.0, 1.0, 0.0)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param((0, 0), 1.0, id="nothing differs"),
        pytest.param((0, 1), 1.0, id="one row says nothing"),
        pytest.param((0, 10), 2 / 1024, id="ten of ten"),
        pytest.param((2, 8), 2 * (1 + 10 + 45) / 1024, id="eight of ten"),
        pytest.param((5, 5), 1.0, id="as many on either side"),
    ],
)
def test_mcnemar(counts, expected) -> None:
    """The exact test weighs the rows that only one of two policies has right."""
    assert exactly_paired(*counts) == pytest.approx(expected)
    assert exactly_paired(*reversed(counts)) == pytest.approx(expected)


def test_the_interval_of_a_share() -> None:
    """Wilson's interval never leaves 0 to 1, and is there with no success at all."""
    assert share_interval(0, 0) is None
    assert share_interval(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert share_interval(0, 100) == pytest.approx((0.0, 0.0370), abs=1e-4)
    assert share_interval(100, 100) == pytest.approx((0.9630, 1.0), abs=1e-4)
