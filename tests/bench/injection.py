"""Measures the detection of injections beside stackone-defender, on texts that trained neither.

The texts in `texts/injection.jsonl` were labelled before any detector saw them. They were looked at
since: the training has a grammar of what people tell people because of them, so the figures are of
a set that the weights were developed with, and no more.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from govsim.guardrails import Channel, screen
from govsim.guardrails.evaluation.default import default_candidate
from govsim.guardrails.injection import InjectionDetector
from govsim.guardrails.injection.scan import scan
from govsim.guardrails.policy import Policy
from govsim.guardrails.values import Outcome
from tests.bench.clock import Figures, costs, latencies, percentile

ROOT = Path(__file__).parents[2]
TEXTS = Path(__file__).parent / "texts" / "injection.jsonl"
KINDS = {0: "false alarms", 1: "found"}
PAGE = 4_000  # characters
ORDINARY = ("ordinary", "document", "tool")
MIXED = (
    "processor's time; nine in ten of {short} harmless prompts, documents and tool outputs of 20 to"
    " 180 characters ({brief:.2f} ms), one in ten of {pages} pages of 4,000 of govsim's own"
    " documentation and source ({long:.2f} ms)"
)
SHARE = 0.1  # of the texts are pages
PAGES = 80  # so many that an edit of one document hardly moves the mean


def main() -> None:
    """Print the figures as one line of JSON."""
    figures = Figures()
    rows = [json.loads(line) for line in TEXTS.read_text(encoding="utf-8").splitlines()]
    policy = default_candidate().attacks

    def ours(row: dict[str, Any]) -> bool:
        return screen(row["text"], policy, Channel(row["channel"])).outcome > Outcome.ALLOW

    theirs = peer()
    quality(figures, rows, ours, theirs)
    speed(figures, rows, policy, theirs)
    print(json.dumps(figures.rows))


def peer() -> Callable[[dict[str, Any]], bool] | None:
    """Return what stackone-defender says of a row, where it is installed."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        from stackone_defender import create_prompt_defense
    except ImportError:
        return None
    defence = create_prompt_defense(block_high_risk=True)
    defence.warmup_tier2()
    return lambda row: not defence.defend_tool_result(row["text"], "read_page").allowed


def quality(
    figures: Figures,
    rows: list[dict[str, Any]],
    ours: Callable[[dict[str, Any]], bool],
    theirs: Callable[[dict[str, Any]], bool] | None,
) -> None:
    """Count what is found of attacks and of harmless texts, by kind."""
    kinds: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        kinds[row["kind"], row["label"]].append(row)
    for (kind, label), each in kinds.items():
        share = sum(map(ours, each)) / len(each)
        note = f"{len(each)} texts"
        if theirs:
            note += f"; stackone-defender {sum(map(theirs, each)) / len(each):.0%}"
        figures.add(f"injection, {kind}, {KINDS[label]}", share * 100, "%", note)


def speed(
    figures: Figures,
    rows: list[dict[str, Any]],
    policy: Policy,
    theirs: Callable[[dict[str, Any]], bool] | None,
) -> None:
    """Time the first tier, and the whole screen, on harmless texts of two lengths and mixed."""
    detector = InjectionDetector()
    tables, calibrations = detector._tables, detector._calibrations
    harmless = [row for row in rows if not row["label"]]
    prompts = [row for row in harmless if row["kind"] == "ordinary"] * 20
    joined = "\n".join(row["text"] for row in harmless if row["channel"] != "user")
    pages = [
        {"text": (joined * 2)[at : at + PAGE], "channel": "document"} for at in range(0, 2000, 20)
    ]

    def first_tier(row: dict[str, Any]) -> object:
        data = Channel(row["channel"]).is_data
        return scan(row["text"], tables[data], data=data, doubt=calibrations[data].doubt)

    def screened(row: dict[str, Any]) -> object:
        return screen(row["text"], policy, Channel(row["channel"]))

    for name, texts in (("200 characters", prompts), ("4,000 characters", pages)):
        asked = [(row,) for row in texts]
        found = costs(first_tier, asked)
        note = f"99 % of the texts: {percentile(found, 99) * 1e3:.2f} ms"
        _, worst = latencies(first_tier, asked)
        note += f"; of single calls, the machine's other work with them: {worst * 1e3:.2f} ms"
        figures.add(f"injection, first tier, {name}", percentile(found, 50) * 1e3, "ms", note)
        median, worst = latencies(screened, asked)
        note = f"99 %: {worst * 1e3:.1f} ms"
        if theirs:
            its, its_worst = latencies(theirs, asked[:100])
            note += f"; stackone-defender {its / median:.0f} times as long, 99 %: {its_worst * 1e3:.0f} ms"
        figures.add(f"injection, screen, {name}", median * 1e3, "ms", note)
    short, pages = ordinary(harmless)

    def mean(found: Sequence[float], rest: Sequence[float]) -> float:
        return ((1 - SHARE) * fmean(found) + SHARE * fmean(rest)) * 1e3

    brief, long = costs(screened, short, 3), costs(screened, pages, 3)
    mine = mean(brief, long)
    sizes = {"short": len(short), "pages": len(pages)}
    note = MIXED.format(brief=fmean(brief) * 1e3, long=fmean(long) * 1e3, **sizes)
    note += f"; 99 % of the pages: {percentile(long, 99) * 1e3:.1f} ms"
    if theirs:
        its = mean(costs(theirs, short, 1), costs(theirs, pages, 1))
        note += f"; stackone-defender {its / mine:.0f} times as long"
    figures.add("injection, screen, mean of an ordinary suite", mine, "ms", note)


def ordinary(harmless: list[dict[str, Any]]) -> tuple[list[tuple[dict[str, Any]]], ...]:
    """Return what people and programs send most of the time: short texts, and pages."""
    short = [(row,) for row in harmless if row["kind"] in ORDINARY]
    files = [*(ROOT / "docs").rglob("*.md"), *(ROOT / "govsim").rglob("*.py")]
    whole = "".join(file.read_text(encoding="utf-8") for file in sorted(files))
    apart = len(whole) // PAGES
    return short, [
        ({"text": whole[n * apart :][:PAGE], "channel": "document"},) for n in range(PAGES)
    ]


if __name__ == "__main__":
    main()
