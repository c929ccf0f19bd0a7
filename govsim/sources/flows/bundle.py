"""Reads the resources of a bundle, each in the shape that REST gives it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from govsim.sources.flows.gathering import Part

# Kinds of resources that know of lineage, and how the shape of each becomes that of REST.
_KINDS: Final = (
    "dashboards", "genie_spaces", "jobs", "model_serving_endpoints", "pipelines",
    "quality_monitors", "synced_database_tables", "vector_search_indexes",
)  # fmt: skip


def resources_of(part: Part) -> Iterator[Part]:
    """Yield the jobs, pipelines, dashboards, endpoints and monitors of a bundle."""
    for kind, listed in part.items("resources"):
        if kind not in _KINDS or not isinstance(listed.value, dict):
            continue
        for key, each in listed.items():
            if isinstance(each.value, dict):
                yield Part(_named(each.value, key), each.steps)


def _named(said: dict[str, Any], key: str) -> dict[str, Any]:
    """Return a resource with a name: that of its key, where it has none of its own."""
    named = any(said.get(name) for name in ("name", "display_name", "title", "table_name"))
    return said if named else {**said, "name": key}
