"""Reads e-mail addresses that are spelled for people: `ana [at] corp [dot] com`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.rewriting import Piece, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_AT_WORD: Final = r"(?:at|ät|arroba)"
_DOT_WORD: Final = r"(?:dot|punkt|punto|ponto|kropka)"
_ENCLOSED_AT: Final = re.compile(
    rf"[\[({{<*_-] ?(?:{_AT_WORD}|@) ?[\])}}>*_-]", re.IGNORECASE
)  # it begins with a sign, so that a search goes from sign to sign
_BARE_AT: Final = re.compile(rf" {{1,2}}(?:{_AT_WORD}|@) {{1,2}}|@", re.IGNORECASE)
_DOT_SIGN: Final = (
    rf"[ ]{{0,2}}[\[({{<*_-] ?(?:{_DOT_WORD}|\.) ?[\])}}>*_-][ ]{{0,2}}"
    rf"|[ ]{{1,2}}{_DOT_WORD}[ ]{{1,2}}|[ ]\.[ ]"
)
_DOT: Final = re.compile(_DOT_SIGN, re.IGNORECASE)
_LABEL: Final = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_DASH: Final = re.compile(r"[ ]{1,2}(?:dash|hyphen|minus)[ ]{1,2}", re.IGNORECASE)
_DOMAIN: Final = re.compile(
    rf"[ ]{{0,2}}({_LABEL}(?:(?:{_DOT_SIGN}|\.|{_DASH.pattern}){_LABEL}){{1,5}})", re.IGNORECASE
)
_USER: Final = re.compile(
    rf"([\w][\w.+%-]{{0,63}}(?:(?:{_DOT_SIGN})[\w.+-]{{1,63}}){{0,3}})[ ]{{0,2}}$", re.IGNORECASE
)
_ANY_DOT: Final = re.compile(rb"dot|punkt|punto|ponto|kropka| \. |[\[(]\.[\])]")
_END: Final = re.compile(r"@[\w-]{1,63}(?:\.[\w-]{1,63}){0,3}\.(\w{2,4})(?![\w-])")
_LOOKS: Final = str.maketrans("013457", "oieast")
_ENDS: Final = frozenset("com org net io co info edu gov eu es de se at it ie biz me".split())
_FARTHEST: Final = 100  # characters between an `at` and the first dot after it
_DOT_WORDS: Final = frozenset((b"dot", b"punkt", b"punto", b"ponto", b"kropka"))
_AT_END: Final = re.compile(rb"at ?[\])}>_*-]")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines in which addresses are spelled out."""
    ats: dict[int, re.Match[str]] = {}
    if clues.has(b"])}>_*-") and (_AT_END.search(clues.lower) or clues.has(b"@")):
        ats.update((at.start(), at) for at in _ENCLOSED_AT.finditer(text))
    if not clues.words.isdisjoint(_DOT_WORDS) or _spaced_dot(text, clues):
        for dot in _ANY_DOT.finditer(clues.lower):
            start = max(0, dot.start() - _FARTHEST)
            ats.update((at.start(), at) for at in _BARE_AT.finditer(text, start, dot.start()))
    if clues.mixed and clues.has(b"@"):
        for near in stretches(_ends(text)):
            yield rewritten(text, near, "leet")
    for near in stretches(_pieces(text, [ats[start] for start in sorted(ats)])):
        yield rewritten(text, near, "address")


def _ends(text: str) -> Iterator[Piece]:
    """Yield the ends of addresses that only are some when digits in them are letters."""
    for match in _END.finditer(text):
        plain = match.group(1).lower().translate(_LOOKS)
        if not match.group(1).isalpha() and plain in _ENDS:
            yield *match.span(1), plain


def _spaced_dot(text: str, clues: Clues) -> bool:
    return clues.has(b"@") and (" . " in text or " @ " in text or "[.]" in text or "(.)" in text)


def _pieces(text: str, ats: list[re.Match[str]]) -> Iterator[Piece]:
    done = 0
    for at in ats:
        if at.start() < done:
            continue
        domain = _DOMAIN.match(text, at.end())
        if domain is None:
            continue
        user = _USER.search(text[max(done, at.start() - 80) : at.start()])
        if user is None:
            continue
        start = at.start() - len(user.group())
        domain_plain = _DASH.sub("-", _DOT.sub(".", domain.group(1)))
        plain = f"{_DOT.sub('.', user.group(1))}@{domain_plain}"
        bare = at.group().strip().isalpha()  # `at` alone is a word, unless `dot` follows it
        if plain == text[start : domain.end()] or (bare and not _DOT.search(domain.group(1))):
            continue
        if _is_address(plain):
            yield start, domain.end(), plain
            done = domain.end()


def _is_address(plain: str) -> bool:
    last = plain.rpartition(".")[2]
    return last.isalpha() and 2 <= len(last) <= 12
