"""Reads what the folder of a model says of it: its labels, its task, its longest input.

The folder is one that the policy names. Nothing is ever fetched: a name of a model hub is refused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from govsim.errors import GovsimError

if TYPE_CHECKING:
    from govsim.guardrails.policy import Model

_ONNX: Final = (
    "model.onnx",
    "onnx/model.onnx",
    "model_quantized.onnx",
    "onnx/model_quantized.onnx",
    "model_int8.onnx",
    "onnx/model_int8.onnx",
)
_SAFETENSORS: Final = ("model.safetensors", "model.safetensors.index.json")
# Families whose positions begin behind a padding token and a reserved one.
_SHIFTED: Final = frozenset({"roberta", "xlm-roberta", "camembert", "longformer", "mpnet"})
_LONGEST: Final = 1 << 16  # tokens; more is a placeholder in the file


@dataclass(frozen=True, slots=True)
class Folder:
    """A model as its folder describes it."""

    path: Path
    labels: tuple[str, ...]  # by index
    by_token: bool  # whether it labels tokens rather than whole texts
    independent: bool  # whether each label is a yes or no of its own
    longest: int | None  # tokens of one input, special ones included
    onnx: Path | None  # None: the weights are safetensors

    @property
    def tokenizer(self) -> Path:
        """Where the tokenizer is."""
        return self.path / "tokenizer.json"


def read_folder(model: Model) -> Folder:
    """Return what the folder of a model says.

    Raises:
        GovsimError: `unreadable`: it is no folder, or lacks a file that it needs.
    """
    path = Path(model.path)
    if not path.is_dir():
        hint = "nothing is fetched: put the model into a folder and name that"
        message = f"the model `{model.name}` names `{model.path}`, which is no folder"
        raise GovsimError("unreadable", message, hint=hint)
    config = _config(path, model.name)
    onnx = next((path / name for name in _ONNX if (path / name).is_file()), None)
    if onnx is None and not any((path / name).is_file() for name in _SAFETENSORS):
        hint = "it takes model.onnx, or model.safetensors with govsim[transformers]"
        raise _lacking(path, model.name, "weights", hint)
    if not (path / "tokenizer.json").is_file():
        hint = "save it with `AutoTokenizer.from_pretrained(…).save_pretrained(FOLDER)`"
        raise _lacking(path, model.name, "tokenizer.json", hint)
    labels = _labels(config)
    return Folder(
        path=path,
        labels=labels,
        by_token=any("TokenClassification" in each for each in _texts(config, "architectures")),
        independent=config.get("problem_type") == "multi_label_classification" or len(labels) == 1,
        longest=_longest(config),
        onnx=onnx,
    )


def _config(path: Path, name: str) -> dict[str, Any]:
    try:
        config = json.loads((path / "config.json").read_text(encoding="utf-8"))
    except OSError:
        raise _lacking(path, name, "config.json", None) from None
    except ValueError:
        config = None
    if not isinstance(config, dict):
        message = f"config.json of the model `{name}` in `{path}` is no JSON object"
        raise GovsimError("unreadable", message)
    return config


def _lacking(path: Path, name: str, what: str, hint: str | None) -> GovsimError:
    message = f"the folder `{path}` of the model `{name}` holds no {what}"
    return GovsimError("unreadable", message, hint=hint)


def _labels(config: dict[str, Any]) -> tuple[str, ...]:
    named = config.get("id2label")
    if isinstance(named, dict) and named:
        try:
            ordered = sorted((int(key), str(value)) for key, value in named.items())
        except ValueError:
            ordered = []
        if [index for index, _ in ordered] == list(range(len(ordered))) and ordered:
            return tuple(value for _, value in ordered)
    count = config.get("num_labels")
    return tuple(f"LABEL_{nth}" for nth in range(count if isinstance(count, int) else 2))


def _texts(config: dict[str, Any], key: str) -> list[str]:
    held = config.get(key)
    return [each for each in held if isinstance(each, str)] if isinstance(held, list) else []


def _longest(config: dict[str, Any]) -> int | None:
    positions = config.get("max_position_embeddings")
    if not isinstance(positions, int) or not 8 <= positions < _LONGEST:
        return None
    return positions - 2 if config.get("model_type") in _SHIFTED else positions
