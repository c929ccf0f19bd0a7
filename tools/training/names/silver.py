"""Turns what a teacher says of open texts into labels to learn from, and doubts into no label."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

from govsim.guardrails.pii.names.words import Bitmaps, contains
from tools.training.names import gazetteers

TECHNICAL = re.compile(
    r"docs|readme|swe_lancer|jargon|synth_task|arena|prompts_chat|purple|s_labs|neural|jailbreak"
)
IGNORE = "?"  # no label: the tagger learns nothing from these words


def wordnet_kinds(folder: Path) -> dict[str, str]:
    """Return what WordNet's instances are: people, places, groups."""
    kinds = {"18": "PERSON", "15": "LOCATION", "14": "ORG"}
    found: dict[str, str] = {}
    for line in (folder / "data.noun").read_text("utf-8").splitlines():
        parts = line.split(" | ")[0].split()
        if line.startswith("  ") or " @i " not in line or parts[1] not in kinds:
            continue
        count = int(parts[3], 16)
        for word in parts[4 : 4 + 2 * count : 2]:
            found.setdefault(word.replace("_", " "), kinds[parts[1]])
    return found


def rows(path: Path, folder: Path, lists: Bitmaps) -> list[dict[str, object]]:
    """Return texts with spans, doubtful ones marked by IGNORE."""
    known = wordnet_kinds(folder)
    made = []
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        text = row["text"]
        technical = TECHNICAL.search(row["source"]) is not None
        title = text.split(" is ")[0] if row["source"] == "wordnet" else ""
        spans = []
        if title in known:
            spans.append((0, len(title), known[title]))
        for start, end, kind in row["spans"]:
            if spans and start < spans[0][1] and title in known:
                continue
            if kind == "PERSON" and text[end - 2 : end] in ("'s", "’s"):
                end -= 2
            spans.append((start, end, believed(text[start:end], kind, technical, lists, known)))
        covered = [(a, b) for a, b, _ in spans]
        for match in re.finditer(r"(?<![.!?:\n] )(?<!^)(?<!\w)[A-Z][a-z]{2,}", text):
            word = match.group().lower()
            if any(a < match.end() and match.start() < b for a, b in covered):
                continue
            if contains(lists["first"], word) and not contains(lists["common"], word):
                spans.append((*match.span(), IGNORE))
        made.append(
            {
                "text": text,
                "spans": sorted(spans),
                "lang": "en",
                "source": f"silver:{row['source'].split(':')[0]}",
            }
        )
    return made


def believed(text: str, kind: str, technical: bool, lists: Bitmaps, known: dict[str, str]) -> str:
    """Return the kind that a span is taken for: as the teacher says, another, or unknown."""
    if text in known:
        return known[text]
    words = [w.lower() for w in re.findall(r"[^\W\d_]+", text)]
    if not words or re.search(r"[\d_/<>{}()=\\]", text):
        return IGNORE if kind in {"PERSON", "LOCATION"} else kind
    first, last, place, land = (
        any(contains(lists[n], w) for w in words) for n in ("first", "last", "place", "land")
    )
    common = all(contains(lists["common"], w) for w in words)
    if kind == "PERSON":
        sure = (first or last) and not common and text[:1].isupper()
        return "PERSON" if sure and (len(words) > 1 or first or not technical) else IGNORE
    if kind == "LOCATION":
        return "LOCATION" if (place or land) and not common and text[:1].isupper() else IGNORE
    if kind == "ORG" and technical:
        return "MISC" if len(words) == 1 else "ORG"
    return kind


def swapped(row: dict[str, object], chance: random.Random, writer: object) -> dict[str, object]:
    """Return a text with its names, places and organisations put in place of others, alike in form."""
    text, out, spans, at, size = str(row["text"]), [], [], 0, 0
    memory: dict[tuple[str, str], str] = {}
    for start, end, kind in row["spans"]:  # type: ignore[attr-defined]
        if start < at:
            continue
        old = text[start:end]
        new = old
        if kind in {"PERSON", "LOCATION", "ORG"} and chance.random() < 0.85:
            new = memory.get((kind, old)) or replacement(old, kind, writer)
            memory[kind, old] = new
        out += (text[at:start], new)
        size += start - at
        spans.append((size, size + len(new), kind))
        size += len(new)
        at = end
    out.append(text[at:])
    return {**row, "text": "".join(out), "spans": spans}


def replacement(old: str, kind: str, writer) -> str:
    """Return another of a kind, with as many words and in the same case."""
    if kind == "PERSON":
        first, last, _ = writer.person()
        new = f"{first} {last}" if " " in old else writer.chance.choice((first, last))
    elif kind == "LOCATION":
        lands = gazetteers.territories("en")
        new = writer.chance.choice(lands) if old in lands else writer.city(None)
    else:
        new = writer.org()
    return new.upper() if old.isupper() and len(old) > 3 else new.lower() if old.islower() else new
