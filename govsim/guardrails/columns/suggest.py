"""Decides which tags, masks and row filters a table should have, and writes them as SQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
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
    """Yield a function for each kind of mask, and the statements that put them on the columns."""
    home = table.rpartition(".")[0]
    columns = list(_personal(found))
    for name, each in {_function(each): each for each in columns}.items():
        yield (
            f"{_created(home, name, each)} RETURN "
            f"CASE WHEN is_account_group_member({_text(readers)}) THEN value ELSE {_left(each)} END"
        )
    for each in columns:
        function = f"{_prefix(home)}{_function(each)}"
        yield f"ALTER TABLE {table} ALTER COLUMN {quoted(each.column)} SET MASK {function}"


def policies(table: str, found: Iterable[Classified], readers: str = READERS) -> Iterator[str]:
    """Yield a function and a policy for each tag: they protect every table of the schema.

    Two masks on one column are an error of the platform, which nobody can read past. So a tag has
    one policy, whose mask is that of the column that needs the strictest.
    """
    home = table.rpartition(".")[0]
    by_tag: dict[str | None, list[Classified]] = {}
    for each in _personal(found):
        by_tag.setdefault(each.tag, []).append(each)
    for tag, columns in by_tag.items():
        strictest = next((each for each in columns if each.within), columns[0])
        if len({_kind(each) for each in columns}) == 1:
            name, returned = _function(strictest), _left(strictest)
        else:  # only NULL is of every type
            strictest = replace(strictest, datatype="STRING")
            name, returned = f"mask_{str(strictest.type).lower()}_any", "NULL"
        yield f"{_created(home, f'{name}_always', strictest)} RETURN {returned}"
        yield (
            f"CREATE POLICY {name} ON SCHEMA {home} COLUMN MASK {_prefix(home)}{name}_always "
            f"TO `account users` EXCEPT {_ticked(readers)} FOR TABLES "
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
    function = f"{_prefix(home)}rows_of_territory"
    yield (
        f"CREATE OR REPLACE FUNCTION {function}(value STRING) RETURNS BOOLEAN "
        f"RETURN is_account_group_member({_text(readers)}) "
        f"OR is_account_group_member(concat('territory_', lower(value)))"
    )
    yield f"ALTER TABLE {table} SET ROW FILTER {function} ON ({quoted(territory.column)})"


def quoted(name: str) -> str:
    """Return a name as SQL takes it."""
    plain = name.isascii() and name.isidentifier()
    return name if plain else _ticked(name)


def _ticked(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _text(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _personal(found: Iterable[Classified]) -> Iterator[Classified]:
    return (each for each in found if each.type is not None)


def _is_territory(each: Classified) -> bool:
    return not _TERRITORY.isdisjoint(pieces_of(each.column)) and each.looked_at > 1


def _prefix(home: str) -> str:
    return f"{home}." if home else ""


def _kind(each: Classified) -> str:
    return each.datatype.partition("(")[0].lower()


def _function(each: Classified) -> str:
    kind = _kind(each)
    ending = "_text" if each.within else ""
    return f"mask_{str(each.type).lower()}{ending}" + ("" if kind == "string" else f"_{kind}")


def _created(home: str, name: str, each: Classified) -> str:
    kind = each.datatype.upper()
    return f"CREATE OR REPLACE FUNCTION {_prefix(home)}{name}(value {kind}) RETURNS {kind}"


def _left(each: Classified) -> str:
    """Return what is left of a value, in the type of the column: a mask has to return that."""
    kind = _kind(each)
    if kind in ("string", "varchar", "char"):
        return mask_of(each).sql("value")
    return "trunc(value, 'YEAR')" if kind == "date" else "NULL"
