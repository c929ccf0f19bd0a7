"""Decides one question: may this principal do this, why, and what is in the way."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final

from govsim.access.answers import Decision, Refusal, Requirement
from govsim.access.asked_of_reader import answered, asked_by_guard
from govsim.access.asking import Asking
from govsim.access.explanation import question_words
from govsim.access.identities import identities_of
from govsim.access.requirements import ask
from govsim.access.standing import Context, Standing
from govsim.catalog import (
    Draft,
    Metastore,
    Session,
    Snapshot,
    apply_statement,
    known_principals,
)
from govsim.errors import GovsimError, nearest
from govsim.model import statements as s
from govsim.model.values import ACCOUNT_USERS, principal_named

_NOWHERE: Final = Session()
_HERE: Final = Context()


def authorize(
    metastore: Metastore,
    principal: str,
    statement: s.Statement,
    *,
    question: str = "",
    session: Session | None = None,
    context: Context | None = None,
) -> Decision:
    """Decide whether a principal holds what a statement needs.

    Whether the statement fits the metastore (its names exist, its privileges apply), and which
    masks lie on columns that it reads, is not asked here: `decide` does all of it.
    """
    found = _gathered(metastore, principal, statement, question, session, context)
    return _with_asked(metastore, found) if found.obligations else found


def _gathered(
    metastore: Metastore,
    principal: str,
    statement: s.Statement,
    question: str,
    session: Session | None,
    context: Context | None,
) -> Decision:
    context, principal = context or _HERE, principal_named(principal)
    standing = Standing(metastore, principal)
    asking = Asking(metastore, standing, session or _NOWHERE, context)
    closed = metastore.settings.closed_identities
    if closed and (unknown := unknown_principal(metastore, principal)) is not None:
        asking.refusals[unknown] = None
    else:
        if context.warehouse and not isinstance(statement, s.Action):
            asking.need_acl("warehouse", context.warehouse, "CAN_USE")
        ask(asking, statement)
    return Decision(
        principal,
        question or question_words(statement),
        tuple(asking.met.values()),
        tuple(asking.missing),
        tuple(asking.refusals),
        tuple(asking.obligations),
        tuple(asking.notes),
        writes=not _looks(statement),
        at=statement.at,
        asked=tuple(asking.asked),
        acting=_acting(metastore, principal, asking.missing),
    )


def _looks(statement: s.Statement) -> bool:
    if isinstance(statement, s.Compound):
        return all(map(_looks, statement.statements))
    return isinstance(statement, s.LOOKING)


def decide(
    snapshot: Snapshot,
    principal: str,
    statement: s.Statement,
    *,
    question: str = "",
    session: Session | None = None,
    context: Context | None = None,
) -> Decision:
    """Decide one question; it is allowed exactly when nothing is missing and nothing refuses.

    A statement that would change the metastore is tried on a draft that is thrown away, so that
    an invalid one is denied with the platform's reason. The masks that come with the answer are
    those of columns that the statement reads.
    """
    session, principal = session or Session(), principal_named(principal)
    decision = _gathered(snapshot, principal, statement, question, session, context)
    if not decision.allowed:
        return _with_asked(snapshot, decision)
    notes = decision.notes
    refusals: tuple[Refusal, ...] = ()
    try:
        applied, _ = apply_statement(Draft(snapshot), statement, session, principal)
        notes += applied.notes
    except GovsimError as error:
        refusals = (Refusal(error.code, error.message, error.hint),)
    if not refusals and not session.supposing and isinstance(statement, s.Query | s.Explain):
        from govsim.access.columns_lacking import lacking

        lacks = lacking(snapshot, session, statement)
        refusals = (lacks,) if lacks else ()
    decision = replace(decision, refusals=refusals, notes=notes, acting={})
    if decision.obligations:
        from govsim.access.columns_read import met_by

        obligations = met_by(snapshot, session, statement, decision.obligations)
        decision = replace(decision, obligations=obligations)
    return _with_asked(snapshot, decision)


def _with_asked(metastore: Metastore, decision: Decision) -> Decision:
    """Return the decision with what its filters and masks ask of the reader, and the answers."""
    found = dict.fromkeys(decision.asked)
    ids = identities_of(metastore, decision.principal) if decision.obligations else {}
    for one in decision.obligations:
        asked = asked_by_guard(one, metastore)
        found.update(dict.fromkeys(answered(asked, metastore, decision.principal, ids)))
    return replace(decision, asked=tuple(found)) if decision.obligations else decision


def _acting(
    metastore: Metastore, principal: str, missing: Iterable[Requirement]
) -> dict[str, Collection[str]]:
    holders = {need.holder for need in missing if need.holder} if missing else ()
    if not holders:
        return {}
    return {who: identities_of(metastore, who) for who in (principal, *holders)}


def unknown_principal(metastore: Metastore, principal: str) -> Refusal | None:
    """Return what there is to say of a principal that nothing declares or names, or None."""
    principal = principal_named(principal)
    if principal in metastore.principals or principal == ACCOUNT_USERS:
        return None
    near = nearest(principal, known_principals(metastore))
    return Refusal(
        "unknown-principal",
        f"could not find principal with name {principal} [PRINCIPAL_DOES_NOT_EXIST]",
        f"did you mean `{near}`?" if near else None,
    )
