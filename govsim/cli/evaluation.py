"""Serves one evaluation: rows are scored, compared and written, and the figures told."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from govsim.cli.costs import costs_of
from govsim.cli.labelled import Data, data_of, refuse_overwriting
from govsim.cli.outcome import CLEAN, FOUND, Outcome
from govsim.cli.requirements import requirements_of, share_of, unmet
from govsim.cli.scoring import Marked, scored
from govsim.cli.written import Written, read_key, write_lines
from govsim.guardrails import Outcome as Action
from govsim.guardrails.evaluation import (
    ATTACK_TYPES,
    Asked,
    By,
    Candidate,
    Changes,
    Comparison,
    Evaluation,
    Tally,
    Wanted,
    change_of,
    comparison_of,
    evaluation_of,
    scopes_of,
)
from govsim.guardrails.evaluation.replaying import Recorded
from govsim.report import Answer, Block, Finding, Paragraph
from govsim.report.changed import change_findings, uncompared_findings
from govsim.report.costs import cost_blocks, costs_json, roc_json
from govsim.report.evaluation import changes_blocks, comparison_blocks, evaluation_blocks
from govsim.report.evaluation_json import changes_json, comparison_json, evaluation_json

_FOR_PROGRAMS: Final = frozenset({"junit", "sarif", "github", "gitlab"})


@dataclass(slots=True)
class Run:
    """What has come of an evaluation so far."""

    tally: Tally
    changes: Changes = field(default_factory=Changes)
    recorded: Recorded | None = None
    unmatched: dict[str, int] = field(default_factory=dict)  # what could not be compared


def evaluate(options: argparse.Namespace, candidates: tuple[Candidate, ...]) -> Outcome:
    """Score the rows that are named with each candidate, and answer.

    Raises:
        GovsimError: What was named cannot be read, or the policy cannot be run.
    """
    requirements = requirements_of(options.require)
    budget = share_of(options.budget, "--budget")
    outputs = [options.scores, options.record, options.changed, options.roc]
    refuse_overwriting(outputs, [*options.data, *options.replay, *_files(options)])
    data = data_of(options)
    run = _run(options, candidates, data)
    asked = Asked(budget, options.resamples, options.seed)
    found = [
        evaluation_of(run.tally, place, each.name, asked) for place, each in enumerate(candidates)
    ]
    comparison = comparison_of(run.tally, asked) if len(found) == 2 else None
    told = _Told(options, candidates, data, run, found, comparison, budget)
    missed = unmet(requirements, found[-1])
    _write_more(options, run, told)
    failed = bool(missed) or run.changes.meet(options.fail_on, run.unmatched)
    return Outcome(told.answer(missed), FOUND if failed else CLEAN)


def _files(options: argparse.Namespace) -> list[str]:
    named = [*options.policy, options.scope, options.key]
    return [word for word in named if word]


def _run(options: argparse.Namespace, candidates: tuple[Candidate, ...], data: Data) -> Run:
    from govsim.sources.scopes import read_scopes

    types = frozenset(options.types) or ATTACK_TYPES
    wanted = Wanted(candidates, Action(options.counts_from), types, options.unsure)
    scopes = scopes_of(data.survey, read_scopes(options.scope) if options.scope else {})
    key = read_key(options.key)
    run = Run(Tally(len(candidates), scopes), recorded=_recorded(options, key))
    written = Written(
        candidates[-1],
        scores=options.scores,
        records=options.record,
        changed=options.changed,
        unsure=options.unsure,
        key=key,
    )
    with written:
        for marked in scored(data.rows(), wanted, options.workers):
            _take(marked, run, written, show_text=options.show_text)
    if run.recorded is not None:
        run.unmatched = {
            "rows_without_record": run.recorded.missing,
            "rows_with_other_text": run.recorded.other_text,
            "records_without_row": run.recorded.left(),
        }
    return run


def _take(marked: Marked, run: Run, written: Written, *, show_text: bool) -> None:
    row, marks = marked
    run.tally.add(row, marks)
    written.row(row, marks[-1])
    before = marks[0] if run.recorded is None else run.recorded.of(row)
    if before is None or before is marks[-1]:
        return
    change = change_of(row, before, marks[-1], row.text if show_text else None)
    if change is not None:
        run.changes.add(change)
        written.change(change)


def _recorded(options: argparse.Namespace, key: bytes) -> Recorded | None:
    from govsim.sources.decision_records import read_records

    return Recorded(read_records(options.replay[0], key), key) if options.replay else None


def _write_more(options: argparse.Namespace, run: Run, told: _Told) -> None:
    if options.roc:
        write_lines(options.roc, roc_json(run.tally))
    if options.mlflow:
        from govsim.cli.tracking import log_run

        log_run(options, told.found, told.value())


@dataclass(frozen=True)
class _Told:
    """What there is to tell of an evaluation."""

    options: argparse.Namespace
    candidates: tuple[Candidate, ...]
    data: Data
    run: Run
    found: list[Evaluation]
    comparison: Comparison | None
    budget: float

    def answer(self, missed: list[Finding]) -> Answer:
        """Return all of it."""
        findings = [*self.data.refused.findings(), *missed]
        if self.options.format in _FOR_PROGRAMS:
            fail_on = frozenset(self.options.fail_on)
            findings += uncompared_findings(self.run.unmatched, fail_on)
            findings += change_findings(self.run.changes, fail_on)
        names = " and ".join(each.name for each in self.candidates)
        blocks = tuple(self._blocks())
        return Answer(f"Evaluation of {names}", blocks, self.value(missed), tuple(findings))

    def value(self, missed: list[Finding] | None = None) -> dict[str, Any]:
        """Return it as JSON."""
        whole: dict[str, Any] = {"refused": self.data.refused.count}
        if self.comparison is None:
            whole |= evaluation_json(self.found[0])
        else:
            whole["policies"] = [evaluation_json(each) for each in self.found]
            whole["comparison"] = comparison_json(self.comparison, self.run.changes)
        if self.run.recorded is not None:
            whole["replay"] = {**self.run.unmatched, "changed": changes_json(self.run.changes)}
        if self.options.cost:
            whole["costs"] = costs_json(self.run.tally, costs_of(self.options.cost))
        told = [*self.data.refused.findings(), *(missed or ())]
        return {**whole, "findings": [each.to_json() for each in told]}

    def _blocks(self) -> Iterator[Block]:
        ways: list[By] = self.options.by or ["source"]
        yield Paragraph(" ".join(self._summary()))
        if self.comparison is None:
            yield from evaluation_blocks(self.found[0], ways, self.budget)
        else:
            names = self.found[0].policy, self.found[1].policy
            yield from comparison_blocks(self.comparison, self.run.changes, names, ways)
        if self.run.recorded is not None:
            yield from changes_blocks(self.run.changes)
        if self.options.cost:
            yield from cost_blocks(self.run.tally, costs_of(self.options.cost))

    def _summary(self) -> Iterator[str]:
        rows, refused = self.found[0].rows, self.data.refused.count
        yield f"{_rows(rows)}, screened by {' and by '.join(e.policy for e in self.found)}."
        if refused:
            yield f"{_rows(refused)} cannot be used."
        for each in self.found:
            if each.unscanned:
                yield f"{_rows(each.unscanned)} could not be screened by {each.policy}."
        for name, count in self.run.unmatched.items():
            if count:
                yield f"{count:,} {name.replace('_', ' ')}."
        yield from self._without_rules()

    def _without_rules(self) -> Iterator[str]:
        """Tell of channels that a policy does not screen, since nothing is found there."""
        for each in self.candidates:
            channels = [c for c in self.run.tally.channels() if not each.all.rules_of(c)]
            if channels:
                yield f"{each.name} has no rules for {', '.join(channels)}."


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"
