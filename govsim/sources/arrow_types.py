"""Reads the types of a parquet file as those of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pyarrow as pa

# Arrow's name of a type to the platform's; what is written otherwise is one of the others below.
_PLAIN: Final = {
    "bool": "BOOLEAN",
    "int8": "TINYINT",
    "int16": "SMALLINT",
    "int32": "INT",
    "int64": "BIGINT",
    "uint8": "SMALLINT",
    "uint16": "INT",
    "uint32": "BIGINT",
    "uint64": "DECIMAL(20,0)",
    "halffloat": "FLOAT",
    "float": "FLOAT",
    "double": "DOUBLE",
    "date32[day]": "DATE",
    "date64[ms]": "DATE",
    "binary": "BINARY",
    "large_binary": "BINARY",
}


def sql_type(kind: pa.DataType) -> str:
    """Return a type as SQL writes it; what the platform has no type for is text."""
    from pyarrow import types

    if types.is_struct(kind):
        fields = (kind.field(at) for at in range(kind.num_fields))
        return f"STRUCT<{', '.join(f'`{each.name}`: {sql_type(each.type)}' for each in fields)}>"
    if types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind):
        return f"ARRAY<{sql_type(kind.value_type)}>"
    if types.is_map(kind):
        return f"MAP<{sql_type(kind.key_type)}, {sql_type(kind.item_type)}>"
    if types.is_decimal(kind):
        return f"DECIMAL({kind.precision},{kind.scale})"
    if types.is_timestamp(kind):
        return "TIMESTAMP" if kind.tz else "TIMESTAMP_NTZ"
    if types.is_dictionary(kind):
        return sql_type(kind.value_type)
    return _PLAIN.get(str(kind), "STRING")
