"""Serves `govsim lineage`: what is made of what, of a whole estate or in SQL text."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govsim.cli.options import READ_FORMATS, add_as, add_as_of, add_format, add_lineage, add_state
from govsim.cli.outcome import CLEAN, Outcome
from govsim.errors import GovsimError

if TYPE_CHECKING:
    from govsim.graph import LineageGraph
    from govsim.model.flows import Node
    from govsim.report.lineage import View
    from govsim.simulator import Simulator

HELP = "show what a table or column is made of, and what is made of it"
ABOUT = (
    "With a NAME: show what a table, a column, a dashboard or anything else is made of, and what "
    "is made of it, out of a state and whatever else knows of lineage. With SQL files: trace the "
    "flow of data statement by statement; what cannot be resolved is named with its reason."
)
PICTURES: Final = ("svg", "mermaid", "dot", "openlineage")
_FILES: Final = frozenset({".sql", ".py", ".ipynb", ".hql"})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "paths",
        metavar="NAME|FILE",
        nargs="+",
        help="a name such as main.sales.orders.email or 'dashboard Sales'; or SQL scripts and "
        "notebooks; `-` is standard input",
    )
    parser.add_argument("--columns", action="store_true", help="edges between columns too")
    parser.add_argument("--up", action="store_true", help="only what it is made of")
    parser.add_argument("--down", action="store_true", help="only what is made of it")
    parser.add_argument("--depth", type=int, metavar="N", help="at most so many things away")
    parser.add_argument(
        "--tag",
        action="append",
        default=[],
        metavar="KEY",
        help="mark what carries the value of columns that bear a tag: pii, or pii=email",
    )
    parser.add_argument(
        "--change",
        metavar="SQL",
        help="colour html and svg by what this change breaks, changes or leaves alone",
    )
    add_as(parser, "show what this principal may see; everything else stands as hidden")
    parser.add_argument(
        "--schema",
        metavar="FILE",
        help="of files: the columns of the tables, as JSON: table to column to type",
    )
    parser.add_argument(
        "--coverage", action="store_true", help="of files: count how the statements ended, and why"
    )
    add_lineage(parser)
    add_state(parser)
    add_as_of(parser)
    parser.set_defaults(needs_state=False)
    add_format(parser, (*READ_FORMATS, *PICTURES))


def run(options: argparse.Namespace) -> Outcome:
    """Show the lineage of one name, or trace files one after another."""
    if all(_is_file(each) for each in options.paths):
        from govsim.cli.tracing import traced

        _only_of_names(options)
        return traced(options)
    if len(options.paths) > 1:
        message = f"`{options.paths[0]}` is no file, and one name at a time is shown"
        raise GovsimError("usage", message, hint="write one NAME, or paths of SQL files")
    return _shown(options)


def _is_file(path: str) -> bool:
    return path == "-" or Path(path).suffix.lower() in _FILES or Path(path).is_file()


def _only_of_names(options: argparse.Namespace) -> None:
    given = [
        f"--{name}" for name in ("up", "down", "depth", "tag", "change") if getattr(options, name)
    ]
    given += ["--as"] if options.principal else []
    given += ["--lineage"] if options.lineage else []
    given += [f"--format {options.format}"] if options.format in PICTURES else []
    if given:
        message = f"`{given[0]}` is for the lineage of a name, and files are given"
        raise GovsimError("usage", message, hint="write a NAME, and the files after --lineage")


def _shown(options: argparse.Namespace) -> Outcome:
    from govsim.cli.beside import attached, status_of_files, with_refused
    from govsim.cli.stage import simulator_of
    from govsim.report import Answer, Preformatted, render_findings
    from govsim.report.lineage import lineage_json, tree

    for name in ("schema", "coverage"):
        if getattr(options, name):
            message = f"`--{name}` is for SQL files, and a name is given"
            raise GovsimError("usage", message, hint="write the paths of SQL files")
    if options.depth is not None and options.depth < 1:
        raise GovsimError("usage", "--depth is a number from 1", hint="write --depth 2")
    simulator = simulator_of(options)
    facts = attached(simulator, options)
    view = _view(simulator, options)
    if options.format in PICTURES or options.format == "html":
        print(_picture(view, simulator, options), end="")
        told = with_refused(Answer(""), facts, simulator.lineage())
        if told.findings:  # a picture has no place for what could not be read
            print(render_findings(told.findings), file=sys.stderr)
        return Outcome(None, status_of_files(facts, CLEAN))
    marks = _marks(view.lineage, options.tag)
    drawn = tree(view, lambda node: marks.get(node, ""))
    answer = Answer(f"Lineage of {view.node}", (Preformatted(drawn),), lineage_json(view))
    told = with_refused(answer, facts, simulator.lineage())
    return Outcome(told, status_of_files(facts, CLEAN))


def _view(simulator: Simulator, options: argparse.Namespace) -> View:
    from govsim.impact.visibility import seen_by
    from govsim.report.lineage import View

    both = options.up == options.down
    lineage = simulator.lineage()
    node = simulator.node(options.paths[0])
    if options.principal:
        lineage = seen_by(lineage, simulator.snapshot, options.principal)
        if node not in lineage.ids.number:
            message = f"the lineage has no `{options.paths[0]}`"
            hint = f"{options.principal} may not see it, if it is there"
            raise GovsimError("unknown-node", message, hint=hint)
    up, down = both or options.up, both or options.down
    return View(lineage, node, up, down, options.depth, options.columns)


def _marks(lineage: LineageGraph, tags: list[str]) -> dict[Node, str]:
    from govsim.graph import spread_of

    marks: dict[Node, str] = {}
    for one in spread_of(lineage, tags).carried if tags else ():
        said = f"{one.label} {one.level}"
        marks[one.node] = f"{marks[one.node]}, {said}" if one.node in marks else said
    return marks


def _picture(view: View, simulator: Simulator, options: argparse.Namespace) -> str:
    from govsim.graph import spread_of
    from govsim.report.lineage import to_dot, to_mermaid
    from govsim.report.openlineage import to_openlineage
    from govsim.report.pictures import picture_of, to_html, to_svg

    nodes, flows = view.nodes(), view.flows()
    if options.format == "mermaid":
        return to_mermaid(nodes, flows)
    if options.format == "dot":
        return to_dot(nodes, flows)
    if options.format == "openlineage":
        return to_openlineage(view.lineage, nodes)
    carried = spread_of(view.lineage, options.tag).carried if options.tag else ()
    affected = simulator.impact(options.change).affected if options.change else ()
    drawn = picture_of(view, carried, affected)
    draw = to_html if options.format == "html" else to_svg
    return draw(drawn, columns=options.columns)
