"""Reads the events of one run as one, in little room however many runs there are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, TypeVar

from govsim.model.flows import Asset, EdgeKind, Node, Transform

Key = tuple[str, str]  # the namespace and name of a dataset or job


class ColumnUse(NamedTuple):
    """One column that a column of an output is made of, or that decides it or its rows."""

    target: Key
    target_column: str  # empty for the dataset as a whole
    source: Key
    source_column: str
    kind: EdgeKind
    transform: Transform = ""
    why: str = ""


class Content(NamedTuple):
    """What a run does. Runs of one job mostly do the same, and then share it."""

    job: Key
    sql: str = ""
    principal: str = ""
    inputs: tuple[Key, ...] = ()
    outputs: tuple[Key, ...] = ()
    uses: tuple[ColumnUse, ...] = ()
    links: tuple[tuple[Key, Key], ...] = ()  # whole edges that are stated, not implied

    def joined(self, later: Content) -> Content:
        """Return what this event and a later one of the same run say together."""
        return Content(
            later.job if later.job[1] else self.job,
            later.sql or self.sql,
            later.principal or self.principal,
            _both(self.inputs, later.inputs),
            _both(self.outputs, later.outputs),
            _both(self.uses, later.uses),
            _both(self.links, later.links),
        )


Said = TypeVar("Said")


def _both(before: tuple[Said, ...], after: tuple[Said, ...]) -> tuple[Said, ...]:
    return tuple(dict.fromkeys((*before, *after)))


@dataclass(slots=True)
class Run:
    """One run, or one event that belongs to none."""

    content: Content
    id: str
    time: datetime | None
    source: str
    line: int
    undone: bool = False


@dataclass(slots=True)
class Events:
    """All events so far."""

    runs: dict[str, Run] = field(default_factory=dict)
    nodes: dict[Key, Node] = field(default_factory=dict)  # of datasets that have a symlink
    assets: dict[Key, Asset] = field(default_factory=dict)
    _contents: dict[Content, Content] = field(default_factory=dict)

    def add(self, run: Run) -> None:
        """Keep one event, together with those of its run that came before."""
        key = run.id or f"event {len(self.runs)}"
        if (known := self.runs.get(key)) is not None:
            run.content = known.content.joined(run.content)
            run.time = run.time or known.time
            run.undone = run.undone or known.undone
        run.content = self._contents.setdefault(run.content, run.content)
        self.runs[key] = run

    def telling(self) -> list[Run]:
        """Return the first and the last of all runs that do the same; they say it all."""
        first: dict[int, Run] = {}
        last: dict[int, Run] = {}
        for run in self.runs.values():
            key = id(run.content)  # contents are shared, so the same has the same identity
            if run.undone:
                continue
            if key not in first or _before(run, first[key]):
                first[key] = run
            if key not in last or not _before(run, last[key]):
                last[key] = run
        pairs = ((first[key], last[key]) for key in first)
        return [run for a, b in pairs for run in ((a,) if a is b else (a, b))]


def _before(run: Run, other: Run) -> bool:
    return run.time is not None and other.time is not None and run.time < other.time
