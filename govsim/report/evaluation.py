"""Renders an evaluation for a person: tables of figures, and how two policies differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeVar

from govsim.guardrails.evaluation import (
    By,
    Changes,
    Comparison,
    Evaluation,
    Figures,
    Key,
    Labelled,
    Spanned,
    name_at,
)
from govsim.guardrails.evaluation.changes import Change
from govsim.guardrails.evaluation.comparing import Difference
from govsim.guardrails.values import Finding
from govsim.report.answer import Block, Heading, Paragraph, Table

T = TypeVar("T")
_MOST_SHOWN: Final = 50
_TITLES: Final = {"source": "source", "channel": "channel", "lang": "language", "kind": "kind"}


def evaluation_blocks(found: Evaluation, ways: Sequence[By], budget: float) -> Iterator[Block]:
    """Yield the tables of one policy, each way of grouping by itself."""
    for way in ways:
        if found.labelled:
            yield Heading(f"Attacks, by {_TITLES[way]}")
            yield _label_table(found, way, budget)
        if found.spanned:
            yield Heading(f"Personal data and secrets, by {_TITLES[way]}")
            yield _span_table(found, way)
    if found.spanned:
        yield Heading("Personal data and secrets, by type")
        yield _type_table(found.spanned[None])
    yield Heading("Milliseconds of processor time")
    yield _time_table(found, ways)


def comparison_blocks(
    found: Comparison, changes: Changes, names: tuple[str, str], ways: Sequence[By]
) -> Iterator[Block]:
    """Yield how the second policy differs from the first."""
    for way in ways:
        keys = [key for key in found.labelled if key is None or key[0] == way]
        if keys:
            yield Heading(f"Attacks: {names[1]} against {names[0]}, by {_TITLES[way]}")
            yield _difference_table(found, keys, way)
    if None in found.spanned:
        yield Heading(f"Personal data and secrets: {names[1]} against {names[0]}")
        yield _figure_table(found.spanned[None])
    yield from changes_blocks(changes)


def changes_blocks(changes: Changes) -> Iterator[Block]:
    """Yield the rows that changed; very many are counted, and the first ones shown."""
    yield Heading("Rows that changed")
    if not changes.rows:
        yield Paragraph("None.")
        return
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in sorted(changes.kinds.items()))
    yield Paragraph(f"{changes.rows:,} in all: {kinds}.")
    shown = changes.kept[:_MOST_SHOWN]
    texts = any(each.text is not None for each in shown)
    header = ("row", "source", "label", "before", "after", "lost", "gained", "moved")
    yield Table(
        (*header, "text") if texts else header,
        tuple((*_cells(each), each.text or "") if texts else _cells(each) for each in shown),
    )
    if changes.rows > len(shown):
        yield Paragraph(f"and {changes.rows - len(shown):,} more; --changed FILE lists all")


def _label_table(found: Evaluation, way: By, budget: float) -> Table:
    at = name_at(budget)
    names = ("recall", "false_positive_rate", "precision", "f1", "auc", at, "ece", "brier")
    titles = ("recall", "false alarms", "precision", "F1", "AUC", f"recall at {budget:.3g}")
    header = (way, "rows", "attacks", *titles, "ECE", "Brier")
    rows = [(name, *_label_cells(each, names)) for name, each in _of_way(found.labelled, way)]
    return Table(header, tuple(rows), frozenset(range(1, len(header))))


def _label_cells(each: Labelled, names: Sequence[str]) -> tuple[str, ...]:
    figures = each.figures
    ranged = (_ranged(figures, name) for name in names[:2])
    plain = (_plain(figures.values.get(name)) for name in names[2:])
    return (f"{each.rows:,}", f"{each.attacks:,}", *ranged, *plain)


def _span_table(found: Evaluation, way: By) -> Table:
    header = (way, "rows", "spans", "precision", "recall", "F1", "F2")
    rows = [
        (name, f"{each.rows:,}", f"{each.counts.spans:,}", *_prf(each.personal))
        for name, each in _of_way(found.spanned, way)
    ]
    if way == "source" and len(rows) > 2:
        means = found.span_means(way)
        plain = tuple(_plain(means.get(name)) for name in ("precision", "recall", "f1", "f2"))
        rows.append(("mean of sources", "", "", *plain))
    return Table(header, tuple(rows), frozenset(range(1, len(header))))


def _type_table(found: Spanned) -> Table:
    header = ("type", "spans", "precision", "recall", "F1", "F2")
    rows = [
        (group, f"{counts.spans:,}", *_prf(figures))
        for group, (counts, figures) in found.groups.items()
        if counts.spans
    ]
    return Table(header, tuple(rows), frozenset(range(1, len(header))))


def _prf(figures: Figures) -> tuple[str, ...]:
    return (
        _ranged(figures, "precision"),
        _ranged(figures, "recall"),
        _plain(figures.values.get("f1")),
        _ranged(figures, "f2"),
    )


def _time_table(found: Evaluation, ways: Sequence[By]) -> Table:
    header = ("", "rows", "mean", "p50", "p99", "most")
    timed = dict(_of_way(found.timed, ways[0]))
    for way in ways[1:]:
        timed |= dict(_of_way(found.timed, way))
    lengths = {
        f"{name.replace('_', ' ')} characters": each for name, each in found.by_length.items()
    }
    rows = [
        (name, f"{t.rows:,}", *(f"{ms:.2f}" for ms in (t.mean, t.p50, t.p99, t.most)))
        for name, t in {**timed, **lengths}.items()
    ]
    return Table(header, tuple(rows), frozenset(range(1, len(header))))


def _difference_table(found: Comparison, keys: Sequence[Key], way: By) -> Table:
    names = ("recall", "false_positive_rate", "f1", "auc")
    titles = ("recall", "false alarms", "F1", "AUC")
    header = (way, "rows", *titles, "right only before", "right only after", "p")
    rows = []
    for key in keys:
        each = found.labelled[key]
        moved = (_moved(each.differences[name]) for name in names)
        right = (f"{each.only_before:,}", f"{each.only_after:,}", f"{each.p_value:.2g}")
        rows.append((key[1] if key else "all", f"{each.rows:,}", *moved, *right))
    return Table(header, tuple(rows), frozenset(range(1, len(header))))


def _figure_table(differences: Mapping[str, Difference]) -> Table:
    rows = [(name, _moved(each)) for name, each in differences.items()]
    return Table(("figure", "before → after [difference]"), tuple(rows))


def _cells(change: Change) -> tuple[str, ...]:
    label = "" if change.label is None else str(int(change.label))
    outcomes = str(change.before), str(change.after)
    found = map(_found, (change.lost, change.gained, change.moved))
    return (str(change.id), change.source, label, *outcomes, *found)


def _found(findings: Sequence[Finding]) -> str:
    return ", ".join(f"{each.type} {each.start}-{each.end} ({each.detector})" for each in findings)


def _of_way(held: Mapping[Key, T], way: By) -> Iterator[tuple[str, T]]:
    for key, each in held.items():
        if key is None:
            yield "all", each
        elif key[0] == way:
            yield key[1], each


def _ranged(figures: Figures, name: str) -> str:
    value, interval = figures.values.get(name), figures.intervals.get(name)
    if value is None or interval is None:
        return _plain(value)
    return f"{value:.3f} [{interval[0]:.3f}, {interval[1]:.3f}]"


def _moved(difference: Difference) -> str:
    if difference.difference is None:
        return "-"
    ends = f"{_plain(difference.before)} → {_plain(difference.after)}"
    if not difference.difference or difference.interval is None:
        return ends
    return f"{ends} [{difference.interval[0]:+.3f}, {difference.interval[1]:+.3f}]"


def _plain(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
