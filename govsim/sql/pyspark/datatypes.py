"""Reads the types of PySpark, `StructType([StructField("a", StringType())])`, as SQL has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from govsim.sql.names import quote_name
from govsim.sql.pyspark.values import NotFollowedError, Text, Value

_PLAIN: Final = {
    "StringType": "STRING", "IntegerType": "INT", "LongType": "BIGINT", "ShortType": "SMALLINT",
    "ByteType": "TINYINT", "DoubleType": "DOUBLE", "FloatType": "FLOAT", "BooleanType": "BOOLEAN",
    "DateType": "DATE", "TimestampType": "TIMESTAMP", "TimestampNTZType": "TIMESTAMP_NTZ",
    "BinaryType": "BINARY", "VariantType": "VARIANT", "NullType": "VOID", "DecimalType": "DECIMAL",
    "VarcharType": "STRING", "CharType": "STRING",
}  # fmt: skip
_MADE: Final = frozenset({"StructType", "StructField", "ArrayType", "MapType"})
TYPES: Final = frozenset(_PLAIN) | _MADE


def typed(name: str, given: Sequence[Value], named: Mapping[str, Value]) -> Text:
    """Return the type that a class of `pyspark.sql.types` stands for, or the field of a struct.

    Raises:
        NotFollowedError: Its parts are not written out.
    """
    arguments = [*given, *named.values()]
    if name == "DecimalType" and len(arguments) > 1:
        precision, scale = arguments[:2]
        return Text(f"DECIMAL({precision},{scale})")
    if name in _PLAIN:
        return Text(_PLAIN[name])
    if name == "StructType":
        fields = arguments[0] if arguments else []
        if not isinstance(fields, list):
            raise NotFollowedError("a type that is computed")
        return Text(f"STRUCT<{', '.join(map(_said, fields))}>")
    if name == "StructField":
        return Text(f"{quote_name((_said(arguments[0]),))}: {_said(arguments[1])}")
    if name == "ArrayType":
        return Text(f"ARRAY<{_said(arguments[0])}>")
    return Text(f"MAP<{_said(arguments[0])}, {_said(arguments[1])}>")


def with_field(struct: Text, given: Sequence[Value], named: Mapping[str, Value]) -> Text:
    """Return a struct with one more field, as `StructType().add("a", "string")` has it."""
    arguments = [*given, *named.values()]
    field = arguments[0] if len(arguments) == 1 else typed("StructField", arguments, {})
    inner = struct.text.removeprefix("STRUCT<").removesuffix(">")
    return Text(f"STRUCT<{', '.join(filter(None, (inner, _said(field))))}>")


def _said(value: Value) -> str:
    if isinstance(value, Text) and value.known:
        return value.text
    raise NotFollowedError("a type that is computed")
