"""Decides who may grant, revoke, transfer and tag."""

from __future__ import annotations

from govsim.access.answers import Conveyance, Requirement
from govsim.access.asking import Asking
from govsim.access.creating import target
from govsim.access.identities import path_to
from govsim.access.steps import changeable
from govsim.model import statements as s
from govsim.model.kinds import METASTORE_KEY, SecurableType
from govsim.model.values import Securable

T = SecurableType
_TO_SELF_ONLY = frozenset({T.VIEW, T.FUNCTION, T.PROCEDURE, T.MODEL})


def ask_grant(asking: Asking, statement: s.Grant | s.Revoke | s.Deny) -> None:
    """Ask whether rows on a securable may be changed.

    Source:
        Unity Catalog documentation: *manage privileges*.
    """
    found = target(asking, statement.on)
    if found is None:
        return
    asking.bound(found)
    standing = asking.standing
    if found.key == METASTORE_KEY:
        _admin(asking, found, "metastore grants need metastore admin or account admin")
    elif found.type is T.SHARE:
        _share(asking, found, statement.to)
    elif "EXTERNAL USE SCHEMA" in statement.privileges:
        catalog = standing.top(found)
        if not standing.owns(catalog):
            asking.refuse("catalog-owner", "only the catalog owner may grant EXTERNAL USE SCHEMA")
        else:
            asking.need_manage(catalog)  # it is met, and the answer says by what
            asking.not_denied("MANAGE ACCESS CONTROL", found)
    elif standing.top(found).name == "system" and not standing.is_metastore_admin:
        asking.refuse("metastore-admin", "only a metastore admin grants in catalog system")
    else:
        asking.need_manage(found)
        asking.not_denied("MANAGE ACCESS CONTROL", found)


def _admin(asking: Asking, metastore: Securable, sentence: str) -> None:
    """Ask for the role of metastore admin or account admin."""
    standing = asking.standing
    if standing.is_metastore_admin:
        asking.need_manage(metastore)
        return
    roles = asking.metastore.settings.account_admins
    who = next((name for name in standing.ids if name in roles), None)
    if who is None:
        asking.refuse("metastore-admin", sentence)
        return
    need = standing.requirement("MANAGE", metastore)
    path = path_to(standing.ids, who)
    asking.met[need] = Conveyance(need, "account admin", "", str(metastore.type), path)


def _share(asking: Asking, share: Securable, recipient: str) -> None:
    standing = asking.standing
    if standing.owns(share) or standing.is_metastore_admin:
        asking.need_manage(share)  # it is met, and the answer says by what
        return
    asking.need_on_metastore("USE SHARE")
    asking.need_on_metastore("SET SHARE PERMISSION")
    held = asking.metastore.securables.get(f"recipient:{recipient.lower()}")
    if held is None or not standing.owns(held):
        asking.need_on_metastore("USE RECIPIENT")


def ask_owner(asking: Asking, statement: s.AlterOwner) -> None:
    """Ask whether a securable may be given to another principal.

    Source:
        Unity Catalog documentation: *manage privileges*, transfer of ownership; SDK of functions.
    """
    found = target(asking, statement.target)
    if found is None:
        return
    asking.bound(found)
    standing = asking.standing
    if found.type is T.SHARE:
        by_right = standing.on_metastore("USE SHARE") and standing.on_metastore(
            "SET SHARE PERMISSION"
        )
        if not (standing.is_metastore_admin or by_right):
            asking.refuse("metastore-admin", "only a metastore admin may transfer a share")
        return
    if found.key == METASTORE_KEY:
        _admin(asking, found, "only an account admin names the metastore admin")
        return
    changeable(asking, found)
    asking.need_manage(found)
    limited = found.type in _TO_SELF_ONLY and not standing.is_metastore_admin
    if limited and statement.owner not in standing.ids:
        asking.refuse(
            "transfer-to-self",
            "only a metastore admin may give a view, function or model to another principal",
        )


def ask_tags(asking: Asking, statement: s.SetTags | s.UnsetTags) -> None:
    """Ask whether tags of a securable or column may be changed.

    Source:
        Unity Catalog documentation: SQL *set tag*; *governed tags: manage permissions*.
    """
    found = target(asking, statement.target)
    if found is None:
        return
    keys = (
        tuple(key for key, _ in statement.tags)
        if isinstance(statement, s.SetTags)
        else statement.keys
    )
    ask_tagging(asking, found, keys)


def ask_tagging(asking: Asking, found: Securable, keys: tuple[str, ...]) -> None:
    """Ask for the right to tag a securable, and for ASSIGN on each governed key."""
    asking.bound(found, write=True)
    if asking.standing.owns(found):
        asking.need_manage(found)  # the owner's relief on gates holds for metadata
    else:
        asking.use(found)
        asking.need(found, "APPLY TAG")
    for key in keys:
        governed = asking.metastore.settings.governed_tags.get(key)
        if governed is None or asking.standing.is_account_admin:
            continue
        if (governed.assign | governed.manage).isdisjoint(asking.standing.ids):
            asking.missing[Requirement("ASSIGN", "GOVERNED TAG", key)] = None


def ask_governing(asking: Asking, statement: s.GovernTag) -> None:
    """Ask whether a tag may be made governed, changed or dropped.

    Source:
        Unity Catalog documentation: *governed tags: manage permissions*.
    """
    standing, key = asking.standing, statement.key
    if standing.is_account_admin or (statement.action == "create" and standing.is_workspace_admin):
        return
    governed = asking.metastore.settings.governed_tags.get(key)
    if statement.action == "create":
        asking.missing[Requirement("CREATE", "GOVERNED TAG", key)] = None
    elif governed is None:
        asking.refuse("unknown-tag", f"no governed tag {key}")
    elif governed.manage.isdisjoint(standing.ids):
        asking.missing[Requirement("MANAGE", "GOVERNED TAG", key)] = None
