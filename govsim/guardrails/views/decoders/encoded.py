"""Undoes encodings of bytes as text: base64, base32, hexadecimal, and what is compressed in it."""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.views.byte_encodings import BASE64, Encoding, encodings_of, pitched
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.offsets import ONE, Offsets
from govsim.guardrails.views.readable import readable, valued, worded
from govsim.guardrails.views.rewriting import Rewriting
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.vocabulary import known

Span = tuple[int, int]
# Turned round, one begins with the sign that else ends it; behind a name that sign sets it apart.
_TOKEN: Final = re.compile(r"[A-Za-z0-9+/_-]{2,}={0,6}|(?<![A-Za-z0-9_])={1,2}[A-Za-z0-9+/_-]{14,}")
_LONG: Final = 16  # characters of a token that is tried by itself
# What may stand between the parts of one encoding: a space, or lines of a reply, of comments, of
# string literals.
_BETWEEN: Final = re.compile(r" |\\[nr](?:\\n)?|[\"']?[ \t]*[+\\]?[ \t]*\r?\n[ \t>#*\"'+|]{0,40}")
_TAIL: Final = re.compile(r"[A-Za-z0-9+/_-]{2,}={0,2}(?![\w=])")
_HEXADECIMAL: Final = re.compile(r"[0-9A-Fa-f]+")
_SMALL_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_ROT13: Final = str.maketrans(
    _SMALL_LETTERS + _SMALL_LETTERS.upper(),
    "".join(a[13:] + a[:13] for a in (_SMALL_LETTERS, _SMALL_LETTERS.upper())),
)
_SURELY: Final = 48
_ONE_CASE: Final = re.compile(r"(?:0x)?[0-9a-f]+|[a-z2-7]+=*")
_SMALL: Final = re.compile(r"[a-z]{8}")
_FIRST: Final = frozenset("QRSTUVWXYZabcde")  # signs with which base64 of a letter begins
_BEGINS: Final = _FIRST | frozenset("4567")  # and hexadecimal
_SHORT_VALUE: Final = 12  # characters of a value that is encoded
_NUMBER: Final = re.compile(r"[+(]?\d[\d .()/-]{6,}[\dA-Z]")
_SHORTEST: Final = 6  # characters of a word that is encoded by itself
_FEW: Final = 3  # letters that words of chance have
_HEX_WORD: Final = re.compile(r"(?:[4-7][0-9A-Fa-f]){4,}")
_SCATTERED: Final = 3  # words in which letters and digits are mixed
_CHUNK_APART: Final = 17  # characters between two of them: one more chunk
_RUN: Final = 40  # characters of chunks that signs hold together
_CHUNK: Final = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_CHUNKS: Final = re.compile(
    r"(?:[A-Za-z0-9+/]{1,16}+[ ]){3,}[A-Za-z0-9+/]{1,16}={0,2}"
    r"|(?:[A-Za-z0-9+/]{2,16}+[-._:|]){3,}[A-Za-z0-9+/]{1,16}={0,2}"
)
_APART: Final = str.maketrans("", "", " -._:|")
_FARTHEST: Final = 60  # characters between two tokens of a block
_PARTS_APART: Final = 40
_PROSE: Final = re.compile(r"[A-Za-z]{3}")
_WORDS_APART: Final = 12  # characters between words that are encoded one by one
_ENCODED_WORD: Final = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{2,}={0,2}(?![A-Za-z0-9+/=])")
_MANY_WORDS: Final = 4
_MANY_LETTERS: Final = 16
_REMEMBERED: Final = 128  # characters of a token whose reading is kept
_GROWTH: Final = 200  # of what is compressed


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield each token, or row of tokens, that is readable when decoded."""
    words: list[Span] = []
    parts: list[Decoding] = []
    nothing: set[str] = set()  # what was tried in vain: names in code come again and again
    for block in _blocks(text, clues.tokens, signed=clues.has(b"=")):
        if len(block) == 1 and not _may_be_one(text, *block[0]):
            continue
        alone = text[slice(*block[0])] if len(block) == 1 else ""
        found = list(_decoded(text, block)) if _is_long(block) and alone not in nothing else []
        if alone and not found:
            nothing.add(alone)
        for decoding in found:
            yield decoding
            if parts and not _follows(text, parts[-1], decoding):
                yield from _together(parts)
                parts = []
            parts.append(decoding)
        for token in block:
            if text[token[0]] in _BEGINS:
                yield from _single(text, token)
            if text[token[0]] in _FIRST and _word(text[token[0] : token[1]]):
                if words and not 0 <= token[0] - words[-1][1] <= _WORDS_APART:
                    yield from _one_by_one(text, words)
                    words = []
                words.append(token)
    yield from _together(parts)
    yield from _one_by_one(text, words)
    for start, end in _scattered(clues):
        for match in _CHUNKS.finditer(text, start, end):
            yield from _gathered(match)


def _is_long(block: list[Span]) -> bool:
    """Whether tokens are long enough, together or one of them, to stand for more than a word."""
    return len(block) > 1 or block[0][1] - block[0][0] >= _SHORT_VALUE


def _scattered(clues: Clues) -> Iterator[Span]:
    """Yield where several tokens lie beside each other that may be chunks of one encoding."""
    if len(clues.mixed) < _SCATTERED:
        return
    run: list[Span] = []
    for token in (*clues.tokens, None):
        if run and (token is None or token[0] - run[-1][1] > _CHUNK_APART):
            if len(run) >= _SCATTERED or run[-1][1] - run[0][0] > _RUN:
                yield max(0, run[0][0] - _CHUNK_APART), run[-1][1] + _CHUNK_APART
            run = []
        if token is not None:
            run.append(token)


def _gathered(match: re.Match[str]) -> Iterator[Decoding]:
    """Yield what chunks of any length make together, words of English beside them apart."""
    if len(match.group().translate(_APART)) < _LONG:
        return
    chunks = [(m.start(), m.end()) for m in _CHUNK.finditer(match.string, *match.span())]
    text = match.string
    while chunks and known(text[chunks[0][0] : chunks[0][1]].lower()):
        chunks.pop(0)
    while chunks and known(text[chunks[-1][0] : chunks[-1][1]].lower()):
        chunks.pop()
    if len({end - start for start, end in chunks}) < 2 and " " in match.group():
        return  # chunks of one length were tried
    together = "".join([text[start:end] for start, end in chunks])
    found = _read(together) if len(together) >= _LONG else None
    if found is not None:
        lines = Rewriting()
        for start, end in chunks:
            lines.add(text[start:end], start, end, ONE)
        maps = (found.offsets(0, len(together)), *lines.decoding(0, 0).maps)
        yield Decoding(chunks[0][0], chunks[-1][1], found.text, maps, found.steps)


def _follows(text: str, before: Decoding, after: Decoding) -> bool:
    """Whether one encoding goes on after a line break, a number of the line, an operator."""
    gap = text[before.end : after.start]
    return before.steps == after.steps and len(gap) <= _PARTS_APART and not _PROSE.search(gap)


def _together(parts: list[Decoding]) -> Iterator[Decoding]:
    """Yield parts that follow each other as one."""
    if len(parts) > 1:
        made = Rewriting()
        for part in parts:
            made.add(part.text, part.start, part.end)
        yield made.decoding(parts[0].start, parts[-1].end, *parts[0].steps)


def _may_be_one(text: str, start: int, end: int) -> bool:
    """Whether a token that stands by itself may be encoded: it is long, or begins as words do."""
    return end - start >= _SHORT_VALUE or text[start] in _BEGINS


def _blocks(text: str, spans: list[Span], *, signed: bool) -> Iterator[list[Span]]:
    """Yield tokens; those of the same length that follow each other come together.

    Args:
        text: What is read.
        spans: The stretches that tokens are in.
        signed: Whether a sign of equality is in the text.
    """
    block: list[Span] = []
    for span in spans:
        for first, last in _tokens(text, span) if signed else (span,):
            # A line break, escaped, is none of it.
            start = first + (text[first] in "nr" and text[first - 1 : first] == "\\")
            if block and not _goes_on(text, block, (start, last)):
                yield block
                block = []
            block.append((start, last))
    if block:
        yield block


def _tokens(text: str, span: Span) -> list[Span]:
    """Return the tokens of a stretch: a sign of equality ends one, or begins it."""
    if text.find("=", *span) < 0:
        return [span]
    return [match.span() for match in _TOKEN.finditer(text, *span)]


def _goes_on(text: str, block: list[Span], token: Span) -> bool:
    first, last = block[0], block[-1]
    if not last[1] - last[0] == first[1] - first[0] >= token[1] - token[0]:
        return False
    if token[0] - last[1] > _FARTHEST:
        return False
    if text[last[1] - 1] == "=":
        return False
    between = _BETWEEN.match(text, last[1], last[1] + _FARTHEST)
    return between is not None and between.end() == token[0]


def _with_tail(text: str, block: list[Span]) -> list[Span]:
    """Return a block with the last line of it, where that is too short to be seen as a token."""
    start, end = block[-1]
    between = _BETWEEN.match(text, end, end + _FARTHEST)
    if text[end - 1] == "=" or between is None or "\n" not in between.group():
        return block
    tail = _TAIL.match(text, between.end(), between.end() + end - start)
    return [*block, tail.span()] if tail is not None else block


def _decoded(text: str, block: list[Span]) -> Iterator[Decoding]:
    """Yield what a block reads, with its last line if that is short, or else each token of it."""
    whole = _with_tail(text, block)
    if len(whole) > len(block) and _read("".join([text[start:end] for start, end in whole])):
        block = whole
    together = "".join([text[start:end] for start, end in block])
    found = _read(together) if len(together) >= _LONG and not _is_name(together) else None
    if found is None and len(block) == 1 and _SHORT_VALUE <= len(together) < _LONG:
        found = _short_value(together)
    if found is None:
        if len(block) > 1:
            for token in block:
                yield from _decoded(text, [token])
        return
    at = 0 if len(block) > 1 else block[0][0]
    maps: tuple[Offsets, ...] = (found.offsets(at, len(together)),)
    if len(block) > 1:
        lines = Rewriting()
        for start, end in block:
            lines.add(text[start:end], start, end, ONE)
        maps += lines.decoding(0, 0).maps
    yield Decoding(block[0][0], block[-1][1], found.text, maps, found.steps)


def _short_value(token: str) -> _Read | None:
    """Return the value that a short token of base64 stands for; other words of chance are none."""
    ordinary = token.isalpha() and (token[1:].islower() or token.isupper())
    found = _read(token) if not ordinary else None
    return found if found is not None and _NUMBER.fullmatch(found.text) else None


class _Read(NamedTuple):
    """What a token reads."""

    text: str
    encoding: Encoding
    skipped: int  # characters that stand before the encoding
    backwards: bool
    before: tuple[str, ...] = ()  # what was undone before

    @property
    def steps(self) -> tuple[str, ...]:
        return self.before + ("reversed",) * self.backwards + (self.encoding.step,)

    def offsets(self, at: int, length: int) -> Offsets:
        """Return the offsets in a token that begins at a place."""
        length -= self.skipped
        at += 0 if self.backwards else self.skipped
        return pitched(self.text, self.encoding.pitch, at, length, backwards=self.backwards)


def _read(token: str) -> _Read | None:
    """Return the text of a token, by the first encoding that makes it readable."""
    # What is decoded shows most tokens of its text again.
    return _remembered(token) if len(token) <= _REMEMBERED else _first(token)


@lru_cache(maxsize=2048)
def _remembered(token: str) -> _Read | None:
    return _first(token)


def _first(token: str) -> _Read | None:
    if token[:2] in ("0x", "0X"):
        found = _read(token[2:])
        return found._replace(skipped=2) if found and not found.backwards else None
    for encoding in encodings_of(token):
        # Something may be stuck to the front, so that nothing is where it should be.
        for skipped in range(encoding.group if len(token) >= 2 * _LONG else 1):
            plain = _tried(token[skipped:], encoding)
            if plain is not None:
                return _Read(plain, encoding, skipped, backwards=False)
        if len(token) >= 2 * _LONG or token[0] == "=":
            plain = _tried(token[::-1], encoding)
            if plain is not None:
                return _Read(plain, encoding, 0, backwards=True)
    shifted = token.translate(_ROT13) if len(token) >= 2 * _LONG and not token.islower() else ""
    plain = _tried(shifted, BASE64) if shifted and not _HEXADECIMAL.fullmatch(token) else None
    return _Read(plain, BASE64, 0, backwards=False, before=("rot13",)) if plain else None


def _is_name(token: str) -> bool:
    """Whether a token holds a word, as names and paths do and encodings of some length hardly."""
    if token.islower():
        return not _ONE_CASE.fullmatch(token)
    if token.isupper() and "_" in token:
        return True
    return len(token) < _SURELY and _SMALL.search(token) is not None


def _tried(token: str, encoding: Encoding) -> str | None:
    try:
        raw = encoding.decode(token)
    except (binascii.Error, ValueError):
        return None
    plain = readable(raw, _GROWTH * len(raw) + 1024)
    if plain is None:
        return None
    sure = len(token) >= 2 * _LONG or encoding.sure(token) or not plain.isascii()
    lettered = 2 * sum(map(str.isalpha, plain)) >= len(plain)
    return plain if sure or (lettered and worded(plain, 0.3)) or valued(plain) else None


def _word(token: str) -> str | None:
    """Return the letters that a short token of base64 stands for."""
    return _short_word(token) if len(token) < 2 * _LONG else None


@lru_cache(maxsize=4096)  # each is asked for in the row of tokens too, and when that is read
def _short_word(token: str) -> str | None:
    try:
        raw = binascii.a2b_base64(token + "=" * (-len(token) % 4))
        word = raw.decode("ascii")
    except ValueError:
        return None
    return word if word.strip(".,;:!?'").isalpha() else None


def _single(text: str, token: Span) -> Iterator[Decoding]:
    """Yield a common word that was encoded by itself."""
    word, step = text[token[0] : token[1]], "base64"
    if len(word) >= 2 * _LONG or len(word) < _SHORTEST:
        return
    plain = _word(word) if word[0] in _FIRST else None
    if plain is None and _HEX_WORD.fullmatch(word):
        plain, step = bytes.fromhex(word).decode("ascii", "replace"), "hex"
    if plain is not None and len(plain) > _FEW and known(plain.lower()):
        made = Rewriting()
        made.add(plain, *token)
        yield made.decoding(*token, step)


def _one_by_one(text: str, words: list[Span]) -> Iterator[Decoding]:
    """Yield words that were encoded one by one, those between them too, if they are words."""
    if not words:
        return
    tokens = [
        match
        for match in _ENCODED_WORD.finditer(text, words[0][0], words[-1][1])
        if _word(match.group()) is not None
    ]
    made, before = Rewriting(), None
    for token in tokens:
        if before is not None:
            made.add(" ", before, token.start())
        made.add(_word(token.group()) or "", *token.span())
        before = token.end()
    plain = made.text
    # Letters by chance hardly decode to letters: many that do need not be English.
    many = len(tokens) >= _MANY_WORDS and len(plain) >= _MANY_LETTERS
    if len(tokens) > 1 and len(plain) >= _SHORTEST and (many or worded(plain, 0.6)):
        yield made.decoding(tokens[0].start(), tokens[-1].end(), "base64")
