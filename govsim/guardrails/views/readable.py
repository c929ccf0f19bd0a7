"""Decides whether what was decoded is text that somebody wrote."""

from __future__ import annotations

import bz2
import lzma
import zlib
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.likeness import bits_of, latin
from govsim.guardrails.views.normalise import normalise
from govsim.guardrails.views.value_shapes import WORDED_DAY
from govsim.guardrails.views.vocabulary import known

_LONG: Final = 32  # printable ASCII of this length is no chance
_SHORT: Final = 4
_ELSEWHERE: Final = 24.0  # bits above chance that tell a language other than English
_MEAN_ELSEWHERE: Final = 0.8
_COMPRESSED: Final = 24  # bytes that may be compressed without saying so
_VALUE: Final = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}\.[a-z]{2,}|\d(?:[ .-]?\d){7,}|\d{1,3}(?:\.\d{1,3}){3}"
    r"|\(\d{2,5}\) ?\d{2,4}[ -]?\d{3,5}|(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}"
    r"|(?:19|20)\d\d[-./][01]\d[-./][0-3]\d|[0-3]?\d[-./][0-3]?\d[-./](?:19|20)\d\d"
    r"|(?:[0-9A-Fa-f]{1,4}:){3,7}:?[0-9A-Fa-f]{1,4}|[A-Z]{2}(?: ?\d\d){3} ?[A-D]\b"
    r"|[0-9A-Fa-f]{4}(?:[.-][0-9A-Fa-f]{4}){2}\b"
    rf"|{WORDED_DAY.pattern}|https?://"
    r"|[A-Z]{2}\d{2}[ A-Z0-9]{10,}|[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}|\b\w+=\w|\":"
)
_WORD: Final = re.compile(r"[A-Za-z]{2,}")
_ENCODED: Final = re.compile(
    r"[A-Za-z0-9+/_-]{16,}={0,6}\s*|[A-Za-z0-9+/_-]{11,}={1,2}|(?:(?:%|\\x|=)[0-9A-Fa-f]{2}){4,}.*|(?:&#x?[0-9A-Fa-f]+;){3,}.*"
    r"|(?:\\u[0-9A-Fa-f]{4}){3,}.*|(?:[0-9A-Fa-f]{2,8}[ ,]{1,2}){4,}[0-9A-Fa-f]{2,8}",
    re.DOTALL,
)
_MOST_BLOCKS: Final = 3  # of 128 characters, that one text uses, ASCII and ideographs apart
_ASIAN: Final = range(0x2E80 >> 7, 0xD800 >> 7)
_SPACES: Final = dict.fromkeys(map(ord, "\t\n\r\f\u00a0\u200b\u200c\u200d\u3000\ufeff"), " ")
_SAME: Final = 0.8  # of every other byte of UTF-16, in most scripts
_BITS: Final = frozenset("01 \n")
_MAGIC: Final = (b"\x1f\x8b", b"\x78\x9c", b"\x78\x01", b"\x78\xda", b"\x78\x5e")


def likely(text: str, *, least: float = 12.0, mean: float = 0.7) -> bool:
    """Whether letters are language: by bits in all, and bits a letter, above chance."""
    gained = bits_of(text, latin)
    return gained >= mean and gained * len(text) >= least


def spoken(text: str, least: float = 0.3) -> bool:
    """Whether somebody would say this: in English, or at some length in another language."""
    return worded(text, least) or likely(text, least=_ELSEWHERE, mean=_MEAN_ELSEWHERE)


def worded(text: str, least: float = 0.5) -> bool:
    """Whether at least some share of the letters stand in common English words."""
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    return letters > 0 and sum(len(w) for w in words if known(w.lower())) >= least * letters


def valued(text: str) -> bool:
    """Whether a text holds a value that people hide: an address, a number, a setting."""
    return _VALUE.search(text) is not None


def encoded(text: str) -> bool:
    """Whether all of a text looks as if it were encoded once more."""
    return _ENCODED.fullmatch(text) is not None


def readable(raw: bytes, most: int) -> str | None:
    """Return the text that bytes are, or None if nobody would have written it.

    Args:
        raw: UTF-8, UTF-16 or either of them compressed.
        most: How many bytes may come of it, if it is compressed.
    """
    if raw[:2] in _MAGIC:
        raw = _inflated(raw, most, 47) or raw
    elif raw[:3] == b"BZh" or raw[:6] == b"\xfd7zXZ\0":
        raw = _unpacked(raw, most) or raw
    text = _text(raw)
    if text is None and len(raw) >= _COMPRESSED and _begins_deflated(raw):
        text = _text(_inflated(raw, most, -15))
    return text if text is not None and plausible(text) else None


def plausible(text: str) -> bool:
    """Whether somebody would have written this text."""
    if len(text) < _SHORT or not _printable(text):
        return False
    if len(set(text)) < _SHORT and not _BITS.issuperset(text):
        return False
    if not text.isascii():
        dated = WORDED_DAY.fullmatch(text.strip()) is not None
        return dated or _of_one_script(text) or _of_lookalikes(text)
    if len(text) >= _LONG or encoded(text):
        return True
    return likely(text) or worded(text, 0.7) or valued(text)


def _printable(text: str) -> bool:
    spaced = text.translate(_SPACES)
    return spaced.isprintable() or sum(map(str.isprintable, spaced)) >= 0.98 * len(text)


def _of_one_script(text: str) -> bool:
    """Whether most characters are letters of one alphabet, or Latin ones that make words."""
    others = [character for character in text if ord(character) >= 0x80]
    blocks = {ord(character) >> 7 for character in others} - {0x2000 >> 7}  # dashes, quotes
    letters = sum(map(str.isalpha, text)) + text.count(" ")
    if letters < 0.6 * len(text) or len(blocks.difference(_ASIAN)) > _MOST_BLOCKS:
        return False
    if blocks <= {1, 2}:  # Latin with accents
        return likely(text) and len(others) < 0.3 * len(text)
    return len(text) >= _SHORT and len(others) >= 0.5 * (letters - text.count(" "))


def _of_lookalikes(text: str) -> bool:
    """Whether a text is plausible ASCII but for what its letters are drawn by."""
    seen = normalise(text).text
    return seen.isascii() and plausible(seen)


def _text(raw: bytes) -> str | None:
    if raw.count(0) > len(raw) // 4:
        return _wide(raw)
    for trimmed in range(4):  # what was cut off may have been in the middle of a character
        try:
            return raw[: len(raw) - trimmed].decode("utf-8")
        except UnicodeDecodeError as error:
            if error.start < len(raw) - 4:
                break
    return _wide(raw)


def _wide(raw: bytes) -> str | None:
    """Return the text of UTF-16, if every other byte is the same or nearly so."""
    if len(raw) < 2 * _SHORT:
        return None
    if max(raw.count(raw[-1]), raw.count(raw[-2])) < _SAME * (len(raw) // 2):
        return None
    for lead, encoding in ((raw[1::2], "utf-16-le"), (raw[::2], "utf-16-be")):
        if lead.count(lead[-1:]) >= _SAME * len(lead):
            return raw.decode(encoding, "ignore").lstrip("\ufeff")
    return None


def _inflated(raw: bytes, most: int, wbits: int) -> bytes:
    try:
        return zlib.decompressobj(wbits=wbits).decompress(raw, most)
    except zlib.error:
        return b""


def _begins_deflated(raw: bytes) -> bool:
    """Whether the head of a first block is one that can be inflated."""
    kind = raw[0] >> 1 & 3
    if kind == 0:  # stored: its length, and the same with all bits turned
        return raw[1] ^ raw[3] == raw[2] ^ raw[4] == 0xFF
    return kind != 3


def _unpacked(raw: bytes, most: int) -> bytes:
    reader = bz2.BZ2Decompressor() if raw[:3] == b"BZh" else lzma.LZMADecompressor()
    try:
        return reader.decompress(raw, most)
    except (OSError, EOFError, lzma.LZMAError):
        return b""
