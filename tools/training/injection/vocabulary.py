"""Extends the base model's word pieces by those of other languages, each begun as a mean."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, models, trainers

# Pieces that mark the channel of a text; the base model never used them.
MARKS = {"user": "[unused1]", "data": "[unused2]"}


def extended(base: Path, texts: Iterable[str], size: int, out: Path) -> int:
    """Write a tokenizer with so many more pieces than the base's; return how many it has.

    Args:
        base: The base model's `tokenizer.json`.
        texts: What the pieces are learnt from, mostly in other languages than English.
        size: How many pieces to add at most.
        out: Where to write.
    """
    held = json.loads(base.read_text(encoding="utf-8"))
    known: dict[str, int] = held["model"]["vocab"]
    learner = _learner(base, 24_000, texts)
    words = [piece for piece, _ in sorted(learner.get_vocab().items(), key=lambda kv: kv[1])]
    counts = _counts(learner, texts)
    new = [p for p in words if p not in known and counts[p] >= 4 and not p.startswith("[")]
    new = sorted(new, key=lambda piece: (-counts[piece] * _saved(piece), piece))[:size]
    for piece in new:
        known[piece] = len(known)
    out.write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")
    return len(known)


def _learner(base: Path, size: int, texts: Iterable[str]) -> Tokenizer:
    like = Tokenizer.from_file(str(base))
    learner = Tokenizer(models.WordPiece(unk_token="[UNK]"))  # noqa: S106 - a token of a text
    learner.normalizer, learner.pre_tokenizer = like.normalizer, like.pre_tokenizer
    trainer: Any = trainers.WordPieceTrainer(
        vocab_size=size, min_frequency=4, special_tokens=["[UNK]"], continuing_subword_prefix="##"
    )
    learner.train_from_iterator(texts, trainer)
    return learner


def _counts(learner: Tokenizer, texts: Iterable[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for encoding in learner.encode_batch(list(texts)):
        counts.update(encoding.tokens)
    return counts


def _saved(piece: str) -> int:
    """How many pieces the base would take instead, roughly."""
    return max(1, len(piece.removeprefix("##")) - 1)


@torch.no_grad()
def begin_as_means(words: torch.Tensor, base: Path, extended: Path) -> torch.Tensor:
    """Return the embeddings with a row for each new piece, the mean of what the base made of it."""
    old, new = Tokenizer.from_file(str(base)), Tokenizer.from_file(str(extended))
    rows = [words]
    for number in range(len(words), new.get_vocab_size()):
        piece = new.id_to_token(number)
        ids = old.encode(piece.removeprefix("##"), add_special_tokens=False).ids
        rows.append(words[ids].mean(0, keepdim=True) if ids else words[100:101])
    return torch.cat(rows)
