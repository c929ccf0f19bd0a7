"""Reads texts that were written one by one, and plants the requests among them in documents."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.training.injection import corpus
from tools.training.injection.pool import Row

TEXTS = Path(__file__).parent / "written"
SOURCE = "own_written"
HELD = "own_held"  # how the sources begin of texts that nothing is trained on
PLANTED = "own_planted_written"  # how the source begins of documents in which a request stands
DAILY, TOOLS = "daily", "tools"  # folders of texts that later stages learn: of every day, of tools
OPEN, CLOSE = "⟦", "⟧"  # around the injection, in `poisoned*.jsonl`


def documents(folder: Path | None = None, source: str = SOURCE) -> Iterator[Row]:
    """Return harmless documents, those with an injection in them, and the same without it."""
    for text in _texts("clean", folder):
        for channel in ("data", "user"):
            yield Row(text, 0, channel, f"{source}_clean", 0, "benign", "en")
    for text in _texts("poisoned", folder):
        before, injection, after = _parted(text)
        whole = before + injection + after
        yield Row(whole, 1, "data", f"{source}_poisoned", 0, "task", "en", injection.strip())
        yield Row(without(before, after), 0, "data", f"{source}_clean", 0, "benign", "en")


def held(seed: int, folder: Path | None = None) -> Iterator[Row]:
    """Return documents that are only measured on: as they are, and with requests in them."""
    folder = folder or TEXTS / "held"
    rows = [row for row in documents(folder, HELD) if row.channel == "data"]
    yield from rows
    rng = random.Random(seed)
    hosts = [row.text for row in rows if not row.label]
    for text in _texts("requests", folder):
        whole = corpus.plant(rng.choice(hosts), text, rng)
        yield Row(whole, 1, "data", f"{HELD}_planted", 0, "task", "en", text)


def prompts() -> Iterator[Row]:
    """Return prompts in many languages, attacks and harmless ones."""
    yield from _prompts("prompts", TEXTS)


def everyday() -> Iterator[Row]:
    """Return prompts that tell a model how to answer, and attacks that stand close by."""
    yield from _prompts("everyday", TEXTS)


def stage_documents(stage: str, found: Sequence[Row], many: int, seed: int) -> Iterator[Row]:
    """Return documents like those people or tools send, and injections as quiet as what they ask.

    Args:
        stage: The folder, `DAILY` or `TOOLS`.
        found: Harmless documents of other kinds; half of the hosts of planted requests are of them.
        many: How many documents have a request planted in them.
        seed: Of the choices.
    """
    yield from documents(TEXTS / stage, f"own_{stage}")
    yield from planted(found, many, seed, TEXTS / stage, f"own_{stage}_request")


def stage_prompts(stage: str) -> Iterator[Row]:
    """Return what a stage has of prompts: attacks in many languages, and harmless ones."""
    yield from _prompts("prompts", TEXTS / stage)


def stage_texts(stage: str) -> Iterator[Row]:
    """Return what was written for a stage: each prompt, document and request to plant, once."""
    yield from stage_prompts(stage)
    rows = documents(TEXTS / stage, f"own_{stage}")
    yield from (row for row in rows if row.channel == "data")
    for text in _texts("requests", TEXTS / stage):
        yield Row(text, 1, "data", f"own_{stage}_request", 0, "task", "en", text)


def held_documents(seed: int) -> dict[str, list[Row]]:
    """Return documents to measure on only, each set by other authors, with requests in them too."""
    return {
        "documents": list(held(seed)),
        **{
            f"documents-{stage}": list(held(seed, TEXTS / "held" / stage))
            for stage in (DAILY, TOOLS)
        },
    }


def held_prompts() -> dict[str, list[Row]]:
    """Return prompts like those of `everyday`, each set by another author, to measure on only."""
    return {
        path.stem: list(_prompts(path.stem, path.parent))
        for path in sorted((TEXTS / "held").glob("everyday*.jsonl"))
    }


def _prompts(name: str, folder: Path) -> Iterator[Row]:
    for row in _rows(name, folder):
        label, lang = int(str(row["label"])), str(row["lang"])
        kind = "direct" if label else "benign-hard"
        yield Row(str(row["text"]), label, "user", f"{SOURCE}_prompts", 0, kind, lang)


def planted(
    found: Sequence[Row], many: int, seed: int, folder: Path | None = None, source: str = "written"
) -> Iterator[Row]:
    """Return so many documents in which a written request stands, and some of them without it.

    Args:
        found: Harmless documents of other kinds, of no fold; half of the hosts are of them.
        many: How many.
        seed: Of the choices.
        folder: Where the requests and the other half of the hosts are.
        source: What the requests are called.
    """
    texts = list(_texts("requests", folder))
    texts += [_parted(text)[1].strip() for text in _texts("poisoned", folder)]
    requests = [Row(text, 1, "data", source, 0, "task", "en") for text in texts]
    own = [row for row in documents(folder) if row.channel == "data" and not row.label]
    yield from corpus.planted_rows(own, requests, many // 2, seed)
    yield from corpus.planted_rows(found, requests, many - many // 2, seed + 1)


def without(before: str, after: str) -> str:
    """Return a document without its injection, and without the gap that it leaves."""
    if before.endswith("\n") and after.startswith("\n"):
        return before.rstrip("\n") + "\n" * _breaks(before, after) + after.lstrip("\n")
    if before.endswith(" ") and after[:1] in {" ", "", "\n", '"'}:
        return before.rstrip(" ") + after
    return before + after


def _breaks(before: str, after: str) -> int:
    return max(len(before) - len(before.rstrip("\n")), len(after) - len(after.lstrip("\n")))


def _parted(text: str) -> tuple[str, str, str]:
    before, _, rest = text.partition(OPEN)
    injection, closed, after = rest.partition(CLOSE)
    if not closed or OPEN in after:
        raise ValueError(f"not one injection is marked: {text[:80]!r}")
    return before, injection, after


def _texts(name: str, folder: Path | None = None) -> list[str]:
    return [str(row["text"]) for row in _rows(name, folder)]


def _rows(name: str, folder: Path | None = None) -> Iterator[dict[str, object]]:
    for path in sorted((folder or TEXTS).glob(f"{name}*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)
