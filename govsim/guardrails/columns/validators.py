"""Decides whether a whole value is of a type: what a column is asked, where a text is searched."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from typing import Final

from govsim import expressions as re
from govsim.guardrails.columns.headers import value_words
from govsim.guardrails.pii.formats.general import card, vehicle
from govsim.guardrails.secrets.blocks import find_blocks
from govsim.guardrails.secrets.formats import find_formats
from govsim.guardrails.secrets.runs import runs_of
from govsim.guardrails.secrets.strength import token_strength

_EMAIL: Final = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[\w-]+\.)+[a-zA-Z]{2,24}")
_MAC: Final = re.compile(
    r"(?:[0-9a-fA-F]{2}([:-]))(?:[0-9a-fA-F]{2}\1){4}[0-9a-fA-F]{2}|(?:[0-9a-fA-F]{4}\.){2}[0-9a-fA-F]{4}"
)
_IBAN: Final = re.compile(r"[A-Z]{2}\d\d(?: ?[0-9A-Z]){11,30}")
_DOTTED: Final = re.compile(r"\d{1,5}(?:\.\d{1,5}){3}")
# What tells rows apart: 48 bits of time and 80 of chance, in base 32.
_ULID: Final = re.compile(r"0[0-9A-HJKMNP-TV-Z]{25}", re.IGNORECASE)
_PIN_BLOCK: Final = re.compile(r"(?=[^\n]*[0-9])[0-9A-Fa-f]{16}")
_URL: Final = re.compile(r"https?://\S+|www\.\S+")
_PHONE: Final = re.compile(
    r"(?:\+|00)?\(?\d[\d\s().\-/]{5,22}\d(?:\s?(?:x|ext\.?|#)\s?\d{1,6})?", re.IGNORECASE
)
# Numbers filled up with zeros, and places on earth.
_NO_PHONE: Final = re.compile(r"000|-?\d{1,3}\.\d{3,}[ ,]+-?\d{1,3}\.\d{3,}$")
_DATE: Final = re.compile(
    r"(?P<y>(?:18|19|20)\d\d)[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\d|3[01])|"
    r"(?:0?[1-9]|[12]\d|3[01])[-./](?:0?[1-9]|[12]\d|3[01])[-./](?P<z>(?:18|19|20)\d\d)|"
    r"(?:\d{1,2}\.? )?[^\W\d_]{3,10}\.? (?:\d{1,2},? )?(?P<w>(?:18|19|20)\d\d)"
)
_BORN: Final = re.compile(r"(?P<y>(?:19|20)\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\.0)?")
# Midnight, as a day is written by what knows no days.
_MIDNIGHT: Final = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d\d:?\d\d)?")
_ZIP: Final = re.compile(
    r"\d{4,6}|\d{5}-\d{4}|\d{2}-\d{3}|\d{3} ?\d{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|"
    r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{4} ?[A-Z]{2}|\d{5}-\d{3}|\d{4}-\d{3}|[A-Z]{1,2}-\d{4,5}|"
    r"\d{8}|\d{3}-\d{4}"
)
_PASSPORT: Final = re.compile(r"[A-Z]{1,2}\d{6,8}|\d{9}|[CFGHJKLMNPRTVWXYZ0-9]{9}")
_ACCOUNT: Final = re.compile(r"@?[^\W\d_A-Z][\w.-]{2,31}")
_NUMBERED: Final = re.compile(r"[^\W\d_][^\d,]{2,40}[ ,]\s?\d{1,4}[a-zA-Z]?(?:[/-]\d{1,4})?\.?")
_USERNAME: Final = re.compile(r"@?[a-z]{3,}(?:[._-][a-z]{2,}){0,2}[._-]?\d{1,4}")
_NAME: Final = re.compile(
    r"(?:[^\W\d_]\.|[^\W\d_]{2,}\.?)(?:[ ,'’\-]{1,2}(?:[^\W\d_]\.?|[^\W\d_]{2,}\.?)){0,4}"
)
_PARTS: Final = re.compile(r"[\s.,/]+")
_WORDS: Final = re.compile(r"[\s.,&/-]+")
_IDENTIFIER: Final = re.compile(r"(?!\d+[.,]\d{1,2}$)[^\W_](?:[ ./-]?[^\W_]){3,33}")
_DIGITS_OF_ID: Final = 2
_DIGITS_ALONE: Final = 6  # of an identifier that is digits; fewer may count something
_VIN: Final = 17  # characters
_SHORT: Final = 8  # letters of a name without case
_PLACED: Final = 4  # letters of an address without case
_BLANKS: Final = str.maketrans("", "", " \u3000·・-")
_PROSE: Final = 2  # more words in small letters make a sentence
# Particles and titles that stand in names without a capital.
_SMALL: Final = frozenset(
    "van von de la der den di da del do dos af pan pani dr prof herr frau".split()
)
_DIGITS: Final = range(7, 16)


def is_email(value: str) -> bool:
    """Whether a value is an address of mail; one that begins with asterisks is masked."""
    return not value.startswith("**") and _EMAIL.fullmatch(value) is not None


def is_ip(value: str) -> bool:
    """Whether a value is an internet address, or one with a port or the length of its network."""
    if value.count(".") != 3 and ":" not in value:
        return False
    if value.count(".") == 3 and value.count(":") == 1:
        value, _, port = value.partition(":")
        if not port.isdecimal():
            return False
    try:
        ipaddress.ip_address(value.split("/")[0])
    except ValueError:
        return False
    return True


def is_dotted(value: str) -> bool:
    """Whether a value is four numbers with dots between: an internet address, or a version."""
    return _DOTTED.fullmatch(value) is not None


def is_mac(value: str) -> bool:
    """Whether a value is the address of a network interface."""
    return _MAC.fullmatch(value) is not None


def is_iban(value: str) -> bool:
    """Whether a value is an account number whose check digits hold."""
    if not _IBAN.fullmatch(value.upper()):
        return False
    plain = value.upper().replace(" ", "")
    return int("".join(str(int(mark, 36)) for mark in plain[4:] + plain[:4])) % 97 == 1


def is_url(value: str) -> bool:
    """Whether a value is an address on the web."""
    return _URL.fullmatch(value) is not None


def is_phone(value: str) -> bool:
    """Whether a value can be a telephone number; digits alone can."""
    if not _PHONE.fullmatch(value) or _DATE.fullmatch(value) or _NO_PHONE.match(value):
        return False
    digits = sum(map(str.isdigit, value.lower().partition("x")[0]))
    return digits in _DIGITS and value.count(".") != 1


def year_of(value: str) -> int:
    """Return the year of a value that is a date and nothing more, or 0."""
    found = _DATE.fullmatch(_MIDNIGHT.sub("", value))
    return int(found["y"] or found["z"] or found["w"]) if found else 0


def birth_year_of(value: str) -> int:
    """Return the year of a value under a header that names births, or 0."""
    found = _BORN.fullmatch(value)
    return int(found["y"]) if found else year_of(value)


def is_compact_date(value: str) -> bool:
    """Whether a value is a day of our time in eight digits."""
    return _BORN.fullmatch(value) is not None


def is_zip(value: str) -> bool:
    """Whether a value has the form of a postal code somewhere."""
    return _ZIP.fullmatch(value.upper()) is not None


def is_card_code(value: str) -> bool:
    """Whether a value has the form of a card's security code, or of a PIN block."""
    return (value.isdecimal() and len(value) in (3, 4)) or _PIN_BLOCK.fullmatch(value) is not None


def is_passport(value: str) -> bool:
    """Whether a value has the form of a passport number."""
    return _PASSPORT.fullmatch(value) is not None and any(map(str.isdigit, value))


def is_username(value: str) -> bool:
    """Whether a value reads like the name of an account: words in small letters, then digits."""
    return _USERNAME.fullmatch(value) is not None


def is_account(value: str) -> bool:
    """Whether a value can be the name of an account: one word in small letters."""
    return _ACCOUNT.fullmatch(value) is not None and value == value.lower()


def is_numbered(value: str) -> bool:
    """Whether a value is words and a number behind, as a house has."""
    return _NUMBERED.fullmatch(value) is not None


def is_card(value: str) -> bool:
    """Whether a value is a card number: digits that an issuer gives, whose check digit holds."""
    plain = value.replace(" ", "").replace("-", "")
    return plain.isdecimal() and plain.isascii() and card(plain)


def is_vin(value: str) -> bool:
    """Whether a value is the number of a vehicle whose check digit holds."""
    return len(value) == _VIN and vehicle(value.upper())


def is_identifier(value: str) -> bool:
    """Whether a value has the form of an identifier: letters and digits, no amount and no word."""
    if _IDENTIFIER.fullmatch(value) is None:
        return False
    digits = sum(map(str.isdigit, value))
    return digits >= (_DIGITS_ALONE if digits == len(value) else _DIGITS_OF_ID)


def is_word_without_case(value: str) -> bool:
    """Whether a value is a short word, or a few, of a script whose letters have no case."""
    plain = value.translate(_BLANKS)
    return 0 < len(plain) <= _SHORT and plain.isalpha() and plain.lower() == plain.upper()


def is_address_without_case(value: str) -> bool:
    """Whether a value is words of a script without case, as long as addresses are."""
    letters = [sign for sign in value if sign.isalpha()]
    return len(letters) >= _PLACED and all(sign.lower() == sign.upper() for sign in letters)


def is_secret(value: str) -> bool:
    """Whether a value is a token or a key."""
    if _ULID.fullmatch(value):
        return False
    if token_strength(value) == 3 and not any(map(str.isspace, value)):
        return True
    runs = runs_of(value)
    return any(find_formats(value, runs)) or any(find_blocks(value, runs))


def is_name(value: str) -> bool:
    """Whether a value reads like a name: two to five words, each with a capital."""
    if not _NAME.fullmatch(value):
        return False
    words = [word for word in re.split(r"[ ,]+", value) if word]
    return 2 <= len(words) <= 5 and all(
        word[0].isupper() or word.lower() in _SMALL for word in words
    )


def is_place(value: str) -> bool:
    """Whether a value can be a place: words with a capital, without digits."""
    return (
        len(value) > 2
        and value[0].isupper()
        and not any(map(str.isdigit, value))
        and re.fullmatch(r"[^\W\d_](?:[^\W\d_]|[ '’.\-()/])+", value) is not None
    )


def is_street(value: str) -> bool:
    """Whether a value names a street: by a word for one, mostly with a number."""
    words = _PARTS.split(value.lower())
    if len(words) < 2 or "@" in value or ":" in value or not any(map(str.isalpha, value)):
        return False
    words = words[1:] if words[0] == "dr" else words  # a title there, and behind a name a drive
    known, ends = value_words("street"), tuple(value_words("street_end"))
    plain = [word for word in _PARTS.split(value) if word.islower() and word not in known]
    if len(plain) > _PROSE:
        return False
    digits = any(map(str.isdigit, value))
    if any(word in known or (len(word) > 5 and word.endswith(ends)) for word in words):
        return True
    worded = any(len(word) > 2 and word.isalpha() for word in words)
    return digits and worded and value[:1].isdigit() and len(words) >= 3


def has_place_word(value: str) -> bool:
    """Whether a value has a word or an ending that places have, and people seldom."""
    words = _WORDS.split(value.lower())
    ends = tuple(value_words("place_end"))
    return any(word in value_words("place") for word in words) or words[-1].endswith(ends)


def has_company_word(value: str) -> bool:
    """Whether a value has a word that companies have."""
    words = _WORDS.split(value.lower())
    return any(word in value_words("company") for word in words[1:]) or "&" in value


VALIDATORS: Final[Mapping[str, Callable[[str], bool]]] = {
    "EMAIL": is_email,
    "IP": is_ip,
    "MAC": is_mac,
    "IBAN": is_iban,
    "URL": is_url,
}
