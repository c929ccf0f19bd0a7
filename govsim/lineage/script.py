"""Traces a script: every statement ends as edges, as no flow of data, or as a stated unknown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from sqlglot import TokenType

from govsim.errors import Place
from govsim.lineage.blocks import opened
from govsim.lineage.building import Building, flows_into
from govsim.lineage.capturing import read_apply, read_flow
from govsim.lineage.changing import read_delete, read_merge, read_update
from govsim.lineage.creating import read_create
from govsim.lineage.edges import (
    QUERY,
    StatementLineage,
    Unknown,
)
from govsim.lineage.inserting import read_copy, read_insert, read_load, read_query
from govsim.lineage.other import (
    NO_FLOW,
    read_alter,
    read_cache,
    read_drop,
    read_function,
    read_use,
)
from govsim.lineage.parsing import UnreadableError, token, tokens_of, uncollected
from govsim.lineage.reader import Reader, UnexpectedError, split
from govsim.lineage.rewrite import constant_text
from govsim.lineage.schema import Described, Schema, Session, Types
from govsim.lineage.trace import Trace
from govsim.lineage.unset import unset_names
from govsim.lineage.variables import read_call, read_fetch, read_variable
from govsim.sql import Followed, Source, filled, followed
from govsim.sql.lexer import Blocks, Token

if TYPE_CHECKING:
    from govsim.model.statements import Statement

Read = Callable[[Reader, Trace, str], Building | None]
_DOLLARS: Final = re.compile(r"\$\$(.*?)\$\$", re.DOTALL)
# What reading a tree comes to that no valid statement has.
_MALFORMED: Final = (AttributeError, IndexError, KeyError, TypeError, ValueError)
_DEEPEST: Final = 8  # texts that run texts


def _created(reader: Reader, trace: Trace, text: str) -> Building | None:
    if any(reader.word(place) == "FLOW" for place in range(1, 4)):
        return read_flow(reader, trace, text)
    found = read_function(reader, trace, text)
    return found if found is not None else read_create(reader, trace, text)


def _with(reader: Reader, trace: Trace, text: str) -> Building:
    """Read WITH before a query, or before a statement that changes a table."""
    depth = 0
    for place, each in enumerate(reader.tokens):
        kind = each.token_type
        read = _CHANGES.get(kind) if depth == 0 else None
        if read is not None and reader.tokens[place - 1].token_type is TokenType.R_PAREN:
            rest = Reader(reader.tokens[place:], reader.session)
            return read(rest, trace, text, reader.tokens[:place])
        depth += (kind is TokenType.L_PAREN) - (kind is TokenType.R_PAREN)
    return read_query(reader, trace, text)


_CHANGES: Final[dict[TokenType, Callable[..., Building]]] = {
    TokenType.MERGE: read_merge,
    TokenType.UPDATE: read_update,
    TokenType.DELETE: read_delete,
}
READERS: Final[dict[str, Read]] = {
    **dict.fromkeys(("SELECT", "FROM", "VALUES", "TABLE", "("), read_query),
    "WITH": _with,
    "INSERT": read_insert,
    "CREATE": _created,
    "REPLACE": read_create,
    "MERGE": read_merge,
    "UPDATE": read_update,
    "DELETE": read_delete,
    "COPY": read_copy,
    "LOAD": read_load,
    "APPLY": read_apply,
    "AUTO": read_apply,
    "CACHE": read_cache,
    "USE": read_use,
    "SET": read_variable,
    "DECLARE": read_variable,
    "ALTER": read_alter,
    "DROP": read_drop,
    "CALL": read_call,
    "FETCH": read_fetch,
}


class ScriptTracer:
    """Traces the statements of a text one after another, in one session."""

    def __init__(self, session: Session, source: str = "<text>") -> None:
        self.session = session
        self.source = source
        self.depth = 0

    def trace(self, text: str | Source) -> Iterator[StatementLineage]:
        """Return the lineage of every statement of a text, in order."""
        if isinstance(text, str):
            text = Source(self.source, text.removeprefix("\ufeff"))
        read = followed(text, self._columns_of)
        yield from _beside(read)
        source = filled(read.source, self.session.variables)
        plain, dollars = _without_dollars(source.text)
        try:
            with uncollected():
                tokens = tokens_of(plain)
        except UnreadableError as found:
            yield StatementLineage("", unknown=(Unknown("syntax", str(found)),))
            return
        if dollars:
            tokens = [self._undollared(each, dollars) for each in tokens]
        if "{" in plain:
            tokens = unset_names(tokens, plain)
        for statement in statements_of(tokens) if ";" in plain else (tokens,) if tokens else ():
            parts = list(opened(statement, self.session))
            for part in parts:
                yield from self._statement(part, plain, source)
            if not parts and statement[0].token_type is TokenType.BEGIN:  # of a transaction
                at = source.place(statement[0].start, statement[-1].end + 1)
                yield StatementLineage("BEGIN", at=at)

    def _columns_of(self, query: str) -> list[str] | None:
        """Return the names of a query's columns, where all of its tables are known."""
        found = list(ScriptTracer(self.session, self.source).trace(Source("<query>", query)))
        names = [name for name, _ in found[0].outputs] if len(found) == 1 else []
        return names if names and "*" not in names and not found[0].unknown else None

    def _undollared(self, each: Any, dollars: dict[int, str]) -> Any:
        inner = dollars.get(each.start)
        if inner is None or each.token_type is not TokenType.STRING:
            return each
        return token(TokenType.STRING, inner, each)

    def _statement(
        self, tokens: list[Any], text: str, source: Source
    ) -> Iterator[StatementLineage]:
        word = tokens[0].text.upper().partition(" ")[0]
        at = source.place(tokens[0].start, tokens[-1].end + 1)
        if tokens[0].token_type is TokenType.EXECUTE:
            yield from self._executed(tokens, at)
        elif word == "EXPLAIN":
            yield StatementLineage(word, at=at)
        else:
            with uncollected():
                found = self._read(word, tokens, text, at)
            yield found

    def _read(self, word: str, tokens: list[Any], text: str, at: Place) -> StatementLineage:
        trace = Trace(self.session, tokens)
        reader = READERS.get(word)
        made: Building | None = None
        if reader is not None:
            try:
                made = reader(Reader(tokens, self.session), trace, text)
            except UnexpectedError as found:
                trace.note("syntax", f"expected {found}")
                made = Building(word, trace)
            except RecursionError:
                trace.note("too-deep", "the statement is nested too deep")
                made = Building(word, trace)
            except _MALFORMED:
                trace.note("syntax", "the statement cannot be read")
                made = Building(word, trace)
        if made is None:
            known = word in NO_FLOW or word in READERS
            if not known:
                trace.note("unsupported-statement", word)
            made = Building(word, trace)
        return made.lineage(at, text[tokens[0].start : tokens[-1].end + 1])

    def _executed(self, tokens: list[Any], at: Place) -> Iterator[StatementLineage]:
        """Run EXECUTE IMMEDIATE where its text is constant, as if it stood here."""
        said = self._immediate(tokens)
        if said is None or self.depth >= _DEEPEST:
            what = " ".join(each.text for each in tokens)[:80]
            yield StatementLineage("EXECUTE", unknown=(Unknown("dynamic-statement", what),), at=at)
            return
        self.depth += 1
        found: StatementLineage | None = None
        for found in self.trace(said):
            yield found
        self.depth -= 1
        if found is not None:
            _keep_variables(_told_into(_immediate_tokens(tokens)), found, self.session)

    def _immediate(self, tokens: list[Any]) -> str | None:
        """Return the constant text of EXECUTE IMMEDIATE."""
        inner = _immediate_tokens(tokens)
        if not inner or inner[0].text.upper() != "IMMEDIATE":
            return None
        end = next(
            (p for p, each in enumerate(inner) if each.text.upper() in ("INTO", "USING")),
            len(inner),
        )
        return constant_text(inner[1:end], self.session)


def _immediate_tokens(tokens: list[Any]) -> list[Any]:
    """Return what follows EXECUTE, which the tokenizer keeps as one text."""
    try:
        return [each for part in tokens[1:] for each in _again(part)]
    except UnreadableError:
        return []


def _told_into(inner: list[Any]) -> list[str]:
    """Return the variables that follow INTO."""
    words = [each.text.upper() for each in inner]
    start = words.index("INTO") + 1 if "INTO" in words else len(inner)
    end = words.index("USING", start) if "USING" in words[start:] else len(inner)
    return [str(part[-1].text).lower() for part in split(inner[start:end])]


def _keep_variables(names: list[str], found: StatementLineage, session: Session) -> None:
    """Let each variable be made of what the column of the query at its place is made of."""
    for name, (column, _) in zip(names, found.outputs, strict=False):
        session.texts[name] = None
        session.made[name] = flows_into(found.columns, QUERY, column)


def _again(part: Any) -> list[Any]:
    return tokens_of(part.text) if part.token_type is TokenType.STRING else [part]


def _without_dollars(text: str) -> tuple[str, dict[int, str]]:
    """Return the text with what stands in `$$` blanked as one quoted text, and what it says."""
    if "$$" not in text:
        return text, {}
    said: dict[int, str] = {}

    def blanked(found: re.Match[str]) -> str:
        said[found.start()] = found[1]
        inner = re.sub(r"[^\n]", " ", found[1])
        return f"'{inner}  '"

    return _DOLLARS.sub(blanked, text), said


def statements_of(tokens: list[Any]) -> Iterator[list[Any]]:
    """Return the tokens between semicolons; empty statements are left out.

    A function keeps its whole body, the semicolons in it too; of any other block the statements
    stand for themselves.
    """
    start, whole = 0, False
    blocks, before = Blocks(), list[Token]()
    for place, each in enumerate(tokens):
        if place == start:
            whole = _is_function(tokens, start)
            blocks, before = Blocks(), []
        ends = each.token_type is TokenType.SEMICOLON
        if whole:
            plain = _plainly(each)
            ends = blocks.ends_at(plain, before)
            before.append(plain)
        if ends:
            if place > start:
                yield tokens[start:place]
            start = place + 1
    if start < len(tokens):
        yield tokens[start:] if start else tokens


def _beside(read: Followed) -> Iterator[StatementLineage]:
    """Yield what of a notebook is no SQL: notebooks that it runs, and cells that are left out."""
    for place, path in read.called:
        unknown = (Unknown("unread-python", _COMPUTED),) if path is None else ()
        calls = () if path is None else (path,)
        yield StatementLineage(f"RUN {path or ''}".strip(), unknown=unknown, at=place, calls=calls)
    for place, reason in read.skipped:
        yield StatementLineage("CELL", unknown=(Unknown("skipped-cell", reason),), at=place)
    for place, reason in read.unread:
        yield StatementLineage("CELL", unknown=(Unknown("unread-python", reason),), at=place)


def _is_function(tokens: list[Any], start: int) -> bool:
    heads = [each.text.upper() for each in tokens[start : start + 6]]
    return heads[0] == "CREATE" and "FUNCTION" in heads


def _plainly(each: Any) -> Token:
    """Return a token as the reader of blocks takes it."""
    quoted = each.token_type in (TokenType.STRING, TokenType.IDENTIFIER)
    word = not quoted and each.text[:1].isalpha()
    return Token("word" if word else "string" if quoted else "op", each.text, each.start, each.end)


Given = str | Iterable["str | tuple[str, str] | Source | Statement"]
_COMPUTED: Final = "dbutils.notebook.run() of a path that is computed"


def _texts(given: Given, source: str) -> Iterator[tuple[str, str | Source, Place | None]]:
    """Yield what to call each text, the text, and its place where it is a statement's."""
    from govsim.model.statements import NotSimulated, Statement
    from govsim.sql import write

    for each in (given,) if isinstance(given, str) else given:
        if isinstance(each, Statement):
            yield source, each.text if isinstance(each, NotSimulated) else write(each), each.at
        elif isinstance(each, str):
            yield source, each, None
        elif isinstance(each, Source):
            yield each.name, each, None
        else:
            yield *each, None


def extract(
    text_or_statements: Given,
    schema: Schema | Described | Types,
    default: tuple[str, str] = ("main", "default"),
    *,
    source: str = "<text>",
    variables: Mapping[str, str] | None = None,
) -> tuple[StatementLineage, ...]:
    """Return the lineage of every statement of a script, by table and by column.

    Args:
        text_or_statements: SQL with semicolons between statements; or several in order, as text,
            as pairs of path and text, or as typed statements.
        schema: Table name to column name to type, or a snapshot of a metastore; a name of one or
            two parts is looked up like one in a statement. Tables and temporary views that a
            statement makes are known to those after it.
        default: The catalog and schema in which shorter names are looked up.
        source: What places call a text without a path.
        variables: The values of variables such as `${catalog}`, by name.

    Returns:
        One value a statement. What cannot be resolved is an `Unknown` with its reason.
    """
    each = extract_each(text_or_statements, schema, default, source=source, variables=variables)
    return tuple(found for part in each for found in part)


def extract_each(
    given: Given,
    schema: Schema | Described | Types,
    default: tuple[str, str],
    *,
    source: str = "<text>",
    nulls: bool = False,
    variables: Mapping[str, str] | None = None,
) -> Iterator[tuple[StatementLineage, ...]]:
    """Yield what `extract` returns, text by text, or typed statement by typed statement.

    With `nulls`, each tells which of the columns that it writes may be NULL.
    """
    session = Session(Schema.of(schema, default), default)
    session.nulls, session.variables = nulls, variables or {}
    for name, text, at in _texts(given, source):
        made = ScriptTracer(session, name).trace(text)
        yield tuple(made if at is None else (replace(each, at=at) for each in made))
