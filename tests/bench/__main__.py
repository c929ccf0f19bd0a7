"""Measures govsim beside its peers: `python -m tests.bench [--small] [--full] [--json FILE]`."""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.bench.clock import Figures, best, latencies, resident
from tests.bench.world import BIG, HUGE, SMALL, Size, World, load

HERE = Path(__file__).parent
COMPILED = HERE.parents[1] / ".venv-c" / "bin" / "python"  # where the compiled parser is installed


def main() -> int:
    """Measure, print a table, and write the figures."""
    arguments = parsed()
    if arguments.huge:
        print(json.dumps(huge()))
        return 0
    name, size = ("small", SMALL) if arguments.small else ("big", BIG)
    file = arguments.json or HERE / f"results-{name}.json"
    last = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    figures, wrong = run(size, full=arguments.full)
    print(table(figures.rows, last.get("figures", [])))
    found = {"size": vars_of(size), "python": platform.python_version(), "figures": figures.rows}
    file.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if wrong else 0


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--small", action="store_true", help="a tenth of the world")
    parser.add_argument("--full", action="store_true", help="load a million tables and rows too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where the figures go")
    parser.add_argument("--huge", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def run(size: Size, *, full: bool) -> tuple[Figures, int]:
    """Return every figure, and how many answers of peers differ from govsim's."""
    from tests.bench.measures import measure

    figures = Figures()
    world = World(size)
    loaded = measure(world, figures)
    check = next(row["value"] for row in figures.rows if row["name"] == "check, median")
    wrong = beside(loaded, figures, check)
    edges = ["1e6", "1e7"] if size is BIG else ["1e5"]
    figures.rows += apart("tests.bench.evaluation")
    figures.rows += apart("tests.bench.lineage") + apart("tests.bench.lineage_graph", *edges)
    figures.rows += apart("tests.bench.personal_data")
    figures.rows += apart("tests.bench.guardrail_parts")
    figures.rows += apart("tests.bench.rules")
    figures.rows += apart("tests.bench.injection") + apart("tests.bench.hostile")
    if COMPILED.exists():
        figures.rows += apart("tests.bench.lineage", python=str(COMPILED))
    if full:
        figures.rows += apart("tests.bench", "--huge")
    return figures, wrong


def apart(module: str, *arguments: str, python: str = sys.executable) -> list[dict[str, Any]]:
    """Return the figures of a measurement in a process of its own, so that memory is its own."""
    words = [python, "-m", module, *arguments]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    rows: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return rows


def beside(loaded: Any, figures: Figures, check: float) -> int:
    """Ask the peers the same questions; return how many answers differ."""
    from tests.bench.peers import Casbin, Cedar

    differing = 0
    asked = loaded.asked[:1000]
    right = [loaded.index.allows(user, "SELECT", f"relation:{table}") for user, table in asked]
    for kind in (Casbin, Cedar):
        before = resident()
        try:
            seconds, peer = best(lambda kind=kind: kind(loaded.world), 1)
        except ImportError:
            figures.add(f"{kind.name}: check, median", None, "µs", "not installed")
            continue
        figures.add(f"{kind.name}: load", seconds, "s")
        figures.add(f"{kind.name}: memory", resident() - before, "MB")
        wrong = sum(peer.allows(*one) is not yes for one, yes in zip(asked, right, strict=True))
        differing += wrong
        median, _ = latencies(peer.allows, asked)
        note = f"{median * 1e6 / check:,.0f} × govsim; {wrong} of {len(asked)} answers differ"
        figures.add(f"{kind.name}: check, median", median * 1e6, "µs", note)
    return differing


def huge() -> list[dict[str, Any]]:
    """Load a million tables and a million rows, and make the index."""
    from govsim.access.index import AccessIndex

    figures, world = Figures(), World(HUGE)
    before = resident()
    seconds, snapshot = best(lambda: load(world), 1)
    figures.add("load 1,000,000 tables and 1,000,000 rows", seconds, "s")
    figures.add("memory of that snapshot", resident() - before, "MB")
    before = resident()
    index = AccessIndex.of(snapshot)
    seconds, pairs = best(lambda: index.count("SELECT"), 1)
    figures.add("closure over them", seconds, "s", f"{pairs:,} pairs")
    figures.add("memory of that closure", resident() - before, "MB")
    return figures.rows


def table(rows: list[dict[str, Any]], last: list[dict[str, Any]]) -> str:
    """Return the figures as text, each beside the last run's."""
    old = {row["name"]: row["value"] for row in last}
    lines = [f"{'':46}{'now':>12} {'last':>12}"]
    for row in rows:
        now, was = number(row["value"]), number(old.get(row["name"]))
        lines.append(
            f"{row['name']:46}{now:>12} {was:>12}  {row['unit']:10} {row.get('note', '')}".rstrip()
        )
    return "\n".join(lines)


def number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.3f}" if value < 100 else f"{value:,.0f}"


def vars_of(size: Size) -> dict[str, Any]:
    return {name: getattr(size, name) for name in size.__dataclass_fields__}


if __name__ == "__main__":
    sys.exit(main())
