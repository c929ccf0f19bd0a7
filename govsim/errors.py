"""Holds the words of every refusal: a code, one sentence, a place and a hint."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: its source, and the span that is meant.

    Lines and columns count from 1; `length` counts characters on that line. `more` holds the
    lines of a longer span that follow `text`.
    """

    source: str
    line: int
    column: int
    length: int = 1
    text: str = ""
    more: tuple[str, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        return f"{self.source}:{self.line}:{self.column}"

    def at_word(self, name: str) -> Place:
        """Return the place of a name within the span, quoted or without its first parts.

        Where the span does not hold it, that is the span itself.
        """
        for words in _spellings(name):
            for count, line in enumerate((self.text, *self.more)):
                found = words.search(line, 0 if count else self.column - 1)
                if found is not None:
                    column, length = found.start() + 1, len(found[0])
                    return Place(self.source, self.line + count, column, length, line)
        return self


class GovsimError(Exception):
    """A refusal that a reader can act on.

    Args:
        code: Kebab-case name; it has a page of that name under `docs/errors/`.
        message: One sentence, lower case, no full stop.
        at: The place in the reader's own text, when there is one.
        hint: What to do next, when something can be said.
        about: The word that is wrong; None is the first one that `message` has in backticks.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        at: Place | None = None,
        hint: str | None = None,
        about: str | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.at = at
        self.hint = hint
        self.about = about

    def pointed(self) -> GovsimError:
        """Return this error, its place narrowed from a statement to the word that is wrong."""
        word = quoted_in(self.message) if self.about is None else self.about
        if self.at is not None and word:
            self.at = self.at.at_word(word)
        return self

    def render(self) -> str:
        """Return the error as a person reads it, with the text marked."""
        return render_problem("error", self.code, self.message, self.at, self.hint)

    def __str__(self) -> str:
        return self.render()

    def __reduce__(self) -> tuple[Any, ...]:
        # An exception is by default made anew from its message alone; a worker sends it whole.
        return _remade, (type(self), self.args, self.__dict__)


class ScriptError(GovsimError):
    """All the errors of one script, told at once; nothing of the script was applied.

    Args:
        errors: At least one.
        readable: Those statements that could be read, when others could not.
    """

    def __init__(self, errors: Iterable[GovsimError], readable: Iterable[Any] = ()) -> None:
        self.errors = tuple(errors)
        self.readable = tuple(readable)
        first = self.errors[0]
        super().__init__(first.code, first.message, at=first.at, hint=first.hint)

    def render(self) -> str:
        """Return every error as a person reads it."""
        return "\n".join(error.render() for error in self.errors)


def quoted_in(message: str) -> str:
    """Return the first word that a sentence has in backticks, or the empty string."""
    found = _QUOTED.search(message)
    return found[1] if found else ""


_QUOTED = re.compile(r"`([^`]+)`")


def _spellings(name: str) -> Iterator[re.Pattern[str]]:
    """Yield what finds a name in SQL: as one word, in parts, and without the first of them."""
    yield re.compile(f"`{re.escape(name)}`", re.IGNORECASE)
    parts = name.split(".")
    for first in range(len(parts)):
        words = (r"\s+".join(map(re.escape, part.split())) for part in parts[first:])
        written = r"\s*\.\s*".join(f"(?:`{word}`|{word})" for word in words)
        yield re.compile(rf"(?<![\w`]){written}(?![\w`])", re.IGNORECASE)


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


def missing_extra(
    message: str, extra: str, *, at: Place | None = None, otherwise: str = ""
) -> GovsimError:
    """Return the error for a library that an extra of govsim installs.

    Args:
        message: What needs it.
        extra: The extra.
        at: The file that needs it.
        otherwise: What may be done instead, as the end of a sentence.
    """
    hint = f"install it: pip install 'govsim[{extra}]'{otherwise}"
    return GovsimError("missing-extra", message, at=at, hint=hint)


def words_of(error: Exception) -> str:
    """Return the first line of what a library says of an error, or the error's name."""
    return (str(error).splitlines() or [""])[0][:200] or type(error).__name__


def nearest(word: str, known: Iterable[str], *, cutoff: float = 0.7) -> str | None:
    """Return the known word most like `word`, or None when none is near."""
    by_lower = {name.lower(): name for name in known}
    found = get_close_matches(word.lower(), by_lower, n=1, cutoff=cutoff)
    return by_lower[found[0]] if found else None
