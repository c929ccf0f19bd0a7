"""Reads statements out of whatever text holds them, and tells their places in that file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from govsim.errors import GovsimError, Place, ScriptError
from govsim.model.statements import Compound, Explain, Statement
from govsim.sources.tree import Node
from govsim.sql import Script, read_script, read_statement

Move = Callable[[Place], Place]
Skipped = tuple[Place, str]


@dataclass(slots=True)
class Gathered:
    """What was read so far: statements in order, and everything that went wrong."""

    statements: list[Statement] = field(default_factory=list)
    errors: list[GovsimError] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def require(self) -> None:
        """Raise everything that went wrong, if anything did."""
        if self.errors:
            raise ScriptError(self.errors)

    def take(self, script: Script, move: Move | None = None) -> None:
        """Add what a script says; `move` puts its places where they stand in the file."""
        if move is None:
            self.statements.extend(script.statements)
            self.errors.extend(script.errors)
            self.skipped.extend(script.skipped)
            return
        self.statements.extend(moved(statement, move) for statement in script.statements)
        self.errors.extend(moved_error(error, move) for error in script.errors)
        self.skipped.extend((move(place), reason) for place, reason in script.skipped)


def moved(statement: Statement, move: Move) -> Statement:
    """Return a statement whose place is that of the file around it."""
    at = move(statement.at) if statement.at else None
    if isinstance(statement, Explain):
        return replace(statement, at=at, inner=moved(statement.inner, move))
    if isinstance(statement, Compound):
        parts = (replace(part, statement=moved(part.statement, move)) for part in statement.parts)
        return replace(statement, at=at, parts=tuple(parts))
    return replace(statement, at=at)


def moved_error(error: GovsimError, move: Move) -> GovsimError:
    """Return an error whose place is that of the file around it."""
    at = move(error.at) if error.at else None
    return GovsimError(error.code, error.message, at=at, hint=error.hint, about=error.about)


def read_text_of(
    node: Node, lines: list[str], variables: Mapping[str, str] | None, into: Gathered
) -> None:
    """Read the statements in a text of a YAML file; an `api:` action stands alone in its text."""
    text = str(node.scalar)
    move = mover(node, lines)
    if not text.lstrip().startswith("api:"):
        into.take(read_script(text, node.place.source, variables), move)
        return
    try:
        into.statements.append(moved(read_statement(text, node.place.source, variables), move))
    except GovsimError as error:
        into.errors.append(moved_error(error, move))


def mover(node: Node, lines: list[str]) -> Move:
    """Return what turns a place in the text of a scalar into a place in the file."""
    if node.style == "|":
        return _in_block(node, lines)
    if node.place.line == node.last:
        return _in_line(node)
    return lambda _: node.place


def _in_block(node: Node, lines: list[str]) -> Move:
    first = node.place.line  # the content begins on the line after the sign
    content = str(node.scalar).split("\n")
    told = next((n for n, line in enumerate(content) if line.strip()), 0)
    written = lines[first + told] if first + told < len(lines) else ""
    indent = max(0, len(written.rstrip()) - len(content[told].rstrip()))

    def move(place: Place) -> Place:
        text, *more = (" " * indent + line if line else "" for line in (place.text, *place.more))
        line, column = place.line + first, place.column + indent
        return replace(place, line=line, column=column, text=text, more=tuple(more))

    return move


def _in_line(node: Node) -> Move:
    start = node.place.column - 1 + (node.style in ("'", '"') and bool(node.style))

    def move(place: Place) -> Place:
        text, line = node.place.text, node.place.line
        return replace(place, line=line, column=place.column + start, text=text, more=())

    return move
