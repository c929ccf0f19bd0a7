"""Holds which statements of a script the lineage of data has to remember."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from govsim.model import statements as s
from govsim.model.kinds import SecurableType

_VIEWS: Final = frozenset({SecurableType.VIEW, SecurableType.MATERIALIZED_VIEW})
# What says which tables there are and what they look like, in the order of the script.
_SHAPES: Final = (
    s.Create,
    s.CreateRoutine,
    s.Drop,
    s.Undrop,
    s.Rename,
    s.AlterTable,
    s.AlterView,
    s.Use,
)


@dataclass(frozen=True, slots=True)
class Moved:
    """What of a script tells how data flows, and where it looked up shorter names at first."""

    statements: tuple[s.Statement, ...] = ()
    within: str = "main.default"


NOTHING_MOVED: Final = Moved()


def moving(statements: Iterable[s.Statement], within: str) -> Moved:
    """Return what of a script tells how data flows; nothing where none of it moves data.

    Grants, tags and the like are left out, and so is a whole script that only describes: the
    bodies of views are in the snapshot.
    """
    kept = tuple(each for each in statements if isinstance(each, _SHAPES) or moves(each))
    return Moved(kept if any(map(matters, kept)) else (), within)


def matters(statement: s.Statement) -> bool:
    """Return whether a statement makes a script worth remembering: it moves data, or ends it."""
    return moves(statement) or isinstance(statement, (s.Drop, s.Undrop, s.Rename))


def moves(statement: s.Statement) -> bool:
    """Return whether data flows when a statement runs."""
    if isinstance(statement, s.Create):
        filled = statement.body is not None or statement.clone is not None
        return filled and statement.target.type not in _VIEWS
    return isinstance(statement, (s.Write, s.Query, s.Call, s.Compound))
