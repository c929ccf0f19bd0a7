"""Gives out surrogates: one for each subject, none that the text already has, all of them kept."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Final

from govsim.guardrails.redaction.canonical import canonical
from govsim.guardrails.redaction.dates import shifted
from govsim.guardrails.redaction.layout import grouped, in_case, in_layout, in_odd_case
from govsim.guardrails.redaction.names import surname_of, words_of
from govsim.guardrails.redaction.reserved import MAKERS
from govsim.guardrails.redaction.sightings import sightings, words_in
from govsim.guardrails.redaction.vault import Entry, Vault
from govsim.guardrails.redaction.words import invented_word

NAME: Final = "NAME"  # one word of the name of a person
LITERAL: Final = "TEXT"  # a stretch of the text that happens to look like a surrogate
_SPELLINGS: Final = 60  # of one subject; more get a label
_SPACE: Final = 10**6  # indexes a key chooses from
_LAID_OUT: Final = frozenset({"SSN", "CREDIT_CARD", "IBAN", "MAC"})
_WORDLIKE: Final = frozenset({"EMAIL", "URL", "USERNAME", "LOCATION", "ORG", NAME})


class Book:
    """Gives out surrogates for one text; `vault` grows as it does.

    Args:
        text: What is redacted; nothing that stands in it is given out.
        vault: What was given out before.
        key: Makes the choice repeatable by whoever has it, and by nobody else; empty: by counting.
        subject: Whose text it is: dates are shifted by as many days for each.
    """

    def __init__(self, text: str, vault: Vault, key: bytes, subject: str) -> None:
        self.vault = vault
        self._key = key
        self._subject = subject
        self._text = text

    @cached_property
    def _seen(self) -> tuple[frozenset[str], frozenset[str]]:
        """What stands in the text already: cores, and stretches as they are written."""
        seen = list(sightings(self._text, self.vault))
        words = words_in(self._text)
        cores = {each.core for each in seen} | {word.casefold() for word in words}
        return frozenset(cores), words | {self._text[each.start : each.end] for each in seen}

    @property
    def _cores(self) -> frozenset[str]:
        return self._seen[0]

    @property
    def _surfaces(self) -> frozenset[str]:
        return self._seen[1]

    def label(self, type_: str, original: str) -> str:
        """Return a label such as `[DOB 3]`; another spelling of the same is `[DOB 3.2]`."""
        kind, subject = f"#{type_}", canonical(type_, original)
        known = self.vault.spelled.get((kind, original))
        if known is not None and known not in self._surfaces:
            return known
        core = self.vault.cores.get((kind, subject))
        for spelling in range(2, _SPELLINGS) if core and known is None else ():
            surrogate = f"{core[:-1]}.{spelling}]" if core else ""
            if surrogate not in self._surfaces and surrogate not in self.vault.forms:
                return self._kept(Entry(kind, surrogate, original, core or ""), subject)
        while True:
            surrogate = f"[{type_} {self.vault.next}]"
            self.vault = self.vault.counted()
            if surrogate not in self._surfaces and surrogate not in self.vault.forms:
                return self._kept(Entry(kind, surrogate, original, surrogate), subject)

    def surrogate(self, type_: str, original: str) -> str:
        """Return what stands for a value: of its own kind where one is reserved, else a label."""
        if type_ in ("DATE", "DOB"):
            moved = shifted(original, self._key, self._subject) if self._key else None
            return self._date(type_, original, moved) if moved else self.label(type_, original)
        if type_ not in MAKERS:
            return self.label(type_, original)
        return self._form(type_, original, MAKERS[type_])

    def name(self, original: str) -> str:
        """Return a name with its words replaced, and what joins them as it was."""
        words = list(words_of(original))
        surname = surname_of(words, original)
        if surname is None:
            return self.label("PERSON", original)
        pieces, done = [], 0
        for word in words:
            if word.is_initial:
                put = self._initial(word.text, surname.text)
            else:
                put = self._form(NAME, word.text, lambda index, _: invented_word(index))
                if word is not surname:
                    family, given = canonical(NAME, surname.text), canonical(NAME, word.text)
                    self.vault = self.vault.joined(family, given)
            pieces += [original[done : word.start], put]
            done = word.end
        return "".join([*pieces, original[done:]])

    def _initial(self, letter: str, surname: str) -> str:
        """Return the initial of the surrogate of a given name, where one alone can be meant."""
        family = canonical(NAME, surname)
        known = self.vault.together.get(family, frozenset())
        meant = sorted(given for given in known if given.startswith(canonical(NAME, letter)))
        core = self._form(NAME, surname, lambda index, _: invented_word(index)).casefold()
        subject = f"{letter.casefold()} {family}"
        if (spelled := self.vault.spelled.get(("INITIAL", subject))) is not None:
            return in_case(spelled[0], letter)
        choice = [self.vault.cores[NAME, meant[0]][0]] if len(meant) == 1 else []
        for put in (*choice, *"ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
            surrogate = f"{put.casefold()} {core}"
            if surrogate not in self.vault.forms:
                self._kept(Entry("INITIAL", surrogate, subject, surrogate), subject)
                return in_case(put, letter)
        return letter

    def _form(self, type_: str, original: str, make: Callable[[int, str], str]) -> str:
        known = self.vault.spelled.get((type_, original))
        if known is not None:
            return known
        subject = canonical(type_, original)
        core = self.vault.cores.get((type_, subject)) or self._fresh(type_, subject, original, make)
        for surrogate in _spellings(type_, core, original):
            if surrogate not in self.vault.forms and surrogate not in self._surfaces:
                return self._kept(Entry(type_, surrogate, original, core), subject)
        return self.label(type_, original)

    def _fresh(
        self, type_: str, subject: str, original: str, make: Callable[[int, str], str]
    ) -> str:
        """Return a core that neither the text nor the vault has, chosen by key or by counting."""
        index = self._first(type_, subject)
        while True:
            core = make(index, original)
            low = core.casefold()
            if low not in self._cores and low not in self.vault.main:
                return core
            index += 1

    def _first(self, type_: str, subject: str) -> int:
        if self._key:
            made = hmac.digest(self._key, f"{type_}\0{subject}".encode(), hashlib.sha256)
            return int.from_bytes(made[:8]) % _SPACE
        self.vault = self.vault.counted()
        return self.vault.next - 1

    def _date(self, type_: str, original: str, moved: str) -> str:
        entry = self.vault.forms.get(moved)
        if entry is not None and entry.original == original:
            return moved
        if entry is not None or moved in self._surfaces:
            return self.label(type_, original)
        return self._kept(Entry(type_, moved, original, moved), original)

    def _kept(self, entry: Entry, subject: str) -> str:
        self.vault = self.vault.with_entry(entry, subject)
        return entry.surrogate


def _spellings(type_: str, core: str, original: str) -> Iterator[str]:
    """Yield ways to write a surrogate, the one most like the original first."""
    if type_ in _WORDLIKE:
        yield in_case(core, original) if type_ == NAME else _as_written(core, original)
        yield from (in_odd_case(core, attempt) for attempt in range(_SPELLINGS))
    elif type_ == "PHONE":
        yield from _phones(core, original)
    elif type_ in _LAID_OUT:
        size = sum(map(str.isalnum, original))
        if size == len(core):
            yield in_layout(core, original)
        yield from (grouped(core, attempt) for attempt in range(_SPELLINGS))
    else:
        yield core
        yield core.upper()


def _as_written(core: str, original: str) -> str:
    return core.upper() if original.isupper() else core


def _phones(core: str, original: str) -> Iterator[str]:
    digits = "".join(filter(str.isdigit, original))
    plain = len(digits) == len(core) and "+" not in original
    national = plain or (len(digits) == len(core) + 1 and digits[0] == "1")
    if national:
        yield in_layout(core, original)
    area, middle, line = core[:3], core[3:6], core[6:]
    for separator in ("-", " ", ".", ""):
        yield f"+1 {separator.join((area, middle, line))}"
        yield separator.join((area, middle, line))
        yield f"({area}) {middle}{separator or '/'}{line}"
