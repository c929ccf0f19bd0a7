"""Turns trained weights into whole numbers: the heads for numpy, the encoder for onnxruntime."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from govsim.guardrails.injection.detector import FIELDS
from govsim.guardrails.injection.scan import Tables
from tools.training.injection.encoder import Encoder
from tools.training.injection.features import character_classes
from tools.training.injection.heads import CLIP, LANES, WINDOWS, Heads
from tools.training.injection.train_encoder import TOKENS

# The largest weight of a table. Hundreds of n-grams add up, so what is lost by so few steps is next
# to nothing, and a table is a third smaller than with all that a byte holds.
MOST = 15

_LANE_OF = [*range(LANES), *([2, 3] * len(WINDOWS))]  # of each feature but the length

Arrays = dict[str, NDArray[np.int64] | NDArray[np.int8] | NDArray[np.uint8]]


def quantised_heads(heads: Heads) -> Arrays:
    """Return the heads as integers, one scale a lane, which the net on top takes in."""
    scales = np.quantile(np.abs(heads.table), 0.9999, axis=0) / MOST
    table = np.clip(np.rint(heads.table / scales), -MOST, MOST).astype(np.int8)
    its = np.array([*(scales[lane] for lane in _LANE_OF), 1.0, 1.0])
    inner = np.rint(heads.inner.astype(np.float64) * its / 64 * (1 << 24)).astype(np.int64)
    outer = np.rint(heads.outer.astype(np.float64) * (1 << 12)).astype(np.int64)
    clips = np.array([int(CLIP * 64 / scales[lane]) for lane in _LANE_OF], np.int64)
    return {
        "table": table,
        "clips": clips,
        "inner": inner,
        "outer": outer,
        "classes": character_classes(),
        "hot": np.array([0, 0, 64, 0], np.int64),
    }


def tables_of(arrays: Arrays) -> Tables:
    """Return the heads as the scan takes them."""
    return Tables.of(*(arrays[n] for n in FIELDS))  # type: ignore[arg-type]


def write_heads(arrays: Arrays, path: Path) -> None:
    """Write the heads; the same arrays give the same bytes."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.save(content, array, allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            archive.writestr(entry, content.getvalue(), zipfile.ZIP_DEFLATED, 9)


def read_heads(path: Path) -> tuple[Heads, Arrays]:
    """Return written heads in floating point, and their arrays as they are."""
    with np.load(path, allow_pickle=False) as held:
        arrays: Arrays = {name: held[name] for name in FIELDS}
    scales, its = _scales_of(arrays)
    return (
        Heads(
            arrays["table"] * scales.astype(np.float32),
            (arrays["inner"] / (1 << 24) * 64 / its).astype(np.float32),
            (arrays["outer"] / (1 << 12)).astype(np.float32),
        ),
        arrays,
    )


def again_quantised(heads: Heads, arrays: Arrays) -> Arrays:
    """Return heads that went on from written ones as integers of the same steps."""
    scales, its = _scales_of(arrays)
    return arrays | {
        "table": np.clip(np.rint(heads.table / scales), -MOST, MOST).astype(np.int8),
        "inner": np.rint(heads.inner.astype(np.float64) * its / 64 * (1 << 24)).astype(np.int64),
        "outer": np.rint(heads.outer.astype(np.float64) * (1 << 12)).astype(np.int64),
    }


def _scales_of(arrays: Arrays) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the step of each lane, and of each feature of the net."""
    scales = CLIP * 64 / arrays["clips"][:LANES]
    return scales, np.array([*(scales[lane] for lane in _LANE_OF), 1.0, 1.0])


def read_encoder(path: Path) -> Encoder:
    """Return a written encoder in floating point: what `write_encoder` rounded stays rounded."""
    graph = onnx.load(path).graph
    held = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    words = held["words.small"].astype(np.float32) * held["words.scale"]
    state = {"words.weight": words, "places.weight": held["places.weight"]}
    state |= {
        name: array
        for name, array in held.items()
        if name.endswith((".bias", "norm.weight", "last.weight"))
    }
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            base = node.input[1].removesuffix("_quantized")
            small = held[f"{base}_quantized"].astype(np.float32)
            wide = (small - held[f"{base}_zero_point"]) * held[f"{base}_scale"]
            layer, part = node.output[0].split("/")[1:3]
            name = "head" if layer == "head" else f"{layer}.{part}"
            state[f"{name}.weight"] = wide.T
    layers = sum(name.endswith("mix.bias") for name in held)
    model = Encoder(len(words), layers, positions=TOKENS)
    model.load_state_dict({n: torch.from_numpy(np.array(each)) for n, each in state.items()})
    return model.eval()


def write_encoder(model: Encoder, path: Path) -> None:
    """Export the encoder, its products and its embeddings in eight bits."""
    plain = path.with_suffix(".float.onnx")
    # No stretch is longer, so the places beyond are of no use.
    model.places = torch.nn.Embedding.from_pretrained(model.places.weight.detach()[:TOKENS])
    example = torch.ones((2, 8), dtype=torch.int64)
    torch.onnx.export(
        model.float().eval(),
        (example, example),
        str(plain),
        input_names=["ids", "mask"],
        output_names=["logit"],
        dynamic_axes={name: {0: "batch", 1: "length"} for name in ("ids", "mask")}
        | {"logit": {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(
        plain,
        path,
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul"],
        # Seven bits of weights: with eight, sums overflow on processors that add in 16 bits, and a
        # text would score differently from one machine to the next.
        reduce_range=True,
        extra_options={"MatMulConstBOnly": True},
    )
    plain.unlink()
    graph = onnx.load(path)
    _narrow_embeddings(graph.graph)
    onnx.checker.check_model(graph)
    onnx.save(graph, path)


def _narrow_embeddings(graph: onnx.GraphProto) -> None:
    """Keep the word embeddings in eight bits, with a scale a row."""
    for node in graph.node:
        if node.op_type != "Gather" or not node.input[0].startswith("words"):
            continue
        held = next(each for each in graph.initializer if each.name == node.input[0])
        words = numpy_helper.to_array(held).astype(np.float32)
        scale = np.maximum(np.abs(words).max(axis=1, keepdims=True) / 127, 1e-8)
        small = np.clip(np.rint(words / scale), -127, 127).astype(np.int8)
        graph.initializer.remove(held)
        graph.initializer.append(numpy_helper.from_array(small, "words.small"))
        graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), "words.scale"))
        ids, out = node.input[1], node.output[0]
        new = [
            helper.make_node("Gather", ["words.small", ids], ["words.rows"]),
            helper.make_node("Cast", ["words.rows"], ["words.float"], to=TensorProto.FLOAT),
            helper.make_node("Gather", ["words.scale", ids], ["words.scales"]),
            helper.make_node("Mul", ["words.float", "words.scales"], [out]),
        ]
        at = list(graph.node).index(node)
        graph.node.remove(node)
        for number, each in enumerate(new):
            graph.node.insert(at + number, each)
        return
    raise ValueError("no embeddings in the graph")
