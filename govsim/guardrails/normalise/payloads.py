"""Screens payloads: base64, hexadecimal, binary, ROT13 and reversed text inside of a text."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Callable, Iterator
from typing import Final

from govsim.guardrails.normalise.view import View, payload
from govsim.guardrails.normalise.words import COMMON, REVERSED, ROTATED

_BASE64: Final = re.compile(
    r"(?<![A-Za-z0-9+/_=\-])[A-Za-z0-9+/_\-]{12,}(?:\r?\n[A-Za-z0-9+/_\-]{12,})*={0,2}"
)
_HEX: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:0x)?[0-9a-fA-F]{2}(?:[ :,]{0,2}(?:0x|\\x)?[0-9a-fA-F]{2}){7,}"
)
_BITS: Final = re.compile(r"(?<![01])[01]{8}(?: ?[01]{8}){3,}(?![01])")
_WORD: Final = re.compile(r"[A-Za-z]{2,30}")
_MOST: Final = 40  # payloads of one kind in one text
_NOT_HEX: Final = re.compile(r"0x|\\x|[ :,]")


def payloads(view: View) -> Iterator[View]:
    """Yield what spans of a text decode to, when it reads like text."""
    yield from _encoded(view, "base64", _BASE64, _base64)
    yield from _encoded(view, "hexadecimal", _HEX, _hexadecimal)
    if "0" in view.text and "1" in view.text:
        yield from _encoded(view, "binary", _BITS, _bits)
    yield from _turned(view)


def _encoded(
    view: View,
    step: str,
    pattern: re.Pattern[str],
    decode: Callable[[str], bytes],
) -> Iterator[View]:
    count = 0
    for match in pattern.finditer(view.text):
        if (text := _readable(match.group(), decode)) is None:
            continue
        yield payload(view, step, match.start(), match.end(), text)
        count += 1
        if count == _MOST:
            return


def _readable(run: str, decode: Callable[[str], bytes]) -> str | None:
    try:
        text = decode(run).decode("utf-8")
    except (ValueError, binascii.Error):
        return None
    odd = sum(not (sign.isprintable() or sign in "\n\r\t") for sign in text)
    letters = sum(sign.isalpha() or sign == " " for sign in text)
    return text if len(text) > 5 and not odd and letters * 10 >= len(text) * 6 else None


def _base64(run: str) -> bytes:
    bare = "".join(run.split()).rstrip("=").translate(str.maketrans("-_", "+/"))
    if bare.isalpha() and (bare.islower() or len(bare) < 16):
        raise ValueError("a word")
    bare = bare[: len(bare) - 1] if len(bare) % 4 == 1 else bare
    return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)


def _hexadecimal(run: str) -> bytes:
    return bytes.fromhex(_NOT_HEX.sub("", run))


def _bits(run: str) -> bytes:
    bare = run.replace(" ", "")
    return int(bare, 2).to_bytes(len(bare) // 8, "big")


def _turned(view: View) -> Iterator[View]:
    """Yield the spans that read as words when rotated by 13 letters, or backwards."""
    words = [(m.start(), m.end(), m.group().lower()) for m in _WORD.finditer(view.text)]
    known = {word for _, _, word in words}
    for step, table in (("rot13", ROTATED), ("reversed", REVERSED)):
        if len(known & table) < 2:
            continue
        for start, end in _runs(words, table):
            run = view.text[start:end]
            turned = codecs.encode(run, "rot13") if step == "rot13" else run[::-1]
            yield payload(view, step, start, end, turned)


def _runs(
    words: list[tuple[int, int, str]], table: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Yield spans of words none of which is plain English, with two or more of a table."""
    run: list[tuple[int, int, str]] = []
    for word in [*words, (0, 0, "the")]:
        if word[2] not in COMMON:
            run.append(word)
            continue
        if sum(each[2] in table for each in run) >= 2:
            yield run[0][0], run[-1][1]
        run = []
