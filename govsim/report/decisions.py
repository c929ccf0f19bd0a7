"""Renders a decision as an answer: one line, or every cause."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from govsim.access import Conveyance, Decision
from govsim.report.answer import Answer, Block, Case, Finding, Heading, Preformatted, Table


class Remedy(Protocol):
    """A change that would turn a denial into an allow."""

    @property
    def statements(self) -> tuple[str, ...]:
        """What to run."""

    @property
    def opens(self) -> int:
        """How much other access it gives."""

    def words(self) -> str:
        """Return it as one line."""


def decision_answer(decision: Decision) -> Answer:
    """Return the bare answer: allowed, or everything in the way on one line."""
    words = "may: " + decision.question if decision.allowed else "; ".join(decision.lacking)
    verdict = "ALLOW" if decision.allowed else "DENY"
    line = f"{verdict}  {decision.principal} {words}" if decision.allowed else f"DENY  {words}"
    return Answer(
        title=_title(decision),
        blocks=(Preformatted(line),),
        value=decision_json(decision),
        findings=_findings(decision),
        cases=(_case(decision),),
    )


def explanation_answer(decision: Decision, remedies: Iterable[Remedy] = ()) -> Answer:
    """Return every cause, and for a denial each change that would allow it."""
    found = tuple(remedies)
    blocks: list[Block] = [Preformatted(decision.explain())]
    if found:
        blocks += [Heading("any one of these would allow it"), remedies_table(found)]
    value = decision_json(decision)
    value["remedies"] = [remedy_json(remedy) for remedy in found]
    return Answer(title=_title(decision), blocks=tuple(blocks), value=value)


def remedies_table(remedies: Iterable[Remedy]) -> Table:
    """Return remedies with how much else each opens, in the order they come in."""
    rows = tuple((str(n), remedy.words()) for n, remedy in enumerate(remedies, start=1))
    return Table(("", "change, and what else it opens"), rows, frozenset({0}))


def remedy_json(remedy: Remedy) -> dict[str, Any]:
    """Return a remedy as JSON."""
    return {
        "statements": list(remedy.statements),
        "opens": remedy.opens,
        "kind": str(getattr(remedy, "kind", "")),
        "words": remedy.words(),
    }


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
    code = "denied" if decision.missing else decision.refusals[0].code
    hint = "; ".join(decision.suggested_grants()) or None
    return (Finding(code, _title(decision), "error", None, hint),)


def _case(decision: Decision) -> Case:
    name = f"{decision.principal} may: {' '.join(decision.question.split())}"
    return Case(name, "govsim check", failure="; ".join(decision.lacking))
