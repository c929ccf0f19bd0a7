"""Fine-tunes a classifier of the user's own, out of a folder, on labelled rows."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np

from govsim.errors import GovsimError, missing_extra
from govsim.guardrails.training.fitting import Floats

LABELS: Final = ("SAFE", "INJECTION")
Told = Callable[[int, int], None]  # batches done, of how many


@dataclass(frozen=True, slots=True)
class Settings:
    """How to fine-tune."""

    epochs: int = 2
    rate: float = 3e-5
    batch: int = 16
    tokens: int = 256  # of a text, at most
    seed: int = 0


@dataclass(slots=True)
class Tuned:
    """A model with its tokenizer."""

    model: Any
    tokenizer: Any
    settings: Settings

    def scores(self, texts: Sequence[str]) -> Floats:
        """Return the probability of an attack for each text."""
        import torch

        self.model.eval()
        found = []
        with torch.no_grad():
            for part in _batches(list(texts), self.settings.batch):
                logits = self.model(**self.inputs(part)).logits
                found.append(logits.softmax(-1)[:, 1].double().numpy())
        return np.concatenate(found) if found else np.zeros(0)

    def save(self, folder: Path) -> None:
        """Write the model into a folder that a policy can name."""
        self.model.save_pretrained(folder)
        self.tokenizer.save_pretrained(folder)

    def inputs(self, texts: list[str]) -> Any:
        """Return texts as the model takes them."""
        return self.tokenizer(
            texts,
            return_tensors="pt",
            padding=True,
            truncation=True,
            max_length=self.settings.tokens,
        )


def fine_tuned(
    folder: str,
    texts: Sequence[str],
    labels: Sequence[bool],
    settings: Settings,
    told: Told = lambda *_: None,
) -> Tuned:
    """Return the model of a folder, tuned on labelled texts. Nothing is ever fetched.

    Args:
        folder: A model that transformers can load, with a tokenizer.
        texts: What to learn from.
        labels: Whether each is an attack; either kind weighs the same in all.
        settings: How to.
        told: Called after each batch.

    Raises:
        GovsimError: `missing-extra`, or `unreadable`: the folder holds no such model.
    """
    check_installed()
    import torch

    torch.manual_seed(settings.seed)
    tuned = _loaded(folder, settings)
    order = np.random.default_rng(settings.seed)
    count = -(-len(texts) // settings.batch) * settings.epochs
    step = _stepping(tuned, labels, count)
    tuned.model.train()
    done = 0
    for _ in range(settings.epochs):
        for rows in _batches(order.permutation(len(texts)).tolist(), settings.batch):
            step([texts[row] for row in rows], [int(labels[row]) for row in rows])
            done += 1
            told(done, count)
    return tuned


def _stepping(
    tuned: Tuned, labels: Sequence[bool], count: int
) -> Callable[[list[str], list[int]], None]:
    """Return what takes one step of a training of so many."""
    import torch

    shares = np.bincount(np.array(labels, dtype=np.intp), minlength=2)
    weights = torch.tensor(shares.sum() / (2.0 * np.maximum(shares, 1)), dtype=torch.float32)
    weights_of = tuned.model.parameters
    optimiser = torch.optim.AdamW(weights_of(), lr=tuned.settings.rate, weight_decay=0.01)
    slower = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda at: min(1.0, (at + 1) / (0.1 * count + 1)) * (1 - at / (count + 1))
    )

    def step(texts: list[str], target: list[int]) -> None:
        logits = tuned.model(**tuned.inputs(texts)).logits
        loss = torch.nn.functional.cross_entropy(logits, torch.tensor(target), weight=weights)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights_of(), 1.0)
        optimiser.step()
        slower.step()

    return step


def check_installed() -> None:
    """Refuse to begin where torch or transformers is missing.

    Raises:
        GovsimError: `missing-extra`.
    """
    for name in ("torch", "transformers"):
        if find_spec(name) is None:
            raise missing_extra(f"--encoder needs {name}", "train")


def _loaded(folder: str, settings: Settings) -> Tuned:
    os.environ.update({"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"})
    from transformers import AutoModelForSequenceClassification, AutoTokenizer
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()
    if not Path(folder).is_dir():
        hint = "nothing is fetched: put the model into a folder and name that"
        raise GovsimError("unreadable", f"`{folder}` is no folder", hint=hint)
    try:
        model = AutoModelForSequenceClassification.from_pretrained(
            folder,
            num_labels=len(LABELS),
            id2label=dict(enumerate(LABELS)),
            label2id={label: number for number, label in enumerate(LABELS)},
            ignore_mismatched_sizes=True,
            local_files_only=True,
        )
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        reason = str(error).split("\n", 1)[0][:200]
        raise GovsimError("unreadable", f"`{folder}` holds no model: {reason}") from None
    return Tuned(model, tokenizer, settings)


def _batches(every: list[Any], size: int) -> Iterator[list[Any]]:
    for start in range(0, len(every), size):
        yield every[start : start + size]
