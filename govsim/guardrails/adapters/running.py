"""Runs a model on windows of tokens, by onnxruntime or by transformers, on the CPU."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from inspect import signature
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from govsim.errors import GovsimError, missing_extra, words_of
from govsim.guardrails.adapters.folder import Folder
from govsim.guardrails.adapters.windows import Window
from govsim.guardrails.runtime import onnx_runtime

_BATCH: Final = 8
_INPUTS: Final = frozenset({"input_ids", "attention_mask", "token_type_ids"})

Scores = NDArray[np.float64]


class Runner(Protocol):
    """Turns a batch of inputs into the raw scores of the labels."""

    def __call__(self, inputs: dict[str, NDArray[np.int64]]) -> NDArray[Any]:
        """Return an array of windows, tokens if it labels those, and labels."""


def runner_of(folder: Folder) -> Runner:
    """Return what runs the weights of a folder.

    Raises:
        GovsimError: `missing-extra`, or `unreadable`: the weights cannot be loaded.
    """
    return _onnx(folder) if folder.onnx is not None else _transformers(folder)


def run(runner: Runner, windows: Iterator[Window]) -> Iterator[tuple[Window, Scores]]:
    """Yield each window with the raw scores of its labels, a few windows at a time."""
    batch: list[Window] = []
    for window in windows:
        batch.append(window)
        if len(batch) == _BATCH:
            yield from _run(runner, batch)
            batch = []
    if batch:
        yield from _run(runner, batch)


def _run(runner: Runner, batch: Sequence[Window]) -> Iterator[tuple[Window, Scores]]:
    width = max(len(window.ids) for window in batch)
    shape = (len(batch), width)
    inputs = {name: np.zeros(shape, dtype=np.int64) for name in sorted(_INPUTS)}
    for nth, window in enumerate(batch):
        count = len(window.ids)
        inputs["input_ids"][nth, :count] = window.ids
        inputs["attention_mask"][nth, :count] = 1
        inputs["token_type_ids"][nth, :count] = window.types
    scores = np.asarray(runner(inputs), dtype=np.float64)
    for nth, window in enumerate(batch):
        yield window, scores[nth][: len(window.ids)] if scores.ndim == 3 else scores[nth]


def _onnx(folder: Folder) -> Runner:
    try:
        onnxruntime = onnx_runtime()
    except ImportError:
        raise missing_extra("a model in ONNX needs onnxruntime", "guardrails") from None
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(
            str(folder.onnx), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:
        # It raises kinds of its own; the first line of its words says which part it does not know.
        message = f"`{folder.onnx}` cannot be loaded: {words_of(error)}"
        raise GovsimError("unreadable", message) from None
    wanted = {each.name for each in session.get_inputs()}
    outputs = [each.name for each in session.get_outputs()]
    output = "logits" if "logits" in outputs else outputs[0]
    if unknown := wanted - _INPUTS:
        message = f"`{folder.onnx}` wants an input `{min(unknown)}`, which no text gives"
        raise GovsimError("unreadable", message)

    def runner(inputs: dict[str, NDArray[np.int64]]) -> NDArray[Any]:
        held = {name: value for name, value in inputs.items() if name in wanted}
        return np.asarray(session.run([output], held)[0])

    return runner


def _transformers(folder: Folder) -> Runner:
    try:
        import torch
        import transformers
    except ImportError:
        message = "a model in safetensors needs transformers and torch"
        raise missing_extra(message, "transformers") from None
    kind = (
        transformers.AutoModelForTokenClassification
        if folder.by_token
        else transformers.AutoModelForSequenceClassification
    )
    try:
        # Only the folder, only tensors, and no code that lies beside them.
        model: Any = kind.from_pretrained(
            str(folder.path), local_files_only=True, use_safetensors=True, trust_remote_code=False
        )
    except Exception as error:
        message = f"`{folder.path}` cannot be loaded: {words_of(error)}"
        raise GovsimError("unreadable", message) from None
    model.eval()
    takes = set(signature(model.forward).parameters)

    def runner(inputs: dict[str, NDArray[np.int64]]) -> NDArray[Any]:
        held = {name: torch.from_numpy(v) for name, v in inputs.items() if name in takes}
        with torch.no_grad():
            logits: NDArray[Any] = model(**held).logits.float().numpy()
        return logits

    return runner
