"""Decides which tags, masks and row filters a classified table should have, and writes them as SQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from govsim.guardrails.columns.headers import pieces_of
from govsim.guardrails.columns.masks import mask_of
from govsim.guardrails.columns.values import Classified

READERS: Final = "personal_data_readers"  # the group that sees what is masked
_TERRITORY: Final = frozenset(
    "region country state province land pays pais kraj territory market site branch tenant".split()
)


def tags(table: str, found: Iterable[Classified]) -> Iterator[str]:
    """Yield the statements that tag each personal column."""
    for each in _personal(found):
        name = quoted(each.column)
        yield f"ALTER TABLE {table} ALTER COLUMN {name} SET TAGS ('{each.tag}' = '')"


def masks(table: str, found: Iterable[Classified], readers: str = READERS) -> Iterator[str]:
    """Yield a function for each type, and the statements that mask the columns with them."""
    home = table.rpartition(".")[0]
    prefix = f"{home}." if home else ""
    columns = list(_personal(found))
    for type_ in dict.fromkeys(str(each.type) for each in columns):
        yield (
            f"CREATE OR REPLACE FUNCTION {prefix}{_function(type_)}(value STRING) RETURNS STRING "
            f"RETURN CASE WHEN is_account_group_member('{readers}') THEN value "
            f"ELSE {mask_of(type_).sql('value')} END"
        )
    for each in columns:
        function = f"{prefix}{_function(str(each.type))}"
        yield f"ALTER TABLE {table} ALTER COLUMN {quoted(each.column)} SET MASK {function}"


def policies(table: str, found: Iterable[Classified], readers: str = READERS) -> Iterator[str]:
    """Yield a function and a policy for each tag: they protect every table of the schema."""
    home = table.rpartition(".")[0]
    for type_, tag in dict.fromkeys((str(each.type), each.tag) for each in _personal(found)):
        function = f"{home}.{_function(type_)}_always"
        yield (
            f"CREATE OR REPLACE FUNCTION {function}(value STRING) RETURNS STRING "
            f"RETURN {mask_of(type_).sql('value')}"
        )
        yield (
            f"CREATE POLICY {_function(type_)} ON SCHEMA {home} COLUMN MASK {function} "
            f"TO `account users` EXCEPT `{readers}` FOR TABLES "
            f"MATCH COLUMNS has_tag('{tag}') AS found ON COLUMN found"
        )


def row_filters(table: str, found: Sequence[Classified], readers: str = READERS) -> Iterator[str]:
    """Yield a row filter where a column says which territory a row belongs to.

    It is suggested only beside personal columns: a table without them needs none.
    """
    home = table.rpartition(".")[0]
    territory = next((each for each in found if _is_territory(each)), None)
    if territory is None or not any(_personal(found)):
        return
    function = f"{home}.rows_of_territory" if home else "rows_of_territory"
    yield (
        f"CREATE OR REPLACE FUNCTION {function}(value STRING) RETURNS BOOLEAN "
        f"RETURN is_account_group_member('{readers}') "
        f"OR is_account_group_member(concat('territory_', lower(value)))"
    )
    yield f"ALTER TABLE {table} SET ROW FILTER {function} ON ({quoted(territory.column)})"


def quoted(name: str) -> str:
    """Return a name as SQL takes it."""
    plain = name.isascii() and name.isidentifier()
    return name if plain else "`" + name.replace("`", "``") + "`"


def _personal(found: Iterable[Classified]) -> Iterator[Classified]:
    return (each for each in found if each.type is not None)


def _is_territory(each: Classified) -> bool:
    return not _TERRITORY.isdisjoint(pieces_of(each.column)) and each.looked_at > 1


def _function(type_: str) -> str:
    return f"mask_{type_.lower()}"
