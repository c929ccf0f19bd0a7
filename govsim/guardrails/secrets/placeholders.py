"""Decides whether a value only stands for a secret: an example, a variable, a pattern, a mask."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# A variable, a template, a call or a pattern: what is filled in when the program runs.
_TEMPLATE: Final = re.compile(
    r"\$\{|\$\(|\$\w+\b|\{\{|\}\}|<[\w .:/-]+>|%\(?[a-z_]+\)?[sd]\b|%[sd]\b|%[A-Z_]{3,}%|\{[\w.]*\}|"
    r"\[[\w -]*[a-z -][\w -]*\]|\[[a-zA-Z0-9]-[a-zA-Z0-9]|\\[wd][+*{]|\(\?:|process\.env|os\.environ|"
    r"getenv|secrets\.|vars\.|__[A-Z]{3,}[A-Z_]*__|@[A-Z_]+@|#\{|\.\.\.|…|^\*+$|\*{4,}|-{5,}|\bop://|"
    r"arn:aws|keyvault|vault:|secretsmanager|\bENC\[|AES256:|^enc:"
)
_WORDS: Final = re.compile(
    r"example|sample|placeholder|change[_ -]?(?:me|it|this)|replace[_ -]?(?:me|this|with)|insert[_ -]|"
    r"your[_ -]?(?:own|api|app|secret|token|key|pass|access|auth|client|user|private|slack|github|aws)|"
    r"my[_ -]?(?:secret|token|api|password|access|key)|<your|[_ -]here\b|put[_ -]?your|enter[_ -]|"
    r"redacted|removed|hidden|masked|censored|dummy|(?<![a-z])fake|foobar|foo[_-]?bar|lorem|"
    r"(?<![a-z])todo(?![a-z])|fixme|undefined|notreal|not[_-]a[_-]|notset|not[_ -]set|tbd\b|"
    r"deadbeef|cafebabe|x{5,}|goes[_ -]?here|some[_ -](?:secret|token|key|value|password)|"
    r"(?:secret|token|key|password|string|value)[_ -]?(?:here|string|value|goes)|demo[_-]?(?:key|token)|"
    r"test[_-]?(?:token|key|secret|password|value)|(?:token|secret|key|password)[_-]?test|"
    r"abc123(?:xyz|$)|random[_-]?(?:string|token|key)|ref\+|!vault",
    re.IGNORECASE,
)
_NOTHING: Final = frozenset(
    "null none nil true false undefined empty yes no on off void default unset unknown n/a na any "
    "string str text bytes bytearray int integer bool boolean object array char varchar number password "
    "passwd pass pwd passphrase passcode secret secrets token tokens key keys apikey api_key username user "
    "admin root guest login auth basic bearer digest oauth oauth2 jwt credential credentials value "
    "required optional invalid missing wrong incorrect correct valid expired hidden disabled enabled "
    "never always private public internal external test tests testing tester temp tmp foo bar baz qux "
    "foobar hello world blank xxx yyy zzz abc abcd todo changeme changeit email name id hash salt nonce "
    "encrypted plain plaintext raw base64 hex file path url uri env config prompt stdin input output self "
    "this that here there unspecified inherit omitted ignored ignore anonymous nobody hunter "
    "type key1 key2 token1 token2 value1 value2 user1 username1 somepassword somesecret".split()
)
_SEQUENCES: Final = (
    "0123456789" * 4, "abcdefghijklmnopqrstuvwxyz" * 2, "9876543210" * 4,
    "qwertyuiopasdfghjklzxcvbnm", "0123456789abcdef" * 3, "1234567890abcdef" * 3, "abcdef0123456789" * 3,
    "abcdefghijklmnopqrstuvwxyz0123456789" * 2, "abcdef1234567890" * 3, "zyxwvutsrqponmlkjihgfedcba",
)  # fmt: skip
_RUN: Final = 4  # characters of a sequence that chance does not make
_GRAMS: Final = frozenset(
    sequence[at : at + _RUN] for sequence in _SEQUENCES for at in range(len(sequence) - _RUN + 1)
)
_REPEATED: Final = re.compile(r"(.)\1{3,}|(.{2,8}?)\2{2,}")


@lru_cache(maxsize=2048)
def made_up_share(value: str) -> float:
    """Return which share of a value is counted up, typed along the keyboard or repeated, 0 to 1."""
    lower = value.lower()
    marked = bytearray(len(lower))
    for found in _REPEATED.finditer(lower):
        marked[found.start() : found.end()] = b"\1" * (found.end() - found.start())
    for at in range(len(lower) - _RUN + 1):
        if lower[at : at + _RUN] in _GRAMS:
            marked[at : at + _RUN] = b"\1\1\1\1"
    return sum(marked) / max(1, len(lower))


def why_placeholder(value: str) -> str:
    """Return in a word why a value is no secret: `template`, `words`, `nothing`, `counted`, or ``."""
    if not value or value.strip(" \t\"'").lower() in _NOTHING:
        return "nothing"
    if _TEMPLATE.search(value):
        return "template"
    if _WORDS.search(value):
        return "words"
    return "counted" if _few_marks(value) else ""


def _few_marks(value: str) -> bool:
    """Whether hardly any characters make up the value, such as `aaaa…` or `0000…1`."""
    distinct = len(set(value.lower()) - set("-_./=+"))
    return distinct < min(6, max(3, len(value) // 3))
