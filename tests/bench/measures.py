"""Measures govsim on one world: load, checks, lists, closure, difference, proof, statements."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import numpy as np

from govsim.access import authorize
from govsim.access.index import AccessIndex
from govsim.access.index_diff import effective_diff
from govsim.catalog import Draft, Session, Snapshot, apply_all
from govsim.impact import plan
from govsim.impact.prove import prove_no_new_access
from govsim.sql import read_script, read_statement
from tests.bench.clock import Figures, best, latencies, resident
from tests.bench.world import DEPLOYER, World, altered, load

MANY = 1_000_000
KINDS = {"catalog": "CATALOG", "schema": "SCHEMA", "relation": "TABLE"}


@dataclass
class Loaded:
    """A world with what was made of it."""

    world: World
    snapshot: Snapshot
    index: AccessIndex
    asked: list[tuple[str, str]]  # user and table, about half of them allowed


def measure(world: World, figures: Figures) -> Loaded:
    """Measure everything of govsim; return what the peers are compared with."""
    before = resident()
    seconds, snapshot = best(lambda: load(world), 1)
    figures.add("load the snapshot", seconds, "s")
    figures.add("memory of the snapshot", resident() - before, "MB")
    before = resident()

    def close() -> AccessIndex:
        made = AccessIndex.of(snapshot)
        made.table("SELECT")
        return made

    seconds, index = best(close, 1)
    figures.add("build the index, closure of SELECT", seconds, "s")
    figures.add("memory of the index", resident() - before, "MB")
    seconds, pairs = best(lambda: index.count("SELECT"))
    figures.add("count all pairs", seconds, "s", f"{pairs:,} of {len(world.users):,} users")
    loaded = Loaded(world, snapshot, index, questions(world, index))
    for step in (checks, lists, causes, differences, proofs, statements):
        step(loaded, figures)
    return loaded


def questions(world: World, index: AccessIndex, count: int = 4000) -> list[tuple[str, str]]:
    """Return pairs of user and table: half drawn at random, half from those allowed."""
    random = Random(5)
    found = [(random.choice(world.users), random.choice(world.tables)) for _ in range(count // 2)]
    while len(found) < count:
        table = random.choice(world.tables)
        who = [user for user in index.who_can("SELECT", f"relation:{table}") if user != DEPLOYER]
        if who:
            found.append((random.choice(who), table))
    random.shuffle(found)
    return found


def checks(loaded: Loaded, figures: Figures) -> None:
    index = loaded.index
    asked = [(user, "SELECT", f"relation:{table}") for user, table in loaded.asked]
    median, worst = latencies(index.allows, asked)
    figures.add("check, median", median * 1e6, "µs")
    figures.add("check, 99th percentile", worst * 1e6, "µs")
    times = MANY // len(asked)
    users, keys = [a[0] for a in asked] * times, [a[2] for a in asked] * times
    seconds, _ = best(lambda: index.check_many(users, "SELECT", keys))
    figures.add("checks in bulk, by name", len(users) / seconds / 1e6, "million/s")
    places = np.array([index.columns.place[user] for user in users])
    numbers = np.searchsorted(index.keys("SELECT"), np.array(keys, dtype=object))
    seconds, _ = best(lambda: index.check_ids(places, "SELECT", numbers))
    figures.add("checks in bulk, by number", len(users) / seconds / 1e6, "million/s")


def lists(loaded: Loaded, figures: Figures) -> None:
    index = loaded.index
    tables = [("SELECT", f"relation:{table}") for _, table in loaded.asked[:1000]]
    median, _ = latencies(index.who_can, tables)
    figures.add("who can, median", median * 1e3, "ms")
    median, _ = latencies(index.what_can, [(user, "SELECT") for user, _ in loaded.asked[:300]])
    figures.add("what can, median", median * 1e3, "ms")


def causes(loaded: Loaded, figures: Figures) -> None:
    """Measure the plain rule, with every cause told, and hold the index to its answers."""
    made = {table: read_statement(f"SELECT * FROM {table}") for _, table in loaded.asked}
    asked = [(loaded.snapshot, user, made[table]) for user, table in loaded.asked]
    wrong = sum(
        authorize(*one).allowed is not loaded.index.allows(user, "SELECT", f"relation:{table}")
        for one, (user, table) in zip(asked, loaded.asked, strict=True)
    )
    median, _ = latencies(authorize, asked)
    note = f"{wrong} of {len(asked)} answers differ from the index"
    figures.add("decision with its full cause, median", median * 1e6, "µs", note)


def differences(loaded: Loaded, figures: Figures) -> None:
    added, removed = loaded.world.change()
    later = altered(loaded.snapshot, added, removed)

    def compare() -> tuple[int, int]:
        gained, lost = effective_diff(loaded.index, loaded.index.after(later), "SELECT")
        return gained.count, lost.count

    seconds, (gained, lost) = best(compare)
    note = f"{gained:,} pairs gained, {lost:,} lost"
    figures.add("difference of 200 grants, index followed", seconds, "s", note)
    text = "".join(map(grant, added)) + "".join(map(revoke, removed))
    script = read_script(text).statements
    seconds, found = best(lambda: plan(loaded.snapshot, script, principal=DEPLOYER))
    note = f"{len(found.because)} entries by cause, {len(found.dormant)} dormant grants"
    figures.add("plan of 200 statements, with every finding", seconds, "s", note)


def proofs(loaded: Loaded, figures: Figures) -> None:
    added, removed = loaded.world.change()
    later = altered(loaded.snapshot, added, removed)
    seconds, proof = best(lambda: prove_no_new_access(loaded.snapshot, later))
    note = f"{proof.checked:,} securables, {len(proof.counterexamples)} counterexamples"
    figures.add("proof over all principals, 200 grants", seconds, "s", note)
    less = altered(loaded.snapshot, [], removed)
    seconds, proof = best(lambda: prove_no_new_access(loaded.snapshot, less))
    figures.add("proof of 100 revokes", seconds, "s", "proved" if proof.proved else "NOT PROVED")


def statements(loaded: Loaded, figures: Figures) -> None:
    """Measure the rows of the world as GRANT statements, read and applied."""
    world = loaded.world
    text = "".join(map(grant, world.rows))
    seconds, script = best(lambda: read_script(text), 1)
    figures.add(f"read {len(world.rows):,} GRANT statements", seconds, "s")
    bare = World(world.size, world.seed)
    bare.rows = []
    base = load(bare)

    def apply() -> Snapshot:
        draft = Draft(base)
        errors, _ = apply_all(draft, script.statements, Session(), DEPLOYER)
        assert not errors, errors[0]
        return draft.finish()

    seconds, applied = best(apply, 1)
    same = rows_of(applied) == rows_of(loaded.snapshot)
    note = "the rows that were loaded" if same else "OTHER ROWS than were loaded"
    figures.add(f"apply {len(world.rows):,} GRANT statements", seconds, "s", note)


def rows_of(snapshot: Snapshot) -> set[tuple[str, str, str]]:
    """Return every row: principal, privilege, key."""
    return {
        (who, privilege, key)
        for key, rows in snapshot.grants.items()
        for privilege, holders in rows.items()
        for who in holders
    }


def revoke(row: tuple[str, str, str]) -> str:
    return grant(row).replace("GRANT", "REVOKE", 1).replace(" TO ", " FROM ")


def grant(row: tuple[str, str, str]) -> str:
    who, privilege, key = row
    space, _, name = key.partition(":")
    return f"GRANT {privilege} ON {KINDS[space]} {name} TO `{who}`;\n"
