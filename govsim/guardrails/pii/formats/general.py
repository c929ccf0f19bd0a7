"""Holds formats that belong to no country: cards, devices, vehicles, accounts."""

from __future__ import annotations

from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.checksums import luhn
from govsim.guardrails.pii.shape import Format

_VIN_VALUES: Final = dict(
    zip("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", [*range(10), *range(1, 9), 1, 2, 3, 4, 5, 7, 9, *range(2, 10)], strict=True)
)  # fmt: skip
_VIN_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)

# Who issues cards under which first digits, and of which lengths: ISO/IEC 7812 as the schemes
# publish it. Mastercard's second series is 2221 to 2720.
_ISSUERS: Final = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})"
    r"|5[1-5]\d{14}"
    r"|(?:222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}"
    r"|3[47]\d{13}"
    r"|3(?:0[0-5]|[689]\d)\d{11,16}"
    r"|(?:6011|64[4-9]\d|65\d\d)\d{12,15}"
    r"|35(?:2[89]|[3-8]\d)\d{12,15}"
    r"|2131\d{11}|1800\d{11}"
    r"|62\d{14,17}|81\d{14,17}"
    r"|(?:50|5[6-9]|6[0378]\d?)\d{10,17}"
    r"|220[0-4]\d{12,15}|60\d{14}|508\d{13}|9792\d{12}"
)


def card(digits: str) -> bool:
    """Whether digits are a card number that some scheme issues."""
    return card_like(digits) and luhn(digits)


def card_like(digits: str) -> bool:
    """Whether some scheme issues such numbers, whatever the check digit."""
    return _ISSUERS.fullmatch(digits) is not None and len(set(digits)) > 1


def vehicle(text: str) -> bool:
    """Whether 17 characters are a vehicle identification number with a check digit (FMVSS 565)."""
    if text.isdigit() or any(c not in _VIN_VALUES for c in text):
        return False
    total = sum(_VIN_VALUES[c] * w for c, w in zip(text, _VIN_WEIGHTS, strict=True))
    return "0123456789X"[total % 11] == text[8]


def imei(digits: str) -> bool:
    """Whether 15 digits are an equipment identity (3GPP TS 23.003)."""
    return luhn(digits) and digits[:2] not in {"00"} and len(set(digits)) > 2


def iccid(digits: str) -> bool:
    """Whether digits name a SIM card (ITU-T E.118)."""
    return digits.startswith("89") and luhn(digits)


_CARD_SHAPES: Final = (
    *("9" * n for n in range(12, 20)),
    *(s.join(("9999", "9999", "9999", "9999")) for s in " -."),
    *(s.join(("9999", "999999", "99999")) for s in " -."),
    *(s.join(("9999", "999999", "9999")) for s in " -"),
    *(s.join(("9999", "9999", "9999", "9999", "999")) for s in " -"),
    *(s.join(("9999", "9999", "9999", "999")) for s in " -"),
    *(s.join(("9999", "9999", "9999", "9")) for s in " -"),
    *(s.join(("999999", "9999999999")) for s in " -"),
)

GENERAL: Final = (
    Format("card", "CREDIT_CARD", "", _CARD_SHAPES, card, ("card",), 0.9, 0.99),
    Format("card-unchecked", "CREDIT_CARD", "", _CARD_SHAPES, card_like, ("card",), 0.0, 0.65),
    Format("imei", "OTHER_ID", "", ("9" * 15, "99-999999-999999-9", "99 999999 999999 9"), imei,
           ("device",), 0.0, 0.9),
    Format("iccid", "OTHER_ID", "", ("9" * 19, "9" * 20), iccid, ("device",), 0.0, 0.9),
)  # fmt: skip
