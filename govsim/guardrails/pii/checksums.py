"""Decides whether the check digits of an identifier are right: the arithmetic that many share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from operator import mul
from typing import Final

LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ALPHANUMERIC: Final = "0123456789" + LETTERS

# Letters of either case are the numbers from 10 on.
_AS_NUMBERS: Final = str.maketrans(
    {sign: str(int(sign, 36)) for sign in (*LETTERS, *LETTERS.lower())}
)
_VALUES: Final = bytes(byte - 48 if 48 <= byte <= 57 else 0 for byte in range(256))
_DOUBLED: Final = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
_TWICE: Final = bytes([*_DOUBLED, *range(10, 256)])
_VERHOEFF_D: Final = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 2, 3, 4, 0, 6, 7, 8, 9, 5),
    (2, 3, 4, 0, 1, 7, 8, 9, 5, 6), (3, 4, 0, 1, 2, 8, 9, 5, 6, 7),
    (4, 0, 1, 2, 3, 9, 5, 6, 7, 8), (5, 9, 8, 7, 6, 0, 4, 3, 2, 1),
    (6, 5, 9, 8, 7, 1, 0, 4, 3, 2), (7, 6, 5, 9, 8, 2, 1, 0, 4, 3),
    (8, 7, 6, 5, 9, 3, 2, 1, 0, 4), (9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
)  # fmt: skip
_VERHOEFF_P: Final = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 5, 7, 6, 2, 8, 3, 0, 9, 4),
    (5, 8, 0, 3, 7, 9, 6, 1, 4, 2), (8, 9, 1, 6, 0, 4, 3, 5, 2, 7),
    (9, 4, 5, 3, 1, 2, 6, 8, 7, 0), (4, 2, 8, 6, 5, 7, 3, 9, 0, 1),
    (2, 7, 9, 3, 8, 0, 6, 4, 1, 5), (7, 0, 4, 6, 9, 1, 3, 2, 5, 8),
)  # fmt: skip


def numbers(text: str) -> bytes:
    """Return the values of a text of digits."""
    return text.encode().translate(_VALUES)


def luhn(digits: str) -> bool:
    """Whether the last digit follows ISO/IEC 7812-1, annex B."""
    values = numbers(digits)
    total = sum(values[-1::-2]) + sum(values[-2::-2].translate(_TWICE))
    return total % 10 == 0


def weighted(digits: str, weights: Sequence[int]) -> int:
    """Return the sum of the products of digits and weights, as far as there are weights."""
    return sum(map(mul, numbers(digits), weights))


def mod_97_10(text: str) -> bool:
    """Whether an alphanumeric text is 1 modulo 97 (ISO 7064, as in IBAN)."""
    return int(text.translate(_AS_NUMBERS)) % 97 == 1


def mod_11_10(digits: str) -> bool:
    """Whether the last digit follows ISO 7064 MOD 11,10."""
    rest = 10
    for value in numbers(digits[:-1]):
        rest = ((rest + value) % 10 or 10) * 2 % 11
    return (11 - rest) % 10 == int(digits[-1])


def mod_11_2(text: str) -> bool:
    """Whether the last character follows ISO 7064 MOD 11-2, X standing for ten."""
    rest = 0
    for value in numbers(text[:-1]):
        rest = (rest + value) * 2 % 11
    return "0123456789X"[(12 - rest) % 11] == text[-1]


def verhoeff(digits: str) -> bool:
    """Whether the last digit follows Verhoeff's dihedral check."""
    check = 0
    for place, value in enumerate(reversed(numbers(digits))):
        check = _VERHOEFF_D[check][_VERHOEFF_P[place % 8][value]]
    return check == 0


def ean(digits: str) -> bool:
    """Whether the last digit follows the check of EAN and GTIN."""
    values = numbers(digits)[::-1]
    return (sum(values[::2]) + 3 * sum(values[1::2])) % 10 == 0


def is_date(year: int, month: int, day: int) -> bool:
    """Whether the three are a day of the calendar."""
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1 <= year <= 9999):
        return False
    if day <= 28:
        return True
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def short_date(year: str, month: str, day: str) -> bool:
    """Whether two digits each of year, month and day are a day of either century."""
    y, m, d = int(year), int(month), int(day)
    return is_date(2000 + y, m, d) or is_date(1900 + y, m, d)
