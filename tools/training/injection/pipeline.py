"""Trains the shipped models from beginning to end; each step keeps what it made in a folder.

    python -m tools.training.injection.pipeline --pool DIR --manifest FILE --packages DIR \\
        --base DIR --work DIR [STEP…]
"""

from __future__ import annotations

import argparse
import itertools
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from govsim.guardrails.injection import encoder as shipped
from govsim.guardrails.injection.detector import SIDES
from tools.training.injection import (
    asked,
    dataset,
    features,
    folds,
    heads,
    hottest,
    pool,
    quantise,
    written,
)
from tools.training.injection.encoder import Encoder, from_base
from tools.training.injection.origins import provenance
from tools.training.injection.scoring import Scored, plain_tokenizer, scored
from tools.training.injection.train_encoder import examples_of, train
from tools.training.injection.vocabulary import begin_as_means, extended

SEED = 7
LAYERS = (0, 1, 2, 3)
PIECES = 6000
WEIGHTS = Path("govsim/guardrails/weights/injection")
PROMPT, DATA, AGAIN = NAMES = tuple(dict.fromkeys(name for each in SIDES.values() for name in each))
# The first seed of each table, and how many starts are begun. Of twelve for prompts, the start with
# the least loss on its own rows tells documents from prompts by their length, and then takes long
# jailbreaks for documents: at 1 % of ordinary and 1.5 % of hard harmless prompts, the first tier
# found 56 % of the attacks left out, and from a start of the other kind 69 %.
STARTS = {PROMPT: (SEED, 1), DATA: (SEED, 12), AGAIN: (SEED + 100, 8)}
OF_DATA = {"own_people", "own_listing"}  # what only the heads for data are trained on
# What only the encoder is trained on: n-grams do not tell who is asked, only that somebody is.
OF_ENCODER = ("own_asking_", "own_said_pq")
MANY_ASKED = 0.7  # share of planted requests that the heads for data are not trained on
WRITTEN = 3  # times as much as another row, a text counts that was written one by one
MOST = 1200  # rows of a suite that are scored
OWN, EVERY = 200_000, 70_000  # windows that the encoder learns from, a stage
LATE = (88_000, 67_000)  # of the last stage, whose two ends are averaged


@dataclass
class Work:
    """The folders, and what is read from them once."""

    pool: Path
    manifest: Path
    packages: Path
    base: Path
    folder: Path

    @cached_property
    def rows(self) -> list[pool.Row]:
        """Every row."""
        return list(pool.read_rows(self.folder / "rows.jsonl.gz"))

    @cached_property
    def flat(self) -> features.Flat:
        """The n-grams of every row."""
        held = np.load(self.folder / "flat.npz")
        return features.Flat(held["grams"], held["gram_at"], held["token_at"])

    @property
    def tokenizer(self) -> Path:
        """The extended tokenizer."""
        return self.folder / "tokenizer.json"

    def heads(self, side: str, fold: int | None) -> heads.Heads:
        """The heads of a fold, or the shipped ones."""
        held = np.load(self.folder / f"heads-{side}-{fold or 'all'}.npz")
        return heads.Heads(held["table"], held["inner"], held["outer"])

    def arrays(self, side: str, fold: int | None) -> quantise.Arrays:
        """The heads of a fold in whole numbers; those for data know where an attack stands."""
        arrays = quantise.quantised_heads(self.heads(side, fold))
        if side == DATA:
            rows = [self.rows[n] for n in folds.training_rows(self.rows, fold)]
            held = [row for row in rows if row.channel == "data"]
            arrays["hot"] = hottest.hot_weights(quantise.tables_of(arrays), held, SEED)
        return arrays

    def encoder(self, name: str) -> Encoder:
        """An encoder of the folder."""
        model = Encoder(plain_tokenizer(self.tokenizer).get_vocab_size(), len(LAYERS))
        model.load_state_dict(torch.load(self.folder / f"encoder-{name}.pt", weights_only=True))
        return model


def make_rows(work: Work) -> None:
    """Put the rows together, and compute their n-grams."""
    rows = dataset.assemble(work.pool, work.manifest, work.packages, SEED)
    pool.write_rows(rows, work.folder / "rows.jsonl.gz")
    flat = features.flat_grams([row.text for row in rows], features.character_classes())
    np.savez(
        work.folder / "flat.npz", grams=flat.grams, gram_at=flat.gram_at, token_at=flat.token_at
    )


def make_vocabulary(work: Work) -> None:
    """Add pieces of other languages to the base's."""
    texts = [
        row.text
        for row in work.rows
        if row.lang != "en"
        and row.channel == "user"
        and "@" not in row.source
        and row.source.startswith(("own_", "docs_multi", "translated"))
    ]
    extended(work.base / "tokenizer.json", texts, PIECES, work.tokenizer)


def train_all_heads(work: Work) -> None:
    """Train the first tier for prompts and for data, with each fold left out, and with none."""
    rows = work.rows
    labels = np.array([row.label for row in rows], np.float32)
    data = np.array([row.channel == "data" for row in rows])
    groups = _groups(rows)
    one_by_one = np.array([row.source.startswith(written.SOURCE) for row in rows])
    weights = np.where(one_by_one, WRITTEN, 1).astype(np.float32)
    for side, fold in itertools.product(NAMES, (*folds.FOLDS, None)):
        chosen = folds.training_rows(rows, fold)
        if side == PROMPT:
            # Found by measuring whole runs only: these families are for the reading of data.
            ours = [rows[n].source for n in chosen]
            chosen = chosen[[s not in OF_DATA and not s.startswith(written.SOURCE) for s in ours]]
        else:
            chosen = chosen[_for_data(rows)[chosen]]
        training = heads.Training(
            work.flat, labels, data, groups, chosen, weights, epochs=4, cap=1500
        )
        made = heads.train_heads(training, *STARTS[side])
        np.savez(
            work.folder / f"heads-{side}-{fold or 'all'}.npz",
            table=made.table,
            inner=made.inner,
            outer=made.outer,
        )


def _for_data(rows: list[pool.Row]) -> NDArray[np.bool_]:
    """Return which rows the heads for data learn from: of what is asked in documents, a part.

    With all of it, n-grams find more requests and fewer of the attacks that say what they are.
    """
    few = np.random.default_rng(3).random(len(rows)) < MANY_ASKED
    asks = np.array([row.source.startswith(asked.PLANTED) for row in rows])
    told = [any(o.startswith(OF_ENCODER) for o in folds.origins(row)) for row in rows]
    return ~(np.array(told) | (asks & few))


def train_own_encoder(work: Work) -> None:
    """Train the second tier on the project's own rows, which are in no fold."""
    rows = [row for row in work.rows if row.source.startswith(("own_", "mined_train", "transl"))]
    rows = [row for row in rows if row.fold == 0 and not folds.origins(row) & _IN_A_FOLD]
    model = from_base(work.base, LAYERS)
    words = begin_as_means(model.words.weight.data, work.base / "tokenizer.json", work.tokenizer)
    model.words = torch.nn.Embedding.from_pretrained(words, freeze=False)
    examples = examples_of(rows, plain_tokenizer(work.tokenizer), SEED)
    every = np.arange(len(examples))
    train(
        model,
        examples,
        every,
        rows=OWN,
        cap=lambda *_: 600,
        rate=3e-4,
        tokens=32768,
        average=0.998,
        falling=True,
        seed=SEED,
        save=work.folder / "encoder-own.pt",
    )


_IN_A_FOLD = set().union(*folds.BENIGN_OF_FOLD.values())


def train_folds(work: Work) -> None:
    """Go on training with each fold left out, and with none."""
    for fold in (*folds.FOLDS, None):
        rows = [work.rows[n] for n in folds.training_rows(work.rows, fold)]
        examples = examples_of(rows, plain_tokenizer(work.tokenizer), SEED)
        train(
            work.encoder("own"),
            examples,
            np.arange(len(examples)),
            rows=EVERY,
            cap=_cap,
            rate=1e-4,
            tokens=16384,
            average=0.985,
            seed=SEED,
            save=work.folder / f"encoder-{fold or 'all'}.pt",
        )


def _cap(source: str, label: int, channel: str) -> int:
    """Return how many windows of a group are in a round.

    Texts of grammars are many groups, and alike: with as many of each as of real prompts, a prompt
    about code or a role looks like an attack.
    """
    if source.startswith(("own_", "translated")):
        return 250 if channel == "data" else 120
    return 1200 if label else 2500


def train_late(work: Work) -> None:
    """Go on with what people and assistants are asked for, and with the texts written one by one.

    Prompts keep the logits that they had, so that only the reading of data changes. What is kept is
    the mean of two moments: the later finds more of what the texts say, the earlier more of what
    only the grammars say.
    """
    for fold in (*folds.FOLDS, None):
        rows = [work.rows[n] for n in folds.training_rows(work.rows, fold)]
        examples = examples_of(rows, plain_tokenizer(work.tokenizer), SEED)
        name = str(fold or "all")
        model, teacher = work.encoder(name), work.encoder(name)
        model.words.weight.requires_grad_(requires_grad=False)
        ends = []
        for many in LATE:
            train(
                model,
                examples,
                np.arange(len(examples)),
                rows=many,
                cap=_late_cap,
                rate=6e-5,
                tokens=4096,
                average=0.985,
                falling=True,
                teacher=teacher,
                seed=SEED + len(ends),
            )
            ends.append({key: value.clone() for key, value in model.state_dict().items()})
        mean = {key: (ends[0][key] + ends[1][key]) / 2 for key in ends[0]}
        torch.save(mean, work.folder / f"encoder-{name}.pt")


def _late_cap(source: str, label: int, channel: str) -> int:
    """Return how many windows of a group are in a round of the last stage."""
    if source.startswith((written.SOURCE, written.PLANTED)):
        return 5000
    if source.startswith((*asked.PLANTED, "own_said", "own_asking")):
        return 120
    if source.startswith("own_planted") and channel == "data":
        return 60 if label else 15
    if source in dataset.WITHIN_DOCUMENTS:
        return 350
    if source.startswith("own_clean_twins"):
        return 600
    if source.startswith(("own_", "translated", "mined")):
        return 15
    return 125 if label else 175


def quantise_all(work: Work) -> None:
    """Write every encoder in eight bits."""
    for name in (*map(str, folds.FOLDS), "all"):
        quantise.write_encoder(work.encoder(name), work.folder / f"encoder-{name}.onnx")


def score_all(work: Work) -> None:
    """Score what each fold is measured on, with the weights that were trained without it."""
    for fold in (*folds.FOLDS, None):
        chosen = _measured(work.rows, fold)
        every = {name: quantise.tables_of(work.arrays(name, fold)) for name in NAMES}
        tables = {data: [every[name] for name in names] for data, names in SIDES.items()}
        weights = (work.folder / f"encoder-{fold or 'all'}.onnx").read_bytes()
        encoder = shipped.Encoder(weights, work.tokenizer.read_bytes())
        found: Scored = scored(work.rows, chosen, tables, encoder)
        np.savez(
            work.folder / f"scores-{fold or 'all'}.npz",
            rows=found.rows,
            first=found.first,
            second=found.second,
        )


def _measured(rows: list[pool.Row], fold: int | None) -> NDArray[np.int64]:
    """Return the rows to score: at most so many of each suite."""
    rng = np.random.default_rng(SEED)
    suites = (
        folds.test_rows(rows, fold)
        if fold
        else {
            "held": np.array(
                [n for n, r in enumerate(rows) if r.source.startswith(folds.HELD_PREFIX)]
            )
        }
    )
    parts = [rng.permutation(numbers)[:MOST] for numbers in suites.values()]
    return np.unique(np.concatenate(parts))


def write_weights(work: Work) -> None:
    """Write the shipped weights, and where what they were trained on comes from."""
    WEIGHTS.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        quantise.write_heads(work.arrays(name, None), WEIGHTS / f"heads-{name}.npz")
    shutil.copy(work.folder / "encoder-all.onnx", WEIGHTS / "encoder.onnx")
    pieces = json.loads(work.tokenizer.read_text(encoding="utf-8"))
    pieces |= {"padding": None, "truncation": None}
    written = json.dumps(pieces, ensure_ascii=False, separators=(",", ":"))
    (WEIGHTS / "tokenizer.json").write_text(written, encoding="utf-8")
    told = provenance(work.rows, work.pool, work.manifest, work.packages, work.base)
    origin = Path(__file__).parent / "provenance.json"
    origin.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")


def _groups(rows: list[pool.Row]) -> NDArray[np.int64]:
    keys = [(row.source.partition("@")[0], row.label, row.channel) for row in rows]
    numbers = {key: number for number, key in enumerate(sorted(set(keys)))}
    return np.array([numbers[key] for key in keys])


def make_results(work: Work) -> None:
    """Calibrate and measure; a step of its own, since it needs the weights in their place."""
    from tools.training.injection.results import write_results

    write_results(work)


STEPS: dict[str, Callable[[Work], None]] = {
    "rows": make_rows,
    "vocabulary": make_vocabulary,
    "heads": train_all_heads,
    "own": train_own_encoder,
    "folds": train_folds,
    "late": train_late,
    "quantise": quantise_all,
    "scores": score_all,
    "weights": write_weights,
    "results": make_results,
}


def main() -> None:
    """Run the named steps, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("pool", "manifest", "packages", "base", "work"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("steps", nargs="*", metavar="STEP", help=", ".join(STEPS))
    given = parser.parse_args()
    work = Work(given.pool, given.manifest, given.packages, given.base, given.work)
    work.folder.mkdir(parents=True, exist_ok=True)
    for step in given.steps or STEPS:
        STEPS[step](work)


if __name__ == "__main__":
    main()
