"""Compares the files that tasks of jobs name with the scripts at hand: which task runs which."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import Final

from govsim.model.flows import Flow, Node, NodeKind
from govsim.sql import Source, inlined

_RUNNERS: Final = frozenset({NodeKind.JOB, NodeKind.PIPELINE})
_RUN: Final = frozenset({NodeKind.NOTEBOOK, NodeKind.QUERY})
_ENDINGS: Final = re.compile(r"\.(?:py|sql|ipynb|scala|r)$", re.IGNORECASE)
# A package and its entry point, which a task runs out of a wheel.
_WHEEL: Final = re.compile(r"([\w.-]+):([\w.-]+)")
# What stands in front of the path inside of a repository, a bundle, or a folder of a user.
_ROOT: Final = re.compile(
    r"^(?:/?Workspace)?/(?:Repos/[^/]+/[^/]+|.*/\.bundle/.*/files|Users/[^/]+|Shared)/"
    r"|^/?\$\{[^}]*\}/|^/Workspace/"
)


class Files:
    """The scripts at hand, as tasks of jobs and other notebooks name them."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._by_leaf: dict[str, list[tuple[str, list[str]]]] = {}
        self._whole: dict[str, list[str]] = {}
        for path in dict.fromkeys(paths):
            parts = _parts(path)
            if parts:
                self._by_leaf.setdefault(parts[-1], []).append((path, parts))
                self._whole.setdefault(_whole(path), []).append(path)

    def named(self, name: str) -> str | None:
        """Return the script that a path of a workspace, repository or bundle means.

        It is the one where the whole of one path is the end of the other; of several such the one
        that shares most. Where two share as much, nobody knows which it is.
        """
        wanted = _parts(_ROOT.sub("", name))
        near = self._by_leaf.get(wanted[-1], ()) if wanted else ()
        shared = [(_shared(wanted, parts), path) for path, parts in near]
        fits = [(size, path) for size, path in shared if size]
        best = [path for size, path in fits if size == max(fits)[0]]
        return best[0] if len(best) == 1 else None

    def called(self, caller: str, path: str) -> str | None:
        """Return the script that another one runs by this path."""
        if path.startswith("/"):
            return self.named(path)
        found = self._whole.get(_whole(join(dirname(caller.replace("\\", "/")), path)), ())
        return found[0] if len(found) == 1 else None

    def within(self, package: str) -> Iterator[str]:
        """Yield the scripts in folders of a name, as a package of Python has it."""
        folder = package.replace("-", "_").lower()
        for near in self._by_leaf.values():
            yield from (path for path, parts in near if folder in map(str.lower, parts[:-1]))


def with_runs(scripts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str] | Source]:
    """Yield scripts, each with the notebooks that it runs by %run in the place of these cells."""
    every = list(scripts)
    held = dict(every)
    files = Files(held)

    def find(caller: str, named: str) -> tuple[str, str] | None:
        path = files.called(caller, named)
        return (path, held[path]) if path is not None else None

    for path, text in every:
        yield inlined(path, text, find) or (path, text)


def tasks_of(
    flows: Iterable[Flow], scripts: Iterable[tuple[str, str]]
) -> Mapping[str, tuple[Node, ...]]:
    """Return the notebooks and files that jobs and pipelines run, by the script that each one is.

    Args:
        flows: The edges out of files; those from a notebook or file into a job are its tasks.
        scripts: The scripts at hand, each by path and text.
    """
    texts = dict(scripts)
    files = Files(texts)
    found: dict[str, dict[Node, None]] = {}
    for node in dict.fromkeys(each.source for each in flows if _is_task(each)):
        wheel = _WHEEL.fullmatch(node.name)
        path = files.named(node.name) if wheel is None else _entry(files, texts, *wheel.groups())
        if path is not None:
            found.setdefault(path, {})[node] = None
    return {path: tuple(nodes) for path, nodes in found.items()}


def _entry(files: Files, texts: Mapping[str, str], package: str, entry: str) -> str | None:
    """Return the one module of a package that bears the name of its entry point, or defines it."""
    held = list(files.within(package))
    named = [path for path in held if _parts(path)[-1] == entry.replace("-", "_")]
    if not named:
        defines = re.compile(rf"^def {re.escape(entry)}\(", re.MULTILINE)
        named = [path for path in held if defines.search(texts[path])]
    return named[0] if len(named) == 1 else None


def tasks_without_file(flows: Iterable[Flow], held: Container[Node]) -> Iterator[str]:
    """Yield what jobs and pipelines run by its path whose text is not at hand, in words.

    Args:
        flows: The edges of a lineage.
        held: The notebooks and files whose text is at hand.
    """
    for task, runner in dict.fromkeys((f.source, f.target) for f in flows if _is_task(f)):
        named = task.kind is NodeKind.NOTEBOOK or "/" in task.name
        if not named or "*" in task.name or task in held:
            continue
        if wheel := _WHEEL.fullmatch(task.name):
            module = "its module is not among those given, or one of several"
            yield f"entry point {wheel[2]} of package {wheel[1]} of {runner}: {module}"
        else:
            yield f"{task} of {runner}: its file is not among those given"


def _is_task(flow: Flow) -> bool:
    return flow.target.kind in _RUNNERS and flow.source.kind in _RUN


def _whole(path: str) -> str:
    return _ENDINGS.sub("", normpath(path.replace("\\", "/")))


def _parts(path: str) -> list[str]:
    plain = _ENDINGS.sub("", path.replace("\\", "/"))
    return [part for part in plain.split("/") if part not in ("", ".", "..")]


def _shared(wanted: list[str], held: list[str]) -> int:
    """Return how many parts two paths share at their ends; none where neither ends the other."""
    size = min(len(wanted), len(held))
    return size if wanted[-size:] == held[-size:] else 0
