"""Reads the common one-line GRANT and REVOKE with one expression, as the general reader would."""

from __future__ import annotations

import re
from typing import Final

from govsim.errors import Place
from govsim.model.kinds import SecurableType
from govsim.model.statements import Grant, Revoke, Statement, Target
from govsim.model.values import principal_named
from govsim.sql.grants import privilege_named
from govsim.sql.names import most_parts

_TYPES: Final = "TABLE|VIEW|SCHEMA|CATALOG|VOLUME|FUNCTION"
COMMON: Final = re.compile(
    rf"""\s*+(?:(GRANT)|REVOKE)[ ]([A-Z][A-Z_ ,]*?)[ ]ON[ ]
    (?:({_TYPES})[ ]([A-Za-z_]\w*+(?:\.[A-Za-z_]\w*+){{0,3}})
      |([A-Za-z_]\w*+(?:\.[A-Za-z_]\w*+){{1,3}}))
    [ ](?:(TO)|FROM)[ ](?:`([^`<>{{}}\n]++)`|([A-Za-z_]\w*+))[ ]?;""",
    re.VERBOSE | re.ASCII,
)
_NOT_NAMES: Final = frozenset({"TO", "FROM", "ALL", "FUTURE", "ANY"})
_NOT_PRINCIPALS: Final = frozenset(
    {"USER", "GROUP", "ROLE", "PRINCIPAL", "SERVICE", "RECIPIENT", "ACCOUNT"}
)
_MOST: Final = {SecurableType(word): most_parts(SecurableType(word)) for word in _TYPES.split("|")}
_PRIVILEGES: dict[str, tuple[str, ...] | None] = {}


def read_common(found: re.Match[str], at: Place) -> Statement | None:
    """Return the statement of a match, or None where the general reader must decide."""
    grant, written, kind, typed, bare, to, quoted, plain = found.groups()
    if (grant is None) is not (to is None):
        return None
    privileges = _PRIVILEGES.get(written) or _privileges(written)
    name = typed or bare
    if plain is not None and plain.upper() in _NOT_PRINCIPALS:
        return None
    principal = principal_named(quoted or plain)
    parts = tuple(name.split("."))
    if privileges is None or parts[0].upper() in _NOT_NAMES:
        return None
    type_ = SecurableType(kind) if kind else SecurableType.TABLE
    if len(parts) > _MOST[type_]:
        return None
    target = Target(type_, parts)
    if grant is None:
        return Revoke(at=at, privileges=privileges, on=target, to=principal)
    return Grant(at=at, privileges=privileges, on=target, to=principal)


def _privileges(written: str) -> tuple[str, ...] | None:
    found = [privilege_named(" ".join(word.split())) for word in written.split(",")]
    known = tuple(word for word in found if word is not None)
    result = known if len(known) == len(found) else None
    if len(_PRIVILEGES) < 1000:
        _PRIVILEGES[written] = result
    return result
