"""Holds an answer before it is rendered: what a person reads, what a program reads, findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from govsim.errors import GovsimError, Place, ScriptError

Level = Literal["error", "warning", "note"]


class Told(Protocol):
    """A note of an engine: a code, a sentence, a place."""

    @property
    def code(self) -> str:
        """A name with a page of its own."""

    @property
    def message(self) -> str:
        """One sentence."""

    @property
    def at(self) -> Place | None:
        """Where the text that is meant stands."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found, with the place it is about."""

    code: str
    message: str
    level: Level = "error"
    at: Place | None = None
    hint: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the finding as JSON."""
        place = None
        if self.at is not None:
            place = {"file": self.at.source, "line": self.at.line, "column": self.at.column}
        return {
            "code": self.code,
            "level": self.level,
            "message": self.message,
            "at": place,
            "hint": self.hint,
        }


@dataclass(frozen=True, slots=True)
class Case:
    """One claim that was put to the test."""

    name: str
    suite: str
    failure: str = ""  # empty: it holds
    at: Place | None = None
    time_s: float = 0.0
    broken: bool = False  # it could not be tried at all
    code: str = "failed-case"  # of the finding that it is


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a part."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Preformatted:
    """Text whose line ends and blanks count."""

    text: str
    language: str = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings. A cell is text; `right` numbers the columns of figures."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()


Block = Heading | Paragraph | Preformatted | Table


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command has to say.

    Text, Markdown and HTML are made from `blocks` and `findings`; JSON is `value`; SARIF, GitHub
    and GitLab take `findings`; JUnit takes `cases`, or else `findings`.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    value: Any = None
    findings: tuple[Finding, ...] = ()
    cases: tuple[Case, ...] = ()
    told: bool = False  # the blocks say what the findings say

    @property
    def untold(self) -> tuple[Finding, ...]:
        """The findings that a person is yet to be told."""
        return () if self.told else self.findings

    @property
    def reported(self) -> tuple[Finding, ...]:
        """The findings; where there are none, each case that failed as one."""
        if self.findings:
            return self.findings
        return tuple(
            Finding(case.code, f"{case.name}: {case.failure}", at=case.at)
            for case in self.cases
            if case.failure
        )


def findings_of(error: GovsimError) -> tuple[Finding, ...]:
    """Return an error, or all the errors of a script, as findings."""
    errors = error.errors if isinstance(error, ScriptError) else (error,)
    return tuple(Finding(each.code, each.message, "error", each.at, each.hint) for each in errors)


def notes_of(notes: Iterable[Told], level: Level = "note") -> tuple[Finding, ...]:
    """Return what engines noted as findings."""
    return tuple(Finding(note.code, note.message, level, note.at) for note in notes)
