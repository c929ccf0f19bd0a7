"""Serves `govsim guardrails train --encoder`: a model of one's own, tuned on one's own rows."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

from govsim.cli.labelled import Data
from govsim.cli.outcome import CLEAN, Outcome
from govsim.cli.progress import line_of
from govsim.cli.training import answer_of, card_of, gathered_of, write_card
from govsim.guardrails.training import held_sources, measured
from govsim.guardrails.training.encoder import Settings, check_installed, fine_tuned
from govsim.guardrails.training.retraining import check_enough


def train_encoder(
    options: argparse.Namespace, data: Data, base: tuple[str, ...], folder: Path
) -> Outcome:
    """Fine-tune, measure on sources that were left out, and write the model with its card."""
    check_installed()
    texts: list[str] = []
    gathered, provenance = gathered_of(options, data, base, keep=texts)
    examples = gathered.examples()
    held = held_sources(examples, options.seed)
    others = np.setdiff1d(np.arange(len(examples)), held)
    check_enough(examples.where(others))
    tuned = fine_tuned(
        options.encoder,
        [texts[row] for row in others],
        examples.label[others].tolist(),
        Settings(epochs=options.epochs, seed=options.seed),
        _told,
    )
    found = measured(examples, held, tuned.scores([texts[row] for row in held]))
    folder.mkdir(parents=True, exist_ok=True)
    tuned.save(folder)
    how = (
        f"The classifier of `{Path(options.encoder).name}`, fine-tuned on {len(others):,} rows for "
        f"{options.epochs} epochs with seed {options.seed}; the rows below were left out."
    )
    content = (folder / "model.safetensors").read_bytes()
    card = card_of(options, gathered, found, provenance, how, content)
    write_card(folder, card)
    return Outcome(answer_of(card, data, _policy(folder, found.thresholds[0.01])), CLEAN)


def _policy(folder: Path, threshold: float) -> str:
    return f"models: [{{name: mine, path: {folder.as_posix()}, threshold: {threshold:.4f}}}]"


def _told(done: int, count: int) -> None:
    if sys.stderr.isatty():
        line = f"{line_of(done, count, 'batches', 0.0)}"
        print(f"\r\x1b[K{line}", end="" if done < count else "\n", file=sys.stderr, flush=True)
