"""Renders what questions come to: remedies, escalations, securables found, differences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from govsim.access import Decision
from govsim.access.search import Found
from govsim.access.why_not import Remedies
from govsim.audit import Difference
from govsim.report.answer import Answer, Block, Heading, Paragraph, Preformatted, Table
from govsim.report.decisions import decision_json
from govsim.report.remedies import lines_of, price_of, remedy_json, script_of


class Escalation(Protocol):
    """What a principal could come to, by which script."""

    @property
    def principal(self) -> str:
        """Who."""

    @property
    def script(self) -> tuple[str, ...]:
        """What she would run."""

    @property
    def steps(self) -> tuple[str, ...]:
        """The same as one does it; what SQL has no statement for, in words."""

    @property
    def headline(self) -> str:
        """Who could do what, without the script."""

    def words(self) -> str:
        """Return it as one line."""


def remedies_answer(decision: Decision, remedies: Remedies) -> Answer:
    """Return each change that would allow what is denied, with its statements."""
    title = f"{decision.principal}: {' '.join(decision.question.split())}"
    value: dict[str, Any] = decision_json(decision)
    value["remedies"] = [remedy_json(remedy) for remedy in remedies]
    blocks: list[Block] = [
        Preformatted(f"{number}. {price_of(remedy)}\n{_indented(script_of(remedy))}")
        for number, remedy in enumerate(remedies, start=1)
    ]
    rest = remedies.words().splitlines()[len(remedies) :]
    blocks += [Paragraph(line) for line in rest]
    return Answer(title, tuple(blocks), value)


def _indented(text: str) -> str:
    return "\n".join(f"   {line}" for line in text.splitlines())


def escalations_answer(
    who: str, escalations: Sequence[Escalation], *, everywhere: bool = False
) -> Answer:
    """Return what a principal could come to, each with its script.

    Args:
        who: The principal.
        escalations: What was found.
        everywhere: Whether all there is was asked about, and not one thing.
    """
    blocks: list[Block] = [
        Preformatted(f"{each.headline}\n{_indented(lines_of(each.steps))}") for each in escalations
    ]
    value = [
        {
            "principal": each.principal,
            "what": str(getattr(each, "what", "")),
            "securable": str(getattr(each, "securable", "")),
            "script": list(each.script),
            "steps": list(each.steps),
            "without": str(getattr(each, "without", "")),
            "words": each.words(),
        }
        for each in escalations
    ]
    nothing = f"{who} could get nothing beyond what is allowed already"
    if everywhere:  # could_get then asks for no write
        nothing += "; reading and running was asked about, ask for `write NAME` by itself"
    return Answer(f"What {who} could get", tuple(blocks) or (Paragraph(nothing),), value)


def found_answer(title: str, found: Iterable[Found]) -> Answer:
    """Return what a search found, best first, with where it matched."""
    held = tuple(found)
    value = [
        {
            "title": each.title,
            "name": each.name,
            "matched": list(each.matched),
            "owner": each.owner,
            "comment": each.comment,
            "tags": dict(each.tags),
        }
        for each in held
    ]
    if not held:
        return Answer(title, (Paragraph("nothing"),), value)
    rows = tuple((each.title, each.owner, ", ".join(each.matched)) for each in held)
    return Answer(title, (Table(("securable", "owner", "matched in"), rows),), value)


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
