"""Reads models in ONNX with a runtime that is kept from the network."""

from __future__ import annotations

import os
from types import ModuleType
from typing import Final

# From 1.32 on, onnxruntime for Linux tells its maker that it is used, whatever the model and the
# texts: as it is loaded, and with each session. As it is loaded it looks whether this is set.
_SILENT: Final = "ORT_DISABLE_TELEMETRY"


def onnx_runtime() -> ModuleType:
    """Return onnxruntime, which then sends nothing and keeps no file of its own.

    Where somebody else has loaded it before, it is told to send no more.

    Raises:
        ImportError: It is not installed.
    """
    os.environ[_SILENT] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    module: ModuleType = onnxruntime
    return module
