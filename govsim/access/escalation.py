"""Holds what a principal could get by herself, and the script that was run to show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from govsim.access.candidates import Question
from govsim.access.changes import said
from govsim.access.explanation import question_words
from govsim.model import statements as s
from govsim.model.kinds import RELATIONS


@dataclass(frozen=True, slots=True)
class Escalation:
    """What a principal may not do, and could by a script of her own, which has been run."""

    principal: str
    what: str  # the question: `read prod.hr.salaries`
    securable: str  # full name; empty when the question names none
    script: tuple[str, ...]  # as govsim runs it
    steps: tuple[str, ...]  # the same, as one does it: what SQL has no statement for, in words
    through: str = ""  # the function whose owner's rights are borrowed
    without: str = ""  # the filter or mask that would be gone

    @property
    def headline(self) -> str:
        """Who could do what, without the script."""
        way = f" through function {self.through}" if self.through else ""
        bare = f" without {self.without}" if self.without else ""
        return f"{self.principal} could {self.what}{way}{bare}"

    def words(self) -> str:
        """Return the escalation as one line."""
        script = "; ".join(" ".join(sql.split()) for sql in self.steps)
        return f"{self.headline}: {script}"


class Escalations(tuple[Escalation, ...]):
    """All escalations that were found; `cut` says that there may be more."""

    cut: bool

    @classmethod
    def of(cls, found: Iterable[Escalation], *, cut: bool) -> Escalations:
        """Return escalations with what is known about them."""
        made = cls(found)
        made.cut = cut
        return made

    def words(self) -> str:
        """Return one line an escalation, and a last one when the search was cut."""
        lines = [one.words() for one in self]
        if self.cut:
            lines.append("the search was cut: there may be others")
        return "\n".join(lines) if lines else "nothing more than she may do already"


def told(asked: Question, script: Iterable[s.Statement]) -> Escalation:
    """Return an escalation as it is told: its script as SQL."""
    from govsim.sql import write

    question = asked.statement
    if isinstance(question, s.Ask) and question.type in RELATIONS:
        question = replace(question, type=None)  # as one says it
    what = question_words(question)
    named = next(iter(asked.named().values()), None)
    name = named.name if named is not None else ""
    script = tuple(script)
    return Escalation(
        asked.principal, what, name, tuple(map(write, script)), tuple(map(said, script))
    )
