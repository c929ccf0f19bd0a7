"""Holds account numbers of banks that carry no country, each with the check its clearing has."""

from __future__ import annotations

from itertools import product
from typing import Final

from govsim.guardrails.pii.checksums import mod_97_10, weighted
from govsim.guardrails.pii.shape import Format

_CZECH: Final = (6, 3, 7, 9, 10, 5, 8, 4, 2, 1)
# Banks of the Czech Republic and of Slovakia, as their central banks number them.
_OF_CZECH: Final = frozenset(
    "0100 0300 0600 0710 0800 2010 2060 2070 2100 2200 2220 2250 2260 2600 2700 3030 3050 3060"
    " 3500 4300 5500 5800 6000 6100 6200 6210 6300 6363 6700 6800 7910 7950 7960 7970 7990 8030"
    " 8040 8060 8090 8150 8190 8198 8200 8220 8230 8240 8250 8255 8265 8270 8280 8500 0200 0720"
    " 0900 1100 1111 3000 3100 5200 5600 5900 6500 7300 7500 7930 8100 8120 8130 8160 8170 8180"
    " 8320 8330 8350 8360 8370 8380 8390 8410 8420 8430 8450 9954 9955".split()
)


def hungary(digits: str) -> bool:
    """Whether 16 or 24 digits are a Hungarian account number: a check of the bank, one behind it.

    Source: the weights 9, 7, 3, 1 of the giro clearing.
    """
    bank, rest = digits[:8], digits[8:]
    return all(weighted(part, (9, 7, 3, 1) * 4) % 10 == 0 for part in (bank, rest))


def czech(text: str) -> bool:
    """Whether an account number and the code of a Czech or Slovak bank belong together."""
    number, bank = text[:-4], text[-4:]
    at = max(0, len(number) - 10)
    parts = (number[at:], number[:at])
    return bank in _OF_CZECH and all(
        weighted(part, _CZECH[10 - len(part) :]) % 11 == 0 for part in parts if part
    )


def new_zealand(digits: str) -> bool:
    """Whether digits begin with the number of a bank of New Zealand."""
    return 1 <= int(digits[:2]) <= 38 and len(set(digits)) > 2


def no_date(digits: str) -> bool:
    """Whether a British sort code is no day, month and year."""
    first, second, third = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    dated = 1 <= first <= 31 and 1 <= second <= 12
    return not (dated or (1 <= first <= 12 and 1 <= second <= 31) or first + second + third == 0)


def argentina(digits: str) -> bool:
    """Whether 22 digits are an Argentine CBU or CVU: a block of the bank, one of the account."""
    bank, account = digits[:8], digits[8:]
    first = -weighted(bank[:7], (7, 1, 3, 9, 7, 1, 3)) % 10 == int(bank[7])
    weights = (3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3)
    return first and -weighted(account[:13], weights) % 10 == int(account[13])


def russia(digits: str) -> bool:
    """Whether 20 digits are a Russian account: its kind, then the code of a currency."""
    return digits[:3] in {"301", "405", "406", "407", "408", "421", "422", "423", "426"} and (
        digits[5:8] in {"810", "840", "978", "643", "156", "826", "756"}
    )


def balkan(digits: str) -> bool:
    """Whether digits are an account of Serbia or its neighbours: ISO 7064 over bank and number."""
    digits = digits[:3] + digits[3:-2].zfill(13) + digits[-2:]
    return mod_97_10(digits) and len(set(digits)) > 2


def norway(digits: str) -> bool:
    """Whether eleven digits are a Norwegian account number."""
    rest = -weighted(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return rest == int(digits[10])


def spain(digits: str) -> bool:
    """Whether 20 digits are a Spanish CCC: a check of bank and branch, one of the account."""
    weights = (1, 2, 4, 8, 5, 10, 9, 7, 3, 6)

    def check(part: str) -> int:
        rest = 11 - weighted(part, weights) % 11
        return {11: 0, 10: 1}.get(rest, rest)

    return digits[8:10] == f"{check('00' + digits[:8])}{check(digits[10:])}"


def france(text: str) -> bool:
    """Whether 23 digits are a French RIB with its key."""
    bank, branch, account, key = text[:5], text[5:10], text[10:21], text[21:]
    return (89 * int(bank) + 15 * int(branch) + 3 * int(account) + int(key)) % 97 == 0


def portugal(digits: str) -> bool:
    """Whether 21 digits are a Portuguese NIB."""
    return mod_97_10(digits)


def belgium(digits: str) -> bool:
    """Whether twelve digits are a Belgian account as it was written before the IBAN."""
    return (int(digits[:10]) % 97 or 97) == int(digits[10:])


def italy(text: str) -> bool:
    """Whether the words for a bank's and a branch's code stand between five digits each."""
    return text[5:8] == "CAB"


_CZECH_SHAPES: Final = tuple(
    f"{'9' * before}{'-' * (before > 0)}{'9' * size}/9999"
    for before, size in product((0, 2, 3, 4, 5, 6), (6, 7, 8, 9, 10))
    if before or size != 6
)
_PAIRS: Final = (
    "99-99-99 99999999", "99-99-99 / 99999999", "99-99-99/99999999", "99-99-99 - 99999999",
    "99 99 99 99999999", "999999 99999999", "999999/99999999", "999999 / 99999999",
)  # fmt: skip
_BANK: Final = ("bank",)

ACCOUNTS: Final = (
    Format("hu-account", "BANK_ACCOUNT", "HU", ("99999999-99999999-99999999", "99999999-99999999", "99999999 99999999 99999999"), hungary, _BANK, 0.75, 0.97),
    Format("cz-account", "BANK_ACCOUNT", "CZ", _CZECH_SHAPES, czech, _BANK, 0.55, 0.97),
    Format("nz-account", "BANK_ACCOUNT", "NZ", ("99-9999-9999999-99", "99-9999-9999999-999", "99 9999 9999999 99", "99 9999 9999999 999"), new_zealand, _BANK, 0.6, 0.96),
    Format("uk-account", "BANK_ACCOUNT", "GB", _PAIRS[:4], no_date, _BANK, 0.6, 0.96),
    Format("uk-account-named", "BANK_ACCOUNT", "GB", _PAIRS, None, _BANK, 0.0, 0.95),
    Format("ar-cbu", "BANK_ACCOUNT", "AR", ("9" * 22, "99999999 99999999999999"), argentina, _BANK, 0.6, 0.97),
    Format("ru-account", "BANK_ACCOUNT", "RU", ("9" * 20, "99999.999.9.99999999", "99999 999 9 9999 9999999"), russia, _BANK, 0.6, 0.97),
    Format("rs-account", "BANK_ACCOUNT", "RS", tuple(f"999-{'9' * size}-99" for size in range(5, 14)), balkan, _BANK, 0.5, 0.96),
    Format("no-account", "BANK_ACCOUNT", "NO", ("9999.99.99999",), norway, _BANK, 0.6, 0.97),
    Format("no-account-joined", "BANK_ACCOUNT", "NO", ("9999 99 99999", "9" * 11), norway, _BANK, 0.0, 0.95),
    Format("es-ccc", "BANK_ACCOUNT", "ES", ("9999 9999 99 9999999999", "9999-9999-99-9999999999", "9" * 20), spain, _BANK, 0.7, 0.97),
    Format("fr-rib", "BANK_ACCOUNT", "FR", ("99999 99999 99999999999 99", "9" * 23), france, _BANK, 0.7, 0.97),
    Format("pt-nib", "BANK_ACCOUNT", "PT", ("9999 9999 99999999999 99", "9999.9999.99999999999.99", "9" * 21), portugal, _BANK, 0.6, 0.97),
    Format("be-account", "BANK_ACCOUNT", "BE", ("999-9999999-99",), belgium, _BANK, 0.5, 0.96),
    Format("it-abi-cab", "BANK_ACCOUNT", "IT", ("99999 AAA 99999",), italy, _BANK, 0.8, 0.95),
)  # fmt: skip
