"""Decides whether a query names a column that none of its relations has."""

from __future__ import annotations

import re
from typing import Final

from govsim.access.answers import Refusal
from govsim.catalog import Session, Snapshot
from govsim.catalog.columns import is_open
from govsim.catalog.shapes import columns_of
from govsim.errors import nearest
from govsim.lineage import extract_each
from govsim.model import statements as s
from govsim.model.kinds import SecurableType, key_of
from govsim.model.values import RelationDetail

T = SecurableType
_LACKS: Final = "unknown-column"
# What may stay unknown of a query whose relations and columns are all known.
_BESIDE: Final = frozenset({_LACKS, "unknown-endpoint", "unknown-path"})
_SHOWN: Final = 5  # names, where none is near
_MEMO: Final = "column that the last query lacks"
# An older version of a table may have had other columns.
_OLDER: Final = re.compile(r"\bAS\s+OF\b|@v?\d", re.IGNORECASE)
# Variables may have been declared where nobody looked, and some columns are Spark's own.
_MAY_BE: Final = re.compile(r"(?:system\.)?session\.|grouping__id$|spark_grouping_id$")
_OTHERS: Final = ("system.", ".information_schema.")  # whose columns the platform may add to


def lacking(snapshot: Snapshot, session: Session, statement: s.Statement) -> Refusal | None:
    """Return the refusal of a query for a column that is nowhere, or None.

    None too wherever something is open: a relation whose columns are not known, a function that
    may return any, a text that is only known when it runs. A wrong refusal is worse than silence.

    Source:
        Databricks error classes: *UNRESOLVED_COLUMN.WITH_SUGGESTION*, SQLSTATE 42703.
    """
    while isinstance(statement, s.Explain):
        statement = statement.inner
    if not isinstance(statement, s.Query) or _OLDER.search(statement.body.text):
        return None
    kept = snapshot.memo.get(_MEMO)
    if kept is None or kept[:2] != (statement, session):
        kept = snapshot.memo[_MEMO] = statement, session, _found(snapshot, session, statement)
    found: Refusal | None = kept[2]
    return found


def _found(snapshot: Snapshot, session: Session, statement: s.Query) -> Refusal | None:
    given: list[s.Statement | str] = [
        *([made] if (made := session.temporary()) else []),
        statement,
    ]
    *_, traced = extract_each(given, snapshot.schema(), (session.catalog, session.schema))
    unknown = [each for one in traced for each in one.unknown]
    name = next((each.what for each in unknown if each.reason == _LACKS), None)
    if name is None or _MAY_BE.match(name) or any(u.reason not in _BESIDE for u in unknown):
        return None
    reads = list(dict.fromkeys(read for one in traced for read in one.reads))
    columns = [_columns(snapshot, read) for read in reads]
    if not reads or not all(columns):
        return None
    known = sorted({column for held in columns for column in held})
    near = nearest(name.rpartition(".")[2], known)
    hint = f"did you mean `{near}`?" if near else f"there are {', '.join(known[:_SHOWN])}"
    where = " or ".join(f"`{read}`" for read in reads)
    return Refusal(_LACKS, f"no column `{name}` in {where} [UNRESOLVED_COLUMN]", hint)


def _columns(snapshot: Snapshot, name: str) -> tuple[str, ...]:
    """Return the columns of a relation; none where it may have others than those that are known."""
    held = snapshot.securables.get(key_of(T.TABLE, name))
    if held is None or any(part in f"{name}." for part in _OTHERS):
        return ()
    is_view = isinstance(held.detail, RelationDetail) and held.detail.body is not None
    if is_open(held) and not is_view:
        return ()
    return tuple(column.name for column in columns_of(snapshot, held))
