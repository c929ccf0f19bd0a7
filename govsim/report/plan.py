"""Renders a plan: who gains, who loses, because of which statement, and what else to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from govsim.errors import Place, ScriptError
from govsim.impact import Cause, Entry, Plan
from govsim.impact.replay import Replayed
from govsim.report.answer import Answer, Block, Finding, Heading, Level, Paragraph, Preformatted

_NAMED: Final = 12  # people that are listed under an entry, and securables
_PARTS: Final = 5  # sets of people, where they are not concerned by the same securables


def plan_answer(plan: Plan, title: str, replayed: Replayed | None = None) -> Answer:
    """Return a plan as an answer.

    Args:
        plan: What would change.
        title: What is planned, in words: the paths of the scripts.
        replayed: An audit log under the change, when one was given.
    """
    blocks: list[Block] = [Paragraph(_summary(plan))]
    for heading, lines in _sections(plan, replayed):
        blocks += [Heading(heading), Preformatted("\n".join(lines))]
    if not plan.because and not plan.veiled and not plan.errors:
        blocks.append(Paragraph("Nobody gains or loses access."))
    return Answer(
        f"Plan of {title}",
        tuple(blocks),
        plan_json(plan, replayed),
        tuple(plan_findings(plan, replayed)),
        told=True,
    )


def _summary(plan: Plan) -> str:
    total = len(plan.taken)
    counts = [
        f"{plan.changes} of {total} statement{'s' if total != 1 else ''} change something"
        if plan.changes != 1
        else f"1 of {total} statement{'s' if total != 1 else ''} changes something",
        _people("gain", plan.gained.people),
        _people("lose", plan.lost.people),
    ]
    return f"Run by {plan.principal}: {'; '.join(counts)}."


def _people(verb: str, people: Sequence[str]) -> str:
    if not people:
        return f"nobody {verb}s access"
    one = len(people) == 1
    return f"{len(people):,} {'person' if one else 'people'} {verb}{'s' if one else ''} access"


def _sections(plan: Plan, replayed: Replayed | None) -> Iterator[tuple[str, list[str]]]:
    yield from _present("Cannot run", [line for e in plan.errors for line in _error(e)])
    denied = [line for one in plan.denied for line in _denied(one.words(), one.cause, one.grants)]
    yield from _present("Not allowed to the one who runs it", denied)
    yield from _present("Gains", [line for e in plan.gained.entries for line in _entry(e, "+")])
    yield from _present("Loses", [line for e in plan.lost.entries for line in _entry(e, "-")])
    yield from _present("Seen otherwise", _words("~", plan.veiled))
    yield from _present("Escalation", _words("!", plan.escalations))
    yield from _present("Woken grants", _words("!", plan.woken))
    dormant = []
    for one in plan.dormant:
        dormant.append(f"? {one.words()}")
        dormant += [f"    {grant};" for grant in one.grants]
    yield from _present("Dormant grants", dormant)
    yield from _present("No effect", _words("·", plan.no_ops))
    yield from _present("Redundant", _words("·", plan.redundant))
    if replayed is not None:
        yield "Replay of the log", _replayed(replayed)
    yield from _present("Notes", [f"· {n.message}{_at(n.at)}" for n in plan.notes])


def access_lines(plan: Plan) -> list[str]:
    """Return who gains and loses access, and who sees otherwise, as a plan lists it."""
    lines = [line for entry in plan.gained.entries for line in _entry(entry, "+")]
    lines += [line for entry in plan.lost.entries for line in _entry(entry, "-")]
    return lines + _words("~", plan.veiled)


def _present(heading: str, lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    if lines:
        yield heading, lines


def _words(sign: str, found: Iterable[Any]) -> list[str]:
    return [f"{sign} {one.words()}" for one in found]


def _entry(entry: Entry, sign: str) -> Iterator[str]:
    yield f"{sign} {entry.words()}"
    for cause in (entry.cause, *entry.together):
        yield f"    {cause.place}  {_short(cause.text)}"
    if len(entry.blocks) > 1:
        yield from _parts(entry)
    else:
        yield from _listed(entry)
    yield from (f"    why: {why}" for why in entry.why)


def _listed(entry: Entry) -> Iterator[str]:
    people = entry.people
    if 2 < len(people) <= _NAMED:
        yield f"    who: {', '.join(people)}"
    names = [name for block in entry.blocks for name in block.names]
    if 1 < len(names) <= _NAMED:
        yield f"    on: {', '.join(names)}"


def _parts(entry: Entry) -> Iterator[str]:
    """Yield who is concerned where, a line for each set of people, the largest first."""
    found = sorted(entry.blocks, key=lambda block: (-len(block.keys), block.keys))
    for block in found[:_PARTS]:
        few = len(block.names) <= _NAMED
        listed = ", ".join(block.names) if few else f"{len(block.names):,} of them"
        yield f"    {block.who}: {listed}"
    if len(found) > _PARTS:
        yield f"    and {len(found) - _PARTS:,} more sets of people, each on others"


def _error(error: Exception) -> list[str]:
    return str(error).split("\n")


def _denied(words: str, cause: Cause, grants: tuple[str, ...]) -> Iterator[str]:
    yield f"x {words}"
    yield f"    {cause.place}  {_short(cause.text)}"
    for grant in grants:
        yield f"    hint: {grant};"


def _replayed(found: Replayed) -> list[str]:
    lines = [f"x {one.words()}" for one in found.broken]
    accesses = "access" if found.checked == 1 else "accesses"
    counts = f"{found.checked:,} {accesses} asked again, {len(found.broken):,} would be denied"
    if found.denied_before:
        are = "is" if found.denied_before == 1 else "are"
        counts += f"; {found.denied_before:,} {are} denied already"
    if found.unread:
        counts += f"; {found.unread:,} cannot be asked again"
    return [*lines, counts]


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 90 else f"{flat[:89]}…"


def _at(at: Place | None) -> str:
    return f" ({at.source}:{at.line})" if at is not None else ""


# --- findings, for build servers and --fail-on ---


def plan_findings(plan: Plan, replayed: Replayed | None = None) -> Iterator[Finding]:
    """Yield everything in a plan that a reviewer may want to stop."""
    for error in plan.errors:
        for each in error.errors if isinstance(error, ScriptError) else (error,):
            yield Finding(each.code, each.message, "error", each.at, each.hint)
    yield from _found(plan.denied, "error", code="not-allowed")
    yield from _found(plan.gained.entries, "warning", code="access-gained")
    yield from _found(plan.lost.entries, "note", code="access-lost")
    yield from _found(plan.veiled, "warning", code="seen-otherwise")
    yield from _found(plan.escalations, "warning", code="new-escalation")
    yield from _found(plan.woken, "warning", code="woken-grant")
    yield from _found(plan.dormant, "note", code="dormant-grant")
    yield from _found(plan.no_ops, "note", code="no-change")
    yield from _found(plan.redundant, "note", code="redundant-grant")
    for broken in replayed.broken if replayed is not None else ():
        yield Finding("access-broken", broken.words(), "error")
    for note in plan.notes:
        yield Finding(note.code, note.message, "note", note.at)


def _found(found: Iterable[Any], level: Level, *, code: str) -> Iterator[Finding]:
    for one in found:
        yield Finding(code, one.words(), level, one.cause.at)


# --- JSON ---


def plan_json(plan: Plan, replayed: Replayed | None = None) -> dict[str, Any]:
    """Return a plan as JSON; people and securables are listed in full."""
    value: dict[str, Any] = {
        "principal": plan.principal,
        "statements": len(plan.taken),
        "changes": plan.changes,
        "runs": plan.runs,
        "gained": [_entry_json(entry) for entry in plan.gained.entries],
        "lost": [_entry_json(entry) for entry in plan.lost.entries],
        "seen_otherwise": [
            {**_cause_json(one), "people": list(one.people), "clearer": one.clearer}
            for one in plan.veiled
        ],
        "dormant": [{**_cause_json(one), "grants": list(one.grants)} for one in plan.dormant],
        "woken": [{**_cause_json(one), "people": list(one.people)} for one in plan.woken],
        "escalations": [
            {**_cause_json(one), "people": list(one.people)} for one in plan.escalations
        ],
        "no_effect": [{**_cause_json(one), "routes": list(one.routes)} for one in plan.no_ops],
        "redundant": [{**_cause_json(one), "routes": list(one.routes)} for one in plan.redundant],
        "denied": [
            {**_cause_json(one), "missing": list(one.lacking), "grants": list(one.grants)}
            for one in plan.denied
        ],
        "errors": [
            {"code": error.code, "message": error.message, "at": str(error.at or "")}
            for error in plan.errors
        ],
        "notes": [{"code": note.code, "message": note.message} for note in plan.notes],
    }
    if replayed is not None:
        value["replay"] = _replay_json(replayed)
    return value


def _replay_json(replayed: Replayed) -> dict[str, Any]:
    return {
        "checked": replayed.checked,
        "denied_before": replayed.denied_before,
        "unread": replayed.unread,
        "broken": [
            {
                "principal": one.event.principal,
                "text": one.event.text,
                "missing": list(one.decision.lacking),
            }
            for one in replayed.broken
        ],
    }


def _entry_json(entry: Entry) -> dict[str, Any]:
    return {
        "privileges": list(entry.privileges),
        "on": entry.on,
        "people": list(entry.people),
        "securables": [key.partition(":")[2] for key in entry.keys],
        "count": entry.count,
        "parts": [
            {"people": list(block.people), "securables": list(block.names)}
            for block in entry.blocks
        ],
        "through": entry.through or None,
        "because": {"at": entry.cause.place, "statement": entry.cause.text},
        "why": list(entry.why),
        "together": [{"at": one.place, "statement": one.text} for one in entry.together],
        "words": entry.words(),
    }


def _cause_json(one: Any) -> dict[str, Any]:
    return {"at": one.cause.place, "statement": one.cause.text, "words": one.words()}
