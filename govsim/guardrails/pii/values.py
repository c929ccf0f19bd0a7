"""Holds the kinds of personal data, and what a scan of one text finds of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple


class Hit(NamedTuple):
    """One find in the text that was scanned; offsets count its characters, half-open."""

    start: int
    end: int
    type: str
    score: float
    rule: str
    why: str = ""


# What `Hit(…)` itself calls, in half of the time, with all of its fields in one tuple: for finds
# that are many in a text.
made: Final = tuple.__new__


@dataclass(frozen=True, slots=True)
class EntityType:
    """One kind of personal data.

    Attributes:
        name: As findings call it.
        about: What it is, in a few words.
        threshold: The least score that is reported where a policy names none.
        personal: Whether it is looked for where a policy names no types.
    """

    name: str
    about: str
    threshold: float
    personal: bool = True


_TYPES: Final = (
    EntityType("PERSON", "a name of a person, in full or in part", 0.4),
    EntityType("ADDRESS", "a postal address, or the street of one", 0.4),
    EntityType("LOCATION", "a town, country, region or other place", 0.4),
    EntityType("ZIP", "a postal code", 0.4),
    EntityType("EMAIL", "an e-mail address", 0.5),
    EntityType("PHONE", "a telephone or fax number", 0.4),
    EntityType("SSN", "a social security number of the United States", 0.5),
    EntityType("CREDIT_CARD", "a payment card number", 0.5),
    EntityType("CARD_CODE", "the security code, track data or PIN block of a card", 0.5),
    EntityType("IBAN", "an international bank account number", 0.5),
    EntityType("BANK_ACCOUNT", "an account, routing or branch number of a bank", 0.5),
    EntityType("IP", "an internet address, version 4 or 6", 0.5),
    EntityType("MAC", "a hardware address of a network interface", 0.5),
    EntityType("NATIONAL_ID", "a number by which a country knows a person", 0.4),
    EntityType("TAX_ID", "a taxpayer or company number", 0.4),
    EntityType("PASSPORT", "a passport number", 0.4),
    EntityType("DRIVER_LICENSE", "a driving licence number", 0.4),
    EntityType("MEDICAL_ID", "a patient, insurance or prescriber number", 0.4),
    EntityType("VEHICLE", "a vehicle identification number or number plate", 0.4),
    EntityType("OTHER_ID", "a device, wallet, employee, customer or student number", 0.4),
    EntityType("USERNAME", "the name of an account", 0.4),
    EntityType("PASSWORD", "a password written in prose, a file or an address", 0.4),
    EntityType("DOB", "a date of birth", 0.4),
    EntityType("DATE", "any other date", 0.4, personal=False),
    EntityType("AGE", "how old somebody is", 0.4, personal=False),
    EntityType("URL", "an address on the web", 0.4, personal=False),
    EntityType("ORG", "a company, authority or other organisation", 0.4, personal=False),
)

TYPES: Final[Mapping[str, EntityType]] = {t.name: t for t in _TYPES}
PERSONAL: Final = frozenset(t.name for t in _TYPES if t.personal)
