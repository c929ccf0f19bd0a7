"""Reads the schema that a function is given in the statement: as DDL, as JSON, or by an example."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from typing import Any, Final

from sqlglot import exp

from govsim.lineage.functions import arguments, called
from govsim.model.datatypes import fields_of
from govsim.sql import literal

_NESTED: Final = ("STRUCT<", "ARRAY<", "MAP<")
# How Spark and Avro call types in JSON, where SQL has another name.
_IN_JSON: Final = {
    "long": "BIGINT",
    "integer": "INT",
    "short": "SMALLINT",
    "byte": "TINYINT",
    "bytes": "BINARY",
    "null": "VOID",
}


def given_type(node: Any) -> str:
    """Return the type of what `from_json` and its like give; empty where no text tells it.

    Source:
        Documentation of Databricks SQL: *from_json*, *from_csv*, *from_xml*, *from_avro*,
        *schema_of_json*, *schema_of_csv*, *variant_get*.
    """
    name = "from_json" if isinstance(node, exp.FromJson) else called(node)
    read = _READ.get(name)
    given = arguments(node)[0]
    place = 2 if name.endswith("variant_get") else 1
    return read(given[place]) if read is not None and len(given) > place else ""


def type_written(text: str) -> str:
    """Return the type that a schema as text means: `a INT, b STRING`, a type, or Spark's JSON."""
    said = text.strip()
    if said.startswith(("{", '"')):
        return _parsed(said, _of_json)
    nested = said.upper().replace(" <", "<").startswith(_NESTED)
    if nested or len(said.split("(")[0].split()) == 1:
        return said
    made = f"STRUCT<{said}>"
    return made if all(name and kind for name, kind in fields_of(made)) else ""


def _schema(node: Any) -> str:
    if isinstance(node, exp.Anonymous) and len(node.expressions) == 1:
        example = literal(node.expressions[0])
        if example is not None and called(node) == "schema_of_json":
            return _parsed(example, _of_example)
        if example is not None and called(node) == "schema_of_csv":
            return _of_row(next(csv.reader([example]), []))
        return ""
    text = literal(node)
    return type_written(text) if text is not None else ""


def _avro(node: Any) -> str:
    text = literal(node)
    return _parsed(text, _of_json) if text is not None else ""


_READ: Final[dict[str, Callable[[Any], str]]] = {
    "from_json": _schema,
    "from_csv": _schema,
    "from_xml": _schema,
    "from_avro": _avro,
    "variant_get": _schema,
    "try_variant_get": _schema,
}


def _parsed(text: str, read: Callable[[Any], str]) -> str:
    try:
        return read(json.loads(text))
    except (ValueError, RecursionError):
        return ""


def _struct(fields: Iterable[tuple[str, str]]) -> str:
    return f"STRUCT<{', '.join(f'`{name}`: {kind}' for name, kind in fields)}>"


def _of_json(value: Any) -> str:
    """Return the type that Spark's or Avro's JSON describes."""
    if isinstance(value, str):
        return _IN_JSON.get(value.lower(), value.upper())
    if isinstance(value, list):  # one of several, as in ["null", "string"]
        kinds = [_of_json(each) for each in value if each != "null"]
        return kinds[0] if len(kinds) == 1 else "VOID"
    if not isinstance(value, dict):
        return ""
    kind, fields = value.get("type"), value.get("fields")
    if isinstance(fields, list):
        told = [each for each in fields if isinstance(each, dict) and "name" in each]
        named = [(str(each["name"]), _of_json(each.get("type"))) for each in told]
        return "" if any("`" in name for name, _ in named) else _struct(named)
    if kind == "array":
        return f"ARRAY<{_of_json(value.get('elementType', value.get('items')))}>"
    if kind == "map":
        held = _of_json(value.get("valueType", value.get("values")))
        return f"MAP<{_of_json(value.get('keyType', 'string'))}, {held}>"
    return _of_json(kind)


def _of_example(value: Any) -> str:
    """Return the type that Spark infers of a JSON value: fields in the order of their names."""
    if isinstance(value, dict):
        if any("`" in name for name in value):
            return ""
        return _struct((name, _of_example(value[name])) for name in sorted(value))
    if isinstance(value, list):
        return f"ARRAY<{_of_example(_merged(value))}>"
    if isinstance(value, bool):
        return "BOOLEAN"
    if isinstance(value, int):
        return "BIGINT"
    return "DOUBLE" if isinstance(value, float) else "STRING"


def _merged(values: list[Any]) -> Any:
    """Return one value with the fields of all, as the structs of an array have one type."""
    if not values or not all(isinstance(each, dict) for each in values):
        return values[0] if len({type(each) for each in values}) == 1 else None
    return {name: value for each in values for name, value in each.items()}


def _of_row(cells: list[str]) -> str:
    return _struct((f"_c{place}", _of_cell(cell)) for place, cell in enumerate(cells))


def _of_cell(text: str) -> str:
    digits = text.strip().removeprefix("-")
    if digits.isdecimal():
        return "INT"
    whole, dot, part = digits.partition(".")
    return "DOUBLE" if dot and (whole + part).isdecimal() else "STRING"
