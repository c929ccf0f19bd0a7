"""Measures evaluation beside SciPy's tests and bootstrap: `python -m tests.bench.evaluation`.

Scores are of two normal distributions, one deviation apart. Times are those of the processor, in
one process, one after the other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from time import process_time
from typing import Any

import numpy as np
from scipy import stats

from govsim.cli.scoring import scored
from govsim.guardrails import Channel, Outcome, Policy, screen
from govsim.guardrails.evaluation import Asked, Judged, Row, Tally, Wanted, candidate_of
from govsim.guardrails.evaluation.evaluating import evaluation_of
from govsim.guardrails.evaluation.measures import Drawn, auc
from govsim.guardrails.evaluation.resampling import intervals
from govsim.guardrails.policy import Rule, Topic
from tests.bench.clock import Figures, resident

ROWS = 50_000
FEW = 2_000
RESAMPLES = 500
TOPICS = Policy(
    "bench",
    channels={Channel.USER: (Rule("topics", Outcome.BLOCK),)},
    topics=(Topic("arms", ("gun", "bomb")),),
)


def main() -> None:
    """Print every figure as JSON."""
    figures = Figures()
    ranking(figures)
    intervals_of_auc(figures)
    overhead(figures)
    print(json.dumps(figures.rows))


def spent(call: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """Return the least processor time of a call in seconds, and what it returned."""
    found, result = float("inf"), None
    for _ in range(times):
        start = process_time()
        result = call()
        found = min(found, process_time() - start)
    return found, result


def sample(count: int) -> Judged:
    chance = np.random.default_rng(7)
    label = chance.random(count) < 0.4
    score = 1 / (1 + np.exp(-chance.normal(label * 1.0 - 0.5, 1.0)))
    return Judged(label, score, score > 0.5)


def ranking(figures: Figures) -> None:
    """AUC of many rows, beside the Mann-Whitney test."""
    judged = sample(ROWS)
    once = np.ones((1, ROWS))

    def ours() -> float:
        fresh = Judged(judged.label, judged.score, judged.found)
        return float(auc(Drawn(fresh, once))[0])

    def peer() -> float:
        attacks, harmless = judged.score[judged.label], judged.score[~judged.label]
        test = stats.mannwhitneyu(attacks, harmless, method="asymptotic")
        return float(test.statistic / len(attacks) / len(harmless))

    beside(figures, f"AUC of {ROWS:,} rows", ours, peer, "scipy mannwhitneyu")


def intervals_of_auc(figures: Figures) -> None:
    """The interval of an AUC, beside SciPy's bootstrap over the same statistic."""
    judged = sample(FEW)
    attacks, harmless = judged.score[judged.label], judged.score[~judged.label]

    def ours() -> float:
        found = intervals(
            judged.label, lambda w: {"auc": auc(Drawn(judged, w))}, resamples=RESAMPLES
        )["auc"]
        assert found is not None
        return found[0]

    def statistic(first: Any, second: Any) -> float:
        test = stats.mannwhitneyu(first, second, method="asymptotic")
        return float(test.statistic / len(first) / len(second))

    def peer() -> float:
        found = stats.bootstrap(
            (attacks, harmless), statistic, n_resamples=RESAMPLES, vectorized=False,
            method="percentile", rng=np.random.default_rng(0),
        )  # fmt: skip
        return float(found.confidence_interval.low)

    name = f"interval of AUC, {FEW:,} rows, {RESAMPLES} resamples"
    beside(figures, name, ours, peer, "scipy bootstrap")


def overhead(figures: Figures) -> None:
    """What an evaluation adds to screening, and what it holds of many rows."""
    rows = [Row(n, f"text number {n} of many", n % 3 == 0, source=str(n % 7)) for n in range(ROWS)]
    screening, _ = spent(lambda: [screen(row.text, TOPICS) for row in rows], 1)
    before = resident()
    whole, tally = spent(lambda: tallied(iter(rows)), 1)
    figures.add(
        "evaluation of a row over its screening", whole / screening, "times", "one detector"
    )
    figures.add("memory of an evaluation", (resident() - before) * 1e6 / ROWS, "bytes a row")
    seconds, _ = spent(lambda: evaluation_of(tally, 0, "bench", Asked()), 1)
    figures.add(f"every figure of {ROWS:,} rows, with intervals", seconds, "s", "7 sources")


def tallied(rows: Iterator[Row]) -> Tally:
    tally = Tally(1, {})
    for row, marks in scored(rows, Wanted((candidate_of(TOPICS),)), 1):
        tally.add(row, marks)
    return tally


def beside(
    figures: Figures, name: str, ours: Callable[[], float], peer: Callable[[], float], of: str
) -> None:
    """Add a figure of govsim, and how often as long its peer takes for the same answer."""
    (mine, answer), (theirs, other) = spent(ours), spent(peer)
    assert abs(answer - other) < 0.01, (answer, other)
    figures.add(name, mine * 1000, "ms")
    figures.add(f"{name}: {of} takes", theirs / mine, "times as long")


if __name__ == "__main__":
    main()
