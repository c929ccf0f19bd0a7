"""Says which rows a fold trains on, and which it is measured on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tools.training.injection import written
from tools.training.injection.pool import Row

# Harmless sources are in every fold's training but one, where they are measured instead.
BENIGN_OF_FOLD = {
    1: {"gpteacher", "gsm8k", "own_asking_chat"},
    2: {"arena_hard_v2", "purplellama_instruct", "own_asking_mail"},
    3: {"bbh", "own_asking_faq"},
    4: {"docs_train", "tau2_tasks", "swe_lancer", "self_instruct", "own_asking_forum"},
    5: {"fuzzyai_benign", "prompts_chat", "own_asking_school", "own_asking_list"},
}
# Never trained on while folds are compared.
HELD = {"synth_hard_benign"}
HELD_PREFIX = ("mined_held_", written.HELD)
HELD_MANUALS = "mined_held_manual_"
# Tickets of one project, all of one form: an alarm about the form is counted by the dozen.
ONE_FORM = "swe_lancer"
# Documents in which people ask people: each fold leaves out one form of them.
ASKING = "own_asking_"
FOLDS = tuple(BENIGN_OF_FOLD)


def origins(row: Row) -> set[str]:
    """Return every source that a row has text of: its own, and the document it was planted in."""
    source, _, host = row.source.partition("@")
    return {source, host} - {""}


def training_rows(rows: Sequence[Row], fold: int | None) -> NDArray[np.int64]:
    """Return the rows to train on with one fold left out; None leaves out none."""
    if fold is None:
        kept = [n for n, row in enumerate(rows) if not row.source.startswith(HELD_PREFIX)]
        return np.array(kept)
    out = BENIGN_OF_FOLD[fold] | HELD
    return np.array(
        [
            number
            for number, row in enumerate(rows)
            if row.fold != fold
            and not row.source.startswith(HELD_PREFIX)
            and not origins(row) & out
        ]
    )


def test_rows(rows: Sequence[Row], fold: int) -> Mapping[str, NDArray[np.int64]]:
    """Return what a fold is measured on, by name of the suite.

    `attack/SOURCE` and `data/SOURCE` are attacks of the fold as prompts and inside data; the others
    are harmless: ordinary, hard, agent, document, asking, loud, manuals, tickets.
    """
    suites: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        if (name := _suite(row, fold)) is not None:
            suites.setdefault(name, []).append(number)
    return {name: np.array(numbers) for name, numbers in suites.items()}


def _suite(row: Row, fold: int) -> str | None:
    if row.source.startswith(written.HELD):
        return f"data/{row.source}" if row.label else "loud/data"
    if row.source.startswith(HELD_MANUALS):
        return "manuals/data"
    if row.source.startswith(HELD_PREFIX):
        kind = "agent" if row.kind == "benign-hard" else "document"
        return f"{kind}/{row.channel}"
    if row.source in HELD:
        return "hard/own"
    if row.source.startswith(ASKING):
        left_out = row.source in BENIGN_OF_FOLD[fold] and row.channel == "data"
        return "asking/data" if left_out else None
    if row.source in BENIGN_OF_FOLD[fold]:
        if row.source == ONE_FORM:
            return f"tickets/{row.channel}"
        if row.source in {"docs_train", "tau2_tasks"}:
            return f"document/{row.channel}"
        if row.text.startswith("toolformer"):
            return "hard/toolformer"  # a format of its own, thousands of times the same words
        return "hard/prompts" if row.source == "prompts_chat" else "ordinary"
    if row.fold != fold:
        return None
    if row.label:
        if row.source.startswith("own_"):
            return f"data/{row.source.partition('@')[0]}" if row.channel == "data" else None
        return f"{'attack' if row.channel == 'user' else 'data'}/{row.source}"
    if row.source.startswith("own_"):
        if row.channel != "data":
            return None
        return "tickets/twins" if ONE_FORM in origins(row) else "document/twins"
    return f"benign/{row.source}"
