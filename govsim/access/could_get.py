"""Decides what a principal could get by herself, with the script that has been run to show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from govsim.access.answers import Decision
from govsim.access.candidates import Question
from govsim.access.escalating import Escalating, Script, ran
from govsim.access.escalation import Escalation, Escalations, told
from govsim.access.questions import securable_named
from govsim.access.standing import Context, Standing
from govsim.access.through import rewritable, through_function
from govsim.access.unveiling import guarded, unveiled
from govsim.catalog import Session, Snapshot
from govsim.model import statements as s
from govsim.model.kinds import RELATIONS, ROUTINES, Kind, SecurableType, parts_of
from govsim.model.values import RelationDetail, Securable

T = SecurableType
MOST: Final = 1_000  # escalations that are told when all securables are asked about
_VERBS: Final = {
    **dict.fromkeys(RELATIONS, "read"),
    **dict.fromkeys(ROUTINES, "run"),
    T.VOLUME: "read",
}


def could_get(
    snapshot: Snapshot,
    principal: str,
    question: s.Statement | None = None,
    *,
    session: Session | None = None,
    context: Context | None = None,
) -> Escalations:
    """Return what a principal could come to do by means of what she may do already.

    She may grant to herself what she owns or manages, or to an owner whose view she reads; take
    over what she manages; name herself metastore admin, as an account admin; and rewrite a
    function that reads with the rights of its owner; and what she reads filtered or masked, she
    may come to read without by dropping or rewriting what is in her way. Each script
    is the shortest found, and has been run: every statement in order with the rights she then has,
    and the question after it.

    Args:
        snapshot: What is asked about.
        principal: Who.
        question: What she would do. None asks of every table, view, volume, routine whether she
            could read or run it, and of every table that she reads whether she could bare it; what
            she could come to read and then bare is told when it is asked about.
        session: Where unqualified names are looked up.
        context: Where she works from.

    Returns:
        Nothing for what she may do already.

    Raises:
        GovsimError: `unknown-securable`.
    """
    session, context = session or Session(), context or Context()
    if question is not None:
        _require_named(snapshot, session, question)
        asked = Question(snapshot, principal, question, session, context)
        search = Escalating(asked)
        return Escalations.of(_one(asked, search), cut=search.cut)
    return _all(snapshot, principal, session, context)


def _require_named(snapshot: Snapshot, session: Session, question: s.Statement) -> None:
    if isinstance(question, s.Ask):
        securable_named(snapshot, session, question)


def _one(asked: Question, search: Escalating) -> Iterator[Escalation]:
    script = search.script()
    if script:
        yield told(asked, script)
    if script is not None and (after := ran(asked.snapshot, asked, script)) is not None:
        yield from unveiled(asked, asked.decide(after), script)
    table = _read(asked)
    if script is None and table is not None:
        borrowed = through_function(asked, table)
        if borrowed is not None:
            yield replace(told(asked, borrowed[0]), through=borrowed[1])


def _read(asked: Question) -> Securable | None:
    """Return the relation that a question reads, when that is all it asks."""
    if isinstance(asked.statement, s.Ask) and asked.statement.what == "read":
        first = next(iter(asked.named().values()), None)
        return first if first is not None and first.type in RELATIONS else None
    return None


# --- of every securable -------------------------------------------------------------------------


def _all(snapshot: Snapshot, principal: str, session: Session, context: Context) -> Escalations:
    found: list[Escalation] = []
    cut = False
    known: dict[object, tuple[Securable, Script]] = {}
    open_: set[object] = set()
    for securable in _worth_asking(snapshot, principal):
        if len(found) >= MOST:
            return Escalations.of(found, cut=True)
        alike = _alike_to(snapshot, securable)
        if alike in open_:
            continue
        asked = Question(snapshot, principal, _question(securable), session, context)
        decision = asked.ask(snapshot)
        if decision.allowed:
            if alike is not None:
                open_.add(alike)
            continue
        shape = _shape(snapshot, principal, securable, decision)
        script = _alike(asked, securable, known.get(shape))
        if script is not None:
            found.append(told(asked, script))
            continue
        search = Escalating(asked)
        ways = tuple(_one(asked, search))
        if ways and not ways[0].through:
            known[shape] = securable, search.best
        found += (way for way in ways if not way.without)
        cut |= search.cut
    for securable in guarded(snapshot, principal):
        if len(found) >= MOST:
            return Escalations.of(found, cut=True)
        asked = Question(snapshot, principal, _question(securable), session, context)
        if (decision := asked.decide(snapshot)).allowed:
            found += unveiled(asked, decision)
    return Escalations.of(found, cut=cut)


def _alike_to(snapshot: Snapshot, table: Securable) -> object:
    """Return what a table shares with all that nothing but a name sets apart from it, if any.

    Whoever reads one of them reads them all: no row, filter, mask or policy tells them apart.
    """
    detail = table.detail
    if table.type is not T.TABLE or snapshot.policies or snapshot.grants.get(table.key):
        return None
    if not isinstance(detail, RelationDetail) or detail.row_filter or detail.body or detail.paths:
        return None
    if any(column.mask is not None for column in detail.columns):
        return None
    return table.kind, table.parent, table.owner, detail.location


def _worth_asking(snapshot: Snapshot, principal: str) -> Iterator[Securable]:
    """Yield what she manages, what lies in it, and views, in order of their names.

    Anything else stays closed to her, unless she is an admin or may rewrite a function.
    """
    standing = Standing(snapshot, principal)
    everywhere = standing.is_metastore_admin or standing.is_account_admin
    everywhere = everywhere or bool(rewritable(snapshot, principal))
    managed: dict[str | None, bool] = {}
    for securable in sorted(snapshot.securables.values(), key=lambda held: held.name):
        if securable.type not in _VERBS or securable.kind is Kind.SYSTEM or securable.is_hive:
            continue
        above = securable.parent
        if above not in managed:
            line = standing.chain(securable)[1:]
            managed[above] = any(standing.holds(held) for held in line)
        if everywhere or managed[above] or securable.type is T.VIEW or standing.holds(securable):
            yield securable


def _question(securable: Securable) -> s.Ask:
    name = parts_of(securable.name)
    return s.Ask(what=_VERBS[securable.type], name=name, type=securable.type)


def _shape(snapshot: Snapshot, principal: str, securable: Securable, decision: Decision) -> object:
    """Return what tells whether the script for one securable, renamed, may do for another."""
    standing = Standing(snapshot, principal)
    gaps = tuple(
        (need.privilege, need.holder, "" if need.key == securable.key else need.key)
        for need in decision.missing
    )
    return securable.type, securable.parent, standing.holds(securable), gaps


def _alike(
    asked: Question, securable: Securable, known: tuple[Securable, Script] | None
) -> Script | None:
    """Return the script for a sibling, renamed, when it runs and does; else None."""
    if known is None:
        return None
    sibling, script = known
    old, new = parts_of(sibling.name), parts_of(securable.name)
    renamed = tuple(_renamed(statement, old, new) for statement in script)
    after = ran(asked.snapshot, asked, renamed)
    return renamed if after is not None and asked.ask(after).allowed else None


def _renamed(statement: s.Statement, old: s.Name, new: s.Name) -> s.Statement:
    if isinstance(statement, s.Grant) and statement.on.name == old:
        return replace(statement, on=replace(statement.on, name=new))
    if isinstance(statement, s.AlterOwner) and statement.target.name == old:
        return replace(statement, target=replace(statement.target, name=new))
    return statement
