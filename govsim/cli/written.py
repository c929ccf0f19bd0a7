"""Serves what an evaluation writes row by row: scores, decision records, rows that changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from govsim import __version__
from govsim.guardrails.evaluation import (
    Candidate,
    Change,
    Recorder,
    Row,
    Scored,
    record_to_json,
)
from govsim.report.evaluation_json import change_json

Write = Callable[[Any], None]


class Written:
    """Files of JSON lines that are written as the rows come.

    Args:
        candidate: Whose scores and records are written.
        scores: Where each row's score and findings go.
        records: Where each row's decision record goes.
        changed: Where each row that changed goes.
        unsure: Whether findings below the thresholds are written with the scores.
        key: Under which records are signed and their texts hashed; empty for neither.
    """

    def __init__(
        self,
        candidate: Candidate,
        *,
        scores: str | None = None,
        records: str | None = None,
        changed: str | None = None,
        unsure: bool = False,
        key: bytes = b"",
    ) -> None:
        self._stack = ExitStack()
        self._candidate = candidate
        self._unsure = unsure
        self._recorder = Recorder(__version__, key)
        self._scores = self._opened(scores)
        self._records = self._opened(records)
        self._changed = self._opened(changed)

    def __enter__(self) -> Written:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def row(self, row: Row, scored: Scored) -> None:
        """Write what became of one row."""
        if self._scores:
            self._scores(score_json(row, scored, unsure=self._unsure))
        if self._records:
            policy = self._candidate.policy_for(row)
            record = self._recorder.record(
                row, policy, scored.findings, scored.gaps, scored.outcome
            )
            self._records(record_to_json(record))

    def change(self, change: Change) -> None:
        """Write one row that changed."""
        if self._changed:
            self._changed(change_json(change))

    def _opened(self, path: str | None) -> Write | None:
        if path is None:
            return None
        file = self._stack.enter_context(Path(path).open("w", encoding="utf-8"))  # noqa: SIM115
        return lambda value: print(json.dumps(value), file=file)


def score_json(row: Row, scored: Scored, *, unsure: bool) -> dict[str, Any]:
    """Return the score of a row, what comes of it, and its findings.

    Findings are those that the policy acts on, or with `unsure` all, as
    [start, end, type, score].
    """
    findings = scored.unsure if unsure else scored.findings
    return {
        "id": row.id,
        "score": scored.score,
        "outcome": str(scored.outcome),
        "findings": [[f.start, f.end, f.type, f.score] for f in findings],
    }


def write_lines(path: str, values: Iterable[Any]) -> None:
    """Write values as JSON lines."""
    with Path(path).open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(value)}\n" for value in values)


def read_key(path: str | None) -> bytes:
    """Return the key in a file; empty without one.

    Raises:
        GovsimError: `unreadable`, or `weak-key` for one that is easily guessed.
    """
    from govsim.errors import GovsimError
    from govsim.sources import read_text

    if path is None:
        return b""
    key = read_text(path).strip().encode()
    if len(key) < 16:
        hint = "make one: openssl rand -hex 32 > key"
        raise GovsimError("weak-key", f"`{path}` holds fewer than 16 characters", hint=hint)
    return key
