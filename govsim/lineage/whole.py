"""Traces what a whole script reads and writes in the end: through what it makes, renames, drops."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from govsim.lineage.edges import QUERY, StatementLineage, TableEdge


@dataclass(frozen=True, slots=True)
class ScriptLineage:
    """What a script does to data as a whole, each table under the name it has in the end.

    `sources` are read and not made by the script; `targets` are written, or made, and still
    there; `dropped` are written or made, and dropped again. `tables` leads from each source to
    each target that its data reaches, `<query>` among them, through whatever is between.
    """

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    dropped: tuple[str, ...]
    tables: tuple[TableEdge, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the script as `govsim lineage --format json` prints it."""
        return {
            "sources": list(self.sources),
            "targets": list(self.targets),
            "dropped": list(self.dropped),
            "tables": [list(edge) for edge in self.tables],
        }


def script_lineage(statements: Iterable[StatementLineage]) -> ScriptLineage:
    """Return what the statements of a script do one after another, taken as a whole.

    A temporary view or table is no target. What a branch or loop holds is taken as run once, and
    rows that are overwritten or deleted count as written all the same.
    """
    script = _Script()
    for each in statements:
        script.take(each)
    return script.whole()


@dataclass(eq=False, slots=True)
class _Table:
    """One table while the script runs, whatever its name; and the sources that its data is of."""

    name: str
    made: bool = False
    written: bool = False
    temporary: bool = False
    roots: dict[_Table, None] = field(default_factory=dict)

    def origins(self) -> dict[_Table, None]:
        return dict(self.roots) if self.made else {self: None, **self.roots}


class _Script:
    def __init__(self) -> None:
        self.names: dict[str, _Table] = {}
        self.tables: dict[_Table, None] = {}  # every one that was ever named
        self.dropped: dict[_Table, None] = {}
        self.read: dict[_Table, None] = {}
        self.query = _Table(QUERY, made=True)

    def named(self, name: str) -> _Table:
        if name == QUERY:
            return self.query
        if name not in self.names:
            self.names[name] = _Table(name)
            self.tables[self.names[name]] = None
        return self.names[name]

    def take(self, said: StatementLineage) -> None:
        """Run one statement."""
        for old, new in said.renames:
            table = self.named(old)
            del self.names[old]
            table.name, self.names[new] = new, table
        for name in said.drops:
            if name in self.names:
                self.dropped[self.names.pop(name)] = None
        words = said.verb.split()
        creates = words[:1] == ["CREATE"] and words[-1] in ("TABLE", "VIEW")
        temporary = creates and bool({"TEMP", "TEMPORARY"} & {*words})
        if temporary and words[-1] == "VIEW":
            return  # whatever reads it reads what is behind it
        came: dict[str, dict[_Table, None]] = {name: {} for name in said.writes}
        for source, target in said.tables:
            self.read |= (origins := self.named(source).origins())
            came.setdefault(target, {}).update(origins)
        for name, roots in came.items():
            if creates and name != QUERY:
                self.names[name] = _Table(name, made=True, temporary=temporary)
                self.tables[self.names[name]] = None
            table = self.named(name)
            table.written = True
            table.roots |= roots

    def whole(self) -> ScriptLineage:
        """Return what is left."""
        there = [each for each in self.tables if self.names.get(each.name) is each]
        targets = [each for each in there if each.written and not each.temporary]
        ends = [*targets, self.query]
        return ScriptLineage(
            tuple(each.name for each in self.read),
            tuple(each.name for each in targets),
            tuple(each.name for each in self.dropped if each.written),
            tuple(TableEdge(root.name, each.name) for each in ends for root in each.roots),
        )
