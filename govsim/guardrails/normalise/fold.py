"""Screens out what the eye does not see: invisible characters, look-alikes, letter shapes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from govsim.guardrails.normalise.view import View, changed, payload

# Zero-width, bidirectional marks, soft hyphen, word joiner, fillers, invisible operators.
_INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufe00-\ufe0f\U000e0000-\U000e0fff"
)
_TAGS: Final = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0001-\U000e007f]{3,}")
_SELECTORS: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{4,}")
_COMBINING: Final = "\u0300-\u036f\u0488\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_ODD: Final = re.compile(
    f"[{_INVISIBLE}]+|[{_COMBINING}]+|[\u00c0-\u024f\u1e00-\u1eff]"
    "|[\u0370-\u052f\u13a0-\u13ff\u2c60-\u2c7f]+|[\u2070-\u209c\u2100-\u214f\u2460-\u24ff]"
    "|[\ufb00-\ufb06\uff01-\uff5e\u3000\u1d00-\u1d7f\u0250-\u02af]"
    "|[\U0001d400-\U0001d7ff\U0001f110-\U0001f189\U0001f1e6-\U0001f1ff]"
    "|[\u2018-\u201f\u2010-\u2015\u00a0\u2000-\u200a\u202f\u205f]"
)
_LOOKS: Final = dict(
    zip(
        "аеорсухіјѕԁһӏԛԝѵгпмткнвАВЕКМНОРСТУХІЈЅԌԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧαειοκνρτυχωɡıƖᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᏔᏃ",
        "aeopcyxijsdhlqwvrnmtkhbABEKMHOPCTYXIJSGWABEZHIKMNOPTYXaeiokvptuxwgilABCDEHJKLMPRSTVWZ",
        strict=True,
    )
)
_LATIN: Final = re.compile(r"[A-Za-z]")
_QUOTES: Final = str.maketrans("‘’‚‛“”„‟‐‑‒–—―\u00a0\u202f\u205f", "''''\"\"\"\"------   ")


def fold(view: View) -> View:
    """Return the text with look-alikes as plain letters, and without what is invisible."""
    if view.text.isascii():
        return view
    text = view.text
    changes = []
    for match in _ODD.finditer(text):
        new = _plain(text, match)
        if new != match.group():
            changes.append((match.start(), match.end(), new))
    folded = changed(view, "unicode", changes)
    # Typographic quotes and accents stand in ordinary text: folding them is no decoding.
    if folded is not view and not any(_suspect(text[start:end]) for start, end, _ in changes):
        return View(folded.text, view.name, view, folded.marks)
    return folded


def smuggled(view: View) -> list[View]:
    """Return texts that are written in invisible characters only."""
    if view.text.isascii():
        return []
    found = [
        payload(view, "tag characters", m.start(), m.end(), _untagged(m.group()))
        for m in _TAGS.finditer(view.text)
    ]
    for match in _SELECTORS.finditer(view.text):
        raw = bytes(_selected(ord(sign)) for sign in match.group())
        text = raw.decode("utf-8", "replace")
        if sum(sign.isprintable() for sign in text) > 0.7 * len(text):
            found.append(payload(view, "variation selectors", match.start(), match.end(), text))
    return found


def _untagged(run: str) -> str:
    return "".join(chr(ord(sign) - 0xE0000) for sign in run if ord(sign) >= 0xE0020)


def _selected(code: int) -> int:
    return code - 0xFE00 if code < 0xFE10 else code - 0xE0100 + 16


def _plain(text: str, match: re.Match[str]) -> str:
    run = match.group()
    if len(run) > 1 or run in _LOOKS:
        if run[0] in _LOOKS or "\u0370" <= run[0] <= "\u052f" or "\u13a0" <= run[0] <= "\u13ff":
            return _unmixed(text, match)
        return ""
    return _shape(run)


def _unmixed(text: str, match: re.Match[str]) -> str:
    """Return a Greek, Cyrillic or Cherokee run as Latin, if it stands inside a Latin word."""
    run = match.group()
    beside = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
    mixed = bool(_LATIN.search(beside))
    whole = len(run) > 2 and all(sign in _LOOKS for sign in run)
    if mixed or (whole and _latin_around(text, match)):
        return "".join(_LOOKS.get(sign, sign) for sign in run)
    return run


def _latin_around(text: str, match: re.Match[str]) -> bool:
    around = text[max(0, match.start() - 24) : match.end() + 24]
    return len(_LATIN.findall(around)) >= 8


@lru_cache(maxsize=4096)
def _shape(sign: str) -> str:
    code = ord(sign)
    if 0x1F1E6 <= code <= 0x1F1FF:
        return chr(code - 0x1F1E6 + 97)
    for first in (0x1F130, 0x1F150, 0x1F170):
        if first <= code < first + 26:
            return chr(code - first + 65)
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return ""
    plain = sign.translate(_QUOTES)
    if plain != sign:
        return plain
    spread = unicodedata.normalize("NFKD", sign)
    bare = "".join(each for each in spread if not unicodedata.combining(each))
    return bare if len(bare) == 1 or bare.isascii() else sign


@lru_cache(maxsize=4096)
def _suspect(run: str) -> bool:
    """Whether a replaced run is more than an accent or a typographic sign."""
    return not all("\u00c0" <= s <= "\u024f" or s.translate(_QUOTES) != s for s in run) and run not in (
        "\ufe0f",
        "\u200d",
        "\u200b",
        "\ufeff",
    )
