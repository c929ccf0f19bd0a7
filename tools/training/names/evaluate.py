"""Measures the tagger, with and without the patterns, on texts with marked spans; prints JSON.

`python -m tools.training.names.evaluate [--weights FILE] [--data FOLDER] [SOURCE …]`: without
sources, on the texts of six kinds that were marked by hand and never trained on.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from pathlib import Path

from govsim.guardrails.pii.detector import PersonalDataDetector
from govsim.guardrails.pii.names.detector import NamesDetector
from govsim.guardrails.pii.names.network import Network, read_weights
from govsim.guardrails.pii.values import Hit
from govsim.guardrails.values import Channel
from tests.guardrails.pii.corpus import KINDS, lines

PLACE = {"ADDRESS", "LOCATION", "ZIP"}
NAMED = {"PERSON", *PLACE}
Row = tuple[str, list[tuple[int, int, str]]]


def covered(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether spans cover at least half of a stretch."""
    inside = {i for a, b in spans for i in range(max(a, start), min(b, end))}
    return 2 * len(inside) >= end - start


def measure(rows: list[Row], find: Callable[[str], list[Hit]], types: set[str]) -> dict[str, float]:
    """Return precision, recall and F2 of any personal data among some types."""
    right = hits = met = marks = 0
    for text, spans in rows:
        found = find(text)
        gold = [(a, b) for a, b, t in spans if t in types]
        own = [(h.start, h.end) for h in found if h.type in types]
        every = [(h.start, h.end) for h in found]
        hits, marks = hits + len(own), marks + len(gold)
        right += sum(covered(a, b, gold) for a, b in own)
        met += sum(covered(a, b, every) for a, b in gold)
    precision, recall = right / max(hits, 1), met / max(marks, 1)
    score = 5 * precision * recall / (4 * precision + recall) if precision + recall else 0.0
    return {
        "texts": len(rows),
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "F2": round(score, 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("sources", nargs="*")
    options = parser.parse_args()
    network = None
    if options.weights:
        with options.weights.open("rb") as source:
            network = Network(read_weights(source))
    names = NamesDetector(network=network)
    least = names.threshold(Channel.USER, None)
    patterns = PersonalDataDetector()

    def both(text: str) -> list[Hit]:
        return [h for h in names.hits(text) if h.score >= least] + patterns.hits(text)

    results: dict[str, dict[str, float]] = {}
    if options.sources:
        from tools.training.names.train import labelled

        for source in options.sources:
            rows = [(text, spans) for text, spans, _ in labelled(options.data, source)]
            results[source] = measure(
                rows, lambda t: [h for h in names.hits(t) if h.score >= least], NAMED
            )
    else:
        results = {kind: measure(lines(kind), both, NAMED) for kind in KINDS}
    print(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
