"""Compares by name: how a key, a securable and a statement are named in an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from govsim.catalog import Metastore
from govsim.errors import Place
from govsim.model.kinds import SINGLETONS, SecurableType, parts_of
from govsim.model.statements import Target
from govsim.model.values import Securable


def target_of(held: Securable) -> Target:
    """Return a securable as a statement names it, in full."""
    return Target(held.type, () if held.type in SINGLETONS else parts_of(held.name))


def name_of(key: str) -> str:
    """Return the full name that a key holds."""
    return key.partition(":")[2]


def common(keys: Iterable[str]) -> str:
    """Return the name of the innermost container that holds everything named by some keys."""
    names = [name_of(key) for key in keys]
    if not names:
        return ""
    shared = []
    # What the first and the last in order have in common, all between them have.
    for one, other in zip(*(parts_of(end)[:-1] for end in (min(names), max(names))), strict=False):
        if one != other:
            break
        shared.append(one)
    return ".".join(shared)


def counted(keys: Iterable[str], *states: Metastore) -> str:
    """Return what some keys are, by type: `37 tables and 2 views`."""
    first, *others = states
    of = first.securables.get
    types = Counter(
        held.type if (held := of(key)) is not None else _type_of(key, others) for key in keys
    )
    words = ((str(type_).lower(), count) for type_, count in types.items())
    return joined(f"{count:,} {plural(word, count)}" for word, count in words)


def type_word(key: str, *states: Metastore) -> str:
    """Return the type of a securable in lower case, as the first state that has it says."""
    return str(_type_of(key, states)).lower()


def _type_of(key: str, states: Iterable[Metastore]) -> SecurableType:
    for state in states:
        if (held := state.securables.get(key)) is not None:
            return held.type
    return SecurableType.TABLE


def plural(word: str, count: int) -> str:
    """Return a word as it stands after a number."""
    if count == 1:
        return word
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


def joined(words: Iterable[str], last: str = "and") -> str:
    """Return words as a list in a sentence."""
    found = list(words)
    if len(found) < 2:
        return "".join(found)
    return f"{', '.join(found[:-1])} {last} {found[-1]}"


def place_of(at: Place | None, number: int) -> str:
    """Return where a statement stands: source and line, or its number in the script."""
    return f"{at.source}:{at.line}" if at is not None else f"statement {number}"
