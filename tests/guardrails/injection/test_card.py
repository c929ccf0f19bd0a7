"""The model card says what the weights that ship do."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from govsim.guardrails import Channel
from govsim.guardrails.injection import InjectionDetector
from tests.house.codes import ROOT

WEIGHTS = ROOT / "govsim" / "guardrails" / "weights" / "injection"
RESULTS = json.loads((ROOT / "tools/training/injection/results.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", RESULTS["weights"])
def test_the_measures_are_of_the_weights_that_ship(name: str) -> None:
    """Each file of weights has the hash that its measures were written with."""
    assert hashlib.sha256((WEIGHTS / name).read_bytes()).hexdigest() == RESULTS["weights"][name]


def test_no_weight_ships_without_measures() -> None:
    """The folder holds what the card names, and less than 24 megabytes of it."""
    held = [path for path in WEIGHTS.iterdir() if path.is_file()]

    assert {path.name for path in held} == set(RESULTS["weights"])
    assert sum(path.stat().st_size for path in held) < 24_000_000


@pytest.mark.parametrize("name", RESULTS["texts"])
def test_texts_score_what_the_card_says(
    name: str, detector: InjectionDetector, texts: Mapping[str, Mapping[str, Any]]
) -> None:
    """Scored again, each text comes to the probability in the card.

    The first tier is whole numbers; the encoder's products of floats may round differently on
    another processor, so a hundredth and a half are let pass.
    """
    told, row = RESULTS["texts"][name], texts[name]
    found = detector.read(row["text"], Channel(row["channel"]))

    assert found.probability == pytest.approx(told["score"], abs=0.015)
    assert (told["label"], told["channel"]) == (row["label"], row["channel"])


def test_every_text_is_in_the_card(texts: Mapping[str, Mapping[str, Any]]) -> None:
    """No text is left out of the card because it is judged wrongly."""
    assert set(texts) == set(RESULTS["texts"])


def test_the_data_manifest_holds_no_row() -> None:
    """What training data is told of is names, licences, hashes and numbers."""
    held = json.loads(Path(ROOT / "tools/training/injection/provenance.json").read_text("utf-8"))

    assert {key for source in held["sources"] for key in source} == {
        "name", "licence", "origin", "sha256", "harmless", "attacks",
    }  # fmt: skip
    assert all(source["licence"] for source in (*held["sources"], *held["packages"]))
