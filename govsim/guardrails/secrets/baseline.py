"""Holds the secrets that were looked at and accepted: as slow salted hashes, never as values."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

ROUNDS: Final = 20_000  # of PBKDF2: ten milliseconds a value, so that short passwords stay safe
_MARKS: Final = 32  # hexadecimal digits of a fingerprint that are kept


@dataclass(frozen=True, slots=True)
class Accepted:
    """One accepted finding of a file: what was found, by its fingerprint, and where it stood."""

    fingerprint: str
    type: str
    rule: str
    line: int  # of the day it was accepted; a later move does not matter


@dataclass(frozen=True, slots=True)
class Baseline:
    """What was accepted, by the path of the file; `salt` is made once for the whole baseline."""

    salt: bytes
    accepted: Mapping[str, tuple[Accepted, ...]] = field(default_factory=dict)

    def fingerprint(self, value: str) -> str:
        """Return the salted hash of a value, in hexadecimal digits."""
        return fingerprint(value, self.salt)

    def of(self, path: str) -> frozenset[str]:
        """Return the fingerprints that are accepted in one file."""
        return frozenset(each.fingerprint for each in self.accepted.get(path, ()))

    def with_file(self, path: str, found: Iterable[Accepted]) -> Baseline:
        """Return a baseline in which a file has these accepted findings, and no others."""
        kept = {name: each for name, each in self.accepted.items() if name != path}
        ordered = tuple(sorted(set(found), key=lambda each: (each.line, each.fingerprint)))
        return Baseline(self.salt, {**kept, path: ordered} if ordered else kept)


@lru_cache(maxsize=4096)
def fingerprint(value: str, salt: bytes) -> str:
    """Return a salted hash that takes too long to try a dictionary of passwords against."""
    made = hashlib.pbkdf2_hmac("sha256", value.encode("utf-8", "surrogatepass"), salt, ROUNDS)
    return made.hex()[:_MARKS]


def is_accepted(value: str, salt: bytes, accepted: frozenset[str]) -> bool:
    """Whether the fingerprint of a value is among the accepted ones."""
    if not accepted:
        return False
    made = fingerprint(value, salt)
    return any(hmac.compare_digest(made, each) for each in accepted)
