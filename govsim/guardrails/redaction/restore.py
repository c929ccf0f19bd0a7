"""Puts back what pseudonyms stand for, where the policy allows it, and tells what it cannot."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from govsim.guardrails.redaction.sightings import Sighting, sightings
from govsim.guardrails.redaction.vault import Entry, Vault

_BEFORE: Final = re.compile(r"(?<![^\W_])([^\W\d_])\.?\s{0,2}$")
_AFTER: Final = re.compile(r",?\s([^\W\d_])(?![^\W_])")
_REACH: Final = 8  # characters in which an initial and its dot stand
_PEOPLE: Final = frozenset({"NAME", "INITIAL"})


class Span(NamedTuple):
    """A stretch of the text that was to be restored, and what kind of thing stands there."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class Restored:
    """A text with its pseudonyms undone.

    Attributes:
        text: The text; what is not restored stands in it as it came.
        restored: What was put back.
        withheld: Pseudonyms of types that may not be restored.
        unknown: What looks like a pseudonym and is none of the vault: the model made it up, or
            mixed two.
    """

    text: str
    restored: tuple[Span, ...]
    withheld: tuple[Span, ...]
    unknown: tuple[Span, ...]


def restore(text: str, vault: Vault, types: Collection[str] | None = None) -> Restored:
    """Put back the originals for the pseudonyms of a vault, as they were spelled.

    A pseudonym is known in another case, over a line break, with other separators, and before an
    `'s`; then the first spelling of its subject stands in for it.

    Args:
        text: Redacted, or written by a model that read what was redacted.
        vault: What was given out.
        types: Which types may be put back, such as PERSON; None: all of them.
    """
    parts: list[str] = []
    done = 0
    restored: list[Span] = []
    withheld: list[Span] = []
    unknown: list[Span] = []
    for start, end, type_, put in _in_order(text, vault):
        span = Span(start, end, type_)
        if put is None:
            unknown.append(span)
        elif types is not None and type_ not in types and type_ != "TEXT":
            withheld.append(span)
        else:
            restored.append(span)
            parts += [text[done:start], put]
            done = end
    whole = "".join([*parts, text[done:]])
    return Restored(whole, tuple(restored), tuple(withheld), tuple(unknown))


def _in_order(text: str, vault: Vault) -> Iterator[tuple[int, int, str, str | None]]:
    """Yield what is put where, in order and apart; None where nobody knows what."""
    end = 0
    found = (row for seen in sightings(text, vault) for row in _puts(text, seen, vault))
    for row in sorted(found, key=lambda row: (row[0], -row[1])):
        if row[0] >= end:
            yield row
            end = row[1]


def _puts(text: str, seen: Sighting, vault: Vault) -> Iterator[tuple[int, int, str, str | None]]:
    if seen.entry is None:
        yield seen.start, seen.end, seen.kind, None
        return
    type_ = "PERSON" if seen.entry.type in _PEOPLE else seen.entry.type.lstrip("#")
    surface = text[seen.start : seen.end]
    yield seen.start, seen.end, type_, _original(seen, surface, seen.entry)
    if seen.entry.type == "NAME":
        yield from _initials(text, seen, vault)


def _original(seen: Sighting, surface: str, entry: Entry) -> str:
    if seen.exact or seen.kind != "word" or len(surface) == 1:
        return entry.original
    if surface.isupper():
        return entry.original.upper()
    return entry.original.lower() if surface.islower() else entry.original


def _initials(
    text: str, surname: Sighting, vault: Vault
) -> Iterator[tuple[int, int, str, str | None]]:
    """Yield the initials beside the surrogate of a surname: `A. Quillan`, `Quillan, A.`"""
    stop = surname.start
    while before := _BEFORE.search(text, max(0, stop - _REACH), stop):
        put = _letter(before[1], surname.core, vault)
        if put is None:
            break
        yield (*before.span(1), "PERSON", put)
        stop = before.start(1)
    at = surname.end
    while after := _AFTER.match(text, at):
        put = _letter(after[1], surname.core, vault)
        if put is None:
            break
        yield (*after.span(1), "PERSON", put)
        at = after.end(1) + (text[after.end(1) : after.end(1) + 1] == ".")


def _letter(letter: str, surname: str, vault: Vault) -> str | None:
    entry = vault.forms.get(f"{letter.casefold()} {surname}")
    if entry is None or entry.type != "INITIAL":
        return None
    first = entry.original[0]
    return first.upper() if letter.isupper() else first
