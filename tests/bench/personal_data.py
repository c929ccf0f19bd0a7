"""Measures the detectors of personal data and secrets beside Presidio: `python -m tests.bench.personal_data`.

Texts are made here, by a fixed seed: prose with few numbers, records full of them, logs, source
code of the standard library. Every figure is CPU time of one process; Presidio runs in the same one, on
the same texts, without a model. Where Hyperscan is installed, its figures stand beside those without.
"""

from __future__ import annotations

import json
import random
import sys
import sysconfig
import time
import warnings
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unittest.mock import patch

from govsim.guardrails.literals import Literals
from govsim.guardrails.pii.detector import PersonalDataDetector
from govsim.guardrails.pii.names.detector import NamesDetector
from govsim.guardrails.pii.presidio import Host, default_recognizers
from govsim.guardrails.secrets.scan import scan as secrets
from govsim.guardrails.values import Channel
from govsim.guardrails.views import views_of
from tests.guardrails.pii.corpus import plain_texts

SIZE = 4_000  # characters of a text, if nothing else is said
WORDS = (
    "the report was sent to all members of the team before they met again in the new office".split()
)


def main() -> int:
    """Measure, print a table, and print the figures as one line of JSON."""
    warnings.simplefilter("ignore")
    rows = [*speeds(), *hostile(), *compared(3_000 if "--full" in sys.argv else 100)]
    for row in rows:
        print(f"{row['name']:44s} {row['value']:>10.3f} {row['unit']:6s} {row.get('note', '')}")
    print(json.dumps(rows))
    return 0


def texts() -> dict[str, list[str]]:
    """Return texts of SIZE characters, by kind."""
    chance = random.Random(7)
    code = Path(sysconfig.get_path("stdlib"))
    sources = "".join(p.read_text("utf-8", "replace") for p in sorted(code.glob("[a-d]*.py"))[:25])
    return {
        "prose": cut(" ".join(chance.choice(WORDS) for _ in range(60_000))),
        "mixed": cut(" ".join(chance.choice(plain_texts()[:-2]) for _ in range(1_500))),
        "records": cut("\n".join(record(chance) for _ in range(1_500))),
        "code": cut(sources),
    }


def cut(text: str, size: int = SIZE) -> list[str]:
    """Return a text in pieces of one size."""
    return [text[at : at + size] for at in range(0, len(text) - size, size)][:60]


def record(chance: random.Random) -> str:
    """Return one line about a customer who does not exist."""
    digits = "".join(chance.choice("0123456789") for _ in range(9))
    return (
        f"Customer {chance.choice(('Ana', 'Luc', 'Mia'))} N., phone (212) 555-01{digits[:2]}, "
        f"mail user{digits[:4]}@example.com, SSN 219-{digits[:2]}-{digits[2:6]}, host 203.0.113.{digits[:2]}"
    )


def log(chance: random.Random, size: int) -> str:
    """Return lines of a log, as many as make a size."""
    lines = []
    while sum(map(len, lines)) < size:
        lines += [
            f"2025-03-{chance.randint(1, 28):02} 1{chance.randint(0, 9)}:22:0{chance.randint(0, 9)}.{chance.randint(100, 999)} "
            f"INFO user account phone [w-{chance.randint(1, 99)}] GET /items/{chance.randint(1, 10**7)} 200 {chance.randint(1, 5000)} "
            f"10.{chance.randint(0, 255)}.{chance.randint(0, 255)}.{chance.randint(0, 255)} {chance.getrandbits(64):x}"
            for _ in range(200)
        ]
    return "\n".join(lines)[:size]


def rate(find: Callable[[str], object], pieces: Sequence[str]) -> float:
    """Return megabytes a second, the best of three rounds."""
    find(pieces[0])
    best = 0.0
    for _ in range(3):
        began = time.process_time()
        for piece in pieces:
            find(piece)
        best = max(best, sum(map(len, pieces)) / 1e6 / (time.process_time() - began))
    return best


def speeds() -> list[dict[str, Any]]:
    """Return how fast patterns and names are, beside Presidio's patterns."""
    patterns, names = PersonalDataDetector(), NamesDetector()
    host = Host(default_recognizers())
    engine = presidio_engine()
    rows = []
    for kind, pieces in texts().items():
        channel = Channel.CODE if kind == "code" else Channel.USER
        peer = rate(lambda text: engine.analyze(text, "en"), pieces[:8])
        ways = {
            "patterns": lambda text, c=channel: patterns.hits(text, c),
            "patterns and secrets": lambda text, c=channel: (patterns.hits(text, c), secrets(text)),
            "patterns and names": lambda text, c=channel: (
                patterns.hits(text, c),
                names.hits(text, c),
            ),
            "Presidio hosted": host.results,
        }
        measured = {}
        with patch.object(Literals, "_automaton", None):  # as if Hyperscan were not installed
            for way, find in ways.items():
                measured[way] = rate(find, pieces if way != "Presidio hosted" else pieces[:8])
        if find_spec("hyperscan"):
            way = "patterns and secrets"
            measured[f"{way}, with Hyperscan"] = rate(ways[way], pieces)
        rows += [
            {
                "name": f"{kind}, {way}",
                "value": own,
                "unit": "MB/s",
                "note": f"{own / peer:.1f} x Presidio ({peer:.3f})",
            }
            for way, own in measured.items()
        ]
    short = [text[:200] for text in texts()["mixed"]]
    rows += latencies(
        "200 characters, patterns and names", lambda t: (patterns.hits(t), names.hits(t)), short * 8
    )
    return rows


def latencies(
    name: str, find: Callable[[str], object], pieces: Sequence[str]
) -> list[dict[str, Any]]:
    """Return the median and the 99th of 100 of the times for one text, in milliseconds."""
    times = []
    for piece in pieces:
        began = time.process_time()
        find(piece)
        times.append((time.process_time() - began) * 1e3)
    times.sort()
    return [
        {"name": f"{name}, median", "value": times[len(times) // 2], "unit": "ms"},
        {"name": f"{name}, p99", "value": times[len(times) * 99 // 100], "unit": "ms"},
    ]


def hostile() -> list[dict[str, Any]]:
    """Return how long logs and endless rows take, and how that grows."""
    patterns = PersonalDataDetector()

    def scanned(text: str) -> None:
        patterns.hits(text)
        secrets(text)

    made: dict[str, tuple[str, Callable[[str], object]]] = {
        "log": (log(random.Random(3), 2_000_000), scanned),
        "numbers": ("1234 " * 400_000, scanned),
        "dots": ("1." * 1_000_000, scanned),
        "at signs": ("a@" * 1_000_000, scanned),
        # What values told in parts are looked for in: labels everywhere, and no value.
        "labels and bytes, the views": ("mac 8:0:2b:1:" * 160_000, views_of),
        "days of birth, the views": ("dob 170371 " * 190_000, views_of),
    }
    rows = []
    for kind, (text, find) in made.items():
        took = []
        for size in (200_000, 2_000_000):
            began = time.process_time()
            find(text[:size])
            took.append(time.process_time() - began)
        note = f"2 MB: {took[1]:.2f} s"
        rows.append({"name": f"200 kB of {kind}", "value": took[0], "unit": "s", "note": note})
    return rows


def presidio_engine() -> Any:
    """Return Presidio's own engine with its default recognisers and no model."""
    from govsim.guardrails.pii.presidio.offline import presidio

    package = presidio()
    registry = package.RecognizerRegistry(
        recognizers=default_recognizers(), supported_languages=["en"]
    )
    without_model = package.nlp_engine.NoOpNlpEngine([{"lang_code": "en", "model_name": ""}])
    without_model.load()
    return package.AnalyzerEngine(
        registry=registry, nlp_engine=without_model, supported_languages=["en"]
    )


def compared(count: int) -> list[dict[str, Any]]:
    """Return how many texts the host answers unlike Presidio."""
    chance = random.Random(11)
    engine, host = presidio_engine(), Host(default_recognizers())
    pool = plain_texts()[:-2]
    differ = 0
    for _ in range(count):
        text = " ".join([*chance.choices(pool, k=2), record(chance), log(chance, 200)])
        differ += keys(engine.analyze(text, "en")) != keys(host.results(text))
    return [{"name": f"of {count} texts answered unlike Presidio", "value": differ, "unit": ""}]


def keys(results: Sequence[Any]) -> list[tuple[str, int, int, float]]:
    """Return what results say, in an order of their own."""
    return sorted((r.entity_type, r.start, r.end, round(r.score, 6)) for r in results)


if __name__ == "__main__":
    raise SystemExit(main())
