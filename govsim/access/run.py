"""Decides a script statement by statement, each with the rights that its author then has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from govsim.access.answers import Decision
from govsim.access.decide import authorize
from govsim.access.standing import Context
from govsim.access.suggest import beyond
from govsim.catalog import Applied, Draft, Note, Session, Snapshot, apply_statement
from govsim.errors import GovsimError, quoted_in
from govsim.model import statements as s
from govsim.model.bulk import collector_paused
from govsim.model.values import principal_named

_FOR_ANYBODY: Final = frozenset({"not-simulated", "no-location", "broken-view", "broken-function"})


@dataclass(frozen=True, slots=True)
class Step:
    """One statement of a script: what was decided, what it did, or why it failed."""

    statement: s.Statement
    decision: Decision | None = None  # None: it ran trusted
    applied: Applied | None = None  # None: it did not run
    error: GovsimError | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What became of a script. `after` holds every statement that could run."""

    before: Snapshot
    after: Snapshot
    session: Session
    steps: tuple[Step, ...]

    @property
    def changes(self) -> int:
        """How many statements changed something."""
        return sum(step.applied.changed for step in self.steps if step.applied is not None)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What deserves a word, in order."""
        return tuple(n for s in self.steps if s.applied is not None for n in s.applied.notes)

    @property
    def errors(self) -> tuple[GovsimError, ...]:
        """Everything that failed, in order."""
        return tuple(step.error for step in self.steps if step.error is not None)


def run(
    snapshot: Snapshot,
    statements: Iterable[s.Statement],
    principal: str,
    *,
    session: Session | None = None,
    context: Context | None = None,
    trusted: bool = False,
) -> Run:
    """Run a script on a draft; nothing of `snapshot` changes.

    Args:
        snapshot: Where the script begins.
        statements: The script.
        principal: Who runs it, and owns what it creates.
        session: Where unqualified names are looked up.
        context: Where it is run from.
        trusted: Leave the question of rights out.
    """
    draft = Draft(snapshot)
    session, principal = session or Session(), principal_named(principal)
    failed: dict[str, str] = {}
    steps: list[Step] = []
    with collector_paused():
        for statement in s.expanded(statements):
            decision: Decision | None = None
            try:
                if not trusted:
                    decision = authorize(
                        draft, principal, statement, session=session, context=context
                    )
                    if not decision.allowed:
                        raise denial(decision)
                applied, session = apply_statement(draft, statement, session, principal)
                steps.append(Step(statement, decision, applied))
            except GovsimError as error:
                _note_what_fails(failed, statement, session, error)
                steps.append(Step(statement, decision, None, error.pointed()))
    return Run(snapshot, draft.finish(), session, tuple(steps))


def _note_what_fails(
    failed: dict[str, str], statement: s.Statement, session: Session, error: GovsimError
) -> None:
    """Note what a failed CREATE would have made; say of what is missing that it was to be made."""
    name = error.about or quoted_in(error.message)
    if error.code == "unknown-securable" and name and not (error.hint or "").startswith("did you"):
        for count in range(name.count(".") + 1, 0, -1):
            above = ".".join(name.split(".")[:count])
            if above in failed:
                error.hint = f"`{above}` was to be made at {failed[above]}, and that failed"
                break
    if isinstance(statement, s.Create) and statement.at is not None:
        made = session.qualify(statement.target.type, statement.target.name)
        failed.setdefault(made, str(statement.at))


def denial(decision: Decision) -> GovsimError:
    """Return the error of a statement that its author may not run."""
    code = "insufficient-permissions" if decision.missing else decision.refusals[0].code
    sentences = [*map(str, decision.missing), *(each.sentence for each in decision.refusals)]
    # What does not exist, or is not modelled, is nobody's lack of a right.
    anybody = code.startswith("unknown-") or code in _FOR_ANYBODY
    who = "" if anybody else f"`{decision.principal}` may not: "
    hint = " ".join(f"{grant};" for grant in decision.suggested_grants())
    if not hint and decision.refusals:
        hint = decision.refusals[0].hint or ""
    elif words := beyond(decision):
        hint = f"{hint} {words}"
    sentence = "; ".join(sentences)
    about = "" if who else None  # of rights the whole statement speaks
    return GovsimError(code, who + sentence, at=decision.at, hint=hint or None, about=about)
