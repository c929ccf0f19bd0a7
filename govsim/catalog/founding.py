"""Holds how a described metastore comes to be: identities and settings first, then statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from immutables import Map

from govsim.catalog.apply import apply_statement
from govsim.catalog.governance import Note
from govsim.catalog.groups import add_group, declare
from govsim.catalog.history import History, Version
from govsim.catalog.moving import NOTHING_MOVED, Moved, moving
from govsim.catalog.session import Session
from govsim.catalog.snapshot import Draft, Snapshot, empty
from govsim.errors import GovsimError, ScriptError
from govsim.model import statements as s
from govsim.model.bulk import collector_paused
from govsim.model.kinds import METASTORE_KEY, Kind, SecurableType, key_of
from govsim.model.state import State
from govsim.model.values import GovernedTag, PrincipalKind, RelationDetail, Securable

T = SecurableType
ADMIN = "admin@corp.com"
_ADMINS = frozenset({"admins"})  # a group of the workspace, whose members are its admins


@dataclass(frozen=True, slots=True)
class Founded:
    """A metastore made from a state, the session it ended in, and what deserves a word."""

    snapshot: Snapshot
    session: Session
    notes: tuple[Note, ...] = ()
    earlier: tuple[tuple[str, Snapshot], ...] = ()  # one a source, in order; the last left out
    moved: tuple[Moved, ...] = (NOTHING_MOVED,)  # how data flows: one a source, the last too

    def history(self, principal: str, source: str, time: datetime | None) -> History:
        """Return the history that begins so, one version a source; `source` names the last."""
        made = (*self.earlier, (source, self.snapshot))
        return History(
            tuple(
                Version(held, principal, name, time, moved)
                for (name, held), moved in zip(made, self.moved, strict=True)
            )
        )


def found(state: State, *, refuse_cycles: bool = True) -> Founded:
    """Make the metastore that a state describes. Its statements run trusted, in order.

    Args:
        state: What the files say.
        refuse_cycles: Whether groups that hold one another are an error, as on the platform.

    Raises:
        ScriptError: Everything that does not fit, told at once.
    """
    admin = state.admin or ADMIN
    draft = _begun(state, admin)
    errors: list[GovsimError] = []
    _identities(draft, state, admin, errors, refuse_cycles)
    _settings(draft, state)
    session, notes = Session(), list[Note]()
    foreign = _Foreign(state)
    foreign.follow(draft, admin)
    parts = _Parts(draft)
    with collector_paused():
        for statement in state.statements:
            parts.follow(statement, session)
            try:
                applied, session = apply_statement(parts.draft, statement, session, admin)
                notes.extend(applied.notes)
                if isinstance(statement, s.Create):
                    foreign.follow(parts.draft, admin)
            except GovsimError as error:
                errors.append(error)
    if errors:
        raise ScriptError(errors)
    snapshot = parts.draft.finish()
    moved = (*parts.moved, moving(parts.script, parts.within))
    return Founded(snapshot, session, tuple(notes), tuple(parts.earlier), moved)


class _Parts:
    """What each source makes of the metastore is a version, so that it can be asked about."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.earlier: list[tuple[str, Snapshot]] = []
        self.moved: list[Moved] = []
        self.script: list[s.Statement] = []
        self.within = Session().within
        self.source = ""

    def follow(self, statement: s.Statement, session: Session) -> None:
        """Begin a version where a statement comes from another source."""
        if statement.at is not None and statement.at.source != self.source:
            if self.source:
                self.earlier.append((self.source, self.draft.finish()))
                self.draft = Draft(self.earlier[-1][1])
                self.moved.append(moving(self.script, self.within))
                self.script, self.within = [], session.within
            self.source = statement.at.source
        self.script.append(statement)


def _begun(state: State, admin: str) -> Draft:
    if not isinstance(state.base, Snapshot):
        return Draft(empty(state.metastore_admin or admin))
    # A metastore from a dump keeps its version number.
    return Draft(replace(state.base, version=state.base.version - 1, memo={}))


def _identities(
    draft: Draft, state: State, admin: str, errors: list[GovsimError], refuse_cycles: bool
) -> None:
    for name in (admin, *state.users):
        if state.base is None or name not in draft.principals:
            declare(draft, name, PrincipalKind.USER)
    for name in state.service_principals:
        declare(draft, name, PrincipalKind.SERVICE_PRINCIPAL)
    for name in state.groups:
        declare(draft, name, PrincipalKind.GROUP)
    for name in (*state.account_admins, *state.workspace_admins):
        declare(draft, name)
    for groups, kind in (
        (state.groups, PrincipalKind.GROUP),
        (state.workspace_groups, PrincipalKind.WORKSPACE_GROUP),
    ):
        for group, members in groups.items():
            for member in members:
                # A bare name that no file calls a group is a person: `analysts: [ana]`.
                if member not in draft.principals and not _is_id(member):
                    declare(draft, member, PrincipalKind.USER)
            try:
                at = state.places.get(group)
                add_group(draft, group, members, kind=kind, at=at, refuse_cycles=refuse_cycles)
            except GovsimError as error:
                errors.append(error)


def _is_id(name: str) -> bool:
    return name.count("-") == 4 and len(name) == 36


def _settings(draft: Draft, state: State) -> None:
    said = {
        "fine_grained_dml": state.fine_grained_dml,
        "external_access": state.external_access,
        "closed_identities": state.closed_identities,
    }
    tags: dict[str, GovernedTag] = {tag.key: tag for tag in state.governed_tags}
    held, local = draft.settings, state.workspace_groups.keys()
    bindings = {
        name.lower().removeprefix("catalog "): Map(levels)
        for name, levels in state.bindings.items()
    }
    draft.set(
        account_admins=held.account_admins.union(state.account_admins),
        workspace_admins=held.workspace_admins.union(state.workspace_admins, _ADMINS & local),
        bindings=Map({**held.bindings, **bindings}),
        governed_tags=Map({**held.governed_tags, **tags}),
        **{name: value for name, value in said.items() if value is not None},
    )
    for name, levels in state.acls.items():
        draft.acls[name] = Map(levels)
        for principal in levels:
            declare(draft, principal)


class _Foreign:
    """Foreign tables that a state names: made as soon as what holds them is there."""

    def __init__(self, state: State) -> None:
        self.waiting = dict.fromkeys(name.lower() for name in state.foreign_tables)
        self.created = set(_created(state.statements))

    def follow(self, draft: Draft, admin: str) -> None:
        """Make, or mark, each foreign table whose turn has come."""
        for name in list(self.waiting):
            key = key_of(T.TABLE, name)
            held = draft.securables.get(key)
            if held is not None:
                draft.put(_as_foreign(held))
            elif key in self.created or not self._ready(draft, name):
                continue
            else:
                _make(draft, name, admin)
            del self.waiting[name]

    def _ready(self, draft: Draft, name: str) -> bool:
        catalog, schema = name.split(".")[0], name.rpartition(".")[0]
        keys = (key_of(T.CATALOG, catalog), key_of(T.SCHEMA, schema))
        return all(key in draft.securables or key not in self.created for key in keys)


def _created(statements: Iterable[s.Statement]) -> Iterator[str]:
    session = Session()
    for statement in s.flat(statements):
        if isinstance(statement, s.Create):
            yield session.key(statement.target.type, statement.target.name)
        elif isinstance(statement, s.Use):
            session = session.use(statement)


def _as_foreign(held: Securable) -> Securable:
    return replace(held, kind=Kind.FOREIGN)


def _make(draft: Draft, name: str, admin: str) -> None:
    catalog, schema = name.split(".")[0], name.rpartition(".")[0]
    above = (
        (T.CATALOG, catalog, METASTORE_KEY),
        (T.SCHEMA, schema, key_of(T.CATALOG, catalog)),
    )
    for type_, title, parent in above:
        key = key_of(type_, title)
        if key not in draft.securables:
            draft.put(Securable(key, type_, title, parent, admin, Kind.FOREIGN))
    key = key_of(T.TABLE, name)
    parent = key_of(T.SCHEMA, schema)
    draft.put(Securable(key, T.TABLE, name, parent, admin, Kind.FOREIGN, detail=RelationDetail()))
