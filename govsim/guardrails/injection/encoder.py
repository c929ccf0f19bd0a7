"""Reads stretches of text with a small encoder whose weights are whole numbers of eight bits."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources.abc import Traversable
from typing import Any, Final

import numpy as np

from govsim.guardrails.runtime import onnx_runtime
from govsim.guardrails.values import Unscanned

NAME: Final = "injection"
TOKENS: Final = 96
_MARKS: Final = ("[unused1]", "[unused2]")  # as a prompt, as data


class Encoder:
    """A session with the encoder; it is safe to share between threads.

    Raises:
        Unscanned: onnxruntime or tokenizers is not installed, or the weights are not there.
    """

    def __init__(self, weights: bytes, pieces: bytes) -> None:
        try:
            onnxruntime = onnx_runtime()
            from tokenizers import Tokenizer
        except ImportError as error:
            reason = f"`{error.name}` is not installed; `pip install 'govsim[guardrails]'`"
            raise Unscanned(NAME, reason) from error
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session: Any = onnxruntime.InferenceSession(
            weights, options, providers=["CPUExecutionProvider"]
        )
        self._pieces = Tokenizer.from_buffer(pieces)
        # A file may ask for padding to a fixed length; read as text, it looks like an attack.
        self._pieces.no_padding()
        self._pieces.no_truncation()
        self._begin, self._end = (self._pieces.token_to_id(each) for each in ("[CLS]", "[SEP]"))
        self._marks = tuple(self._pieces.token_to_id(mark) for mark in _MARKS)

    @staticmethod
    def read(folder: Traversable) -> Encoder:
        """Return the encoder whose weights lie in a folder."""
        try:
            weights = (folder / "encoder.onnx").read_bytes()
            pieces = (folder / "tokenizer.json").read_bytes()
        except OSError as error:
            raise Unscanned(NAME, "the weights of the encoder are not there") from error
        return Encoder(weights, pieces)

    def logits(self, stretches: Sequence[str], *, data: bool) -> list[float]:
        """Return the logit of an attack for each stretch.

        Each is read on its own: in one batch, what is padded would round differently.
        """
        return [self._logit(stretch, data=data) for stretch in stretches]

    def _logit(self, stretch: str, *, data: bool) -> float:
        whole = stretch.encode("utf-8", "replace").decode("utf-8")  # half of a pair is no text
        pieces = self._pieces.encode(whole, add_special_tokens=False).ids[: TOKENS - 3]
        ids = np.array([[self._begin, self._marks[data], *pieces, self._end]], np.int64)
        (logit,) = self._session.run(None, {"ids": ids, "mask": np.ones_like(ids)})
        return float(logit[0])
