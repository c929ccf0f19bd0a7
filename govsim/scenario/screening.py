"""Compares the verdict on a text with the one that a scenario expects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govsim.errors import GovsimError
from govsim.simulator import Simulator
from govsim.sources import Then, ThenFields

if TYPE_CHECKING:
    from govsim.guardrails import Circumstances, Verdict

_LONGEST: Final = 60  # characters of a text that stand in a title
_SIDES: Final = ("external", "internal")


def screen_answer(then: Then, simulator: Simulator) -> tuple[str, str, str]:
    """Return what is expected, what came, and what is wrong, line by line.

    Raises:
        GovsimError: The policy, a table or the destination is not there.
    """
    from govsim.guardrails import Channel, screen
    from govsim.simulator.screening import policy_named

    fields = then.fields
    verdict = screen(
        fields.screen,
        policy_named(_policy(then)),
        Channel(fields.channel),
        _circumstances(then, simulator),
        # A scenario says what a policy answers, not how fast: no time passes in it.
        clock=lambda: 0.0,
    )
    got = str(verdict.outcome)
    expected = (fields.answer or (got,))[0]
    return expected, got, "\n".join(_wrong(fields, expected, verdict))


def shortened(text: str) -> str:
    """Return a text on one line, and no longer than a title may be."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _policy(then: Then) -> str:
    """Return the policy that is asked: a shipped one, or a file beside the scenario."""
    name = then.fields.policy
    if not name.endswith((".yaml", ".yml")):
        return name
    return str(Path(then.at.source).parent / name)


def _circumstances(then: Then, simulator: Simulator) -> Circumstances:
    fields = then.fields
    side, _, endpoint = fields.to.partition(" ")
    if side not in _SIDES:
        hint = "write `external` or `internal`, and the name of an endpoint behind it"
        raise GovsimError("wrong-value", f"`{fields.to}` is no destination", at=then.at, hint=hint)
    known = simulator.circumstances(
        fields.as_ or None,
        tables=fields.tables,
        destination=endpoint.strip(),
        external=side == "external",
        system_prompt=fields.prompt,
        canaries=fields.canary,
    )
    return replace(known, tags=known.tags | frozenset(fields.tags))


def _wrong(fields: ThenFields, expected: str, verdict: Verdict) -> Iterator[str]:
    told = list(_told(verdict))
    if expected != verdict.outcome:
        yield f"expected {expected}, got {verdict.outcome}"
        yield from told or ["nothing was found"]
    types = sorted({finding.type for finding in verdict.findings})
    if fields.found is not None and sorted(set(fields.found)) != types:
        wanted = ", ".join(sorted(set(fields.found))) or "nothing"
        yield f"expected to find {wanted}, found {', '.join(types) or 'nothing'}"
    if fields.redacted is not None and fields.redacted != verdict.redacted:
        yield f"expected the redacted text {fields.redacted!r}, got {verdict.redacted!r}"
    reasons = [*told, *verdict.messages]
    if fields.because and not any(fields.because.lower() in each.lower() for each in reasons):
        yield f"the answer is right, and not because of {fields.because}"


def _told(verdict: Verdict) -> Iterator[str]:
    for finding in verdict.findings:
        rule = f" {finding.rule}" if finding.rule else ""
        yield f"{finding.action}: {finding.type} by {finding.detector}{rule}: {finding.why}"
    for breach in verdict.breaches:
        yield f"{breach.action}: {breach.rule}: {breach.why}"
    for gap in verdict.gaps:
        yield f"{verdict.unscanned}: {gap.detector}: {gap.reason}"
