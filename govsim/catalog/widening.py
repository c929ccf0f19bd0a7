"""Decides whether a table takes another type for a column: always, where it may widen, or never.

Source: Databricks documentation, *type widening* (supported type changes) and ALTER TABLE, ALTER
COLUMN … TYPE; Spark error condition CANNOT_UPDATE_FIELD. Read 2026-11-28.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from govsim.catalog.governance import Note, refuse
from govsim.errors import Place
from govsim.model.datatypes import field_changes
from govsim.model.kinds import SecurableType
from govsim.model.values import Column, RelationDetail, Securable, Tags

PROPERTY: Final = "delta.enableTypeWidening"
_WORD: Final = "TBLPROPERTIES"
# Keys and values of TBLPROPERTIES, in quotes or plain.
_SAID: Final = re.compile(r"""'([^']*)'|"([^"]*)"|`([^`]*)`|([^\s,=()'"`]+)""")
_SPELLED: Final = {
    "TINYINT": "BYTE", "SMALLINT": "SHORT", "INTEGER": "INT", "BIGINT": "LONG", "REAL": "FLOAT",
    "DEC": "DECIMAL", "NUMERIC": "DECIMAL", "CHARACTER": "CHAR", "TIMESTAMP_LTZ": "TIMESTAMP",
}  # fmt: skip
_WIDER: Final = {
    "BYTE": ("SHORT", "INT", "LONG", "DOUBLE"),
    "SHORT": ("INT", "LONG", "DOUBLE"),
    "INT": ("LONG", "DOUBLE"),
    "FLOAT": ("DOUBLE",),
    "DATE": ("TIMESTAMP_NTZ",),
}
# How many digits before the point a decimal needs for each integer.
_DIGITS: Final = {"BYTE": 10, "SHORT": 10, "INT": 10, "LONG": 20}
_TYPE: Final = re.compile(r"\s*(?P<word>\w+)\s*(?:\((?P<sizes>[\d\s,]*)\))?")


class Change(Enum):
    """Which tables take a change of type."""

    ALWAYS = "every table"
    WIDENED = "tables that may widen"
    NEVER = "no table"


def change_of(was: str, now: str) -> Change:
    """Return which tables take `now` for a column of type `was`; types as SQL writes them.

    A type that is not known is taken to fit. What structs, arrays and maps are made of is changed
    field by field, so they are never taken as a whole.
    """
    if not was or not now or "<" not in f"{was}{now}":
        return _plain(_Type.of(was), _Type.of(now)) if was and now else Change.ALWAYS
    differing = field_changes(was, now)
    same = all(_same(then, later) for _, then, later in differing)
    return Change.ALWAYS if same else Change.NEVER


def require_type(
    found: Securable, name: str, was: str, now: str, at: Place | None, *, rewritten: bool
) -> tuple[Note, ...]:
    """Refuse a type that a column cannot be given as the table stands.

    Args:
        found: The table.
        name: The column, or the path of a field in it.
        was: Its type.
        now: The type it is to have.
        at: Where the statement stands.
        rewritten: Whether to take for granted that the table is written anew where it must be.

    Returns:
        What deserves a word where the change is taken.

    Raises:
        GovsimError: `type-change`.
    """
    change = change_of(was, now)
    if (
        change is Change.ALWAYS
        or not _is_delta(found)
        or (change is Change.WIDENED and widens(found))
    ):
        return ()
    said, place = f"column `{name}` of `{found.name}` is {was}, and ", at and at.at_word(name)
    if change is Change.WIDENED:
        words = f"{said}becomes {now} only where table property {PROPERTY} is true"
        return (Note("type-change", words, place),)
    words = f"{said}becomes {now} only where the table is written anew"
    if not rewritten:
        refuse("type-change", words, at, _instead(name, was, now))
    return (Note("type-change", words, place),)


def widens(found: Securable) -> bool:
    """Return whether the table's properties let its types widen."""
    held = found.detail.properties if isinstance(found.detail, RelationDetail) else ()
    said = {key.lower(): value.lower() for key, value in _properties(held)}
    return said.get(PROPERTY.lower()) == "true"


def with_properties(held: Tags, text: str) -> Tags:
    """Return the options of a table after SET or UNSET TBLPROPERTIES, given as written."""
    verb, _, listed = text.partition("(")
    kept = {key.lower(): (key, value) for key, value in _properties(held)}
    if verb.split()[0].upper() == "UNSET":
        for name in _said(listed):
            kept.pop(name.lower(), None)
    else:
        kept |= {key.lower(): (key, value) for key, value in _pairs(listed)}
    others = tuple(each for each in held if each[0] != _WORD)
    said = ", ".join(f"'{key}' = '{value}'" for key, value in kept.values())
    return (*others, (_WORD, f"({said})")) if kept else others


def _properties(held: Tags) -> Iterator[tuple[str, str]]:
    return (pair for word, text in held if word == _WORD for pair in _pairs(text or ""))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    words = list(_said(text))
    return zip(words[::2], words[1::2], strict=False)


def _said(text: str) -> Iterator[str]:
    return (
        next((g for g in found.groups() if g is not None), "") for found in _SAID.finditer(text)
    )


def retyped(held: Sequence[Column], made: Sequence[Column]) -> Iterator[tuple[str, str, str]]:
    """Yield the plain columns that keep their name: the name, the type then, the type now."""
    types = {column.name.lower(): column.type for column in held}
    for column in made:
        was = types.get(column.name.lower(), "")
        if "<" not in f"{was}{column.type}":
            yield column.name, was, column.type


@dataclass(frozen=True, slots=True)
class _Type:
    """A type that is made of no others: its word, and its length, or digits and scale."""

    word: str
    sizes: tuple[int, ...] = ()

    @staticmethod
    def of(text: str) -> _Type:
        """Read a type as SQL writes it; a collation is left out."""
        found = _TYPE.match(text)
        word = found["word"].upper() if found is not None else text.strip().upper()
        sizes = tuple(map(int, re.findall(r"\d+", (found and found["sizes"]) or "")))
        word = _SPELLED.get(word, word)
        if word == "DECIMAL":
            sizes = (sizes[0] if sizes else 10, sizes[1] if len(sizes) > 1 else 0)
        return _Type(word, sizes)


def _plain(was: _Type, now: _Type) -> Change:
    if was == now or was.word == "VOID":
        return Change.ALWAYS
    if was.word in ("CHAR", "VARCHAR"):
        longer = now.word == "VARCHAR" and now.sizes >= was.sizes
        return Change.ALWAYS if longer or now.word == "STRING" else Change.NEVER
    if now.word == "DECIMAL" and (least := _least(was)) is not None:
        digits, scale = now.sizes
        fits = scale >= least[1] and digits - scale >= least[0] - least[1]
        return Change.WIDENED if fits else Change.NEVER
    return Change.WIDENED if now.word in _WIDER.get(was.word, ()) else Change.NEVER


def _least(was: _Type) -> tuple[int, ...] | None:
    """Return digits and scale of the smallest decimal that a number may become."""
    if was.word == "DECIMAL":
        return was.sizes
    return (_DIGITS[was.word], 0) if was.word in _DIGITS else None


def _same(was: str, now: str) -> bool:
    plain = bool(was and now) and "<" not in f"{was}{now}"
    return plain and _Type.of(was) == _Type.of(now)


def _instead(name: str, was: str, now: str) -> str:
    if "<" in now:
        return f"change its fields one by one: ALTER COLUMN {name}.field TYPE …"
    to, least = _Type.of(now), _least(_Type.of(was))
    if to.word == "DECIMAL" and least is not None:
        scale = max(to.sizes[1], least[1])
        return f"the smallest such type is DECIMAL({least[0] - least[1] + scale}, {scale})"
    return "add a column of that type and fill it, or replace the table by a query that casts"


def _is_delta(found: Securable) -> bool:
    """Return whether a table is kept in Delta, as it is where nobody says otherwise."""
    held = found.detail.properties if isinstance(found.detail, RelationDetail) else ()
    words = next((text or "" for word, text in held if word == "USING"), "DELTA").split()
    return found.type is SecurableType.TABLE and words[:1] in ([], ["DELTA"])
