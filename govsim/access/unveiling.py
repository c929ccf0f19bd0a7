"""Decides what a principal could read without the row filters and column masks that lie on it.

Whoever manages a table may drop what is set on it, whoever manages a function may give it another
body, whoever manages what a policy hangs on may drop the policy, and whoever may set tags may take
those away that a policy looks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from govsim.access.abac import guards_of, keys_in, policies_over
from govsim.access.answers import Decision, Obligation
from govsim.access.candidates import Question
from govsim.access.escalating import Escalating, Script, ran
from govsim.access.escalation import Escalation, told
from govsim.access.standing import Standing
from govsim.catalog import Snapshot
from govsim.model import statements as s
from govsim.model.kinds import RELATIONS, SecurableType, key_of, parts_of
from govsim.model.values import Policy, RoutineDetail, Securable

T = SecurableType


def unveiled(asked: Question, decision: Decision, before: Script = ()) -> Iterator[Escalation]:
    """Yield a script for each filter or mask that she could have out of her way.

    Args:
        asked: What she may do, or may after `before`; each script is run from its snapshot.
        decision: The answer to it, with the filters and masks that come with it.
        before: What she would run first.
    """
    standing = Standing(asked.snapshot, asked.principal)
    for guard in decision.obligations:
        if not _may_bear(standing, guard):
            continue
        if (script := _shortest(asked, guard, before)) is not None:
            bare = replace(guard, read_for=(), rows=())
            yield replace(told(asked, script), without=str(bare))


def _shortest(asked: Question, guard: Obligation, before: Script) -> Script | None:
    best: Script | None = None
    for statement in _ways(asked.snapshot, guard):
        script = _script(asked, guard, statement, before)
        if script is not None and (best is None or len(script) < len(best)):
            best = script
            if len(best) == len(before) + 1:
                break  # none is shorter
    return best


def guarded(snapshot: Snapshot, principal: str) -> Iterator[Securable]:
    """Yield the tables with a filter or mask that a principal may have a hold on, by name."""
    standing = Standing(snapshot, principal)
    for held in sorted(snapshot.securables.values(), key=lambda one: one.name):
        guards = guards_of(snapshot, held) if held.type in RELATIONS else ()
        if any(_may_bear(standing, guard) for guard in guards):
            yield held


def _may_bear(standing: Standing, guard: Obligation) -> bool:
    """Whether she manages something that a guard rests on, or may set tags on its table."""
    metastore = standing.metastore
    if standing.is_metastore_admin or standing.is_account_admin:
        return True
    table = metastore.securables[key_of(T.TABLE, guard.table)]
    rests = [table]
    if (function := metastore.securables.get(f"routine:{guard.function}")) is not None:
        rests.append(function)
    if guard.policy and standing.holds_row("APPLY TAG", table) is not None:
        return True
    return any(standing.holds(above) for one in rests for above in standing.chain(one))


def _ways(snapshot: Snapshot, guard: Obligation) -> Iterator[s.Statement]:
    """Yield statements of which any may take a guard away."""
    from govsim.sql import quote_name, read_statement

    table = snapshot.securables[key_of(T.TABLE, guard.table)]
    alter = f"ALTER {table.type} {quote_name(parts_of(guard.table))}"
    if not guard.policy:
        target = s.Target(table.type, parts_of(guard.table))
        if guard.column:
            yield s.SetMask(target=target, column=guard.column, mask=None)
        else:
            yield s.SetRowFilter(target=target, filter=None)
    for policy in policies_over(snapshot, table) if guard.policy else ():
        if policy.name != guard.policy:
            continue
        on = snapshot.securables[policy.on]
        where = f"{on.type} {quote_name(parts_of(on.name))}"
        yield read_statement(f"DROP POLICY {quote_name((policy.name,))} ON {where}")
        yield from map(read_statement, _untagged(table, policy, guard, alter))
    if (text := _rewritten(snapshot, guard)) is not None:
        yield read_statement(text)


def _untagged(table: Securable, policy: Policy, guard: Obligation, alter: str) -> Iterator[str]:
    """Yield statements that take away tags of columns which a policy looks for."""
    from govsim.sql import quote_name

    keys = {key for match in policy.matches for key in keys_in(match.condition)}
    for column in table.columns:
        if guard.column and column.name.lower() != guard.column.lower():
            continue
        for key, _ in column.tags:
            if key in keys:
                said = key.replace("'", "\\'")
                name = quote_name((column.name,))
                yield f"{alter} ALTER COLUMN {name} UNSET TAGS ('{said}')"


def _rewritten(snapshot: Snapshot, guard: Obligation) -> str | None:
    """Return the function of a guard with a body that keeps nothing back."""
    from govsim.sql import quote_name

    function = snapshot.securables.get(f"routine:{guard.function}")
    detail = function.detail if function is not None else None
    if not isinstance(detail, RoutineDetail) or (guard.column and not detail.parameters):
        return None
    names = [quote_name((one.name,)) for one in detail.parameters]
    typed = zip(names, detail.parameters, strict=True)
    given = ", ".join(f"{name} {one.type} {one.default}".rstrip() for name, one in typed)
    returns = detail.returns or (detail.parameters[0].type if guard.column else "BOOLEAN")
    body = names[0] if guard.column else "true"
    name = quote_name(parts_of(guard.function))
    return f"CREATE OR REPLACE FUNCTION {name}({given}) RETURNS {returns} RETURN {body}"


def _script(
    asked: Question, guard: Obligation, statement: s.Statement, before: Script
) -> Script | None:
    """Return a statement with what must come before it, when it runs as her and takes effect."""
    at = ran(asked.snapshot, asked, before) if before else asked.snapshot
    if at is None:
        return None
    first = Escalating(replace(asked, snapshot=at, statement=statement)).script()
    if first is None:
        return None
    script = (*before, *first, statement)
    after = ran(asked.snapshot, asked, script)
    if after is None:
        return None
    decision = asked.decide(after)
    key = f"routine:{guard.function}"
    rewritten = after.securables.get(key) != asked.snapshot.securables.get(key)
    gone = all(_same(one, guard) is False for one in decision.obligations)
    return script if decision.allowed and (gone or rewritten) else None


def _same(one: Obligation, other: Obligation) -> bool:
    return (one.kind, one.table, one.column) == (other.kind, other.table, other.column)
