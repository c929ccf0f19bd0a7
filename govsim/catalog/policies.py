"""Holds what the statements of policies by tag do to the metastore."""

from __future__ import annotations

from govsim.catalog.governance import CHANGED, Effect, refuse
from govsim.catalog.guards import is_column
from govsim.catalog.session import Session, find
from govsim.catalog.snapshot import Draft
from govsim.catalog.validity import require_principal, require_unity
from govsim.errors import nearest
from govsim.model import statements as s
from govsim.model import values as v
from govsim.model.kinds import CONTAINERS, SecurableType

T = SecurableType


def create_policy(draft: Draft, statement: s.CreatePolicy, session: Session, actor: str) -> Effect:
    """Hang a policy on a catalog, schema or table; its name is unique there."""
    on = find(draft, session, statement.on, statement.at)
    if on.type not in CONTAINERS and (on.type is not T.TABLE):
        refuse("no-policy-here", f"a policy cannot hang on a {str(on.type).lower()}", statement.at)
    require_unity(on, "policies are", statement.at)
    for principal in (*statement.to, *statement.excepted):
        require_principal(draft, principal, at=statement.at)
    held = draft.policies.get(on.key, ())
    same = [policy for policy in held if policy.name == statement.name]
    if same and not statement.or_replace:
        refuse(
            "already-exists",
            f"policy `{statement.name}` already hangs on `{on.name}`",
            statement.at,
            "write CREATE OR REPLACE POLICY",
        )
    _require_tags(draft, statement)
    _require_aliases(statement)
    policy = _policy(draft, statement, session, on)
    draft.policies[on.key] = (*(p for p in held if p.name != statement.name), policy)
    return Effect([policy] != same)


def _policy(draft: Draft, statement: s.CreatePolicy, session: Session, on: v.Securable) -> v.Policy:
    function = ""
    if statement.function:
        target = s.Target(T.FUNCTION, statement.function)
        function = find(draft, session, target, statement.at).key
    return v.Policy(
        name=statement.name,
        on=on.key,
        kind=statement.kind,
        to=statement.to,
        excepted=statement.excepted,
        function=function,
        privileges=statement.privileges,
        covers=statement.covers,
        when=statement.when,
        matches=statement.matches,
        on_column=statement.on_column,
        using=statement.using,
        comment=statement.comment,
    )


def _require_aliases(statement: s.CreatePolicy) -> None:
    """Refuse a column that no MATCH COLUMNS gives a name.

    Source:
        Databricks SQL documentation: *create policy*; arguments are aliases or constants.
    """
    known = {match.alias.lower() for match in statement.matches if match.alias}
    named = [name for name in statement.using if is_column(name)]
    for name in (*named, *filter(None, (statement.on_column,))):
        if name.lower() not in known:
            refuse(
                "unknown-column",
                f"`{name}` is the name of no column that the policy matches",
                statement.at,
                f"name it: `MATCH COLUMNS … AS {name}`",
            )


def _require_tags(draft: Draft, statement: s.CreatePolicy) -> None:
    aliases = {match.alias for match in statement.matches}
    if statement.on_column and statement.on_column not in aliases:
        refuse(
            "unknown-alias",
            f"ON COLUMN names `{statement.on_column}`, which no MATCH COLUMNS expression defines",
            statement.at,
        )
    if len(statement.matches) > 3:
        refuse(
            "too-many-matches", "a policy takes at most 3 MATCH COLUMNS expressions", statement.at
        )


def drop_policy(draft: Draft, statement: s.DropPolicy, session: Session, actor: str) -> Effect:
    """Take a policy off the securable it hangs on."""
    on = find(draft, session, statement.on, statement.at)
    held = draft.policies.get(on.key, ())
    left = tuple(policy for policy in held if policy.name != statement.name)
    if left == held:
        near = nearest(statement.name, (policy.name for policy in held))
        refuse(
            "unknown-policy",
            f"no policy `{statement.name}` hangs on `{on.name}`",
            statement.at,
            f"did you mean `{near}`?" if near else None,
        )
    if left:
        draft.policies[on.key] = left
    else:
        del draft.policies[on.key]
    return CHANGED
