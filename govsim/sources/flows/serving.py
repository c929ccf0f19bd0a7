"""Reads what is made of tables to serve: models, features, vector indexes, endpoints, monitors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Final

from govsim.model.flows import Asset, EdgeKind, Flow, Node, NodeKind, Origin
from govsim.sources.flows.gathering import Gathering, MisfitError, Part

_RESOURCES: Final = {
    "serving_endpoint": NodeKind.ENDPOINT,
    "vector_search_index": NodeKind.INDEX,
    "table": NodeKind.TABLE,
    "function": NodeKind.FUNCTION,
    "genie_space": NodeKind.GENIE,
    "uc_connection": NodeKind.EXTERNAL,
    "app": NodeKind.APPLICATION,
}


def _origin(name: str) -> Origin:
    return Origin("asset", job=name)


# --- models -----------------------------------------------------------------------------------


def is_model_version(part: Part) -> bool:
    """Return whether a value is a version of a registered model, as REST gives it."""
    return part.has("model_version_dependencies") or part.has("model_name", "version")


def read_model_version(part: Part, into: Gathering) -> None:
    """Read a model version: the tables and functions that it was made with."""
    name = part.text("full_name") or _full(part, "model_name", into)
    node = Node(NodeKind.MODEL, name)
    into.assets.append(Asset(node, "model", part.text("owner", "created_by"), part.text("comment")))
    origin = Origin("asset", run=part.text("run_id"), principal=part.text("created_by"), job=name)
    held = part.at("model_version_dependencies")
    listed = held.each("dependencies") if held.has("dependencies") else held.each()
    for each in listed:
        if table := each.at("table").text("table_full_name", "table_name"):
            into.flows.append(Flow(into.table(table), node, origin))
        elif function := each.at("function").text("function_full_name", "function_name"):
            source = Node(NodeKind.FUNCTION, into.full_name(function))
            into.flows.append(Flow(source, node, origin))
    for stated in part.each("lineages"):
        for given in stated.each("source_securables"):
            table = given.at("table").text("name") or given.text("table")
            if table:
                into.flows.append(Flow(into.table(table), node, origin))


def _full(part: Part, key: str, into: Gathering) -> str:
    parts = [part.text("catalog_name"), part.text("schema_name"), part.need(key)]
    return into.full_name(".".join(filter(None, parts)))


def is_ml_model(part: Part) -> bool:
    """Return whether a value is an MLmodel file."""
    return part.has("flavors") or part.has("model_uuid")


def read_ml_model(part: Part, into: Gathering) -> None:
    """Read an MLmodel file: the resources that the model uses when it answers."""
    name = part.text("registered_model_name", "name") or PurePath(into.source).parent.name
    node = Node(NodeKind.MODEL, name.lower() if name.count(".") == 2 else name or "model")
    into.assets.append(Asset(node, "model"))
    for word, listed in part.at("resources").items("databricks"):
        kind = _RESOURCES.get(word)
        for each in listed.each():
            found = each.need("name")
            if kind is None:
                continue  # a warehouse computes, and holds no data
            if kind in (NodeKind.TABLE, NodeKind.INDEX, NodeKind.FUNCTION):
                found = into.full_name(found)
            into.flows.append(Flow(Node(kind, found), node, _origin(node.name)))


def is_feature_spec(part: Part) -> bool:
    """Return whether a value is a feature specification."""
    return part.has("input_columns") and (part.has("input_tables") or part.has("input_functions"))


def read_feature_spec(part: Part, into: Gathering) -> None:
    """Read a feature specification: which columns of which tables a model looks up."""
    parents = PurePath(into.source).parts
    name = part.text("name") or next(
        (p for p in reversed(parents[:-1]) if p not in ("data", "feature_store")), "features"
    )
    node = Node(NodeKind.FEATURES, name.lower() if name.count(".") == 2 else name)
    into.assets.append(Asset(node, "feature spec"))
    origin, named = _origin(node.name), set[str]()
    for entry in part.each("input_columns"):
        for column, each in entry.items():
            _feature(column, each, node, origin, into, named)
    for entry in part.each("input_tables"):
        for table in dict(entry.items()):
            if into.full_name(table) not in named:
                into.flows.append(Flow(into.table(table), node, origin))
    for entry in part.each("input_functions"):
        for function in dict(entry.items()):
            name = into.full_name(function)
            if name not in named:
                into.flows.append(Flow(Node(NodeKind.FUNCTION, name), node, origin))


def _feature(
    column: str, each: Part, node: Node, origin: Origin, into: Gathering, named: set[str]
) -> None:
    if each.text("source") == "on_demand_feature" or each.text("udf_name"):
        function = Node(NodeKind.FUNCTION, into.full_name(each.need("udf_name")))
        into.flows.append(Flow(function, node, origin))
        named.add(function.name)
        return
    table = each.text("table_name")
    if not table:
        return  # it comes with the training rows
    named.add(into.full_name(table))
    feature = each.text("feature_name") or column
    into.flows.append(Flow(into.table(table, feature), node, origin, transform="identity"))
    for key in each.each("lookup_key"):
        source = into.table(table, str(key.value))
        into.flows.append(Flow(source, node, origin, EdgeKind.INDIRECT, "", "join"))


# --- indexes and tables that follow others -------------------------------------------------------


def is_index(part: Part) -> bool:
    """Return whether a value is a vector search index."""
    return part.has("delta_sync_index_spec") or part.has("direct_access_index_spec")


def read_index(part: Part, into: Gathering) -> None:
    """Read a vector index: the table it follows, by column where it says which."""
    node = Node(NodeKind.INDEX, into.full_name(part.need("name")))
    into.assets.append(Asset(node, "vector index", part.text("creator", "owner")))
    origin, spec = _origin(node.name), part.at("delta_sync_index_spec")
    if not spec:
        return  # filled by its own clients
    source = spec.need("source_table")
    columns = [str(each.value) for each in spec.each("columns_to_sync")]
    embedded = list(spec.each("embedding_source_columns"))
    for each in embedded:
        endpoint = each.text("embedding_model_endpoint_name")
        if endpoint:
            into.flows.append(Flow(Node(NodeKind.ENDPOINT, endpoint), node, origin))
    if copy := spec.text("embedding_writeback_table"):
        into.flows.append(Flow(node, into.table(copy), origin))
    if not columns:
        into.flows.append(Flow(into.table(source), node, origin))
        return
    names = [*columns, *(each.need("name") for each in embedded), part.text("primary_key")]
    for name in dict.fromkeys(filter(None, names)):
        into.flows.append(Flow(into.table(source, name), node, origin, transform="identity"))


def is_synced_table(part: Part) -> bool:
    """Return whether a value is an online or synced table."""
    return part.has("spec") and part.at("spec").has("source_table_full_name")


def read_synced_table(part: Part, into: Gathering) -> None:
    """Read an online or synced table, which copies another whole."""
    node = into.table(part.need("name"))
    into.assets.append(Asset(node, "ONLINE TABLE", part.text("owner")))
    source = part.at("spec").need("source_table_full_name")
    into.flows.append(Flow(into.table(source), node, _origin(node.name)))


# --- endpoints and monitors ---------------------------------------------------------------------


def is_endpoint(part: Part) -> bool:
    """Return whether a value is a model serving endpoint."""
    return part.has("config") and (
        part.at("config").has("served_entities") or part.at("config").has("served_models")
    )


def read_endpoint(part: Part, into: Gathering) -> None:
    """Read an endpoint: what it serves, and the table that its requests are written to."""
    node = Node(NodeKind.ENDPOINT, part.need("name"))
    into.assets.append(Asset(node, "endpoint", part.text("creator", "owner")))
    origin, config = _origin(node.name), part.at("config")
    for each in (*config.each("served_entities"), *config.each("served_models")):
        name = each.text("entity_name", "model_name")
        if name:
            kind = NodeKind.MODEL
            found = name.lower() if name.count(".") == 2 else name
            if each.text("entity_type").upper() == "FEATURE_SPEC":
                kind = NodeKind.FEATURES
            into.flows.append(Flow(Node(kind, found), node, origin))
        elif each.at("external_model"):
            model = each.at("external_model")
            found = "/".join(filter(None, [model.text("provider"), model.need("name")]))
            into.flows.append(Flow(Node(NodeKind.EXTERNAL, found), node, origin))
    for table in _inference_tables(part, node):
        into.flows.append(Flow(node, Node(NodeKind.TABLE, table), origin))


def _inference_tables(part: Part, node: Node) -> Iterator[str]:
    for held in (part.at("config").at("auto_capture_config"), part.at("ai_gateway")):
        spec = held.at("inference_table_config") if held.has("inference_table_config") else held
        if spec.has("catalog_name", "schema_name") and spec.at("enabled").value is not False:
            prefix = spec.text("table_name_prefix") or node.name.replace("-", "_")
            name = f"{prefix}_payload"
            yield f"{spec.need('catalog_name')}.{spec.need('schema_name')}.{name}".lower()


def is_monitor(part: Part) -> bool:
    """Return whether a value is a quality monitor."""
    return part.has("table_name", "output_schema_name")


def read_monitor(part: Part, into: Gathering) -> None:
    """Read a monitor: the tables of metrics that it makes, and its dashboard."""
    source = into.table(part.need("table_name"))
    leaf, schema = source.name.rpartition(".")[2], part.need("output_schema_name").lower()
    origin = _origin(f"monitor of {source.name}")
    for ending in ("profile_metrics", "drift_metrics"):
        made = Node(NodeKind.TABLE, f"{schema}.{leaf}_{ending}")
        into.flows.append(Flow(source, made, origin))
        if dashboard := part.text("dashboard_id"):
            into.flows.append(Flow(made, Node(NodeKind.DASHBOARD, dashboard), origin))


def is_external_metadata(part: Part) -> bool:
    """Return whether a value is external metadata: something outside, with a name here."""
    return part.has("system_type", "name")


def read_external_metadata(part: Part, into: Gathering) -> None:
    """Read what is known of something outside: its owner and its columns."""
    columns = tuple((str(each.value), "") for each in part.each("columns"))
    into.assets.append(
        Asset(
            Node(NodeKind.EXTERNAL, part.need("name").lower()),
            " ".join(filter(None, [part.text("system_type"), part.text("entity_type")])),
            part.text("owner"),
            part.text("description"),
            columns=columns,
        )
    )


# --- lineage that people state -------------------------------------------------------------------


def is_external_lineage(part: Part) -> bool:
    """Return whether a value is an external lineage relationship."""
    return part.has("source", "target") and isinstance(part.value.get("source"), dict)


def read_external_lineage(part: Part, into: Gathering) -> None:
    """Read a relationship between external metadata, tables, paths and model versions."""
    source, target = _end(part.at("source"), into), _end(part.at("target"), into)
    origin = _origin("external lineage")
    columns = list(part.each("columns"))
    for each in columns:
        begin = source.at(each.need("source"))
        end = target.at(each.need("target"))
        into.flows.append(Flow(begin, end, origin, transform="transformed"))
    if not columns:
        into.flows.append(Flow(source, target, origin))


def _end(part: Part, into: Gathering) -> Node:
    if part.has("table"):
        return into.table(part.at("table").need("name"))
    if part.has("path"):
        return Node(NodeKind.PATH, part.at("path").need("url", "path"))
    if part.has("model_version"):
        return Node(NodeKind.MODEL, into.full_name(part.at("model_version").need("name")))
    if part.has("external_metadata"):
        return Node(NodeKind.EXTERNAL, part.at("external_metadata").need("name").lower())
    raise MisfitError(f"{part.path} is no table, path, model_version or external_metadata")
