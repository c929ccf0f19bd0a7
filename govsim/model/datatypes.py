"""Holds the names of data types: the fields of structs, what arrays and maps hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

_FOLLOWS: Final = re.compile(r"\s+(?:NOT\s+NULL|COMMENT|COLLATE)\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def fields_of(type_: str) -> tuple[tuple[str, str], ...]:
    """Return the fields of a struct with their types; nothing for any other type."""
    inner = _inside(type_, "STRUCT")
    return tuple(_field(part) for part in _parts(inner)) if inner else ()


@lru_cache(maxsize=4096)
def element_of(type_: str) -> str:
    """Return what an array holds, or the empty text."""
    return _inside(type_, "ARRAY")


@lru_cache(maxsize=4096)
def entries_of(type_: str) -> tuple[str, ...]:
    """Return the types of a map's keys and values; nothing for any other type."""
    return _parts(_inside(type_, "MAP"))


def field_type(type_: str, name: str) -> str:
    """Return the type of a field, of a map's values, or of the same field of an array's structs."""
    if element := element_of(type_):
        found = field_type(element, name)
        return f"ARRAY<{found}>" if found else ""
    if entries := entries_of(type_):
        return entries[-1]
    wanted = name.lower()
    return next((kind for field, kind in fields_of(type_) if field.lower() == wanted), "")


def lacks(type_: str, parts: Sequence[str]) -> bool:
    """Return whether a type is known, and has no fields of these names one inside the other."""
    for part in parts:
        held = type_.strip().upper()
        if not held or held.startswith(("VARIANT", "MAP", "VOID")):
            return False
        while element := element_of(type_):
            type_ = element
        found = {field.lower(): kind for field, kind in fields_of(type_)}
        if part.lower() not in found:
            return True
        type_ = found[part.lower()]
    return False


def field_changes(was: str, now: str) -> tuple[tuple[str, str, str], ...]:
    """Return what differs between two types: the path of a field, its type then, and now.

    The path is empty where the whole is of another make; a type is where there is no such field.
    """
    before, after = fields_of(was), fields_of(now)
    if before and after:
        held = {name.lower(): kind for name, kind in after}
        found = [
            (_path(name, path), then, later)
            for name, kind in before
            for path, then, later in (
                field_changes(kind, held[name.lower()])
                if name.lower() in held
                else [("", kind, "")]
            )
        ]
        known = {name.lower() for name, _ in before}
        return (*found, *((name, "", kind) for name, kind in after if name.lower() not in known))
    if (inner := element_of(was)) and (other := element_of(now)):
        return tuple(
            (_path("element", path), then, later)
            for path, then, later in field_changes(inner, other)
        )
    return () if _plain(was) == _plain(now) else (("", was, now),)


def _path(name: str, path: str) -> str:
    return f"{name}.{path}" if path else name


def _plain(type_: str) -> str:
    return "".join(type_.split()).upper()


def with_field(
    type_: str, path: Sequence[str], change: Callable[[str, str], str], *, added: bool = False
) -> str | None:
    """Return a type with one field inside it changed; None where it has no such field.

    Args:
        type_: A struct, or an array or map of them.
        path: The names of fields one inside the other; `element` goes into an array, `key` and
            `value` into a map.
        change: Takes the name and type of the field, and returns what stands for it; the empty
            text takes it away.
        added: Whether the last name is of a field that is not there yet, with an empty type.
    """
    first, rest = path[0].lower(), path[1:]
    if element := element_of(type_):
        inner = (
            with_field(element, rest, change, added=added) if first == "element" and rest else ""
        )
        return f"ARRAY<{inner}>" if inner else None
    if (entries := entries_of(type_)) and rest and first in ("key", "value"):
        place = int(first == "value")
        made = with_field(entries[place], rest, change, added=added)
        kept = [made if each == place else entry for each, entry in enumerate(entries)]
        return f"MAP<{', '.join(map(str, kept))}>" if made else None
    return _with_struct_field(type_, path, change, added=added)


def _with_struct_field(
    type_: str, path: Sequence[str], change: Callable[[str, str], str], *, added: bool
) -> str | None:
    first, rest = path[0].lower(), path[1:]
    texts = list(_parts(_inside(type_, "STRUCT")))
    if not texts:
        return None
    held = {name.lower(): place for place, name in enumerate(n for n, _ in map(_field, texts))}
    if added and not rest:
        return None if first in held else f"STRUCT<{', '.join([*texts, change(path[0], '')])}>"
    if first not in held:
        return None
    name, kind = _field(texts[held[first]])
    if rest:
        inner = with_field(kind, rest, change, added=added)
        if inner is None:
            return None
    made = f"{name}: {inner}" if rest else change(name, kind)
    after = _named(texts[held[first]])[1]
    texts[held[first]] = made and f"{made}{after[_ends(after) :]}"
    left = [text for text in texts if text]
    return f"STRUCT<{', '.join(left)}>" if left else None


def _inside(type_: str, word: str) -> str:
    text = type_.strip()
    head, bracket, rest = text.partition("<")
    if not bracket or head.strip().upper() != word or not rest.rstrip().endswith(">"):
        return ""
    return rest.rstrip()[:-1].strip()


def _parts(text: str) -> tuple[str, ...]:
    found: list[str] = []
    depth = start = 0
    quote = ""
    for place, mark in enumerate(text):
        if quote:
            quote = "" if mark == quote else quote
        elif mark in "'\"`":
            quote = mark
        elif mark in "<(":
            depth += 1
        elif mark in ">)":
            depth -= 1
        elif mark == "," and depth == 0:
            found.append(text[start:place].strip())
            start = place + 1
    last = text[start:].strip()
    return (*found, last) if last else tuple(found)


def _field(text: str) -> tuple[str, str]:
    """Return the name and the type of one field, without NOT NULL and COMMENT."""
    name, rest = _named(text)
    return name, rest[: _ends(rest)].rstrip()


def _named(text: str) -> tuple[str, str]:
    """Return the name of a field, and all that stands after it."""
    if text.startswith("`"):
        name, _, rest = text[1:].partition("`")
    else:
        cut = next((i for i, mark in enumerate(text) if mark in ": \t\n"), len(text))
        name, rest = text[:cut], text[cut:]
    return name, rest.strip().removeprefix(":").strip()


def _ends(text: str) -> int:
    """Return where a type ends that NOT NULL or COMMENT may follow."""
    depth = 0
    for place, mark in enumerate(text):
        depth += (mark in "<(") - (mark in ">)")
        if depth == 0 and mark == " " and _FOLLOWS.match(text, place):
            return place
    return len(text)
