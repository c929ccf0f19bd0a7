"""Decides what a principal could read through a function that she may rewrite and its owner runs.

Whoever manages a function may replace its body, and the function goes on reading with the rights
of its owner. A view is no such way: its new query is asked of whoever writes it.
"""

from __future__ import annotations

from collections.abc import Iterator

from govsim.access.candidates import Question
from govsim.access.decide import authorize
from govsim.access.escalating import Escalating, Script, ran
from govsim.access.standing import Standing
from govsim.catalog import Snapshot
from govsim.model import statements as s
from govsim.model.kinds import SecurableType, parts_of
from govsim.model.values import Securable

T = SecurableType


def through_function(asked: Question, table: Securable) -> tuple[Script, str] | None:
    """Return a script that ends in a query of a table through a function, and the function.

    The script has been run as the principal, the query too; None when there is no such way.
    """
    for function in rewritable(asked.snapshot, asked.principal):
        if not _may_read(asked, function.owner, table):
            continue
        script = _script(asked, function, table)
        if script is not None:
            return script, function.name
    return None


def rewritable(snapshot: Snapshot, principal: str) -> tuple[Securable, ...]:
    """Return the functions of others that a principal may replace, in order of their names."""
    standing = Standing(snapshot, principal)
    found = (
        held
        for held in _functions(snapshot)
        if held.owner not in standing.ids and standing.manage(held)[0] is not None
    )
    return tuple(sorted(found, key=lambda held: held.name))


def _functions(snapshot: Snapshot) -> Iterator[Securable]:
    return (
        held
        for held in snapshot.securables.values()
        if held.type is T.FUNCTION and not held.is_hive
    )


def _may_read(asked: Question, owner: str, table: Securable) -> bool:
    question = s.Ask(what="read", name=parts_of(table.name), type=table.type)
    return authorize(asked.snapshot, owner, question, question="?", context=asked.context).allowed


def _script(asked: Question, function: Securable, table: Securable) -> Script | None:
    from govsim.sql import quote_name, read_statement

    name, source = quote_name(parts_of(function.name)), quote_name(parts_of(table.name))
    body = f"(SELECT to_json(collect_list(struct(*))) FROM {source})"
    rewrite = read_statement(f"CREATE OR REPLACE FUNCTION {name}() RETURNS STRING RETURN {body}")
    query = read_statement(f"SELECT {name}()")
    script: list[s.Statement] = []
    at: Snapshot | None = asked.snapshot
    for statement in (rewrite, query):
        if at is None:
            return None
        step = Question(at, asked.principal, statement, asked.session, asked.context)
        before = Escalating(step).script()
        if before is None:
            return None
        script += [*before, statement]
        at = ran(asked.snapshot, asked, script)
    return tuple(script) if at is not None else None
