"""Decides what a principal finds by words and tags, among all that she may see to exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from govsim.access.decide import authorize
from govsim.access.standing import Context
from govsim.catalog import Snapshot
from govsim.model import statements as s
from govsim.model.kinds import SINGLETONS, SecurableType, parts_of
from govsim.model.values import Column, Securable, Tags

# How much a place says about what a securable is; a name that is the word says most.
_EXACT, _NAME, _TAG, _COLUMN, _COMMENT, _FULL_NAME = 32, 16, 8, 6, 4, 2
_WHOLE: Final = 2  # a whole word counts twice
Hit = tuple[int, str]  # weight, and where it is


@dataclass(frozen=True, slots=True)
class Found:
    """One securable that was found. `matched` says where, the most telling place first."""

    title: str
    name: str
    matched: tuple[str, ...]
    comment: str | None
    tags: Tags
    owner: str
    score: int


def search(
    snapshot: Snapshot,
    principal: str,
    words: str,
    *,
    tags: Sequence[str] = (),
    types: Collection[SecurableType] | None = None,
    context: Context | None = None,
) -> tuple[Found, ...]:
    """Return what matches every word and every tag, best first, then in order of the names.

    Names, comments, tags, and the same of columns are looked through. What the principal may not
    see to exist is left out; with words and tags empty, all that she may see is found.

    Args:
        snapshot: What is searched.
        principal: Who searches.
        words: Words in any case, parts of words too; all of them must be found.
        tags: Keys, or `key=value`, that the securable or one of its columns must bear.
        types: Which types of securable to find; None finds all.
        context: Where she searches from.

    Source:
        Unity Catalog documentation: *privileges reference*, BROWSE.
    """
    terms = words.lower().split()
    found = []
    for securable in snapshot.securables.values():
        if securable.type in SINGLETONS or (types is not None and securable.type not in types):
            continue
        hits = _hits(securable, terms, tags)
        if hits is not None and _may_see(snapshot, principal, securable, context):
            found.append(_found(securable, hits))
    return tuple(sorted(found, key=lambda one: (-one.score, one.name, one.title)))


def _may_see(
    snapshot: Snapshot, principal: str, securable: Securable, context: Context | None
) -> bool:
    see = s.Ask(what="see", name=parts_of(securable.name), type=securable.type)
    return authorize(snapshot, principal, see, question="?", context=context).allowed


def _found(securable: Securable, hits: Sequence[Hit]) -> Found:
    places = dict.fromkeys(where for _, where in sorted(hits, key=lambda hit: -hit[0]))
    score = sum(weight for weight, _ in hits)
    tags = securable.tags
    about = (securable.comment, tags, securable.owner)
    return Found(securable.title, securable.name, tuple(places), *about, score)


def _hits(
    securable: Securable, terms: Sequence[str], tags: Sequence[str]
) -> tuple[Hit, ...] | None:
    """Return the best place of each word and tag; None when one of them is nowhere."""
    best = []
    for term in terms:
        places = list(_places(securable, term))
        if not places:
            return None
        best.append(max(places, key=lambda hit: hit[0]))
    for tag in tags:
        borne = next(_bearing(securable, tag), None)
        if borne is None:
            return None
        best.append(borne)
    return tuple(best)


def _places(securable: Securable, term: str) -> Iterator[Hit]:
    if term in (leaf := securable.leaf.lower()):
        yield (_EXACT if term == leaf else _NAME), "name"
    elif term in securable.name.lower():
        yield _FULL_NAME, "full name"
    yield from _told(term, securable.comment, securable.tags, "")
    for column in securable.columns:
        if term in column.name.lower():
            yield _COLUMN * _whole(term, column.name), f"column {column.name}"
        yield from _told(term, column.comment, column.tags, f" of column {column.name}")


def _told(term: str, comment: str | None, tags: Tags, whose: str) -> Iterator[Hit]:
    if comment and term in comment.lower():
        yield _COMMENT * _whole(term, comment), f"comment{whose}"
    for key, value in tags:
        if term in key.lower() or (value and term in value.lower()):
            yield _TAG, f"tag {_tag(key, value)}{whose}"


def _whole(term: str, text: str) -> int:
    return _WHOLE if term in text.lower().replace(",", " ").replace(".", " ").split() else 1


def _bearing(securable: Securable, tag: str) -> Iterator[Hit]:
    key, _, value = tag.partition("=")
    bearers: tuple[Securable | Column, ...] = (securable, *securable.columns)
    for bearer in bearers:
        whose = f" of column {bearer.name}" if isinstance(bearer, Column) else ""
        for held, of in bearer.tags:
            if held.lower() == key.lower() and (not value or value.lower() == (of or "").lower()):
                yield _TAG, f"tag {_tag(held, of)}{whose}"


def _tag(key: str, value: str | None) -> str:
    return f"{key}={value}" if value else key
