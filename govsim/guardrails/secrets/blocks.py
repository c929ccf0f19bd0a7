"""Finds private keys written as blocks: PEM, OpenSSH, PGP, PuTTY, in files, strings and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.secrets.hits import SECRET, Hit
from govsim.guardrails.secrets.placeholders import made_up_share
from govsim.guardrails.secrets.runs import Runs

_KEY: Final = b"private key"
_PUTTY_KEY: Final = b"putty-user-key"
_STATIC_KEY: Final = b"openvpn static key"
STEMS: Final = (_KEY, _PUTTY_KEY, _STATIC_KEY)
_BEGIN: Final = re.compile(
    r"-{4,5} ?BEGIN (?P<name>(?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?|OpenVPN Static key V1)"
    r" ?-{4,5}"
)
_BODY_LETTERS: Final = re.compile(r"[A-Za-z0-9+/]")
_LONGEST: Final = 20_000  # characters of a block
_SHORTEST: Final = 40  # letters of its body; fewer hold no key
_HEAD: Final = 45  # characters of its first line
_CUT: Final = 100  # letters from which a block without its end is a key all the same
_PUTTY: Final = re.compile(
    r"PuTTY-User-Key-File-\d:[^\0]{0,4000}?Private-Lines: \d+\s+(?P<body>[A-Za-z0-9+/=\s]{60,8000})"
)


def find_blocks(text: str, runs: Runs) -> Iterator[Hit]:
    """Yield each private key with the lines that frame it."""
    for at in (*runs.places(_KEY), *runs.places(_STATIC_KEY)):
        begin = _BEGIN.search(text, max(0, at - _HEAD), at + _HEAD)
        if begin is not None and begin.start() < at < begin.end():
            end = _end_of(text, begin)
            if end:
                yield Hit(
                    begin.start(), end, 0.97, "private-key", "a private key begins here", SECRET
                )
    if runs.places(_PUTTY_KEY):
        for found in _PUTTY.finditer(text):
            yield Hit(*found.span(), 0.97, "putty-private-key", "a private key begins here", SECRET)


def _end_of(text: str, begin: re.Match[str]) -> int:
    """Return where a block ends, or 0 when it holds no key: an example, or nothing."""
    closing = f"END {begin['name']}"
    at = text.find(closing, begin.end(), begin.end() + _LONGEST)
    stop = at if at >= 0 else min(len(text), begin.end() + _LONGEST)
    body = text[begin.end() : stop]
    if at < 0:
        body = re.split(r"\n\s*\n|-----BEGIN", body, maxsplit=1)[0]
    letters = "".join(_BODY_LETTERS.findall(body.rpartition("\n\n")[2] or body))
    least = _SHORTEST if at >= 0 else _CUT
    if len(letters) < least or "..." in body[:200] or made_up_share(letters[:400]) > 0.5:
        return 0
    if at < 0:
        return begin.end() + len(body)
    dashes = re.compile(r" ?-{0,5}").match(text, at + len(closing))
    return dashes.end() if dashes else at
