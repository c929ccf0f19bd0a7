"""A fit finds the least loss, and leaves a score as it is where rows say nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.guardrails.training.fitting import Sparse, descended, fit


def sparse(rows: list[list[int]], width: int) -> Sparse:
    columns = np.array([c for row in rows for c in row], dtype=np.intp)
    starts = np.r_[0, np.cumsum([len(row) for row in rows])].astype(np.intp)
    return Sparse(starts, columns, np.ones(len(columns)), width)


ROWS = st.lists(st.lists(st.integers(0, 5), max_size=4, unique=True), min_size=1, max_size=9)


@given(rows=ROWS, data=st.data())
def test_sparse_rows_are_a_matrix(rows, data) -> None:
    """Sums over rows and over columns are those of the matrix written out."""
    made, matrix = sparse(rows, 6), np.zeros((len(rows), 6))
    for number, row in enumerate(rows):
        matrix[number, row] = 1
    weights = np.arange(6.0) - 2
    chosen = np.array(data.draw(st.permutations(range(len(rows)))), dtype=np.intp)

    assert np.allclose(made.times(weights), matrix @ weights)
    assert np.allclose(
        made.gathered(np.arange(len(rows)) + 1.0), (np.arange(len(rows)) + 1) @ matrix
    )
    assert np.allclose(made.rows(chosen).times(weights), (matrix @ weights)[chosen])


def test_the_least_of_a_bowl() -> None:
    """The search ends where the gradient is nothing, however narrow the bowl."""
    narrow, middle = np.array([1.0, 100.0, 0.01]), np.array([3.0, -1.0, 0.5])

    def bowl(at):
        return float(narrow @ (at - middle) ** 2) / 2, narrow * (at - middle)

    assert descended(bowl, np.zeros(3), 100, 1e-9) == pytest.approx(middle)


def test_a_fit_is_where_no_direction_is_downhill() -> None:
    """Moving any weight a little raises the loss."""
    chance = np.random.default_rng(3)
    rows = [list(map(int, chance.choice(8, 3, replace=False))) for _ in range(60)]
    features, label = sparse(rows, 8), chance.random(60) < 0.5
    before, side = chance.normal(size=60), np.zeros(60, np.intp)
    made = fit(features, label, before, side, np.ones(60), strength=2.0, steps=200)

    def loss(scale, bias, weights):
        margin = np.where(label, 1, -1) * (scale * before + bias + features.times(weights))
        penalty = weights @ weights + (scale - 1) ** 2 + bias**2 / 100
        return np.logaddexp(0, -margin).mean() + 2.0 / 60 * penalty / 2

    least = loss(made.scale, made.sides[0], made.weights)
    for sign in (-0.01, 0.01):
        assert loss(made.scale + sign, made.sides[0], made.weights) > least
        assert loss(made.scale, made.sides[0] + sign, made.weights) > least
        for column in range(8):
            moved = made.weights.copy()
            moved[column] += sign
            assert loss(made.scale, made.sides[0], moved) > least


def test_the_stronger_the_penalty_the_less_is_moved() -> None:
    """With a very strong penalty the score that is there stays as it is."""
    features = sparse([[0], [1]] * 20, 2)
    label = np.array([True, False] * 20)
    side, before = np.zeros(40, np.intp), np.where(label, 0.5, -0.5)

    weak = fit(features, label, before, side, np.ones(40), strength=0.1)
    strong = fit(features, label, before, side, np.ones(40), strength=1e6)

    assert weak.weights[0] > 1 > 0.01 > abs(strong.weights[0])
    assert strong.scale == pytest.approx(1, abs=0.01)


def test_a_side_of_harmless_rows_alone_has_no_bias() -> None:
    """That documents were all harmless does not make the next one so."""
    features = sparse([[]] * 40, 1)
    label, side = np.array([True, False] * 10 + [False] * 20), np.array([0] * 20 + [1] * 20)

    made = fit(features, label, np.zeros(40), side.astype(np.intp), np.ones(40))

    assert made.sides[1] == 0
