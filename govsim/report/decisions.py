"""Renders a decision as an answer: one line, or every cause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from govsim.access import Conveyance, Decision, beyond
from govsim.access.why_not import Remedy
from govsim.report.answer import Answer, Block, Case, Finding, Heading, Preformatted
from govsim.report.remedies import remedies_table, remedy_json


def decision_answer(decision: Decision) -> Answer:
    """Return the bare answer: allowed, or everything in the way on one line."""
    if decision.allowed:
        line = f"ALLOW  {_title(decision)}"
    else:
        line = f"DENY  {decision.principal}: {'; '.join(_lacking(decision))}"
    return Answer(
        title=_title(decision),
        blocks=(Preformatted(line),),
        value=decision_json(decision),
        findings=_findings(decision),
        cases=(_case(decision),),
        told=True,
    )


def _lacking(decision: Decision) -> Iterator[str]:
    for holder in dict.fromkeys(need.holder for need in decision.missing):
        needs = (need.words() for need in decision.missing if need.holder == holder)
        yield f"{f'owner {holder} ' if holder else ''}misses {', '.join(needs)}"
    yield from (refusal.sentence for refusal in decision.refusals)


def explanation_answer(decision: Decision, remedies: Sequence[Remedy] = ()) -> Answer:
    """Return every cause, and for a denial each change that would allow it."""
    blocks: list[Block] = [Preformatted(decision.explain())]
    if remedies:
        blocks += [Heading("Any one of these would allow it"), remedies_table(remedies)]
    value = decision_json(decision)
    value["remedies"] = [remedy_json(remedy) for remedy in remedies]
    return Answer(title=_title(decision), blocks=tuple(blocks), value=value)


def decision_json(decision: Decision) -> dict[str, Any]:
    """Return a decision as JSON."""
    return {
        "principal": decision.principal,
        "question": decision.question,
        "allowed": decision.allowed,
        "met": [_met(met) for met in decision.met],
        "missing": [str(need) for need in decision.missing],
        "refusals": [
            {"code": refusal.code, "message": refusal.sentence, "hint": refusal.hint}
            for refusal in decision.refusals
        ],
        "obligations": [str(obligation) for obligation in decision.obligations],
        "asked": list(decision.asked),
        "notes": [{"code": note.code, "message": note.message} for note in decision.notes],
        "grants": list(decision.suggested_grants()),
        "platform_error": decision.platform_error(),
    }


def _met(met: Conveyance) -> dict[str, Any]:
    return {
        "requirement": str(met.requirement),
        "how": met.how,
        "on": f"{met.on_type} {met.on}".strip(),
        "path": list(met.path),
        "words": met.words(),
    }


def _title(decision: Decision) -> str:
    word = "may" if decision.allowed else "may not"
    return f"{decision.principal} {word}: {' '.join(decision.question.split())}"


def _findings(decision: Decision) -> tuple[Finding, ...]:
    if decision.allowed:
        return ()
    code = "insufficient-permissions" if decision.missing else decision.refusals[0].code
    hint = "; ".join(filter(None, (*decision.suggested_grants(), beyond(decision)))) or None
    return (Finding(code, _title(decision), "error", None, hint),)


def _case(decision: Decision) -> Case:
    name = f"{decision.principal} may: {' '.join(decision.question.split())}"
    return Case(name, "govsim check", failure="; ".join(decision.lacking))
