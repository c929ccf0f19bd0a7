"""Asks the reference and the engine the same questions of the same random metastore."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from govsim.access import Context, decide
from govsim.catalog import Founded, found
from govsim.errors import GovsimError
from govsim.model.state import State
from govsim.model.statements import Statement
from govsim.model.values import GovernedTag
from govsim.sql import read_question
from tests.reference import management  # noqa: F401 - it enters its rows into the table
from tests.reference.evaluator import Evaluator
from tests.reference.matrix import CELLS, OPEN, REFUSED_WORDS, granted_on
from tests.reference.operations import TABLE, Operation
from tests.reference.worlds import ADMIN, PRINCIPALS, USERS, Maker, Thing, World, script

OLD = Context("ws1", dedicated=True, dbr=(15, 3))
PLACES = (Context("ws1"), Context("ws1"), Context("ws1"), Context("ws2"), Context("ws2"), OLD)


@dataclass(frozen=True)
class Answers:
    """One question with both answers: what is lacking, empty when it is allowed."""

    seed: int
    who: str
    question: str
    text: str  # the operation, its names left open
    wanted: frozenset[str]
    got: frozenset[str]


@cache
def read(text: str) -> Statement:
    return read_question(text)


def built(world: World) -> Founded:
    """Return the metastore that a world describes."""
    owner = world.things["metastore"].owner
    assign, manage = world.governed["gov"]
    return found(
        State(
            admin=ADMIN,
            metastore_admin=None if owner == ADMIN else owner,
            users=USERS,
            groups={group: tuple(sorted(held)) for group, held in world.groups.items()},
            account_admins=tuple(sorted(world.account_admins)),
            workspace_admins=tuple(sorted(world.workspace_admins)),
            bindings=world.bindings,
            governed_tags=(GovernedTag("gov", (), frozenset(assign), frozenset(manage)),),
            fine_grained_dml=world.fine_grained,
            external_access=world.external,
            statements=tuple(map(read, script(world))),
        )
    )


def filled(operation: Operation, world: World, random: Random) -> dict[str, str]:
    """Return names for the slots of an operation."""
    things = list(world.things.values())
    chosen = {
        slot: random.choice([thing.name for thing in things if thing.type in types])
        for slot, types in operation.slots.items()
    }
    if "{new}" in operation.text:
        chosen["new"] = random.choice(PRINCIPALS[:-1])
    if "{privilege}" in operation.text:
        chosen["privilege"] = privilege_for(world.things[chosen["x"]], world, random)
    return chosen


def privilege_for(thing: Thing, world: World, random: Random) -> str:
    """Return a privilege that mostly applies to a securable."""
    fitting = sorted(granted_on(thing, fine_grained=world.fine_grained))
    if random.random() < 0.7:
        return random.choice(fitting)
    others = [p for p in (*CELLS, *REFUSED_WORDS) if (p, thing.type) not in OPEN]
    return random.choice(others)


def ask(seed: int, questions: int = 60) -> Iterator[Answers]:
    """Put random questions to one random world."""
    world = Maker(seed).make()
    founded = built(world)
    random = Random(seed)
    for _ in range(questions):
        operation = random.choice(TABLE)
        who = random.choice((*USERS, *USERS, ADMIN))
        place = random.choice(PLACES)
        names = filled(operation, world, random)
        title = world.things[names["x"]].title if "x" in names else ""
        written = {**names, "title": title}
        if "volume_" in operation.text:
            written["v"] = names["v"].replace(".", "/")
        question = operation.text.format(**written)
        asked = Evaluator(world, place.workspace, old=place.dedicated)
        wanted = operation.needs(asked, who, **names)
        got = answer(founded, who, question, place)
        yield Answers(seed, who, question, operation.text, frozenset(wanted), got)


def answer(founded: Founded, who: str, question: str, place: Context) -> frozenset[str]:
    """Return what the engine says is lacking, every refusal as RULE."""
    try:
        decision = decide(
            founded.snapshot,
            who,
            read(question),
            session=replace(founded.session, supposing=True),  # rights alone are compared
            context=place,
        )
    except GovsimError:
        return frozenset({"RULE"})
    return frozenset("RULE" if one.startswith("RULE") else one for one in decision.lacking)


def differences(seeds: range, questions: int = 60) -> list[Answers]:
    """Return every question on which the two disagree."""
    return [pair for seed in seeds for pair in ask(seed, questions) if pair.wanted != pair.got]
