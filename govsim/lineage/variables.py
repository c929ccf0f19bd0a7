"""Reads what sets the variables of a script, and keeps which of them a block or branch can see."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from govsim.lineage.building import Building
from govsim.lineage.flows import CONDITION, Flows, pour
from govsim.lineage.parsing import tokens_of, words
from govsim.lineage.queries import traced
from govsim.lineage.reader import QUERY_WORDS, Reader, split
from govsim.lineage.relation import Result
from govsim.lineage.rewrite import constant_text
from govsim.lineage.schema import Session
from govsim.lineage.trace import Trace

_Held = tuple[bool, str | None, Flows | None]  # whether a variable was known, its text, its flows
_Values = tuple[dict[str, str | None], dict[str, Flows]]
_BRANCHES: Final = frozenset({"IF", "CASE"})
_LOOPS: Final = frozenset({"WHILE", "LOOP", "REPEAT", "FOR"})


@dataclass(slots=True)
class Block:
    """A block of a script: what its names stood for before it, and the procedure it belongs to."""

    before: dict[str, _Held] = field(default_factory=dict)
    procedure: str = ""
    parameters: tuple[str, ...] = ()


@dataclass(slots=True)
class Branches:
    """An IF, CASE or loop: what variables held before it, and what its branches left so far."""

    word: str
    before: _Values
    left: _Values | None = None
    otherwise: bool = False  # whether one of the branches is certain to be taken

    def leave(self, values: _Values) -> None:
        """Add what variables hold at the end of a branch; texts that differ are not known."""
        if self.left is None:
            self.left = values
            return
        texts, made = self.left
        for name in {**texts, **values[0]}:
            if texts.get(name) != values[0].get(name):
                texts[name] = None
        for name, flows in values[1].items():
            if (known := made.get(name)) is not flows:
                held = made[name] = dict(known or {})
                for source, bits in flows.items():
                    held[source] = held.get(source, 0) | bits


class Blocks:
    """The blocks and branches of a script that are open, innermost last."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.open: list[Block] = []
        self.branches: list[Branches] = []

    def enter(self, procedure: str = "", parameters: tuple[str, ...] = ()) -> None:
        """Begin a block; that of a procedure knows its parameters."""
        self.open.append(Block({}, procedure, parameters))
        for name in parameters:
            self.declare(name)

    def declare(self, name: str) -> None:
        """Let a name mean a new variable, until the block ends."""
        session = self.session
        if self.open and name not in self.open[-1].before:
            held = name in session.texts, session.texts.get(name), session.made.get(name)
            self.open[-1].before[name] = held
        session.texts[name] = None
        session.made.pop(name, None)

    def leave(self) -> None:
        """End the innermost block; a procedure ends with its body, and keeps what it hands out."""
        while self.open:
            block = self.open.pop()
            if block.procedure:
                made = [self.session.made.get(each) for each in block.parameters]
                self.session.procedures[block.procedure] = made
            for name, (known, text, made_of) in block.before.items():
                self.session.texts.pop(name, None)
                self.session.made.pop(name, None)
                if known:
                    self.session.texts[name] = text
                if made_of is not None:
                    self.session.made[name] = made_of
            if not self.open or not self.open[-1].procedure:
                return

    def control(self, word: str, after: str) -> None:
        """Take one word of control, and the word after it, at the start of a statement."""
        if word in _BRANCHES or word in _LOOPS:
            self.branches.append(Branches(word, self._values()))
        elif word in ("ELSEIF", "ELSE", "WHEN") and self.branches:
            now = self.branches[-1]
            now.leave(self._values())
            now.otherwise = word == "ELSE"
            self._take(now.before)
        elif word == "END" and (after in _BRANCHES or after in _LOOPS):
            if self.branches:
                self._joined(self.branches.pop())
        elif word == "END":
            self.leave()

    def _values(self) -> _Values:
        return dict(self.session.texts), dict(self.session.made)

    def _take(self, values: _Values) -> None:
        self.session.texts, self.session.made = dict(values[0]), dict(values[1])

    def _joined(self, closed: Branches) -> None:
        """Let each variable be made of all that any branch made it of."""
        texts = dict(self.session.texts)
        closed.leave(self._values())
        if not closed.otherwise:
            closed.leave(closed.before)
        if closed.left is not None:
            self._take(closed.left)
        if closed.word in _LOOPS:  # what a round sets is what the next one and the rest find
            self.session.texts = texts


def read_variable(reader: Reader, trace: Trace, text: str) -> Building:
    """Read SET VAR name = value, or DECLARE name … DEFAULT value; a query in it is read."""
    made = Building(reader.word(), trace)
    declares = reader.take("DECLARE")
    if not declares:
        reader.need("SET")
    reader.take("OR", "REPLACE")
    named = bool(reader.take_any("VAR", "VARIABLE"))
    if not declares and not named and not _sets_variable(reader):
        return made  # SET of an option
    names = _names(reader)
    while not reader.done and reader.word() not in ("DEFAULT", "="):
        reader.skip()
    value = reader.rest() if reader.take_any("DEFAULT", "=") else []
    said = constant_text(value, trace.session) if len(names) == 1 and value else None
    found = _valued(value, len(names), trace, text)
    for name in names:
        if declares:
            trace.session.blocks.declare(name)
        trace.session.texts[name] = said
        if value:
            trace.session.made.pop(name, None)
    _keep(names, found, trace.session)
    return made


def _names(reader: Reader) -> list[str]:
    if reader.word() == "(":
        return [part[-1].text.lower() for part in split(reader.group())]
    return [reader.parts()[-1].lower()]


def _sets_variable(reader: Reader) -> bool:
    known = reader.session.texts
    if reader.word() == "(":
        return reader.word(1).lower() in known
    return reader.word(0).lower() in known and reader.word(1) in ("=", ",")


def _valued(value: list[Any], names: int, trace: Trace, text: str) -> Result:
    """Return what a value is made of: one column for each variable that takes one."""
    made_of = trace.session.made
    if not any(each.text.upper() in QUERY_WORDS or each.text.lower() in made_of for each in value):
        return Result([], {})
    if names == 1:
        return traced([*words("SELECT", value[0]), *value], trace, text)
    found = traced(value, trace, text)
    for output in found.outputs:
        output.flows = dict(output.flows)
        pour(found.influences, output.flows, CONDITION)
    return found


def _keep(names: list[str], found: Result, session: Session) -> None:
    """Let each variable be made of what the column at its place is made of."""
    for name, output in zip(names, found.outputs, strict=False):
        session.texts[name] = session.texts.get(name)
        session.made[name] = output.flows


def _spelled(reader: Reader) -> Reader:
    """Return the rest of a statement, which the tokenizer keeps as one text, as tokens."""
    said = reader.text()
    return reader if said is None else Reader(tokens_of(said), reader.session)


def read_fetch(reader: Reader, trace: Trace, text: str) -> Building:
    """Read FETCH, which lets variables take the columns of the row of a cursor."""
    reader.need("FETCH")
    reader = _spelled(reader)
    made = Building("FETCH", trace)
    reader.take("NEXT")
    reader.take("FROM")
    name = reader.parts()[-1].lower()
    query = trace.session.cursors.get(name)
    if query is None or not reader.take("INTO"):
        trace.note("unknown-name", name)
        return made
    names = [part[-1].text.lower() for part in split(reader.rest())]
    found = traced(query, trace, text)
    for each in names:
        trace.session.texts[each] = None
    for output in found.outputs:
        output.flows = dict(output.flows)
        pour(found.influences, output.flows, CONDITION)
    _keep(names, found, trace.session)
    trace.reads.clear()  # the query is a statement of its own
    return made


def read_call(reader: Reader, trace: Trace, text: str) -> Building:
    """Read CALL: what a procedure does is traced where the script makes it, or not known.

    A variable takes what the parameter that it stands for is made of at the end of the procedure.
    """
    reader.need("CALL")
    reader = _spelled(reader)
    made = Building("CALL", trace)
    session = trace.session
    name = session.full_name(reader.parts())
    handed = session.procedures.get(name)
    if handed is None:
        trace.note("unknown-procedure", name)
        return made
    given = split(reader.group()) if reader.word() == "(" else []
    for argument, flows in zip(given, handed, strict=False):
        variable = argument[-1].text.lower()
        if len(argument) == 1 and variable in session.texts and flows is not None:
            session.texts[variable], session.made[variable] = None, flows
    return made
