"""Holds the second tier in floating point: a small BERT with a channel marker and one logit."""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

WIDTH = 384
HEADS = 12
INNER = 1536


class Layer(nn.Module):
    """One encoder layer, normalised after each half, as BERT is."""

    def __init__(self) -> None:
        super().__init__()
        self.mix = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide = nn.Linear(WIDTH, INNER)
        self.narrow = nn.Linear(INNER, WIDTH)
        self.last = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, states: torch.Tensor, mask: torch.Tensor, dropout: float) -> torch.Tensor:
        """Return the states after this layer; the mask is added to the attention."""
        batch, length, _ = states.shape
        query, key, value = (
            part.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in self.mix(states).chunk(3, dim=-1)
        )
        if self.training:
            seen = functional.scaled_dot_product_attention(query, key, value, mask)
        else:  # written out, so that the export holds plain operators
            weights = query @ key.transpose(-1, -2) / math.sqrt(WIDTH // HEADS) + mask
            seen = weights.softmax(-1) @ value
        seen = seen.transpose(1, 2).reshape(batch, length, WIDTH)
        states = self.norm(states + _dropped(self.out(seen), dropout))
        inner = functional.gelu(self.wide(states))
        result: torch.Tensor = self.last(states + _dropped(self.narrow(inner), dropout))
        return result


def _dropped(states: torch.Tensor, dropout: float) -> torch.Tensor:
    return functional.dropout(states, dropout) if dropout else states


class Encoder(nn.Module):
    """Token ids and a mask in, one logit a text out."""

    def __init__(self, vocabulary: int, layers: int, positions: int = 512) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.places = nn.Embedding(positions, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.head = nn.Linear(WIDTH, 1)
        self.dropout = 0.1

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return one logit a row; `mask` is 1 where there is a token."""
        dropout = self.dropout if self.training else 0.0
        length = ids.shape[1]
        states = self.words(ids) + self.places.weight[:length]
        states = _dropped(self.norm(states), dropout)
        present = mask.to(states.dtype)
        added = ((1.0 - present) * -1e4)[:, None, None, :]
        for layer in self.layers:
            states = layer(states, added, dropout)
        present = present[:, :, None]
        pooled = (states * present).sum(1) / present.sum(1)
        logit: torch.Tensor = self.head(_dropped(pooled, dropout))[:, 0]
        return logit


def from_base(folder: Path, layers: tuple[int, ...]) -> Encoder:
    """Build an encoder out of some layers of the sentence-transformers weights in a folder."""
    held = load_file(folder / "model.safetensors")
    model = Encoder(held["embeddings.word_embeddings.weight"].shape[0], len(layers))
    kind = held["embeddings.token_type_embeddings.weight"][0]
    state = {
        "words.weight": held["embeddings.word_embeddings.weight"],
        # every token is of the first kind, so the kind goes into the places
        "places.weight": held["embeddings.position_embeddings.weight"] + kind,
        "norm.weight": held["embeddings.LayerNorm.weight"],
        "norm.bias": held["embeddings.LayerNorm.bias"],
        "head.weight": torch.zeros(1, WIDTH),
        "head.bias": torch.zeros(1),
    }
    for number, source in enumerate(layers):
        state |= _layer(held, f"encoder.layer.{source}.", f"layers.{number}.")
    model.load_state_dict(state)
    return model


def _layer(held: dict[str, torch.Tensor], old: str, new: str) -> dict[str, torch.Tensor]:
    parts = {}
    for kind in ("weight", "bias"):
        own = f"{old}attention.self."
        parts[f"{new}mix.{kind}"] = torch.cat(
            [held[f"{own}{name}.{kind}"] for name in ("query", "key", "value")]
        )
        for name, place in (
            ("out", "attention.output.dense"),
            ("norm", "attention.output.LayerNorm"),
            ("wide", "intermediate.dense"),
            ("narrow", "output.dense"),
            ("last", "output.LayerNorm"),
        ):
            parts[f"{new}{name}.{kind}"] = held[f"{old}{place}.{kind}"]
    return parts
