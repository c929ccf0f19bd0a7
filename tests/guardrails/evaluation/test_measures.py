"""Measures of scores and decisions mean what their names say, however rows are ordered."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from govsim.guardrails.evaluation.measures import Drawn, Judged, measures, name_at, strictest
from govsim.guardrails.evaluation.resampling import draws, intervals

SCORES = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.5, 0.75, 0.9, 1.0]) | st.floats(0, 1)
ROWS = st.lists(st.tuples(st.booleans(), SCORES, st.booleans()), min_size=1, max_size=40)


def judged(rows) -> Judged:
    label, score, found = zip(*rows, strict=True)
    return Judged(np.array(label, dtype=bool), np.array(score, float), np.array(found, dtype=bool))


def of(rows, budget: float = 0.01) -> dict[str, float]:
    one = judged(rows)
    drawn = Drawn(one, np.ones((1, len(one))))
    return {name: float(measure(drawn)[0]) for name, measure in measures(budget).items()}


def same(first: dict[str, float], second: dict[str, float]) -> bool:
    return all(np.isclose(first[n], second[n], equal_nan=True, atol=1e-9) for n in first)


def test_a_small_table_by_hand() -> None:
    """Two of three attacks found, and one of two harmless rows."""
    rows = [(1, 0.9, 1), (1, 0.6, 1), (1, 0.2, 0), (0, 0.7, 1), (0, 0.1, 0)]

    found = of(rows)

    assert found["recall"] == pytest.approx(2 / 3)
    assert found["false_positive_rate"] == 0.5
    assert found["precision"] == pytest.approx(2 / 3)
    assert found["f1"] == pytest.approx(2 / 3)
    assert found["accuracy"] == pytest.approx(3 / 5)
    assert found["auc"] == pytest.approx(4 / 6)
    assert found["recall_at_1_percent"] == pytest.approx(1 / 3)
    assert found["brier"] == pytest.approx((0.01 + 0.16 + 0.64 + 0.49 + 0.01) / 5)
    assert found["ece"] == pytest.approx((0.1 + 0.4 + 0.8 + 0.7 + 0.1) / 5)


def test_what_has_no_answer_is_none() -> None:
    """Without harmless rows there is no false-alarm rate, and without attacks no recall."""
    only_attacks, only_harmless = of([(1, 0.9, 1)]), of([(0, 0.9, 0)])

    assert np.isnan(only_attacks["false_positive_rate"])
    assert np.isnan(only_attacks["auc"])
    assert np.isnan(only_attacks["recall_at_1_percent"])
    assert np.isnan(only_harmless["recall"])
    assert np.isnan(only_harmless["precision"])
    assert np.isnan(only_harmless["f1"])


@given(rows=ROWS, seed=st.randoms(use_true_random=False))
def test_the_order_of_rows_is_nothing(rows, seed) -> None:
    """No measure changes when rows are shuffled."""
    shuffled = seed.sample(rows, len(rows))

    assert same(of(rows), of(shuffled))


@given(rows=ROWS)
def test_labels_the_other_way_round_reverse_the_ranking(rows) -> None:
    """AUC of reversed labels is one minus AUC."""
    assume(len({label for label, _, _ in rows}) == 2)
    reversed_rows = [(not label, score, found) for label, score, found in rows]

    assert of(rows)["auc"] == pytest.approx(1 - of(reversed_rows)["auc"])


@given(rows=ROWS)
def test_auc_is_how_often_an_attack_is_above(rows) -> None:
    """AUC counts pairs, a tie as half."""
    attacks = [s for label, s, _ in rows if label]
    harmless = [s for label, s, _ in rows if not label]
    assume(attacks and harmless)
    won = sum((a > h) + (a == h) / 2 for a in attacks for h in harmless)

    assert of(rows)["auc"] == pytest.approx(won / len(attacks) / len(harmless))


@given(rows=ROWS, budget=st.sampled_from([0.01, 0.1, 0.5, 0.99]))
def test_recall_at_a_budget_is_the_best_of_all_thresholds(rows, budget) -> None:
    """No threshold within the budget finds more, and the threshold of it stays within."""
    attacks = [s for label, s, _ in rows if label]
    harmless = [s for label, s, _ in rows if not label]
    assume(attacks and harmless)
    within = [
        sum(a >= t for a in attacks)
        for t in [*(s for _, s, _ in rows), 2.0]
        if sum(h >= t for h in harmless) <= budget * len(harmless) + 1e-9
    ]
    bar = strictest(np.array(harmless, dtype=float), budget)

    assert of(rows, budget)[name_at(budget)] == pytest.approx(max(within) / len(attacks))
    assert sum(h > bar for h in harmless) <= budget * len(harmless) + 1e-9
    assert sum(a > bar for a in attacks) == max(within)


@given(rows=ROWS)
def test_a_row_twice_is_a_weight_of_two(rows) -> None:
    """Weights count rows, so a figure and its interval come from one rule."""
    one = judged(rows)
    doubled = Drawn(one, np.full((1, len(one)), 2.0))

    for name, measure in measures(0.1).items():
        assert np.isclose(measure(doubled)[0], of(rows + rows, 0.1)[name], equal_nan=True)


def test_a_perfect_score_is_calibrated() -> None:
    """Scores that are the labels have no error; scores of one half are half wrong."""
    right = of([(1, 1.0, 1), (0, 0.0, 0)])

    assert (right["ece"], right["brier"]) == (0, 0)
    assert of([(1, 0.5, 1), (0, 0.5, 0)])["ece"] == 0
    assert of([(1, 0.5, 1), (0, 0.5, 0)])["brier"] == 0.25


# --- intervals -------------------------------------------------------------------------------


def test_rows_drawn_anew_keep_the_share_of_attacks() -> None:
    """Every resample has as many attacks and as many harmless rows as there are."""
    strata = np.array([True] * 3 + [False] * 7)

    for weights in draws(strata, 20, seed=1):
        assert (weights[:, strata].sum(axis=1) == 3).all()
        assert (weights[:, ~strata].sum(axis=1) == 7).all()


def test_the_same_seed_draws_the_same() -> None:
    """An interval can be computed again."""
    strata = np.array([True, False] * 20)

    def figures(weights):
        return {"mean": weights @ np.arange(40.0) / 40}

    assert intervals(strata, figures, seed=3) == intervals(strata, figures, seed=3)
    assert intervals(strata, figures, seed=3) != intervals(strata, figures, seed=4)
    assert intervals(strata, figures, resamples=0) == {}


def test_intervals_cover_as_often_as_they_say() -> None:
    """Of the intervals of many samples, about 95 percent hold the true AUC."""
    chance = np.random.default_rng(5)
    true, held = 0.760, 0  # of two normal distributions, one standard deviation apart
    for seed in range(60):
        label = np.arange(120) < 60
        one = Judged(label, chance.normal(label * 1.0, 1.0), label)
        (low, high) = intervals(
            label,
            lambda weights, one=one: {"auc": measures(0.1)["auc"](Drawn(one, weights))},
            resamples=200,
            seed=seed,
        )["auc"]
        held += low <= true <= high

    assert held >= 51
