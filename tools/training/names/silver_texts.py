"""Collects openly licensed texts without labels, in pieces that a teacher can read."""

from __future__ import annotations

import gzip
import json
import random
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

PIECE = 480  # characters
# Which share of the pieces of a source is kept; sources that are mostly code teach little.
SHARES = {
    "agent_sets_small": 0.0, "docs_train": 0.3, "giskard": 0.0, "jailbreak_llms_2023_05": 0.3,
    "jargon": 0.5, "prompts_chat": 0.6, "readme": 0.6, "s_labs": 0.2, "swe_lancer": 0.3,
    "synth_indirect_attack": 0.0, "synth_task_in_data": 0.2, "wordnet": 1.0,
}  # fmt: skip


def pieces(text: str) -> Iterator[str]:
    """Cut a text at the ends of lines and sentences into pieces of at most PIECE characters."""
    current = ""
    for part in re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-Ž\"'“])|\n+", text):
        if current and len(current) + len(part) + 1 > PIECE:
            yield current
            current = ""
        while len(part) > PIECE:
            cut = part.rfind(" ", 0, PIECE)
            cut = cut if cut > PIECE // 2 else PIECE
            yield part[:cut]
            part = part[cut:].lstrip()
        current = f"{current} {part}" if current else part
    if current.strip():
        yield current


def prompts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the texts of the labelled prompt sets: they are read, and their labels ignored."""
    for path in sorted((folder / "injection").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield path.name.split(".")[0], json.loads(line)["text"]


def glosses(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield WordNet's glosses of what has a capital: people, places, peoples, organisations."""
    for name in ("noun", "adj", "verb", "adv"):
        for line in (folder / f"data.{name}").read_text("utf-8").splitlines():
            if line.startswith("  ") or " | " not in line:
                continue
            head, gloss = line.split(" | ", 1)
            words = head.split()[4 : 4 + 2 * int(head.split()[3], 16) : 2]
            title = words[0].replace("_", " ").split("(")[0]
            if title[:1].isupper():
                yield "wordnet", f"{title} is {gloss.strip()}."
            elif re.search(r"(?<=[a-z,;] )[A-Z][a-z]", gloss):
                yield "wordnet", gloss.strip()


def dictionaries(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield two dictionaries in the public domain, of hackers' slang and the Devil's."""
    for path in sorted(folder.glob("x_dict-*/usr/share/dictd/*.dict.dz")):
        text = subprocess.run(["zcat", "-f"], stdin=path.open("rb"), capture_output=True).stdout
        for entry in re.split(r"\n\s*\n", text.decode("utf-8", "replace")):
            yield path.name.split(".")[0], re.sub(r"\s+", " ", entry).strip()


def readmes(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the descriptions of installed packages under permissive licences."""
    for path in sorted(folder.glob("*.dist-info/METADATA")):
        head, _, body = path.read_text("utf-8", "replace").partition("\n\n")
        if re.search(r"licen[sc]e.*\b(MIT|Apache|BSD|ISC|PSF)", head, re.I):
            yield f"readme:{path.parent.name}", body


def collect(data: Path, downloads: Path, site: Path) -> list[tuple[str, str]]:
    """Return (source, piece) without repetition, shuffled by a fixed seed."""
    found: dict[str, str] = {}
    wordnet = downloads / "x_wordnet-base/usr/share/wordnet"
    for source in (prompts(data), glosses(wordnet), dictionaries(downloads), readmes(site)):
        for name, text in source:
            for piece in pieces(text):
                letters = sum(map(str.isalpha, piece))
                if len(piece) >= 20 and letters > len(piece) * 0.55 and re.search("[A-Z]", piece):
                    found.setdefault(piece, name)
    rows = [(name, piece) for piece, name in found.items()]
    chance = random.Random(5)
    chance.shuffle(rows)
    return [r for r in rows if chance.random() < SHARES.get(r[0].split(":")[0], 0.7)]
