"""Decides which spellings are one subject: case, spaces and punctuation make no difference."""

from __future__ import annotations

import ipaddress
from typing import Final

_DIGITS: Final = frozenset({"PHONE", "SSN", "CREDIT_CARD", "ZIP", "BANK_ACCOUNT"})
_MARKS: Final = frozenset(
    {"IBAN", "MAC", "NATIONAL_ID", "TAX_ID", "PASSPORT", "DRIVER_LICENSE", "MEDICAL_ID", "VEHICLE"}
)
_NATIONAL: Final = 11  # digits of a number of North America with its country code


def canonical(type_: str, value: str) -> str:
    """Return what all spellings of one subject share."""
    if type_ in _DIGITS:
        digits = "".join(filter(str.isdigit, value))
        if type_ == "PHONE" and len(digits) == _NATIONAL and digits[0] == "1":
            return digits[1:]
        return digits or value
    if type_ in _MARKS:
        return "".join(filter(str.isalnum, value)).upper() or value
    if type_ == "IP":
        return _address(value)
    return " ".join(value.casefold().split())


def _address(value: str) -> str:
    try:
        return str(ipaddress.ip_address(value.strip("[]")))
    except ValueError:
        return value.casefold()
