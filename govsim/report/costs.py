"""Renders what thresholds cost: the points of a ROC curve, and the loss to expect at each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from govsim.guardrails.evaluation import Costs, Judged, Point, Tally, cheapest, frontier, roc
from govsim.report.answer import Block, Heading, Paragraph, Table

_MOST = 12  # points of a frontier that a table shows


def roc_json(tally: Tally) -> Iterator[dict[str, Any]]:
    """Yield every point of the ROC curve of each channel, of the last policy."""
    for channel, judged in _by_channel(tally):
        for point in roc(judged):
            threshold = None if np.isinf(point.threshold) else point.threshold
            yield {
                "channel": channel,
                "threshold": threshold,  # null: above every score
                "recall": point.recall,
                "false_positive_rate": point.false_positive_rate,
            }


def cost_blocks(tally: Tally, costs: Costs) -> Iterator[Block]:
    """Yield a table of each channel: what may be best for some costs, and what is for these."""
    for channel, judged in _by_channel(tally):
        points = frontier(list(roc(judged)))
        yield Heading(f"Expected loss, {channel}")
        if not points:
            yield Paragraph("This takes rows of attacks and harmless rows.")
            continue
        best = cheapest(points, costs)
        yield _table(_shown(points, best), best, _decided(judged), costs)


def costs_json(tally: Tally, costs: Costs) -> dict[str, Any]:
    """Return the cheapest threshold of each channel, and the loss it and the policy lead to."""
    value = {}
    for channel, judged in _by_channel(tally):
        points = frontier(list(roc(judged)))
        if points:
            best, now = cheapest(points, costs), _decided(judged)
            value[channel] = {
                "cheapest": _json(best, costs),
                "policy": _json(now, costs),
                "frontier": [_json(each, costs) for each in points],
            }
    return value


def _json(point: Point, costs: Costs) -> dict[str, float | None]:
    known = not np.isnan(point.threshold) and not np.isinf(point.threshold)
    return {
        "threshold": point.threshold if known else None,
        "recall": round(point.recall, 6),
        "false_positive_rate": round(point.false_positive_rate, 6),
        "loss": round(costs.loss(point.recall, point.false_positive_rate), 9),
    }


def _table(points: list[Point], best: Point, now: Point, costs: Costs) -> Table:
    def cells(point: Point, threshold: str, note: str) -> tuple[str, ...]:
        loss = costs.loss(point.recall, point.false_positive_rate)
        rates = f"{point.recall:.3f}", f"{point.false_positive_rate:.4f}"
        return (threshold, *rates, f"{loss * 1000:.4g}", note)

    rows = [
        cells(p, "none" if np.isinf(p.threshold) else f"{p.threshold:.6g}", "least" * (p == best))
        for p in points
    ]
    rows.append(cells(now, "policy", "as it is"))
    header = ("threshold", "recall", "false alarms", "loss in 1,000 texts", "")
    return Table(header, tuple(rows), frozenset(range(4)))


def _shown(points: list[Point], best: Point) -> list[Point]:
    step = max(1, len(points) // _MOST)
    return [p for place, p in enumerate(points) if place % step == 0 or p == best]


def _decided(judged: Judged) -> Point:
    """Return where the decisions of the policy stand, whatever thresholds led to them."""
    attacks = judged.label
    return Point(
        float("nan"), float(judged.found[attacks].mean()), float(judged.found[~attacks].mean())
    )


def _by_channel(tally: Tally) -> Iterator[tuple[str, Judged]]:
    judged = tally.judged(len(tally.marks) - 1)
    for channel, places in tally.groups("channel", tally.labelled).items():
        yield channel, judged.where(places)
