"""Undoes ciphers that a text names beside a value: `E@> (rot47)`, `akia5bw (case swapped)`.

What is named need not be convincing: a value too short for its letters to tell is read by the key
that stands beside it, and the detectors judge what comes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten
from govsim.guardrails.views.values import Decoding

Read = Callable[[str], str]
Readings = Callable[[str], tuple[Read, ...]]
_SMALL: Final = "abcdefghijklmnopqrstuvwxyz"
_LETTERS: Final = _SMALL + _SMALL.upper()
_DIGITS: Final = "0123456789"
_PRINTED: Final = "".join(map(chr, range(33, 127)))
_NUMBERS: Final = "nought one two three four five six seven eight nine ten".split()
_FEWEST: Final = 6  # signs of a value
_DIGITS_OF_VALUE: Final = 2
_MOST: Final = 160
_FEW: Final = 3  # words of a value with no label in front
_PLACES: Final = 256  # where one may be named, in one text
_BESIDE: Final = 48  # characters in front of a word that tells of a cipher, and behind it
_COUNTS: Final = re.compile(r"\d{1,2}(?:-\d{1,2})*")


def _by(plain: str, other: str) -> Read:
    table = str.maketrans(plain, other)
    return lambda said: said.translate(table)


def _moved(by: int) -> Read:
    """Return what reads letters so many places further on in the alphabet."""
    moved = _SMALL[by % 26 :] + _SMALL[: by % 26]
    return _by(_LETTERS, moved + moved.upper())


def _added(by: int) -> Read:
    """Return what reads digits so much greater, nought behind nine."""
    return _by(_DIGITS, _DIGITS[by % 10 :] + _DIGITS[: by % 10])


def _turned(said: str) -> str:
    return said[::-1]


def _lettered(said: str) -> str:
    """Return what numbers of letters stand for: `14-15-18-1 @ 13-1` is `nora@ma`."""
    return "".join(
        "".join(_SMALL[int(n) - 1] if 0 < int(n) < 27 else n for n in word.split("-"))
        if _COUNTS.fullmatch(word)
        else word
        for word in said.split()
    )


def _ways(read: Callable[[int], Read], number: str) -> tuple[Read, ...]:
    """Return what reads signs that were moved by a number, whichever way."""
    by = int(number) if number.isdigit() else _NUMBERS.index(number)
    return (read(-by), read(by))


_ROT47: Final = _by(_PRINTED, _PRINTED[47:] + _PRINTED[:47])
_ATBASH: Final = _by(_LETTERS, _SMALL[::-1] + _SMALL[::-1].upper())
_NUMBER: Final = rf"(\d{{1,2}}|{'|'.join(_NUMBERS[1:])})(?!\w)"
# How a cipher is told, and by what its values are read.
_SAID: Final[tuple[tuple[str, Readings], ...]] = (
    (r"rot[ -]?47(?!\d)", lambda _: (_ROT47,)),
    (r"rot[ -]?(\d{1,2})(?!\d)", lambda by: (_moved(-int(by)),)),
    (
        r"atbash|mirrored alphabet|alphabet (?:is |was )?mirrored|a ?= ?z(?!\w)",
        lambda _: (_ATBASH,),
    ),
    (
        r"(?:upper|lower|cases?|caps|capitals?)[a-z /-]{0,28}(?:swapped|inverted|flipped)"
        r"|swap(?:ped)?[ -]?case|(?:swap|invert|flip)(?:ped|ed)? (?:the )?case",
        lambda _: (str.swapcase,),
    ),
    (
        r"reversed|backwards?|right to left|r[uü]ckw[aä]rts|al rev[eé]s|[aà] l.envers|al contrario"
        r"|ao contr[aá]rio"
        r"|achterstevoren|od ty[lł]u",
        lambda _: (_turned,),
    ),
    (r"letters as numbers|a ?= ?1(?!\d)|a1z26", lambda _: (_lettered,)),
    (
        r"(?:letters?|alphabet|caesar|c[aä]sar)[a-z, ]{0,16}(?:moved|shifted|shift|plus|minus|by)"
        rf"[a-z :=]{{0,12}}?{_NUMBER}",
        lambda by: _ways(_moved, by),
    ),
    (
        rf"(?:subtract|add|take|plus|minus) {_NUMBER}[a-z ]{{0,12}}(?:every|each|all)"
        r"(?: the| of the)? digits?",
        lambda by: _ways(_added, by),
    ),
    (
        rf"(?:every|each|all)(?: the)? digits?[a-z ]{{0,20}}(?:plus|minus|by|[+-]) ?{_NUMBER}",
        lambda by: _ways(_added, by),
    ),
)
_CIPHERS: Final = tuple(
    (re.compile(rf"(?<![^\W_])(?:{said})", re.IGNORECASE), readings) for said, readings in _SAID
)
# A piece of each, by a word without which it is in no text.
_PIECES: Final[dict[bytes, tuple[bytes, ...]]] = {
    b"rot": (b"rot-", b"rot "),
    b"atbash": (b"atbash",),
    b"mirrored": (b"mirrored",),
    b"alphabet": (b"a=z", b"a = z"),
    b"swapped": (b"swapped",),
    b"inverted": (b"inverted",),
    b"flipped": (b"flipped",),
    b"swapcase": (b"swapcase",),
    b"swap": (b"swap case", b"swap the case"),
    b"reversed": (b"reversed",),
    b"backward": (b"backward",),
    b"backwards": (b"backwards",),
    b"left": (b"right to left",),
    b"r\xffckw\xffrts": (b"r\xffckw\xffrts",),
    b"rev\xffs": (b"al rev",),
    b"reves": (b"al rev",),
    b"lenvers": (b" l'envers",),
    b"contrario": (b"al contrario", b"ao contrario"),
    b"contr\xffrio": (b"ao contr",),
    b"achterstevoren": (b"achterstevoren",),
    b"ty\xffu": (b"od ty",),
    b"tylu": (b"od ty",),
    b"letters": (b"as numbers", b"a=1", b"a = 1", b"moved", b"shift"),
    b"letter": (b"moved", b"shift"),
    b"a1z26": (b"a1z26",),
    b"caesar": (b"caesar",),
    b"c\xffsar": (b"c\xffsar",),
    b"digit": (b"every digit", b"each digit"),
    b"digits": (b"all digit", b"all the digit"),
} | {b"rot%d" % by: (b"rot%d" % by,) for by in (*range(1, 26), 47)}
TELLING: Final = frozenset(_PIECES)
_OPEN: Final = re.compile(r"[ \t]*(?:[(\[{<][^()\[\]{}\n]*|(?:[-–—]+|//|#|\bin)[ ])$")
_CLOSE: Final = re.compile(r"[^()\[\]{}\n]{0,80}[)\]}>]")
_FRONT: Final = re.compile(r"[^\n:=()\[\]]{0,32}(?::[ \t]|=[ \t]?|:?\n)[ \t]*")
# A label right in front of the name of a cipher in brackets: its value stands behind them.
_LABELLED: Final = re.compile(
    r"(?:[:=]|(?<!\w)(?:is|are|was|ist|lautet|es|est|è|é|jest|to|as|reads|be|again|number|adres+e?"
    r"|email))[ \t]*$",
    re.IGNORECASE,
)
_PHRASE: Final = re.compile(r"[^\n,;]*?(?=[.]?(?:[,;\n]|[ ][a-z—–-]|[.][ ]|$))")
_LABEL: Final = re.compile(r".*(?::[ \t]|=|[\"'>,;\t|]|\b(?:is|was|es|ist|est|è)[ ])")


class _Found(NamedTuple):
    start: int  # of the stretch that ends or begins with the value
    end: int
    name: tuple[int, int]  # where the cipher is named
    readings: tuple[Read, ...]


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with values of which it is told how they were disguised, and the name gone.

    What names no cipher any more is not undone a second time.
    """
    words = clues.words & TELLING
    places = clues.places({piece for word in words for piece in _PIECES[word]})
    told = list(_told(text, places[:_PLACES]))
    ways = [list(_ways_of(text, found)) for found in told]
    for nth in range(max(map(len, ways), default=0)):
        pieces: list[Piece] = []
        for found, each in zip(told, ways, strict=True):
            if each:
                pieces += (each[min(nth, len(each) - 1)], (*found.name, ""))
        for near in gathered(pieces):
            yield rewritten(text, near, "named-cipher")


def _ways_of(text: str, found: _Found) -> Iterator[Piece]:
    """Yield the values that a name may be for, undone."""
    for start, end in _values(text, found):
        for read in found.readings:
            plain = read(text[start:end])
            if plain != text[start:end] and _may_be(plain):
                yield start, end, plain


def _may_be(plain: str) -> bool:
    """Whether a text may hold a value: there are digits, or an address."""
    return "@" in plain or sum(map(str.isdigit, plain)) >= _DIGITS_OF_VALUE


def _told(text: str, places: list[int]) -> Iterator[_Found]:
    """Yield the stretches beside which a cipher is named in brackets, or in front of a colon."""
    done = 0
    for place in places:
        if place < done:
            continue
        for pattern, readings in _CIPHERS:
            told = pattern.search(text, max(done, place - _BESIDE), place + _BESIDE)
            if told is None or not told.start() <= place < told.end():
                continue
            done = told.end()
            stretch = _stretch(text, told)
            if stretch is not None:
                by = told[1].lower() if pattern.groups else ""
                yield _Found(*stretch, readings(by))
            break


def _stretch(text: str, told: re.Match[str]) -> tuple[int, int, tuple[int, int]] | None:
    """Return where the value may stand that a name is for, and where all of the name does."""
    opened = _OPEN.search(text, max(0, told.start() - _BESIDE), told.start())
    closed = _CLOSE.match(text, told.end()) if opened is not None else None
    end = closed.end() if closed else told.end()
    fronted = (
        opened is not None
        and text[opened.start() : told.start()].lstrip()[:1] in tuple("([{")
        and _LABELLED.search(text, max(0, opened.start() - _BESIDE), opened.start()) is not None
    )
    if opened is not None and fronted:
        begin = end + len(text[end : end + 2]) - len(text[end : end + 2].lstrip())
        return begin, begin + _MOST, (opened.start(), end)
    if opened is not None and not text.startswith((":", "="), end):
        return max(0, opened.start() - _MOST), opened.start(), (opened.start(), end)
    front = _FRONT.match(text, end)
    if front is None:
        return None
    return front.end(), front.end() + _MOST, (opened.start() if opened else told.start(), end)


def _values(text: str, found: _Found) -> Iterator[tuple[int, int]]:
    """Yield the last or the first word of a stretch, and all of its line that follows a label."""
    if found.start >= found.name[1]:
        line = text[found.start : found.end].partition("\n")[0].rstrip(" \t\r\"'.,;")
        word = line.partition(" ")[0].rstrip("\"'.,;")
        phrase = _PHRASE.match(line)
        parts = (word, phrase.group() if phrase else word, line)
        spans = [(found.start, found.start + len(part)) for part in parts]
    else:
        stop = found.start + len(text[found.start : found.end].rstrip(" \t\r\n\"'"))
        begin = max(found.start, text.rfind("\n", found.start, stop) + 1)
        line = text[begin:stop]
        word = line.rpartition(" ")[2].lstrip("\"'")
        label = _LABEL.match(line)
        rest = line[label.end() if label else 0 :].lstrip(" \"'")
        tail = word.rpartition("\t")[2].rpartition(">")[2]
        few = " ".join(line.split(" ")[-_FEW:])
        spans = [(stop - len(part), stop) for part in (word, tail, few, rest)]
    for start, end in dict.fromkeys(spans):
        if end - start >= _FEWEST:
            yield start, end
