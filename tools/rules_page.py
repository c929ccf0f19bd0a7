"""Writes docs/reference/injection-rules.md from the counts of the last measurement."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from govsim.guardrails import Channel
from govsim.guardrails.rules.detector import InjectionRules
from govsim.guardrails.rules.families import shipped_families
from govsim.guardrails.rules.scores import Scores, scores_of
from tools.measure_rules import COUNTS, SIDES

CHANNELS = {"user": Channel.USER, "data": Channel.DOCUMENT}
WIDE = 0.01  # the other budget that is shown
HEAD = """\
# Rules of injection

<!-- Made by `python -m tools.reference` from docs/reference/injection-rules.json. -->

What the detector `injection-rules` found in labelled texts when it was last measured. The rules
were sharpened on these texts, so the figures say how the rules fit them; texts of other sources may
fare worse. *User* are requests of people, *data* what a model only reads. Scores and thresholds
follow from these counts; the shares count each text once.

Two kinds of rows are not counted: harmless requests that `synth_task_in_data` planted in documents,
since whether they attack depends on what the model is to do; and what `agent_sets_small` labels
harmless, since about a dozen of its mails and policies give the assistant orders."""


def page() -> str:
    """Return the page."""
    counts = json.loads(COUNTS.read_text(encoding="utf-8"))
    parts = [HEAD]
    for side in SIDES:
        parts += ["\n".join(_sources(counts, side)), "\n".join(_families(counts, side))]
    parts.append("\n".join(_rules(counts)))
    return "\n\n".join(parts) + "\n"


def _sources(counts: dict[str, Any], side: str) -> Iterator[str]:
    detector, channel = InjectionRules(), CHANNELS[side]
    default, wide = (detector.threshold(channel, budget) for budget in (None, WIDE))
    scores = scores_of(channel)
    found: dict[float, Counter[str]] = {default: Counter(), wide: Counter()}
    for key, hits, number in counts["together"][side]:
        top = max(_score(scores, hit) for hit in hits)
        for threshold, counter in found.items():
            counter[key] += number * (top >= threshold)
    yield f"## {side.capitalize()}: found by source\n"
    yield f"At the detector's own threshold ({default:g}), and at {WIDE:.0%} ({wide:g}).\n"
    yield "| source | label | fold | texts | found | found at 1% |"
    yield "|---|---|---|---|---|---|"
    rows = [each for each in counts["sources"] if each["side"] == side]
    for each in sorted(rows, key=lambda row: (row["label"], row["fold"], row["name"])):
        key = f"{each['name']} {each['label']}"
        shares = [f"{found[t][key] / each['rows']:.2%}" for t in (default, wide)]
        label = "attack" if each["label"] else "harmless"
        line = (each["name"], label, each["fold"], f"{each['rows']:,}", *shares)
        yield "| " + " | ".join(map(str, line)) + " |"


def _families(counts: dict[str, Any], side: str) -> Iterator[str]:
    """Yield, for each family, the share of attacks it finds by fold, and of harmless texts."""
    rows = [each for each in counts["sources"] if each["side"] == side]
    folds = sorted({each["fold"] for each in rows if each["label"]})
    fold_of = {f"{each['name']} {each['label']}": each["fold"] for each in rows}
    totals: Counter[int | None] = Counter()
    for each in rows:
        totals[each["fold"] if each["label"] else None] += each["rows"]
    found: dict[str, Counter[int | None]] = {}
    for key, hits, number in counts["together"][side]:
        for family in {hit.partition("/")[0] for hit in hits if hit.endswith(" used")}:
            of = fold_of[key] if key.endswith(" 1") else None
            found.setdefault(family, Counter())[of] += number
    yield f"## {side.capitalize()}: found by family\n"
    yield "Attacks by fold, and harmless texts, without what is only quoted; at no threshold.\n"
    yield "| family | " + " | ".join(f"fold {fold}" for fold in folds) + " | harmless |"
    yield "|---" * (len(folds) + 2) + "|"
    for family, counter in sorted(found.items()):
        shares = [f"{counter[of] / totals[of]:.2%}" for of in (*folds, None)]
        yield f"| {family} | " + " | ".join(shares) + " |"


def _rules(counts: dict[str, Any]) -> Iterator[str]:
    yield "## Rules\n"
    yield "Attacks and harmless texts that each found, quoted ones apart, and its scores.\n"
    yield "| rule | why | attacks | harmless | user | data |"
    yield "|---|---|---|---|---|---|"
    for family in shipped_families():
        for rule in family.rules:
            name = f"{family.name}/{rule.id}"
            both: Counter[str] = Counter()
            for side in SIDES:
                for key, number in counts["rules"][side].get(f"{name} used", {}).items():
                    both[key[-1]] += number
            held = [scores_of(CHANNELS[side]).used[name] for side in SIDES]
            line = (name, rule.why, both["1"], both["0"], f"{held[0]:.3f}", f"{held[1]:.3f}")
            yield "| " + " | ".join(map(str, line)) + " |"


def _score(scores: Scores, hit: str) -> float:
    rule, _, use = hit.rpartition(" ")
    return scores.of(rule, mentioned=use == "mentioned")
