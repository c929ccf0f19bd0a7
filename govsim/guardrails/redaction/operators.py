"""Replaces one value for good: by a placeholder, a mask, a keyed hash, or one of its shape."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from govsim.errors import GovsimError
from govsim.guardrails.redaction.dates import shifted
from govsim.guardrails.redaction.layout import in_layout
from govsim.guardrails.redaction.reserved import MAKERS

MASK: Final = "*"
_DIGEST: Final = 16  # bytes of a keyed hash that are shown
_DAYS: Final = ("DATE", "DOB")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_LAID_OUT: Final = frozenset({"CREDIT_CARD", "IBAN", "MAC", "PHONE", "SSN"})


def replaced(type_: str) -> str:
    """Return the placeholder of a type: `<EMAIL>`."""
    return f"<{type_}>"


def masked(value: str, keep: int) -> str:
    """Return a value with every letter and digit hidden but the last few, separators in place."""
    places = [at for at, mark in enumerate(value) if mark.isalnum()]
    hidden = set(places[: max(0, len(places) - keep)])
    return "".join(MASK if at in hidden else mark for at, mark in enumerate(value))


def hashed(value: str, key: bytes) -> str:
    """Return the keyed hash of a value, HMAC-SHA256 cut to 128 bits, in hexadecimal digits."""
    made = hmac.digest(_needed(key, "hash"), _bytes(value), hashlib.sha256)
    return made[:_DIGEST].hex()


def shaped(type_: str, value: str, key: bytes) -> str:
    """Return another value of the same shape: digits for digits, letters for letters.

    Where a range of the type is reserved, it is of that range, and its check digits hold. A day is
    another day, up to a year before, written in the same form.
    """
    if type_ in _DAYS and (day := shifted(value, _needed(key, "shape"), value)):
        return day
    made = hmac.digest(_needed(key, "shape"), f"{type_}\0".encode() + _bytes(value), hashlib.sha512)
    if type_ in MAKERS:
        core = MAKERS[type_](int.from_bytes(made[:4]), value)
        fits = sum(map(str.isalnum, value)) >= len(core)
        return in_layout(core, value) if type_ in _LAID_OUT and fits else core
    return "".join(_mark(mark, made[at % len(made)] + at) for at, mark in enumerate(value))


def _mark(mark: str, number: int) -> str:
    if mark.isdigit():
        return str(number % 10)
    if not mark.isalpha():
        return mark
    letter = _LETTERS[number % len(_LETTERS)]
    return letter.upper() if mark.isupper() else letter


def _bytes(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")


def _needed(key: bytes, operation: str) -> bytes:
    if not key:
        hint = "give a key, and keep it: without one, anybody could compute the same"
        raise GovsimError("missing-key", f"`{operation}` needs a key", hint=hint)
    return key
