"""Decides whether an impact is the one that a scenario expects."""

from __future__ import annotations

from typing import Final

from govsim.impact.downstream import Impact, Verdict, counted
from govsim.sources import ThenFields

_VERDICTS: Final = {
    "breaks": Verdict.BREAKS,
    "changes": Verdict.CHANGES,
    "recompute": Verdict.RECOMPUTE,
    "untouched": Verdict.UNTOUCHED,
}


def impact_answer(fields: ThenFields, impact: Impact) -> tuple[str, str, str]:
    """Return what is expected, what is found, and what is wrong, line by line."""
    wrong: list[str] = []
    for word, verdict in _VERDICTS.items():
        names = getattr(fields, word)
        found = {str(one.node) for one in impact.with_verdict(verdict)}
        if names is None:
            continue
        wrong += [f"{word}, and not expected: {name}" for name in sorted(found - set(names))]
        wrong += [f"{word}, expected, and not so: {name}" for name in names if name not in found]
    said = counted(impact.touched)
    if fields.counts and fields.counts != said:
        wrong.append(f"expected {fields.counts}; got {said}")
    return "the impact", "another impact" if wrong else "the impact", "\n".join(wrong)
