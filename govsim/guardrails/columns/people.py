"""Decides whether the values of a column are given names or family names of people.

One word alone is little: Florence, Austin and Rose are names of people, of towns and of things.
But a column of given names holds mostly such words, among them some that no place bears and some
that are no common word; a column of towns or of flowers does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.columns.headers import names_things, says_part_of_name
from govsim.guardrails.columns.look import PLAINLY, Claim, Look
from govsim.guardrails.pii.names.network import shipped
from govsim.guardrails.pii.names.words import contains

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
# Words with what joins and shortens them: `Anne-Marie`, `O’Brien`, `J.`, `van der Berg`.
_WORDS: Final = re.compile(r"[^\W\d_]+\.?(?:[ '’\-·]{1,2}[^\W\d_]+\.?){0,5}")
_LONGEST: Final = 40  # characters of a name
_FEWEST: Final = 3  # values that tell something without a header
_NAMED: Final = 0.9  # where the header can speak of nobody but people
_TOLD: Final = 0.85
_GIVEN: Final = 0.8  # of given names, how many are known
_FAMILY: Final = 0.9  # of family names: more of them are names of places too
_NO_PLACE: Final = 0.15  # of family names, how many no place bears
_NO_WORD: Final = 0.3  # of family names, how many are no common word


class _Known(NamedTuple):
    """Which words of a value are in each list: all of them, or not."""

    first: bool
    last: bool
    place: bool
    common: bool


def people(look: Look) -> Iterator[Claim]:
    """Yield that a column holds names of people, told by its header or by all of its values."""
    if says_part_of_name(look.header):
        hits = sum(map(_can_be_part, look.values))
        if look.values and hits > 0.75 * len(look.values):
            why = "its header names a part of a person's name, and its values are words"
            yield Claim(_NAMED, "PERSON", hits, why)
    elif look.says.get("PERSON", 0.0) >= PLAINLY:
        hits = sum(map(_is_full_name, look.values))
        if look.values and hits == len(look.values):
            why = "its header names people, and its values are known names, given and family"
            yield Claim(_TOLD, "PERSON", hits, why)
    if len(look.values) >= _FEWEST and not look.says and not names_things(look.header):
        yield from _by_values(look.values)


def _by_values(values: Sequence[str]) -> Iterator[Claim]:
    """Yield that values are given or family names, whatever stands above them."""
    known = [_known(value) for value in values if value[:1].isupper() and _WORDS.fullmatch(value)]
    count = len(values)
    given = sum(each.first for each in known)
    no_place = sum(each.first and not each.place for each in known)
    no_word = sum(each.first and not each.common for each in known)
    only_place = sum(each.place and not each.first for each in known)
    if given >= _GIVEN * count and no_place > only_place and no_word > 0.05 * count:
        why = "its values are mostly known given names, and not all of them places or words"
        yield Claim(0.95 * given / count, "PERSON", given, why)
    family = sum(each.last for each in known)
    no_place = sum(each.last and not each.place for each in known)
    no_word = sum(each.last and not each.common for each in known)
    if family >= _FAMILY * count and no_place >= _NO_PLACE * count and no_word >= _NO_WORD * count:
        why = "its values are mostly known family names, and not all of them places or words"
        yield Claim(0.8 * family / count, "PERSON", family, why)


def _known(value: str) -> _Known:
    lists = shipped().weights.lists
    words = [word.lower() for word in _WORD.findall(value)]
    told = {
        name: bool(words) and all(contains(lists[name], word) for word in words)
        for name in _Known._fields
    }
    return _Known(**told)


def _can_be_part(value: str) -> bool:
    """Whether a value can be a name under a header that says so: words, written anyhow."""
    return len(value) <= _LONGEST and _WORDS.fullmatch(value) is not None


def _is_full_name(value: str) -> bool:
    """Whether a value is a given and a family name that are known, in either order."""
    words = [word.lower() for word in _WORD.findall(value)]
    if not 2 <= len(words) <= 4 or not _can_be_part(value.replace(",", "")):
        return False
    lists = shipped().weights.lists
    ends = (words[0], words[-1]), (words[-1], words[0])
    return any(
        contains(lists["first"], given) and contains(lists["last"], family)
        for given, family in ends
    )
