"""Scores rows with quantised weights, the way the detector does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from govsim.guardrails.injection.detector import read_views
from govsim.guardrails.injection.encoder import Encoder
from govsim.guardrails.injection.scan import Scan, Tables, scan
from govsim.guardrails.injection.stretches import stretches_of
from govsim.guardrails.views import views_of
from tools.training.injection.calibrate import DOUBT
from tools.training.injection.pool import Row
from tools.training.injection.windows import Window


@dataclass(slots=True)
class Scored:
    """The two logits of some rows; the second is the hottest stretch's."""

    rows: NDArray[np.int64]
    first: NDArray[np.float64]
    second: NDArray[np.float64]


def plain_tokenizer(path: Path) -> Tokenizer:
    """Read a tokenizer that neither pads nor cuts."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def scored(
    rows: Sequence[Row],
    chosen: NDArray[np.int64],
    tables: Mapping[bool, Sequence[Tables]],
    encoder: Encoder,
) -> Scored:
    """Score the chosen rows by both tiers."""
    first = np.zeros(len(chosen))
    windows: list[Window] = []
    owners: list[int] = []
    for number, at in enumerate(chosen):
        row = rows[at]
        data = row.channel == "data"
        text, found = _hottest(row.text, tables[data], data=data)
        first[number] = found.logit
        for start, end in stretches_of(text, found.hot, beginning=not data):
            windows.append(Window(text[start:end], row.label, row.channel, number))
            owners.append(number)
    second = np.full(len(chosen), -30.0)
    logits = [
        encoder.logits([each.text], data=each.channel == "data")[0]  # as the detector reads them
        for each in windows
    ]
    np.maximum.at(second, np.array(owners, np.int64), np.array(logits))
    return Scored(chosen, first, second)


def _hottest(text: str, tables: Sequence[Tables], *, data: bool) -> tuple[str, Scan]:
    """Return the view of a text that the first tier finds worst, of those that the detector reads."""
    views = [view.text for view in read_views(views_of(text))]
    found = [(each, scan(each, tables, data=data, doubt=DOUBT)) for each in views]
    return max(found, key=lambda each: each[1].logit)
