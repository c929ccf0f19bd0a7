"""Holds what a script takes for granted: the securables that it names and nobody described."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from govsim.catalog.apply import apply_statement
from govsim.catalog.governance import Note
from govsim.catalog.guards import is_column
from govsim.catalog.session import Session, parent_key
from govsim.catalog.snapshot import Draft, Snapshot
from govsim.errors import GovsimError, Place
from govsim.model import statements as s
from govsim.model.kinds import METASTORE_KEY, RELATIONS, ROUTINES, SecurableType, key_of
from govsim.model.values import Column, RelationDetail, RoutineDetail, Securable

T = SecurableType
Named = tuple[SecurableType, s.Name]
_ASSUMED_AS = {T.CREDENTIAL: T.STORAGE_CREDENTIAL}


def assume(
    snapshot: Snapshot,
    statements: Iterable[s.Statement],
    session: Session,
    owner: str,
    known: Mapping[str, tuple[Column, ...]],
) -> tuple[Snapshot, tuple[Note, ...]]:
    """Add what statements name and a metastore has not, so that they can be rehearsed without it.

    Args:
        snapshot: The metastore as it is known.
        statements: The script. What it creates itself is not assumed.
        session: Where unqualified names are looked up.
        owner: Who owns what is assumed.
        known: Tables of which only the columns are known, by full name.

    Returns:
        The metastore with the assumed securables, and one note for each of them.
    """
    trial, given = Draft(snapshot), Draft(snapshot)
    notes: list[Note] = []
    for statement in s.flat(statements):
        for type_, name in _named(statement, session):
            made = [_known(each, known) for each in _make(trial, session, type_, name, owner)]
            for securable in made:
                trial.put(securable)
                given.put(securable)
                notes.append(_note(securable, statement.at))
        for draft in (trial, given):
            _add_columns(draft, statement, session, {note.message for note in notes}, known)
        try:
            _, session = apply_statement(trial, statement, session, owner)
        except GovsimError:
            continue  # whoever runs it is told
    return replace(given.finish(), version=snapshot.version), tuple(notes)


def _named(statement: s.Statement, session: Session) -> Iterator[Named]:
    """Yield what must be there before a statement can run."""
    if isinstance(statement, s.Explain):
        yield from _named(statement.inner, session)
    elif isinstance(statement, s.Create | s.CreateRoutine):
        name = tuple(session.qualify(statement.target.type, statement.target.name).split("."))
        if len(name) > 1:
            yield (T.SCHEMA if len(name) == 3 else T.CATALOG), name[:-1]
    elif isinstance(statement, s.Use):
        yield statement.type, statement.name
    elif isinstance(statement, s.Ask):
        yield (
            statement.type or (T.TABLE, T.CATALOG, T.SCHEMA)[len(statement.name) % 3],
            (statement.name),
        )
    else:
        target = getattr(statement, "target", None) or getattr(statement, "on", None)
        if isinstance(target, s.Target):
            yield target.type, target.name
    body = getattr(statement, "body", None)
    if isinstance(body, s.Body):
        yield from ((T.TABLE, read.name) for read in body.reads)
        yield from ((T.FUNCTION, call) for call in body.calls if len(call) > 1)
    for use in _functions(statement):
        yield T.FUNCTION, use


def _functions(statement: s.Statement) -> Iterator[s.Name]:
    if isinstance(statement, s.CreatePolicy) and statement.function:
        yield statement.function
    uses = [getattr(statement, "filter", None), getattr(statement, "mask", None)]
    if isinstance(statement, s.Create):
        uses = [statement.row_filter, *(column.mask for column in statement.columns)]
    yield from (use.function for use in uses if isinstance(use, s.FunctionUse))


def _make(
    draft: Draft, session: Session, type_: SecurableType, name: s.Name, owner: str
) -> list[Securable]:
    type_ = _ASSUMED_AS.get(type_, type_)
    full = session.qualify(type_, name)
    key = key_of(type_, full)
    made: list[Securable] = []
    while key not in draft.securables and key != METASTORE_KEY:
        parent = parent_key(type_, full)
        detail = (
            RelationDetail()
            if type_ in RELATIONS
            else RoutineDetail()
            if type_ in ROUTINES
            else None
        )
        made.insert(0, Securable(key, type_, full, parent, owner, detail=detail))
        type_ = T.SCHEMA if parent and parent.startswith("schema:") else T.CATALOG
        key, full = parent or METASTORE_KEY, (parent or "").partition(":")[2]
    for securable in made:
        draft.put(securable)
    return made


def _known(made: Securable, known: Mapping[str, tuple[Column, ...]]) -> Securable:
    """Return a table with its columns, if those are known."""
    columns = known.get(made.name.lower(), ())
    if not columns or not isinstance(made.detail, RelationDetail):
        return made
    return replace(made, detail=replace(made.detail, columns=columns))


def _note(securable: Securable, at: Place | None) -> Note:
    return Note("assumed-securable", f"{securable.title} is taken to exist: no state has it", at)


def _add_columns(
    draft: Draft,
    statement: s.Statement,
    session: Session,
    assumed: set[str],
    known: Mapping[str, tuple[Column, ...]],
) -> None:
    """Give an assumed table the columns that a statement names, where none are known."""
    target = getattr(statement, "target", None)
    if not isinstance(target, s.Target):
        return
    held = draft.securables.get(session.key(target.type, target.name))
    if held is None or not isinstance(held.detail, RelationDetail):
        return
    if _note(held, None).message not in assumed or held.name.lower() in known:
        return
    had = {column.name.lower() for column in held.columns}
    new = [name for name in _columns_of(statement) if name.lower() not in had]
    columns = (*held.detail.columns, *map(Column, new))
    draft.put(replace(held, detail=replace(held.detail, columns=columns)))


def _columns_of(statement: s.Statement) -> Iterator[str]:
    column = getattr(statement, "column", None)
    if column:
        yield column
    if isinstance(statement, s.SetRowFilter) and statement.filter is not None:
        yield from filter(is_column, statement.filter.arguments)
    if isinstance(statement, s.AlterTable) and statement.action != "add columns":
        yield from statement.names
