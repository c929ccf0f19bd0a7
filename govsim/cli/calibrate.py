"""Serves `govsim calibrate`: thresholds that bound false alarms, from one's own harmless texts."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govsim.cli.labelled import Data, add_data, data_of, refuse_overwriting
from govsim.cli.options import READ_FORMATS, add_format
from govsim.cli.outcome import CLEAN, WRONG_INPUT, Outcome
from govsim.cli.whole_files import write_whole
from govsim.errors import GovsimError

if TYPE_CHECKING:
    from govsim.guardrails.evaluation import Candidate
    from govsim.guardrails.evaluation.calibrating import Calibrated, Harmless
    from govsim.report import Answer

HELP = "find thresholds that bound false alarms, from your own harmless texts"
ABOUT = (
    "Screen harmless rows, and return for each channel and detector the lowest threshold at which, "
    "with the confidence that is asked, no larger share of texts to come than the budget is "
    "stopped by mistake (split conformal). Rows that are labelled as attacks are left out."
)
_DATA: Final = "harmless rows, as for `govsim eval`; plain lines of .txt and .log files too"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_data(parser, _DATA)
    parser.add_argument(
        "--policy", metavar="POLICY", help="whose detectors; the default is every one that ships"
    )
    parser.add_argument(
        "--detector",
        action="append",
        default=[],
        metavar="NAME",
        help="one to calibrate; may be repeated; the default is those that look for attacks",
    )
    parser.add_argument(
        "--budget",
        action="append",
        default=[],
        metavar="SHARE",
        help="of harmless texts that may be stopped, such as 1%%, the default; may be repeated",
    )
    parser.add_argument("--confidence", default="95%", metavar="SHARE", help="the default is 95%%")
    parser.add_argument(
        "--write", metavar="FILE", help="write a policy that extends --policy by the thresholds"
    )
    parser.add_argument(
        "--workers", type=int, default=1, metavar="N", help="processes; the default is 1"
    )
    add_format(parser, READ_FORMATS)


def run(options: argparse.Namespace) -> Outcome:
    """Screen the rows, and tell the thresholds."""
    from govsim.cli.evaluate import candidates_of
    from govsim.cli.requirements import share_of
    from govsim.report.calibration import too_few

    if options.write and not options.policy:
        message = "--write makes a policy that extends another"
        raise GovsimError("usage", message, hint="name the other: --policy chat")
    refuse_overwriting([options.write], [*options.data, options.policy or "-"])
    budgets = sorted({share_of(word, "--budget") for word in options.budget or ["1%"]})
    confidence = share_of(options.confidence, "--confidence")
    (candidate,) = candidates_of([options.policy] if options.policy else [])
    data = data_of(options)
    harmless = _screened(options, candidate, data)
    found = sorted(
        harmless.calibrated(budgets, confidence), key=lambda each: (each.detector, each.channel)
    )
    if options.write:
        _write(options, found)
    status = WRONG_INPUT if any(too_few(found, confidence)) else CLEAN
    return Outcome(_answer(found, candidate, data, harmless, confidence), status)


def _screened(options: argparse.Namespace, candidate: Candidate, data: Data) -> Harmless:
    from govsim.cli.scoring import scored
    from govsim.guardrails.evaluation import Wanted
    from govsim.guardrails.evaluation.calibrating import Harmless

    harmless = Harmless(candidate.all, frozenset(options.detector))
    wanted = Wanted((_whole(candidate),), unsure=True)
    for row, (marks,) in scored(data.rows(), wanted, options.workers):
        harmless.add(row, marks)
    if not harmless.scores:
        message = f"{candidate.name} has no detector to calibrate in the channels of these rows"
        raise GovsimError("usage", message, hint="name one with --detector, or another --channel")
    return harmless


def _whole(candidate: Candidate) -> Candidate:
    """Return a policy that asks the same of every row, however it is labelled."""
    from govsim.guardrails.evaluation import candidate_of

    return candidate_of(candidate.all, candidate.name)


def _answer(
    found: list[Calibrated],
    candidate: Candidate,
    data: Data,
    harmless: Harmless,
    confidence: float,
) -> Answer:
    from govsim.report import Answer, Paragraph
    from govsim.report.calibration import (
        calibration_blocks,
        calibration_json,
        never_reached,
        too_few,
        unused,
    )

    count = data.count - harmless.attacks
    told = f"{count:,} harmless {'row' if count == 1 else 'rows'} screened by {candidate.name}."
    if harmless.attacks:
        told += f" {harmless.attacks:,} labelled as attacks are left out."
    findings = [
        *data.refused.findings(),
        *too_few(found, confidence),
        *never_reached(found),
        *unused(found, candidate.all),
    ]
    return Answer(
        f"Calibration of {candidate.name}",
        (Paragraph(told), *calibration_blocks(found, confidence)),
        {
            **calibration_json(found, confidence),
            "findings": [each.to_json() for each in findings],
        },
        tuple(findings),
    )


def _write(options: argparse.Namespace, found: list[Calibrated]) -> None:
    from govsim.report.calibration import calibration_yaml
    from govsim.sources.policies import shipped_policies

    target = Path(options.write)
    under = options.policy
    if under not in shipped_policies():
        under = Path(os.path.relpath(under, target.parent)).as_posix()
        under = under if "/" in under else f"./{under}"
    write_whole(target, f"extends: {under}\n{calibration_yaml(found)}")
