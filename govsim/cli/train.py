"""Serves `govsim guardrails train`: a detector of one's own rows, on top of what ships."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govsim.cli.labelled import Data, add_choice, data_of
from govsim.cli.outcome import CLEAN, Outcome
from govsim.errors import GovsimError

if TYPE_CHECKING:
    from govsim.guardrails.training import Head

ABOUT: Final = (
    "`train DATA` trains a head on your own labelled rows, on top of the detectors that ship, or "
    "fine-tunes a model of yours, measures it on sources that were left out, and writes it with "
    "its model card to --out."
)


def add_training(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of training."""
    parser.add_argument("--out", metavar="FOLDER", help="train: where the model and card go")
    parser.add_argument(
        "--base",
        action="append",
        default=[],
        metavar="DETECTOR",
        help="train: one whose score is moved; may be repeated; the default is those that look "
        "for attacks",
    )
    parser.add_argument(
        "--strength",
        type=float,
        default=3.0,
        metavar="ROWS",
        help="train: how strongly the score that is there is kept; the default is %(default)g",
    )
    parser.add_argument(
        "--encoder",
        metavar="FOLDER",
        help="train: fine-tune the classifier of this folder instead; needs govsim[train]",
    )
    parser.add_argument(
        "--epochs", type=int, default=2, metavar="N", help="train: of --encoder; the default is 2"
    )
    parser.add_argument(
        "--licence", metavar="NAME", help="train: of rows that state none, for the model card"
    )
    parser.add_argument(
        "--workers", type=int, default=1, metavar="N", help="train: processes; the default is 1"
    )
    add_choice(parser)


def train(options: argparse.Namespace) -> Outcome:
    """Train, measure, and write the model and its card."""
    folder = _folder(options)
    base = _base(options.base)
    options.data = options.paths
    data = data_of(options)
    if options.encoder:
        from govsim.cli.train_encoder import train_encoder

        return train_encoder(options, data, base, folder)
    return _train_head(options, data, base, folder)


def _train_head(
    options: argparse.Namespace, data: Data, base: tuple[str, ...], folder: Path
) -> Outcome:
    from govsim.cli.training import answer_of, card_of, gathered_of, write_card
    from govsim.guardrails.training import FILE, head_bytes, retrained

    gathered, provenance = gathered_of(options, data, base)
    made = retrained(
        gathered.examples(), base, strength=options.strength, seed=options.seed, told=_told
    )
    content = head_bytes(made.head)
    how = _how(made.head, options)
    card = card_of(options, gathered, made.measured, provenance, how, content)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes(content)
    write_card(folder, card)
    policy = f"models: [{{name: mine, path: {folder.as_posix()}}}]"
    return Outcome(answer_of(card, data, policy), CLEAN)


def _how(head: Head, options: argparse.Namespace) -> str:
    return (
        f"A head over {', '.join(head.base)} with {len(head.known):,} weights, trained with "
        f"strength {options.strength:g} and seed {options.seed}."
    )


def _folder(options: argparse.Namespace) -> Path:
    if not options.paths:
        raise GovsimError("usage", "missing: DATA", hint="name a file of labelled rows")
    if not options.out:
        message = "what is trained needs a folder to be written to"
        raise GovsimError("usage", message, hint="name it: --out models/mine")
    if options.strength <= 0 or options.epochs < 1:
        raise GovsimError("usage", "--strength and --epochs take numbers above 0")
    folder = Path(options.out)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"`{folder}` is there already, and is not empty"
        raise GovsimError("usage", message, hint="name another --out, or remove it")
    return folder


def _base(names: list[str]) -> tuple[str, ...]:
    from govsim.guardrails.evaluation.default import ATTACKS
    from govsim.guardrails.registry import names as known
    from govsim.guardrails.registry import unknown_detector

    for name in names:
        if name not in known():
            raise unknown_detector(name, known())
    return tuple(names) or tuple(name for name in known() if name in ATTACKS)


def _told(name: str, number: int, count: int) -> None:
    if sys.stderr.isatty():
        what = f"training without {name}" if name else "training on all rows"
        line = f"{number + 1} of {count + 1}: {what}"[:100]
        print(f"\r\x1b[K{line}", end="" if name else "\n", file=sys.stderr, flush=True)
