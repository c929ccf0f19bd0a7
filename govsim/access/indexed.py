"""Decides which questions the index answers exactly, and which privileges each comes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from govsim.access.abac import policies_over
from govsim.access.creating import grows_by_itself
from govsim.access.questions import VERBS
from govsim.access.standing import Context
from govsim.catalog import Snapshot
from govsim.catalog.snapshot import READ_ONLY
from govsim.errors import GovsimError, nearest
from govsim.model.kinds import IN_SCHEMA, METASTORE_KEY, RELATIONS, ROUTINES, SecurableType
from govsim.model.privileges import ALL_PRIVILEGES, KNOWN, applicable
from govsim.model.values import PolicyKind, RelationDetail, Securable

T = SecurableType
_EVERYWHERE: Final = frozenset({"MANAGE", ALL_PRIVILEGES, "APPLY TAG"})
_ROWS: Final = frozenset({PolicyKind.ROW_FILTER, PolicyKind.COLUMN_MASK})
_TABLES: Final = (T.TABLE, T.MATERIALIZED_VIEW)
# What a verb comes to where nothing but privileges and the way to them is asked.
_VERBS: Final[dict[str, dict[SecurableType, tuple[str, ...]]]] = {
    "read": {
        **dict.fromkeys(_TABLES, ("SELECT",)),
        T.VOLUME: ("READ VOLUME",),
    },
    "write": {T.TABLE: ("SELECT", "MODIFY"), T.VOLUME: ("READ VOLUME", "WRITE VOLUME")},
    "use": {T.CATALOG: ("USE CATALOG",), T.SCHEMA: ("USE SCHEMA",)},
}
# What a verb is mostly said of.
_SAID_OF: Final[dict[str, frozenset[SecurableType]]] = {
    "read": RELATIONS,
    "write": RELATIONS,
    "run": ROUTINES,
    "use": frozenset({T.CATALOG, T.SCHEMA}),
    "see": frozenset(SecurableType) - {T.METASTORE, T.ANY_FILE, T.ANONYMOUS_FUNCTION},
    "manage": frozenset(SecurableType) - {T.METASTORE, T.ANY_FILE, T.ANONYMOUS_FUNCTION},
}


def home_of(what: str) -> tuple[str, frozenset[SecurableType]]:
    """Return a verb or privilege as it is asked, and the types that it is mostly said of.

    A privilege is said of what it finally opens: SELECT of relations, though a schema takes it.

    Raises:
        GovsimError: `unknown-privilege`.
    """
    if what in _SAID_OF:  # in lower case: MANAGE is a privilege, and less than `manage`
        return what, _SAID_OF[what]
    privilege = " ".join(what.upper().split())
    if privilege not in KNOWN:
        near = nearest(privilege, (*KNOWN, *_SAID_OF))
        hint = f"did you mean `{near}`?" if near else f"one of {', '.join(sorted(_SAID_OF))}"
        raise GovsimError("unknown-privilege", f"no privilege or verb named `{what}`", hint=hint)
    taking = frozenset(type_ for type_ in SecurableType if privilege in _takes(type_))
    taking = taking or frozenset(
        type_ for type_ in SecurableType if privilege in applicable(type_, hive=True)
    )
    if privilege in _EVERYWHERE:
        return privilege, taking
    if inner := taking & IN_SCHEMA:
        return privilege, inner
    return privilege, taking & {T.SCHEMA} or taking - {T.SHARE}


def _takes(type_: SecurableType) -> frozenset[str]:
    streaming = frozenset({"REFRESH"}) if type_ is T.TABLE else frozenset()
    return applicable(type_) | streaming


def types_for(what: str) -> Mapping[SecurableType, tuple[str, ...]]:
    """Return, by type, the privileges that a verb or privilege comes to in the index."""
    if what in VERBS or what.islower():
        return _VERBS.get(what, {})
    if what == "BROWSE":
        return {}
    return dict.fromkeys(SecurableType, (what,))


def exact_privileges(
    snapshot: Snapshot, what: str, securable: Securable, context: Context
) -> tuple[str, ...]:
    """Return the privileges that answer a question about a securable; none: ask the plain rule.

    Holding each of them with the way to it must be all that the question asks: no view's owner
    has a say, no filter or mask can conflict, and no warehouse or read-only binding is in the way.
    """
    privileges = types_for(what).get(securable.type, ())
    if not privileges or context.warehouse or securable.key == METASTORE_KEY:
        return ()
    if securable.type is T.VIEW and what == "SELECT":
        return ()
    if any(name not in applicable(securable.type, securable.kind) for name in privileges):
        return ()
    if what.startswith("CREATE ") and grows_by_itself(snapshot, securable):
        return ()
    if what.islower() and (_guarded(snapshot, securable) or _bound_read_only(snapshot, securable)):
        return ()
    return privileges


def _guarded(snapshot: Snapshot, securable: Securable) -> bool:
    detail = securable.detail
    if isinstance(detail, RelationDetail) and (
        detail.row_filter is not None or any(column.mask for column in detail.columns)
    ):
        return True
    return bool(snapshot.policies) and any(
        policy.kind in _ROWS for policy in policies_over(snapshot, securable)
    )


def _bound_read_only(snapshot: Snapshot, securable: Securable) -> bool:
    bindings = snapshot.settings.bindings.get(securable.name.partition(".")[0])
    return bindings is not None and READ_ONLY in bindings.values()
