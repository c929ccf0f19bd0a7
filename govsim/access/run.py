"""Decides a script statement by statement, each with the rights that its author then has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from govsim.access.answers import Decision
from govsim.access.decide import authorize
from govsim.access.standing import Context
from govsim.catalog import Applied, Draft, Note, Session, Snapshot, apply_statement
from govsim.errors import GovsimError
from govsim.model import statements as s
from govsim.model.bulk import collector_paused


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
    session = session or Session()
    steps: list[Step] = []
    with collector_paused():
        for statement in statements:
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
                steps.append(Step(statement, decision, None, error))
    return Run(snapshot, draft.finish(), session, tuple(steps))


def denial(decision: Decision) -> GovsimError:
    """Return the error of a statement that its author may not run."""
    code = "insufficient-permissions" if decision.missing else decision.refusals[0].code
    sentences = [*map(str, decision.missing), *(each.sentence for each in decision.refusals)]
    # What does not exist is nobody's lack of a right.
    who = "" if code.startswith("unknown-") else f"`{decision.principal}` may not: "
    hint = " ".join(f"{grant};" for grant in decision.suggested_grants())
    if not hint and decision.refusals:
        hint = decision.refusals[0].hint or ""
    return GovsimError(code, who + "; ".join(sentences), at=decision.at, hint=hint or None)
