"""Finds in a text whatever looks like a surrogate, whoever wrote it, and whom it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from govsim.guardrails.redaction.vault import Entry, Vault

_GAP: Final = r"[\s.:/-]{0,3}"  # between two marks of a number, however it is grouped
_HEX: Final = f"(?:{_GAP}[0-9a-f])"
_LOOKS: Final = re.compile(
    rf"""(?P<label>\[[A-Z][A-Z_]*\ \d+(?:\.\d+)?\])
    |(?P<url>https?://example\.com/[a-z]+)
    |(?P<email>(?<![\w.+-])[a-z]+@example\.com)(?![\w-])
    |(?P<user>(?<!\w)user_[a-z]+)(?![\w])
    |(?P<ip6>(?<![\w:])2001:db8::[0-9a-f]{{1,4}}:[0-9a-f]{{1,4}})(?![\w:])
    |(?P<date>(?<![\w.-])(?:\d{{4}}[-/.]\d\d[-/.]\d\d|\d\d[-/.]\d\d[-/.]\d{{4}}))(?![\w-])
    |(?P<ip4>(?<![\d.])(?:192\.0\.2|198\.51\.100|203\.0\.113|198\.1[89]\.\d{{1,3}})\.\d{{1,3}})
     (?![\d.]?\d)
    |(?P<mac>(?<!\w)(?:{_GAP.join("00005e0053")}{_HEX}{{2}}|{_GAP.join("02005e")}{_HEX}{{6}}))(?!\w)
    |(?P<iban>(?<!\w)X{_GAP}X(?:{_GAP}\d){{13,32}})(?!\w)
    |(?P<number>(?<![\w])\d(?:[\s().\-/]{{0,3}}\d){{8,29}})
    |(?P<word>[^\W\d_]+)""",
    re.VERBOSE | re.IGNORECASE,
)
_WORDS: Final = re.compile(r"[^\W\d_]+|\d[\d./-]{8}\d")
_ORDINARY: Final = frozenset({"word", "date"})  # what most texts are full of
_ODD: Final = re.compile(r"[^0-9A-Za-z]")
_SPELLING: Final = re.compile(r"\.\d+\]")  # which spelling of its subject a label stands for
_OPENING: Final = 6  # characters before the digits of a number that may belong to its spelling
# The country of a telephone number, and the bracket around its area.
_COUNTRY: Final = re.compile(r"(?<![\w+])(?:(?:\+|00)?1[\s.-]{0,2})?\(?$")
_PLURAL: Final = ("s", "S")
_NAME: Final = "NAME"  # the type of one word of the name of a person
_CARD: Final = "400000"
_CARD_SIZES: Final = range(19, 12, -1)
_IBAN: Final = 15  # characters at least
_STORY: Final = "55501"  # what stands in the middle of a telephone number for stories


@dataclass(frozen=True, slots=True)
class Sighting:
    """A stretch that looks like a surrogate.

    `entry` is None when the vault does not know it; `exact` says that it is spelled as it was
    given out.
    """

    start: int
    end: int
    kind: str
    core: str  # in small letters, without separators
    entry: Entry | None
    exact: bool


def sightings(text: str, vault: Vault) -> Iterator[Sighting]:
    """Yield what looks like a surrogate, in order; words and dates only where the vault knows them.

    Args:
        text: Where to look.
        vault: What was given out.
    """
    forms, main = vault.forms, vault.main
    for found in _LOOKS.finditer(text):
        kind = found.lastgroup or ""
        if kind in _ORDINARY:
            surface = found[0]
            exact = forms.get(surface)
            entry = exact or main.get(surface.casefold())
            if entry is not None:
                core = surface.casefold()
                yield Sighting(*found.span(), kind, core, entry, exact is not None)
            elif (one := _one_of(surface, vault)) is not None:
                core, exact = surface[:-1].casefold(), forms.get(surface[:-1])
                yield Sighting(found.start(), found.end() - 1, kind, core, one, exact is not None)
        elif kind == "number":
            yield from _numbers(text, found, vault)
        else:
            seen = _sighting(found.start(), found.end(), kind, found[0], vault)
            if kind == "iban" and seen.entry is None:
                seen = _shorter(found, vault) or seen
            yield seen


def words_in(text: str) -> frozenset[str]:
    """Return the words and dates of a text, as they are written; of a plural, one of it too."""
    words = frozenset(_WORDS.findall(text))
    return words | {word[:-1] for word in words if word.endswith(_PLURAL)}


def _one_of(surface: str, vault: Vault) -> Entry | None:
    """Return the surname whose family a word speaks of: `the Quillans`."""
    if not surface.endswith(_PLURAL):
        return None
    found = vault.forms.get(surface[:-1]) or vault.main.get(surface[:-1].casefold())
    return found if found is not None and found.type == _NAME else None


def _sighting(start: int, end: int, kind: str, surface: str, vault: Vault) -> Sighting:
    core = _ODD.sub("", surface) if kind in ("mac", "iban") else " ".join(surface.split())
    exact = vault.forms.get(surface)
    core = core.casefold()
    if kind == "label":
        core = _SPELLING.sub("]", core)
    return Sighting(start, end, kind, core, exact or vault.main.get(core), exact is not None)


def _shorter(found: re.Match[str], vault: Vault) -> Sighting | None:
    """Return the account number that other digits follow."""
    surface = found[0]
    for end in range(len(surface) - 1, _IBAN, -1):
        if surface[end - 1].isdigit() and not surface[end].isdigit():
            at = found.start()
            seen = _sighting(at, at + end, "iban", surface[:end], vault)
            if seen.entry is not None:
                return seen
    return None


def _numbers(text: str, found: re.Match[str], vault: Vault) -> Iterator[Sighting]:
    """Yield the reserved numbers among the digits of a stretch: of telephones, cards, people."""
    places = [at for at in range(found.start(), found.end()) if text[at].isdigit()]
    digits = "".join(text[at] for at in places)
    done = -1
    for first, size, kind in _cuts(digits, text, places):
        start, end = places[first], places[first + size - 1] + 1
        glued = _follows_digit(text, start, kind) or text[end : end + 1].isdigit()
        if first <= done or glued:
            continue
        core = digits[first : first + size]
        seen = _spelled(text, start, end, kind, core, vault)
        if seen.entry is not None or kind != "card" or size == _CARD_SIZES[-1]:
            done = first + size - 1
            yield seen


def _follows_digit(text: str, start: int, kind: str) -> bool:
    """Whether a digit stands right before, other than the country code of a telephone number."""
    before = text[max(0, start - 2) : start]
    if kind == "phone" and before.endswith("1"):
        return before[:-1].isdigit()
    return before[-1:].isdigit()


def _cuts(digits: str, text: str, places: list[int]) -> Iterator[tuple[int, int, str]]:
    at = 0
    while at < len(digits):
        if digits.startswith(_CARD, at):
            yield from ((at, size, "card") for size in _CARD_SIZES if at + size <= len(digits))
        if digits[at + 3 : at + 8] == _STORY and at + 10 <= len(digits):
            yield at, 10, "phone"
        fresh = at == 0 or places[at] - places[at - 1] > 1
        if digits[at] == "9" and fresh and at + 9 <= len(digits):
            yield at, 9, "ssn"
        at += 1


def _spelled(text: str, start: int, end: int, kind: str, core: str, vault: Vault) -> Sighting:
    """Return the sighting with what stands before the digits, where the spelling has that too."""
    for back in range(min(_OPENING, start), -1, -1):
        entry = vault.forms.get(text[start - back : end])
        if entry is not None:
            return Sighting(start - back, end, kind, core, entry, exact=True)
    if kind == "phone" and core in vault.main and (front := _front(text, start, end)):
        start -= len(front)
    return Sighting(start, end, kind, core, vault.main.get(core), exact=False)


def _front(text: str, start: int, end: int) -> str:
    """Return what belongs to the spelling of a telephone number in front of its ten digits."""
    found = _COUNTRY.search(text, max(0, start - _OPENING), start)
    bracket = ")" in text[start:end]
    return found[0] if found and found[0].endswith("(") == bracket else ""
