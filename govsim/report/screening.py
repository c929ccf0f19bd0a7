"""Renders what screening found: what comes of each text, where, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import govsim.report.answer as told
from govsim.errors import Place
from govsim.guardrails import Finding, Outcome, Verdict
from govsim.report.answer import Answer, Block, Level, Paragraph, Preformatted, Table
from govsim.simulator.screened import Screened, Screening

_LEVELS: Final[dict[Outcome, Level]] = {
    Outcome.FLAG: "note",
    Outcome.REDACT: "warning",
    Outcome.BLOCK: "error",
    Outcome.ALLOW: "note",
}
_SO: Final[dict[Outcome, str]] = {  # what comes of a text that could not be looked at
    Outcome.FLAG: "flagged",
    Outcome.REDACT: "to be redacted",
    Outcome.BLOCK: "blocked",
    Outcome.ALLOW: "let pass",
}
_WIDEST: Final = 72  # characters of a path in a table
_BEGINNING: Final = 35
_END: Final = 36
_INJECTIONS: Final = frozenset({"INJECTION", "JAILBREAK"})
_SECRETS: Final = frozenset({"SECRET", "PASSWORD"})
_LEAKS: Final = frozenset({"CANARY", "SYSTEM_PROMPT"})


def screening_answer(
    screening: Screening, *, redacted: bool = False, fails_from: Outcome = Outcome.REDACT
) -> Answer:
    """Return what was found, in the order of the texts, and a closing count.

    Args:
        screening: What screening came to.
        redacted: Whether the texts are shown too, as redaction leaves them.
        fails_from: The outcome from which on a file counts as failed, in JUnit.
    """
    rows = [row for each in screening.screened for row in _rows(each)]
    rows += [_gap_row(screening, *gap) for gap in screening.gaps]
    blocks: list[Block] = []
    if rows:
        blocks.append(Table(("outcome", "place", "found", "sure", "why"), tuple(rows)))
        blocks.append(Paragraph(""))
    if said := _said(screening):
        blocks.append(Table(("texts", "what the policy says"), said, frozenset({0})))
        blocks.append(Paragraph(""))
    for each in screening.screened if redacted else ():
        if each.verdict.redacted is not None:
            blocks += [Paragraph(f"{each.at} redacted:"), Preformatted(each.verdict.redacted)]
    blocks += [Paragraph(line) for line in _closing(screening)]
    value = screening_json(screening)
    for made, each in zip(value["screened"], screening.screened, strict=True):
        made |= {"redacted": each.verdict.redacted} if redacted else {}
    return Answer(
        f"Screening under policy {screening.policy}",
        tuple(blocks),
        value,
        tuple(_reported(screening)),
        tuple(_cases(screening, fails_from)),
        told=True,
    )


def _said(screening: Screening) -> tuple[tuple[str, str], ...]:
    """Return each message of the policy on what was found, with how many texts it is about."""
    counts = Counter(
        message
        for each in screening.screened
        for message in dict.fromkeys(m for hint in each.hints for m in hint)
    )
    return tuple((str(count), message) for message, count in counts.items())


def _cases(screening: Screening, fails_from: Outcome) -> Iterator[told.Case]:
    """Yield one case a file: it fails by what a text of it comes to."""
    failed: dict[str, list[str]] = {}
    first: dict[str, Place] = {}
    for each in screening.screened:
        if each.verdict.outcome >= fails_from:
            failed.setdefault(each.source, []).extend("  ".join(row) for row in _rows(each))
            first.setdefault(each.source, next(iter(each.places), each.at))
    for gap in screening.gaps if screening.unscanned >= fails_from else ():
        failed.setdefault(gap[0].source, []).append("  ".join(_gap_row(screening, *gap)))
        first.setdefault(gap[0].source, gap[0])
    for source in dict.fromkeys((*screening.sources, *failed)):
        suite = f"govsim screen, policy {screening.policy}"
        yield told.Case(source, suite, "\n".join(failed.get(source, ())), first.get(source))


def screening_json(screening: Screening) -> dict[str, Any]:
    """Return the whole screening as JSON; no text that was found is part of it."""
    return {
        "policy": screening.policy,
        "outcome": str(screening.worst),
        "texts": screening.texts,
        "characters": screening.characters,
        "outcomes": {str(outcome): screening.outcomes.get(outcome, 0) for outcome in Outcome},
        "screened": [_screened_json(each) for each in screening.screened],
        "unscanned": screening.not_looked_at,
        "gaps": [{"at": str(place), "reason": reason} for place, reason in screening.gaps],
        "no_text": list(screening.no_text),
        "not_asked": {str(channel): count for channel, count in screening.unasked.items()},
        "left_out": dict(screening.left_out),
    }


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """Return a verdict as JSON."""
    return {
        "outcome": str(verdict.outcome),
        "policy": verdict.policy,
        "channel": str(verdict.channel),
        "findings": [_finding_json(finding) for finding in verdict.findings],
        "breaches": [
            {"rule": each.rule, "action": str(each.action), "why": each.why}
            for each in verdict.breaches
        ],
        "unscanned": [{"detector": g.detector, "reason": g.reason} for g in verdict.gaps],
        "messages": list(verdict.messages),
    }


def _screened_json(each: Screened) -> dict[str, Any]:
    made = verdict_json(each.verdict)
    for finding, place in zip(made["findings"], each.places, strict=True):
        finding["line"], finding["column"] = place.line, place.column
    return {"file": each.source, "where": each.where, **made}


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "detector": finding.detector,
        "type": finding.type,
        "start": finding.start,
        "end": finding.end,
        "score": round(finding.score, 4),
        "action": str(finding.action),
        "rule": finding.rule,
        "why": finding.why,
        "through": list(finding.through),
    }


def _rows(each: Screened) -> Iterator[tuple[str, ...]]:
    where = f" {_short(each.where)}" if each.where else ""
    for finding, place in zip(each.verdict.findings, each.places, strict=True):
        sure = f"{finding.score:.2f}"
        yield str(finding.action), f"{place}{where}", finding.type, sure, _why(finding)
    for breach in each.verdict.breaches:
        yield str(breach.action), f"{each.at}{where}", breach.rule, "", breach.why
    by_reason: dict[str, list[str]] = {}
    for gap in each.verdict.gaps:
        by_reason.setdefault(gap.reason, []).append(gap.detector)
    for reason, detectors in by_reason.items():
        why = reason if len(detectors) == 1 else f"{reason} ({', '.join(detectors)})"
        yield str(each.verdict.unscanned), f"{each.at}{where}", "unscanned", "", why


def _short(where: str) -> str:
    """Return a path as a table has room for it: its beginning and its end."""
    return where if len(where) <= _WIDEST else f"{where[:_BEGINNING]}…{where[-_END:]}"


def _gap_row(screening: Screening, at: Place, reason: str) -> tuple[str, ...]:
    return str(screening.unscanned), str(at), "unscanned", "", reason


def _why(finding: Finding) -> str:
    through = f", through {' in '.join(reversed(finding.through))}" if finding.through else ""
    rule = f" ({finding.rule})" if finding.rule else ""
    return f"{finding.why or finding.detector}{through}{rule}"


def _closing(screening: Screening) -> Iterator[str]:
    counts = [
        f"{screening.outcomes.get(outcome, 0)} {word}"
        for outcome, word in (
            (Outcome.BLOCK, "blocked"),
            (Outcome.REDACT, "to be redacted"),
            (Outcome.FLAG, "flagged"),
            (Outcome.ALLOW, "allowed"),
        )
        if screening.outcomes.get(outcome, 0)
    ]
    what = "1 text" if screening.texts == 1 else f"{screening.texts} texts"
    came = f": {', '.join(counts)}" if counts else ""
    unscanned = ""
    if screening.not_looked_at:
        so = _SO[screening.unscanned]
        unscanned = f"; {screening.not_looked_at} unscanned and so {so}"
    yield f"{what} screened under policy {screening.policy}{came}{unscanned}."
    for channel, count in screening.unasked.items():
        texts = "1 text" if count == 1 else f"{count} texts"
        yield f"Not screened: {texts} of channel {channel}, of which the policy asks nothing."
    if screening.no_text:
        shown = ", ".join(screening.no_text[:5])
        more = f" and {len(screening.no_text) - 5} more" if len(screening.no_text) > 5 else ""
        yield f"No text in: {shown}{more}."
    for why, count in screening.left_out.items():
        yield f"Left out: {count} {'finding' if count == 1 else 'findings'} {why}."


def _reported(screening: Screening) -> Iterator[told.Finding]:
    for each in screening.screened:
        inside = f" in {each.where}" if each.where else ""
        for finding, place, hint in zip(
            each.verdict.findings, each.places, each.hints, strict=True
        ):
            message = f"{finding.type}{inside}: {_why(finding)}, {finding.score:.2f}"
            level = _LEVELS[finding.action]
            yield told.Finding(
                code_of(finding.type), message, level, place, "; ".join(hint) or None
            )
        for breach in each.verdict.breaches:
            yield told.Finding("breached-rule", breach.why, _LEVELS[breach.action], each.at)
        for gap in each.verdict.gaps:
            level = _LEVELS[each.verdict.unscanned]
            yield told.Finding("unscanned", f"{gap.detector}{inside}: {gap.reason}", level, each.at)
    for place, reason in screening.gaps:
        yield told.Finding("unscanned", reason, _LEVELS[screening.unscanned], place)


def code_of(type_: str) -> str:
    """Return the code under which a type is reported; it has a page of its own."""
    if type_ in _INJECTIONS:
        code = "found-injection"
    elif type_ in _SECRETS:
        code = "found-secret"
    elif type_ in _LEAKS:
        code = "found-leak"
    elif type_ == "HIDDEN_TEXT":
        code = "found-hidden-text"
    elif type_ == "TOPIC":
        code = "found-topic"
    else:
        code = "found-personal-data"
    return code
