"""Decides which stretches of one text are secrets."""

from __future__ import annotations

from functools import cache
from typing import Final

from govsim.guardrails.secrets import (
    assignments,
    blocks,
    codes,
    columns,
    constructs,
    inserts,
    listed,
    phrases,
    seed_phrases,
)
from govsim.guardrails.secrets.assignments import find_assignments
from govsim.guardrails.secrets.blocks import find_blocks
from govsim.guardrails.secrets.candidates import find_candidates
from govsim.guardrails.secrets.codes import find_codes
from govsim.guardrails.secrets.columns import find_columns
from govsim.guardrails.secrets.constructs import find_constructs
from govsim.guardrails.secrets.formats import find_formats
from govsim.guardrails.secrets.hits import Hit, settled
from govsim.guardrails.secrets.inserts import find_inserts
from govsim.guardrails.secrets.listed import find_listed
from govsim.guardrails.secrets.mailed import find_mailed
from govsim.guardrails.secrets.manifests import find_manifests
from govsim.guardrails.secrets.phrases import find_phrases
from govsim.guardrails.secrets.runs import runs_of, stem_of
from govsim.guardrails.secrets.scattered import by_stem, find_scattered
from govsim.guardrails.secrets.seed_phrases import find_seed_phrases
from govsim.guardrails.spotting import Words

FINDERS: Final = (
    find_blocks,
    find_formats,
    find_scattered,
    find_constructs,
    find_candidates,
    find_assignments,
    find_manifests,
    find_columns,
    find_inserts,
    find_mailed,
    find_listed,
    find_seed_phrases,
    find_codes,
    find_phrases,
)


def scan(text: str, least: float = 0.5) -> list[Hit]:
    """Return the secrets of a text, in order and apart, that score `least` or more."""
    runs = runs_of(text, _words())
    hits = (hit for find in FINDERS for hit in find(text, runs))
    return settled(hit for hit in hits if hit.score >= least)


@cache
def _words() -> Words:
    """Return the stems of all literals that the finders look for, and words of other scripts."""
    own = (
        *assignments.STEMS,
        *blocks.STEMS,
        *codes.STEMS,
        *columns.STEMS,
        *inserts.STEMS,
        *listed.STEMS,
        *phrases.STEMS,
        *seed_phrases.STEMS,
    )
    stems = map(stem_of, (*own, *constructs.stems(), *by_stem()))
    abroad = (*assignments.ABROAD, *columns.ABROAD, *codes.ABROAD, *phrases.ABROAD)
    return Words([stem.decode("latin-1") for stem in stems], abroad, often=True)
