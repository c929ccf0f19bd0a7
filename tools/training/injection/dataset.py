"""Puts together every row that the models learn from: the pool's, the packages', the project's."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tools.training.injection import asked, corpus, written
from tools.training.injection.folds import FOLDS
from tools.training.injection.grammar import Expander, read_grammar
from tools.training.injection.mined import manual_rows, mined_rows, page_rows
from tools.training.injection.pool import DOCUMENT_SOURCES, Row, pool_rows
from tools.training.injection.translated import translated_rows

# Rows of the pool that hold an attack somewhere in a document, which cannot be planted again.
WITHIN_DOCUMENTS = {"piarena_tasks", "synth_indirect_attack", "synth_task_in_data"}
_HOSTS = {"docs_train", "swe_lancer", "tau2_tasks"}
_OWN_HOSTS = {"own_cleanhost", "own_listing"}
_PLAIN = (
    "exfil planted_direct override forged leakage authority_attack persona_attack seize "
    "dramatic_task subtle coax"
).split()
# Hosts of the later families: those that hold requests of their own to the reader take no quiet one.
_LATE_HOSTS = (
    "api_out calendar_out shell_out ops_out manual web_out text_out mail_out mixed_out "
    "long_out brief_out unsaid"
).split()
_LOUD_HOSTS = "chat_out table_out paper_out odd_out".split()
_TONGUES = "de fr es it pt nl pl ru zh ja ko ar hi tr".split()
_QUIET = {"quiet": 1800, "quiet_long": 1000} | {f"quiet_{lang}": 90 for lang in _TONGUES}
PLANTED_WRITTEN = 16000
_VOICES = {"quietact": 1200, "v_reader": 1500, "v_forged": 700}


def assemble(pool: Path, manifest: Path, packages: Path, seed: int) -> list[Row]:
    """Return all rows, in a fixed order for a seed."""
    own = list(corpus.own_rows(seed))
    mined = list(mined_rows(packages))
    given = list(pool_rows(pool, manifest))
    rows = [*own, *mined, *translated_rows(packages, 350, seed + 4), *given]
    rows += _planted(own, mined, given, seed)
    rng = random.Random(seed + 99)
    rows += [
        replace(row, text=corpus.varied(row.text, rng))
        for row in rows
        if row.channel == "user" and rng.random() < 0.12
    ]
    # Last, so that the choices made at random above stay what they were.
    rows += manual_rows(packages)
    late = list(corpus.late_rows(seed + 5))
    rows += late
    rows += _planted_late([*own, *late], mined, seed + 6)
    rows += page_rows(packages)
    rows += _planted_asked([*own, *late], mined, given, seed + 7)
    prompts = {row.source for row in given} - DOCUMENT_SOURCES
    for number, row in asked.focused(rows, WITHIN_DOCUMENTS, prompts).items():
        rows[number] = row
    rows += written.documents()
    rows += written.prompts()
    rows += written.held(seed + 9)
    rows += written.planted(_hosts_of_written(rows), PLANTED_WRITTEN, seed + 8)
    return rows


def _hosts_of_written(rows: list[Row]) -> list[Row]:
    """Return documents of other kinds that written requests are planted in, of no fold."""
    calm = {f"own_{name}" for name in _LATE_HOSTS} | _OWN_HOSTS
    data = [row for row in rows if row.channel == "data" and not row.label and not row.fold]
    mined = [row for row in data if row.source.startswith("mined_train") and row.kind == "benign"]
    own = [row for row in data if row.source in calm]
    rng = random.Random(5)
    return [*rng.sample(mined, min(3000, len(mined))), *rng.sample(own, min(3000, len(own)))]


def _planted_asked(own: list[Row], mined: list[Row], given: list[Row], seed: int) -> Iterator[Row]:
    calm = {f"own_{name}" for name in _LATE_HOSTS} | _OWN_HOSTS
    data = [row for row in [*own, *mined, *given] if row.channel == "data" and not row.label]
    mail = [row for row in data if row.source in calm]
    pages = [row for row in data if row.source.startswith("mined_train_page")]
    found = [row for row in data if row.source.startswith("mined_train") and row.kind == "benign"]
    found += [row for row in data if row.source == "docs_train"]
    rng = random.Random(seed)
    hosts = [
        *rng.choices(mail, k=6000),
        *rng.choices(pages or found, k=2000),
        *rng.choices(found, k=3000),
    ]
    yield from asked.asked_rows(hosts, given, seed)


def _planted_late(own: list[Row], mined: list[Row], seed: int) -> Iterator[Row]:
    """Plant quiet requests and voices in outputs and pages, those in a language in its own pages."""
    calm = {f"own_{name}" for name in _LATE_HOSTS} | _OWN_HOSTS
    loud = {f"own_{name}" for name in _LOUD_HOSTS}
    data = [row for row in own if row.channel == "data" and not row.label]
    hosts = [row for row in data if row.source in calm]
    everywhere = [*hosts, *(row for row in data if row.source in loud)]
    found = [row for row in mined if row.source.startswith("mined_train")]
    found = [row for row in found if row.channel == "data" and row.kind == "benign"] or hosts
    quiet = list(corpus.payload_rows(_QUIET, "task", seed))
    voices = list(corpus.payload_rows(_VOICES, "indirect", seed + 1))
    yield from corpus.planted_rows(hosts, quiet, 2000, seed + 2)
    yield from corpus.planted_rows(found, quiet, 1000, seed + 3)
    yield from corpus.planted_rows(everywhere, voices, 1500, seed + 4)
    yield from corpus.planted_rows(found, voices, 700, seed + 5)
    for at, lang in enumerate(_TONGUES):
        pages = [row for row in data if row.source == f"own_page_{lang}"]
        said = [row for row in quiet if row.lang == lang]
        yield from corpus.planted_rows(pages, said, 60, seed + 20 + at)


def _planted(own: list[Row], mined: list[Row], given: list[Row], seed: int) -> Iterator[Row]:
    hosts = [row for row in own if row.source in _OWN_HOSTS and row.channel == "data"]
    hosts += [row for row in given if row.source in _HOSTS and row.channel == "data"]
    hosts += [
        row
        for row in mined
        if row.source.startswith("mined_train") and row.channel == "data" and row.kind == "benign"
    ]
    plain = {f"own_{name}" for name in _PLAIN}
    attacks = [r for r in own if r.label and (r.source in plain or r.source.endswith(".indirect"))]
    yield from corpus.planted_rows(hosts, attacks, 12000, seed + 2)
    expander = Expander(read_grammar(corpus.GRAMMARS), seed + 1)
    tasks = [
        Row(text, 1, "data", "task", 0, "task", "en")
        for text in expander.family("planted_task", 4500)
    ]
    yield from corpus.planted_rows(hosts, tasks, 6000, seed + 3)
    for fold in FOLDS:
        payloads = [
            row
            for row in given
            if row.fold == fold
            and row.label
            and len(row.text) < 500
            and row.source not in WITHIN_DOCUMENTS
        ]
        yield from corpus.planted_rows(hosts, payloads, 700, seed + 10 + fold)
