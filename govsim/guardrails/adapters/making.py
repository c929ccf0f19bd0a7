"""Decides what kind of detector a model of a policy is, and makes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from govsim.errors import GovsimError
from govsim.guardrails.adapters.classifier import Classifier
from govsim.guardrails.adapters.folder import read_folder
from govsim.guardrails.adapters.judge import Judge, endpoint_of
from govsim.guardrails.training.head import FILE

if TYPE_CHECKING:
    from govsim.guardrails.detecting import Detector
    from govsim.guardrails.policy import Model


def detector_of_model(model: Model) -> Detector:
    """Return a model of a policy as a detector.

    Raises:
        GovsimError: `wrong-value`: it names neither a folder nor an endpoint, or both, or one that
            cannot be used; `unreadable`: the folder holds no such model; `missing-extra`.
    """
    if bool(model.path) == bool(model.url):
        message = f"the model `{model.name}` needs either a path or a url"
        raise GovsimError("wrong-value", message)
    if model.url:
        return Judge(model, endpoint_of(model))
    if (Path(model.path) / FILE).is_file():
        from govsim.guardrails.training.detector import trained_detector

        return trained_detector(model)
    return Classifier(model, read_folder(model))
