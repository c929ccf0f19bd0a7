"""Finds what a Kubernetes manifest of kind Secret keeps, whatever the keys are called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.secrets.hits import SECRET, Hit
from govsim.guardrails.secrets.placeholders import why_placeholder
from govsim.guardrails.secrets.runs import Runs

_KIND: Final = re.compile(r"^(?P<indent>[ \t]*)kind:\s*[\"']?Secret[\"']?\s*$", re.MULTILINE)
_DATA: Final = re.compile(r"^(?P<indent>[ \t]*)(?:data|stringData):\s*$", re.MULTILINE)
_ENTRY: Final = re.compile(
    r"(?P<indent>[ \t]+)[\"']?[\w.-]+[\"']?:[ \t]+[\"']?(?P<value>[^\s\"'#|>][^\s\"'#]*)"
)
_END: Final = "\n---"
_SHORTEST: Final = 4
_SCORE: Final = 0.8


def find_manifests(text: str, runs: Runs) -> Iterator[Hit]:
    """Yield each value under `data` or `stringData` of a manifest of kind Secret."""
    if not runs.places(b"secret") or b"Secret" not in runs.mirror or b"kind" not in runs.mirror:
        return
    start = 0
    while start < len(text):
        end = text.find(_END, start)
        end = end if end >= 0 else len(text)
        kind = _KIND.search(text, start, end)
        if kind is not None:
            for data in _DATA.finditer(text, start, end):
                if data["indent"] == kind["indent"]:
                    yield from _entries(text, data, end)
        start = end + len(_END)


def _entries(text: str, data: re.Match[str], end: int) -> Iterator[Hit]:
    at = data.end() + 1
    deeper = len(data["indent"])
    while at < end:
        stop = text.find("\n", at)
        stop = end if stop < 0 else stop
        found = _ENTRY.match(text, at, stop)
        if found is None or len(found["indent"]) <= deeper:
            return
        value = found["value"]
        if len(value) >= _SHORTEST and not why_placeholder(value):
            why = "it is kept in a Kubernetes secret"
            yield Hit(*found.span("value"), _SCORE, "kubernetes-secret", why, SECRET)
        at = stop + 1
