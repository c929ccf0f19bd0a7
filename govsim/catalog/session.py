"""Holds the session: where an unqualified name is looked up, and the temporary views."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from immutables import Map

from govsim.catalog.snapshot import Metastore
from govsim.errors import GovsimError, Place, nearest
from govsim.model.kinds import (
    IN_SCHEMA,
    SINGLETONS,
    SPACE,
    TYPE_IN,
    SecurableType,
    full_name,
    key_of,
)
from govsim.model.statements import Body, Name, TableRead, Target, Use
from govsim.model.values import Read, Securable

T = SecurableType


@dataclass(frozen=True, slots=True)
class Session:
    """Where unqualified names are looked up. Temporary views map a name to what they read.

    `supposing` takes for granted what other ways than the statement can do: a column's type that
    needs the table written anew, another name of a schema or catalog.
    """

    catalog: str = "main"
    schema: str = "default"
    temp_views: Mapping[str, Body] = field(default_factory=Map)
    supposing: bool = False

    @property
    def within(self) -> str:
        """The catalog and schema in which shorter names are looked up."""
        return f"{self.catalog}.{self.schema}"

    def temporary(self) -> str:
        """Return the statements that make the temporary views."""
        made = ((name, body.text) for name, body in self.temp_views.items() if body.text)
        return "".join(f"CREATE TEMP VIEW `{name}` AS {text};\n" for name, text in made)

    def use(self, statement: Use) -> Session:
        """Return the session after USE."""
        parts = tuple(part.lower() for part in statement.name)
        if statement.type is T.CATALOG:
            return replace(self, catalog=parts[0], schema="default")
        if len(parts) == 2:
            return replace(self, catalog=parts[0], schema=parts[1])
        return replace(self, schema=parts[-1])

    def qualify(self, type_: SecurableType, name: Name) -> str:
        """Return the full name of a securable written with any number of parts."""
        if len(name) == 3:
            return full_name(name)
        if type_ in SINGLETONS:
            return ""
        if type_ is T.CATALOG:
            return full_name(name) if name else self.catalog
        if type_ is T.SCHEMA:
            return full_name(name if len(name) > 1 else (self.catalog, *name))
        if type_ in IN_SCHEMA:
            missing = (self.catalog, self.schema)[: max(0, 3 - len(name))]
            return full_name((*missing, *name))
        return full_name(name)

    def key(self, type_: SecurableType, name: Name) -> str:
        """Return the key of a securable written with any number of parts."""
        return key_of(type_, self.qualify(type_, name))

    def with_view(self, name: Name, body: Body, at: Place | None) -> Session:
        """Return the session with one more temporary view.

        A name in it that is no temporary view now is that of a table, whatever is made later.

        Raises:
            GovsimError: `view-cycle` for one that reads itself, through others too.
        """
        full = full_name(name)
        held = self.temp_views.get(full)
        for one in self._opened(body):
            if one is held:
                raise GovsimError(
                    "view-cycle",
                    f"temporary view `{full}` would read itself [RECURSIVE_VIEW]",
                    at=at,
                    hint="give one of the views another name",
                )
        reads = tuple(
            read if self._temporary(read.name) is not None else self._fixed(read)
            for read in body.reads
        )
        return replace(self, temp_views={**self.temp_views, full: replace(body, reads=reads)})

    def _fixed(self, read: TableRead) -> TableRead:
        before = (self.catalog, self.schema)[: max(0, 3 - len(read.name))]
        return replace(read, name=(*before, *read.name))

    def reads(self, body: Body) -> tuple[Read, ...]:
        """Return what a body reads, by key, temporary views opened."""
        if not self.temp_views and len(body.reads) == 1:  # mostly so
            (only,) = body.reads
            return (Read(self.key(T.TABLE, only.name), only.time_travel),)
        found: dict[Read, None] = {}
        for one in self._opened(body):
            for read in one.reads:
                if self._temporary(read.name) is None:
                    found[Read(self.key(T.TABLE, read.name), read.time_travel)] = None
        return tuple(found)

    def _temporary(self, name: Name) -> Body | None:
        return self.temp_views.get(full_name(name)) if len(name) == 1 else None

    def _opened(self, body: Body) -> Iterator[Body]:
        """Yield a body, and those of the temporary views that it reads, each once."""
        waiting, met = [body], {id(body)}
        for one in waiting:
            yield one
            for read in one.reads if self.temp_views else ():
                inner = self._temporary(read.name)
                if inner is not None and id(inner) not in met:
                    met.add(id(inner))
                    waiting.append(inner)

    def paths(self, body: Body) -> tuple[str, ...]:
        """Return the paths that a body reads, temporary views opened."""
        if not self.temp_views:
            return body.paths
        return tuple(dict.fromkeys(path for one in self._opened(body) for path in one.paths))

    def uses(self, body: Body) -> tuple[str, ...]:
        """Return the connections and service credentials that a body uses, as `paths` does."""
        if not (body.connections or body.credentials or self.temp_views):
            return ()
        return tuple(
            dict.fromkeys(
                key_of(type_, name.lower())
                for one in self._opened(body)
                for type_, names in (
                    (T.CONNECTION, one.connections),
                    (T.SERVICE_CREDENTIAL, one.credentials),
                )
                for name in names
            )
        )

    def calls(self, body: Body, metastore: Metastore) -> tuple[str, ...]:
        """Return the routines a body calls, by key.

        A one-part name is a built-in function unless the session's schema holds that routine.
        """
        if not body.calls:
            return ()
        keys = ((name, self.key(T.FUNCTION, name)) for name in body.calls)
        return tuple(
            dict.fromkeys(k for name, k in keys if len(name) > 1 or k in metastore.securables)
        )


NOT_FOUND: Final[dict[str, str]] = {
    "relation": "TABLE_OR_VIEW_NOT_FOUND",
    "schema": "SCHEMA_NOT_FOUND",
    "routine": "ROUTINE_NOT_FOUND",
    "catalog": "CATALOG_DOES_NOT_EXIST",
}


def unknown(metastore: Metastore, type_: SecurableType, name: str, at: Place | None) -> GovsimError:
    """Return the error for a securable that does not exist, with the nearest name as hint."""
    space = SPACE[type_] + ":"
    parent = parent_key(type_, name)
    siblings: Iterable[str] = metastore.children.get(parent, ()) if parent else ()
    # Siblings share all but the last part, which alone tells how like a name is.
    held, _, last = name.rpartition(".")
    alike = (key[len(space) :] for key in siblings if key.startswith(space))
    near = nearest(
        last, (known.rpartition(".")[2] if held else known for known in alike), cutoff=0.6
    )
    near = f"{held}.{near}" if held and near else near
    word = str(type_).lower()
    class_ = NOT_FOUND.get(SPACE[type_])
    hint = f"did you mean `{near}`?" if near else _container_hint(metastore, name)
    hint = hint or _parent_hint(metastore, parent)
    message = f"no {word} named `{name}`" + (f" [{class_}]" if class_ else "")
    return GovsimError("unknown-securable", message, at=at, hint=hint)


def _container_hint(metastore: Metastore, name: str) -> str | None:
    """Say when a name, filled up by where it is looked up, is that of a catalog or schema."""
    parts = name.split(".")
    for count, type_ in ((1, SecurableType.CATALOG), (2, SecurableType.SCHEMA)):
        tail = ".".join(parts[-count:])
        if count < len(parts) and key_of(type_, tail) in metastore.securables:
            return f"`{tail}` is a {str(type_).lower()}: write {type_} {tail}"
    return None


def _parent_hint(metastore: Metastore, parent: str | None) -> str | None:
    """Say which of what would hold a securable is the first not to exist, and what is like it."""
    if parent is None or parent in metastore.securables:
        return None
    space, _, name = parent.partition(":")
    hint = unknown(metastore, TYPE_IN[space], name, None).hint or ""
    if hint.startswith("there is no"):
        return hint
    return f"there is no {space} `{name}`" + (f": {hint}" if hint else "")


def find(metastore: Metastore, session: Session, target: Target, at: Place | None) -> Securable:
    """Return the securable a statement names.

    Raises:
        GovsimError: `unknown-securable` when there is none, `wrong-type` when it is another type.
    """
    key = session.key(target.type, target.name)
    found = metastore.securables.get(key)
    if found is None:
        raise unknown(metastore, target.type, session.qualify(target.type, target.name), at)
    if not fits(target.type, found.type):
        raise GovsimError(
            "wrong-type",
            f"`{found.name}` is a {str(found.type).lower()}, not a {str(target.type).lower()}",
            at=at,
            hint=f"write {found.title}",
        )
    return found


def fits(written: SecurableType, actual: SecurableType) -> bool:
    """Whether a securable of one type may be written as another: TABLE covers every relation."""
    if written is actual or T.TABLE is written or T.CREDENTIAL is written:
        return True
    # FUNCTION reaches a model (the classic form); VIEW may name a materialized view.
    return (written, actual) in {
        (T.FUNCTION, T.MODEL),
        (T.FUNCTION, T.PROCEDURE),
        (T.VIEW, T.MATERIALIZED_VIEW),
    }


def parent_key(type_: SecurableType, name: str) -> str | None:
    """Return the key of what holds a securable of this type and full name."""
    if type_ is T.METASTORE:
        return None
    if type_ is T.SCHEMA:
        return key_of(T.CATALOG, name.partition(".")[0])
    if type_ in IN_SCHEMA:
        return key_of(T.SCHEMA, name.rpartition(".")[0])
    return key_of(T.METASTORE, "")
