"""Decides the short questions: a verb or a privilege, and a name of any type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim.access.asking import Asking
from govsim.access.creating import may_grow
from govsim.access.operations import perform
from govsim.catalog import Metastore, Session, unknown
from govsim.errors import GovsimError
from govsim.model import statements as s
from govsim.model.kinds import (
    IN_SCHEMA,
    METASTORE_KEY,
    RELATIONS,
    ROUTINES,
    SINGLETONS,
    SPACE,
    SecurableType,
)
from govsim.model.privileges import applicable
from govsim.model.values import Securable

T = SecurableType
# Where a name without a type is looked up, by its number of parts.
_ONE: Final = tuple(type_ for type_ in SPACE if type_ not in IN_SCHEMA | SINGLETONS | {T.SCHEMA})
_LOOKED_UP: Final = {
    0: (T.METASTORE,),
    1: (*_ONE, T.SCHEMA, T.TABLE, T.FUNCTION, T.VOLUME),
    2: (T.SCHEMA, T.TABLE, T.FUNCTION, T.VOLUME),
}
# What a verb comes to, by type; the first privilege is the one told as missing.
_READ: Final = {
    **dict.fromkeys(RELATIONS, "read"),
    **dict.fromkeys(ROUTINES, "run"),
    T.VOLUME: "read a volume",
    T.EXTERNAL_LOCATION: "read files",
    T.STORAGE_CREDENTIAL: "read files",
    T.SHARE: "read a share",
}
_WRITE: Final = {
    **dict.fromkeys(RELATIONS, "write and modify"),
    T.MODEL: "new model version",
    T.VOLUME: "write a volume",
    T.EXTERNAL_LOCATION: "write files",
    T.STORAGE_CREDENTIAL: "write files",
}
_RUN: Final = {**dict.fromkeys(ROUTINES, "run"), T.SERVICE_CREDENTIAL: "use a credential"}
_USE: Final = {
    T.CATALOG: "use",
    T.SCHEMA: "use",
    T.CONNECTION: "use a connection",
    T.SERVICE_CREDENTIAL: "use a credential",
}
VERBS: Final = {"read": _READ, "write": _WRITE, "run": _RUN, "use": _USE}


def named(metastore: Metastore, session: Session, question: s.Ask) -> Iterator[Securable]:
    """Yield the securables that a question may mean, in every namespace when it gives no type."""
    types = (
        (question.type,)
        if question.type is not None
        else _LOOKED_UP.get(len(question.name), (T.TABLE, T.FUNCTION, T.VOLUME))
    )
    seen = dict.fromkeys(session.key(type_, question.name) for type_ in types)
    for key in seen:
        if (found := metastore.securables.get(key)) is not None:
            yield found


def securable_named(metastore: Metastore, session: Session, question: s.Statement) -> Securable:
    """Return the securable that a short question names.

    Raises:
        GovsimError: `unknown-securable`, with the nearest name.
    """
    if not isinstance(question, s.Ask):
        raise GovsimError("syntax", "a securable is expected", at=question.at)
    found = next(named(metastore, session, question), None)
    if found is not None:
        return found
    type_ = _meant(question)
    raise unknown(metastore, type_, session.qualify(type_, question.name), question.at)


def _meant(question: s.Ask) -> T:
    """Return the type to speak of when nothing has the name."""
    if question.type is not None:
        return question.type
    if len(question.name) > 2:
        return T.FUNCTION if question.what in ("run", "EXECUTE") else T.TABLE
    return T.SCHEMA if len(question.name) == 2 else T.CATALOG


def ask_short(asking: Asking, question: s.Ask) -> None:
    """Ask what a short question asks, of the securable that it names."""
    found = next(named(asking.metastore, asking.session, question), None)
    if found is None:
        type_ = _meant(question)
        asking.known(asking.session.key(type_, question.name))
    elif question.what == "see":
        perform(asking, "look", found)
    elif question.what == "manage":
        asking.bound(found)
        asking.need_manage(found)
    elif question.what in VERBS:
        _verb(asking, question.what, found)
    else:
        ask_privilege(asking, question.what, found)


def _verb(asking: Asking, verb: str, found: Securable) -> None:
    operation = VERBS[verb].get(found.type)
    if verb == "use" and found.is_hive:
        asking.need(found, "USAGE")
    elif operation is None:
        asking.refuse("no-such-use", f"to {verb} a {str(found.type).lower()} means nothing")
    else:
        perform(asking, operation, found)


def ask_privilege(asking: Asking, privilege: str, found: Securable) -> None:
    """Ask for a privilege with the way to it: the gates above, and the workspace binding."""
    if found.key == METASTORE_KEY:
        asking.need_on_metastore(privilege)
        return
    if not found.is_hive and privilege not in applicable(found.type, found.kind):
        sentence = f"{privilege} does not apply to a {str(found.type).lower()}"
        asking.refuse("privilege-not-applicable", sentence)
        return
    if privilege.startswith("CREATE ") and found.type in (T.CATALOG, T.SCHEMA):
        may_grow(asking, found)
    asking.use(found)
    asking.need(found, privilege)
