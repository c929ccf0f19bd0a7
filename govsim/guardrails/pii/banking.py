"""Finds account numbers that carry their country or bank: IBAN, BIC, crypto wallets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.candidates import Cluster
from govsim.guardrails.pii.checksums import mod_97_10
from govsim.guardrails.pii.context import distance_to
from govsim.guardrails.pii.surroundings import Surroundings
from govsim.guardrails.pii.values import Hit

# Length of an IBAN by country: the registry of ISO 13616, release 99.
IBAN_LENGTHS: Final[Mapping[str, int]] = {
    pair[:2]: int(pair[2:])
    for pair in """AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24
    DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21
    HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22
    MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31
    SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30""".split()
}
_START: Final = re.compile(r"(?<![0-9A-Za-z])([A-Za-z]{2})[ -]?([0-9]{2})")
_BIC: Final = re.compile(r"(?<![0-9A-Za-z])[A-Z]{6}[0-9A-Z]{2}(?:[0-9A-Z]{3})?(?![0-9A-Za-z])")
BANK_STEMS: Final = ("bic", "swift")
_BIC_AFTER: Final = 24  # characters from where such a word begins to a code
_BIC_ROOM: Final = 12  # characters of a code, and one more
_BIC_WORD: Final = re.compile(r"(?<![a-z])(?:bank)?(?:bic|swift)(?:fi|_?code|orbei)?(?![a-z_])")
_COUNTRIES: Final = IBAN_LENGTHS.keys() | set(
    "AR AU BO CA CL CN CO EC HK ID IN JP KE KR LK MA MX MY NG NZ PE PH SG TH TW US UY UZ VN ZA"
    " ZM".split()
)
_PL_NRB: Final = re.compile(r"(?<![\w-])\d{2}(?: ?\d{4}){6}(?![\w-]|[ -]\d)")
_WALLET: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:0x[0-9A-Fa-f]{40}|(?:bc1|ltc1)[02-9ac-hj-np-z]{25,71}"
    r"|[13LMD][1-9A-HJ-NP-Za-km-z]{25,34}|T[1-9A-HJ-NP-Za-km-z]{33}"
    r"|4[0-9AB][1-9A-HJ-NP-Za-km-z]{93}|r[1-9A-HJ-NP-Za-km-z]{24,34})(?![0-9A-Za-z])"
)
_BASE58: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def ibans(text: str, cluster: Cluster, context: Surroundings) -> Iterator[Hit]:
    """Yield the account numbers that start in a cluster; either case, however they are spaced."""
    start, _, stop = cluster
    at = max(0, start - 3)
    while (head := _START.search(text, at, stop)) is not None:
        at = head.end()
        length = IBAN_LENGTHS.get(head.group(1).upper())
        if length is None:
            continue
        end = _reach(text, head.end(), length - 4)
        if end is None:
            continue
        value = re.sub(r"[^0-9A-Za-z]", "", text[head.start() : end]).upper()
        if mod_97_10(value[4:] + value[:4]):
            yield Hit(head.start(), end, "IBAN", 0.99, "iban")
        elif head.end() - head.start() == 4 and head.group(1).isupper():
            near = context(head.start(), end)
            score = 0.4 if distance_to(("bank",), near) is None else 0.88
            yield Hit(head.start(), end, "IBAN", score, "iban-unchecked")
        else:
            continue
        at = end


def _reach(text: str, at: int, count: int) -> int | None:
    """Return where `count` more letters and digits end, single separators between them."""
    body = _body_of(count).match(text, at)
    if body is None:
        return None
    at = body.end()
    return None if at < len(text) and text[at].isalnum() else at


@cache
def _body_of(count: int) -> re.Pattern[str]:
    return re.compile(rf"(?:[ \-.\u00a0\n]?[0-9A-Za-z]){{{count}}}")


def national_accounts(text: str, cluster: Cluster, context: Surroundings) -> Iterator[Hit]:
    """Yield Polish account numbers written without their country."""
    for match in _PL_NRB.finditer(text, cluster[0], cluster[2]):
        digits = match.group().replace(" ", "")
        if mod_97_10(digits[2:] + "2521" + digits[:2]):
            yield Hit(*match.span(), "BANK_ACCOUNT", 0.97, "pl-account")
        elif distance_to(("bank",), context(*match.span())) is not None:
            yield Hit(*match.span(), "BANK_ACCOUNT", 0.8, "pl-account-unchecked")


def bank_codes(text: str, stems: Mapping[str, Sequence[int]]) -> Iterator[Hit]:
    """Yield bank identifier codes that a word for them announces.

    Args:
        text: What is read.
        stems: Those of `BANK_STEMS` that it holds in small letters, and where.
    """
    done = 0
    for start, end in sorted((at, at + len(stem)) for stem in stems for at in stems[stem]):
        far = start + _BIC_AFTER
        for match in _BIC.finditer(text, max(done, end), far + _BIC_ROOM):
            if match.start() > far:
                break
            done = match.end()
            before = text[max(0, match.start() - _BIC_AFTER) : match.start()].lower()
            if match.group()[4:6] in _COUNTRIES and _BIC_WORD.search(before):
                yield Hit(*match.span(), "BANK_ACCOUNT", 0.9, "bic")


def wallets(text: str, cluster: Cluster) -> Iterator[Hit]:
    """Yield the addresses of crypto wallets that a cluster is part of."""
    for match in _WALLET.finditer(text, max(0, cluster[0] - 36), cluster[2] + 64):
        value = match.group()
        if value.startswith("0x") or value[:4] in {"bc1q", "bc1p", "ltc1"}:
            yield Hit(*match.span(), "OTHER_ID", 0.85, "wallet")
        elif value[0] in "13LMDT" and _base58check(value):
            yield Hit(*match.span(), "OTHER_ID", 0.97, "wallet")


def _base58check(value: str) -> bool:
    """Whether the last four bytes are the hash of the others."""
    number = 0
    for c in value:
        number = number * 58 + _BASE58.index(c)
    try:
        raw = number.to_bytes(25, "big")
    except OverflowError:
        return False
    return hashlib.sha256(hashlib.sha256(raw[:21]).digest()).digest()[:4] == raw[21:]
