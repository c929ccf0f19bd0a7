"""Writes the files that the tests read, and tells what came of them shortly."""

import json
from pathlib import Path
from typing import Any

from govsim.model.flows import Flow, LineageFacts
from govsim.sources.flows import read_lineage


def facts_of(folder: Path, written: Any, name: str = "file.json") -> LineageFacts:
    """Return what one file says."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(written if isinstance(written, str) else json.dumps(written, indent=1))
    return read_lineage([str(path)])


def lines(*records: Any) -> str:
    """Return records as JSON lines."""
    return "".join(json.dumps(record) + "\n" for record in records)


def edges(facts: LineageFacts) -> list[str]:
    """Return the edges as short texts, in order of the alphabet, each once."""
    return sorted({told(flow) for flow in facts.flows})


def told(flow: Flow) -> str:
    """Return one edge as a short text."""
    how = " ".join(filter(None, [flow.transform, flow.why]))
    kind = "" if flow.kind == "DIRECT" else " INDIRECT"
    return f"{flow.source} → {flow.target}{kind}{f' {how}' if how else ''}"
