"""Reads labelled rows into one form: a text, the channel it came through, attack or not."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

# Sources whose rows were made to stand inside documents and tool output.
DATA_KINDS = {"indirect"}
# Documents and the like: benign in either channel.
DOCUMENT_SOURCES = {"docs_train", "docs_multi_train", "swe_lancer", "tau2_tasks"}
# Rows whose labels are noise: generated code, task descriptions, payload-free text.
NOISE = {"garak_misc"}


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled text."""

    text: str
    label: int
    channel: str  # user or data
    source: str
    fold: int
    kind: str
    lang: str
    focus: str = ""  # the attack itself, where it was planted in a document


def pool_rows(folder: Path, manifest: Path) -> Iterator[Row]:
    """Read every row of a folder of `*.jsonl.gz`, its fold taken from the manifest."""
    folds = {entry["name"]: entry["fold"] for entry in json.loads(manifest.read_text())["sources"]}
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield from _both_channels(json.loads(line), folds)


def _both_channels(raw: dict[str, object], folds: dict[str, int]) -> Iterator[Row]:
    source, kind, label = str(raw["source"]), str(raw["kind"]), int(str(raw["label"]))
    if source in NOISE:
        return
    indirect = kind in DATA_KINDS and label == 1
    row = Row(
        text=str(raw["text"]),
        label=label,
        channel="data" if indirect or source in DOCUMENT_SOURCES else "user",
        source=source,
        fold=folds[source],
        kind=kind,
        lang=str(raw["lang"]),
    )
    yield row
    if source in DOCUMENT_SOURCES:
        yield replace(row, channel="user")


def write_rows(rows: Iterable[Row], path: Path) -> int:
    """Write rows as gzipped JSON lines; return how many."""
    count = 0
    with gzip.open(path, "wt", encoding="utf-8") as out:
        for row in rows:
            fields = {name: getattr(row, name) for name in Row.__slots__}
            out.write(json.dumps(fields, ensure_ascii=False) + "\n")
            count += 1
    return count


def read_rows(path: Path) -> Iterator[Row]:
    """Read what `write_rows` wrote."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield Row(**json.loads(line))
