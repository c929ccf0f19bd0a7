"""Reads what surrounds the statements of a metastore: identities, roles, bindings, settings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator

from govsim.errors import Place
from govsim.model.state import State
from govsim.model.values import GovernedTag
from govsim.sources.checked import Checked, Flag, Texts
from govsim.sources.tree import Node

_VERSION: Final = re.compile(r"(\d{1,3})(?:\.(\d{1,3}|x))?(?:\s+LTS)?", re.IGNORECASE)
NEWEST: Final = (99, 0)
Binding = Literal["READ_WRITE", "READ_ONLY"]


class Tag(Checked):
    """One governed tag: what values it takes, and who may assign or manage it."""

    values: Texts = ()
    assign: Texts = ()
    manage: Texts = ()


class SettingsFields(Checked):
    """What holds for the whole metastore."""

    fine_grained_dml: Flag | None = None
    external_access: Flag | None = None
    closed_identities: Flag | None = None


def _names_to_members(value: object) -> object:
    return dict.fromkeys(value, ()) if isinstance(value, list) and all_texts(value) else value


def all_texts(values: list[Any]) -> bool:
    """Whether a list holds texts only."""
    return all(isinstance(value, str) for value in values)


def _listed_values(value: object) -> object:
    return {} if value is None else {"values": value} if isinstance(value, list | str) else value


def _nothing_to_empty(value: object) -> object:
    if not isinstance(value, dict):
        return value
    return {key: () if held is None else held for key, held in value.items()}


Groups = Annotated[
    dict[str, Texts], BeforeValidator(_nothing_to_empty), BeforeValidator(_names_to_members)
]
Bindings = dict[str, dict[str, Binding]]
Acls = dict[str, dict[str, str]]
Tags = dict[str, Annotated[Tag, BeforeValidator(_listed_values)]]


class StateFields(Checked):
    """The fields of a state file."""

    admin: str | None = None
    metastore_admin: str | None = None
    users: Texts = ()
    service_principals: Texts = ()
    groups: Groups = {}
    workspace_groups: Groups = {}
    account_admins: Texts = ()
    workspace_admins: Texts = ()
    bindings: Bindings = {}
    acls: Acls = {}
    governed_tags: Tags = {}
    foreign_tables: Texts = ()
    settings: SettingsFields = SettingsFields()
    files: Texts = ()
    statements: Texts = ()

    def state(self, source: str, root: Node | None) -> State:
        """Return what the fields say, but for the statements; `root` is where they stand."""
        return State(
            admin=self.admin,
            metastore_admin=self.metastore_admin,
            users=self.users,
            service_principals=self.service_principals,
            groups=self.groups,
            workspace_groups=self.workspace_groups,
            account_admins=self.account_admins,
            workspace_admins=self.workspace_admins,
            bindings=self.bindings,
            acls=self.acls,
            governed_tags=governed(self.governed_tags),
            foreign_tables=self.foreign_tables,
            fine_grained_dml=self.settings.fine_grained_dml,
            external_access=self.settings.external_access,
            closed_identities=self.settings.closed_identities,
            source=source,
            places=dict(_places(root)) if root is not None else {},
        )


def _places(root: Node) -> Iterator[tuple[str, Place]]:
    for field in ("groups", "workspace_groups"):
        if (listed := root.get(field)) is not None:
            yield from ((str(key.scalar), key.place) for key, _ in listed.pairs)


def governed(tags: Mapping[str, Tag]) -> tuple[GovernedTag, ...]:
    """Return governed tags as the model holds them."""
    return tuple(
        GovernedTag(key, tag.values, frozenset(tag.assign), frozenset(tag.manage))
        for key, tag in tags.items()
    )


@dataclass(frozen=True, slots=True)
class Where:
    """Where something is asked from: a workspace, a warehouse or other compute, a runtime."""

    workspace: str = "ws1"
    warehouse: str = ""
    dedicated: bool = False
    dbr: tuple[int, int] = NEWEST


def _runtime(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return value
    if (found := _VERSION.fullmatch(value.strip())) is None:
        raise ValueError(f"`{value[:30]}` is no runtime version such as `16.4`")
    minor = found[2] or "x"
    return int(found[1]), 99 if minor in "xX" else int(minor)


def _compute(value: object) -> object:
    if not isinstance(value, str):
        return value
    kind, _, name = value.partition(" ")
    if (kind == "warehouse" and name.strip()) or value in ("standard", "dedicated"):
        return value
    raise ValueError(f"`{value[:60]}` is none of `warehouse NAME`, `standard`, `dedicated`")


Runtime = Annotated[tuple[int, int], BeforeValidator(_runtime)]
Compute = Annotated[str, BeforeValidator(_compute)]


class WhereFields(Checked):
    """The fields that say where something is asked from."""

    workspace: str = "ws1"
    compute: Compute | None = None
    dbr: Runtime = NEWEST

    def where(self) -> Where:
        """Return the place that the fields name."""
        compute = self.compute or ""
        warehouse = compute.removeprefix("warehouse ").strip() if " " in compute else ""
        return Where(self.workspace, warehouse, compute == "dedicated", self.dbr)
