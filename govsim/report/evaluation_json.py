"""Renders an evaluation as JSON: figures overall and by source, channel, language and kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govsim.guardrails.evaluation import (
    KINDS,
    WAYS,
    Changes,
    Comparison,
    Counts,
    Evaluation,
    Figures,
    Key,
    Labelled,
    Spanned,
    Timed,
)
from govsim.guardrails.evaluation.changes import Change
from govsim.guardrails.evaluation.comparing import Compared, Difference
from govsim.guardrails.values import Finding

_PLACES = 6


def evaluation_json(found: Evaluation) -> dict[str, Any]:
    """Return the figures of one policy as JSON; what nothing tells of is null."""
    value: dict[str, Any] = {
        "policy": found.policy,
        "rows": found.rows,
        "unscanned": found.unscanned,
    }
    if found.labelled:
        held = {key: _labelled(each, found.timed[key]) for key, each in found.labelled.items()}
        means = {way: rounded(found.means(way)) for way in WAYS}
        value["labels"] = {**_grouped(held), "mean_over": means}
    if found.spanned:
        spans = {key: _spanned(each) for key, each in found.spanned.items()}
        means = {way: rounded(found.span_means(way)) for way in WAYS}
        value["spans"] = {**_grouped(spans), "mean_over": means}
    times = {key: _timed(each) for key, each in found.timed.items()}
    lengths = {length: _timed(each) for length, each in found.by_length.items()}
    return {**value, "cpu_ms": {**_grouped(times), "length": lengths}}


def comparison_json(found: Comparison, changes: Changes) -> dict[str, Any]:
    """Return how two policies differ as JSON."""
    labelled = {key: _compared(each) for key, each in found.labelled.items()}
    spanned = {key: _differences(each) for key, each in found.spanned.items()}
    parts = {"labels": labelled, "spans": spanned}
    return {
        **{name: _grouped(part) for name, part in parts.items() if part},
        "changed": changes_json(changes),
    }


def changes_json(changes: Changes) -> dict[str, Any]:
    """Return the rows that changed as JSON."""
    return {
        "rows": changes.rows,
        **{kind: changes.kinds[kind] for kind in KINDS},
        "listed": [change_json(each) for each in changes.kept],
    }


def change_json(change: Change) -> dict[str, Any]:
    """Return one row that changed as JSON; its text only where the change holds it."""
    value = {
        "id": change.id,
        "source": change.source,
        "label": None if change.label is None else int(change.label),
        "before": str(change.before),
        "after": str(change.after),
        "lost": [_finding(each) for each in change.lost],
        "gained": [_finding(each) for each in change.gained],
        "moved": [_finding(each) for each in change.moved],
    }
    return value if change.text is None else {**value, "text": change.text}


def rounded(values: Mapping[str, float | None]) -> dict[str, float | None]:
    """Return values with as many places as they deserve."""
    return {name: None if v is None else round(v, _PLACES) for name, v in values.items()}


def _grouped(held: Mapping[Key, Any]) -> dict[str, Any]:
    value: dict[str, Any] = {"overall": held.get(None)}
    for way in WAYS:
        value[way] = {key[1]: each for key, each in held.items() if key and key[0] == way}
    return value


def _labelled(each: Labelled, timed: Timed) -> dict[str, Any]:
    counts = {
        "rows": each.rows,
        "attacks": each.attacks,
        "found": each.found,
        "false_alarms": each.false_alarms,
        "unscanned": each.unscanned,
    }
    return {**counts, **_figures(each.figures), "cpu_ms": _timed(timed)}


def _spanned(each: Spanned) -> dict[str, Any]:
    return {
        "rows": each.rows,
        "any": {**_counts(each.counts), **_figures(each.personal)},
        "types": {
            group: {**_counts(counts), **_figures(figures)}
            for group, (counts, figures) in each.groups.items()
        },
    }


def _counts(counts: Counts) -> dict[str, int]:
    return counts._asdict()


def _figures(figures: Figures) -> dict[str, Any]:
    known = {
        name: [round(end, _PLACES) for end in interval]
        for name, interval in figures.intervals.items()
    }
    return {**rounded(figures.values), "intervals": known}


def _timed(timed: Timed) -> dict[str, Any]:
    held = {"mean": timed.mean, "p50": timed.p50, "p99": timed.p99, "max": timed.most}
    return {"rows": timed.rows, **{name: round(ms, 4) for name, ms in held.items()}}


def _compared(each: Compared) -> dict[str, Any]:
    return {
        "rows": each.rows,
        "right_only_before": each.only_before,
        "right_only_after": each.only_after,
        "p_value": float(f"{each.p_value:.4g}"),
        "differences": _differences(each.differences),
    }


def _differences(differences: Mapping[str, Difference]) -> dict[str, Any]:
    return {
        name: {
            **rounded({"before": d.before, "after": d.after, "difference": d.difference}),
            "interval": None if d.interval is None else [round(e, _PLACES) for e in d.interval],
        }
        for name, d in differences.items()
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "detector": finding.detector,
        "type": finding.type,
        "rule": finding.rule,
        "start": finding.start,
        "end": finding.end,
        "score": round(finding.score, _PLACES),
    }
