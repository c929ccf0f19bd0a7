"""Decides which spellings of a telephone number reach one line.

What stands before the number of an area is written or left out: `+49 30`, `0049 30`, `+49 (0)30`,
`030` and `(030)` are one. Numbers of two countries that are alike behind the code of the country
would be one too; from seven digits on that is rare.
"""

from __future__ import annotations

import re
from typing import Final

from govsim.guardrails.joining import CALLING

_INSIDE: Final = re.compile(r"\(0\)")  # what is dialled inside the country alone
_EXTENSION: Final = re.compile(r"[^\W\d]{1,9}\.?\s?(\d{1,6})\s*$")
_ABROAD: Final = ("00", "011")  # with which a number of another country is dialled
_LONG: Final = 13  # digits at least of a number that `011` is dialled before
_WHOLE: Final = 11  # digits of a number behind the `1` of North America, the `8` of Russia
_LEAST: Final = 7


def telephone(value: str) -> str:
    """Return what all spellings of one telephone number share."""
    extension = _EXTENSION.search(value)
    main = value[: extension.start()] if extension else value
    number = _national(main)
    if len(number) < _LEAST:
        return "".join(filter(str.isalnum, value)).upper() or value
    return f"{number}x{extension[1]}" if extension else number


def _national(value: str) -> str:
    digits = "".join(filter(str.isdigit, _INSIDE.sub("", value)))
    abroad = "+" in value
    for prefix in _ABROAD if not abroad else ():
        if digits.startswith(prefix) and (prefix == _ABROAD[0] or len(digits) >= _LONG):
            digits, abroad = digits.removeprefix(prefix), True
            break
    if abroad and (code := CALLING.match(digits)):
        digits = digits[code.end() :]
    digits = digits.lstrip("0")
    return digits[1:] if len(digits) == _WHOLE and digits[0] in "18" else digits
