"""Reads what shows tables to people: dashboards and Genie spaces."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePath

from govsim.model.flows import Asset, Definition, Flow, Node, NodeKind, Origin
from govsim.sources.flows.gathering import Gathering, MisfitError, Part


def is_dashboard(part: Part) -> bool:
    """Return whether a value is an AI/BI dashboard, as a file or as REST gives it."""
    if part.has("serialized_dashboard"):
        return True
    return part.has("datasets") and part.has("pages")


def read_dashboard(part: Part, into: Gathering) -> None:
    """Read a dashboard: every dataset is SQL that it reads."""
    body = _unwrapped(part, "serialized_dashboard")
    name = part.text("display_name", "name") or _stem(into.source, ".lvdash")
    id_ = part.text("dashboard_id", "id")
    node = into.thing(NodeKind.DASHBOARD, name, id_)
    owner = part.text("owner", "creator_user_name")
    into.assets.append(Asset(node, "dashboard", owner, runs_as=_publisher(part), id=id_))
    for each in body.each("datasets"):
        text = _joined(each, "queryLines") or each.text("query")
        if not text:
            continue
        default = (
            (each.text("catalog") or into.default[0]).lower(),
            (each.text("schema") or into.default[1]).lower(),
        )
        values = tuple(_defaults(each))
        told = each.text("displayName", "name")
        job = f"{name}: {told}" if told else name
        for one in (text, *_widgets(body, each.text("name"), text)):
            origin = Origin("asset", statement=one, job=job)
            into.definitions.append(Definition(node, one, default, origin, values))


def _widgets(body: Part, dataset: str, text: str) -> Iterator[str]:
    """Yield what the widgets ask of a dataset, which may name fewer columns, or ones it lost."""
    inner = text.strip().rstrip(";")
    for page in body.each("pages"):
        for placed in page.each("layout"):
            for each in placed.at("widget").each("queries"):
                query = each.at("query")
                asked = [_field(one) for one in query.each("fields")]
                if asked and dataset and query.text("datasetName") == dataset:
                    yield f"SELECT {', '.join(asked)} FROM (\n{inner}\n)"


def _field(field: Part) -> str:
    name = field.text("name").replace("`", "``")
    expression = field.need("expression")
    return f"{expression} AS `{name}`" if name else expression


def _publisher(part: Part) -> str:
    """Return whose rights viewers borrow: of a dashboard with embedded credentials, one's."""
    published = part.at("published")
    if any(each.at("embed_credentials").value is True for each in (published, part)):
        return published.text("publisher", "owner") or part.text("publisher", "owner")
    return ""


def _joined(each: Part, key: str) -> str:
    held = each.at(key)
    if isinstance(held.value, str):
        return held.value
    return "".join(str(line.value) for line in held.each())


def _defaults(each: Part) -> Iterator[tuple[str, str]]:
    for parameter in each.each("parameters"):
        keyword = parameter.text("keyword", "name")
        values = list(parameter.at("defaultSelection").at("values").each("values"))
        if keyword and values:
            yield keyword, values[0].text("value")


def _unwrapped(part: Part, key: str) -> Part:
    if not part.has(key):
        return part
    held = part.at(key)
    if not isinstance(held.value, str):
        return held
    try:
        return Part(json.loads(held.value), held.steps)
    except (ValueError, RecursionError):
        raise MisfitError(f"{held.path} holds no JSON") from None


def _stem(source: str, ending: str) -> str:
    return PurePath(source).stem.removesuffix(ending)


def is_genie(part: Part) -> bool:
    """Return whether a value is a Genie space."""
    return (
        part.has("serialized_space")
        or part.has("data_sources")
        or part.has("space_id", "table_identifiers")
    )


def read_genie(part: Part, into: Gathering) -> None:
    """Read a Genie space: its tables with the columns it describes, and its example queries."""
    body = _unwrapped(part, "serialized_space")
    id_ = part.text("space_id", "id")
    name = part.text("title", "name") or _stem(into.source, ".geniespace")
    node = into.thing(NodeKind.GENIE, name, id_)
    owner = part.text("owner", "creator_user_name")
    into.assets.append(Asset(node, "Genie space", owner, id=id_))
    origin = Origin("asset", job=node.name)
    sources = body.at("data_sources")
    for table in (*sources.each("tables"), *sources.each("metric_views")):
        name = table.need("identifier")
        into.flows.append(Flow(into.table(name), node, origin))
        for column in table.each("column_configs"):
            if column.at("exclude").value is not True:
                source = into.table(name, column.need("column_name"))
                into.flows.append(Flow(source, node, origin, transform="identity"))
    for listed in body.each("table_identifiers"):
        into.flows.append(Flow(into.table(str(listed.value)), node, origin))
    for function in body.at("instructions").each("sql_functions"):
        source = Node(NodeKind.FUNCTION, into.full_name(function.need("identifier")))
        into.flows.append(Flow(source, node, origin))
    for example in body.at("instructions").each("example_question_sqls"):
        text = _joined(example, "sql")
        if text:
            into.definitions.append(
                Definition(node, text, into.default, Origin("asset", text, job=node.name))
            )
