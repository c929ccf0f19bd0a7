"""Reads what ALTER TABLE does to the columns of a table, for the statements after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sqlglot import TokenType

from govsim.lineage.reader import Reader, split
from govsim.lineage.specs import column_specs, type_in
from govsim.model.datatypes import with_field

Pairs = list[tuple[str, str]]
_CHANGES: Final = ("ALTER", "CHANGE", "MODIFY")


def altered(reader: Reader, columns: Pairs) -> Pairs | None:
    """Return the columns, in order with their types, after one ALTER TABLE; None for all else.

    Fields inside of columns are dropped, added and renamed in their types as far as that can be
    read; where it cannot, the type of the column is no longer known.
    """
    if reader.take("RENAME", "COLUMN"):
        return _renamed(reader, columns)
    if reader.take("DROP", "COLUMN") or reader.take("DROP", "COLUMNS"):
        return _dropped(reader, columns)
    if reader.take("ADD", "COLUMN") or reader.take("ADD", "COLUMNS"):
        return _added(reader, columns)
    if reader.take("REPLACE", "COLUMNS"):
        return [(str(part[0].text), type_in(part[1:])) for part in column_specs(reader.group())]
    if reader.take_any(*_CHANGES):
        reader.take("COLUMN")
        return _changed(reader, columns)
    return None


def _renamed(reader: Reader, columns: Pairs) -> Pairs:
    path = reader.parts()
    reader.need("TO")
    new = reader.part()
    if len(path) > 1:
        return _inside(columns, path, lambda _, kind: f"`{new}`: {kind}")
    return [(new if _is(n, path[0]) else n, type_) for n, type_ in columns]


def _dropped(reader: Reader, columns: Pairs) -> Pairs:
    reader.take("IF", "EXISTS")
    listed = reader.group() if reader.word() == "(" else reader.rest()
    for part in split(listed):
        path = [str(each.text) for each in part if each.token_type is not TokenType.DOT]
        if len(path) == 1:
            columns = [pair for pair in columns if not _is(pair[0], path[0])]
        else:
            columns = _inside(columns, path, lambda *_: "")
    return columns


def _added(reader: Reader, columns: Pairs) -> Pairs:
    reader.take("IF", "NOT", "EXISTS")
    listed = reader.group() if reader.word() == "(" else reader.rest()
    for part in column_specs(listed):
        if len(part) > 1 and part[1].token_type is TokenType.DOT:
            columns = _with_field(columns, part)
        elif len(part) > 1:
            columns = _placed(columns, (str(part[0].text), type_in(part[1:])), part)
    return columns


def _changed(reader: Reader, columns: Pairs) -> Pairs:
    """Take ALTER COLUMN c TYPE type, FIRST or AFTER other, and CHANGE COLUMN c new type."""
    path = reader.parts()
    if len(path) > 1:
        return _retyped(columns, path, reader)
    held = next((pair for pair in columns if _is(pair[0], path[0])), None)
    rest = reader.rest()
    words = [each.text.upper() for each in rest]
    if held is None:
        return columns
    if words[:1] == ["TYPE"]:
        return [(n, type_in(rest[1:]) if _is(n, path[0]) else type_) for n, type_ in columns]
    if not words or words[0] in _SETTINGS:
        return columns
    if words[0] not in ("FIRST", "AFTER"):  # CHANGE COLUMN old new type
        new = (str(rest[0].text), type_in(rest[1:]) or held[1])
        columns, held = [new if pair == held else pair for pair in columns], new
    if "FIRST" not in words and "AFTER" not in words:
        return columns
    return _placed([pair for pair in columns if pair != held], held, rest)


_SETTINGS: Final = frozenset({"SET", "DROP", "COMMENT", "UNSET", "SYNC"})


def _placed(columns: Pairs, made: tuple[str, str], said: list[Any]) -> Pairs:
    """Return the columns with one more, where FIRST or AFTER say, or at the end."""
    words = [each.text.upper() for each in said]
    if words[-1] == "FIRST":
        return [made, *columns]
    if len(words) > 1 and words[-2] == "AFTER":
        names = [name.lower() for name, _ in columns]
        after = str(said[-1].text).lower()
        if after in names:
            place = names.index(after) + 1
            return [*columns[:place], made, *columns[place:]]
    return [*columns, made]


def _with_field(columns: Pairs, said: list[Any]) -> Pairs:
    """Take ADD COLUMN outer.field type."""
    path, place = [str(said[0].text)], 1
    while place + 1 < len(said) and said[place].token_type is TokenType.DOT:
        path.append(str(said[place + 1].text))
        place += 2
    type_ = type_in(said[place:])
    return _inside(columns, path, lambda name, _: f"`{name}`: {type_}", added=True)


def _retyped(columns: Pairs, path: list[str], reader: Reader) -> Pairs:
    """Take ALTER COLUMN outer.field TYPE type; all else leaves the fields as they are."""
    if not reader.take("TYPE"):
        return columns
    type_ = type_in(reader.rest())
    return _inside(columns, path, lambda name, _: f"`{name}`: {type_}")


def _inside(
    columns: Pairs, path: list[str], change: Callable[[str, str], str], *, added: bool = False
) -> Pairs:
    """Return the columns with one field changed; without a type where that cannot be read."""
    return [
        (n, with_field(t, path[1:], change, added=added) or "" if _is(n, path[0]) else t)
        for n, t in columns
    ]


def _is(name: str, other: str) -> bool:
    return name.lower() == other.lower()
