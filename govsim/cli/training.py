"""Serves what every training shares: rows with their scores so far, a model card, an answer."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from govsim import __version__
from govsim.cli.labelled import Data
from govsim.cli.scoring import scored
from govsim.errors import GovsimError
from govsim.guardrails import Channel, Outcome, Policy
from govsim.guardrails.evaluation import (
    UNSTATED,
    Asked,
    Candidate,
    Scored,
    Tally,
    Wanted,
    candidate_of,
    evaluation_of,
)
from govsim.guardrails.policy import Rule
from govsim.guardrails.training import (
    Card,
    Gathered,
    Measured,
    Provenance,
    Source,
    card_json,
    card_markdown,
    ids_near,
)
from govsim.report import Answer, Finding, Preformatted

_MANY: Final = 10  # one in so many rows


def gathered_of(
    options: argparse.Namespace, data: Data, base: tuple[str, ...], keep: list[str] | None = None
) -> tuple[Gathered, Provenance]:
    """Score the labelled rows by the detectors underneath, and say where the rows are from.

    Args:
        options: Of the command line.
        data: The rows.
        base: The detectors.
        keep: Takes the text of each row, where somebody needs it.

    Raises:
        GovsimError: `unscanned`: a detector underneath could not read many of the rows.
    """
    gathered = Gathered()
    unread: list[str] = []
    sources: dict[str, Source] = {}
    wanted = Wanted((_candidate(base),), unsure=True)
    for row, (marks,) in scored(data.rows(), wanted, options.workers):
        if row.label is None:
            continue
        if marks.gaps:  # its score would be that of an attack, whatever it is
            unread.append(f"row `{row.id}`: {marks.gaps[0].reason}")
            continue
        licence = options.licence if row.licence == UNSTATED and options.licence else row.licence
        gathered.add(row, marks, ids_near(row, marks))
        sources.setdefault(row.source, Source()).add(replace(row, text="", licence=licence))
        if keep is not None:
            keep.append(row.text)
    _tell(unread, len(gathered.rows), data)
    return gathered, Provenance(dict(_hashes(data)), sources)


def _tell(unread: list[str], read: int, data: Data) -> None:
    """Tell rows that could not be screened; many of them are a fault of the set-up."""
    if not unread:
        return
    counted = f"{len(unread):,} of {len(unread) + read:,} rows cannot be screened"
    error = GovsimError("unscanned", f"{counted}, the first: {unread[0]}")
    if len(unread) * _MANY > read:
        raise error
    data.refused.add(error)


def card_of(
    options: argparse.Namespace,
    gathered: Gathered,
    measured: Measured,
    provenance: Provenance,
    how: str,
    content: bytes,
) -> Card:
    """Return the model card of what was trained.

    Args:
        options: Of the command line.
        gathered: The rows.
        measured: What the model gave for rows of sources that it was not trained on.
        provenance: Where the rows are from.
        how: What was trained, in one sentence.
        content: The weights as they are written.
    """
    tally = Tally(2, {})
    columns = zip(measured.before, measured.before_bars, measured.after, measured.bars, strict=True)
    for place, each in zip(measured.rows, columns, strict=True):
        before, bar, after, other = map(float, each)
        marks = gathered.marks[place]
        pair = (_marked(marks, before, bar), _marked(marks, after, other))
        tally.add(gathered.rows[place], pair)
    asked = Asked(resamples=0, seed=options.seed)
    return Card(
        how=how,
        version=__version__,
        weights=hashlib.sha256(content).hexdigest(),
        provenance=provenance,
        before=evaluation_of(tally, 0, "before", asked),
        after=evaluation_of(tally, 1, "after", asked),
        thresholds=measured.thresholds,
        left_out=measured.left_out,
    )


def write_card(folder: Path, card: Card) -> None:
    """Write a card for people and for programs."""
    text = json.dumps(card_json(card), indent=1, ensure_ascii=False)
    (folder / "card.json").write_text(f"{text}\n", encoding="utf-8")
    (folder / "README.md").write_text(card_markdown(card), encoding="utf-8")


def answer_of(card: Card, data: Data, policy: str) -> Answer:
    """Return the card, how a policy uses what was trained, and what is to be said of the rows."""
    findings: list[Finding] = data.refused.findings()
    sources = card.provenance.sources
    if card.provenance.unlicensed:
        message = f"{card.provenance.unlicensed:,} rows state no licence"
        hint = "give rows a `licence`, or name one for all with --licence"
        findings.append(Finding("unlicensed-rows", message, "warning", hint=hint))
    if len(sources) == 1:
        message = "all rows are of one source, so the figures tell nothing of other texts"
        hint = "give rows a `source`, the more the better"
        findings.append(Finding("one-source", message, "warning", hint=hint))
    blocks = (Preformatted(card_markdown(card), "markdown"), Preformatted(policy, "yaml"))
    return Answer("Training", blocks, card_json(card), tuple(findings))


def _candidate(base: Sequence[str]) -> Candidate:
    rules = tuple(Rule(name, Outcome.BLOCK) for name in base)
    return candidate_of(Policy("training", channels=dict.fromkeys(Channel, rules)))


def _hashes(data: Data) -> Iterator[tuple[str, str]]:
    for path in data.files.paths:
        if path != "-":
            with Path(path).open("rb") as file:
                yield Path(path).name, hashlib.file_digest(file, "sha256").hexdigest()


def _marked(marks: Scored, score: float, bar: float) -> Scored:
    return replace(marks, score=score, found=score >= bar)
