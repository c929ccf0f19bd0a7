"""Draws metastores, rows and questions for the laws, from the worlds of the reference."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

from hypothesis import strategies as st

from govsim.access import Context, Decision, decide, run
from govsim.catalog import Draft, Founded, Snapshot
from govsim.model import statements as s
from govsim.model.kinds import SecurableType
from govsim.model.privileges import applicable
from govsim.model.values import Securable
from govsim.sql import read_statement
from tests.reference.agreement import built, filled, read
from tests.reference.operations import TABLE
from tests.reference.worlds import ADMIN, PRINCIPALS, USERS, Maker, World

HERE = Context("ws1")
seeds = st.integers(0, 400)
users = st.sampled_from(USERS)
principals = st.sampled_from(PRINCIPALS)


@cache
def world(seed: int, *, deny: bool = False) -> tuple[World, Founded]:
    """Return a metastore as plain values and as a snapshot; DENY policies only when wanted."""
    made = Maker(seed).make()
    made.rules = [rule for rule in made.rules if deny or rule.kind != "DENY"]
    return made, built(made)


def snapshot_of(seed: int) -> Snapshot:
    return world(seed)[1].snapshot


def question(seed: int, number: int) -> str:
    """Return one question to a world: the text of some operation on some of its securables."""
    made, random = world(seed)[0], Random(number)
    operation = random.choice(TABLE)
    names = filled(operation, made, random)
    written = {**names, "title": made.things[names["x"]].title if "x" in names else ""}
    if "volume_" in operation.text:
        written["v"] = names["v"].replace(".", "/")
    return operation.text.format(**written)


def asked(snapshot: Snapshot, who: str, text: str, context: Context = HERE) -> Decision:
    return decide(snapshot, who, read(text), context=context)


def trusted(snapshot: Snapshot, *texts: str) -> Snapshot:
    """Return the metastore after statements that nobody is asked the right to."""
    done = run(snapshot, map(read_statement, texts), ADMIN, trusted=True)
    assert not done.errors
    return done.after


@st.composite
def rows(draw: st.DrawFn, seed: int) -> s.Grant:
    """Draw a valid GRANT of one privilege on some securable of a world."""
    snapshot = snapshot_of(seed)
    keys = sorted(key for key, held in snapshot.securables.items() if grantable(held))
    on = snapshot.securables[draw(st.sampled_from(keys))]
    fine = snapshot.settings.fine_grained_dml
    fitting = applicable(on.type, on.kind) - (set() if fine else {"INSERT", "UPDATE", "DELETE"})
    privilege = draw(st.sampled_from(sorted(fitting)))
    target = s.Target(on.type, tuple(on.name.split(".")) if on.name else ())
    return s.Grant(privileges=(privilege,), on=target, to=draw(principals))


def grantable(held: Securable) -> bool:
    """Whether rows may be put on a securable, share rows and what the platform owns apart."""
    if held.type is SecurableType.METASTORE:
        return True
    theirs = held.name.startswith(("system", "samples", "hive_metastore")) or held.is_hive
    shares = held.type is SecurableType.SHARE
    return bool(applicable(held.type, held.kind)) and not theirs and not shares


def granted(snapshot: Snapshot, *grants: s.Statement) -> Snapshot:
    """Return the metastore after some GRANT statements, each valid."""
    done = run(snapshot, grants, ADMIN, trusted=True)
    assert not done.errors, done.errors
    return done.after


def without_rights(snapshot: Snapshot, ids: frozenset[str]) -> Snapshot:
    """Return the metastore with no row for some principals and nothing that they own."""
    draft = Draft(snapshot)
    for key, by_privilege in snapshot.grants.items():
        for privilege, holders in by_privilege.items():
            for principal in ids & set(holders):
                draft.drop_row(key, privilege, principal)
    for held in snapshot.securables.values():
        if held.owner in ids:
            draft.put(replace(held, owner="nobody@x"))
    return draft.finish()
