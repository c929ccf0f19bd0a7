"""Holds the words of every refusal: a code, one sentence, a place and a hint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: its source, and the span that is meant.

    Lines and columns count from 1; `length` counts characters on that line.
    """

    source: str
    line: int
    column: int
    length: int = 1
    text: str = ""

    def __str__(self) -> str:
        return f"{self.source}:{self.line}:{self.column}"


class GovsimError(Exception):
    """A refusal that a reader can act on.

    Args:
        code: Kebab-case name; it has a page of that name under `docs/errors/`.
        message: One sentence, lower case, no full stop.
        at: The place in the reader's own text, when there is one.
        hint: What to do next, when something can be said.
    """

    def __init__(
        self, code: str, message: str, *, at: Place | None = None, hint: str | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.at = at
        self.hint = hint

    def render(self) -> str:
        """Return the error as a person reads it, with the text marked."""
        return render_problem("error", self.code, self.message, self.at, self.hint)

    def __str__(self) -> str:
        return self.render()

    def __reduce__(self) -> tuple[Any, ...]:
        # An exception is by default made anew from its message alone; a worker sends it whole.
        return _remade, (type(self), self.args, self.__dict__)


class ScriptError(GovsimError):
    """All the errors of one script, told at once; nothing of the script was applied."""

    def __init__(self, errors: Iterable[GovsimError]) -> None:
        self.errors = tuple(errors)
        first = self.errors[0]
        super().__init__(first.code, first.message, at=first.at, hint=first.hint)

    def render(self) -> str:
        """Return every error as a person reads it."""
        return "\n".join(error.render() for error in self.errors)


def _remade(kind: type[GovsimError], args: tuple[Any, ...], held: dict[str, Any]) -> GovsimError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(held)
    return error


def render_problem(word: str, code: str, message: str, at: Place | None, hint: str | None) -> str:
    """Return a problem in the house form: headline, place, marked text, hint."""
    lines = [f"{word}[{code}]: {message}"]
    if at is not None:
        lines.append(f"  --> {at}")
        if at.text:
            lines.append(f"   | {at.text}")
            lines.append(f"   | {' ' * (at.column - 1)}{'^' * max(1, at.length)}")
    if hint:
        lines.append(f"hint: {hint}")
    return "\n".join(lines)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like `word`, or None when none is near."""
    by_lower = {name.lower(): name for name in known}
    found = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.7)
    return by_lower[found[0]] if found else None
