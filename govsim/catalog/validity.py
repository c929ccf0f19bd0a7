"""Holds which GRANT statements are valid: the privilege, the securable and the principal fit."""

from __future__ import annotations

from govsim.catalog.snapshot import Metastore, kind_of_principal, known_principals
from govsim.errors import GovsimError, Place, nearest
from govsim.model.kinds import Kind, SecurableType, key_of
from govsim.model.privileges import ALL_PRIVILEGES, DML, KNOWN, LEGACY, applicable
from govsim.model.values import ACCOUNT_USERS, PrincipalKind, Securable

T = SecurableType
# The subkind that the platform prints in brackets.
_SUBKIND = {T.METASTORE: "METASTORE_STANDARD", T.CATALOG: "CATALOG_STANDARD", T.SCHEMA: "SCHEMA"}


def require_privilege(
    privilege: str, on: Securable, *, fine_grained_dml: bool, at: Place | None
) -> None:
    """Refuse a privilege that does not apply to a securable.

    Raises:
        GovsimError: `privilege-not-applicable`.

    Source:
        Unity Catalog documentation: privileges reference; hive object privileges.
    """
    allowed = applicable(on.type, on.kind, hive=on.is_hive)
    if privilege in DML and not fine_grained_dml:
        raise _not_applicable(privilege, on, at, "use MODIFY: fine-grained DML is a Beta, off here")
    if privilege in allowed:
        return
    if privilege in LEGACY and not on.is_hive:
        raise _not_applicable(privilege, on, at, f"`{privilege}` is legacy: {LEGACY[privilege]}")
    near = nearest(privilege, allowed) if privilege not in KNOWN else None
    raise _not_applicable(
        privilege, on, at, f"did you mean {near}?" if near else _instead(privilege, on, allowed)
    )


def _instead(privilege: str, on: Securable, allowed: frozenset[str]) -> str:
    if not allowed:
        return f"no privilege can be granted on a {str(on.type).lower()}"
    if on.kind in (Kind.FOREIGN, Kind.SHARED):
        return f"a {on.kind} table is read-only"
    words = ", ".join(sorted(allowed))
    return f"{on.type} takes {words}"


def _not_applicable(privilege: str, on: Securable, at: Place | None, hint: str) -> GovsimError:
    subkind = _SUBKIND.get(on.type, str(on.type).replace(" ", "_"))
    kind = str(on.type).replace(" ", "_")
    what = f"{on.kind} {on.type}" if on.kind in (Kind.FOREIGN, Kind.SHARED) else str(on.type)
    name = f" `{on.name}`" if on.name else ""
    return GovsimError(
        "privilege-not-applicable",
        f"privilege {privilege} does not apply to {what}{name} "
        f"[INVALID_PARAMETER_VALUE.PRIVILEGE_NOT_APPLICABLE_TO_ENTITY {kind}/{subkind}]",
        at=at,
        hint=hint,
        about=privilege,
    )


def require_unity(on: Securable, what: str, at: Place | None) -> None:
    """Refuse on hive_metastore what is of Unity Catalog alone.

    Raises:
        GovsimError: `unity-only`.

    Source:
        Unity Catalog documentation: tags, volumes, models, row filters and column masks, ABAC.
    """
    if on.is_hive:
        raise GovsimError(
            "unity-only",
            f"{what} of Unity Catalog alone, and `{on.name}` is in hive_metastore",
            at=at,
            hint="upgrade it to Unity Catalog first",
        )


def require_principal(
    metastore: Metastore, name: str, *, at: Place | None, hive: bool = False
) -> PrincipalKind:
    """Return the kind of a principal that may hold grants; refuse one that may not.

    Raises:
        GovsimError: `unknown-principal`, also for workspace-local groups such as `users`.

    Source:
        Unity Catalog documentation: *principal*, *requirements*.
    """
    if name == ACCOUNT_USERS:
        return PrincipalKind.GROUP
    kind = metastore.principals.get(name)
    if hive:
        return kind or kind_of_principal(name)
    if name in ("users", "admins") or kind is PrincipalKind.WORKSPACE_GROUP:
        raise GovsimError(
            "unknown-principal",
            f"could not find principal with name {name} [PRINCIPAL_DOES_NOT_EXIST]: it is a "
            "workspace-local group",
            at=at,
            hint=f"use `{ACCOUNT_USERS}`, or an account group",
            about=name,
        )
    if kind is None and metastore.settings.closed_identities:
        near = nearest(name, known_principals(metastore))
        raise GovsimError(
            "unknown-principal",
            f"could not find principal with name {name} [PRINCIPAL_DOES_NOT_EXIST]",
            at=at,
            hint=f"did you mean `{near}`?" if near else "declare it under users or groups",
            about=name,
        )
    return kind or kind_of_principal(name)


def is_read_only(metastore: Metastore, catalog: Securable) -> bool:
    """Whether a catalog only shows what another system, a provider or the platform keeps.

    Source:
        Documentation of federated queries, of shares for recipients, and of system tables. A
        federated Hive metastore is written to as well.
    """
    if catalog.kind is not Kind.FOREIGN:
        return catalog.kind in (Kind.SHARED, Kind.SYSTEM)
    source = getattr(catalog.detail, "source", None) or ""
    connection = metastore.securables.get(key_of(T.CONNECTION, source.lower()))
    options = getattr(connection.detail, "options", ()) if connection is not None else ()
    return ("TYPE", "hive_metastore") not in ((k.upper(), text.lower()) for k, text in options)


def implied_by_all(on: Securable) -> frozenset[str]:
    """Return the rows that REVOKE ALL PRIVILEGES takes away beside its own."""
    return applicable(on.type, on.kind, hive=on.is_hive) - {ALL_PRIVILEGES}
