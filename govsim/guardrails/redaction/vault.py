"""Holds what stands for whom: a value that each redaction extends, and restoring reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from immutables import Map

Key = tuple[str, str]  # type and canonical form


class Entry(NamedTuple):
    """One spelling of one subject, and the surrogate that stands for just this spelling."""

    type: str
    surrogate: str
    original: str
    core: str  # what all surrogates of the subject share


@dataclass(frozen=True, slots=True)
class Vault:
    """Every surrogate that was given out, both ways. It holds personal data, and no secrets.

    Attributes:
        cores: Subject to what all its surrogates share.
        forms: Surrogate to its entry.
        spelled: Type and spelling to the surrogate.
        main: Core in small letters to the entry of the first spelling.
        together: Surname to the given names that stood with it, in small letters.
        next: The number of the next surrogate that is a label, or is chosen by counting.
    """

    cores: Map[Key, str] = field(default_factory=Map)
    forms: Map[str, Entry] = field(default_factory=Map)
    spelled: Map[Key, str] = field(default_factory=Map)
    main: Map[str, Entry] = field(default_factory=Map)
    together: Map[str, frozenset[str]] = field(default_factory=Map)
    next: int = 0

    def __len__(self) -> int:
        return len(self.forms)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.forms.values())

    def with_entry(self, entry: Entry, subject: str) -> Vault:
        """Return a vault that knows one spelling more.

        Args:
            entry: Its surrogate must be new.
            subject: The canonical form of the original.
        """
        key = entry.core.casefold()
        return replace(
            self,
            cores=self.cores.set((entry.type, subject), entry.core),
            forms=self.forms.set(entry.surrogate, entry),
            spelled=self.spelled.set((entry.type, entry.original), entry.surrogate),
            main=self.main if key in self.main else self.main.set(key, entry),
        )

    def joined(self, surname: str, given: str) -> Vault:
        """Return a vault that knows that two words stood in one name."""
        known = self.together.get(surname, frozenset())
        if given in known:
            return self
        return replace(self, together=self.together.set(surname, known | {given}))

    def counted(self) -> Vault:
        """Return a vault whose next number is one more."""
        return replace(self, next=self.next + 1)
