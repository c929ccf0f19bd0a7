"""Reads dbt: a manifest of any version from 4, and the catalog beside it."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from govsim.errors import Place
from govsim.model.flows import Asset, Definition, Flow, Node, NodeKind, Origin
from govsim.sources.flows.dbt_hooks import HOOKS, hook_text, is_hook
from govsim.sources.flows.gathering import Gathering, MisfitError, Part

_MADE: Final = frozenset({"model", "seed", "snapshot"})
# What gives tables a meaning: nodes of their own, between tables and exposures.
_MEANINGS: Final = {
    "semantic_models": "semantic model",
    "metrics": "metric",
    "saved_queries": "saved query",
}
_WORDS: Final = {
    "semantic_model": "semantic model",
    "metric": "metric",
    "saved_query": "saved query",
}
_EXPOSURES: Final = {
    "dashboard": NodeKind.DASHBOARD,
    "notebook": NodeKind.NOTEBOOK,
    "analysis": NodeKind.QUERY,
    "ml": NodeKind.MODEL,
    "application": NodeKind.APPLICATION,
}


def is_manifest(part: Part) -> bool:
    """Return whether a value is a dbt manifest."""
    return part.has("metadata", "nodes", "sources") and not _is_catalog(part)


def is_catalog(part: Part) -> bool:
    """Return whether a value is a dbt catalog."""
    return part.has("metadata", "nodes", "sources") and _is_catalog(part)


def _is_catalog(part: Part) -> bool:
    schema = part.at("metadata").value
    said = schema.get("dbt_schema_version", "") if isinstance(schema, dict) else ""
    return "/catalog/" in str(said) or part.has("errors")


def read_manifest(part: Part, into: Gathering) -> None:
    """Read models, seeds, snapshots, sources and exposures of a manifest."""
    known = Project(part)
    for group in ("nodes", "sources"):
        for _, each in part.items(group):
            into.record(each, known.relation)
    for _, each in part.items("nodes"):
        for hook in known.hooks(each):
            into.record(hook, known.hook)
    for _, each in part.items("exposures"):
        into.record(each, known.exposure)
    for group in _MEANINGS:
        for _, each in part.items(group):
            into.record(each, known.meaning)


class Hook(NamedTuple):
    """A hook: SQL, or None where its Jinja does more than to name tables."""

    name: str
    text: str | None
    file: str


class Project:
    """The nodes of a manifest by their id, as tables."""

    def __init__(self, part: Part) -> None:
        self.nodes: dict[str, Part] = {}
        self.owners: dict[str, str] = {}
        self._names: dict[str, str] | None = None
        for group in ("nodes", "sources", *_MEANINGS):
            for key, each in part.items(group):
                self.nodes[key] = each
        for _, each in part.items("groups"):
            self.owners[each.text("name")] = each.at("owner").text("email", "name")

    def node(self, key: str, each: Part, into: Gathering) -> Node | None:
        """Return the node of what has an id; None for a test, or what has none."""
        word = _WORDS.get(key.partition(".")[0])
        if word is not None:
            return Node(NodeKind.APPLICATION, f"{word} {each.need('name')}")
        return self.table(each, into)

    def table(self, each: Part, into: Gathering) -> Node | None:
        """Return the table of a node; None for a test, or what has none."""
        if each.text("resource_type") not in (*_MADE, "source"):
            return None
        name = each.text("identifier") or each.text("alias") or each.need("name")
        database = each.text("database") or into.default[0]
        schema = each.text("schema") or into.default[1]
        return Node(NodeKind.TABLE, f"{database}.{schema}.{name}".lower())

    def before(self, each: Part, into: Gathering) -> list[Node]:
        """Return the tables that a node depends on; those of ephemeral models stand for them."""
        found: dict[Node, None] = {}
        waiting = [entry.value for entry in each.at("depends_on").each("nodes")]
        seen: set[str] = set()
        while waiting:
            name = str(waiting.pop())
            held = self.nodes.get(name)
            if held is None or name in seen:
                continue
            seen.add(name)
            if _materialized(held) == "ephemeral":
                waiting += [entry.value for entry in held.at("depends_on").each("nodes")]
            elif (table := self.node(name, held, into)) is not None:
                found[table] = None
        return list(found)

    def relation(self, each: Part, into: Gathering) -> None:
        """Read a model, seed, snapshot or source."""
        table = self.table(each, into)
        if table is None or _materialized(each) == "ephemeral":
            return
        into.assets.append(_asset(each, table, self.owners.get(each.text("group"), "")))
        text = each.text("compiled_code", "compiled_sql")
        file = each.text("original_file_path")
        place = Place(file, 1, 1) if file else None
        origin = Origin("dbt", text, place, job=each.text("unique_id") or table.name)
        if text and each.text("language") != "python":
            default = each.text("database") or into.default[0], each.text("schema")
            default = default[0].lower(), (default[1] or into.default[1]).lower()
            into.definitions.append(Definition(table, text, default, origin))
        else:
            into.flows += [Flow(node, table, origin) for node in self.before(each, into)]

    def models(self) -> Iterator[Part]:
        """Yield what is built: models, seeds and snapshots."""
        yield from (each for each in self.nodes.values() if each.text("resource_type") in _MADE)

    def relation_of(self, model: Part, into: Gathering) -> str | None:
        """Return the full name of what is built of a model; None of an ephemeral one."""
        table = self.table(model, into) if _materialized(model) != "ephemeral" else None
        return table.name if table is not None else None

    def of_model(self, model: Part, into: Gathering) -> tuple[list[Hook], list[Hook]]:
        """Return the hooks before and after a model."""
        before, after = ([*self._hooks(model, key)] for key in HOOKS)
        return [self._read(one, into) for one in before], [self._read(one, into) for one in after]

    def of_run(self, into: Gathering, word: str) -> Iterator[Hook]:
        """Yield the hooks of a whole run, `on-run-start` or `on-run-end`."""
        for each in self.nodes.values():
            if is_hook(each) and word in each.text("unique_id"):
                yield self._read(each, into)

    def hooks(self, each: Part) -> Iterator[Part]:
        """Yield the hooks of a model, seed or snapshot, and what is itself one of a whole run."""
        if is_hook(each):
            yield each
        elif each.text("resource_type") in _MADE:
            for key in HOOKS:
                yield from self._hooks(each, key)

    def _hooks(self, each: Part, key: str) -> Iterator[Part]:
        listed = _listed(each.at("config"), key)
        about = {**each.value, "when": key}
        yield from (Part({**about, "hook": hook.value}, hook.steps) for hook in listed)

    def _read(self, each: Part, into: Gathering) -> Hook:
        job = each.text("unique_id") or each.text("name")
        name = f"{_word(each)} of {job}" if each.has("hook") else job
        text = hook_text(each, self.names(each, into))
        return Hook(name, text, each.text("original_file_path"))

    def hook(self, each: Part, into: Gathering) -> None:
        """Read a hook: SQL that runs before or after its model, or the whole run."""
        read = self._read(each, into)
        job = each.text("unique_id") or each.text("name")
        if read.text is None:
            message = f"the {_word(each)} of `{job}` holds more Jinja than names, and is not read"
            into.refuse(message, into.line, f"it is written in {read.file}" if read.file else None)
            return
        database = each.text("database") or into.default[0]
        schema = each.text("schema") or into.default[1]
        place = Place(read.file, 1, 1) if read.file else None
        origin = Origin("dbt", read.text, place, job=job)
        default = database.lower(), schema.lower()
        into.definitions.append(
            Definition(Node(NodeKind.QUERY, read.name), read.text, default, origin)
        )

    def names(self, each: Part, into: Gathering) -> Mapping[str, str]:
        """Return what the Jinja of a hook may name, and the tables that these are."""
        if self._names is None:
            self._names = self._named(into)
        own = self.table(each, into) if each.has("hook") else None
        return self._names if own is None else ChainMap({"this": own.name}, self._names)

    def _named(self, into: Gathering) -> dict[str, str]:
        found: dict[str, str] = {}
        twice: set[str] = set()
        for held in self.nodes.values():
            try:
                table, name = self.table(held, into), held.text("name")
                source, package = held.text("source_name"), held.text("package_name")
            except MisfitError:
                continue  # it is refused where it is read
            if table is None:
                continue
            for said in {f"{source or package}.{name}", "" if source else name}:
                twice |= {said} if found.setdefault(said, table.name) != table.name else set()
        return {said: name for said, name in found.items() if said not in twice}

    def exposure(self, each: Part, into: Gathering) -> None:
        """Read a dashboard, notebook or application that reads tables."""
        kind = _EXPOSURES.get(each.text("type").lower(), NodeKind.APPLICATION)
        node = Node(kind, each.text("label") or each.need("name"))
        owner = each.at("owner")
        who, said = owner.text("email", "name"), each.text("description")
        into.assets.append(Asset(node, "exposure", who, said))
        origin = Origin("dbt", job=each.text("unique_id") or node.name)
        into.flows += [Flow(table, node, origin) for table in self.before(each, into)]

    def meaning(self, each: Part, into: Gathering) -> None:
        """Read a semantic model, a metric or a saved query: it stands on tables, or on others."""
        key = each.need("unique_id")
        node = self.node(key, each, into)
        if node is None:
            return
        origin = Origin("dbt", job=key)
        into.assets.append(Asset(node, _WORDS[key.partition(".")[0]], "", each.text("description")))
        into.flows += [Flow(before, node, origin) for before in self.before(each, into)]


def _word(each: Part) -> str:
    return each.text("when") if each.has("hook") else "hook"


def _materialized(each: Part) -> str:
    return each.at("config").text("materialized")


def _asset(each: Part, table: Node, group_owner: str) -> Asset:
    config, columns = each.at("config"), list(each.items("columns"))
    materialized = _materialized(each)
    kind = {"view": "VIEW", "materialized_view": "MATERIALIZED VIEW"}.get(materialized, "TABLE")
    if materialized == "streaming_table":
        kind = "STREAMING TABLE"
    return Asset(
        table,
        kind,
        _owner(config.at("meta")) or _owner(each.at("meta")) or group_owner,
        each.text("description"),
        tuple(_tags(each)),
        tuple((name, column.text("data_type")) for name, column in columns if _typed(columns)),
        tuple(tag for name, column in columns for tag in _column_tags(name, column)),
        masks=tuple(_masks(columns)),
    )


def _owner(meta: Part) -> str:
    """Return the owner that somebody wrote; what it is made of is for each to choose."""
    held = meta.value.get("owner") if isinstance(meta.value, dict) else None
    if isinstance(held, dict):
        held = held.get("email") or held.get("name")
    return held if isinstance(held, str) else ""


def _tags(each: Part) -> dict[tuple[str, str], None]:
    found = {(key, _said(value)): None for key, value in each.at("config").items("databricks_tags")}
    listed = (*_listed(each, "tags"), *_listed(each.at("config"), "tags"))
    return found | {(_said(tag), ""): None for tag in listed}


def _listed(part: Part, key: str) -> list[Part]:
    """Return the entries of a list, or the one text that stands for a list of one."""
    held = part.at(key)
    return [held] if isinstance(held.value, str) else list(held.each())


def _masks(columns: list[tuple[str, Part]]) -> Iterator[tuple[str, str]]:
    for name, column in columns:
        for held in (column, column.at("config")):
            if function := held.at("column_mask").text("function"):
                yield name, function
                break


def _typed(columns: list[tuple[str, Part]]) -> bool:
    """Return whether a model describes all its columns: only then do they say what it has."""
    return bool(columns) and all(column.text("data_type") for _, column in columns)


def _column_tags(name: str, column: Part) -> list[tuple[str, str, str]]:
    found: dict[tuple[str, str, str], None] = {}
    for held in (column, column.at("config")):
        for key, value in held.items("databricks_tags"):
            found[(name, key, _said(value))] = None
        for key, value in held.items("meta"):
            if not isinstance(value.value, (dict, list)):
                found[(name, key, _said(value))] = None
        for each in _listed(held, "tags"):
            found[(name, _said(each), "")] = None
    return list(found)


def _said(value: Part) -> str:
    held = value.value
    return str(held).lower() if isinstance(held, bool) else "" if held is None else str(held)


def read_catalog(part: Part, into: Gathering) -> None:
    """Read the columns that tables really have."""
    for group in ("nodes", "sources"):
        for _, each in part.items(group):
            into.record(each, _catalogued)


def _catalogued(each: Part, into: Gathering) -> None:
    about = each.at("metadata")
    database = about.text("database") or into.default[0]
    table = Node(NodeKind.TABLE, f"{database}.{about.need('schema')}.{about.need('name')}".lower())
    columns = sorted(each.items("columns"), key=lambda pair: _index(pair[1]))
    into.assets.append(
        Asset(
            table,
            about.text("type").upper(),
            about.text("owner"),
            about.text("comment"),
            (),
            tuple((column.text("name") or name, column.text("type")) for name, column in columns),
        )
    )


def _index(column: Part) -> int:
    said = column.text("index")
    return int(said) if said.isdigit() else 0
