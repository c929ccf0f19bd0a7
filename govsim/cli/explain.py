"""Serves `govsim explain`: may she, and why or why not."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from govsim.cli.check import add_question, asked, decided
from govsim.cli.options import (
    READ_FORMATS,
    add_as_of,
    add_assume,
    add_audit,
    add_context,
    add_format,
    add_state,
)
from govsim.cli.outcome import CLEAN, FOUND, Outcome

if TYPE_CHECKING:
    from govsim.access.why_not import Remedies
    from govsim.report import Answer
    from govsim.simulator import Simulator

HELP = "say why a principal may or may not do something"
ABOUT = (
    "List each requirement: met, and by which grant through which group, or missing. For a "
    "denial, list also the changes that would allow it, those that open least else first."
)
REMEDIES = 5


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_question(parser)
    add_state(parser)
    add_assume(parser)
    add_as_of(parser)
    add_context(parser)
    add_audit(parser)
    parser.add_argument(
        "--remedies",
        type=int,
        default=REMEDIES,
        metavar="N",
        help="how many changes to list for a denial; the default is %(default)s",
    )
    add_format(parser, READ_FORMATS)


def run(options: argparse.Namespace) -> Outcome:
    """Decide, and tell every cause."""
    from govsim.cli.assuming import assumed, unnamed, with_notes
    from govsim.cli.recording import record
    from govsim.cli.stage import simulator_of
    from govsim.report import explanation_answer

    simulator = simulator_of(options)
    notes = (*assumed(simulator, options, [asked(options)]), *unnamed(simulator, options))
    decision = decided(simulator, options)
    record(options, simulator.audit)
    asks = not decision.allowed and options.remedies > 0
    found = remedies_of(simulator, options) if asks else ()
    answer = _with_effect(explanation_answer(decision, found), simulator, options)
    return Outcome(with_notes(answer, notes), CLEAN if decision.allowed else FOUND)


def _with_effect(answer: Answer, simulator: Simulator, options: argparse.Namespace) -> Answer:
    """Return an answer with what a GRANT or REVOKE does, said in words."""
    from dataclasses import replace

    from govsim.access import what_it_does
    from govsim.report import Preformatted

    lines = what_it_does(simulator.snapshot, asked(options), simulator.session)
    if not lines:
        return answer
    told = "what it does:\n" + "\n".join(f"  {line}" for line in lines)
    value = {**answer.value, "effect": list(lines)}
    return replace(answer, blocks=(*answer.blocks, Preformatted(told)), value=value)


def remedies_of(simulator: Simulator, options: argparse.Namespace) -> Remedies:
    """Return the changes that would allow what is denied; none for what no grant can allow."""
    from govsim.cli.asked import question_text
    from govsim.cli.stage import context_of

    return simulator.why_not(
        options.who,
        question_text(options.question),
        context=context_of(options),
        limit=options.remedies,
    )
