"""Reads SQL scripting, BEGIN … END: its statements, and which of them run in any case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from govsim.errors import GovsimError
from govsim.model.statements import Compound, NotSimulated, Part, Query, Statement
from govsim.sql.cursor import OPENING, Cursor
from govsim.sql.named_later import Said, Texts
from govsim.sql.query import read_expression, read_query
from govsim.sql.settings import read_assignment

Read = Callable[[Cursor], Statement]
_TRANSACTION: Final = ("TRANSACTION", "WORK")
# They move control about, or fail, and touch nothing.
_CONTROL: Final = frozenset(
    "LEAVE ITERATE SIGNAL RESIGNAL OPEN FETCH CLOSE COMMIT ROLLBACK".split()
)
_DECLARED: Final = {"DECLARE": "CONDITION", "GET": "DIAGNOSTICS"}
_QUERIES: Final = ("SELECT", "WITH", "FROM", "VALUES", "TABLE")


def opens_compound(cursor: Cursor) -> bool:
    """Whether a compound statement follows: BEGIN, with a label or without, and no transaction."""
    ahead = 2 if cursor.peek(1).text == ":" else 0
    follows = cursor.word(ahead) == "BEGIN" and bool(cursor.word(ahead + 1))
    return follows and cursor.word(ahead + 1) not in _TRANSACTION


def read_compound(cursor: Cursor, read: Read, texts: Texts | None = None) -> Statement:
    """Read a compound statement; `read` reads any statement that stands in it.

    Variables have these texts as it begins.

    A statement in it that cannot be read, or that is put together only when it runs, is kept as
    one that is not simulated.

    Source:
        Databricks SQL documentation: *compound statement*, and its control statements.
    """
    block = _Compound(cursor, read, texts)
    try:
        block.item(sure=True)
    except GovsimError:  # as the platform may know what is not known here
        cursor.index = 0
        return NotSimulated(keyword="BEGIN", text=cursor.rest())
    return Compound(parts=tuple(block.parts), text=cursor.text(0))


class _Compound:
    """Reads items one after another; `sure` says whether they run whatever a condition says."""

    def __init__(self, cursor: Cursor, read: Read, texts: Texts | None) -> None:
        self.cursor = cursor
        self.read = read
        self.parts: list[Part] = []
        self.said = Said(texts)
        self.depth = 0

    # --- control ---

    def items(self, *ends: str, sure: bool) -> None:
        """Read items up to one of some words, which is left to be read."""
        cursor = self.cursor
        while cursor.word() not in ends:
            if cursor.done:
                raise cursor.wanted(f"`{ends[-1]}`")
            if not cursor.accept_op(";"):
                self.item(sure=sure)

    def item(self, *, sure: bool) -> None:
        """Read one statement, simple or with statements in it."""
        cursor = self.cursor
        self.depth += 1
        if self.depth > _DEEPEST:
            raise cursor.error("too-deep", f"nested deeper than {_DEEPEST}")
        if cursor.peek(1).text == ":" and cursor.word(2) in (*_LOOPS, "BEGIN"):
            cursor.index += 2
        self._item(cursor.word(), sure)
        self.depth -= 1

    def _item(self, word: str, sure: bool) -> None:
        if word in ("BEGIN", "IF", "CASE", *_LOOPS):
            getattr(self, f"_{word.lower()}")(sure)
        elif word == "DECLARE" and self._sees("HANDLER"):
            self._handler()
        elif word == "DECLARE" and self._sees("CURSOR"):
            self._cursor(sure)
        elif word in _CONTROL or (word in _DECLARED and self._sees(_DECLARED[word])):
            self._skip()
        else:
            self._simple(sure)

    def _begin(self, sure: bool) -> None:
        self.cursor.expect("BEGIN")
        self.cursor.accept("NOT ATOMIC", "ATOMIC")
        self.items("END", sure=sure)
        self._end("")

    def _end(self, word: str) -> None:
        """Read END, what it ends, and the label that may be repeated."""
        self.cursor.expect(f"END {word}".strip())
        if self.cursor.peek().kind in ("word", "name") and self.cursor.word() != "END":
            self.cursor.index += 1

    def _if(self, sure: bool) -> None:
        word = "IF"
        while self.cursor.accept(word):
            self._condition("THEN", sure=sure and word == "IF")
            self.items("ELSEIF", "ELSE", "END", sure=False)
            word = "ELSEIF"
        self._otherwise("IF")

    def _otherwise(self, word: str) -> None:
        if self.cursor.accept("ELSE"):
            self.items("END", sure=False)
        self._end(word)

    def _case(self, sure: bool) -> None:
        self.cursor.expect("CASE")
        if self.cursor.word() != "WHEN":
            self._condition("WHEN", sure=sure)
            self.cursor.index -= 1
        while self.cursor.accept("WHEN"):
            self._condition("THEN", sure=False)
            self.items("WHEN", "ELSE", "END", sure=False)
        self._otherwise("CASE")

    def _while(self, sure: bool) -> None:
        self.said.loop(self.cursor.tokens, self.cursor.index)
        self.cursor.expect("WHILE")
        self._condition("DO", sure=sure)
        self.items("END", sure=False)
        self._end("WHILE")

    def _for(self, sure: bool) -> None:
        self.said.loop(self.cursor.tokens, self.cursor.index)
        self.cursor.expect("FOR")
        if self.cursor.word(1) == "AS" and self.cursor.word() not in _QUERIES:
            self.cursor.index += 2
        start = self.cursor.index
        self._up_to("DO")
        self._add(self._query(start, self.cursor.index - 1), sure)
        self.items("END", sure=False)
        self._end("FOR")

    def _loop(self, sure: bool) -> None:
        self.said.loop(self.cursor.tokens, self.cursor.index)
        self.cursor.expect("LOOP")
        self.items("END", sure=sure)  # once in any case
        self._end("LOOP")

    def _repeat(self, sure: bool) -> None:
        self.said.loop(self.cursor.tokens, self.cursor.index)
        self.cursor.expect("REPEAT")
        self.items("UNTIL", sure=sure)
        self.cursor.expect("UNTIL")
        self._condition("END", sure=sure)
        self.cursor.index -= 1
        self._end("REPEAT")

    # --- what stands in between ---

    def _condition(self, ends: str, *, sure: bool) -> None:
        """Read a condition and the word behind it; it is a query where it may read anything."""
        start = self.cursor.index
        self._up_to(ends)
        stop = self.cursor.index - 1
        if any(token.text == "(" for token in self.cursor.tokens[start:stop]):
            self._add(self._query(start, stop), sure)

    def _up_to(self, mark: str) -> None:
        """Read a word that stands outside of brackets and of CASE … END, and all before it."""
        cursor, cases = self.cursor, 0
        while cases or cursor.word() != mark:
            if cursor.done or cursor.peek().text == ";":
                raise cursor.wanted(f"`{mark}`")
            cases += (cursor.word() == "CASE") - (cursor.word() == "END")
            cursor.skip_one()
        cursor.index += 1

    def _query(self, start: int, stop: int) -> Statement:
        tokens = self.cursor.tokens
        plain = start < stop and tokens[start].text.upper() in _QUERIES
        try:
            if plain:
                return self._placed(Query(body=read_query(self.cursor, start, stop)), start, stop)
            body = read_expression(self.cursor, start, stop)
        except GovsimError:
            return self._kept(start, stop)
        asked = Query(body=replace(body, text=f"SELECT {body.text}"))
        return self._placed(asked, start, stop)

    def _handler(self) -> None:
        cursor = self.cursor
        self.said.loop(self.cursor.tokens, self.cursor.index)  # it may run at any time
        self._up_to("FOR")
        while True:
            if not cursor.accept("NOT FOUND", "SQLEXCEPTION", "SQLWARNING"):
                if cursor.accept("SQLSTATE"):
                    cursor.accept("VALUE")
                cursor.index += 1
            if not cursor.accept_op(","):
                break
        self.item(sure=False)

    def _cursor(self, sure: bool) -> None:
        self._up_to("FOR")
        start = self.cursor.index
        self._skip()
        self._add(self._query(start, self.cursor.index), sure)

    def _sees(self, word: str) -> bool:
        """Whether a word follows before the statement ends, near its beginning."""
        for ahead in range(1, 5):
            if self.cursor.peek(ahead).text == ";":
                return False
            if self.cursor.word(ahead) == word:
                return True
        return False

    def _skip(self) -> None:
        while not self.cursor.done and self.cursor.peek().text != ";":
            if self.cursor.peek().text in OPENING:
                self.cursor.skip_group()
            else:
                self.cursor.index += 1

    # --- one statement ---

    def _simple(self, sure: bool) -> None:
        start = self.cursor.index
        self._skip()
        stop = self.cursor.index
        if start == stop:
            raise self.cursor.wanted("a statement")
        tokens = self.cursor.tokens[start:stop]
        inner = self.said.filled(Cursor(self.cursor.source, tokens))
        self.said.note(tokens, sure=sure)
        if inner is None:
            return self._add(self._kept(start, stop), sure)
        try:
            statement = read_assignment(inner) or self.read(inner)
        except GovsimError:
            statement = self._kept(start, stop)
        self._add(self._placed(statement, start, stop), sure)
        return None

    def _kept(self, start: int, stop: int) -> Statement:
        if start >= stop:
            raise self.cursor.wanted("a query")
        word = self.cursor.tokens[start].text.upper()
        kept = NotSimulated(keyword=word, text=self.cursor.text(start, stop))
        return self._placed(kept, start, stop)

    def _placed(self, statement: Statement, start: int, stop: int) -> Statement:
        first, last = self.cursor.tokens[start], self.cursor.tokens[stop - 1]
        return replace(statement, at=self.cursor.source.place(first.start, last.end))

    def _add(self, statement: Statement, sure: bool) -> None:
        self.parts.append(Part(statement, sure))


_DEEPEST: Final = 50
_LOOPS: Final = ("WHILE", "FOR", "LOOP", "REPEAT")
