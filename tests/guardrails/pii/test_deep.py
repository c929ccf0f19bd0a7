"""Larger models are the user's: an ONNX classifier runs, and an absent one is told."""

import json

import numpy as np
import pytest

from govsim.errors import GovsimError
from govsim.guardrails.pii.names import deep
from govsim.guardrails.values import Channel
from govsim.guardrails.views import views_of

onnx = pytest.importorskip("onnx")
LABELS = ("O", "B-PER", "I-PER", "B-LOC")
WORDS = ("[UNK]", "ana", "nowak", "in", "gdansk", "met")
TYPES = {"PER": "PERSON", "LOC": "LOCATION"}


def tiny_model() -> bytes:
    """Return a model that looks each word up: its label is a row of a table."""
    table = np.full((len(WORDS), len(LABELS)), -4, np.float32)
    for word, label in enumerate((0, 1, 2, 0, 3, 0)):
        table[word, label] = 4
    node = onnx.helper.make_node("Gather", ["table", "input_ids"], ["scores"], axis=0)
    graph = onnx.helper.make_graph(
        [node],
        "tiny",
        [onnx.helper.make_tensor_value_info("input_ids", onnx.TensorProto.INT64, [None, None])],
        [onnx.helper.make_tensor_value_info("scores", onnx.TensorProto.FLOAT, [None, None, 4])],
        [onnx.numpy_helper.from_array(table, "table")],
    )
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 13)])
    model.ir_version = 8
    return model.SerializeToString()


def tiny_tokenizer() -> str:
    """Return a tokenizer that knows six words."""
    return json.dumps(
        {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": [],
            "normalizer": {"type": "Lowercase"},
            "pre_tokenizer": {"type": "Whitespace"},
            "post_processor": None,
            "decoder": None,
            "model": {
                "type": "WordLevel",
                "vocab": {word: n for n, word in enumerate(WORDS)},
                "unk_token": "[UNK]",
            },
        }
    )


@pytest.mark.parametrize("window", [4, 256])
def test_an_own_classifier_finds_names(window: int) -> None:
    """Words of one name are one finding, whatever the window of the model."""
    reader = deep.OnnxReader(tiny_model(), tiny_tokenizer(), LABELS, TYPES, window)
    own = deep.DeepNames("mine", reader)
    text = "Yesterday Ana Nowak met Ana in Gdansk"
    found = list(own.find(views_of(text), Channel.USER))

    assert [(f.type, text[f.start : f.end]) for f in found] == [
        ("PERSON", "Ana Nowak"),
        ("PERSON", "Ana"),
        ("LOCATION", "Gdansk"),
    ]


def test_a_broken_model_is_told() -> None:
    """What is no model is an error of the set-up, with a code."""
    with pytest.raises(GovsimError, match="cannot be read"):
        deep.OnnxReader(b"no model", tiny_tokenizer(), LABELS, TYPES)


def test_a_pipeline_is_never_downloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A spaCy model that is not installed is a missing extra, before spaCy is asked."""
    monkeypatch.setattr(deep, "find_spec", lambda name: None)

    with pytest.raises(GovsimError) as caught:
        deep.SpacyReader()
    assert caught.value.code == "missing-extra"
