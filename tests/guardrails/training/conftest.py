"""Lets policies of these tests ask for a detector whose scores stand in the texts."""

import pytest

from govsim.guardrails import registry


@pytest.fixture(autouse=True)
def graded_detector(monkeypatch):
    monkeypatch.setitem(registry.DETECTORS, "graded", "tests.guardrails.evaluation.graded")
