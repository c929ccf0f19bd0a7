"""Renders what a GRANT or REVOKE does, in a sentence or two for whoever reviews it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from govsim.access.answers import Requirement
from govsim.access.identities import members_of
from govsim.access.run import run
from govsim.access.standing import USE, Standing
from govsim.catalog import Session, Snapshot
from govsim.model import statements as s
from govsim.model.kinds import CONTAINERS, METASTORE_KEY, SecurableType
from govsim.model.privileges import ALL_PRIVILEGES, DML
from govsim.model.values import PrincipalKind, Securable

T = SecurableType
# What a privilege lets its holder do with a securable.
_LETS: Final[dict[str, str]] = {
    "SELECT": "may read {}",
    "MODIFY": "may change the rows of {}, where it may read them too",
    "INSERT": "may add rows to {}, where it may read them too",
    "UPDATE": "may change rows of {}, where it may read them too",
    "DELETE": "may delete rows of {}, where it may read them too",
    "EXECUTE": "may run {}",
    "REFRESH": "may refresh {}",
    "READ VOLUME": "may read the files of {}",
    "WRITE VOLUME": "may write files to {}, where it may read them too",
    "READ FILES": "may read the files at {}",
    "WRITE FILES": "may write files at {}, where it may read them too",
    "APPLY TAG": "may tag {}",
    "BROWSE": "sees that {} and what is in it exist, and reads no row of it",
    "USE CATALOG": "may enter {}, which alone reads nothing in it",
    "USE SCHEMA": "may enter {}, which alone reads nothing in it",
    "MANAGE": "may grant, transfer and drop {}, and so may grant itself any privilege on it",
    ALL_PRIVILEGES: "has every privilege on {} but MANAGE and use from outside, later ones too",
}
_NO_GATES: Final = frozenset({"MANAGE", "BROWSE"})  # they work, or ask for use, in their own way


def what_it_does(
    snapshot: Snapshot, statement: s.Statement, session: Session | None = None
) -> tuple[str, ...]:
    """Return what a GRANT or REVOKE does to access; nothing for any other, or an invalid one."""
    if not isinstance(statement, s.Grant | s.Revoke) or statement.to_recipient:
        return ()
    session = session or Session()
    on = snapshot.securables.get(session.key(statement.on.type, statement.on.name))
    done = run(snapshot, [statement], "", session=session, trusted=True)
    if on is None or done.errors:
        return ()
    changed = any(step.applied and step.applied.changed for step in done.steps)
    if isinstance(statement, s.Grant):
        words = _granted(done.after, statement, on, changed=changed)
    else:
        words = _revoked(done.after, statement, on, changed=changed)
    return (*words, *_beta(statement, on))


# --- GRANT ------------------------------------------------------------------------------------


def _granted(after: Snapshot, statement: s.Grant, on: Securable, *, changed: bool) -> Iterator[str]:
    if not changed:
        held = " and ".join(statement.privileges)
        yield f"nothing changes: {statement.to} already has {held} on {_the(on)}"
    who = _who(after, statement.to)
    closed = _closed(after, statement.to, on)
    waiting = [name for name in statement.privileges if name not in _NO_GATES] if closed else []
    for privilege in statement.privileges:
        lets = _LETS.get(privilege, f"has {privilege} on {{}}").format(_the(on))
        yield f"{who} {lets}" + (", once the way to it is open" if privilege in waiting else "")
    if waiting:
        yield _dormant(after, statement.to, on, closed)
    if on.type in CONTAINERS and (below := _reaching(statement.privileges)):
        yield f"{below} on {_the(on)} reaches everything in it, what is created later too"
    yield from _lacking_owner(after, statement, on)


def _who(after: Snapshot, name: str) -> str:
    if _is_group(after, name):
        people = len(members_of(after, name))
        words = "1 person" if people == 1 else f"{people} people"
        return f"{name} ({words if people else 'a group, empty so far'})"
    return name


def _is_group(after: Snapshot, name: str) -> bool:
    return after.principals.get(name) is PrincipalKind.GROUP


def _closed(after: Snapshot, name: str, on: Securable) -> list[Requirement]:
    standing = Standing(after, name)
    gates = [] if on.is_hive else [*standing.gates(on)]
    if on.type in USE and not on.is_hive:
        gates.append((USE[on.type], on))  # what it holds lies behind it as well
    return [
        standing.requirement(privilege, gate)
        for privilege, gate in gates
        if standing.has(privilege, gate) is None
    ]


def _dormant(after: Snapshot, to: str, on: Securable, closed: Sequence[Requirement]) -> str:
    lacks = " and ".join(need.words() for need in closed)
    text = f"until then the grant is dormant: {to} lacks {lacks}"
    people = members_of(after, to) if _is_group(after, to) else frozenset()
    awake = sum(not _closed(after, person, on) for person in people)
    have = "has" if awake == 1 else "have"
    rest = f"; {awake} of its {len(people)} people {have} the way to it by other grants"
    return text + rest if awake else text


def _reaching(privileges: Sequence[str]) -> str:
    own = ("USE CATALOG", "BROWSE", "CREATE SCHEMA")  # they say all of themselves
    return " and ".join(name for name in privileges if name not in own and name != "USE SCHEMA")


def _lacking_owner(after: Snapshot, statement: s.Grant, on: Securable) -> Iterator[str]:
    from govsim.access.decide import authorize

    if on.type is not T.VIEW or "SELECT" not in statement.privileges:
        return
    owned = authorize(after, on.owner, s.Ask(what="read", name=statement.on.name, type=T.VIEW))
    lacks = [need for need in owned.missing if need.holder]
    if lacks:
        words = ", ".join(need.words() for need in lacks)
        yield f"reading it fails all the same: its owner {lacks[0].holder} lacks {words}"


# --- REVOKE -----------------------------------------------------------------------------------


def _revoked(
    after: Snapshot, statement: s.Revoke, on: Securable, *, changed: bool
) -> Iterator[str]:
    listed = " and ".join(statement.privileges)
    if changed:
        yield f"the row of {listed} on {_the(on)} is taken from {statement.to}, and no other"
    else:
        yield f"nothing changes: {statement.to} has no row of {listed} on {_the(on)}"
    if ALL_PRIVILEGES in statement.privileges:
        yield "the rows of each privilege that ALL PRIVILEGES implies go too, those of MANAGE stay"
    for privilege in statement.privileges:
        yield from _kept(after, statement.to, privilege, on)


def _kept(after: Snapshot, who: str, privilege: str, on: Securable) -> Iterator[str]:
    if (left := _still(after, who, privilege, on)) is not None:
        yield f"{who} keeps {privilege}: {left}"
        return
    people = members_of(after, who) if _is_group(after, who) else frozenset()
    keep = sum(_still(after, person, privilege, on) is not None for person in people)
    if keep:
        verb = "keeps" if keep == 1 else "keep"
        yield f"{keep} of its {len(people)} people {verb} {privilege} by other grants or as owner"


def _still(after: Snapshot, who: str, privilege: str, on: Securable) -> str | None:
    standing = Standing(after, who)
    if on.key == METASTORE_KEY:
        found = standing.on_metastore(privilege)
    else:
        found = None if on.is_hive else standing.has(privilege, on)
    return found.words() if found is not None else None


# --- both -------------------------------------------------------------------------------------


def _beta(statement: s.Grant | s.Revoke, on: Securable) -> Iterator[str]:
    beta = [name for name in statement.privileges if name in DML]
    if beta and not on.is_hive:
        yield (
            f"{' and '.join(beta)} {'is a Beta privilege' if len(beta) == 1 else 'are Beta'}: "
            "where the preview is off the platform refuses the statement, "
            "and MODIFY is the only write privilege"
        )


def _the(on: Securable) -> str:
    return f"{str(on.type).lower()} {on.name}".rstrip()
