"""Decides who may do something, and on what a principal may do it: the questions asked in bulk.

Few principals or securables are asked one by one. Many are read from the index, wherever it gives
exactly the answer of the plain rule; numpy is loaded then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from govsim.access.answers import Decision
from govsim.access.decide import authorize, decide
from govsim.access.identities import identities_of, people
from govsim.access.indexed import exact_privileges, home_of, types_for
from govsim.access.naming import names_in, names_of
from govsim.access.questions import named, securable_named
from govsim.access.standing import Context
from govsim.catalog import Session, Snapshot
from govsim.errors import GovsimError
from govsim.model import statements as s
from govsim.model.kinds import SecurableType, parts_of
from govsim.model.values import Securable, principal_named

if TYPE_CHECKING:
    from govsim.access.index import AccessIndex

FEW = 64  # principals for whom one answer each costs less than an index
SMALL = 2_000  # as many securables


def who_can(
    snapshot: Snapshot,
    question: s.Statement,
    *,
    session: Session | None = None,
    context: Context | None = None,
) -> tuple[str, ...]:
    """Return the users and service principals that may do something, in order of their names.

    Args:
        snapshot: What is asked about.
        question: Any statement, action or short form.
        session: Where unqualified names are looked up.
        context: Where they would ask from.

    Raises:
        GovsimError: `unknown-securable` when nobody may, as what it names does not exist.
    """
    session, context = session or Session(), context or Context()
    if isinstance(question, s.Ask):
        securable_named(snapshot, session, question)
        if len(snapshot.principals) > FEW:
            found = _from_index(snapshot, question, session, context)
            if found is not None:
                return found
    answers: dict[frozenset[str], Decision] = {}
    allowed = []
    for principal in people(snapshot):
        alike = _identity(snapshot, principal, question)
        if alike not in answers:
            answers[alike] = _asked(snapshot, principal, question, session, context)
        if answers[alike].allowed:
            allowed.append(principal)
    if not allowed:
        _refuse_unknown(snapshot, answers.values(), question, session, context)
    return tuple(sorted(allowed))


def what_can(
    snapshot: Snapshot,
    principal: str,
    what: str,
    *,
    types: Collection[SecurableType] | None = None,
    context: Context | None = None,
) -> tuple[str, ...]:
    """Return the full names of all on which a principal may do something, in order.

    Args:
        snapshot: What is asked about.
        principal: Who would do it; a group is asked for its own rights.
        what: A verb such as `read`, or a privilege, which counts with the way to it.
        types: Which types of securable to name; None names those that the word is mostly said
            of: relations for `read`, `write` and SELECT, routines for `run` and EXECUTE.
        context: Where she would do it from.

    Raises:
        GovsimError: `unknown-privilege` when `what` is neither verb nor privilege.
    """
    context, principal = context or Context(), principal_named(principal)
    what, home = home_of(what)
    wanted = frozenset(types) if types is not None else home
    if len(snapshot.securables) > SMALL:
        keys = _keys_from_index(snapshot, principal, what, wanted, context)
    else:
        keys = (
            securable.key
            for securable in snapshot.securables.values()
            if securable.type in wanted and _may_on(snapshot, principal, what, securable, context)
        )
    return tuple(sorted({snapshot.securables[key].name for key in keys}))


def index_of(snapshot: Snapshot, workspace: str) -> AccessIndex:
    """Return the index of a snapshot as one workspace sees it, made once."""
    from govsim.access.index import AccessIndex

    found: AccessIndex | None = snapshot.memo.get(("index", workspace))
    if found is None:
        found = snapshot.memo["index", workspace] = AccessIndex.of(snapshot, workspace=workspace)
    return found


# --- the plain rule ---------------------------------------------------------------------------


def _asked(
    snapshot: Snapshot, principal: str, question: s.Statement, session: Session, context: Context
) -> Decision:
    # A question that would change nothing needs only the right to it.
    ask = authorize if isinstance(question, s.LOOKING) else decide
    return ask(snapshot, principal, question, question="?", session=session, context=context)


def _refuse_unknown(
    snapshot: Snapshot,
    answers: Iterable[Decision],
    question: s.Statement,
    session: Session,
    context: Context,
) -> None:
    """Raise what only those hear who pass the gates: that something named does not exist."""
    owners = {
        held.owner for held in snapshot.securables.values() if held.type is SecurableType.CATALOG
    }
    asked = (_asked(snapshot, owner, question, session, context) for owner in sorted(owners))
    for refusal in (refusal for answer in (*answers, *asked) for refusal in answer.refusals):
        if refusal.code == "unknown-securable":
            raise GovsimError(refusal.code, refusal.sentence, at=question.at, hint=refusal.hint)


def _may_on(
    snapshot: Snapshot, principal: str, what: str, securable: Securable, context: Context
) -> bool:
    question = s.Ask(what=what, name=parts_of(securable.name), type=securable.type)
    return _asked(snapshot, principal, question, Session(), context).allowed


def _identity(snapshot: Snapshot, principal: str, question: s.Statement) -> frozenset[str]:
    """Return those identities that any rule could know: who shares them shares every answer."""
    ids = identities_of(snapshot, principal)
    return frozenset(names_in(snapshot).intersection(ids) | names_of(question).intersection(ids))


# --- the index --------------------------------------------------------------------------------


def _from_index(
    snapshot: Snapshot, question: s.Ask, session: Session, context: Context
) -> tuple[str, ...] | None:
    found = next(named(snapshot, session, question), None)
    if found is None:
        return None
    privileges = exact_privileges(snapshot, question.what, found, context)
    index = index_of(snapshot, context.workspace) if privileges else None
    if index is None or not index.covers(found.key):
        return None
    first, *others = (index.who_can(privilege, found.key) for privilege in privileges)
    if not others:
        return tuple(sorted(first))
    return tuple(sorted(set(first).intersection(*others)))


def _keys_from_index(
    snapshot: Snapshot, principal: str, what: str, types: frozenset[SecurableType], context: Context
) -> Iterator[str]:
    """Yield the keys that the index answers for, then those that only the plain rule does."""
    index = index_of(snapshot, context.workspace)
    beside = _beside(snapshot, index, what, types, context)
    for type_ in types:
        held = (
            set(index.what_can(principal, privilege, {type_}))
            for privilege in types_for(what).get(type_, ())
        )
        found = set.intersection(*held) if types_for(what).get(type_) else set[str]()
        yield from found - beside
    for key in beside:
        if _may_on(snapshot, principal, what, snapshot.securables[key], context):
            yield key


def _beside(
    snapshot: Snapshot,
    index: AccessIndex,
    what: str,
    types: frozenset[SecurableType],
    context: Context,
) -> frozenset[str]:
    """Return the securables that the index does not answer for; worked out once a snapshot."""
    key = ("beside", what, types, context)
    if key not in snapshot.memo:
        snapshot.memo[key] = frozenset(
            securable.key
            for securable in snapshot.securables.values()
            if securable.type in types
            and not (
                exact_privileges(snapshot, what, securable, context) and index.covers(securable.key)
            )
        )
    found: frozenset[str] = snapshot.memo[key]
    return found
