"""Reads CREATE of tables, views, streaming tables and clones, with what fills them."""

from __future__ import annotations

from typing import Any, Final

from sqlglot import TokenType

from govsim.lineage.building import Building
from govsim.lineage.capturing import read_changes
from govsim.lineage.expressions import walk
from govsim.lineage.flows import FILTER, IDENTITY, Flows
from govsim.lineage.metrics import read_metrics
from govsim.lineage.parsing import tokens_of, words
from govsim.lineage.queries import parsed, traced
from govsim.lineage.reader import QUERY_WORDS, TEXTS, Reader
from govsim.lineage.relation import Output, Relation, Result, Scope
from govsim.lineage.specs import column_specs, type_in
from govsim.lineage.trace import Trace
from govsim.sql import option, reading

_BEFORE_KIND: Final = frozenset(
    "OR REPLACE REFRESH GLOBAL LOCAL TEMP TEMPORARY PRIVATE LIVE STREAMING MATERIALIZED EXTERNAL "
    "FOREIGN INCREMENTAL METRIC".split()
)
_KINDS: Final = frozenset({"TABLE", "VIEW"})
_CONSTRAINTS: Final = frozenset({"CONSTRAINT", "PRIMARY", "FOREIGN", "CHECK", "UNIQUE"})
# What holds no rows, or none that the statement would bring.
_NO_ROWS: Final = frozenset(
    "CATALOG SCHEMA DATABASE VOLUME CONNECTION CREDENTIAL STORAGE SERVICE LOCATION SHARE RECIPIENT "
    "PROVIDER GROUP POLICY MODEL BLOOMFILTER INDEX METASTORE SERVER CLEAN METADATA TAG USER ROLE "
    "SECRET APP VECTOR ENDPOINT WIDGET".split()
)
# What follows WITH when it starts no common table expression.
_NO_QUERY: Final = frozenset(
    {"SCHEMA", "METRICS", "DBPROPERTIES", "TAGS", "ROW", "TBLPROPERTIES", "SERDEPROPERTIES"}
)


def read_create(reader: Reader, trace: Trace, text: str) -> Building | None:
    """Read CREATE or REPLACE of a relation; None where something else is created."""
    if not reader.sees("REPLACE", "TABLE"):
        reader.need("CREATE")
    adjectives = []
    while reader.word() in _BEFORE_KIND:
        adjectives.append(reader.word())
        reader.place += 1
    if not reader.take_any(*_KINDS):
        if reader.word() not in _NO_ROWS:
            trace.note("unsupported-statement", f"CREATE {reader.word()}".rstrip())
        return None
    kind = " ".join(
        each
        for each in (*adjectives, reader.tokens[reader.place - 1].text.upper())
        if each not in ("OR", "REPLACE", "REFRESH")
    )
    if reader.take("IF"):
        reader.need("NOT", "EXISTS")
    target = reader.table()
    made = Building(f"CREATE {kind}", trace)
    spec = _columns(reader) if reader.word() == "(" and not reader.at_query() else _Spec()
    temporary = "VIEW" in kind and ("TEMP" in kind or "TEMPORARY" in kind)
    _fill(reader, made, target, spec, text, temporary=temporary)
    return made


class _Spec:
    """The columns of a CREATE, their types, and the conditions that drop rows."""

    def __init__(self) -> None:
        self.columns: list[tuple[str, str]] = []
        self.drops: list[list[Any]] = []
        self.generated: list[tuple[str, list[Any]]] = []  # column, and what it is computed of
        self.expects = False


def _columns(reader: Reader) -> _Spec:
    found = _Spec()
    for part in column_specs(reader.group()):
        word = part[0].text.upper()
        quoted = part[0].token_type is TokenType.IDENTIFIER
        if word in _CONSTRAINTS and not quoted:
            _constraint(part, found)
        else:
            name = str(part[0].text)
            found.columns.append((name, type_in(part[1:])))
            if expression := _expression(part):
                found.generated.append((name, expression))
    return found


def _expression(tokens: list[Any]) -> list[Any]:
    """Return what a column is GENERATED ALWAYS AS, without the brackets; nothing of an identity."""
    words_ = [each.text.upper() for each in tokens]
    for place in range(1, len(tokens) - 4):
        if words_[place : place + 3] == ["GENERATED", "ALWAYS", "AS"]:
            start = place + 3
            return _within(tokens[start:]) if words_[start] == "(" else []
    return []


def _within(tokens: list[Any]) -> list[Any]:
    depth = 0
    for place, each in enumerate(tokens):
        depth += (each.text == "(") - (each.text == ")")
        if depth == 0:
            return tokens[1:place]
    return []


def _constraint(tokens: list[Any], found: _Spec) -> None:
    uppers = [each.text.upper() for each in tokens]
    if "EXPECT" not in uppers:
        return
    found.expects = True
    start = uppers.index("EXPECT")
    if "VIOLATION" in uppers and ("DROP" in uppers[start:] or "FAIL" in uppers[start:]):
        violation = uppers.index("VIOLATION")
        found.drops.append(tokens[start + 1 : violation - 1])


def _fill(
    reader: Reader, made: Building, target: str, spec: _Spec, text: str, *, temporary: bool
) -> None:
    """Read the clauses of a CREATE up to what fills the relation."""
    trace, files = made.trace, _Files()
    while not reader.done:
        if reader.take("STORED", "AS"):  # a format of files
            continue
        word = reader.word()
        if temporary and files.take(reader):
            continue
        if word in ("CLONE", "LIKE"):
            reader.place += 1
            _copied(reader, made, target, whole=word == "CLONE")
            return
        if word == "FLOW":
            reader.place += 1
            read_changes(reader, made, text, target=target)
            learn(made, target, [])
            return
        if word == "AS" and _is_body(reader):
            reader.place += 1
        elif not (word == "AS" or _starts_body(reader)):
            reader.skip()
            continue
        if not reader.done and reader.tokens[reader.place].token_type in TEXTS:
            read_metrics(reader, made, target)
            return
        found = traced(reader.rest(), trace, text)
        _stored(made, target, spec, found, text, temporary=temporary)
        return
    if files.using:
        _of_files(made, target, spec, files)
        return
    made.writes[target] = None
    made.outputs = [Output(name, {}, type_) for name, type_ in spec.columns]
    trace.session.learn(target, spec.columns)
    _generate(made, target, spec, text)


def _generate(made: Building, target: str, spec: _Spec, text: str) -> None:
    """Add what each generated column is made of: other columns of its own table."""
    trace, scope = made.trace, Scope()
    own = [Output(name, {(target, name): IDENTITY}, type_) for name, type_ in spec.columns]
    scope.relations.append(Relation("", Result(own, {}).columns()))
    for name, expression in spec.generated:
        tree = parsed([*words("SELECT", expression[0]), *expression], trace, text)
        if tree is not None:
            flows: Flows = {}
            walk(tree.expressions[0], scope, flows, IDENTITY, trace)
            made.fill(target, name, flows)


class _Files:
    """What a temporary view reads by USING and OPTIONS."""

    def __init__(self) -> None:
        self.using = ""
        self.path: str | None = None

    def take(self, reader: Reader) -> bool:
        """Read one of the two clauses, if it follows."""
        if reader.take("USING"):
            said = reader.until("OPTIONS", "COMMENT", "AS", "LOCATION")
            self.using = "".join(each.text for each in said)
            return True
        if not reader.take("OPTIONS"):
            return False
        if reader.word() == "(":
            self.path = option(["(", *(each.text for each in reader.group()), ")"], "path")
        return True


def _of_files(made: Building, target: str, spec: _Spec, files: _Files) -> None:
    """Take a temporary view `USING csv OPTIONS (path '…')` for a query of the files."""
    if files.path is None:
        made.trace.note("unknown-path", f"{target.rpartition('.')[2]} USING {files.using}")
        return
    text = reading(files.path, files.using, spec.columns)
    found = traced(tokens_of(text), made.trace, text)
    made.write(target, None, found)
    remember(made, target, found)


def _is_body(reader: Reader) -> bool:
    ahead = Reader(reader.tokens, reader.session)
    ahead.place = reader.place + 1
    quoted = not ahead.done and ahead.tokens[ahead.place].token_type in TEXTS
    return quoted or ahead.at_query()


def _starts_body(reader: Reader) -> bool:
    word = reader.word()
    if word == "WITH":
        return reader.word(1) not in _NO_QUERY and reader.word(1) not in ("(", "")
    return word in QUERY_WORDS - {"WITH", "TABLE", "FROM"} or (word == "(" and reader.at_query())


def _stored(
    made: Building, target: str, spec: _Spec, found: Result, text: str, *, temporary: bool
) -> None:
    names = [name for name, _ in spec.columns] or None
    outputs = found.outputs
    if names is not None and any(output.name == "*" for output in outputs):
        made.trace.note("unknown-columns", f"the order of the columns for {target}")
        names = None
    if names is not None and len(names) == len(outputs):
        outputs = [o.called(n) for n, o in zip(names, outputs, strict=True)]
        found = Result(outputs, found.influences)
    for condition in spec.drops:
        _expect(condition, found, made.trace, text)
    made.write(target, None, found)
    if temporary:
        remember(made, target, found)
    else:
        learn(made, target, outputs)


def _expect(tokens: list[Any], found: Result, trace: Trace, text: str) -> None:
    """Let an expectation that drops rows decide them, over the columns of the query."""
    if not tokens:
        return
    tree = parsed([*words("SELECT", tokens[0]), *tokens], trace, text)
    if tree is not None:
        scope = Scope()
        scope.relations.append(Relation("", found.columns()))
        walk(tree.expressions[0], scope, found.influences, FILTER, trace)


def learn(made: Building, target: str, outputs: list[Output]) -> None:
    """Keep the columns of what was created for the statements after it."""
    made.trace.session.views.pop(target.rpartition(".")[2], None)
    made.trace.session.learn(target, [(output.name, output.type) for output in outputs])


def remember(made: Building, target: str, found: Result) -> None:
    """Keep a temporary view with what its columns are made of, so that it is composed away."""
    columns = found.columns()
    columns.influences = dict(found.influences)
    columns.reads = tuple(made.trace.reads)
    session = made.trace.session
    session.views[target.rpartition(".")[2]] = columns
    session.views[target] = columns


def _copied(reader: Reader, made: Building, target: str, *, whole: bool) -> None:
    source = reader.table()
    trace = made.trace
    trace.read(source)
    known = trace.session.columns_of(source)
    if not whole:  # LIKE takes the columns and no rows
        made.writes[target] = None
        made.link([source], target)
        trace.session.tables[target] = None
        if known is not None:
            trace.session.learn(target, [(each.name, each.type) for each in known.outputs])
        return
    if known is None:
        trace.note("unknown-columns", source)
    outputs = known.outputs if known else [Output("*", {(source, "*"): IDENTITY})]
    made.write(target, None, Result(outputs, {}))
    learn(made, target, outputs)
