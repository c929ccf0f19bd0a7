"""Serves `govsim audit`: what a log says of use, and which answers would differ today."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from govsim.cli.options import READ_FORMATS, add_context, add_format, add_state
from govsim.cli.outcome import CLEAN, FOUND, Outcome
from govsim.errors import GovsimError

if TYPE_CHECKING:
    from govsim.audit import Event

HELP = "read an audit log: what is used, and what would be answered today"
ABOUT = (
    "Read audit logs: JSON lines of `apply --audit`, or an export of system.access.audit. "
    "`usage`: the securables most consulted, the grants never used, the denials. `replay`: each "
    "event asked again of the state, and where the answer differs; the exit status is 1 when one "
    "does."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("what", metavar="WHAT", help="usage or replay")
    parser.add_argument("paths", metavar="LOG", nargs="+", help="JSON lines; `-` is standard input")
    parser.add_argument(
        "--limit",
        type=int,
        default=20,
        metavar="N",
        help="how many rows of each list to show; the default is %(default)s",
    )
    add_state(parser)
    add_context(parser)
    add_format(parser, READ_FORMATS)


def run(options: argparse.Namespace) -> Outcome:
    """Tell the usage, or the answers that differ."""
    if options.what not in ("usage", "replay"):
        message = f"an audit log knows no `{options.what}`"
        raise GovsimError("usage", message, hint="write `govsim audit usage LOG --catalog STATE`")
    events = events_in(options.paths)
    return _usage(events, options) if options.what == "usage" else _replay(events, options)


def events_in(paths: list[str]) -> tuple[Event, ...]:
    """Read every log, in order."""
    from govsim.audit import read_events
    from govsim.sources import read_text

    found: list[Event] = []
    for path in paths:
        found += read_events(read_text(path).split("\n"), path)
    return tuple(found)


def _usage(events: tuple[Event, ...], options: argparse.Namespace) -> Outcome:
    from govsim.audit import usage
    from govsim.cli.stage import simulator_of
    from govsim.report import usage_answer

    simulator = simulator_of(options)
    found = usage(events, simulator.snapshot, session=simulator.session)
    return Outcome(usage_answer(found, options.limit))


def _replay(events: tuple[Event, ...], options: argparse.Namespace) -> Outcome:
    from govsim.audit import asked_again
    from govsim.cli.stage import context_of, simulator_of
    from govsim.report import differences_answer

    simulator = simulator_of(options)
    found = asked_again(
        events, simulator.snapshot, session=simulator.session, context=context_of(options)
    )
    return Outcome(differences_answer(found, len(events), options.limit), FOUND if found else CLEAN)
