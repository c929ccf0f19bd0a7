"""Trains the second tier on windows, in batches of like lengths, in a stated number of rows."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import nn

from tools.training.injection.encoder import Encoder
from tools.training.injection.pool import Row
from tools.training.injection.vocabulary import MARKS
from tools.training.injection.windows import Window, windows_of

TOKENS = 96  # a window at most, with its three marks
PROMPTS = "own_written_prompts"  # of which a teacher knows nothing
STRENGTH = 0.25  # how much a teacher's logits count beside the labels

Cap = Callable[[str, int, str], int]  # source, label, channel -> examples of them a round


@dataclass(slots=True)
class Examples:
    """Windows as token ids, end to end, with what is known of each."""

    ids: NDArray[np.int32]
    at: NDArray[np.int64]
    labels: NDArray[np.float32]
    groups: NDArray[np.int64]
    rows: NDArray[np.int64]
    keys: list[tuple[str, int, str]]  # source, label and channel of each group

    def __len__(self) -> int:
        return len(self.labels)


def examples_of(rows: Sequence[Row], tokenizer: Tokenizer, seed: int) -> Examples:
    """Cut and tokenise the windows of rows."""
    rng = random.Random(seed)
    windows = [window for n, row in enumerate(rows) for window in windows_of(row, n, rng)]
    keys = [(rows[w.row].source.partition("@")[0], w.label, w.channel) for w in windows]
    names = sorted(set(keys))
    numbers = {key: number for number, key in enumerate(names)}
    ids = tokenised(windows, tokenizer)
    return Examples(
        ids=np.concatenate(ids),
        at=np.concatenate([[0], np.cumsum([len(each) for each in ids])]),
        labels=np.array([w.label for w in windows], np.float32),
        groups=np.array([numbers[key] for key in keys]),
        rows=np.array([w.row for w in windows]),
        keys=names,
    )


def tokenised(windows: Sequence[Window], tokenizer: Tokenizer) -> list[NDArray[np.int32]]:
    """Return the ids of each window: a beginning, its channel, its pieces, an end."""
    begin, end = (tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]"))
    marks = {channel: tokenizer.token_to_id(mark) for channel, mark in MARKS.items()}
    out = []
    for at in range(0, len(windows), 4096):
        part = windows[at : at + 4096]
        encoded = tokenizer.encode_batch([w.text for w in part], add_special_tokens=False)
        for window, encoding in zip(part, encoded, strict=True):
            pieces = encoding.ids[: TOKENS - 3]
            out.append(np.array([begin, marks[window.channel], *pieces, end], np.int32))
    return out


def padded(examples: Examples, chosen: NDArray[np.int64]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the ids and the mask of some examples."""
    parts = [examples.ids[examples.at[n] : examples.at[n + 1]] for n in chosen]
    ids = np.zeros((len(parts), max(map(len, parts))), np.int64)
    mask = np.zeros_like(ids)
    for row, part in enumerate(parts):
        ids[row, : len(part)] = part
        mask[row, : len(part)] = 1
    return torch.from_numpy(ids), torch.from_numpy(mask)


def batches(
    examples: Examples, chosen: NDArray[np.int64], tokens: int, rng: np.random.Generator
) -> list[NDArray[np.int64]]:
    """Return batches of like lengths, of so many tokens at most, in random order."""
    lengths = examples.at[chosen + 1] - examples.at[chosen]
    order = chosen[np.argsort(lengths + rng.uniform(0, 4, len(lengths)))]
    out, start = [], 0
    while start < len(order):
        longest, end = 0, start
        while end < len(order):
            longest = max(longest, int(examples.at[order[end] + 1] - examples.at[order[end]]))
            if longest * (end - start + 1) > tokens and end > start:
                break
            end += 1
        out.append(order[start:end])
        start = end
    return [out[n] for n in rng.permutation(len(out))]


def epochs(
    examples: Examples,
    chosen: NDArray[np.int64],
    cap: Cap,
    tokens: int,
    rng: np.random.Generator,
) -> Iterator[NDArray[np.int64]]:
    """Return batches without end; of each group no more examples a round than its cap."""
    groups = examples.groups[chosen]
    members = [(cap(*examples.keys[g]), chosen[groups == g]) for g in np.unique(groups)]
    while True:
        round_ = np.concatenate([rng.permutation(each)[:most] for most, each in members])
        yield from batches(examples, rng.permutation(round_), tokens, rng)


class RunningMean:
    """The mean of the last weights, which is kept in the end."""

    def __init__(self, trained: Sequence[nn.Parameter], average: float) -> None:
        self._trained = trained
        self._means = [each.detach().clone() for each in trained]
        self._average, self._steps = average, 0

    def add(self) -> None:
        """Take in the weights after a step; the first ones soon count little."""
        self._steps += 1
        kept = min(self._average, (1 + self._steps) / (10 + self._steps))
        for mean, parameter in zip(self._means, self._trained, strict=True):
            mean.lerp_(parameter.detach(), 1 - kept)

    def keep(self) -> None:
        """Put the mean in the place of the weights."""
        with torch.no_grad():
            for parameter, mean in zip(self._trained, self._means, strict=True):
                parameter.copy_(mean)


def train(
    model: Encoder,
    examples: Examples,
    chosen: NDArray[np.int64],
    *,
    rows: int,
    cap: Cap,
    rate: float,
    tokens: int,
    average: float,
    falling: bool = False,
    teacher: Encoder | None = None,
    seed: int = 0,
    save: Path | None = None,
) -> Encoder:
    """Train on about so many rows, on a GPU where there is one; keep the mean of the last weights.

    Args:
        model: What to train; its places stay as they are.
        examples: The windows.
        chosen: Which of them to learn from.
        rows: How many windows to see, repeated ones too.
        cap: How many of a group are in a round.
        rate: The highest rate of learning.
        tokens: How many a batch holds.
        average: How much of the mean stays at each step.
        falling: Whether the rate falls to nothing, instead of staying where it is.
        teacher: An encoder whose logits on prompts are to stay as they are; those on prompts that
            it never saw, by `written`, are not held.
        seed: Of the order of the windows.
        save: Where to write the weights.
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model.to(device).train()
    if teacher is not None:
        teacher.to(device).eval()
    model.places.requires_grad_(requires_grad=False)
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    mean = RunningMean(trained, average)
    held = np.array([c == "user" and not s.startswith(PROMPTS) for s, _, c in examples.keys])
    optimiser = torch.optim.AdamW(trained, lr=rate, weight_decay=0.01, betas=(0.9, 0.98))
    seen, steps, started, lost = 0, 0, time.monotonic(), 0.0
    for batch in epochs(examples, chosen, cap, tokens, rng):
        done = seen / rows
        if done >= 1:
            break
        factor = min(1.0, done / 0.06 + 0.02) * (1 - done if falling else 1) + 0.005
        for group in optimiser.param_groups:
            group["lr"] = rate * factor
        ids, mask = padded(examples, batch)
        with torch.autocast(device.type, torch.bfloat16):
            logit = model(ids.to(device), mask.to(device))
        loss = loss_of(logit.float(), torch.from_numpy(examples.labels[batch]).to(device))
        if teacher is not None:
            which = torch.from_numpy(held[examples.groups[batch]])
            loss = loss + STRENGTH * _moved(logit.float(), teacher, ids, mask, which)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        seen, steps, lost = seen + len(batch), steps + 1, lost + float(loss.detach())
        mean.add()
        if steps % 50 == 0:
            pace = seen / (time.monotonic() - started)
            print(
                f"{seen}/{rows} rows, {pace:.0f}/s, loss {lost / 50:.4f}",
                file=sys.stderr,
                flush=True,
            )
            lost = 0.0
    mean.keep()
    model.to("cpu")
    if save:
        torch.save(model.state_dict(), save)
    return model.eval()


def _moved(
    logit: torch.Tensor,
    teacher: Encoder,
    ids: torch.Tensor,
    mask: torch.Tensor,
    which: torch.Tensor,
) -> torch.Tensor:
    """Return how far the logits of some examples are from a teacher's, shared among the batch."""
    if not which.any():
        return torch.zeros((), device=logit.device)
    with torch.no_grad(), torch.autocast(logit.device.type, torch.bfloat16):
        told = teacher(ids[which].to(logit.device), mask[which].to(logit.device)).float()
    apart = nn.functional.smooth_l1_loss(logit[which.to(logit.device)], told, reduction="sum")
    return apart / len(which)


def loss_of(logit: torch.Tensor, label: torch.Tensor) -> torch.Tensor:
    """Return the loss: smoothed cross-entropy, and a pull on harmless texts that look like attacks.

    The second term is what an energy penalty comes to with one logit: harmless texts shall lie
    well below, not only on the right side, since the threshold stands where few of them are.
    """
    target = label * 0.94 + 0.03
    loss = nn.functional.binary_cross_entropy_with_logits(logit, target)
    above = nn.functional.relu(logit + 1.5) * (1 - label)
    return loss + 0.03 * above.pow(2).mean()
