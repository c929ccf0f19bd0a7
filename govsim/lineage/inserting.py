"""Reads INSERT in every form, COPY INTO, and queries that nothing stores."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlglot import TokenType

from govsim.lineage.building import Building
from govsim.lineage.queries import traced
from govsim.lineage.reader import Reader, UnexpectedError, split
from govsim.lineage.relation import Output, Result
from govsim.lineage.replacing import Replacing, decide_rows, read_replacing
from govsim.lineage.trace import Trace
from govsim.lineage.unset import UNSET

_AFTER_FROM = frozenset(
    ("WHERE", "GROUP BY", "HAVING", "ORDER BY", "LIMIT", "QUALIFY", "WINDOW", "SORT BY", "UNION",
     "CLUSTER BY", "DISTRIBUTE BY", "OFFSET", "LATERAL")
)  # fmt: skip


def read_query(reader: Reader, trace: Trace, text: str) -> Building:
    """Read a query, WITH before an INSERT, or FROM before several."""
    first = reader.tokens[0].token_type
    several = first is TokenType.WITH or first is TokenType.FROM
    for place, token in _outside(reader.tokens) if several else ():
        if token.token_type is TokenType.INSERT and place:
            reader.place = place
            start = _from_before(reader.tokens[:place])
            if start is not None:
                return _several(reader, start, place, trace, text)
            return read_insert(reader, trace, text, before=reader.tokens[:place])
    made = Building("SELECT", trace)
    found = traced(reader.rest(), trace, text)
    fill_query(made, found)
    return made


def fill_query(made: Building, found: Result) -> None:
    """Add the columns of a query that nothing stores."""
    made.outputs = found.outputs
    for output in found.outputs:
        made.fill("<query>", output.name, output.flows)
    made.decide("<query>", found.influences)


def _outside(tokens: list[Any]) -> list[tuple[int, Any]]:
    if not any(token.token_type is TokenType.INSERT for token in tokens):
        return []
    found, depth = [], 0
    for place, token in enumerate(tokens):
        kind = token.token_type
        depth += (kind is TokenType.L_PAREN) - (kind is TokenType.R_PAREN)
        if depth == 0:
            found.append((place, token))
    return found


def _from_before(tokens: list[Any]) -> int | None:
    """Return where the FROM stands that every INSERT after it reads; None where there is none."""
    depth = 0
    for place, token in enumerate(tokens):
        kind = token.token_type
        depth += (kind is TokenType.L_PAREN) - (kind is TokenType.R_PAREN)
        if depth == 0 and kind is TokenType.FROM:
            return place
    return None


def _several(reader: Reader, start: int, first: int, trace: Trace, text: str) -> Building:
    """Read [WITH …] FROM … INSERT … INSERT …: every INSERT reads the same relation."""
    before, source = reader.tokens[:start], reader.tokens[start:first]
    starts = [p for p, token in _outside(reader.tokens) if token.token_type is TokenType.INSERT]
    made = Building("INSERT", trace)
    for start, end in zip(starts, [*starts[1:], len(reader.tokens)], strict=True):
        part = Reader(reader.tokens[start:end], reader.session)
        _read_into(part, made, trace, text, before=before, source=source)
    return made


def read_insert(
    reader: Reader, trace: Trace, text: str, before: list[Any] | None = None
) -> Building:
    """Read INSERT INTO or INSERT OVERWRITE; `before` is a WITH clause that stands before it."""
    made = Building("INSERT", trace)
    _read_into(reader, made, trace, text, before=before)
    return made


def _read_into(
    reader: Reader,
    made: Building,
    trace: Trace,
    text: str,
    *,
    before: list[Any] | None = None,
    source: list[Any] | None = None,
) -> None:
    reader.need("INSERT")
    reader.take("WITH", "SCHEMA", "EVOLUTION")
    if not reader.take_any("INTO", "OVERWRITE"):
        raise UnexpectedError("INTO")
    reader.take("ONCE")
    if reader.take("LOCAL", "DIRECTORY") or reader.take("DIRECTORY"):
        _into_directory(reader, made, trace, text)
        return
    if reader.word(1) not in (".", "(", ""):
        reader.take("TABLE")
    target = reader.table()
    placing = _placing(reader)
    query, placing.replaces.source = _query_tokens(reader)
    if source:
        query = _with_source(query, source)
    query = [*(before or []), *query]
    found = traced(query, trace, text)
    decide_rows(placing.replaces, target, found, trace, text)
    names, by_name = placing.names, placing.by_name
    if names is None and not by_name and trace.session.columns_of(target) is None:
        # Where the columns of the target are not known, what goes in is told as it is written.
        for output in found.outputs:
            output.name = trace.naming.as_written(output.name, text)
    store(made, target, found, names, by_name=by_name, fixed=placing.fixed)


def _into_directory(reader: Reader, made: Building, trace: Trace, text: str) -> None:
    path = reader.text()
    while not reader.done and not reader.at_query():
        if reader.word() == "(" and path is None:
            path = _option(reader.group())
        else:
            reader.skip()
    found = traced(reader.rest(), trace, text)
    if path is None:
        trace.note("unknown-path", "INSERT OVERWRITE DIRECTORY")
        return
    made.write(path, None, found)


def _option(tokens: list[Any]) -> str | None:
    for part in split(tokens):
        if part[0].text.lower() == "path" and len(part) > 1:
            return str(part[-1].text)
    return None


@dataclass(slots=True)
class _Placing:
    """Where the columns of a query go: by a list, by name, or by place without the fixed ones."""

    names: list[str] | None = None
    by_name: bool = False
    fixed: set[str] = field(default_factory=set)  # by PARTITION
    replaces: Replacing = field(default_factory=Replacing)


def _placing(reader: Reader) -> _Placing:
    """Read what stands between the target and the query."""
    found = _Placing()
    while not reader.done and not reader.at_query():
        if reader.take("BY", "NAME"):
            found.by_name = True
        elif reader.take("PARTITION"):
            found.fixed = {p[0].text.lower() for p in split(reader.group()) if len(p) > 1}
        elif reader.take("REPLACE"):
            read_replacing(reader, found.replaces)
        elif reader.word() == "(":
            found.names = [part[-1].text for part in split(reader.group())]
        elif reader.word() in ("IF", "NOT", "EXISTS"):
            reader.skip()
        else:
            reader.take("AS")
            found.replaces.target = str(reader.tokens[reader.place].text).lower()
            reader.skip()
    return found


def _query_tokens(reader: Reader) -> tuple[list[Any], str]:
    """Read the query, and the alias behind its brackets."""
    if reader.word() == "(":
        start = reader.place
        reader.group()
        if reader.done or reader.word() == "AS" or len(reader.tokens) - reader.place == 1:
            end = reader.place
            alias = str(reader.rest()[-1].text).lower() if not reader.done else ""
            return reader.tokens[start + 1 : end - 1], alias
        reader.place = start
    return reader.rest(), ""


def _with_source(query: list[Any], source: list[Any]) -> list[Any]:
    depth = 0
    for place, token in enumerate(query):
        kind = token.token_type
        depth += (kind is TokenType.L_PAREN) - (kind is TokenType.R_PAREN)
        if depth == 0 and token.text.upper() in _AFTER_FROM:
            return [*query[:place], *source, *query[place:]]
    return [*query, *source]


def store(
    made: Building,
    target: str,
    found: Result,
    names: list[str] | None = None,
    *,
    by_name: bool = False,
    fixed: set[str] | None = None,
) -> None:
    """Add that a table takes the columns of a query: by list, by name, or in its own order."""
    trace = made.trace
    if target.startswith(UNSET):
        stars = any(output.name == "*" for output in found.outputs)
        made.write(target, None if stars else names, found)
        return
    known = trace.session.columns_of(target)
    if names is None and not by_name:
        if known is None:
            if any(output.flows for output in found.outputs):
                trace.note("unknown-target-columns", target)
        else:
            names = [o.name for o in known.outputs if o.name.lower() not in (fixed or ())]
    if names is not None and any(output.name == "*" for output in found.outputs):
        if any(output.flows for output in found.outputs):
            trace.note("unknown-columns", f"the order of the columns for {target}")
        names = None
    made.write(target, names, found)


def read_copy(reader: Reader, trace: Trace, text: str) -> Building:
    """Read COPY INTO table FROM a path or a query over one."""
    reader.need("COPY", "INTO")
    target = reader.table()
    names = [p[0].text for p in split(reader.group())] if reader.word() == "(" else None
    while not reader.done and not reader.take("FROM"):
        reader.skip()
    made = Building("COPY", trace)
    if reader.word() == "(":
        made.write(target, names, traced(reader.group(), trace, text))
        return made
    path = reader.text() or ".".join(reader.parts()[-1:])
    trace.read(path)
    found = Result([Output("*", {(path, "*"): 1})], {})
    made.write(target, None, found)
    return made


def read_load(reader: Reader, trace: Trace, text: str) -> Building:
    """Read LOAD DATA INPATH path INTO TABLE table."""
    reader.need("LOAD", "DATA")
    reader.take("LOCAL")
    reader.need("INPATH")
    path = reader.text()
    made = Building("LOAD", trace)
    reader.take("OVERWRITE")
    reader.need("INTO", "TABLE")
    target = reader.table()
    if path is not None:
        trace.read(path)
        made.write(target, None, Result([Output("*", {(path, "*"): 1})], {}))
    return made
