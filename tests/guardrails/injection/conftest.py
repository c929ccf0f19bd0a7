import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from govsim.guardrails.injection import InjectionDetector

TEXTS = Path(__file__).parent / "texts.jsonl"


@pytest.fixture(scope="session")
def detector() -> InjectionDetector:
    """The detector with the weights that ship."""
    return InjectionDetector()


@pytest.fixture(scope="session")
def texts() -> Mapping[str, Mapping[str, Any]]:
    """The texts of the model card, by id."""
    rows = map(json.loads, TEXTS.read_text(encoding="utf-8").splitlines())
    return {row["id"]: row for row in rows}
