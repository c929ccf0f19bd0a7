"""Holds what a file says of a metastore before any statement runs: identities, roles, settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from govsim.errors import Place
from govsim.model.statements import Statement
from govsim.model.values import GovernedTag, principal_named

Names = tuple[str, ...]
NONE: Mapping[str, Names] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A metastore as files describe it: what surrounds it, and the statements that fill it.

    The statements run trusted, as the metastore admin, who owns what is not transferred. A field
    that is None was not said; whoever joins two states keeps what the later one says.
    """

    admin: str | None = None  # who runs the statements, and owns the metastore
    metastore_admin: str | None = None  # who owns the metastore, when it is somebody else
    users: Names = ()
    service_principals: Names = ()
    groups: Mapping[str, Names] = field(default_factory=dict)  # of the account: group → members
    workspace_groups: Mapping[str, Names] = field(default_factory=dict)
    account_admins: Names = ()
    workspace_admins: Names = ()
    # Catalog → workspace → READ_WRITE or READ_ONLY. A catalog that is listed is isolated.
    bindings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    # Workspace object, such as `serving_endpoint chat` → principal → level
    acls: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    governed_tags: tuple[GovernedTag, ...] = ()
    foreign_tables: Names = ()  # full names; made with their catalog and schema
    fine_grained_dml: bool | None = None
    external_access: bool | None = None
    closed_identities: bool | None = None
    statements: tuple[Statement, ...] = ()
    skipped: tuple[tuple[Place, str], ...] = ()  # cells that hold no SQL, each with the reason
    base: object | None = None  # a whole snapshot, from a dump; all the rest goes on top of it
    source: str = "<state>"
    # Where a file says who is in a group.
    places: Mapping[str, Place] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        """Write the names of people as the account keeps them."""
        for name in ("admin", "metastore_admin"):
            if (said := getattr(self, name)) is not None:
                object.__setattr__(self, name, principal_named(said))
        for name in ("users", "account_admins", "workspace_admins"):
            object.__setattr__(self, name, _named(getattr(self, name)))
        for name in ("groups", "workspace_groups"):
            folded = {group: _named(members) for group, members in getattr(self, name).items()}
            object.__setattr__(self, name, folded)
        acls = {
            place: {principal_named(who): level for who, level in levels.items()}
            for place, levels in self.acls.items()
        }
        object.__setattr__(self, "acls", acls)
        tags = (
            replace(
                tag,
                assign=frozenset(map(principal_named, tag.assign)),
                manage=frozenset(map(principal_named, tag.manage)),
            )
            for tag in self.governed_tags
        )
        object.__setattr__(self, "governed_tags", tuple(tags))

    def joined(self, later: State) -> State:
        """Return both states as one; what the later one says comes after, or instead."""
        return replace(
            self,
            admin=later.admin or self.admin,
            metastore_admin=later.metastore_admin or self.metastore_admin,
            users=(*self.users, *later.users),
            service_principals=(*self.service_principals, *later.service_principals),
            groups=_merged(self.groups, later.groups),
            workspace_groups=_merged(self.workspace_groups, later.workspace_groups),
            account_admins=(*self.account_admins, *later.account_admins),
            workspace_admins=(*self.workspace_admins, *later.workspace_admins),
            bindings=_levels(self.bindings, later.bindings),
            acls=_levels(self.acls, later.acls),
            governed_tags=(*self.governed_tags, *later.governed_tags),
            foreign_tables=(*self.foreign_tables, *later.foreign_tables),
            fine_grained_dml=_said(self.fine_grained_dml, later.fine_grained_dml),
            external_access=_said(self.external_access, later.external_access),
            closed_identities=_said(self.closed_identities, later.closed_identities),
            statements=(*self.statements, *later.statements),
            skipped=(*self.skipped, *later.skipped),
            base=later.base or self.base,
            places={**self.places, **later.places},
        )


def _named(names: Names) -> Names:
    return tuple(map(principal_named, names))


def _merged(first: Mapping[str, Names], later: Mapping[str, Names]) -> dict[str, Names]:
    merged = dict(first)
    for group, members in later.items():
        merged[group] = tuple(dict.fromkeys((*merged.get(group, ()), *members)))
    return merged


def _levels(
    first: Mapping[str, Mapping[str, str]], later: Mapping[str, Mapping[str, str]]
) -> dict[str, Mapping[str, str]]:
    merged = dict(first)
    for name, levels in later.items():
        merged[name] = {**merged.get(name, {}), **levels}
    return merged


def _said(first: bool | None, later: bool | None) -> bool | None:
    return first if later is None else later
