"""Holds a text without everything but its letters and digits, with the place of each."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

_KEPT: Final = np.zeros(128, dtype=np.bool_)
_KEPT[[code for code in range(128) if chr(code).isalnum()]] = True


class Squeezed:
    """The letters and digits of ASCII that a text holds, however they are set apart.

    Args:
        text: The text.
    """

    def __init__(self, text: str) -> None:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        kept = (codes < 128) & _KEPT[np.minimum(codes, 127)]
        self._places: NDArray[np.int64] = np.flatnonzero(kept)
        self.text: str = codes[kept].astype(np.uint8).tobytes().decode("ascii")
        self.low = self.text.lower()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the text that a stretch of the letters comes from."""
        return int(self._places[start]), int(self._places[end - 1]) + 1
