"""Renders what questions come to: remedies, escalations, securables found, differences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from govsim.access import Decision
from govsim.audit import Difference
from govsim.report.answer import Answer, Block, Heading, Paragraph, Preformatted, Table
from govsim.report.decisions import Remedy, decision_json, remedy_json


class Escalation(Protocol):
    """What a principal could come to, by which script."""

    @property
    def principal(self) -> str:
        """Who."""

    @property
    def script(self) -> tuple[str, ...]:
        """What she would run."""

    def words(self) -> str:
        """Return it as one line."""


def remedies_answer(decision: Decision, remedies: Sequence[Remedy]) -> Answer:
    """Return each change that would allow what is denied, with its statements."""
    title = f"{decision.principal}: {' '.join(decision.question.split())}"
    value: dict[str, Any] = decision_json(decision)
    value["remedies"] = [remedy_json(remedy) for remedy in remedies]
    if decision.allowed:
        return Answer(title, (Paragraph("it is allowed already"),), value)
    blocks: list[Block] = []
    for number, remedy in enumerate(remedies, start=1):
        statements = "".join(f"   {text};\n" for text in remedy.statements)
        blocks.append(Preformatted(f"{number}. {remedy.words()}\n{statements}"))
    nothing = "no grant, membership or owner would allow it: " + "; ".join(decision.lacking)
    return Answer(title, tuple(blocks) or (Paragraph(nothing),), value)


def escalations_answer(who: str, escalations: Sequence[Escalation]) -> Answer:
    """Return what a principal could come to, each with its script."""
    blocks: list[Block] = []
    for each in escalations:
        script = "".join(f"   {text};\n" for text in each.script)
        blocks.append(Preformatted(f"{each.words()}\n{script}"))
    value = [
        {
            "principal": each.principal,
            "what": str(getattr(each, "what", "")),
            "securable": str(getattr(each, "securable", "")),
            "script": list(each.script),
            "words": each.words(),
        }
        for each in escalations
    ]
    nothing = f"{who} could get nothing that {who} may not do already"
    return Answer(f"What {who} could get", tuple(blocks) or (Paragraph(nothing),), value)


def found_answer(title: str, found: Iterable[Any]) -> Answer:
    """Return what a search found: type, name, comment, tags."""
    rows = tuple(
        (
            str(getattr(each, "type", "")).lower(),
            str(getattr(each, "name", "")),
            str(getattr(each, "why", "") or getattr(each, "where", "") or ""),
            str(getattr(each, "comment", "") or ""),
        )
        for each in found
    )
    value = [dict(zip(("type", "name", "matched", "comment"), row, strict=True)) for row in rows]
    if not rows:
        return Answer(title, (Paragraph("nothing"),), value)
    return Answer(title, (Table(("type", "name", "matched", "comment"), rows),), value)


def differences_answer(found: Sequence[Difference], events: int, limit: int) -> Answer:
    """Return the events of a log whose answer differs."""
    title = f"{len(found)} of {events} events would be answered otherwise"
    rows = tuple(
        (
            "allowed → denied" if each.event.allowed else "denied → allowed",
            str(each.times),
            each.event.principal,
            each.event.text,
            "; ".join(each.decision.lacking),
        )
        for each in found
    )
    value = [
        {
            "principal": each.event.principal,
            "asked": each.event.text,
            "was_allowed": each.event.allowed,
            "allowed": each.decision.allowed,
            "missing": list(each.decision.lacking),
            "times": each.times,
        }
        for each in found
    ]
    blocks: list[Block] = [Paragraph(title)]
    if rows:
        header = ("answer", "times", "principal", "asked", "missing now")
        blocks = [Heading(title), Table(header, rows[:limit], frozenset({1}))]
    if len(rows) > limit:
        blocks.append(Paragraph(f"and {len(rows) - limit} more; --limit shows them"))
    return Answer(title, tuple(blocks), value)
