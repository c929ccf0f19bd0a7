"""Screens disguises that the reader undoes: leetspeak, spaced letters, Morse."""

from __future__ import annotations

import re
from typing import Final

from govsim.guardrails.normalise.view import View, substituted
from govsim.guardrails.normalise.words import COMMON, apart

_LEET: Final = str.maketrans("013457@$!|€+", "oleastasilet")
_LEET_WORD: Final = re.compile(
    r"(?<![\w@$!|])(?=[\w@$!|€+]*[a-zA-Z])[\w@$!|€+]{0,24}[013457@$!|€+][\w@$!|€+]{0,24}(?![\w@])"
)
_LEET_HINT: Final = re.compile(r"[a-zA-Z][013457@$!|€][a-zA-Z]")
_SPACED: Final = re.compile(
    r"(?<!\w)[A-Za-z](?:[ \t.\-_*|/,\n]{1,3}[A-Za-z](?![A-Za-z])){4,2000}"
)
_BETWEEN: Final = re.compile(r"[ \t.\-_*|/,\n]+")
_MORSE: Final = re.compile(r"(?<![.\-\w])[.\-]{1,6}(?:[ /|]{1,3}[.\-]{1,6}){4,2000}(?![.\-\w])")
_CODE: Final = dict(
    zip(
        ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- "
        ".-- -..- -.-- --.. ----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.".split(),
        "abcdefghijklmnopqrstuvwxyz0123456789",
        strict=True,
    )
)


def unleet(view: View) -> View:
    """Return the text with digits and signs inside of words as letters, where there are many."""
    if len(_LEET_HINT.findall(view.text)) < 2:
        return view
    return substituted(view, "leetspeak", _LEET_WORD, _letters)


def _letters(match: re.Match[str]) -> str | None:
    word = match.group()
    plain = word.translate(_LEET)
    letters = sum(sign.isalpha() for sign in word)
    if plain.lower() in COMMON:
        return plain
    return plain if plain.isalpha() and letters * 2 >= len(word) else None


def unspaced(view: View) -> View:
    """Return the text with `i g n o r e` written as one word."""
    return substituted(view, "spaced letters", _SPACED, _joined)


def _joined(match: re.Match[str]) -> str | None:
    run = match.group()
    gaps = _BETWEEN.findall(run)
    least = min(len(gap) for gap in gaps)
    if any(len(gap) > least for gap in gaps):
        return _BETWEEN.sub(lambda gap: " " if len(gap.group()) > least else "", run)
    return apart(_BETWEEN.sub("", run))


def unmorsed(view: View) -> View:
    """Return the text with Morse code as letters."""
    if ".-" not in view.text and "-." not in view.text and ". ." not in view.text:
        return view
    return substituted(view, "morse", _MORSE, _morse)


def _morse(match: re.Match[str]) -> str | None:
    words = re.split(r"\s*[/|]\s*| {2,}", match.group())
    found = [[_CODE.get(sign) for sign in word.split()] for word in words]
    if any(letter is None for word in found for letter in word):
        return None
    text = " ".join("".join(letter or "" for letter in word) for word in found)
    return text if len(set(text)) > 3 else None
