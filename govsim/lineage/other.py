"""Reads statements that define functions and variables, run text, or move no data."""

from __future__ import annotations

from typing import Final

from govsim.lineage.altering import altered
from govsim.lineage.building import Building
from govsim.lineage.creating import remember
from govsim.lineage.edges import QUERY
from govsim.lineage.queries import traced
from govsim.lineage.reader import Reader
from govsim.lineage.routines import table_columns
from govsim.lineage.schema import Routine
from govsim.lineage.specs import column_specs
from govsim.lineage.trace import Trace

# Statements after which the same data stands where it stood.
NO_FLOW: Final = frozenset(
    "GRANT REVOKE DENY ALTER DROP UNDROP SHOW DESCRIBE DESC COMMENT TRUNCATE OPTIMIZE VACUUM "
    "ANALYZE RESTORE REFRESH SYNC MSCK FSCK REORG RESET UNCACHE CLEAR ADD LIST GENERATE COMMIT "
    "ROLLBACK SIGNAL RESIGNAL LEAVE ITERATE CONVERT REMOVE GET PUT UNSET END EXPLAIN LS CHECK "
    "UNLOCK LOCK REPAIR RETURN OPEN CLOSE".split()
)


def read_function(reader: Reader, trace: Trace, text: str) -> Building | None:
    """Read CREATE FUNCTION; None where it is none. What its body reads is read, not stored."""
    start = reader.place
    reader.need("CREATE")
    while reader.word() in ("OR", "REPLACE", "TEMP", "TEMPORARY"):
        reader.place += 1
    if not reader.take("FUNCTION"):
        reader.place = start
        return None
    reader.take("IF", "NOT", "EXISTS")
    name = reader.session.full_name(reader.parts())
    written = column_specs(reader.group()) if reader.word() == "(" else []
    parameters = [part[0].text for part in written]
    optional = sum(any(each.text.upper() == "DEFAULT" for each in part) for part in written)
    made = Building("CREATE FUNCTION", trace)
    returns: str | None = None
    while not reader.done and not reader.take("RETURN"):
        if reader.take("RETURNS"):
            returns = _returned(reader, text)
        elif reader.sees("LANGUAGE") and reader.word(1) != "SQL":
            trace.note("unknown-function", f"{name}: its body is no SQL")
            return made
        elif reader.sees("BEGIN"):
            trace.note("unknown-function", f"{name}: a body of several statements")
            return made
        else:
            reader.skip()
    if reader.done:
        return made
    _body(reader, made, name, (parameters, optional), returns, text)
    return made


def _returned(reader: Reader, text: str) -> str:
    """Read what a function returns, as written."""
    first = reader.tokens[reader.place]
    reader.place += 1
    if reader.word() in ("(", "<") and first.text.upper() == "TABLE":
        reader.group()
    last = reader.tokens[reader.place - 1]
    return text[first.start : last.end + 1]


def _body(
    reader: Reader,
    made: Building,
    name: str,
    takes: tuple[list[str], int],
    returns: str | None,
    text: str,
) -> None:
    from govsim.lineage.flows import Flows

    body = reader.rest()
    written = text[body[0].start : body[-1].end + 1]
    columns = table_columns(returns or "")
    parameters = tuple(each.lower() for each in takes[0])
    routine = Routine(parameters, written, columns, optional=takes[1])
    made.trace.session.routines[name] = routine
    given: dict[str, Flows] = {each: {} for each in routine.parameters}
    found = made.trace.called(tuple(name.split(".")), routine, given)
    made.outputs = found.outputs
    for output in found.outputs:
        called = output.name if columns is not None else name.rpartition(".")[2]
        made.fill(QUERY, called, output.flows)
    made.decide(QUERY, found.influences)


def read_cache(reader: Reader, trace: Trace, text: str) -> Building:
    """Read CACHE TABLE; with a query it makes a temporary view, which is composed away."""
    reader.need("CACHE")
    reader.take("LAZY")
    reader.need("TABLE")
    made = Building("CACHE TABLE", trace)
    target = reader.table()
    if reader.take("OPTIONS"):
        reader.group()
    reader.take("AS")
    if reader.at_query():
        remember(made, target, traced(reader.rest(), trace, text))
        trace.reads.clear()  # nothing is stored, and what reads the view reads its sources
    return made


def read_use(reader: Reader, trace: Trace, text: str) -> Building:
    """Read USE, which changes where short names are looked up."""
    reader.need("USE")
    session = trace.session
    kind = reader.take_any("CATALOG", "SCHEMA", "DATABASE")
    name = reader.text()
    parts = [name] if name is not None else reader.parts()
    if kind == "CATALOG":
        session.catalog, session.schema_name = parts[0].lower(), "default"
    else:
        session.schema_name = parts[-1].lower()
        if len(parts) == 2:
            session.catalog = parts[0].lower()
    return Building("USE", trace)


def read_alter(reader: Reader, trace: Trace, text: str) -> Building | None:
    """Read ALTER VIEW … AS query, and renamings that later statements need; else None."""
    reader.need("ALTER")
    kind = reader.take_any("VIEW", "TABLE") or (reader.take("MATERIALIZED", "VIEW") and "VIEW")
    if not kind:
        return None
    reader.take("IF", "EXISTS")
    target = reader.table()
    made = Building(f"ALTER {kind}", trace)
    if kind == "VIEW" and reader.take("AS"):
        found = traced(reader.rest(), trace, text)
        made.write(target, None, found)
        trace.session.learn(target, [(each.name, each.type) for each in found.outputs])
        return made
    _altered(reader, target, made)
    return made


def _altered(reader: Reader, target: str, made: Building) -> None:
    session = reader.session
    if reader.take("RENAME", "TO"):
        made.renames.append((target, reader.table()))
        if (moved := session.columns_of(target)) is not None:
            session.learn(made.renames[0][1], [(each.name, each.type) for each in moved.outputs])
        return
    known = session.columns_of(target)
    if known is None:
        return
    columns = altered(reader, [(each.name, each.type) for each in known.outputs])
    if columns is not None:
        session.learn(target, columns)


def read_drop(reader: Reader, trace: Trace, text: str) -> Building:
    """Read DROP, after which a name means nothing that this script made."""
    reader.need("DROP")
    made = Building("DROP", trace)
    if reader.take_any("TABLE", "VIEW"):
        reader.take("IF", "EXISTS")
        name = reader.table()
        made.drops.append(name)
        trace.session.tables.pop(name, None)
        trace.session.views.pop(name, None)
        trace.session.views.pop(name.rpartition(".")[2], None)
    return made
