r"""Reads addresses of hardware as scans, dumps and people have them, by the prefix of their maker.

`EO;D5;5E;7E;3C;ED` of a scan, `17.4.3.1.1.156.142.153.50.199.251` of a switch, a frame to all
machines, `cc 60 31 4b 1a 00 (bytes in reverse)`, `starts with b8:27:eb and goes on 5a:52:4d`,
`MAC 202481594267440 as a decimal number`, `b82.7eb.50c.391`, `9С∶8А∶99∶83∶С3∶СЕ`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.decoders.words_near import matches_near, raws, stands_near
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten
from govsim.guardrails.views.value_shapes import in_pairs
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.vendors import is_of_vendor

_H: Final = "[0-9A-Fa-f]"
# In each pattern all that is repeated is so a fixed number of times, or stands between edges.
_SCANNED: Final = re.compile(
    r"(?<![\w;:])[0-9A-FOIlSZa-f]{2}(?P<by>[;:-][ ]?)[0-9A-FOIlSZa-f]{2}"
    r"(?:(?P=by)[0-9A-FOIlSZa-f]{2}){4}(?!\w|(?P=by)\w\w\b)"
)
_READ_AS: Final = str.maketrans("OIlSZ", "01152")
_MISREAD: Final = frozenset(";OIlSZ")
_COLONS: Final = "∶ː꞉："
_ALIKE_DIGIT: Final = "[0-9A-Fa-fАаВвСсЕеДдΑΒΕОо]"
_ALIKE: Final = re.compile(
    rf"(?<!\w){_ALIKE_DIGIT}{{2}}(?:[{_COLONS}:-]{_ALIKE_DIGIT}{{2}}){{5}}(?!\w)"
)
_MEANT: Final = str.maketrans("АаВвСсЕеДдΑΒΕОо", "AaBbCcEeDdABE00")
# The names of such an index of a bridge, and the digits that stand for them.
_BRIDGES: Final = raws(
    "dot1dtpfdbaddress dot1dtpfdbport dot1dtpfdbstatus dot1qtpfdbport bridge fdb"
)
_DECIMALS: Final = _BRIDGES | raws("physaddress ifphysaddress physaddr")
_TABLES: Final = (b"17.4.3.1.", b"17.7.1.2.2.1.")
_TO_ALL: Final = re.compile(
    rf"(?<![0-9A-Za-z])(?:0x)?[Ff]{{12}}({_H}{{12}})"
    rf"|(?<![\w:.-])(?:[Ff]{{2}}(?P<by>[ :.-])){{6}}({_H}{{2}}(?:(?P=by){_H}{{2}}){{5}})(?!\w)"
)
_CLIENT: Final = re.compile(
    rf"(?<![\w.:-])01\.({_H}{{2}}\.{_H}{{4}}\.{_H}{{4}}\.{_H}{{2}}|"
    rf"{_H}{{2}}(?:\.{_H}{{2}}){{5}})(?![\w]|\.\w)"
)
_PAIRED: Final = re.compile(
    rf"(?<![\w:.-])({_H}{{2}}(?P<by>[: .-]){_H}{{2}}(?:(?P=by){_H}{{2}}){{4}})"
    rf"(?!\w|(?P=by){_H}{{2}}(?!\w))"
)
_TURNING: Final = raws(
    "reverse reversed backwards backward rückwärts ruckwarts umgekehrt envers revés reves"
    " contrario contrário achterstevoren omgekeerd tyłu wspak baklänges baglæns takaperin"
    " pozpátku tersten наоборот endian"
)
_LAST_FIRST: Final = (
    b"last one first",
    b"last byte first",
    b"letzte zuerst",
    b"dernier en premier",
)
_HALF: Final = rf"{_H}{{2}}[:-]{_H}{{2}}[:-]{_H}{{2}}|{_H}{{6}}"
_HALVES: Final = re.compile(rf"(?<![\w#.&:-])(?:{_HALF})(?![\w:-])")
_MAKING: Final = raws(
    "oui vendor hersteller herstellerkennung maker manufacturer fabricante fabricant constructeur"
    " produttore producent fabrikant nic"
)
_BEGINNING: Final = raws(
    "prefix präfix starts begins beginnt beginning commence empieza inizia zaczyna préfixe prefijo"
)
_WORTH: Final = _MAKING | _BEGINNING
_NUMBER: Final = re.compile(r"(?<![\w.,-])[1-9]\d{9,14}(?![\w-]|[.,]\d)")
_DECIMAL: Final = raws("getnode decimal dezimal dezimalzahl décimal décimale decimale dziesiętnie")
_TOLD: Final = raws(
    "mac macs hwaddr bssid ethernet wlan wifi bluetooth physical hardware physikalische physique"
    " física fisico fysiek fizyczny getnode"
)
_BYTES: Final = raws("byte bytes uint8 u8 uchar")
_LISTED: Final = re.compile(r"[{\[(][ ]?(\d{1,3}(?:,[ ]?\d{1,3}){5})[ ]?[}\])]")
_THREES: Final = re.compile(
    rf"(?<![\w.:-]){_H}{{3}}(?P<by>[ .:-]){_H}{{3}}(?P=by){_H}{{3}}(?P=by){_H}{{3}}"
    rf"(?!\w|(?P=by){_H}{{3}}(?!\w))"
)
_SIX: Final = b"\2" * 6
_FOUR: Final = b"\3" * 4
_SIXTEEN: Final = b"0123456789abcdef"
_SCANNABLE: Final = _SIXTEEN + b"oilsz"
_MOST: Final = 128
_APART: Final = 60  # characters between the halves of one
TELLING: Final = _DECIMALS | _TURNING | _WORTH | _DECIMAL | _BYTES | raws("last letzte dernier")
_Read = Callable[[re.Match[str]], str]


def decode(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield the lines with such addresses as they are usually written.

    Args:
        text: Any text.
        clues: The same at a glance.
        words: Those of it which are in `TELLING`.
    """
    pieces: list[Piece] = []
    if _SIX in clues.lengths:
        pieces += _in_pairs(text, clues, words)
    if b"ffffffffffff" in clues.lower:
        pieces += _all_of(_TO_ALL, text, _behind_all)
    if _FOUR in clues.lengths and any(map(_is_hexadecimal, _rows(clues, _FOUR))):
        pieces += _all_of(_THREES, text, lambda match: re.sub("[ .:-]", "", match.group()))
    if not clues.ascii and any(map(text.__contains__, _COLONS)):
        pieces += _alike(text, clues)
    if words:
        pieces += _by_words(text, clues, words)
    if any(map(clues.lower.__contains__, _TABLES)) or not words.isdisjoint(_DECIMALS):
        pieces += _indexed(text, clues)
    for near in gathered(pieces):
        yield rewritten(text, near, "hardware")


def _rows(clues: Clues, sizes: bytes) -> Iterator[bytes]:
    """Yield the words, together, of each row of words that have some lengths."""
    at = clues.lengths.find(sizes)
    while at >= 0:
        yield b"".join(clues.order[at : at + len(sizes)])
        at = clues.lengths.find(sizes, at + 1)


def _is_hexadecimal(row: bytes) -> bool:
    """Whether a row is of digits of base 16, letters among them."""
    return not (row.isalpha() or row.isdigit() or row.strip(_SIXTEEN))


def _in_pairs(text: str, clues: Clues, words: Words) -> Iterator[Piece]:
    """Yield the addresses of six pairs that a scan misread, of a client or a frame, or turned."""
    rows = [row for row in _rows(clues, _SIX) if not (row.isdigit() or row.strip(_SCANNABLE))]
    if not rows:
        return
    if clues.has(b":;-"):
        yield from _scanned(text, clues)
    if b"01." in clues.raw:
        yield from _all_of(_CLIENT, text, lambda match: match[1].replace(".", ""))
    if b"ff" * 6 in rows:
        yield from _all_of(_TO_ALL, text, _behind_all)
    last_first = any(map(clues.lower.__contains__, _LAST_FIRST)) if words else False
    if last_first or not words.isdisjoint(_TURNING):
        yield from _all_of(_PAIRED, text, _turned)


def _all_of(pattern: re.Pattern[str], text: str, read: _Read) -> Iterator[Piece]:
    """Yield what matches a pattern and reads as an address of a known maker."""
    for match in islice(pattern.finditer(text), _MOST):
        yield from _of_vendor(match.span(), read(match))


def _of_vendor(span: tuple[int, int], solid: str) -> Iterator[Piece]:
    if _is_random(solid) and is_of_vendor(solid):
        yield *span, _usual(solid)


def _is_random(solid: str) -> bool:
    """Whether digits are of letters and digits, and not few of them again and again."""
    digits = sum(map(str.isdigit, solid))
    return len(solid) == 12 and 1 < digits < 12 and len(set(solid[6:])) > 2


def _usual(solid: str) -> str:
    return f" mac {in_pairs(solid.lower())} "


def _behind_all(match: re.Match[str]) -> str:
    """Return the address that stands behind the one of all machines."""
    return match[1] or re.sub("[ :.-]", "", match[3])


def _turned(match: re.Match[str]) -> str:
    return "".join(reversed(re.findall(_H + "{2}", match[1])))


def _scanned(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the addresses in which letters stand for digits, or other signs for colons."""
    for match in islice(_SCANNED.finditer(text), _MOST):
        plain = match.group()
        if _MISREAD.isdisjoint(plain) and " " not in plain:
            continue
        solid = re.sub("[;: -]", "", plain.translate(_READ_AS))
        told = _is_random(solid) and stands_near(clues, match.span(), _TOLD)
        if told or (_is_random(solid) and is_of_vendor(solid)):
            yield *match.span(), _usual(solid)


def _alike(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the addresses with signs for colons or letters of other alphabets."""
    for match in islice(_ALIKE.finditer(text), _MOST):
        solid = re.sub(f"[{_COLONS}:-]", "", match.group()).translate(_MEANT)
        if match.group().isascii() or not _is_random(solid):
            continue
        if is_of_vendor(solid) or stands_near(clues, match.span(), _TOLD):
            yield *match.span(), _usual(solid)


def _indexed(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the addresses that end the name of an entry in a table of a bridge."""
    for match in islice(_ROW.finditer(text), _MOST):
        numbers = [int(number) for number in match.group().strip(".").split(".")]
        last = numbers[-6:]
        if max(last) > 255 or max(last) < 100 or sum(number > 15 for number in last) < 4:
            continue
        at = match.end() - sum(len(str(number)) + 1 for number in last)
        table = any(mark.decode() in match.group() for mark in _TABLES)
        if table or stands_near(clues, match.span(), _DECIMALS, 40, 40):
            yield from _of_vendor((max(at, match.start()), match.end()), bytes(last).hex())


# Without a way back, so that a long one is read once.
_ROW: Final = re.compile(r"(?<![\d.])\.?\d{1,4}+(?:\.\d{1,4}+){5,32}+(?![\w.])")


def _by_words(text: str, clues: Clues, words: Words) -> Iterator[Piece]:
    """Yield the addresses that are one decimal number, six or two halves, where a word tells so."""
    if not words.isdisjoint(_DECIMAL) and any(len(number) > 9 for number in clues.numbers):
        for match in islice(_NUMBER.finditer(text), _MOST):
            solid = f"{int(match.group()):012x}"
            if len(solid) == 12 and is_of_vendor(solid) and _is_decimal(clues, match):
                yield *match.span(), _usual(solid)
    if not words.isdisjoint(_BYTES) and b"0," in clues.outline:
        for match in matches_near(_LISTED, text, clues, words & _BYTES):
            numbers = list(map(int, match[1].split(",")))
            if 99 < max(numbers) < 256 and sum(number > 9 for number in numbers) > 3:
                yield from _of_vendor(match.span(1), bytes(numbers).hex())
    if not words.isdisjoint(_WORTH) and _may_be_halved(clues):
        yield from _in_halves(text, clues, words & _WORTH)


def _may_be_halved(clues: Clues) -> bool:
    """Whether three pairs stand beside each other, or six digits of base 16."""
    halves = any(len(word) == 6 and not word.strip(_SIXTEEN) for word in clues.mixed)
    return halves or any(not row.strip(_SIXTEEN) for row in _rows(clues, _SIX[:3]))


def _is_decimal(clues: Clues, match: re.Match[str]) -> bool:
    """Whether a word near a number says that it is decimal."""
    return stands_near(clues, match.span(), _DECIMAL, 24, 24)


def _in_halves(text: str, clues: Clues, words: Words) -> Iterator[Piece]:
    """Yield the addresses of which a maker's prefix and the rest stand apart."""
    for first, last in pairwise(matches_near(_HALVES, text, clues, words)):
        signs = [re.sub("[:-]", "", half.group()) for half in (first, last)]
        solid = "".join(signs)
        alike = len(first.group()) == len(last.group())
        if not alike or last.start() - first.end() > _APART or not any(map(str.isalpha, signs[0])):
            continue
        telling = _MAKING if len(first.group()) == 6 else _WORTH
        if stands_near(clues, first.span(), telling, 60, 20):
            yield from _of_vendor((first.start(), last.end()), solid)
