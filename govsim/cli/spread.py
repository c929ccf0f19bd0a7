"""Serves `govsim spread`: where personal data flows, and who can read it at the end."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final

from govsim.cli.options import ALL_FORMATS, add_as_of, add_format, add_lineage, add_state
from govsim.cli.outcome import CLEAN, FOUND, Outcome
from govsim.errors import GovsimError

if TYPE_CHECKING:
    from govsim.simulator import Simulator

HELP = "show where tagged data flows, and who can read it there"
ABOUT = (
    "Follow the values of columns that bear a tag along the flow of data: what is left of them in "
    "each column, which columns lack the tag, where a mask is lost on the way, and who may read "
    "them there although the source is closed to them."
)
FAIL_ON: Final = ("untagged", "unmasked-copy", "exposure", "broken-declaration")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("tags", metavar="TAG", nargs="+", help="a key such as pii, or pii=email")
    parser.add_argument(
        "--fail-on",
        action="append",
        default=[],
        metavar="WHAT",
        help=f"exit with 1 when there is {', '.join(FAIL_ON)}; may be repeated",
    )
    parser.add_argument(
        "--suggest", action="store_true", help="print the statements that set the missing tags"
    )
    add_lineage(parser)
    add_state(parser)
    add_as_of(parser)
    parser.set_defaults(needs_state=False)
    add_format(parser, ALL_FORMATS)


def run(options: argparse.Namespace) -> Outcome:
    """Follow the tags, and join what is found with the rights."""
    from govsim.cli.beside import attached, status_of_files, with_refused
    from govsim.cli.stage import simulator_of
    from govsim.report.spread import Told, spread_answer, suggested

    for word in options.fail_on:
        if word not in FAIL_ON:
            hint = f"one of {', '.join(FAIL_ON)}"
            raise GovsimError("usage", f"--fail-on takes no `{word}`", hint=hint)
    simulator = simulator_of(options)
    facts = attached(simulator, options)
    told = Told(**_told(simulator, options.tags))
    if options.suggest:
        print("".join(f"{line};\n" for line in suggested(told)), end="")
        return Outcome(None, CLEAN)
    answer = with_refused(spread_answer(told, ", ".join(options.tags)), facts, simulator.lineage())
    codes = {finding.code for finding in answer.findings}
    return Outcome(answer, status_of_files(facts, FOUND if codes & set(options.fail_on) else CLEAN))


def _told(simulator: Simulator, tags: list[str]) -> dict[str, Any]:
    from govsim.graph.effects import broken_declarations
    from govsim.impact.exposure import exposures, unmasked_copies

    spread = simulator.spread(*tags)
    return {
        "spread": spread,
        "copies": unmasked_copies(spread, simulator.lineage(), simulator.snapshot),
        "exposures": exposures(spread, simulator.lineage(), simulator.snapshot),
        "broken": broken_declarations(simulator.snapshot),
        "unborne": tuple(tag for tag in tags if not simulator.spread(tag).declared),
        "known": frozenset(
            key for asset in simulator.lineage().assets.values() for _, key, _ in asset.column_tags
        ),
        "views": frozenset(
            node.name for node, asset in simulator.lineage().assets.items() if asset.type == "VIEW"
        ),
    }
