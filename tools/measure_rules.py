"""Measures every rule of injection on labelled rows: `python -m tools.measure_rules FOLDER`.

FOLDER holds files of JSON lines (`.jsonl`, `.jsonl.gz`): `text`, `label` (1 for an attack),
`source`, `channel`, and a manifest of the sources with their folds. What is counted goes to
docs/reference/injection-rules.json, and what follows from it to scores.json beside the rules; no
row is kept.
"""

import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from govsim.guardrails.rules.detector import is_mentioned
from govsim.guardrails.rules.families import shared_words, shipped_families
from govsim.guardrails.rules.mention import Mentions
from govsim.guardrails.rules.scan import Scanner
from govsim.guardrails.rules.scores import BUDGETS, side_of
from govsim.guardrails.thresholds import at_budget
from govsim.guardrails.values import Channel
from govsim.guardrails.views import views_of

ROOT = Path(__file__).resolve().parents[1]
COUNTS = ROOT / "docs" / "reference" / "injection-rules.json"
SCORES = ROOT / "govsim" / "guardrails" / "rules" / "scores.json"
CHANNELS = {"tool": "tool_output"}
LEFT_OUT = frozenset(
    {
        # Harmless requests inside documents: an attack or not is a question of what is asked.
        ("synth_task_in_data", 1),
        # Labelled harmless, though a dozen of its mails and policies give the assistant orders.
        ("agent_sets_small", 0),
    }
)
# Long prompts and policies of agents also stand in files that a model only reads.
BOTH_SIDES = frozenset({"prompts_chat", "tau2_tasks"})
SIDES = ("user", "data")
USES = ("used", "mentioned")
FULL = 500  # rows from which on a source counts in full
SMOOTHING = 0.0005  # a share of texts: what is rarer says little
RATES = (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05)


def rows(folder: Path) -> Iterator[dict[str, Any]]:
    for file in sorted([*folder.glob("*.jsonl"), *folder.glob("*.jsonl.gz")]):
        content = file.read_bytes()
        text = gzip.decompress(content) if file.suffix == ".gz" else content
        yield from (json.loads(line) for line in text.decode("utf-8").split("\n") if line)


def folds_of(folder: Path) -> dict[str, int]:
    manifest = next(iter(folder.parent.glob("manifest-injection.json")), folder / "manifest.json")
    return {each["name"]: each["fold"] for each in json.loads(manifest.read_text())["sources"]}


def places_of(row: dict[str, Any]) -> Iterator[tuple[str, Channel]]:
    """Yield the sides on which a row counts, each with the channel it is screened in there."""
    channel = Channel(CHANNELS.get(row["channel"], row["channel"]))
    yield side_of(channel), channel
    if row["source"] in BOTH_SIDES and side_of(channel) == "user":
        yield "data", Channel.DOCUMENT


def count(folder: Path) -> dict[str, Any]:
    """Return how many rows of each source each rule found: used, or only mentioned."""
    scanner = Scanner(shipped_families(), shared_words())
    folds = folds_of(folder)
    found: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    together: dict[str, Counter[tuple[str, tuple[str, ...]]]] = defaultdict(Counter)
    totals: Counter[tuple[str, str, int, int]] = Counter()
    for row in rows(folder):
        if (row["source"], row["label"]) in LEFT_OUT:
            continue
        views = views_of(row["text"])
        for side, channel in places_of(row):
            key = f"{row['source']} {row['label']}"
            totals[side, row["source"], row["label"], folds[row["source"]]] += 1
            hits = set(hits_of(scanner, views, channel))
            for use, rule in hits:
                found[side][f"{rule} {use}"][key] += 1
            if hits:
                together[side][key, tuple(sorted(f"{rule} {use}" for use, rule in hits))] += 1
    return {
        "sources": [
            {"side": side, "name": name, "label": label, "fold": fold, "rows": number}
            for (side, name, label, fold), number in sorted(totals.items())
        ],
        "rules": {
            s: {r: dict(sorted(c.items())) for r, c in sorted(found[s].items())} for s in SIDES
        },
        "together": {
            s: [[key, list(hits), n] for (key, hits), n in sorted(together[s].items())]
            for s in SIDES
        },
    }


def hits_of(scanner: Scanner, views: Any, channel: Channel) -> Iterator[tuple[str, str]]:
    held: dict[str, bool] = {}
    for view in (views.plain, *views.decoded):
        matches = scanner.matches(view.text, channel)
        mentions = Mentions(view.text)
        for match in matches:
            if mentions.is_forbidden(match.start, match.end):
                continue
            mentioned = is_mentioned(match, mentions)
            held[match.id] = held.get(match.id, True) and mentioned
    for rule, mentioned in held.items():
        yield USES[mentioned], rule


# --- what follows from the counts -----------------------------------------------------------------


class Side:
    """The rows of one side, weighted so that the folds of the attacks count the same.

    So do the sources of harmless texts, but for those with few rows.
    """

    def __init__(self, counts: dict[str, Any], side: str) -> None:
        rows = [each for each in counts["sources"] if each["side"] == side]
        attacks, harmless = ([e for e in rows if e["label"] == label] for label in (1, 0))
        by_fold: Counter[int] = Counter()
        for each in attacks:
            by_fold[each["fold"]] += each["rows"]
        counted = {e["name"]: min(e["rows"], FULL) for e in harmless}
        self.weights = {
            f"{e['name']} 1": 1 / len(by_fold) / by_fold[e["fold"]] for e in attacks
        } | {
            f"{e['name']} 0": counted[e["name"]] / sum(counted.values()) / e["rows"]
            for e in harmless
        }
        self.counts = counts["rules"][side]
        self.together = counts["together"][side]

    def all(self, rules: list[str], use: str) -> tuple[float, float]:
        """Return the shares of attacks and of harmless texts that rules find, added up."""
        shares = [0.0, 0.0]
        for rule in rules:
            for key, number in self.counts.get(f"{rule} {use}", {}).items():
                shares[key.endswith(" 1")] += number * self.weights[key]
        return shares[1], shares[0]


def scores(counts: dict[str, Any]) -> dict[str, Any]:
    """Return the score of each rule on each side, and the curve of false alarms over scores."""
    rules = [f"{family.name}/{rule.id}" for family in shipped_families() for rule in family.rules]
    sides = {name: Side(counts, name) for name in SIDES}
    # Who speaks of attacks does so in the same words, whatever the attack and whoever reads them.
    mentioned = round(_precision([side.all(rules, "mentioned") for side in sides.values()], 0.5), 4)
    made: dict[str, Any] = {}
    for name, side in sides.items():
        used = _used(side, rules)
        curve = _curve(side, used, mentioned, BUDGETS[name])
        made[name] = _at_deployment(used, mentioned, curve, BUDGETS[name])
    return made


def _at_deployment(
    used: dict[str, float], mentioned: float, curve: list[list[float]], budget: float
) -> dict[str, Any]:
    """Return the same with the share of attacks that makes the shipped threshold a half.

    What was measured with as many attacks as harmless texts says nothing of a deployment, where
    attacks are rare; how rare, the budget of the threshold implies.
    """
    threshold = at_budget(tuple((rate, score) for rate, score in curve), budget)

    def rarer(score: float) -> float:
        attack, harmless = score * (1 - threshold), (1 - score) * threshold
        return round(attack / (attack + harmless), 4)

    return {
        "used": {rule: rarer(score) for rule, score in used.items()},
        "mentioned": rarer(mentioned),
        "curve": [[rate, rarer(score)] for rate, score in curve],
    }


def _used(side: Side, rules: list[str]) -> dict[str, float]:
    """Return the scores of the rules; a rule that is seldom met leans on all the others."""
    overall = _precision([side.all(rules, "used")], 0.5)
    return {rule: round(_precision([side.all([rule], "used")], overall), 4) for rule in rules}


def _precision(rates: list[tuple[float, float]], prior: float) -> float:
    """Return the share of attacks among what is found, were there as many of either."""
    attacks, harmless = map(sum, zip(*rates, strict=True))
    return (attacks + SMOOTHING * prior) / (attacks + harmless + SMOOTHING)


def _curve(
    side: Side, used: dict[str, float], mentioned: float, budget: float
) -> list[list[float]]:
    """Return, for each share of harmless texts, the lowest score that finds no more of them.

    Within the shipped budget it stays above that of mentions: to quote an attack is none.
    """
    best: Counter[float] = Counter()
    for key, hits, number in side.together:
        if key.endswith(" 0"):
            pairs = (hit.split(" ") for hit in hits)
            top = max(
                min(used[rule], mentioned if use == "mentioned" else 1) for rule, use in pairs
            )
            best[top] += number * side.weights[key]
    known = sorted({mentioned, *used.values()}, reverse=True)
    surer = [score for score in known if score > mentioned]
    lowest = ((rate, _lowest(surer if rate <= budget else known, best, rate)) for rate in RATES)
    return [[rate, low] for rate, low in lowest if low is not None]


def _lowest(known: list[float], best: Counter[float], rate: float) -> float | None:
    lowest, share = None, 0.0
    for score in known:
        share += best.get(score, 0.0)
        if share > rate:
            break
        lowest = score
    return lowest


def dumped(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> int:
    if len(sys.argv) == 2:
        COUNTS.write_text(dumped(count(Path(sys.argv[1]))), encoding="utf-8")
    counts = json.loads(COUNTS.read_text(encoding="utf-8"))
    SCORES.write_text(dumped(scores(counts)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
