"""Makes the table of how likely three letters are: `python -m tools.training.views.likeness DATA`.

DATA is a folder of gzipped JSON lines with `text`, `lang` and, where rows are labelled, `label`.
The table keeps counts of letters alone, so no text can be read back from it.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govsim.guardrails.views.likeness import TABLE, letters_of

# By language, so that each counts the same. What is not named here is kept for measuring.
ENGLISH = "docs_train llm_warden gpteacher self_instruct s_labs gsm8k".split()
OTHERS = "docs_multi_train govsim_synth_a hinglish_train arena_hard_v2".split()
LANGUAGES = "de fr es it pt nl tr az pl sv hi-Latn".split()
SCALE = 8  # steps to one bit


def main() -> int:
    """Count, smooth and write."""
    data = Path(sys.argv[1])
    english = conditional(counts(texts(data, ENGLISH, "en")))
    others = sum(conditional(counts(texts(data, OTHERS, lang))) for lang in LANGUAGES)
    tables = [bits(english), bits(others / len(LANGUAGES))]
    Path(str(TABLE)).write_bytes(b"".join(table.tobytes() for table in tables))
    print(f"{TABLE}: {sum(table.nbytes for table in tables)} bytes")
    return 0


def texts(data: Path, sources: list[str], lang: str, *, attacks: bool = False) -> Iterator[str]:
    """Yield the texts of some sources in one language; harmless ones, unless all are asked for."""
    for source in sources:
        for file in sorted(data.rglob(f"{source}.jsonl.gz")):
            with gzip.open(file, "rt", encoding="utf-8") as lines:
                rows = (json.loads(line) for line in lines)
                fit = (r for r in rows if r["lang"] == lang and (attacks or not r.get("label")))
                yield from (row["text"] for row in fit)


def counts(many: Iterator[str]) -> NDArray[np.float64]:
    """Count every three letters in a row; 0 stands for all that is no letter."""
    found = np.zeros(32**3)
    for text in many:
        letters = letters_of(f" {text} ").astype(np.int64)
        rows = letters[:-2] << 10 | letters[1:-1] << 5 | letters[2:]
        found += np.bincount(rows, minlength=32**3)
    return found.reshape(32, 32, 32)[:27, :27, :27]


def conditional(found: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how likely each letter is after two others, smoothed by what follows one alone."""
    found = found.copy()
    found[0, 0, 0] = 0
    one = found.sum((0, 1)) + 1
    one /= one.sum()
    pairs = found.sum(0)
    two = (pairs + 20 * one) / (pairs.sum(1, keepdims=True) + 20)
    return np.asarray((found + 10 * two[None]) / (found.sum(2, keepdims=True) + 10))


def bits(likely: NDArray[Any]) -> NDArray[np.int8]:
    """Return the bits by which each is likelier than chance, in steps; 0 where no letter is."""
    table = np.zeros((32, 32, 32), dtype=np.int8)
    table[:27, :27, :27] = np.clip(np.round(np.log2(27 * likely) * SCALE), -127, 127)
    table[:, 0, 0] = 0
    return table


if __name__ == "__main__":
    sys.exit(main())
