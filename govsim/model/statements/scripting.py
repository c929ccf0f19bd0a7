"""Holds compound statements, and in which order the statements within them run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from govsim.model.statements.base import Statement


@dataclass(frozen=True, slots=True)
class Part:
    """One statement of a compound statement; whether it runs whatever a condition says."""

    statement: Statement
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Compound(Statement):
    """BEGIN … END: the statements of all its branches in order, conditions that read among them."""

    parts: tuple[Part, ...]
    text: str  # the whole statement, as written

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of all its branches."""
        return tuple(part.statement for part in self.parts)


def flat(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield statements in order, in place of a compound statement those that stand in it."""
    for statement in statements:
        if isinstance(statement, Compound):
            yield from flat(statement.statements)
        else:
            yield statement


def expanded(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield statements as they run: those of a compound one by one, as far as they surely do.

    What stands under a condition, in a loop or in a handler comes as a compound statement again.
    """
    for statement in statements:
        if not isinstance(statement, Compound):
            yield statement
            continue
        for sure, parts in groupby(statement.parts, key=lambda part: part.sure):
            some = tuple(parts)
            if sure:
                yield from expanded(part.statement for part in some)
            else:
                yield Compound(parts=some, text=statement.text, at=some[0].statement.at)
