"""Trains the tagger of names on the texts of a folder, and writes its weights."""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tools.training.names import generate, lists, silver
from tools.training.names.model import LENGTH, train

LABELLED = (
    "presidio_synth_v2",
    "presidio_gen_large",
    "datafog_corpus",
    "nanni_pii",
    "govsim_synth_a",
)
# What a source calls it, and what the tagger learns; other types are learned as nothing.
TAUGHT = {
    "PERSON": "PERSON",
    "LOCATION": "LOCATION",
    "ADDRESS": "ADDRESS",
    "ZIP": "ADDRESS",
    "ORG": "ORG",
    "NRP": "NRP",
}


def labelled(folder: Path, source: str) -> list[tuple[str, list, float]]:
    """Return the texts of one labelled source, each with its spans."""
    rows = []
    with gzip.open(folder / "pii" / f"{source}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            spans = [
                (s["start"], s["end"], TAUGHT[s["type"]])
                for s in row["spans"]
                if s["type"] in TAUGHT
            ]
            rows.append((row["text"], spans, 1.0))
    return rows


def epochs(
    options: argparse.Namespace, known: dict[str, np.ndarray]
) -> Iterator[list[tuple[str, list, float]]]:
    """Yield the texts of each epoch: labelled ones, newly generated ones, open ones as a teacher reads them."""
    gold = [row for s in LABELLED if s not in options.without for row in labelled(options.data, s)]
    taught = silver.rows(options.silver, options.wordnet, known)
    writer = generate.Writer("en", 5)
    for epoch in range(options.epochs):
        chance = random.Random(100 + epoch)
        made = generate.rows(options.generated, 1000 + epoch * 17)
        texts = [(r["text"], r["spans"], 1.0) for r in made]
        texts += gold
        for row in taught:
            if chance.random() > options.taught * (1.0 if row["spans"] else 0.5):
                continue
            writer.said = []
            shown = silver.swapped(row, chance, writer) if chance.random() < 0.5 else row
            texts.append((shown["text"], shown["spans"], 0.6))
        yield texts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--silver", type=Path, required=True)
    parser.add_argument("--wordnet", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--generated", type=int, default=60_000)
    parser.add_argument("--taught", type=float, default=1.0, help="share of the open texts")
    parser.add_argument("--without", nargs="*", default=[])
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    known = lists.make(options.silver)
    tokens = options.generated * 55 + 1_700_000 * options.taught + 300_000  # an epoch, about
    total = int(options.epochs * tokens / (LENGTH * 0.93))
    table, dense = train(epochs(options, known), known, seed=options.seed, total=total)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    np.savez(options.out, table=table, **dense, **{f"list_{k}": v for k, v in known.items()})


if __name__ == "__main__":
    main()
