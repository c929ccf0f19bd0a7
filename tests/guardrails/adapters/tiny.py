"""Makes tiny models: a folder with a tokenizer of words and weights that count some of them."""

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "ignore", "orders", "please", "ana", "bern", "bob")
# Raw scores of each word for the labels of a classifier of texts: harmless, attack.
TEXT = {"[CLS]": (1.0, 0.0), "ignore": (0.0, 3.0), "orders": (0.0, 2.0), "please": (1.0, 0.0)}
# The same for a classifier of tokens: O, B-PER, I-PER, B-LOC.
TOKENS = {"ana": (0.0, 5.0, 0.0, 0.0), "bob": (0.0, 0.0, 5.0, 0.0), "bern": (0.0, 0.0, 0.0, 5.0)}
OUTSIDE = (4.0, 0.0, 0.0, 0.0)


def tokenizer(folder: Path) -> None:
    made = Tokenizer(models.WordLevel({word: n for n, word in enumerate(WORDS)}, unk_token="[UNK]"))
    made.normalizer = normalizers.Lowercase()
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    made.save(str(folder / "tokenizer.json"))


def text_classifier(
    folder: Path, *, inputs: tuple[str, ...] = ("input_ids", "attention_mask"), **config: object
) -> Path:
    """Write a model whose raw scores are the sums of those of the words."""
    table = np.array([TEXT.get(word, (0.0, 0.0)) for word in WORDS], dtype=np.float32)
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["each"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last"], ["wide"]),
        helper.make_node("Mul", ["each", "wide"], ["held"]),
        helper.make_node("ReduceSum", ["held", "middle"], ["logits"], keepdims=0),
    ]
    axes = {"last": [2], "middle": [1]}
    _write(folder, nodes, table, axes, inputs, ["batch", 2])
    labels = {"0": "SAFE", "1": "INJECTION"}
    _config(
        folder, {"architectures": ["TinyForSequenceClassification"], "id2label": labels} | config
    )
    return folder


def token_classifier(folder: Path) -> Path:
    """Write a model that labels each word by itself."""
    table = np.array([TOKENS.get(word, OUTSIDE) for word in WORDS], dtype=np.float32)
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["logits"])]
    _write(folder, nodes, table, {}, ("input_ids",), ["batch", "tokens", 4])
    labels = {"0": "O", "1": "B-PER", "2": "I-PER", "3": "B-LOC"}
    _config(folder, {"architectures": ["TinyForTokenClassification"], "id2label": labels})
    return folder


def _write(
    folder: Path, nodes: list, table: np.ndarray, axes: dict, inputs: tuple[str, ...], shape: list
) -> None:
    folder.mkdir(exist_ok=True)
    held = [numpy_helper.from_array(table, "table")]
    held += [numpy_helper.from_array(np.array(v, dtype=np.int64), name) for name, v in axes.items()]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "tokens"]) for n in inputs],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, shape)],
        held,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, str(folder / "model.onnx"))
    tokenizer(folder)


def _config(folder: Path, config: dict) -> None:
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
