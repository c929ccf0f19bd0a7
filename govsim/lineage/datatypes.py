"""Reads the names of data types: the fields of structs, what arrays and maps hold."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache


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


def _inside(type_: str, word: str) -> str:
    text = type_.strip()
    head, bracket, rest = text.partition("<")
    if not bracket or head.strip().upper() != word or not rest.rstrip().endswith(">"):
        return ""
    return rest.rstrip()[:-1].strip()


def _parts(text: str) -> tuple[str, ...]:
    found: list[str] = []
    depth = start = 0
    for place, mark in enumerate(text):
        if mark in "<(":
            depth += 1
        elif mark in ">)":
            depth -= 1
        elif mark == "," and depth == 0:
            found.append(text[start:place].strip())
            start = place + 1
    last = text[start:].strip()
    return (*found, last) if last else tuple(found)


def _field(text: str) -> tuple[str, str]:
    if text.startswith("`"):
        name, _, rest = text[1:].partition("`")
    else:
        cut = next((i for i, mark in enumerate(text) if mark in ": \t\n"), len(text))
        name, rest = text[:cut], text[cut:]
    return name, rest.strip().removeprefix(":").strip().split(" COMMENT ")[0]
