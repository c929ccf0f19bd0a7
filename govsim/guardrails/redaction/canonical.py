"""Decides which spellings are one subject: case, spaces and punctuation make no difference."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from govsim.guardrails.redaction.dates import day_of
from govsim.guardrails.redaction.telephones import telephone

# Written by the German convention where the letter is missing; other marks are left out.
_SPELLED_OUT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_WORD: Final = re.compile(r"\w+")
# Where the part from `+` on names a folder of one mailbox, and where dots are not read either.
_TAGS: Final = frozenset(
    """gmail.com googlemail.com outlook.com hotmail.com live.com icloud.com me.com mac.com
    proton.me protonmail.com fastmail.com""".split()
)
_DOTS: Final = frozenset({"gmail.com", "googlemail.com"})


def canonical(type_: str, value: str) -> str:
    """Return what all spellings of one subject share; of types that are not known, the value."""
    return _READERS.get(type_, str)(value)


def _digits(value: str) -> str:
    return "".join(filter(str.isdigit, value)) or value


def _marks(value: str) -> str:
    return "".join(filter(str.isalnum, value)).upper() or value


def _folded(value: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split())


def _words(value: str) -> str:
    """Return the words of an address: commas and dots tell nobody apart."""
    return " ".join(_WORD.findall(_folded(value))) or value


def _name(value: str) -> str:
    plain = unicodedata.normalize("NFKD", _folded(value).translate(_SPELLED_OUT))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _mailbox(value: str) -> str:
    name, at, domain = _folded(value).rpartition("@")
    if domain in _TAGS:
        name = name.partition("+")[0] or name
    if domain in _DOTS:
        name, domain = name.replace(".", "") or name, "gmail.com"
    return f"{name}{at}{domain}"


def _address(value: str) -> str:
    try:
        return str(ipaddress.ip_address(value.strip("[]")))
    except ValueError:
        return value.casefold()


def _day(value: str) -> str:
    day = day_of(value)
    return day.isoformat() if day else _folded(value)


_READERS: Final[Mapping[str, Callable[[str], str]]] = {
    "ADDRESS": _words,
    "AGE": _folded,
    "BANK_ACCOUNT": _marks,
    "CARD_CODE": _marks,
    "CREDIT_CARD": _digits,
    "DATE": _day,
    "DOB": _day,
    "DRIVER_LICENSE": _marks,
    "EMAIL": _mailbox,
    "IBAN": _marks,
    "IP": _address,
    "LOCATION": _name,
    "MAC": _marks,
    "MEDICAL_ID": _marks,
    "NAME": _name,
    "NATIONAL_ID": _marks,
    "ORG": _folded,
    "PASSPORT": _marks,
    "PERSON": _name,
    "PHONE": telephone,
    "SSN": _digits,
    "TAX_ID": _marks,
    "URL": _folded,
    "USERNAME": _folded,
    "VEHICLE": _marks,
    "ZIP": _marks,
}
