"""Renders proofs: nobody gains access, present or future, or who a newcomer would have to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from govsim.impact.naming import name_of
from govsim.impact.prove import Counterexample, Proof
from govsim.impact.proving import counterexample_words
from govsim.report.answer import Answer, Finding, Heading, Preformatted

_SHOWN: Final = 10


def proofs_answer(answer: Answer, proofs: Sequence[Proof]) -> Answer:
    """Return an answer with the proofs that go with it."""
    lines = [line for proof in proofs for line in _lines(proof)]
    heading = Heading("No new access, for anybody present or future")
    value = {**answer.value, "proofs": [_json(proof) for proof in proofs]}
    findings = tuple(
        Finding("new-access", counterexample_words(one))
        for proof in proofs
        for one in proof.counterexamples
    )
    blocks = (*answer.blocks, heading, Preformatted("\n".join(lines)))
    return replace(answer, blocks=blocks, value=value, findings=(*answer.findings, *findings))


def _lines(proof: Proof) -> list[str]:
    if proof.proved:
        one = proof.checked == 1
        of = f"{proof.checked:,} securable{'' if one else 's'}"
        return [f"proved      {proof.privilege}: nobody gains it on any of {of}"]
    shown = _topmost(proof)
    lines = [
        f"refuted     {proof.privilege}: {counterexample_words(one)}" for one in shown[:_SHOWN]
    ]
    more = len(shown) - _SHOWN
    if more > 0:
        lines.append(f"            and {more:,} more")
    lines += [
        f"not proved  {proof.privilege} on {name_of(key)}: {why}"
        for key, why in proof.unproved[:_SHOWN]
    ]
    return lines


def _topmost(proof: Proof) -> list[Counterexample]:
    """Return the counterexamples, without those on what a container holds that is one itself."""
    told: set[tuple[str, str | None, tuple[str, ...]]] = set()
    found: list[Counterexample] = []
    for one in sorted(proof.counterexamples, key=lambda one: name_of(one.key).count(".")):
        name, whom = name_of(one.key), (one.user, one.groups)
        parts = name.split(".")
        above = [".".join(parts[:depth]) for depth in range(1, len(parts))]
        if any((over, *whom) in told for over in above):
            continue
        told.add((name, *whom))
        found.append(one)
    return found


def _json(proof: Proof) -> dict[str, Any]:
    return {
        "privilege": proof.privilege,
        "checked": proof.checked,
        "proved": proof.proved,
        "counterexamples": [
            {
                "securable": name_of(one.key),
                "user": one.user,
                "groups": list(one.groups),
                "words": counterexample_words(one),
            }
            for one in proof.counterexamples
        ],
        "unproved": [{"securable": name_of(key), "why": why} for key, why in proof.unproved],
    }
