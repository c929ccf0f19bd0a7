"""Reads dbt: a manifest of any version from 4, and the catalog beside it."""

from __future__ import annotations

from typing import Final

from govsim.model.flows import Asset, Definition, Flow, Node, NodeKind, Origin
from govsim.sources.flows.gathering import Gathering, Part

_MADE: Final = frozenset({"model", "seed", "snapshot"})
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
    known = _Known(part)
    for group in ("nodes", "sources"):
        for _, each in part.items(group):
            into.record(each, known.relation)
    for _, each in part.items("exposures"):
        into.record(each, known.exposure)
    for _, each in part.items("semantic_models"):
        into.record(each, known.semantic_model)


class _Known:
    """The nodes of a manifest by their id, as tables."""

    def __init__(self, part: Part) -> None:
        self.nodes: dict[str, Part] = {}
        for group in ("nodes", "sources", "semantic_models"):
            self.nodes.update(part.items(group))

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
            if _materialized(held) == "ephemeral" or held.text("resource_type") == "semantic_model":
                waiting += [entry.value for entry in held.at("depends_on").each("nodes")]
            elif (table := self.table(held, into)) is not None:
                found[table] = None
        return list(found)

    def relation(self, each: Part, into: Gathering) -> None:
        """Read a model, seed, snapshot or source."""
        table = self.table(each, into)
        if table is None or _materialized(each) == "ephemeral":
            return
        into.assets.append(_asset(each, table))
        text = each.text("compiled_code", "compiled_sql")
        origin = Origin("dbt", statement=text, job=each.text("unique_id") or table.name)
        if text and each.text("language") != "python":
            default = each.text("database") or into.default[0], each.text("schema")
            default = default[0].lower(), (default[1] or into.default[1]).lower()
            into.definitions.append(Definition(table, text, default, origin))
        else:
            into.flows += [Flow(node, table, origin) for node in self.before(each, into)]

    def exposure(self, each: Part, into: Gathering) -> None:
        """Read a dashboard, notebook or application that reads tables."""
        kind = _EXPOSURES.get(each.text("type").lower(), NodeKind.APPLICATION)
        node = Node(kind, each.text("label") or each.need("name"))
        owner = each.at("owner")
        who, said = owner.text("email", "name"), each.text("description")
        into.assets.append(Asset(node, "exposure", who, said))
        origin = Origin("dbt", job=each.text("unique_id") or node.name)
        into.flows += [Flow(table, node, origin) for table in self.before(each, into)]

    def semantic_model(self, each: Part, into: Gathering) -> None:
        """Read a semantic model, which stands on one table."""
        node = Node(NodeKind.APPLICATION, f"semantic model {each.need('name')}")
        origin = Origin("dbt", job=each.text("unique_id"))
        into.assets.append(Asset(node, "semantic model"))
        into.flows += [Flow(table, node, origin) for table in self.before(each, into)]


def _materialized(each: Part) -> str:
    return each.at("config").text("materialized")


def _asset(each: Part, table: Node) -> Asset:
    config, columns = each.at("config"), list(each.items("columns"))
    materialized = _materialized(each)
    kind = {"view": "VIEW", "materialized_view": "MATERIALIZED VIEW"}.get(materialized, "TABLE")
    if materialized == "streaming_table":
        kind = "STREAMING TABLE"
    return Asset(
        table,
        kind,
        each.at("config").at("meta").text("owner") or each.at("meta").text("owner"),
        each.text("description"),
        tuple((key, _said(value)) for key, value in config.items("databricks_tags")),
        tuple((name, column.text("data_type")) for name, column in columns if _typed(columns)),
        tuple(tag for name, column in columns for tag in _column_tags(name, column)),
    )


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
        for each in held.each("tags"):
            found[(name, _said(each), "")] = None
    return list(found)


def _said(value: Part) -> str:
    return "" if value.value is None else str(value.value)


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
