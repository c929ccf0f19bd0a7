"""Decides which operations a statement is: each statement type has one entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from govsim.access.actions import ask_action
from govsim.access.asked_of_reader import Asked
from govsim.access.asking import Asking
from govsim.access.creating import (
    ask_create,
    ask_create_routine,
    ask_filter_function,
    ask_references,
    keep_at,
    target,
)
from govsim.access.grants import ask_governing, ask_grant, ask_owner, ask_tags
from govsim.access.listing import ask_list
from govsim.access.operations import perform
from govsim.access.paths import need_path
from govsim.access.procedures import ask_body, ask_compound
from govsim.access.questions import ask_short
from govsim.access.renaming import ask_rename
from govsim.access.sharing import ask_sharing, behind
from govsim.model import statements as s
from govsim.model.kinds import METASTORE_KEY, SecurableType
from govsim.model.privileges import READ_ONLY, REFRESHED
from govsim.model.values import Securable
from govsim.sql import BUILTINS

T = SecurableType
Ask = Callable[[Asking, Any], None]


# --- dropping, renaming, commenting ---


def _drop(asking: Asking, statement: s.Drop) -> None:
    key = asking.session.key(statement.target.type, statement.target.name)
    if statement.if_exists and key not in asking.metastore.securables:
        return
    if (found := target(asking, statement.target)) is not None:
        special = {T.SCHEMA: "drop schema", T.FUNCTION: "drop function"}
        perform(asking, special.get(found.type, "drop"), found)


def _undrop(asking: Asking, statement: s.Undrop) -> None:
    """Ask for ownership above it; or else for ownership or MANAGE of it, and CREATE TABLE there.

    Source:
        Unity Catalog documentation: SQL *undrop*.
    """
    dropped = getattr(asking.metastore, "dropped", {})
    key = asking.session.key(statement.target.type, statement.target.name)
    if key not in dropped:
        return  # applying it says that it was not dropped
    standing, gone = asking.standing, dropped[key]
    if (parent := asking.known(gone.securable.parent or METASTORE_KEY)) is None:
        return
    above = [held for held in standing.chain(parent) if held.key != METASTORE_KEY]
    if standing.is_metastore_admin or any(map(standing.owns, above)):
        perform(asking, "drop", parent)
    else:
        managers = gone.grants.get("MANAGE", {})
        if not standing.owns(gone.securable) and standing.ids.keys().isdisjoint(managers):
            perform(asking, "drop", parent)
        if parent.type is T.SCHEMA:
            perform(asking, "create table", parent)
    if gone.securable.type is T.TABLE:
        keep_at(asking, T.TABLE, getattr(gone.securable.detail, "location", None))


def _rename(asking: Asking, statement: s.Rename) -> None:
    if (found := target(asking, statement.target)) is not None:
        ask_rename(asking, found, statement.to)


def _comment(asking: Asking, statement: s.Comment) -> None:
    if (found := target(asking, statement.target)) is None:
        return
    words = {T.TABLE: "comment on a table", T.VIEW: "comment on a view"}
    words[T.MATERIALIZED_VIEW] = "comment on a view"
    perform(asking, words.get(found.type, "comment"), found)


# --- altering ---

_BY_MODIFY: Final = frozenset(
    {
        "add columns",
        "drop columns",
        "alter column",
        "set properties",
        "unset properties",
    }
)


def _alter_table(asking: Asking, statement: s.AlterTable) -> None:
    if (found := target(asking, statement.target)) is None:
        return
    if statement.action == "predictive optimization":
        perform(asking, "optimize predictively", found)
    elif statement.action in _BY_MODIFY and found.type is T.TABLE:
        perform(asking, "change columns", found)
    elif statement.action in ("add constraint", "drop constraint"):
        perform(asking, "constrain", found)
    else:
        perform(asking, "alter as owner", found)
    if not found.is_hive:
        keep_at(asking, T.TABLE, statement.location)
    ask_references(asking, statement.target, statement.references)
    for column in statement.columns:
        if column.mask is not None:
            ask_filter_function(asking, column.mask)


def _alter_view(asking: Asking, statement: s.AlterView) -> None:
    if (found := target(asking, statement.target)) is not None:
        perform(asking, "change the query", found)
        asking.body(statement.body)


def _alter(asking: Asking, statement: s.Alter) -> None:
    if (found := target(asking, statement.target)) is None:
        return
    perform(asking, "alter as owner" if found.type is T.SHARE else "comment", found)
    if statement.action == "share add":
        ask_sharing(asking, found, statement)


def _set_filter(asking: Asking, statement: s.SetRowFilter) -> None:
    if (found := target(asking, statement.target)) is not None:
        perform(asking, "set a filter or mask", found)
        if statement.filter is not None:
            ask_filter_function(asking, statement.filter)


def _set_mask(asking: Asking, statement: s.SetMask) -> None:
    if (found := target(asking, statement.target)) is not None:
        perform(asking, "set a filter or mask", found)
        if statement.mask is not None:
            ask_filter_function(asking, statement.mask)


def _create_policy(asking: Asking, statement: s.CreatePolicy) -> None:
    if (found := target(asking, statement.on)) is not None:
        perform(asking, "hang a policy", found)
    if statement.function:
        ask_filter_function(asking, s.FunctionUse(statement.function))


def _drop_policy(asking: Asking, statement: s.DropPolicy) -> None:
    if (found := target(asking, statement.on)) is not None:
        perform(asking, "hang a policy", found)


def _show_policies(asking: Asking, statement: s.ShowPolicies) -> None:
    found = asking.metastore.securables.get(
        asking.session.key(statement.on.type, statement.on.name)
    )
    if found is None:
        asking.known(asking.session.key(statement.on.type, statement.on.name))
    elif (right := asking.standing.has_any(found)) is not None:
        asking.met[right.requirement] = right  # rights on the table count, without its gates
    else:
        perform(asking, "look", found)


# --- data ---


def _query(asking: Asking, statement: s.Query) -> None:
    asking.asks([Asked("the query", statement.body.text)])
    asking.body(statement.body)


def _write(asking: Asking, statement: s.Write) -> None:
    if statement.path is not None:
        need_path(asking, statement.path, write=True)
    elif (found := target(asking, statement.target)) is not None:
        if found.type in (T.VIEW, T.MATERIALIZED_VIEW):  # nothing that she could hold would help
            asking.use(found)
            asking.refuse("not-writable", f"{found.name} is a {str(found.type).lower()}")
        elif found.kind in READ_ONLY:
            asking.use(found)
            asking.refuse("read-only-table", f"{found.name} is a {found.kind} table")
        else:
            _change_rows(asking, statement, found)
    asking.body(statement.body)


def _change_rows(asking: Asking, statement: s.Write, table: Securable) -> None:
    if table.is_hive:
        asking.need(table, "MODIFY")  # the legacy model has no second privilege for a write
        return
    perform(asking, "write", table)
    if statement.verb in ("UPDATE", "DELETE", "MERGE"):
        asking.guarded(table)  # only the rows that she sees are changed
    fine = asking.metastore.settings.fine_grained_dml and not asking.context.dedicated
    fine = fine and asking.context.dbr >= (18, 1)
    asking.privileges(statement.effects if fine and not statement.evolves else ("MODIFY",), table)


def _maintain(asking: Asking, statement: s.Maintain) -> None:
    if statement.path is not None:
        need_path(asking, statement.path, write=True)
        return
    if (found := target(asking, statement.target)) is None:
        return
    if statement.verb.startswith("SYNC"):
        schema = (
            found if found.type is T.SCHEMA else asking.metastore.securables[found.parent or ""]
        )
        perform(asking, "create table", schema)
    elif statement.verb.startswith("MSCK") and found.is_hive:
        perform(asking, "grant", found)
    else:
        perform(asking, "maintain", found)


def _refresh(asking: Asking, statement: s.Refresh) -> None:
    if (found := target(asking, statement.target)) is None:
        return
    if found.type is T.TABLE and found.kind not in REFRESHED and not statement.foreign:
        perform(asking, "read", found)  # only what the session keeps of it is forgotten
        return
    perform(asking, "refresh foreign" if statement.foreign else "refresh", found)
    if not statement.foreign:
        owner = asking.as_owner(found.owner)
        owner.reader = owner.standing  # it runs as its owner
        for base in behind(asking.metastore, found):
            owner.unprotected(base, f"a refresh of {found.name} from")


def _call(asking: Asking, statement: s.Call) -> None:
    found = asking.known(asking.session.key(T.PROCEDURE, statement.procedure), T.PROCEDURE)
    if found is not None:
        asking.call(found)
        ask_body(asking, found, statement, ask)
    asking.body(statement.body)


def _compound(asking: Asking, statement: s.Compound) -> None:
    ask_compound(asking, statement, ask)


def _describe(asking: Asking, statement: s.Describe) -> None:
    if statement.path is not None:
        need_path(asking, statement.path, write=False)
    elif statement.target.type is T.GOVERNED_TAG:
        key = ".".join(statement.target.name)
        if key not in asking.metastore.settings.governed_tags:
            asking.refuse("unknown-tag", f"no governed tag {key}")
    elif statement.target.type is T.FUNCTION and statement.target.name[0].upper() in BUILTINS:
        return  # everybody may read of the functions of the platform
    elif (found := target(asking, statement.target)) is not None:
        perform(asking, "look", found)


def _setting(asking: Asking, statement: s.Setting) -> None:
    if statement.body is not None:
        asking.body(statement.body)


def _files(asking: Asking, statement: s.Files) -> None:
    need_path(asking, statement.path, write=statement.verb in ("PUT", "REMOVE"))


def _explain(asking: Asking, statement: s.Explain) -> None:
    ask(asking, statement.inner)


def _show_grants(asking: Asking, statement: s.ShowGrants) -> None:
    """Everybody sees her own rows, so that it only has to be there."""
    if statement.on is not None:
        target(asking, statement.on)


def _use(asking: Asking, statement: s.Use) -> None:
    """The default may be anything that is there, and that the workspace may use."""
    if (found := target(asking, s.Target(statement.type, statement.name))) is not None:
        asking.bound(found)


def _not_simulated(asking: Asking, statement: s.NotSimulated) -> None:
    asking.refuse("not-simulated", f"{statement.keyword} is not simulated")


def _alter_group(asking: Asking, statement: s.AlterGroup) -> None:
    if not asking.standing.is_workspace_admin and not asking.standing.is_metastore_admin:
        asking.refuse("workspace-admin", "workspace-local groups are kept by workspace admins")


ASKERS: Final[dict[type[s.Statement], Ask]] = {
    s.Grant: ask_grant,
    s.Revoke: ask_grant,
    s.Deny: ask_grant,
    s.AlterOwner: ask_owner,
    s.GovernTag: ask_governing,
    s.SetTags: ask_tags,
    s.UnsetTags: ask_tags,
    s.SetRowFilter: _set_filter,
    s.SetMask: _set_mask,
    s.CreatePolicy: _create_policy,
    s.DropPolicy: _drop_policy,
    s.ShowPolicies: _show_policies,
    s.Create: ask_create,
    s.CreateRoutine: ask_create_routine,
    s.Drop: _drop,
    s.Undrop: _undrop,
    s.Rename: _rename,
    s.Comment: _comment,
    s.AlterTable: _alter_table,
    s.AlterView: _alter_view,
    s.Alter: _alter,
    s.AlterGroup: _alter_group,
    s.Query: _query,
    s.Write: _write,
    s.Maintain: _maintain,
    s.Refresh: _refresh,
    s.Call: _call,
    s.Compound: _compound,
    s.Describe: _describe,
    s.Explain: _explain,
    s.Setting: _setting,
    s.Files: _files,
    s.Show: ask_list,
    s.ShowGrants: _show_grants,
    s.Use: _use,
    s.NotSimulated: _not_simulated,
    s.Action: ask_action,
    s.Ask: ask_short,
}


def ask(asking: Asking, statement: s.Statement) -> None:
    """Ask for everything that a statement needs."""
    ASKERS[type(statement)](asking, statement)
