"""Compares a metastore before and after each statement of a script, and says what each touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from govsim.access import Context, Decision, authorize
from govsim.catalog import Applied, Draft, Session, Snapshot, apply_statement
from govsim.catalog.snapshot import Rows
from govsim.errors import GovsimError
from govsim.model import statements as s
from govsim.model.kinds import key_of
from govsim.model.values import Grant, Securable

_NONE: frozenset[str] = frozenset()


class Watched(Draft):
    """A draft that remembers which securables and which members were written."""

    def __init__(self, base: Snapshot) -> None:
        super().__init__(base)
        self.touched: set[str] = set()
        self.regrouped: set[str] = set()

    def put(self, securable: Securable) -> None:
        """Add or replace a securable."""
        self.touched.add(securable.key)
        super().put(securable)

    def remove(self, key: str) -> None:
        """Take a securable away."""
        self.touched.add(key)
        super().remove(key)

    def set_rows(self, key: str, rows: Rows) -> None:
        """Replace all rows on a securable."""
        self.touched.add(key)
        super().set_rows(key, rows)

    def add_row(self, row: Grant) -> bool:
        """Store a grant."""
        self.touched.add(row.on)
        return super().add_row(row)

    def drop_row(self, key: str, privilege: str, principal: str) -> bool:
        """Take a row away."""
        self.touched.add(key)
        return super().drop_row(key, privilege, principal)

    def add_member(self, group: str, member: str) -> None:
        """Put a principal into a group."""
        self.regrouped |= {group, member}
        super().add_member(group, member)

    def drop_member(self, group: str, member: str) -> None:
        """Take a principal out of a group."""
        self.regrouped |= {group, member}
        super().drop_member(group, member)


@dataclass(frozen=True, slots=True)
class Taken:
    """One statement of a script, with the metastore on both sides of it.

    Every statement that is valid took effect, whether its author has the right or not, so each is
    judged on what those before it made.
    """

    number: int  # counts the statements of the script, from 1
    statement: s.Statement
    before: Snapshot
    after: Snapshot
    session: Session  # that it ran in
    decision: Decision | None = None
    applied: Applied | None = None  # None: it is invalid, and `error` says why
    error: GovsimError | None = None
    touched: frozenset[str] = _NONE  # keys
    regrouped: frozenset[str] = _NONE  # principals whose groups or members changed
    renamed: Mapping[str, str] = field(default_factory=dict)  # new key → old key


def origins(taken: Sequence[Taken]) -> dict[str, str]:
    """Return the keys that renames led to, each with the key before the script; empty: none."""
    origin: dict[str, str] = {}
    for one in taken:
        if not one.renamed:
            continue
        moved = {new: origin.pop(old) if old in origin else old for new, old in one.renamed.items()}
        origin.update(moved)
    before = taken[0].before.securables if taken else {}
    return {new: old if old in before else "" for new, old in origin.items() if new != old}


def columns_renamed(taken: Sequence[Taken]) -> dict[str, dict[str, str]]:
    """Return by relation, under its key of now, the columns that have another name than before.

    Both names are in lower case, the one of before first.
    """
    found: dict[str, dict[str, str]] = {}
    for one in taken:
        for new, old in one.renamed.items():
            if old in found:
                found[new] = found.pop(old)
        each = one.statement
        if not isinstance(each, s.AlterTable) or each.action != "rename column":
            continue
        if one.applied and each.columns:
            names = found.setdefault(one.session.key(each.target.type, each.target.name), {})
            old, new = each.names[0].lower(), each.columns[0].name.lower()
            names[next((name for name, now in names.items() if now == old), old)] = new
    return found


def take(
    before: Snapshot,
    statements: Iterable[s.Statement],
    principal: str,
    *,
    session: Session | None = None,
    context: Context | None = None,
) -> tuple[tuple[Taken, ...], Session]:
    """Take a script statement by statement.

    Args:
        before: Where the script begins; nothing of it changes.
        statements: The script.
        principal: Who runs it, and owns what it creates. Rights are decided, and not enforced.
        session: Where unqualified names are looked up.
        context: Where it is run from.

    Returns:
        Every statement, in order, and the session after the last.
    """
    found: list[Taken] = []
    now, session = before, session or Session()
    for number, statement in enumerate(s.expanded(statements), 1):
        one, session = _one(number, statement, now, principal, session, context)
        now = one.after
        found.append(one)
    return tuple(found), session


def _one(
    number: int,
    statement: s.Statement,
    now: Snapshot,
    principal: str,
    session: Session,
    context: Context | None,
) -> tuple[Taken, Session]:
    decision: Decision | None = None
    draft = Watched(now)
    try:
        decision = authorize(now, principal, statement, session=session, context=context)
        applied, later = apply_statement(draft, statement, session, principal)
    except GovsimError as error:
        return Taken(number, statement, now, now, session, decision, None, error), session
    touched = draft.touched | _hung(now, statement, session)
    regrouped = frozenset(draft.regrouped)
    if not (applied.changed or touched or regrouped):
        return Taken(number, statement, now, now, session, decision, applied), later
    after = draft.finish()
    return Taken(
        number,
        statement,
        now,
        after,
        session,
        decision,
        applied,
        None,
        frozenset(touched),
        regrouped,
        _renamed(statement, now, after, touched),
    ), later


def _hung(now: Snapshot, statement: s.Statement, session: Session) -> set[str]:
    """Return on what policies were hung, taken off, or lost or got back their tag, by key."""
    if isinstance(statement, s.CreatePolicy | s.DropPolicy):
        return {session.key(statement.on.type, statement.on.name)}
    deleted = isinstance(statement, s.Action) and statement.name == "governed_tag_delete"
    governed = isinstance(statement, s.GovernTag) and statement.action != "alter"
    return set(now.policies) if deleted or governed else set()


def _renamed(
    statement: s.Statement, before: Snapshot, after: Snapshot, touched: set[str]
) -> dict[str, str]:
    """Return the new keys of a renamed securable and of all it holds, each with its old key."""
    renames = isinstance(statement, s.Rename) or (
        isinstance(statement, s.Action) and statement.name == "model_rename"
    )
    if not renames:
        return {}
    gone = [before.securables[key] for key in touched if key not in after.securables]
    came = [after.securables[key] for key in touched if key not in before.securables]
    if not gone or not came:
        return {}
    old = min(gone, key=lambda held: len(held.name)).name
    new = min(came, key=lambda held: len(held.name)).name
    return {key_of(held.type, new + held.name[len(old) :]): held.key for held in gone}
