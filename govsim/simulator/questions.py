"""Holds the questions that a metastore is asked; each is answered where its rule is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from govsim.access import Context, Decision, decide, run
from govsim.audit import AuditLog
from govsim.catalog import Session, Snapshot
from govsim.errors import ScriptError
from govsim.model.statements import Statement
from govsim.simulator.reading import (
    Question,
    Script,
    about,
    question_of,
    statements_of,
    with_others,
)
from govsim.sql import read_question

if TYPE_CHECKING:
    from govsim.access.effective import EffectivePrivilege
    from govsim.access.escalation import Escalations
    from govsim.access.search import Found
    from govsim.access.why_not import Remedies
    from govsim.impact import Plan
    from govsim.model.values import Securable


class Questions:
    """Every question about one version of a metastore."""

    admin: str
    session: Session
    audit: AuditLog
    _clock: Callable[[], datetime] | None

    @property
    def snapshot(self) -> Snapshot:
        """The version that is asked about."""
        raise NotImplementedError

    def _now(self) -> datetime | None:
        return self._clock() if self._clock is not None else None

    def check(
        self,
        principal: str,
        question: Question,
        *,
        variables: Mapping[str, str] | None = None,
        context: Context | None = None,
    ) -> Decision:
        """Decide whether a principal may do something, and why.

        Args:
            principal: Who asks.
            question: A statement, an action, or a short form: `read main.sales.orders`.
            variables: Values for the variables in the question.
            context: Where it is asked from.

        Returns:
            The decision. A name that the metastore does not have is a denial, not an error.

        Raises:
            GovsimError: The question is no single statement: `syntax`, `one-statement`,
                `unset-variable`.
        """
        statement = question_of(question, variables)
        decision = decide(
            self.snapshot,
            principal,
            statement,
            question=question if isinstance(question, str) else "",
            session=self.session,
            context=context,
        )
        self.audit.record_question(decision, statement, self._now())
        return decision

    def why_not(
        self, principal: str, question: Question, *, context: Context | None = None, limit: int = 10
    ) -> Remedies:
        """Return every smallest change that turns a denial into an allow, the narrowest first.

        Args:
            principal: Who is denied.
            question: As for `check`.
            context: Where it is asked from.
            limit: How many changes to return at most.

        Returns:
            None of them for what is allowed, and for a name that the metastore does not have.

        Raises:
            GovsimError: As `check` does.
        """
        from govsim.access.why_not import why_not

        statement = question_of(question)
        return why_not(
            self.snapshot,
            principal,
            statement,
            session=self.session,
            context=context,
            limit=limit,
        )

    def could_get(
        self, principal: str, question: Question | None = None, *, context: Context | None = None
    ) -> Escalations:
        """Return what a principal could come to do by means of what she may do already.

        Args:
            principal: Who.
            question: As for `check`. None asks whether she could read each table, view and
                volume, run each function, and read without the filters and masks on it.
            context: Where she works from.

        Raises:
            GovsimError: As `check` does.
        """
        from govsim.access.could_get import could_get

        statement = question_of(question) if question is not None else None
        return could_get(self.snapshot, principal, statement, session=self.session, context=context)

    def who_can(
        self, what: str, name: str | None = None, *, context: Context | None = None
    ) -> tuple[str, ...]:
        """Return the users and service principals that may do something, in order.

        Args:
            what: A question such as `read main.sales.orders`; or a privilege or verb, with `name`.
            name: The full name of a securable, its type before it if need be.
            context: Where they would ask from.

        Raises:
            GovsimError: As `check` does; `unknown-securable`, with the nearest name.
        """
        from govsim.access.who import who_can

        statement = read_question(about(what, name))
        return who_can(self.snapshot, statement, session=self.session, context=context)

    def what_can(
        self, principal: str, what: str = "SELECT", *, context: Context | None = None
    ) -> tuple[str, ...]:
        """Return the full names of all on which a principal may use a privilege or a verb.

        Raises:
            GovsimError: `unknown-privilege`.
        """
        from govsim.access.who import what_can

        return what_can(self.snapshot, principal, what, context=context)

    def securable(self, name: str) -> Securable:
        """Return a securable by its name, such as `main.sales.orders` or `schema main.sales`.

        Raises:
            GovsimError: `unknown-securable`, with the nearest name.
        """
        from govsim.access.questions import securable_named

        return securable_named(self.snapshot, self.session, question_of(f"see {name}"))

    def effective(self, name: str, principal: str | None = None) -> tuple[EffectivePrivilege, ...]:
        """Return the privileges that hold on a securable, each with where it comes from.

        Raises:
            GovsimError: `unknown-securable`.
        """
        from govsim.access.effective import effective_privileges

        key = self.securable(name).key
        return effective_privileges(self.snapshot, key, principal)

    def search(
        self, principal: str, words: str, *, tags: tuple[str, ...] = ()
    ) -> tuple[Found, ...]:
        """Return what a principal may see whose name, comment, column or tag says the words."""
        from govsim.access.search import search

        return search(self.snapshot, principal, words, tags=tags)

    def plan(
        self,
        script: Script,
        *,
        principal: str | None = None,
        variables: Mapping[str, str] | None = None,
        source: str = "<change>",
        context: Context | None = None,
    ) -> Plan:
        """Return what a script would change, and for whom; nothing of this metastore changes.

        Args:
            script: SQL, or statements that were read before.
            principal: The identity that would run it; None is the metastore admin.
            variables: Values for the variables in the text.
            source: What an error calls the text.
            context: Where it would be run from.

        Returns:
            The plan. Statements that do not fit the metastore are in its `errors`, those that
            `principal` may not run in its `denied`; the others are planned.

        Raises:
            ScriptError: Every statement that cannot be read.
        """
        from govsim.impact import plan

        who = principal or self.admin
        return plan(
            self.snapshot,
            self._read(script, variables, source, who, context),
            principal=who,
            session=self.session,
            context=context,
        )

    def completed(
        self, unread: ScriptError, principal: str | None = None, context: Context | None = None
    ) -> ScriptError:
        """Return what of a script cannot be read, with what else is wrong with the rest of it."""
        who = principal or self.admin
        return with_others(
            unread,
            lambda rest: run(self.snapshot, rest, who, session=self.session, context=context),
        )

    def _read(
        self,
        script: Script,
        variables: Mapping[str, str] | None,
        source: str,
        who: str,
        context: Context | None,
    ) -> tuple[Statement, ...]:
        try:
            return statements_of(script, variables, source)
        except ScriptError as unread:
            raise self.completed(unread, who, context) from None
