"""Holds the model card of a trained head: what it was trained on, and how well it does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from govsim.guardrails.evaluation import UNSTATED, Row
from govsim.guardrails.evaluation.figures import Evaluation

_SHOWN = ("recall", "false_positive_rate", "auc_pooled", "recall_at_1_percent_pooled")


@dataclass(slots=True)
class Source:
    """The rows of one source."""

    attacks: int = 0
    harmless: int = 0
    licences: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    channels: Counter[str] = field(default_factory=Counter)

    def add(self, row: Row) -> None:
        """Take one row."""
        self.attacks += bool(row.label)
        self.harmless += not row.label
        self.licences[row.licence] += 1
        self.languages[row.lang] += 1
        self.channels[str(row.channel)] += 1


@dataclass(frozen=True)
class Provenance:
    """Where the rows are from."""

    files: Mapping[str, str]  # name → SHA-256
    sources: Mapping[str, Source]

    @property
    def unlicensed(self) -> int:
        """How many rows state no licence."""
        return sum(source.licences[UNSTATED] for source in self.sources.values())


@dataclass(frozen=True)
class Card:
    """A model card."""

    how: str  # what was trained, in one sentence
    version: str  # of govsim
    weights: str  # SHA-256 of the file of the weights
    provenance: Provenance
    before: Evaluation  # the detectors underneath, on the same rows
    after: Evaluation  # the model, on rows of sources that it was not trained on
    thresholds: Mapping[float, float]
    left_out: tuple[str, ...]  # what was left out together


def card_json(card: Card) -> dict[str, Any]:
    """Return a card as JSON. It depends on the rows and settings alone, never on time."""
    return {
        "about": card.how,
        "govsim": card.version,
        "weights_sha256": card.weights,
        "thresholds": {f"{rate:g}": round(score, 6) for rate, score in card.thresholds.items()},
        "data": {
            "files": dict(card.provenance.files),
            "sources": {
                name: {
                    "attacks": source.attacks,
                    "harmless": source.harmless,
                    "licences": dict(source.licences),
                    "languages": dict(source.languages),
                    "channels": dict(source.channels),
                }
                for name, source in sorted(card.provenance.sources.items())
            },
        },
        "left_out": list(card.left_out),
        "by_source": {
            name: {"before": _values(card.before, name), "after": _values(card.after, name)}
            for name in ("", *sorted(card.provenance.sources))
        },
        "mean_over_sources": {
            "before": _rounded(card.before.means("source")),
            "after": _rounded(card.after.means("source")),
        },
    }


def card_markdown(card: Card) -> str:
    """Return a card as Markdown."""
    return "\n".join(_lines(card)) + "\n"


def _lines(card: Card) -> Iterator[str]:
    yield from ("# Model card", "")
    yield f"{card.how} Made by govsim {card.version}; SHA-256 of the weights: `{card.weights}`."
    yield from ("", "## Data", "")
    yield from _table(
        ("source", "attacks", "harmless", "licence", "languages", "channels"),
        (
            (
                name,
                f"{source.attacks:,}",
                f"{source.harmless:,}",
                *map(_named, (source.licences, source.languages, source.channels)),
            )
            for name, source in sorted(card.provenance.sources.items())
        ),
    )
    yield ""
    yield from _table(("file", "SHA-256"), sorted(card.provenance.files.items()))
    yield from ("", "## On sources that it was not trained on", "")
    yield (
        "Each row is scored by a model that saw no row of its source. Found are rows above the "
        "score that one in a hundred harmless rows reach, of other sources where there are any; "
        "pooled figures rank a row among the harmless rows of all sources in its channel. Before: "
        "the detectors underneath alone."
    )
    yield ""
    names = [f"{name.replace('_', ' ')}, {when}" for name in _SHOWN for when in ("before", "after")]
    yield from _table(("source", *names), _figures(card))
    yield from ("", f"Left out together: {'; '.join(card.left_out)}.")


def _figures(card: Card) -> Iterator[tuple[str, ...]]:
    for name in ("", *sorted(card.provenance.sources)):
        if not _values(card.after, name):
            continue  # it was learned from
        pairs = zip(_cells(card.before, name), _cells(card.after, name), strict=True)
        yield (name or "all", *(cell for pair in pairs for cell in pair))
    before, after = card.before.means("source"), card.after.means("source")
    means = ((_cell(before.get(each)), _cell(after.get(each))) for each in _SHOWN)
    yield ("mean of sources", *(cell for pair in means for cell in pair))


def _cells(found: Evaluation, name: str) -> list[str]:
    values = _values(found, name)
    return [_cell(values.get(each)) for each in _SHOWN]


def _values(found: Evaluation, name: str) -> dict[str, float | None]:
    held = found.labelled.get(("source", name) if name else None)
    return _rounded(held.figures.values) if held else {}


def _rounded(values: Mapping[str, float | None]) -> dict[str, float | None]:
    return {name: None if v is None else round(v, 4) for name, v in values.items()}


def _named(counts: Counter[str]) -> str:
    return ", ".join(sorted(counts))


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _table(header: tuple[str, ...], rows: Any) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(str(cell).replace('|', '/') for cell in row)} |"
