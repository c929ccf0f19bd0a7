"""Reads flows: APPLY CHANGES and AUTO CDC, which keep a table like its source, and CREATE FLOW."""

from __future__ import annotations

from typing import Any

from govsim.lineage.building import Building
from govsim.lineage.inserting import read_insert, store
from govsim.lineage.parsing import words
from govsim.lineage.queries import traced
from govsim.lineage.reader import Reader
from govsim.lineage.trace import Trace

_CLAUSES = (
    "KEYS", "IGNORE", "APPLY", "SEQUENCE", "COLUMNS", "STORED", "TRACK",
)  # fmt: skip


def read_flow(reader: Reader, trace: Trace, text: str) -> Building:
    """Read CREATE FLOW name AS INSERT INTO … or AS AUTO CDC INTO …."""
    reader.need("CREATE")
    reader.take("OR", "REPLACE")
    reader.take("OR", "REFRESH")
    reader.need("FLOW")
    reader.take("IF", "NOT", "EXISTS")
    reader.parts()
    while not reader.done and not reader.take("AS"):
        reader.skip()
    if reader.word() == "INSERT":
        return read_insert(reader, trace, text)
    made = Building("AUTO CDC", trace)
    read_changes(reader, made, text)
    return made


def read_apply(reader: Reader, trace: Trace, text: str) -> Building:
    """Read APPLY CHANGES INTO or AUTO CDC INTO as a statement of its own."""
    made = Building("AUTO CDC", trace)
    read_changes(reader, made, text)
    return made


def read_changes(reader: Reader, made: Building, text: str, *, target: str | None = None) -> None:
    """Read the change flow itself; `target` is the table whose definition it stands in."""
    trace = made.trace
    if reader.take("INSERT") or reader.word() in ("AS", "SELECT"):
        reader.take("BY", "NAME")
        reader.take("AS")
        if target is not None:
            store(made, target, traced(reader.rest(), trace, text), by_name=True)
        return
    if not (reader.take("APPLY", "CHANGES") or reader.take("AUTO", "CDC")):
        trace.note("not-simulated", f"a flow by {reader.word()}")
        return
    reader.take("ONCE")
    if reader.take("INTO"):
        target = reader.table()
    reader.need("FROM")
    snapshot = reader.take("SNAPSHOT")
    source = reader.until(*_CLAUSES)
    clauses = _clauses(reader)
    if "history" in clauses and target is not None and _keeps_times(target, trace):
        clauses["times"] = clauses.get("sequence", [])
    found = traced(_query(source, clauses), trace, text)
    if target is None:
        return
    if snapshot:
        trace.note("not-simulated", "a flow from snapshots keeps no sequence")
    made.write(target, None, found)


def _keeps_times(target: str, trace: Trace) -> bool:
    """Return whether a table of SCD type 2 has the columns that say from when to when."""
    known = trace.session.columns_of(target)
    return known is None or "__start_at" in known.index


def _clauses(reader: Reader) -> dict[str, list[Any]]:
    """Read the clauses of a change flow by their first words."""
    found: dict[str, list[Any]] = {}
    while not reader.done:
        if reader.take("APPLY", "AS", "DELETE", "WHEN"):
            found["delete"] = reader.until(*_CLAUSES)
        elif reader.take("APPLY", "AS", "TRUNCATE", "WHEN"):
            found["truncate"] = reader.until(*_CLAUSES)
        elif reader.take("SEQUENCE", "BY"):
            found["sequence"] = reader.until(*_CLAUSES)
        elif reader.take("COLUMNS"):
            found["columns"] = _listed(reader)
        elif reader.take("STORED", "AS", "SCD", "TYPE", "2"):
            found["history"] = []
        else:
            reader.place += 1
            reader.until(*_CLAUSES)
    return found


def _listed(reader: Reader) -> list[Any]:
    if reader.word() == "(":
        return reader.group()
    return reader.until(*_CLAUSES)


def _query(source: list[Any], clauses: dict[str, list[Any]]) -> list[Any]:
    like = source[0]
    columns = clauses.get("columns") or words("*", like)
    found = [*words("SELECT", like), *columns]
    for name in ("__START_AT", "__END_AT") if clauses.get("times") else ():
        found += [*words(",", like), *clauses["times"], *words(f"AS {name}", like)]
    found += [*words("FROM", like), *source]
    conditions = [clauses[name] for name in ("delete", "truncate") if clauses.get(name)]
    for place, condition in enumerate(conditions):
        found += [*words("OR" if place else "WHERE", like), *words("(", like), *condition]
        found += words(")", like)
    if sequence := clauses.get("sequence"):
        found += [*words("ORDER BY", like), *sequence]
    return found
