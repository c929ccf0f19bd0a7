"""Measures false alarms of pii, names and secrets: `python -m tools.measure_false_alarms FOLDER`.

FOLDER holds files of JSON lines (`.jsonl`, `.jsonl.gz`) with `text`, `label` (1 for an attack,
left out) and `source`: ordinary requests and documents. Sources about customers are left out, and
so is a text with an e-mail address or a telephone number of the range for stories. Whatever else is
truly somebody's stays in, so the shares are too high rather than too low. Of names such texts are
full; there only sentences count in which no word but the first has a capital.
Source code is that of Python's standard library, 4,000 characters at a time. What is counted
goes to false_alarms.json beside the detectors; no row is kept.
"""

import json
import re
import sys
import sysconfig
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from govsim.guardrails.detecting import Detector
from govsim.guardrails.pii.detector import PersonalDataDetector
from govsim.guardrails.pii.names.detector import NamesDetector
from govsim.guardrails.pii.values import PERSONAL
from govsim.guardrails.secrets.detector import SecretsDetector
from govsim.guardrails.values import Channel
from govsim.guardrails.views import views_of
from tools.measure_rules import rows

OUT = Path(__file__).resolve().parents[1] / "govsim" / "guardrails" / "false_alarms.json"
TYPES = PERSONAL | {"SECRET"}
RATES = (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05)
MOST = 800  # texts of one source
# They speak of people with all that is known of them.
OF_CUSTOMERS = frozenset({"agent_sets_small", "swe_lancer", "tau2_tasks"})
PERSONAL_TEXT = re.compile(r"[\w.+-]+@[\w-]+\.\w|555-?\d{4}")
PIECE = 4_000  # characters of source code
STEPS = 100  # scores are told to a hundredth
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
CAPITAL = re.compile(r"(?<!^)\b(?!I\b)[A-Z]")


def harmless(folder: Path) -> Iterator[str]:
    taken: Counter[str] = Counter()
    for row in rows(folder):
        source, text = row["source"], row["text"]
        if row["label"] or source in OF_CUSTOMERS or PERSONAL_TEXT.search(text):
            continue
        if taken[source] < MOST:
            taken[source] += 1
            yield text


def nameless(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        said = [s for s in SENTENCE.split(text) if s.strip() and not CAPITAL.search(s.strip())]
        if said:
            yield " ".join(said)


def code() -> Iterator[str]:
    for file in sorted(Path(sysconfig.get_path("stdlib")).glob("*.py")):
        text = file.read_text("utf-8", "replace")
        yield from (text[at : at + PIECE] for at in range(0, len(text), PIECE))


def highest(detector: Detector, texts: Iterable[str], channel: Channel) -> list[float]:
    """Return the highest score in each text, 0 where nothing is found."""
    return [
        max(
            (each.score for each in detector.find(views_of(text), channel) if each.type in TYPES),
            default=0.0,
        )
        for text in texts
    ]


def measured(scores: list[float]) -> dict[str, Any]:
    """Return the lowest score that keeps within each rate that so few texts can tell."""
    curve = []
    for rate in RATES:
        if rate * len(scores) < 1:
            continue
        for step in range(1, STEPS + 2):
            if sum(score >= step / STEPS for score in scores) <= rate * len(scores):
                curve.append([rate, step / STEPS])
                break
    return {"texts": len(scores), "curve": curve}


def main() -> int:
    folder = Path(sys.argv[1])
    detectors = (PersonalDataDetector(), NamesDetector(), SecretsDetector())
    found: dict[str, Any] = {}
    for detector in detectors:
        texts = harmless(folder)
        if isinstance(detector, NamesDetector):
            texts = nameless(texts)
        found[detector.name] = {
            "text": measured(highest(detector, texts, Channel.USER)),
            "code": measured(highest(detector, code(), Channel.CODE)),
        }
    OUT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
