"""Holds which action of the audit log a statement is."""

from __future__ import annotations

from typing import Final

from govsim.model import statements as s
from govsim.model.kinds import SecurableType

T = SecurableType
UNITY_CATALOG: Final = "unityCatalog"
SQL: Final = "databrickssql"
ACCOUNTS: Final = "accounts"

# How the log calls a type, where that is not the type's own words run together.
_WORDS: Final = {
    T.VIEW: "Table",
    T.MATERIALIZED_VIEW: "Table",
    T.PROCEDURE: "Function",
    T.MODEL: "RegisteredModel",
}
_NAMED: Final[dict[type[s.Statement], str]] = {
    s.Grant: "updatePermissions",
    s.Revoke: "updatePermissions",
    s.Deny: "updatePermissions",
    s.ShowGrants: "getPermissions",
    s.GovernTag: "updateTagPolicy",
    s.SetTags: "createEntityTagAssignment",
    s.UnsetTags: "deleteEntityTagAssignment",
    s.CreatePolicy: "createPolicy",
    s.DropPolicy: "deletePolicy",
    s.ShowPolicies: "listPolicies",
}
_BY_TYPE: Final[dict[type[s.Statement], str]] = {
    s.Create: "create",
    s.CreateRoutine: "create",
    s.Drop: "delete",
    s.Undrop: "undelete",
    s.Describe: "get",
    s.AlterOwner: "update",
    s.Rename: "update",
    s.Comment: "update",
    s.SetRowFilter: "update",
    s.SetMask: "update",
    s.AlterView: "update",
    s.AlterTable: "update",
    s.Alter: "update",
}
_GROUP: Final = {
    "create": "createGroup",
    "drop": "removeGroup",
    "add": "addPrincipalToGroup",
    "remove": "removePrincipalFromGroup",
}
# What looks at a securable or uses what it holds; the rest changes the metastore.
_LOOKS: Final = (
    s.Query,
    s.Write,
    s.Call,
    s.Describe,
    s.Ask,
    s.Explain,
    s.Refresh,
    s.Maintain,
    s.Files,
    s.Action,
)


def type_word(type_: str) -> str:
    """Return how the log calls a type of securable: `ExternalLocation`."""
    known = _WORDS.get(type_)  # type: ignore[call-overload]
    return str(known) if known else type_.title().replace(" ", "")


def action_of(statement: s.Statement, type_: str = "TABLE") -> tuple[str, str]:
    """Return the service and the action under which the platform logs a statement.

    Args:
        statement: What was run or asked.
        type_: The type of what it names, where the statement does not say.
    """
    kind = type(statement)
    if kind in _NAMED:
        return UNITY_CATALOG, _NAMED[kind]
    if kind in _BY_TYPE:
        target: s.Target = getattr(statement, "target")  # noqa: B009 - it has one in this table
        return UNITY_CATALOG, _BY_TYPE[kind] + type_word(target.type)
    if isinstance(statement, s.AlterGroup):
        return ACCOUNTS, _GROUP[statement.action]
    if isinstance(statement, s.Show):
        return UNITY_CATALOG, "list" + type_word(statement.what)
    if isinstance(statement, s.Ask):
        return UNITY_CATALOG, _asked(statement, type_word(statement.type or type_))
    if isinstance(statement, s.Action):
        first, *rest = statement.name.split("_")
        return UNITY_CATALOG, first + "".join(word.title() for word in rest)
    return SQL, "commandSubmit"


def _asked(question: s.Ask, word: str) -> str:
    if question.what == "see":
        return f"get{word}"
    return "getPermissions" if question.what == "manage" else f"generateTemporary{word}Credential"


def is_consultation(statement: s.Statement) -> bool:
    """Whether a statement looks at securables or uses them, and leaves the metastore as it is."""
    return isinstance(statement, _LOOKS)
