"""Compares: what a statement raises that writes to a table which no longer fits it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from typing import Final

from govsim.graph.reading import Known
from govsim.impact.downstream import texts
from govsim.impact.downstream.assignment import assignable
from govsim.impact.downstream.changes import NEVER_NULL
from govsim.impact.downstream.rereading import Reread, Rereader, column_names, types_of
from govsim.impact.downstream.values import Felt
from govsim.lineage import EVERY, StatementLineage
from govsim.model.flows import EdgeKind, Node, NodeKind
from govsim.model.kinds import SecurableType, key_of
from govsim.model.values import Column

Broken = tuple[str, str]  # the error, and why
_BY_NAME: Final = re.compile(r"\bBY\s+NAME\b|\bPARTITION\b", re.IGNORECASE)
_EVOLVES: Final = re.compile(r"\bWITH\s+SCHEMA\s+EVOLUTION\b", re.IGNORECASE)
_LISTED: Final = re.compile(
    r"INSERT\s+(?:INTO|OVERWRITE)\s+(?:TABLE\s+)?[\w.`$-]+\s*"
    r"\((?!\s*(?:SELECT|WITH|FROM)\b)(?P<columns>[^()]*)\)",
    re.IGNORECASE,
)


def misfits(
    rereader: Rereader, felt_of: Mapping[Node, Felt], one: Reread, after: StatementLineage
) -> Iterator[Broken]:
    """Yield what an INSERT, MERGE or UPDATE raises when its target no longer fits.

    Args:
        rereader: Knows the columns of every table before and after the change.
        felt_of: What readers and writers of each table notice.
        one: The statement as it was.
        after: The statement as it is traced after the change.
    """
    for name in one.before.writes:
        columns = _names(rereader.known, name)
        felt = felt_of.get(Node(NodeKind.TABLE, name))
        gone = [] if felt is None or one.before.verb.startswith("CREATE") else _gone(felt)
        if felt is not None and felt.gone and not one.before.verb.startswith("CREATE"):
            yield texts.table_not_found(name), f"it writes {name}: {felt.gone}"
            return
        written = _named_as_written(rereader, one, after, name)
        for column in gone:
            if column in written:
                error = texts.column_not_found(column, columns)
                yield error, f"it writes {name}.{column}, which is gone"
        filled = {each.name.lower() for each in _columns(rereader, name) if each.default}
        yield from _left_out(one, after, felt, filled)
        for column, null, why in _nulls(rereader, felt_of, after, name):
            if null:
                yield texts.null_written(column), f"it may write NULL to {name}.{column}: {why}"
        yield from _arity(rereader, one, after, name)
        yield from _casts(rereader, one, after, name)


def _left_out(
    one: Reread, after: StatementLineage, felt: Felt | None, filled: Container[str]
) -> Iterator[Broken]:
    """Yield what an INSERT raises that gives no value for a column that is never NULL now.

    A column that is filled by its own default may be left out.
    """
    listed = _LISTED.search(one.statement)
    by_name = _BY_NAME.search(one.statement)
    if felt is None or one.before.verb != "INSERT" or not (listed or by_name):
        return
    if listed:
        given = {name.strip(" `\n\t").lower() for name in listed["columns"].split(",")}
    else:
        given = {name.lower() for name, _ in after.outputs}
    for column, effects in felt.columns.items():
        never = any(effect.why.endswith(NEVER_NULL) for effect in effects)
        if never and column not in given and column not in filled:
            yield texts.not_null(column), f"it gives no {column}, which {NEVER_NULL}"


def unsure_of_nulls(
    rereader: Rereader, felt_of: Mapping[Node, Felt], after: StatementLineage
) -> Iterator[str]:
    """Yield the columns of which nobody knows whether a statement writes NULL to them now."""
    for name in after.writes:
        for column, null, why in _nulls(rereader, felt_of, after, name):
            if null is None:
                yield f"whether it writes NULL to {name}.{column} is not known: {why}"


def _nulls(
    rereader: Rereader, felt_of: Mapping[Node, Felt], after: StatementLineage, name: str
) -> Iterator[tuple[str, bool | None, str]]:
    """Yield which columns are never NULL, may be written as NULL now, and why that is new."""
    if after.verb.startswith("CREATE") and "FLOW" not in after.verb:
        return  # what makes its table anew brings its own columns
    felt = felt_of.get(Node(NodeKind.TABLE, name))
    written = {column: null for table, column, null in after.nulls if table == name}
    for each in _columns(rereader, name):
        if each.nullable:
            continue
        column = each.name.lower()
        into = [e for e in after.columns if e.target_table == name and e.kind is EdgeKind.DIRECT]
        fills = [e for e in into if e.target_column.lower() in (column, EVERY)]
        null = written.get(column, False if not fills else None)
        if each.default and not fills and after.verb == "MERGE":
            null = None  # left out, and so filled, or written as NULL: the trace tells neither
        if column in written or fills:
            newly = _nullability(felt, column, "required")
            sources = (
                _nullability(felt_of.get(Node(NodeKind.TABLE, e.source_table)), e.source_column)
                for e in fills
                if e.source_table is not None
            )
            why = newly or next(filter(None, sources), "")
            if why:
                yield column, null, why


def _columns(rereader: Rereader, name: str) -> tuple[Column, ...]:
    held = rereader.after.securables.get(key_of(SecurableType.TABLE, name))
    return held.columns if held else ()


def _nullability(felt: Felt | None, column: str, kind: str = "nullability") -> str:
    """Return what became of a column that may, or may not, be NULL now; nothing if not that."""
    effects = felt.columns.get(column.lower(), ()) if felt is not None else ()
    return next((effect.why for effect in effects if effect.kind == kind), "")


def _named_as_written(
    rereader: Rereader, one: Reread, after: StatementLineage, name: str
) -> frozenset[str]:
    """Return the columns of a target that a statement names: a star, or a place, names none."""
    if rereader.nulls:
        return frozenset(column for table, column, _ in after.nulls if table == name)
    if not _names_target(one):
        return frozenset()
    return frozenset(e.target_column.lower() for e in one.before.columns)


def _names_target(one: Reread) -> bool:
    positional = one.before.verb == "INSERT" and not _LISTED.search(one.statement)
    return not positional or bool(_BY_NAME.search(one.statement))


def _arity(rereader: Rereader, one: Reread, after: StatementLineage, name: str) -> Iterator[Broken]:
    """Yield what an INSERT by place raises when the numbers of columns differ."""
    if one.before.verb != "INSERT" or _EVOLVES.search(one.statement):
        return
    if _BY_NAME.search(one.statement):
        yield from _extra(rereader, one, after, name)
        return
    was = len(_names(rereader.known_before, name))
    gave, gives = given_by(one.before), given_by(after)
    columns = _names(rereader.known, name)
    wants = gave if _LISTED.search(one.statement) else len(columns)
    if not was or not gave or not gives or not wants:
        return
    if gives != wants and (gave == was or _LISTED.search(one.statement)):
        yield texts.arity(name, wants, gives), f"it gives {gives} columns for {wants} of {name}"


def _extra(rereader: Rereader, one: Reread, after: StatementLineage, name: str) -> Iterator[Broken]:
    """Yield what an INSERT BY NAME raises that gives a column which its target does not have."""
    wants = {column.lower() for column in _names(rereader.known, name)}
    if not wants or not re.search(r"\bBY\s+NAME\b", one.statement, re.IGNORECASE):
        return
    had = {column.lower() for column, _ in one.before.outputs}
    for column, _ in after.outputs:
        if column.lower() not in wants | had and column != EVERY:
            yield texts.extra_column(name, column), f"it gives {column}, which {name} has not"


def _casts(rereader: Rereader, one: Reread, after: StatementLineage, name: str) -> Iterator[Broken]:
    """Yield what a write raises when a value is of a type that its column cannot store."""
    if one.before.verb.startswith("CREATE"):
        return
    targets = types_of(rereader.known, name)
    for edge in after.columns:
        if edge.transform != "identity" or edge.target_table != name or not edge.source_table:
            continue
        column, target = edge.source_column.lower(), edge.target_column.lower()
        now = types_of(rereader.known, edge.source_table).get(column, "")
        was = types_of(rereader.known_before, edge.source_table).get(column, "")
        into = targets.get(target, "")
        if now != was and assignable(was, into) and not assignable(now, into):
            error = texts.unsafe_cast(name, edge.target_column, now.upper(), into.upper())
            yield error, f"it stores {edge.source_table}.{column} as {into}"


def given_by(lineage: StatementLineage) -> int:
    """Return how many columns a query gives; none where not all are known."""
    if any(name == EVERY for name, _ in lineage.outputs):
        return 0
    return len(lineage.outputs)


def _names(known: Known, name: str) -> tuple[str, ...]:
    return column_names(known, (name,))[name]


def _gone(felt: Felt) -> list[str]:
    return [
        name
        for name, effects in felt.columns.items()
        if any(effect.kind == "gone" for effect in effects)
    ]
