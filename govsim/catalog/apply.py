"""Holds what each statement does to the metastore, once it may be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from govsim.catalog import creation, policies
from govsim.catalog import data_definition as ddl
from govsim.catalog import governance as gov
from govsim.catalog.actions import apply_action
from govsim.catalog.altering import alter_table
from govsim.catalog.governed_tags import govern_tag
from govsim.catalog.procedures import statements_of, texts_given
from govsim.catalog.session import Session, find
from govsim.catalog.snapshot import Draft
from govsim.errors import GovsimError, Place
from govsim.model import statements as s
from govsim.model.bulk import collector_paused
from govsim.model.kinds import SecurableType

Apply = Callable[[Draft, Any, Session, str], "gov.Effect"]

APPLIERS: dict[type[s.Statement], Apply] = {
    s.Grant: gov.grant,
    s.Revoke: gov.revoke,
    s.Deny: gov.deny,
    s.AlterOwner: gov.alter_owner,
    s.GovernTag: govern_tag,
    s.SetTags: gov.set_tags,
    s.UnsetTags: gov.unset_tags,
    s.SetRowFilter: gov.set_row_filter,
    s.SetMask: gov.set_mask,
    s.CreatePolicy: policies.create_policy,
    s.DropPolicy: policies.drop_policy,
    s.AlterGroup: gov.alter_group,
    s.Create: creation.create,
    s.CreateRoutine: creation.create_routine,
    s.Drop: ddl.drop,
    s.Undrop: ddl.undrop,
    s.Rename: ddl.rename,
    s.Comment: ddl.comment,
    s.AlterView: ddl.alter_view,
    s.AlterTable: alter_table,
    s.Alter: ddl.alter,
    s.Write: ddl.touch_target,
    s.Maintain: ddl.touch_target,
    s.Refresh: ddl.touch_target,
    s.Action: apply_action,
}
# They leave the metastore as it is.
READERS: frozenset[type[s.Statement]] = frozenset({*s.LOOKING, s.Files})
_ON_DATA: Final = READERS | {s.Write, s.Maintain, s.Refresh}


@dataclass(frozen=True, slots=True)
class Applied:
    """What one statement did: whether anything changed, and what deserves a word."""

    changed: bool
    notes: tuple[gov.Note, ...] = field(default=())


_CHANGED, _UNCHANGED = Applied(changed=True), Applied(changed=False)


def apply_statement(
    draft: Draft, statement: s.Statement, session: Session, actor: str
) -> tuple[Applied, Session]:
    """Apply one statement to a draft as `actor`, whose right to do so was decided before.

    Returns:
        What it did, and the session that the next statement runs in.

    Raises:
        GovsimError: The statement does not fit the metastore; the draft must be thrown away.
    """
    if isinstance(statement, s.Call):
        return _called(draft, statement, session), session
    if type(statement) in READERS:
        return _UNCHANGED, session
    if isinstance(statement, s.Compound):
        return _ran(draft, statement, session, actor)
    if isinstance(statement, s.Use):
        find(draft, session, s.Target(statement.type, statement.name), statement.at)
        return _UNCHANGED, session.use(statement)
    if isinstance(statement, s.NotSimulated):
        note = gov.Note("not-simulated", f"{statement.keyword} is not simulated", statement.at)
        return Applied(changed=False, notes=(note,)), session
    if isinstance(statement, s.Create) and statement.temporary:
        # What a view of another system reads is not known, and nothing of the metastore.
        body = statement.body or statement.files or s.Body("")
        return _UNCHANGED, session.with_view(statement.target.name, body, statement.at)
    effect = APPLIERS[type(statement)](draft, statement, session, actor)
    if effect.notes:
        return Applied(effect.changed, effect.notes), session
    return (_CHANGED if effect.changed else _UNCHANGED), session


def _called(draft: Draft, statement: s.Call, session: Session) -> Applied:
    """Say what a procedure would change of the metastore: which branch runs is not known."""
    procedure = draft.securables.get(session.key(SecurableType.PROCEDURE, statement.procedure))
    if procedure is None:
        return _UNCHANGED
    statements = statements_of(procedure, texts_given(procedure, statement))
    note = _left_out(procedure.name, statements, statement.at)
    return Applied(changed=False, notes=note)


def _ran(
    draft: Draft, compound: s.Compound, session: Session, actor: str
) -> tuple[Applied, Session]:
    """Apply what surely runs; whether the rest does is not known."""
    changed, notes = False, list[gov.Note]()
    for one in s.expanded((compound,)):
        if isinstance(one, s.Compound):
            notes += _left_out("a branch of the script", s.flat((one,)), one.at)
            continue
        applied, session = apply_statement(draft, one, session, actor)
        changed = changed or applied.changed
        notes += applied.notes
    return Applied(changed, tuple(notes)), session


def _left_out(
    who: str, statements: Iterable[s.Statement], at: Place | None
) -> tuple[gov.Note, ...]:
    changes = [one for one in statements if type(one) not in _ON_DATA]
    if not changes:
        return ()
    from govsim.sql import write

    first = " ".join(write(changes[0]).split())
    others = f" and {len(changes) - 1} more" if len(changes) > 1 else ""
    words = f"what {who} changes is left out: `{first}`{others}"
    return (gov.Note("not-simulated", words, at),)


def apply_all(
    draft: Draft, statements: Iterable[s.Statement], session: Session, actor: str
) -> tuple[list[GovsimError], Session]:
    """Apply statements that nobody needs to be allowed: a description of what is there.

    Returns:
        Every error, in order; the draft is to be thrown away when there is one.
    """
    errors: list[GovsimError] = []
    with collector_paused():
        for statement in statements:
            try:
                _, session = apply_statement(draft, statement, session, actor)
            except GovsimError as error:
                errors.append(error)
    return errors, session
