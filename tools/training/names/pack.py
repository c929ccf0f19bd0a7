"""Packs trained weights for shipping: rows as bytes, dense layers as half floats."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np


def pack(source: Path, target: Path) -> None:
    """Write the weights of training in the form in which they ship."""
    with np.load(source) as arrays:
        table = arrays["table"]
        scale = np.maximum(np.abs(table).max(axis=1), 1e-8) / 127
        packed = {
            "table": np.round(table / scale[:, None]).astype(np.int8),
            "scale": scale.astype(np.float16),
        }
        for name in arrays.files:
            if name != "table":
                packed[name] = (
                    arrays[name] if name.startswith("list_") else arrays[name].astype(np.float16)
                )
    np.savez_compressed(target, **packed)
    print(f"{target.stat().st_size:,} bytes")


if __name__ == "__main__":
    pack(Path(sys.argv[1]), Path(sys.argv[2]))
