"""Finds passwords in lists of accounts: lines of an address of e-mail, a sign, and a password."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.secrets.hits import PASSWORD, Hit
from govsim.guardrails.secrets.runs import Runs
from govsim.guardrails.secrets.strength import password_strength

_LINE: Final = re.compile(
    r"[\"' \t]{0,3}[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,3}"
    r"(?:[:;]|[ ]?\|[ ]?|\t)(?P<value>[^\s:;|\"'<>/,]{4,64})[\"'\r \t]{0,3}(?=\n|\Z)"
)
# An address with a sign behind it, which few lines of other records have.
_SIGNED: Final = re.compile(rb"@[a-z0-9.-]{3,255}+ ?[:;|\t]")
_REACH: Final = 70  # characters of an address before its sign
_STRONG: Final = 0.85
_WORD: Final = 0.4
_ENOUGH: Final = 2  # lines that make a list
_SCORE: Final = 0.75
_PORT: Final = re.compile(r"\d{1,5}")
_WHY: Final = "it follows an address of e-mail in a list of accounts"


def find_mailed(text: str, runs: Runs) -> Iterator[Hit]:
    """Yield the passwords of lines `address:password`: of a list all, of one line a strong one."""
    if b"@" not in runs.lower:
        return
    found = list(_lines(text, runs.lower))
    least = _WORD if len(found) >= _ENOUGH else _STRONG
    for start, end in found:
        if password_strength(text[start:end]) >= least:
            yield Hit(start, end, _SCORE, "listed-account", _WHY, PASSWORD)


def _lines(text: str, lower: bytes) -> Iterator[tuple[int, int]]:
    done = 0
    for signed in _SIGNED.finditer(lower):
        at = signed.start()
        start = lower.rfind(b"\n", max(0, at - _REACH), at) + 1
        if at < done or (not start and at > _REACH):
            continue
        line = _LINE.match(text, start)
        if line is not None:
            done = line.end()
            if not _PORT.fullmatch(line["value"]):
                yield line.span("value")
