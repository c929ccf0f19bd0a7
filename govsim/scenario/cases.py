"""Decides cases: a metastore from statements, one question, one answer, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from govsim.access import Context, decide
from govsim.catalog import ADMIN, found, kind_of_principal
from govsim.errors import GovsimError
from govsim.model import statements as s
from govsim.model.state import State
from govsim.model.values import ACCOUNT_USERS, PrincipalKind
from govsim.scenario.expected import needs_of
from govsim.scenario.results import Report, Result
from govsim.sources import CaseFields, CaseLine, Where, governed, read_cases
from govsim.sql import read_statement


def run_cases(path: str | Path) -> Report:
    """Run every case of a file; a line that is no case fails, and the others run all the same.

    Raises:
        GovsimError: The file cannot be read.
    """
    return Report(tuple(_run(line, str(path)) for line in read_cases(path)))


def _run(line: CaseLine, suite: str) -> Result:
    if line.fields is None:
        assert line.error is not None
        return _broken(line, suite, line.error)
    case = line.fields
    try:
        setup = tuple(
            read_statement(text, f"{suite} {case.id} setup {number}")
            for number, text in enumerate(case.setup, 1)
        )
        founded = found(state_of(case, setup), refuse_cycles=False)
    except GovsimError as error:
        return _broken(line, suite, error)
    try:
        action = read_statement(case.action, f"{suite} {case.id} action")
        decision = decide(
            founded.snapshot,
            case.principal,
            action,
            question=case.action,
            # Rights are asked for: what is done by the API goes by the statement that says it.
            session=replace(founded.session, supposing=True),
            context=context_of(case.context.where()),
        )
        got, missing = ("allow" if decision.allowed else "deny"), decision.lacking
    except GovsimError as error:  # a statement refused as invalid is denied
        got, missing = "deny", (f"RULE: {error.message}",)
    right = got == case.expected and needs_of(missing) == needs_of(case.missing)
    return Result(
        case.id,
        suite,
        right,
        case.expected,
        got,
        case.missing,
        tuple(missing),
        "" if right else _wrong(case, got, missing),
        line.at,
    )


def _broken(line: CaseLine, suite: str, error: GovsimError) -> Result:
    case = line.fields
    return Result(
        line.id,
        suite,
        passed=False,
        expected=case.expected if case else "",
        got="error",
        missing_expected=case.missing if case else (),
        message=error.render(),
        at=line.at,
        broken=True,
    )


def _wrong(case: CaseFields, got: str, missing: Iterable[str]) -> str:
    asked = f"{case.principal}: {case.action}"
    if got != case.expected:
        why = f" ({'; '.join(missing)})" if got == "deny" else ""
        return f"{asked}\nexpected {case.expected}, got {got}{why}"
    expected = "; ".join(case.missing) or "nothing"
    return f"{asked}\nexpected missing: {expected}\ngot missing: {'; '.join(missing) or 'nothing'}"


def context_of(where: Where) -> Context:
    """Return where a question is asked from."""
    return Context(where.workspace, where.warehouse, where.dedicated, where.dbr)


def state_of(case: CaseFields, setup: tuple[s.Statement, ...]) -> State:
    """Return the metastore of a case; who is named in it exists, and nobody else.

    Users and applications are told by the form of their names, wherever they are named. A group
    must be among the groups, or be named by the setup.
    """
    context = case.context
    groups = dict(case.groups)
    users = dict.fromkeys([case.principal])
    users |= {m: None for members in groups.values() for m in members if m not in groups}
    try:
        acting = tuple(_named([read_statement(case.action)]))
    except GovsimError:
        acting = ()
    for name in (*_named(setup), *acting):
        if kind_of_principal(name) is not PrincipalKind.GROUP:
            users[name] = None
        elif name not in acting and name not in (*users, *context.workspace_groups, ACCOUNT_USERS):
            groups.setdefault(name, ())
    users = {name: None for name in users if name not in (*groups, ACCOUNT_USERS)}
    kinds = {name: kind_of_principal(name) for name in users}
    machines = tuple(n for n, kind in kinds.items() if kind is PrincipalKind.SERVICE_PRINCIPAL)
    return State(
        admin=ADMIN,
        users=tuple(name for name in users if name not in machines),
        service_principals=machines,
        groups=groups,
        workspace_groups=context.workspace_groups,
        account_admins=context.account_admins,
        workspace_admins=context.workspace_admins,
        bindings=context.bindings,
        acls=context.acls,
        governed_tags=governed(context.governed_tags),
        foreign_tables=context.foreign_tables,
        fine_grained_dml=context.preview.fine_grained_dml,
        external_access=context.external_access_enabled,
        closed_identities=True,
        statements=setup,
    )


def _named(statements: Iterable[s.Statement]) -> Iterator[str]:
    """Yield the principals after TO, FROM, OWNER TO and EXCEPT."""
    for statement in s.flat(statements):
        if isinstance(statement, s.Grant | s.Revoke | s.Deny):
            if not getattr(statement, "to_recipient", False):
                yield statement.to
        elif isinstance(statement, s.AlterOwner):
            yield statement.owner
        elif isinstance(statement, s.CreatePolicy):
            yield from (*statement.to, *statement.excepted)
