"""Finds personal data that a word or a sign announces, all of which are looked up in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.pii.addresses_of_machines import spelled_emails
from govsim.guardrails.pii.banking import BANK_STEMS, bank_codes
from govsim.guardrails.pii.births import BIRTH_SIGNS, BIRTH_YEARS, births
from govsim.guardrails.pii.bookings import BOOKING_STEMS, BOOKINGS_ABROAD, bookings
from govsim.guardrails.pii.card_codes import CODE_STEMS, card_codes
from govsim.guardrails.pii.credentials import (
    PASSWORD_STEMS,
    USER_STEMS,
    Places,
    passwords,
    usernames,
)
from govsim.guardrails.pii.dates import ages
from govsim.guardrails.pii.logins import LOGIN_STEMS, LOGINS_ABROAD, users_named
from govsim.guardrails.pii.mentions import mentions
from govsim.guardrails.pii.messages import MESSAGE_STEMS, fields
from govsim.guardrails.pii.plates_abroad import PLATE_STEMS, plates_abroad
from govsim.guardrails.pii.references import (
    REFERENCE_STEMS,
    SERVICE_STEMS,
    references,
    service_numbers,
)
from govsim.guardrails.pii.scattered_machines import HARDWARE, MACHINES, NAMING
from govsim.guardrails.pii.values import Hit
from govsim.guardrails.pii.zones import SIGN, zones
from govsim.guardrails.spotting import Reading, Words

_URL: Final = re.compile(r"(?:https?|ftp)://[^\s<>\"'`)\]}]+|www\.[\w-]+\.[^\s<>\"'`)\]}]+")
POSTAL: Final = ("zip", "post", "plz", "codigo", "código", "cap", "cep", "kod", "psč")
BIRTH: Final = (
    "birth",
    "born",
    "dob",
    "bday",
    "d.o.b",
    "d o b",
    "gebor",
    "geb",
    "naiss",
    "né",
    "naci",
    "nasc",
    "nat",
    "urodz",
    "ur.",
    "föd",
    "fød",
    "syntyn",
    "narozen",
    "szület",
    "născ",
    "naşter",
    "naștere",
    "doğum",
    "dogum",
    "doğd",
    "syntym",
    "ngày sinh",
    "sinh ngày",
    "рожд",
    "родил",
    "народж",
    "роден",
    "γεννη",
    "γέννη",
    "לידה",
    "נולד",
    "ميلاد",
    "مواليد",
    "تولد",
    "出生",
    "生日",
    "生年月日",
    "생년월일",
    "생일",
    "जन्म",
    "วันเกิด",
)


class Met(NamedTuple):
    """Of each group of words those that a text holds in small letters, and where."""

    passwords: Places
    users: Places
    spelled: Places
    banks: Places
    codes: Places
    plates: Places
    zips: Places
    birth: Places
    hardware: Places
    machines: Places
    naming: Places
    logins: Places
    logins_abroad: Places
    birth_signs: Places
    birth_years: Places
    bookings: Places
    bookings_abroad: Places
    references: Places
    services: Places
    messages: Places


# In the order of the fields above.
WORDS: Final = Words(
    PASSWORD_STEMS,
    USER_STEMS,
    ("at]", "at)", "[@"),
    BANK_STEMS,
    CODE_STEMS,
    PLATE_STEMS,
    POSTAL,
    BIRTH,
    HARDWARE,
    MACHINES,
    NAMING,
    LOGIN_STEMS,
    LOGINS_ABROAD,
    BIRTH_SIGNS,
    BIRTH_YEARS,
    BOOKING_STEMS,
    BOOKINGS_ABROAD,
    REFERENCE_STEMS,
    SERVICE_STEMS,
    MESSAGE_STEMS,
    often=True,
)


def words_in(reading: Reading) -> Met:
    """Return the words that announce something in a text."""
    return Met(*WORDS.places(reading))


def told_by_words(text: str, reading: Reading, met: Met, types: frozenset[str]) -> Iterator[Hit]:
    """Yield what words and signs announce, numbers in figures left out, which stand for themselves.

    Args:
        text: What is read.
        reading: The same, as it is searched for words.
        met: What `words_in` returns of it.
        types: Which types are looked for.
    """
    low = reading.low
    if "PASSWORD" in types:
        yield from passwords(text, low, met.passwords)
    if "CARD_CODE" in types:
        yield from card_codes(text, reading, met.codes)
    if "USERNAME" in types:
        yield from usernames(text, low, met.users) if met.users else ()
        yield from users_named(text, low, met.logins, met.logins_abroad)
        yield from mentions(text) if "@" in text else ()
    if "EMAIL" in types and met.spelled:
        yield from spelled_emails(text)
    if met.banks:
        yield from bank_codes(text, met.banks)
    if met.messages:
        yield from fields(text, met.messages)
    if "<" in text and SIGN in text:
        yield from zones(text)
    if "VEHICLE" in types and met.plates:
        yield from plates_abroad(text, met.plates)
    if "DOB" in types:
        yield from births(text, low, met.birth, met.birth_signs, met.birth_years)
    if "OTHER_ID" in types:
        yield from bookings(text, low, met.bookings, met.bookings_abroad)
        yield from references(text, low, met.references) if met.references else ()
        yield from service_numbers(text, low, met.services) if met.services else ()
    if "AGE" in types:
        yield from ages(text)
    if "URL" in types and ("://" in text or "www." in text):
        yield from (Hit(*m.span(), "URL", 0.9, "url") for m in _URL.finditer(text))
