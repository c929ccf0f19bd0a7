"""Decides whether a function fits as a filter or mask: what it takes, and what it gives."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from govsim.errors import GovsimError, Place
from govsim.model import statements as s
from govsim.model import values as v

_NESTED: Final = re.compile(r"(?i)\s*(ARRAY|MAP|STRUCT)\b")
_ANY: Final = frozenset({"STRING", "VARIANT"})
_TABLE: Final = re.compile(r"(?i)\s*TABLE\b")


def require_fit(
    function: v.Securable, use: s.FunctionUse, column: v.Column | None, at: Place | None
) -> None:
    """Refuse a function that cannot be a filter, or the mask of a column.

    Of a function whose body is not known, nothing is asked.

    Raises:
        GovsimError: `unfit-function`.

    Source:
        Databricks SQL reference: *row filter clause*, *column mask clause*.
    """
    detail = function.detail
    if not isinstance(detail, v.RoutineDetail) or detail.body is None:
        return
    given = len(use.arguments) + (column is not None)
    least = sum(not parameter.default for parameter in detail.parameters)
    returns = detail.returns or ""
    if _TABLE.match(returns):
        said = "gives a table"
    elif column is not None and not detail.parameters:
        said = "takes nothing, and a mask is given its column"
    elif not least <= given <= len(detail.parameters):
        wanted = str(least) if least == len(detail.parameters) else f"{least} or more"
        said = f"takes {wanted} argument{'' if wanted == '1' else 's'}, and is given {given}"
    elif column is None and returns and returns.strip().upper() != "BOOLEAN":
        said = f"gives {returns}, and a row filter gives BOOLEAN"
    elif column is not None and _differ(returns, column.type):
        said = f"gives {returns}, and column {column.name} is {column.type}"
    else:
        return
    raise GovsimError("unfit-function", f"function {function.name} {said}", at=at)


def _differ(one: str, other: str) -> bool:
    """Return whether no value of a known type could be cast to another: nested, and not, or else.

    Anything is cast to STRING and to VARIANT, and VARIANT to anything.
    """
    if not one or not other or {one.strip().upper(), other.strip().upper()} & _ANY:
        return False
    nested = [_NESTED.match(text) for text in (one, other)]
    words = [found[1].upper() if found else "" for found in nested]
    return words[0] != words[1]


def is_column(argument: str) -> bool:
    """Whether an argument of a filter or mask names a column; else it is a literal."""
    return not (argument[:1] in "'\"-0123456789" or argument.upper() in ("TRUE", "FALSE", "NULL"))


def require_columns(statement: s.Create, columns: Collection[v.Column]) -> None:
    """Refuse filters and masks of a new table that are given columns which it does not have.

    Raises:
        GovsimError: `unknown-column`; never where no column is known.
    """
    held = {column.name.lower() for column in columns}
    uses = [statement.row_filter, *(spec.mask for spec in statement.columns)]
    for use in uses if held else ():
        for argument in filter(is_column, use.arguments if use is not None else ()):
            if argument.lower() not in held:
                name = ".".join(statement.target.name)
                words = f"no column `{argument}` in `{name}`"
                raise GovsimError("unknown-column", words, at=statement.at)
