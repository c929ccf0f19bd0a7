"""Makes surrogates out of ranges that belong to nobody, with check digits that hold.

Source: RFC 2606 (example.com), RFC 5737 and RFC 2544 (IPv4), RFC 3849 (IPv6), RFC 7042 (MAC
addresses for documentation), the numbering plan of North America (555-0100 to 555-0199), the
numbering of social security (no area is 900 or more), ISO 3166 (XX is no country).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from govsim.guardrails.redaction.words import invented_word

_CARD: Final = "400000"  # the first digits of cards that payment services hand out for tests
_DOCUMENTED: Final = ("192.0.2", "198.51.100", "203.0.113")
_HOSTS: Final = 254  # of each documented network


def email(index: int, like: str) -> str:
    """Return an address under a domain that is kept for examples."""
    return f"{invented_word(index).lower()}@example.com"


def phone(index: int, like: str) -> str:
    """Return the ten digits of a number kept for stories: an area, 555, 0100 to 0199."""
    area, line = divmod(index, 100)
    return f"{200 + area % 800:03}55501{line:02}"


def ssn(index: int, like: str) -> str:
    """Return nine digits of an area that is not given out, and of no taxpayer number."""
    rest, serial = divmod(index, 9999)
    area, group = divmod(rest, 49)
    return f"{900 + area % 100:03}{group + 1:02}{serial + 1:04}"


def card(index: int, like: str) -> str:
    """Return a card number of the same length, with its check digit."""
    size = max(13, sum(map(str.isdigit, like)))
    body = f"{_CARD}{index % 10 ** (size - 7):0{size - 7}}"
    return body + luhn_digit(body)


def iban(index: int, like: str) -> str:
    """Return an account number of the same length in country XX, with its check digits."""
    size = max(15, sum(map(str.isalnum, like)))
    return with_iban_check("XX", f"{index % 10 ** (size - 4):0{size - 4}}")


def ip(index: int, like: str) -> str:
    """Return an address of a documentation network, of the version that the original has."""
    if ":" in like:
        return f"2001:db8::{index >> 16 & 0xFFFF:x}:{index & 0xFFFF:x}"
    network, host = divmod(index, _HOSTS)
    if network < len(_DOCUMENTED):
        return f"{_DOCUMENTED[network]}.{host + 1}"
    index -= len(_DOCUMENTED) * _HOSTS
    return f"198.{18 + (index >> 16 & 1)}.{index >> 8 & 255}.{index & 255}"


def mac(index: int, like: str) -> str:
    """Return the digits of an address for documentation, then of one managed locally."""
    if index < 256:  # how many there are
        return f"00005e0053{index:02x}"
    return f"02005e{index & 0xFFFFFF:06x}"


def url(index: int, like: str) -> str:
    """Return an address at a host that is kept for examples."""
    return f"https://example.com/{invented_word(index).lower()}"


def username(index: int, like: str) -> str:
    """Return an account name that says what it is."""
    return f"user_{invented_word(index).lower()}"


def place(index: int, like: str) -> str:
    """Return a place that is on no map."""
    return f"{invented_word(index)}ville"


def organisation(index: int, like: str) -> str:
    """Return a company that is in no register."""
    return f"{invented_word(index)}corp"


MAKERS: Final[Mapping[str, Callable[[int, str], str]]] = {
    "CREDIT_CARD": card,
    "EMAIL": email,
    "IBAN": iban,
    "IP": ip,
    "LOCATION": place,
    "MAC": mac,
    "ORG": organisation,
    "PHONE": phone,
    "SSN": ssn,
    "URL": url,
    "USERNAME": username,
}


def luhn_digit(body: str) -> str:
    """Return the digit that makes a number hold by ISO/IEC 7812-1."""
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in body[::-2])
    return str(-(doubled + sum(map(int, body[-2::-2]))) % 10)


def with_iban_check(country: str, account: str) -> str:
    """Return an IBAN with the check digits of ISO 13616."""
    number = int("".join(str(int(mark, 36)) for mark in f"{account}{country}00"))
    return f"{country}{98 - number % 97:02}{account}"
