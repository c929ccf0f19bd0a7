"""Measures the detection of injections beside stackone-defender, on texts that trained neither.

The texts in `texts/injection.jsonl` were labelled before any detector saw them. They were looked at
since: the training has a grammar of what people tell people because of them, so the figures are of
a set that the weights were developed with, and no more.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Callable
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
    "processor's time; {short} harmless prompts, documents and tool outputs of 20 to 180 characters,"
    " and {pages} pages of 4,000 of govsim's own documentation and source"
)
SHARE = 10  # short texts to one page, at most


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
    tables = InjectionDetector()._tables
    harmless = [row for row in rows if not row["label"]]
    prompts = [row for row in harmless if row["kind"] == "ordinary"] * 20
    joined = "\n".join(row["text"] for row in harmless if row["channel"] != "user")
    pages = [
        {"text": (joined * 2)[at : at + PAGE], "channel": "document"} for at in range(0, 2000, 20)
    ]

    def first_tier(row: dict[str, Any]) -> object:
        return scan(row["text"], tables[Channel(row["channel"]).is_data])

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
    suite, note = ordinary(harmless)
    mine = costs(screened, suite, 3)
    note += f"; 99 % of the texts: {percentile(mine, 99) * 1e3:.1f} ms"
    if theirs:
        its_mean = fmean(costs(theirs, suite, 1))
        note += f"; stackone-defender {its_mean / fmean(mine):.0f} times as long"
    figures.add("injection, screen, mean of an ordinary suite", fmean(mine) * 1e3, "ms", note)


def ordinary(harmless: list[dict[str, Any]]) -> tuple[list[tuple[dict[str, Any]]], str]:
    """Return what people and programs send most of the time, and what it is: see `MIXED`."""
    short = [row for row in harmless if row["kind"] in ORDINARY]
    files = [*(ROOT / "docs").rglob("*.md"), *(ROOT / "govsim").rglob("*.py")]
    whole = "".join(file.read_text(encoding="utf-8") for file in sorted(files))
    apart = PAGE * (len(whole) // PAGE * SHARE // len(short))
    pages = [
        {"text": whole[at : at + PAGE], "channel": "document"}
        for at in range(0, len(whole) - PAGE, apart)
    ]
    suite = [(row,) for row in (*short, *pages)]
    return suite, MIXED.format(short=len(short), pages=len(pages))


if __name__ == "__main__":
    main()
