"""Serves `govsim demo`: a metastore, a pull request, and what govsim says of it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govsim.cli.options import READ_FORMATS, add_format
from govsim.cli.outcome import Outcome

if TYPE_CHECKING:
    from govsim.report import Block
    from govsim.simulator import Simulator

HELP = "show what govsim does, on a metastore that it brings along"
ABOUT = (
    "Show what govsim does: a metastore of three teams, a pull request that changes grants, and "
    "what govsim says of it."
)
_FOLDER: Final = Path(__file__).parent / "demo"
_ASKED: Final = (
    ("mia@acme.example", "SELECT email FROM prod.marketing.leads"),
    ("dana@acme.example", "SELECT card FROM raw.shop.orders"),
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_format(parser, READ_FORMATS)


def run(options: argparse.Namespace) -> Outcome:
    """Tell the story."""
    from govsim.report import Answer
    from govsim.simulator import Simulator

    simulator = Simulator.load(_FOLDER / "state.yaml")
    return Outcome(Answer("govsim demo", tuple(_story(simulator))))


def _story(simulator: Simulator) -> Iterator[Block]:
    from govsim.report import Heading, Paragraph, Preformatted, plan_answer
    from govsim.scenario import report_answer, run_path
    from govsim.sources import read_text
    from govsim.sql import read_script

    change = read_text(_FOLDER / "change.sql")

    yield Heading("1. A metastore")
    yield Paragraph(_counts(simulator))
    yield Heading("2. A pull request changes its grants")
    yield Preformatted(change, "sql")
    yield Heading("3. govsim plan: who gains, who loses, because of which line")
    plan = simulator.plan(read_script(change, "change.sql").statements)
    yield from plan_answer(plan, "change.sql").blocks
    yield Heading("4. govsim explain: may she, and why not")
    for who, question in _ASKED:
        yield Preformatted(simulator.check(who, question).explain())
    remedies = simulator.why_not(_ASKED[1][0], _ASKED[1][1], limit=4)
    yield Paragraph("Any one of these would allow it; the first opens least:")
    yield Preformatted(remedies.words())
    yield Heading("5. govsim test: rules that must hold after the change")
    yield from report_answer(run_path(_FOLDER / "rules.yaml")).blocks[:-2]
    yield Paragraph("Now try it on your own: govsim plan CHANGE.sql --catalog STATE.sql")


def _counts(simulator: Simulator) -> str:
    from govsim.model.values import PrincipalKind

    snapshot = simulator.snapshot
    told = ("raw", "prod", "sandbox")
    held = [h for h in snapshot.securables.values() if h.name.partition(".")[0] in told]
    people = [k for k in snapshot.principals.values() if k is PrincipalKind.USER]
    groups = [k for k in snapshot.principals.values() if k is PrincipalKind.GROUP]
    rows = sum(len(h) for by in snapshot.grants.values() for h in by.values())
    return (
        f"Three teams (finance, marketing, data science): {len(held)} securables, "
        f"{len(people)} people in {len(groups)} groups, {rows} grants, filters, masks and a policy."
    )
