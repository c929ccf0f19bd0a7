"""Decides whether digits and letters are a value that people hide: by its form and check digits."""

from __future__ import annotations

from ipaddress import AddressValueError, IPv6Address
from typing import Final

from govsim import expressions as re
from govsim.guardrails.joining import CARD_DIGITS

_LEAST_6: Final = 10  # digits of an internet address of version 6 that is cut
_KINDS: Final = 4  # of digits
# Of few digits; processors print them for whoever tests a payment.
_OF_TESTS: Final = frozenset(
    "4111111111111111 4242424242424242 5555555555554444 4222222222222 4000000000000002"
    " 5555444433331111 4444333322221111 2222222222222224 5111111111111118 4444444444444448".split()
)
_CARD_GROUPS: Final = ((4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (16,), (15,))
ADDRESS: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})*\.[A-Za-z]{2,12}")
HARDWARE: Final = re.compile(r"[0-9A-Fa-f]{2}(?:([:-])[0-9A-Fa-f]{2})(?:\1[0-9A-Fa-f]{2}){4}")
# Of a person, and of a telephone, in America.
GROUPED: Final = re.compile(
    r"\d{3}-\d{2}-\d{4}|(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[.-])\d{3}[.-]\d{4}"
)
DATE: Final = re.compile(
    r"(?:19|20)\d\d(?P<by>[-./])[01]\d(?P=by)[0-3]\d"
    r"|[0-3]?\d(?P<of>[-./])[0-3]?\d(?P=of)(?:19|20)\d\d"
)
_MONTH: Final = (
    "(?:[Jj]an|[Ff]e[bv]|[Ff][ée]v|[Mm]a[riyg]|[Mm]är|[Mm]ei|[Aa][pbv]r|[Jj]u[nli]|[Gg]en|[Gg]iu"
    "|[Ll]ug|[Aa]ug|[Aa]go|[Aa]o[uû]t|[Ss]e[pt]|[Oo][ckt]t|[Oo]ut|[Nn]o[vw]|[Dd][eéi][cz]|[Ee]ne"
    "|JAN|FEB|MA[RY]|APR|JU[NL]|AUG|SEP|OCT|NOV|DEC)[A-Za-zéûä]{0,7}"
)
# A day whose month is a word, what stands between its parts left out or not.
WORDED_DAY: Final = re.compile(
    rf"(?<!\d)[0-3]?\d(?:st|nd|rd|th|\.)?[ -]?(?:de )?{_MONTH}[ ,.-]{{0,2}}(?:de )?(?:19|20)\d\d"
    rf"(?!\d)|(?<![A-Za-z]){_MONTH}[ .]{{0,2}}[0-3]?\d(?:st|nd|rd|th)?(?:,[ ]?|[ ])(?:19|20)\d\d"
    r"(?!\d)"
)
_ACCOUNT: Final = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")


def checks_iban(number: str) -> bool:
    """Whether the check digits of an international account number are right."""
    if not _ACCOUNT.fullmatch(number):
        return False
    return int("".join(str(int(sign, 36)) for sign in number[4:] + number[:4])) % 97 == 1


def checks_card(digits: str) -> bool:
    """Whether the check digit of a payment card's number is right, and no digit is most of it."""
    if len(digits) not in CARD_DIGITS or not digits.isdigit() or digits[0] not in "23456":
        return False
    if len(set(digits)) < _KINDS and digits not in _OF_TESTS:
        return False
    numbers = [int(digit) for digit in digits]
    doubled = [sum(divmod(2 * number, 10)) for number in numbers[-2::-2]]
    return (sum(doubled) + sum(numbers[::-2])) % 10 == 0


def is_internet_address(groups: list[str]) -> bool:
    """Whether four groups of digits are the parts of an internet address."""
    return len(groups) == 4 and all(
        group.isdigit() and len(group) < 4 and int(group) < 256 for group in groups
    )


def dotted(number: int) -> str:
    """Return an address of version 4 that is told as one number."""
    return ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))


def in_pairs(solid: str) -> str:
    """Return the digits of an address of hardware in pairs, with colons between them."""
    return ":".join(solid[at : at + 2] for at in range(0, len(solid), 2))


def is_internet_address_6(value: str) -> bool:
    """Whether a value is an internet address of version 6, with more than half of its digits."""
    digits = sum(map(str.isalnum, value))
    if digits < _LEAST_6 or not any(map(str.isdigit, value)):
        return False
    try:
        return IPv6Address(value).is_global
    except AddressValueError:
        return False


def is_card(groups: list[str]) -> bool:
    """Whether groups of digits are a card's number, grouped as on a card."""
    return tuple(map(len, groups)) in _CARD_GROUPS and checks_card("".join(groups))
