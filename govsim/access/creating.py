"""Decides what the CREATE statements are: what they need of the container, of sources, of paths."""

from __future__ import annotations

from typing import Final

from govsim.access.asking import Asking
from govsim.access.operations import perform
from govsim.access.paths import location_of
from govsim.catalog import Metastore
from govsim.catalog.validity import is_read_only
from govsim.model import statements as s
from govsim.model.kinds import IN_SCHEMA, Kind, SecurableType, key_of
from govsim.model.values import Securable

T = SecurableType


def target(asking: Asking, statement_target: s.Target) -> Securable | None:
    """Return the securable that a statement names, or refuse."""
    key = asking.session.key(statement_target.type, statement_target.name)
    return asking.known(key, statement_target.type)


def container(asking: Asking, type_: SecurableType, name: s.Name) -> Securable | None:
    """Return the schema or catalog that a new securable goes into."""
    full = asking.session.qualify(type_, name)
    up = T.CATALOG if type_ is T.SCHEMA else T.SCHEMA
    return asking.known(key_of(up, full.rpartition(".")[0]))


def ask_create(asking: Asking, statement: s.Create) -> None:
    """Ask for the right to create something, where it goes, and from what it is made."""
    type_ = statement.target.type
    if statement.temporary:
        return _sources(asking, statement)
    if type_ not in IN_SCHEMA and type_ is not T.SCHEMA:
        perform(asking, f"create {str(type_).lower()}", asking.standing.metastore_securable)
        _rests_on(asking, statement)
    elif (held := container(asking, type_, statement.target.name)) is not None:
        key = asking.session.key(type_, statement.target.name)
        found = asking.known(key, type_) if statement.must_exist else None
        existing = found or asking.metastore.securables.get(key)
        if held.is_hive:
            asking.need(held, "CREATE")
        else:
            perform(asking, f"create {str(type_).lower()}", held)
            may_grow(asking, held)
        if existing is not None and statement.or_replace:
            word = "replace view" if type_ is T.VIEW else "replace"
            perform(asking, word, existing)
    keep_at(asking, type_, statement.location)
    ask_references(asking, statement.target, statement.references)
    _sources(asking, statement)


_GROWN_BY: Final = {
    Kind.FOREIGN: "its source; REFRESH FOREIGN shows what is new there",
    Kind.SHARED: "its provider",
    Kind.SYSTEM: "the platform",
}


def grows_by_itself(metastore: Metastore, held: Securable) -> bool:
    """Whether only another system makes something in a catalog or schema."""
    top = metastore.securables.get(key_of(T.CATALOG, held.name.partition(".")[0]), held)
    return held.kind is Kind.SYSTEM or is_read_only(metastore, top)


def may_grow(asking: Asking, held: Securable) -> None:
    """Refuse to make something where only another system does.

    Source:
        Documentation of federated queries; of shares, for recipients; of system tables.
    """
    if not grows_by_itself(asking.metastore, held):
        return
    what = held if held.kind is Kind.SYSTEM else asking.standing.top(held)
    word = "" if what.kind is Kind.SYSTEM else f"{what.kind} "
    sentence = f"{word}{what.title} is read-only here: it is filled by {_GROWN_BY[what.kind]}"
    asking.refuse("read-only-catalog", sentence)


def _rests_on(asking: Asking, statement: s.Create) -> None:
    type_ = statement.target.type
    if type_ is T.EXTERNAL_LOCATION and statement.credential:
        _other(asking, "locate with", T.STORAGE_CREDENTIAL, statement.credential)
    if type_ is T.CONNECTION and statement.credential:
        _other(asking, "connect with", T.SERVICE_CREDENTIAL, statement.credential)
    if type_ is T.CATALOG and statement.source:
        if statement.kind is Kind.FOREIGN:
            _other(asking, "mirror", T.CONNECTION, statement.source[0])
        else:
            provider = asking.known(key_of(T.PROVIDER, statement.source[0].lower()))
            if provider is not None and not asking.standing.owns(provider):
                asking.need_on_metastore("USE PROVIDER")


def _other(asking: Asking, operation: str, type_: SecurableType, name: str) -> None:
    if (found := asking.known(key_of(type_, name.lower()))) is not None:
        perform(asking, operation, found)


_KEEPS: Final = {T.TABLE: "keep a table at", T.VOLUME: "keep a volume at"}


def keep_at(asking: Asking, type_: SecurableType, location: str | None) -> None:
    """Ask for the right to keep something at a path that it names."""
    if not location or type_ not in (T.TABLE, T.VOLUME, T.CATALOG, T.SCHEMA):
        return
    found = location_of(asking.metastore, location)
    if found is None:
        asking.refuse("no-location", f"no external location covers {location}")
    else:
        perform(asking, _KEEPS.get(type_, "keep managed data at"), found)


def _sources(asking: Asking, statement: s.Create) -> None:
    for body in (statement.body, statement.files):
        if body is not None:
            asking.body(body)
    if statement.clone is not None:
        source = asking.known(asking.session.key(T.TABLE, statement.clone.source))
        if source is not None:
            asking.read(source, time_travel=bool(statement.clone.time_travel))
            asking.unprotected(source, "a clone of")
    if statement.like:
        source = asking.known(asking.session.key(T.TABLE, statement.like))
        if source is not None:
            asking.use(source)
            asking.need(source, "SELECT")
    uses = [statement.row_filter, *(column.mask for column in statement.columns)]
    for use in uses:
        if use is not None:
            ask_filter_function(asking, use)


def ask_references(asking: Asking, on: s.Target, names: tuple[s.Name, ...]) -> None:
    """Ask for the ownership of each table that a foreign key points to, but for its own.

    Source:
        SDK documentation: table constraints.
    """
    own = asking.session.key(on.type, on.name)
    for key in (asking.session.key(T.TABLE, name) for name in names):
        if key != own and (parent := asking.known(key)) is not None:
            perform(asking, "refer to", parent)


def ask_filter_function(asking: Asking, use: s.FunctionUse) -> None:
    """Ask for the right to use a function as a row filter or column mask."""
    found = asking.known(asking.session.key(T.FUNCTION, use.function))
    if found is not None:
        perform(asking, "use as filter or mask", found)


def ask_create_routine(asking: Asking, statement: s.CreateRoutine) -> None:
    """Ask for the right to create a function or procedure; a temporary one needs none."""
    if statement.temporary:
        return
    type_ = statement.target.type
    held = container(asking, type_, statement.target.name)
    existing = asking.metastore.securables.get(asking.session.key(type_, statement.target.name))
    if held is None:
        return
    if held.is_hive:
        asking.need(held, "CREATE_NAMED_FUNCTION")
    else:
        perform(asking, "create function", held)
        may_grow(asking, held)
    if existing is not None and statement.or_replace:
        perform(asking, "replace", existing)
