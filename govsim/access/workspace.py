"""Decides what a workspace adds: levels on jobs, clusters, endpoints, and what it is bound to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from govsim.access.answers import Conveyance, Requirement
from govsim.access.identities import path_to, within_workspace
from govsim.access.standing import Standing
from govsim.catalog import Metastore
from govsim.model.kinds import SecurableType, key_of
from govsim.model.values import Securable

T = SecurableType

_NOTEBOOK: Final = ("CAN_READ", "CAN_RUN", "CAN_EDIT", "CAN_MANAGE")
_LEGACY: Final = ("CAN_VIEW", "CAN_RUN", "CAN_EDIT", "CAN_MANAGE")
_APP: Final = ("CAN_USE", "CAN_MANAGE")

# Weakest first. Source: documentation of workspace object access control.
LEVELS: Final[dict[str, tuple[str, ...]]] = {
    "cluster": ("CAN_ATTACH_TO", "CAN_RESTART", "CAN_MANAGE"),
    "cluster_policy": ("CAN_USE",),
    "instance_pool": ("CAN_ATTACH_TO", "CAN_MANAGE"),
    "warehouse": ("CAN_VIEW", "CAN_MONITOR", "CAN_USE", "CAN_MANAGE", "IS_OWNER"),
    "job": ("CAN_VIEW", "CAN_MANAGE_RUN", "IS_OWNER", "CAN_MANAGE"),
    "pipeline": ("CAN_VIEW", "CAN_RUN", "CAN_MANAGE", "IS_OWNER"),
    "notebook": _NOTEBOOK,
    "file": _NOTEBOOK,
    "folder": _NOTEBOOK,
    "repo": _NOTEBOOK,
    "dashboard": _NOTEBOOK,
    "alert_v2": _NOTEBOOK,
    "genie": _NOTEBOOK,
    "legacy_dashboard": _LEGACY,
    "query": _LEGACY,
    "alert": _LEGACY,
    "serving_endpoint": ("CAN_VIEW", "CAN_QUERY", "CAN_MANAGE"),
    "vector_search_endpoint": ("CAN_USE", "CAN_MANAGE"),
    "app": _APP,
    "lakebase": _APP,
    "knowledge_assistant": ("CAN_QUERY", "CAN_MANAGE"),
    "supervisor_agent": ("CAN_QUERY", "CAN_MANAGE"),
    "experiment": ("CAN_READ", "CAN_EDIT", "CAN_MANAGE"),
    "registered_model": (
        "CAN_READ",
        "CAN_EDIT",
        "CAN_MANAGE_STAGING_VERSIONS",
        "CAN_MANAGE_PRODUCTION_VERSIONS",
        "CAN_MANAGE",
    ),
    "tokens": ("CAN_USE", "CAN_MANAGE"),
    "passwords": ("CAN_USE",),
}
FOLDERED: Final = frozenset({"notebook", "file", "folder", "repo", "dashboard"})


def acl_conveyance(
    metastore: Metastore, standing: Standing, kind: str, name: str, level: str
) -> Conveyance | None:
    """Return what gives a principal at least a level on a workspace object, or None.

    Levels are ordered and the highest of any identity counts; a folder's level passes to what is
    inside; workspace admins manage everything.
    """
    need = Requirement(level, kind.upper().replace("_", " "), name)
    if standing.is_workspace_admin:
        path = path_to(standing.ids, standing.as_workspace_admin)
        return Conveyance(need, "workspace admin", name, kind, path)
    ids = within_workspace(metastore, standing.ids)
    enough = LEVELS[kind][LEVELS[kind].index(level) :]
    for held_kind, held_name in _objects(kind, name):
        for who, held in metastore.acls.get(f"{held_kind} {held_name}", {}).items():
            if who in ids and held in (*enough, "CAN_MANAGE", "IS_OWNER"):
                how = f"acl {held}"
                return Conveyance(need, how, held_name, held_kind, path_to(ids, who))
    return None


def _objects(kind: str, name: str) -> list[tuple[str, str]]:
    found = [(kind, name)]
    if kind in FOLDERED:
        parts = name.strip("/").split("/")
        found += [("folder", "/" + "/".join(parts[:n])) for n in range(len(parts) - 1, 0, -1)]
        found += [("repo", folder) for _, folder in found[1:]]
    return found


def binding_of(metastore: Metastore, top: Securable) -> Mapping[str, str] | None:
    """Return the workspaces that a catalog, location or credential is bound to; None: open to all.

    A binding under a bare name is the catalog's. Another kind is named with its type before it,
    as in `external location lake`, which may be left out where no catalog has that name.
    """
    bindings = metastore.settings.bindings
    if (told := bindings.get(f"{str(top.type).lower()} {top.name}")) is not None:
        return told
    if top.type is not T.CATALOG and key_of(T.CATALOG, top.name) in metastore.securables:
        return None
    return bindings.get(top.name)
