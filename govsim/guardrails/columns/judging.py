"""Decides how far the values of a column, and its header, speak for each type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.columns import validators
from govsim.guardrails.columns.headers import (
    names_events,
    names_keys,
    names_measures,
    names_things,
)
from govsim.guardrails.columns.identities import identities
from govsim.guardrails.columns.look import PLAINLY, Claim, Look
from govsim.guardrails.columns.people import people

_FORMATTED: Final = re.compile(r"[+()\s/]|\d-\d|\d\.\d|^0")
_ZIP_MARK: Final = re.compile(r"^0\d{4}$|-|[A-Za-z]|^\d{3} \d\d$")
_PASSPORT_MARK: Final = re.compile(r"^[A-Z]{1,2}\d")
_INNER_CAPITAL: Final = re.compile(r"[a-z][A-Z]")
_IN_COUNTRY: Final = re.compile(r"[^\W\d_], [A-Z]{2,3}$")  # `Porto, PT`
_SMALL_WORD: Final = re.compile(r"\s[a-z]\w{3,}")
# What is told apart in any text, so that a few are enough.
_WITHIN: Final = {
    "EMAIL": (re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-zA-Z]{2,24}\b"), None),
    "PHONE": (
        re.compile(r"(?<![\w+])\+[1-9](?:[ ().-]{0,2}\d){8,13}(?!\d)|\(\d{3}\) ?\d{3}-\d{4}(?!\d)"),
        None,
    ),
    "SSN": (
        re.compile(r"(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])"),
        None,
    ),
    "IBAN": (
        re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b"),
        validators.is_iban,
    ),
    "CREDIT_CARD": (
        re.compile(r"(?<![\w.-])\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}(?![\w-]|\.\d)"),
        validators.is_card,
    ),
}
_SOME: Final = 3  # values
_SHARE: Final = 0.05
_TOKEN: Final = 15  # characters that a token has at least
_TOKENS: Final = 12  # values that are looked at for tokens: each takes long
_BOOK: Final = re.compile(r"97[89][\d -]{9,14}[\dXx]")


_SHOWN: Final = 0.8  # where a header names what values of any script can be
_NUMBERED: Final = ("SSN", "PHONE", "CREDIT_CARD", "IBAN", "DOB", "USERNAME", "SECRET")


def claims_on(look: Look) -> Iterator[Claim]:
    """Yield what speaks for each type; what is sure comes first."""
    for type_, name in _WHOLE.items():
        if look.share(name) >= 0.7 and not (type_ == "IP" and look.shows_versions):
            why = "its values are written as such, each whole"
            yield Claim(0.55 + 0.45 * look.share(name), type_, look.hits(name), why)
    for judge in _JUDGES:
        yield from judge(look)


def claims_on_few(look: Look) -> Iterator[Claim]:
    """Yield what even one value is told by: with its header it can be nothing else."""
    for type_ in _PLAIN:
        if look.values and look.share(_WHOLE[type_]) == 1:
            why = "its few values are written as such, each whole"
            yield Claim(0.9, type_, len(look.values), why)
    yield from people(look)


def claims_within(look: Look) -> Iterator[Claim]:
    """Yield what stands inside the values of a column that is of no type as a whole."""
    for type_, (pattern, check) in _WITHIN.items():
        found = ((match, value) for value in look.values if (match := pattern.search(value)))
        hits = sum(1 for match, value in found if check is None or _holds(check, match[0], value))
        if hits >= _SOME and hits >= _SHARE * len(look.values):
            score = min(0.85, 0.5 + hits / len(look.values))
            yield Claim(score, type_, hits, "some of its values hold one", within=True)


def _holds(check: Callable[[str], bool], part: str, value: str) -> bool:
    """Whether a part of a value passes a check; of bare numbers, one in ten passes by chance."""
    return len(part) < len(value) and check(part)


def _cards(look: Look) -> Iterator[Claim]:
    share = look.share("is_card")
    if share > 0.9:
        why = "its values are card numbers whose check digit holds"
        yield Claim(0.55 + 0.4 * share, "CREDIT_CARD", look.hits("is_card"), why)


def _card_codes(look: Look) -> Iterator[Claim]:
    share, header = look.share("is_card_code"), look.says.get("CARD_CODE", 0.0)
    if header and share > 0.9:
        why = "its header names a card's security code, and its values are of three or four digits"
        yield Claim(0.97 * header * share, "CARD_CODE", look.hits("is_card_code"), why)


def _dates(look: Look) -> Iterator[Claim]:
    year_of = validators.birth_year_of if look.says.get("DOB") else validators.year_of
    years = [year for year in map(year_of, look.values) if year]
    if len(years) < 0.85 * len(look.values):
        return
    header = look.says.get("DOB", 0.0)
    if names_events(look.header):
        return
    lived = min(years) < 1990 and max(years) - min(years) >= 15 and max(years) <= 2016
    score = max(0.8 if lived else 0.2, 0.97 * header)
    yield Claim(score, "DOB", len(years), "its dates lie as far apart as birthdays do")


def _phones(look: Look) -> Iterator[Claim]:
    share = look.share("is_phone")
    if share < 0.75 or look.marked(_BOOK) > 0.5 or look.says.get("ZIP", 0.0) >= PLAINLY:
        return
    nobody = names_things(look.header) or names_measures(look.header) or look.shows_versions
    if nobody and "PHONE" not in look.says:
        return
    formatted = look.marked(_FORMATTED)
    score = 0.35 + 0.5 * min(1.0, formatted * 1.5) if formatted > 0.2 else 0.25
    score = max(score * share, 0.96 * look.says.get("PHONE", 0.0))
    yield Claim(
        score, "PHONE", look.hits("is_phone"), "its values are written like numbers to call"
    )


def _passports(look: Look) -> Iterator[Claim]:
    share, letters = look.share("is_passport"), look.marked(_PASSPORT_MARK)
    if share < 0.9 or names_keys(look.header):
        return
    score = 0.7 if 0.05 < letters < 0.999 else 0.3
    score = max(score * share, 0.96 * look.says.get("PASSPORT", 0.0))
    yield Claim(score, "PASSPORT", look.hits("is_passport"), "a letter and eight digits, or nine")


def _postal_codes(look: Look) -> Iterator[Claim]:
    share = look.share("is_zip")
    header = look.says.get("ZIP", 0.0)
    nobody = names_things(look.header) or names_keys(look.header) or look.is_series
    nobody = nobody or look.share("is_compact_date") > 0.9
    nobody = nobody or any(look.says.get(type_, 0.0) >= PLAINLY for type_ in _NUMBERED)
    if share < 0.85 or names_measures(look.header) or (nobody and not header):
        return
    score = 0.75 if look.marked(_ZIP_MARK) > 0.02 else 0.35
    score = max(score * share, 0.96 * header)
    yield Claim(score, "ZIP", look.hits("is_zip"), "its values are written as postal codes")


def _accounts(look: Look) -> Iterator[Claim]:
    share = look.share("is_username")
    header = look.says.get("USERNAME", 0.0)
    plain = look.share("is_account")
    if names_things(look.header) and not header:
        return
    if share > 0.75 or (plain > 0.85 and (header or share > 0.2)):
        score = max(0.75 * share if share > 0.75 else 0.6, 0.95 * header)
        yield Claim(
            score, "USERNAME", look.hits("is_username"), "words in small letters and digits"
        )


def _secrets(look: Look) -> Iterator[Claim]:
    long = [value for value in look.values if len(value) > _TOKEN and not value.isdigit()]
    tried = long[:_TOKENS]
    if len(long) < 0.5 * len(look.values) or not tried:
        return
    hits = sum(map(validators.is_secret, tried))
    if hits > 0.5 * len(tried):
        sure = 0.6 + 0.35 * hits / len(tried)
        yield Claim(sure, "SECRET", hits, "its values are tokens or keys", len(tried))


def _streets(look: Look) -> Iterator[Claim]:
    share, header = look.share("is_street"), look.says.get("ADDRESS", 0.0)
    numbered = look.share("is_numbered")
    if header >= PLAINLY and look.share("is_address_without_case") > 0.5:
        why = "its header names them, and its values are words and numbers"
        yield Claim(0.9, "ADDRESS", look.hits("is_address_without_case"), why)
    if numbered > 0.8 and share < 0.5:
        why = "its values are words and a number"
        yield Claim(max(0.45, 0.9 * header), "ADDRESS", look.hits("is_numbered"), why)
    if share > 0.4 or (header and share > 0.15):
        score = max(0.4 + 0.55 * share, 0.95 * header)
        yield Claim(score, "ADDRESS", look.hits("is_street"), "its values name streets")


def _names(look: Look) -> Iterator[Claim]:
    header = look.says.get("PERSON", 0.0)
    share, places = look.share("is_name"), look.share("has_place_word")
    firms = look.share("has_company_word")
    if names_things(look.header) and not header:
        return
    if header >= PLAINLY and look.share("is_word_without_case") > 0.75:
        why = "its header names them, and its values are short words"
        yield Claim(_SHOWN, "PERSON", look.hits("is_word_without_case"), why)
    if look.marked(_IN_COUNTRY) > 0.8:
        return
    if len(look.values) < 4 or firms > 0.2 or look.marked(_SMALL_WORD) > 0.2:
        return
    worded = look.share("is_place") if header else share
    if max(share, worded) < 0.75:
        return
    score = share * (0.95 - places) if share > 0.75 else 0.3
    yield Claim(max(score, header), "PERSON", look.hits("is_name"), "its values read like names")


def _places(look: Look) -> Iterator[Claim]:
    header = look.says.get("LOCATION", 0.0)
    share = look.share("is_place")
    if header >= PLAINLY and look.share("is_word_without_case") > 0.75:
        why = "its header names them, and its values are short words"
        yield Claim(_SHOWN, "LOCATION", look.hits("is_word_without_case"), why)
    if look.marked(_IN_COUNTRY) > 0.8 and look.share("is_name") > 0.5:
        yield Claim(_SHOWN, "LOCATION", look.hits("is_name"), "names of places")
    worded = look.share("has_place_word")
    odd = worded < 0.3 and (look.marked(_INNER_CAPITAL) > 0.12 or look.marked(_SMALL_WORD) > 0.25)
    short = all(len(value) < 4 for value in look.values)
    if share < 0.85 or odd or short or look.share("has_company_word") > 0.2:
        return
    single = sum(" " not in value for value in look.values) / len(look.values)
    few = len(look.values) < 13
    score = 0.2 if few else 0.4 + 0.6 * min(0.5, worded) - 0.6 * (1 - single) ** 4
    yield Claim(
        max(score * share, 0.95 * header), "LOCATION", look.hits("is_place"), "names of places"
    )


_WHOLE: Final = {
    "EMAIL": "is_email",
    "IP": "is_ip",
    "MAC": "is_mac",
    "IBAN": "is_iban",
    "URL": "is_url",
}
_PLAIN: Final = ("EMAIL", "IBAN", "MAC")

_JUDGES: Final = (
    _cards,
    _card_codes,
    identities,
    _dates,
    _phones,
    _passports,
    _postal_codes,
    _accounts,
    _secrets,
    _streets,
    people,
    _names,
    _places,
)
