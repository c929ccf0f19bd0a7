"""Renders the changes that would turn a denial into an allow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from govsim.access.why_not import Remedy
from govsim.report.answer import Table

_SQL = ("GRANT ", "ALTER ", "REVOKE ", "DROP ", "CREATE ", "SELECT ")


def remedies_table(remedies: Iterable[Remedy]) -> Table:
    """Return remedies in the order they come in, each with what else it opens."""
    rows = tuple((price_of(remedy), "; ".join(remedy.statements)) for remedy in remedies)
    return Table(("opens", "change"), rows)


def price_of(remedy: Remedy) -> str:
    """Return what else a remedy opens: `+1 other table`."""
    return remedy.words().removeprefix("; ".join(remedy.statements)).removeprefix(": ")


def script_of(remedy: Remedy) -> str:
    """Return the statements of a remedy one a line, as they would be run."""
    return lines_of(remedy.statements)


def lines_of(script: Iterable[str]) -> str:
    """Return statements one below the other; what is no SQL goes without a semicolon."""
    return "\n".join(f"{text};" if text.startswith(_SQL) else text for text in script)


def remedy_json(remedy: Remedy) -> dict[str, Any]:
    """Return a remedy as JSON."""
    return {
        "statements": list(remedy.statements),
        "kind": remedy.kind,
        "opens": remedy.opens,
        "tables": remedy.tables,
    }
