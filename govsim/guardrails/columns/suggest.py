"""Decides which tags, masks and row filters a table should have, and writes them as SQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from govsim.guardrails.columns.headers import pieces_of
from govsim.guardrails.columns.masks import mask_of
from govsim.guardrails.columns.values import Classified

READERS: Final = "personal_data_readers"  # the group that sees what is masked
_TERRITORY: Final = frozenset(
    "region country state province land pays pais kraj territory market site branch tenant".split()
)


def tags(table: str, found: Sequence[Classified]) -> Iterator[str]:
    """Yield the statements that tag each personal column."""
    for each in _personal(found):
        name = quoted(each.column)
        yield f"ALTER TABLE {table} ALTER COLUMN {name} SET TAGS ('{each.tag}' = '')"


def masks(table: str, found: Sequence[Classified], readers: str = READERS) -> Iterator[str]:
    """Yield a function for each kind of mask, and the statements that put them on the columns."""
    home = table.rpartition(".")[0]
    columns = list(_personal(found))
    for name, each in {_function(each): each for each in columns}.items():
        yield (
            f"{_created(home, name, each)} RETURN "
            f"CASE WHEN is_account_group_member({_text(readers)}) THEN value ELSE {_left(each)} END"
        )
    for each in columns:
        function = f"{_prefix(home)}{quoted(_function(each))}"
        yield f"ALTER TABLE {table} ALTER COLUMN {quoted(each.column)} SET MASK {function}"


def policies(table: str, found: Sequence[Classified], readers: str = READERS) -> Iterator[str]:
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
            f"CREATE POLICY {quoted(name)} ON SCHEMA {home} "
            f"COLUMN MASK {_prefix(home)}{quoted(f'{name}_always')} "
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


def _personal(found: Sequence[Classified]) -> Iterator[Classified]:
    """Yield the personal columns; a struct as a whole, by the field that is surest.

    Tags and masks stand on columns, and on no field of one.
    """
    structs: dict[str, Classified] = {}
    for each in sorted(found, key=lambda each: -each.score):
        if each.type is not None and each.parent is not None:
            name, kind = each.parent
            whole = replace(each, column=name, datatype=kind, within=True, parent=None)
            structs.setdefault(name, whole)
    for each in found:
        if each.parent is None and each.type is not None:
            yield each
        elif each.parent is not None and (whole_ := structs.pop(each.parent[0], None)):
            yield whole_


def _is_territory(each: Classified) -> bool:
    return not _TERRITORY.isdisjoint(pieces_of(each.column)) and each.looked_at > 1


def _prefix(home: str) -> str:
    return f"{home}." if home else ""


def _kind(each: Classified) -> str:
    kind = each.datatype.lower()
    return kind if "<" in kind else kind.partition("(")[0]


def _function(each: Classified) -> str:
    kind = _kind(each)
    if "<" in kind:  # no two types are alike, and a function takes one
        return f"mask_{'_'.join(pieces_of(each.column)) or 'column'}_{kind.partition('<')[0]}"
    ending = "_text" if each.within else ""
    return f"mask_{str(each.type).lower()}{ending}" + ("" if kind == "string" else f"_{kind}")


def _created(home: str, name: str, each: Classified) -> str:
    kind = each.datatype if "<" in each.datatype else each.datatype.upper()
    return f"CREATE OR REPLACE FUNCTION {_prefix(home)}{quoted(name)}(value {kind}) RETURNS {kind}"


def _left(each: Classified) -> str:
    """Return what is left of a value, in the type of the column: a mask has to return that."""
    kind = _kind(each)
    if kind in ("string", "varchar", "char"):
        return mask_of(each).sql("value")
    return "trunc(value, 'YEAR')" if kind == "date" else "NULL"
