"""Compares the files that tasks of jobs name with the scripts at hand: which task runs which."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Final

from govsim.model.flows import Flow, Node, NodeKind

_RUNNERS: Final = frozenset({NodeKind.JOB, NodeKind.PIPELINE})
_RUN: Final = frozenset({NodeKind.NOTEBOOK, NodeKind.QUERY})
_ENDINGS: Final = re.compile(r"\.(?:py|sql|ipynb|scala|r)$", re.IGNORECASE)
# What stands in front of the path inside of a repository, a bundle, or a folder of a user.
_ROOT: Final = re.compile(
    r"^(?:/?Workspace)?/(?:Repos/[^/]+/[^/]+|.*/\.bundle/.*/files|Users/[^/]+|Shared)/"
    r"|^/?\$\{[^}]*\}/|^/Workspace/"
)


def tasks_of(flows: Iterable[Flow], paths: Iterable[str]) -> Mapping[str, tuple[Node, ...]]:
    """Return the notebooks and files that jobs and pipelines run, by the script that each one is.

    A script is the file of a task where the whole of one path is the end of the other; of several
    such the one that shares most. Where two share as much, nobody knows which it is.

    Args:
        flows: The edges out of files; those from a notebook or file into a job are its tasks.
        paths: The scripts at hand.
    """
    by_leaf: dict[str, list[tuple[str, list[str]]]] = {}
    for path in dict.fromkeys(paths):
        parts = _parts(path)
        if parts:
            by_leaf.setdefault(parts[-1], []).append((path, parts))
    found: dict[str, dict[Node, None]] = {}
    for node in dict.fromkeys(each.source for each in flows if _is_task(each)):
        wanted = _parts(_ROOT.sub("", node.name))
        near = by_leaf.get(wanted[-1], ()) if wanted else ()
        shared = [(_shared(wanted, parts), path) for path, parts in near]
        fits = [(size, path) for size, path in shared if size]
        best = [path for size, path in fits if size == max(fits)[0]]
        if len(best) == 1:
            found.setdefault(best[0], {})[node] = None
    return {path: tuple(nodes) for path, nodes in found.items()}


def tasks_without_file(flows: Iterable[Flow], held: Container[Node]) -> Iterator[str]:
    """Yield what jobs and pipelines run by its path whose text is not at hand, in words.

    Args:
        flows: The edges of a lineage.
        held: The notebooks and files whose text is at hand.
    """
    for task, runner in dict.fromkeys((f.source, f.target) for f in flows if _is_task(f)):
        named = task.kind is NodeKind.NOTEBOOK or "/" in task.name
        if named and "*" not in task.name and task not in held:
            yield f"{task} of {runner}: its file is not among those given"


def _is_task(flow: Flow) -> bool:
    return flow.target.kind in _RUNNERS and flow.source.kind in _RUN


def _parts(path: str) -> list[str]:
    plain = _ENDINGS.sub("", path.replace("\\", "/"))
    return [part for part in plain.split("/") if part not in ("", ".", "..")]


def _shared(wanted: list[str], held: list[str]) -> int:
    """Return how many parts two paths share at their ends; none where neither ends the other."""
    size = min(len(wanted), len(held))
    return size if wanted[-size:] == held[-size:] else 0
