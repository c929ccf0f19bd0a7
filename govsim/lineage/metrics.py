"""Reads the YAML of a metric view into its dimensions and measures, as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from govsim.lineage.building import Building
from govsim.lineage.parsing import UnreadableError, tokens_of
from govsim.lineage.queries import traced
from govsim.lineage.reader import QUERY_WORDS, Reader

if TYPE_CHECKING:
    pass


def read_metrics(reader: Reader, made: Building, target: str) -> None:
    """Read the definition of a metric view, a text in `$$`."""
    text = reader.text() or ""
    reader.rest()
    trace = made.trace
    made.writes[target] = None
    try:
        said = yaml.safe_load(text)
    except yaml.YAMLError:
        said = None
    if not isinstance(said, dict) or not isinstance(said.get("source"), str):
        trace.note("syntax", "the definition of the metric view cannot be read")
        return
    fields = [
        each
        for key in ("dimensions", "fields", "measures")
        for each in said.get(key) or ()
        if isinstance(each, dict) and each.get("name") and each.get("expr")
    ]
    try:
        query = _query(said, fields)
        tokens = tokens_of(query)
    except (UnreadableError, TypeError):
        trace.note("syntax", "the definition of the metric view cannot be read")
        return
    found = traced(tokens, trace, query)
    made.write(target, [str(each["name"]) for each in fields], found)
    trace.session.learn(target, [(str(each["name"]), "") for each in fields])


def _query(said: dict[Any, Any], fields: list[dict[Any, Any]]) -> str:
    """Return the query that a metric view comes to; its fields may use the ones before them."""
    columns = ", ".join(f"{each['expr']} AS `{each['name']}`" for each in fields) or "1"
    source = str(said["source"]).strip()
    first = source.split(None, 1)[0].upper()
    held = f"({source})" if first in QUERY_WORDS or source.startswith("(") else source
    query = f"SELECT {columns} FROM {held} AS source"
    for join in said.get("joins") or ():
        query += _joined(join, "source")
    if said.get("filter"):
        query += f" WHERE {said['filter']}"
    return query


def _joined(join: dict[Any, Any], around: str) -> str:
    name, source = str(join["name"]), str(join["source"])
    held = f"({source})" if source.split(None, 1)[0].upper() in QUERY_WORDS else source
    on = join.get("on", join.get(True))  # YAML reads a bare `on` as true
    text = f" LEFT JOIN {held} AS `{name}`"
    if join.get("using"):
        text += f" USING ({', '.join(join['using'])})"
    elif on:
        text += f" ON {on}"
    return text + "".join(_joined(inner, name) for inner in join.get("joins") or ())
