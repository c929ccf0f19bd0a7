"""Holds how each type is masked: as SQL for the platform, and on a value, to try it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from govsim import expressions as re
from govsim.guardrails.columns.values import Classified

HIDDEN: Final = "***"


class Mask(ABC):
    """What is left of a value."""

    @abstractmethod
    def sql(self, name: str) -> str:
        """Return the expression over a column of text."""

    @abstractmethod
    def of(self, value: str) -> str:
        """Return what the expression gives for a value."""


@dataclass(frozen=True, slots=True)
class Whole(Mask):
    """Nothing is left."""

    def sql(self, name: str) -> str:
        """Return a constant."""
        return f"'{HIDDEN}'"

    def of(self, value: str) -> str:
        """Return the constant."""
        return HIDDEN


@dataclass(frozen=True, slots=True)
class KeepLast(Mask):
    """The last characters are left, and nothing of a value that has not more than those."""

    count: int

    def sql(self, name: str) -> str:
        """Return the end of the text behind a mark."""
        end = f"concat('{HIDDEN}', right({name}, {self.count}))"
        return f"CASE WHEN length({name}) > {2 * self.count} THEN {end} ELSE '{HIDDEN}' END"

    def of(self, value: str) -> str:
        """Return what the expression gives."""
        return HIDDEN + value[-self.count :] if len(value) > 2 * self.count else HIDDEN


@dataclass(frozen=True, slots=True)
class KeepFirst(Mask):
    """The first characters are left."""

    count: int

    def sql(self, name: str) -> str:
        """Return the beginning of the text before a mark."""
        return f"concat(left({name}, {self.count}), '{HIDDEN}')"

    def of(self, value: str) -> str:
        """Return what the expression gives."""
        return value[: self.count] + HIDDEN


@dataclass(frozen=True, slots=True)
class Replaced(Mask):
    """What a pattern matches is replaced. The pattern reads the same in Java and in Python."""

    pattern: str
    put: str

    def sql(self, name: str) -> str:
        """Return a replacement; a raw string, so that a backslash is one."""
        return f"regexp_replace({name}, r'{self.pattern}', '{self.put}')"

    def of(self, value: str) -> str:
        """Return what the expression gives."""
        return re.sub(self.pattern, self.put, value)


@dataclass(frozen=True, slots=True)
class Extracted(Mask):
    """Only the first match of a pattern is left."""

    pattern: str

    def sql(self, name: str) -> str:
        """Return the first match, or an empty text."""
        return f"regexp_extract({name}, r'{self.pattern}', 0)"

    def of(self, value: str) -> str:
        """Return what the expression gives."""
        found = re.search(self.pattern, value)
        return found[0] if found else ""


MASKS: Final[Mapping[str, Mask]] = {
    "EMAIL": Replaced("^[^@]+", HIDDEN),
    "PHONE": KeepLast(2),
    "CREDIT_CARD": KeepLast(4),
    "IBAN": KeepLast(4),
    "BANK_ACCOUNT": KeepLast(4),
    "SSN": KeepLast(4),
    "DOB": Extracted("(18|19|20)[0-9]{2}"),
    "ZIP": KeepFirst(2),
    # The last parts, with a port, a zone or the length of a network; all of what has no parts.
    "IP": Replaced("[.:][0-9a-fA-F]*[.:][0-9a-fA-F]+([:/%][0-9a-zA-Z]+)?$|^[^.:]+$", HIDDEN),
}


def mask_of(each: Classified) -> Mask:
    """Return the mask of a column; of most types, and of text that holds one, nothing is left."""
    return Whole() if each.within else MASKS.get(str(each.type), Whole())
