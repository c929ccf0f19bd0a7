"""Finds names by larger models of the user's choice: a spaCy pipeline, or an ONNX classifier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from govsim.errors import GovsimError, missing_extra, words_of
from govsim.guardrails.options import options_of
from govsim.guardrails.pii.detector import finding
from govsim.guardrails.pii.overlap import resolve
from govsim.guardrails.pii.presidio.offline import SPACY_MODEL
from govsim.guardrails.pii.values import Hit
from govsim.guardrails.runtime import onnx_runtime
from govsim.guardrails.values import Channel, Finding, Unscanned

if TYPE_CHECKING:
    from govsim.guardrails.policy import Policy
    from govsim.guardrails.views import Views

SPACY_TYPES: Final[Mapping[str, str]] = {
    "PERSON": "PERSON",
    "GPE": "LOCATION",
    "LOC": "LOCATION",
    "FAC": "LOCATION",
    "ORG": "ORG",
}
_PIECE: Final = 100_000  # characters that a pipeline reads at once
_SURE: Final = 0.7  # a pipeline states no probability; this is how often it is right


class DeepNames:
    """A detector over anything that yields the spans of a text.

    Args:
        name: By which a policy asks for it.
        reader: Yields `Hit`s of a text.
    """

    def __init__(self, name: str, reader: SpacyReader | OnnxReader) -> None:
        self.name = name
        self._reader = reader

    def find(self, views: Views, channel: Channel) -> Iterator[Finding]:
        """Yield what the model finds in every view.

        Raises:
            Unscanned: The model failed.
        """
        for view in (views.plain, *views.decoded):
            try:
                hits = resolve(self._reader.hits(view.text))
            except (RuntimeError, ValueError) as error:
                raise Unscanned(self.name, f"the model failed: {error}") from None
            for hit in hits:
                yield finding(self.name, hit, view)

    def threshold(self, channel: Channel, budget: float | None) -> float:
        """Return the score from which on a finding counts."""
        return 0.5


class SpacyReader:
    """A spaCy pipeline that is installed: it is never downloaded.

    Raises:
        GovsimError: `missing-extra`: the pipeline that govsim knows is not installed.
    """

    def __init__(self) -> None:
        # Asked before spaCy is: it would fetch what is missing.
        if find_spec("spacy") is None or find_spec(SPACY_MODEL) is None:
            raise missing_extra("names by spaCy need the extra `pii-spacy`", "pii-spacy")
        import importlib

        model: Any = importlib.import_module(SPACY_MODEL)
        unused = ["tagger", "parser", "attribute_ruler", "lemmatizer"]
        self._pipeline: Any = model.load(exclude=unused)

    def hits(self, text: str) -> Iterator[Hit]:
        """Yield the names of a text."""
        for start in range(0, len(text), _PIECE):
            for entity in self._pipeline(text[start : start + _PIECE]).ents:
                kind = SPACY_TYPES.get(entity.label_)
                if kind is not None:
                    span = start + entity.start_char, start + entity.end_char
                    yield Hit(*span, kind, _SURE, "spacy")


class OnnxReader:
    """A token classifier of the user's own.

    Args:
        model: The bytes of an ONNX model that takes `input_ids` and `attention_mask`, shaped
            (texts, tokens), and gives scores shaped (texts, tokens, labels).
        tokenizer: A tokenizer as JSON text, as the `tokenizers` library writes it.
        labels: What the model calls each label, in its order: `O`, `B-PER`, …
        types: What govsim calls the kinds of labels; kinds that are not here are not reported.
        window: Tokens at a time; windows overlap by an eighth.

    Raises:
        GovsimError: `missing-extra`, or `wrong-value` where model or tokenizer cannot be read.
    """

    def __init__(
        self,
        model: bytes,
        tokenizer: str,
        labels: Sequence[str],
        types: Mapping[str, str],
        window: int = 256,
    ) -> None:
        try:
            onnxruntime = onnx_runtime()
            from tokenizers import Tokenizer
        except ImportError:
            message = "models of your own need the extra `guardrails`"
            raise missing_extra(message, "guardrails") from None
        try:
            self._session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
            self._tokenizer = Tokenizer.from_str(tokenizer)
        except Exception as error:
            message = f"a model for names cannot be read: {words_of(error)}"
            raise GovsimError("wrong-value", message) from None
        self._inputs = {value.name for value in self._session.get_inputs()}
        self._labels = [
            (label[:2], label[2:]) if label[1:2] == "-" else ("", label) for label in labels
        ]
        self._types = types
        self._window = window

    def hits(self, text: str) -> Iterator[Hit]:
        """Yield the names of a text."""
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        step = max(1, self._window - self._window // 8)
        for start in range(0, max(len(encoded.ids), 1), step):
            ids = encoded.ids[start : start + self._window]
            if ids:
                yield from self._spans(
                    encoded.offsets[start : start + self._window], self._odds(ids)
                )
            if start + self._window >= len(encoded.ids):
                return

    def _odds(self, ids: list[int]) -> Any:
        feed = {
            "input_ids": np.array([ids], np.int64),
            "attention_mask": np.ones((1, len(ids)), np.int64),
            "token_type_ids": np.zeros((1, len(ids)), np.int64),
        }
        scores = self._session.run(None, {k: v for k, v in feed.items() if k in self._inputs})[0][0]
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        return scores / scores.sum(axis=-1, keepdims=True)

    def _spans(self, offsets: Sequence[tuple[int, int]], odds: Any) -> Iterator[Hit]:
        current: tuple[int, int, str, list[float]] | None = None
        for (start, end), row in zip(offsets, odds, strict=True):
            place, label = self._labels[int(row.argmax())]
            kind = self._types.get(label, "")
            if current and kind == current[2] and place != "B-" and start - current[1] <= 1:
                current = (current[0], end, kind, [*current[3], float(row.max())])
                continue
            if current:
                yield _joined(current)
            current = (start, end, kind, [float(row.max())]) if kind else None
        if current:
            yield _joined(current)


def _joined(found: tuple[int, int, str, list[float]]) -> Hit:
    start, end, kind, scores = found
    return Hit(start, end, kind, sum(scores) / len(scores), "onnx")


def detector(policy: Policy) -> DeepNames:
    """Return names by spaCy.

    Raises:
        GovsimError: `missing-extra`: the extra `pii-spacy` is not installed.
    """
    options_of(policy, "names-spacy", ())
    return DeepNames("names-spacy", SpacyReader())
