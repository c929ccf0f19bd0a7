"""Renders an impact: what breaks downstream of a change, what it raises, and for whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from govsim.impact.downstream import Affected, Impact, Verdict, counted
from govsim.impact.downstream.values import kind_word
from govsim.model.flows import Flow
from govsim.report.answer import Answer, Block, Finding, Heading, Paragraph, Preformatted
from govsim.report.plan import access_lines, plan_json

_HEADINGS: Final = {
    Verdict.BREAKS: "Breaks",
    Verdict.CHANGES: "Changes meaning",
    Verdict.RECOMPUTE: "To be computed anew",
    Verdict.UNKNOWN: "Not known",
    Verdict.UNTOUCHED: "Untouched",
}
_MARKS: Final = {
    Verdict.BREAKS: "✗",
    Verdict.CHANGES: "~",
    Verdict.RECOMPUTE: "↻",
    Verdict.UNKNOWN: "?",
    Verdict.UNTOUCHED: "·",
}
_NAMED: Final = 5  # people that are listed under a thing


def impact_answer(impact: Impact, title: str) -> Answer:
    """Return an impact as an answer; `title` says what the change is."""
    blocks: list[Block] = [Paragraph(_summary(impact))]
    if impact.changes:
        told = "\n".join(f"{one.node}: {one.what}" for one in impact.changes)
        blocks.append(Preformatted(told))
    for verdict, heading in _HEADINGS.items():
        held = impact.with_verdict(verdict)
        if held:
            blocks += [Heading(f"{heading}: {counted(held)}"), Preformatted(_things(held))]
    if impact.plan is not None and (lines := access_lines(impact.plan)):
        blocks += [Heading("Access"), Preformatted("\n".join(lines))]
    notes = impact.plan.notes if impact.plan is not None else ()
    if notes:
        blocks += [Heading("Notes"), Preformatted("\n".join(f"· {n.message}" for n in notes))]
    findings = [_finding(one) for one in impact.touched]
    findings += [Finding(note.code, note.message, "note", note.at) for note in notes]
    value = impact_json(impact)
    return Answer(f"Impact of {title}", tuple(blocks), value, tuple(findings), told=True)


def _summary(impact: Impact) -> str:
    if not impact.affected:
        none = "The change alters no table, view, function or model."
        return "Nothing is downstream." if impact.changes else none
    parts = [
        f"{counted(held)} {_VERBS[verdict][len(held) > 1]}"
        for verdict in _HEADINGS
        if (held := impact.with_verdict(verdict))
    ]
    return f"{'; '.join(parts)}."


_VERBS: Final = {
    Verdict.BREAKS: ("breaks", "break"),
    Verdict.CHANGES: ("changes meaning", "change meaning"),
    Verdict.RECOMPUTE: ("is to be computed anew", "are to be computed anew"),
    Verdict.UNKNOWN: ("is not known", "are not known"),
    Verdict.UNTOUCHED: ("is untouched", "are untouched"),
}


def _things(held: Sequence[Affected]) -> str:
    return "\n".join(line for one in held for line in _thing(one))


def _thing(one: Affected) -> Iterator[str]:
    about = [f"owner {one.owner}" if one.owner else "", _readers(one), _last(one)]
    said = ", ".join(part for part in about if part)
    word = kind_word(one)
    yield f"{_MARKS[one.verdict]} {word} {one.node.name}{f' ({said})' if said else ''}"
    if one.verdict is Verdict.UNTOUCHED:
        return
    for reason in one.reasons:
        yield f"    {reason}"
    if one.error:
        yield f"    {one.error}"
    if one.path:
        yield f"    path: {_path(one.path)}"
    if one.at is not None:
        yield f"    at {one.at}"
    if one.used:
        users = ", ".join(name for name, _ in one.used[:_NAMED])
        more = len(one.used) - _NAMED
        yield f"    used by {users}{f' and {more} more' if more > 0 else ''}"


def _readers(one: Affected) -> str:
    count = len(one.readers)
    return f"{count:,} may read it" if count else ""


def _last(one: Affected) -> str:
    return f"last used {one.last_use:%Y-%m-%d}" if one.last_use is not None else ""


def _path(path: Sequence[Flow]) -> str:
    return " → ".join([str(path[0].source), *(str(flow.target) for flow in path)])


def _finding(one: Affected) -> Finding:
    reason = f": {one.reasons[0]}" if one.reasons else ""
    message = f"{kind_word(one)} {one.node.name} {_VERBS[one.verdict][0]}{reason}"
    at, error = one.at, one.error or None
    if one.verdict is Verdict.BREAKS:
        return Finding("impact-breaks", message, "error", at, error)
    if one.verdict is Verdict.CHANGES:
        return Finding("impact-changes", message, "warning", at)
    if one.verdict is Verdict.RECOMPUTE:
        return Finding("impact-recompute", message, "note", at)
    return Finding("impact-unknown", message, "warning", at)


def impact_json(impact: Impact) -> dict[str, Any]:
    """Return an impact as JSON."""
    return {
        "changes": [
            {"name": one.node.name, "column": one.node.column, "what": one.what}
            for one in impact.changes
        ],
        "counts": {
            str(verdict): counted(impact.with_verdict(verdict))
            for verdict in _HEADINGS
            if impact.with_verdict(verdict)
        },
        "affected": [_json(one) for one in impact.affected],
        "access": plan_json(impact.plan, None) if impact.plan is not None else None,
    }


def _json(one: Affected) -> dict[str, Any]:
    return {
        "name": one.node.name,
        "kind": kind_word(one),
        "verdict": str(one.verdict),
        "reasons": list(one.reasons),
        "error": one.error or None,
        "columns": list(one.columns),
        "distance": one.distance,
        "path": [str(one.path[0].source), *(str(f.target) for f in one.path)] if one.path else [],
        "owner": one.owner or None,
        "readers": list(one.readers),
        "used": [
            {"principal": who, "last": time.isoformat() if time else None} for who, time in one.used
        ],
        "last_use": one.last_use.isoformat() if one.last_use else None,
        "at": str(one.at) if one.at else None,
    }
