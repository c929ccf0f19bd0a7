"""Measures secrets, redaction and columns beside detect-secrets and presidio-anonymizer."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from govsim.guardrails import Finding
from govsim.guardrails.columns import Column, classify
from govsim.guardrails.policy import Operator, Redaction
from govsim.guardrails.redaction import Vault, redact, restore
from govsim.guardrails.secrets.scan import scan
from tests.bench.clock import Figures, best, latencies
from tests.guardrails.secrets.making import text as random_text
from tests.guardrails.secrets.making import with_crc

ROOT = Path(__file__).parents[2]
CHUNK = 4_000  # characters: a page
PSEUDONYMS = Redaction(default=Operator("pseudonym"))


def main() -> None:
    """Print the figures as one line of JSON."""
    figures = Figures()
    for step in (secrets, redaction, columns):
        step(figures)
    print(json.dumps(figures.rows))


def sources() -> list[str]:
    """Return govsim's own sources in pages, with a token in every tenth."""
    whole = "".join(
        file.read_text(encoding="utf-8") for file in sorted((ROOT / "govsim").rglob("*.py"))
    )
    pages = [whole[at : at + CHUNK] for at in range(0, len(whole), CHUNK)]
    return [
        f"{page}\nTOKEN = '{with_crc('ghp', at)}'\n" if at % 10 == 0 else page
        for at, page in enumerate(pages)
    ]


def secrets(figures: Figures) -> None:
    """Time scanning, and count what is found of the tokens that were put in."""
    pages = sources()
    size = sum(map(len, pages)) / 1e6
    planted = len(range(0, len(pages), 10))
    seconds, found = best(lambda: sum(len(scan(page)) for page in pages))
    figures.add("secrets, source code", size / seconds, "MB/s", f"{found} found, {planted} planted")
    median, worst = latencies(scan, [(page[:200],) for page in pages])
    figures.add("secrets, 200 characters, median", median * 1e6, "µs", f"99 %: {worst * 1e6:.0f}")
    try:
        from detect_secrets import SecretsCollection
        from detect_secrets.settings import default_settings
    except ImportError:
        return
    part = pages[: len(pages) // 4]
    with TemporaryDirectory() as folder, default_settings():
        files = [Path(folder) / f"page{at}.py" for at in range(len(part))]
        for file, page in zip(files, part, strict=True):
            file.write_text(page, encoding="utf-8")
        others = SecretsCollection()
        taken, _ = best(lambda: [others.scan_file(str(file)) for file in files], 1)
    rate = sum(map(len, part)) / 1e6 / taken
    count = sum(1 for _ in others)
    note = f"{count} found on a quarter; govsim is {size / seconds / rate:.0f} times as fast"
    figures.add("secrets, source code, detect-secrets", rate, "MB/s", note)


def letters(count: int) -> list[tuple[str, list[Finding]]]:
    """Return short texts with the findings in them."""
    pick, made = random.Random(3), []
    for at in range(count):
        name = f"{pick.choice(['Ana', 'Bea', 'Cai', 'Dov'])} {random_text(7, at, 'abcdefghij').title()}"
        mail, number = f"user{at}@corp.example", f"212-555-{pick.randrange(2000, 9999)}"
        text = f"Dear {name}, we wrote to {mail} and called {number} about the order you placed."
        findings = [
            Finding("bench", type_, found.start(), found.end(), 0.9)
            for type_, value in (("PERSON", name), ("EMAIL", mail), ("PHONE", number))
            for found in re.finditer(re.escape(value), text)
        ]
        made.append((text, findings))
    return made


def redaction(figures: Figures) -> None:
    """Time placeholders beside the peer, then pseudonyms and the way back, which it lacks."""
    texts = letters(2_000)
    mine, _ = best(lambda: [redact(text, found).text for text, found in texts])
    figures.add("redact, placeholders", mine / len(texts) * 1e6, "µs a text")
    try:
        from presidio_anonymizer import AnonymizerEngine
        from presidio_anonymizer.entities import RecognizerResult
    except ImportError:
        pass
    else:
        engine = AnonymizerEngine()
        results = [
            (text, [RecognizerResult(f.type, f.start, f.end, f.score) for f in found])
            for text, found in texts
        ]
        theirs, _ = best(lambda: [engine.anonymize(text, found) for text, found in results], 1)
        note = f"govsim is {theirs / mine:.1f} times as fast"
        figures.add(
            "redact, placeholders, presidio-anonymizer",
            theirs / len(texts) * 1e6,
            "µs a text",
            note,
        )
    seconds, (shown, vault) = best(lambda: pseudonymised(texts), 1)
    figures.add(
        "redact, pseudonyms in one vault",
        seconds / len(texts) * 1e6,
        "µs a text",
        f"{len(vault):,} kept",
    )
    back, restored = best(lambda: [restore(text, vault).text for text in shown])
    right = sum(text == old for text, (old, _) in zip(restored, texts, strict=True))
    figures.add(
        "restore", back / len(texts) * 1e6, "µs a text", f"{right} of {len(texts)} as they were"
    )


def pseudonymised(texts: list[tuple[str, list[Finding]]]) -> tuple[list[str], Vault]:
    """Return the texts with pseudonyms out of one vault."""
    vault, shown = Vault(), []
    for text, found in texts:
        done = redact(text, found, PSEUDONYMS, vault=vault)
        vault = done.vault
        shown.append(done.text)
    return shown, vault


def columns(figures: Figures) -> None:
    """Time the classification of tables with eight columns of sixty values."""
    pick = random.Random(9)

    def table(seed: int) -> list[Column]:
        rows = range(60)
        made = {
            "customer": [f"Ana {random_text(6, (seed, at), 'abcdefghij').title()}" for at in rows],
            "mail": [f"user{pick.randrange(10**6)}@corp.example" for _ in rows],
            "c1": [f"+49 30 {pick.randrange(10**6, 10**7)}" for _ in rows],
            "amount": [f"{pick.random() * 1000:.2f}" for _ in rows],
            "status": [pick.choice(["open", "closed"]) for _ in rows],
            "c2": [f"{pick.randrange(1940, 2005)}-03-{pick.randrange(1, 29):02}" for _ in rows],
            "sha": [f"{pick.getrandbits(160):040x}" for _ in rows],
            "note": ["The box came late, and the order was sent again." for _ in rows],
        }
        return [Column(name, tuple(values)) for name, values in made.items()]

    tables = [table(at) for at in range(40)]
    count = sum(map(len, tables))
    seconds, _ = best(lambda: [classify(each) for each in tables])
    figures.add("classify a column", seconds / count * 1e3, "ms")


if __name__ == "__main__":
    main()
