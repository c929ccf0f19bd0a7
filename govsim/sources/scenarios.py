"""Reads scenarios: what is given, what happens, and what must then be so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field

from govsim.errors import GovsimError, Place
from govsim.model.state import State
from govsim.model.statements import Statement
from govsim.sources.checked import Checked, Texts, checked
from govsim.sources.described import StateFields, Where, WhereFields
from govsim.sources.load import read_sql, read_state, statements_in
from govsim.sources.policies import ChannelName
from govsim.sources.statements import Gathered, read_text_of
from govsim.sources.text import read_text
from govsim.sources.tree import Node, read_tree, scalars


class GivenFields(StateFields, WhereFields):
    """The metastore that a story begins with, and where its questions are asked from."""

    lineage: Texts = ()  # what runs beside it, and files that know of lineage


class WhenFields(Checked):
    """One thing that happens, and who does it."""

    as_: str = Field(default="", alias="as")
    run: Texts = ()
    files: Texts = ()


class PlanFields(Checked):
    """What the plan of `when` must hold: `ana SELECT main.sales.orders`, or nothing at all."""

    gained: Texts | None = None
    lost: Texts | None = None


class ThenFields(Checked):
    """One thing that must be so. Exactly one of the questions is asked."""

    ask: str = ""
    who_can: str = Field(default="", alias="who can")
    what_can: str = Field(default="", alias="what can")
    never: str = ""
    refused: str = ""
    plan: PlanFields | None = None
    impact: str = ""
    upstream: str = ""
    downstream: str = ""
    spread: str = ""
    breaks: Texts | None = None
    changes: Texts | None = None
    recompute: Texts | None = None
    untouched: Texts | None = None
    counts: str = ""
    answer: Texts | None = None
    because: str = ""
    missing: Texts | None = None
    obligations: Texts | None = None
    error: str = ""
    outside: Texts = ()
    as_: str = Field(default="", alias="as")
    code: str = ""
    as_of: int | None = Field(default=None, alias="as of")
    compute: str | None = None
    workspace: str | None = None
    screen: str = ""
    policy: str = "chat"
    channel: ChannelName = "user"
    found: Texts | None = None
    redacted: str | None = None
    tags: Texts = ()
    tables: Texts = ()
    to: str = "external"
    prompt: str = ""
    canary: Texts = ()


QUESTIONS = (
    "ask", "who can", "what can", "never", "refused", "plan", "impact", "upstream", "downstream",
    "spread", "screen",
)  # fmt: skip


class StoryFields(Checked):
    """A scenario as a file holds it; `when` and `then` are read apart."""

    about: str
    source: str = ""
    given: GivenFields = GivenFields()
    when: Any = None
    then: Any = None


@dataclass(frozen=True, slots=True)
class Happening:
    """What somebody runs; an empty principal is the metastore admin."""

    statements: tuple[Statement, ...]
    principal: str
    at: Place


@dataclass(frozen=True, slots=True)
class Then:
    """One expectation, with its place."""

    fields: ThenFields
    question: str  # which of QUESTIONS it asks
    at: Place


@dataclass(frozen=True, slots=True)
class Story:
    """One scenario, ready to be run."""

    about: str
    state: State
    where: Where
    when: tuple[Happening, ...]
    then: tuple[Then, ...]
    at: Place
    lineage: tuple[str, ...] = ()  # paths


def is_story(root: Node) -> bool:
    """Whether a YAML document says that it is a scenario."""
    return root.kind == "mapping" and root.get("then") is not None


def read_stories(path: str | Path, variables: Mapping[str, str] | None = None) -> tuple[Story, ...]:
    """Return the scenarios of a YAML file, one a document.

    Raises:
        ScriptError: Every field and statement that is wrong.
        GovsimError: The file cannot be read, or is no scenario.
    """
    source = str(path)
    text = read_text(path)
    roots = read_tree(text, source)
    if not roots or not all(is_story(root) for root in roots):
        at = Place(source, 1, 1)
        hint = "a scenario has `about`, `given` and `then`"
        raise GovsimError("unknown-format", f"`{source}` is no scenario", at=at, hint=hint)
    return tuple(_story(root, source, text, variables) for root in roots)


def _story(root: Node, source: str, text: str, variables: Mapping[str, str] | None) -> Story:
    fields = checked(StoryFields, root)
    given = root.get("given")
    gathered = Gathered()
    beside = [str(Path(source).parent / name) for name in fields.given.files]
    around = read_state(beside, variables=variables) if beside else State()
    if given is not None:
        own = statements_in(given, text, variables)
        gathered.statements += own.statements
        gathered.errors += own.errors
    lines = text.split("\n")
    when = tuple(_happenings(root.get("when"), source, lines, variables, gathered))
    then = tuple(_then(line) for line in _entries(root.get("then")))
    gathered.require()
    state = around.joined(fields.given.state(source, given))
    if state.admin is None:
        state = state.joined(State(admin="admin"))
    state = state.joined(State(statements=tuple(gathered.statements)))
    lineage = tuple(str(Path(source).parent / name) for name in fields.given.lineage)
    return Story(fields.about, state, fields.given.where(), when, then, root.place, lineage)


def _entries(node: Node | None) -> tuple[Node, ...]:
    if node is None:
        return ()
    return node.entries if node.kind == "list" else (node,)


def _happenings(
    node: Node | None,
    source: str,
    lines: list[str],
    variables: Mapping[str, str] | None,
    into: Gathered,
) -> list[Happening]:
    found: list[Happening] = []
    for entry in _entries(node):
        who, texts = "", entry
        own = Gathered()
        if entry.kind == "mapping":
            fields = checked(WhenFields, entry)
            who = fields.as_
            for name in fields.files:
                read_sql(str(Path(source).parent / name), variables, own)
            run = entry.get("run")
            texts = run if run is not None else entry
        for text in scalars(texts):
            if text.kind == "scalar":
                read_text_of(text, lines, variables, own)
        into.errors += own.errors
        found.append(Happening(tuple(own.statements), who, entry.place))
    return found


def _then(node: Node) -> Then:
    fields = checked(ThenFields, node)
    asked = [name for name in QUESTIONS if node.get(name) is not None]
    if len(asked) != 1:
        words = ", ".join(f"`{name}`" for name in QUESTIONS)
        raise GovsimError(
            "wrong-value", f"one expectation asks exactly one of {words}", at=node.place
        )
    return Then(fields, asked[0], node.place)
