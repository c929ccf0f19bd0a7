"""Compares what notebooks run with the scripts at hand: a job runs what its tasks run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from govsim.errors import Place
from govsim.graph.imports import imported
from govsim.graph.reading import Reading
from govsim.graph.tasks import Files
from govsim.model.flows import Node
from govsim.sql import Source

Standing = Sequence[list[Reading]]  # the readings of each unit


def with_callers(standing: Standing) -> list[list[Reading]]:
    """Return readings whose units know the tasks of every script that runs or imports them too."""
    scripts = {path: place for place, path in enumerate(map(_path, standing)) if path}
    files = Files(scripts)
    tasks = {
        place: dict.fromkeys(held[0].unit.tasks) for place, held in enumerate(standing) if held
    }
    calls = {
        place: [
            *(scripts[path] for _, _, path in _called(files, standing[place]) if path is not None),
            *(scripts[path] for path in imported(files, caller, _text(standing[place]))),
        ]
        for caller, place in scripts.items()
    }
    waiting = [place for place, held in tasks.items() if held and calls.get(place)]
    while waiting:
        place = waiting.pop()
        for other in calls.get(place, ()):
            if not tasks[place].keys() <= tasks[other].keys():
                tasks[other] |= tasks[place]
                waiting.append(other)
    return [_tasked(held, tuple(tasks.get(place, ()))) for place, held in enumerate(standing)]


def runs_without_file(readings: Iterable[Sequence[Reading]]) -> Iterator[tuple[Place | None, str]]:
    """Yield the notebooks that others run whose text is not at hand: where, and in words."""
    standing = list(readings)
    files = Files(filter(None, map(_path, standing)))
    for held in standing:
        for at, named, path in _called(files, held):
            if path is None:
                yield at, f"notebook {named}: its file is not among those given"


def _called(
    files: Files, held: Sequence[Reading]
) -> Iterator[tuple[Place | None, str, str | None]]:
    for reading in held:
        for each in reading.lineages:
            for named in each.calls:
                yield each.at, named, files.called(reading.unit.origin.job, named)


def _path(held: Sequence[Reading]) -> str:
    """Return the path of a script that stands as a unit of its own; empty for all else."""
    unit = held[0].unit if held else None
    if unit is None or unit.reader is not None or not isinstance(unit.texts[0], tuple | Source):
        return ""
    return unit.origin.job


def _text(held: Sequence[Reading]) -> str:
    given = held[0].unit.texts[0]
    if isinstance(given, Source):
        return given.text
    return given[1] if isinstance(given, tuple) else ""


def _tasked(held: list[Reading], tasks: tuple[Node, ...]) -> list[Reading]:
    if not held or held[0].unit.tasks == tasks:
        return held
    unit = replace(held[0].unit, tasks=tasks)
    return [replace(each, unit=unit) for each in held]
