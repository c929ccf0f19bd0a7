"""Plants what people ask of an assistant in documents, and tells where such a request stands."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tools.training.injection import corpus
from tools.training.injection.pool import Row

# Harmless prompts that are planted, and the fold that leaves the source out. The prompts of the last
# two stand in documents of the pool already, in rows of fold 4.
ASKED = {
    "s_labs": 2,
    "llm_warden": 3,
    "neuralchemy": 1,
    "arena_hard_v2": 2,
    "gpteacher": 4,
    "fuzzyai_benign": 4,
}
# How the sources begin of rows in which a request is planted.
PLANTED = ("own_planted_asked", "own_planted_mould", "own_planted_slant")
_ASKS = re.compile(
    r"(?:please |can you |could you |hey,? |hi,? )*(?:write|create|compose|draft|explain|describe|tell|"
    r"give|list|name|suggest|recommend|generate|design|develop|make|build|find|show|help|plan|compare|"
    r"translate|calculate|compute|solve|summari[sz]e|discuss|outline|construct|imagine|act|pretend|"
    r"play|propose|prepare|rewrite|edit|convert|sort|identify|analy[sz]e|what|what's|how|why|when|where|who|"
    r"which|is it|are there|do you|does|should i|i (?:want|need|would like))\b",
    re.IGNORECASE,
)
# What points at a text beside it asks nothing when it stands alone.
_POINTS = re.compile(
    r"\b(?:following|given|above|below|this (?:text|sentence|passage|article|email|story|paragraph|"
    r"review|code|list|statement|question)|these|toolformer)\b",
    re.IGNORECASE,
)
FRAMES = tuple(f"asking_{of}" for of in "mail chat forum faq school list tongue".split())
_SLOT = re.compile("@@")
_HIDDEN = re.compile(r"hidden|display:none|color:white|<!--|<img alt|\[//\]")
_SHORTEST, _LONGEST = 18, 240
_HEAD = 24  # characters by which a planted text is looked up
_CALL = re.compile(
    r"IMPORTANT: |Ignore the previous instructions\.|Note to the assistant:|\[system\]",
    re.IGNORECASE,
)
_STARTS = re.compile(r"(?:^|(?<=[\s:>#*\"(-]))\S")


def asked_payloads(given: Sequence[Row], most: int, seed: int) -> Iterator[Row]:
    """Return so many prompts of each source at most that ask something by themselves."""
    rng = random.Random(seed)
    for source, fold in ASKED.items():
        held = [
            row
            for row in given
            if row.source == source
            and row.channel == "user"
            and not row.label
            and _SHORTEST <= len(row.text) <= _LONGEST
            and "\n" not in row.text.strip()
            and (row.lang != "en" or _ASKS.match(row.text))
            and not _POINTS.search(row.text)
        ]
        for row in rng.sample(held, min(most, len(held))):
            text = row.text.strip()
            yield Row(text, 1, "data", f"asked_{source}", fold, "task", row.lang)


def focused(rows: Sequence[Row], within: set[str], among: set[str]) -> dict[int, Row]:
    """Return the rows that hold an attack somewhere, with the place where it can be told.

    The pool does not say what it planted. But what it planted are other rows of it, prompts and
    attacks, found by how they begin; or it stands behind a call to the model.

    Args:
        rows: All rows.
        within: Sources of the rows to look at.
        among: Sources that may have been planted.
    """
    heads: dict[str, str] = {}
    for row in rows:
        text = row.text.strip()
        if row.source in among - within and row.channel == "user" and len(text) >= _SHORTEST:
            heads.setdefault(_head(text), text)
    out: dict[int, Row] = {}
    for number, row in enumerate(rows):
        if row.source in within and row.label and (focus := _planted(row.text, heads)):
            out[number] = replace(row, focus=focus)
    return out


def _head(text: str) -> str:
    return " ".join(text.split())[:_HEAD].casefold()


def _planted(text: str, heads: Mapping[str, str]) -> str | None:
    """Return what stands behind a call, or the longest stretch that begins as a known text does."""
    if call := _CALL.search(text):
        return text[call.start() : call.start() + _LONGEST]
    best = ""
    for match in _STARTS.finditer(text):
        whole = heads.get(_head(text[match.start() : match.start() + 2 * _HEAD]))
        if whole is None:
            continue
        stretch = text[match.start() : match.start() + len(whole)]
        if len(stretch) > len(best):
            best = stretch
    return best or None


def asked_rows(hosts: Sequence[Row], given: Sequence[Row], seed: int) -> Iterator[Row]:
    """Return documents in which somebody asks an assistant for something, and people one another."""
    yield from corpus.planted_rows(hosts, list(asked_payloads(given, 1200, seed)), 7000, seed + 1)
    names = {"asked": 2500, "asked_plain": 1500, "mould": 500, "slant": 500}
    own = list(corpus.payload_rows(names, "task", seed + 2))
    yield from corpus.planted_rows(hosts, own, 5000, seed + 3)
    people = list(corpus.payload_rows({"humanask": 400, "pq": 1200}, "task", seed + 4))
    asking = list(asking_rows(given, 9000, seed + 6))
    yield from asking
    mails = [row for row in asking if row.channel == "data" and row.fold == 0]
    yield from corpus.planted_rows(mails, own, 1500, seed + 7)
    for row in corpus.planted_rows(hosts, people, 5000, seed + 5):
        if _HIDDEN.search(row.text):
            continue  # people do not hide what they ask of people
        yield replace(
            row, label=0, kind="benign", focus="", source=row.source.replace("_planted", "_said")
        )


def asking_rows(given: Sequence[Row], most: int, seed: int) -> Iterator[Row]:
    """Return documents that are made of questions, or in which people ask people: harmless.

    Each holds prompts of one source, so that a fold that leaves the source out leaves it out too.
    """
    rng = random.Random(seed)
    frames = corpus.payload_rows(dict.fromkeys(FRAMES, most // len(FRAMES)), "benign", seed + 1)
    prompts: dict[tuple[str, int], list[str]] = {}
    for row in asked_payloads(given, 1200, seed + 2):
        prompts.setdefault((row.source, row.fold), []).append(row.text)
    sources = sorted(prompts)
    for frame in frames:
        source, fold = rng.choice(sources)
        text = _SLOT.sub(lambda _, among=prompts[source, fold]: rng.choice(among), frame.text)
        held = fold if text != frame.text else 0
        yield Row(text, 0, "data", f"own_{frame.source}", held, "benign", "en")
        if rng.random() < 0.25:
            yield Row(text, 0, "user", f"own_{frame.source}", held, "benign", "en")
