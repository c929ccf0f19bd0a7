"""Reads telephones that nothing names, by odd signs between their digits, or that are told in turn.

`6🔥9🔥3🔥4…`, `01..99..00..23..75`, `((206))((555))((0172))`; `Najpierw 693, potem 481, na końcu
189 - mój telefon`, `„0171“ „392“ „0076“ meine Nummer`, `call 1-800-FLOWERS`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten
from govsim.guardrails.views.values import Decoding

# Digits one by one, or in groups, with the same odd sign everywhere.
_ODD: Final = r"[^\w\s.,;:/()\[\]{}<>\"'|%$€£#&+=*^@\\-]{1,3}"
_SINGLE: Final = re.compile(
    rf"(?<![\w.,-])\d(?P<by>{_ODD}|\*|[ ]\*[ ]|\.\.|--|==)\d(?:(?P=by)\d){{7,10}}(?!\w|(?P=by)\d)"
)
_GROUPS: Final = re.compile(
    rf"(?<![\w.,-])\d{{2,4}}(?P<by>[ ]?{_ODD}[ ]?|[ ]?\.\.[ ]?|==|[ ]?\*["
    rf" ]?)\d{{2,4}}(?:(?P=by)\d{{2,4}}){{1,3}}(?!\w|(?P=by)\d)"
)
_ENCLOSED: Final = re.compile(
    r"(?<![\w.,-])(?P<open>[(\[{]{1,3})\d{1,4}[)\]}]{1,3}(?:["
    r" ]?(?P=open)\d{1,4}[)\]}]{1,3}){2,10}(?!\w)"
)
_TWO_ODD: Final = re.compile(
    rb"0(?:\xfe\xfe?|~|_|\.\.|--|==|\*| \* | \xfe ){1}0+(?:\xfe\xfe?|~|_|\.\.|--|==|\*| \* |"
    rb" \xfe ){1}0"
)
_ODD_SIGNS: Final = (
    b"0~0",
    b"0_0",
    b"0..0",
    b"0--0",
    b"0==0",
    b"0*0",
    b"0 * 0",
    b"0\xfe",
    b"0 \xfe 0",
)
# Numbers as they are dialled in America, Britain, France, Germany, Poland and Spain.
_NATIONAL: Final = re.compile(r"[2-9]\d\d[2-9]\d{6}|0[1-7]\d{8,9}|[4-9]\d{8}|1[2-9]\d\d[2-9]\d{6}")
_SIZES: Final = frozenset(
    (
        (3, 3, 4),
        (3, 3, 3),
        (4, 3, 4),
        (4, 3, 3),
        (3, 4, 4),
        (2, 2, 2, 2, 2),
        (3, 2, 2, 2),
        (5, 3, 3),
        (4, 4, 3),
    )
)
_RISING: Final = "01234567890123456789"
_LABEL: Final = re.compile(
    r"(?<![^\W_])(?:numbers?(?![ ]of)|numer\w{0,2}|nummer|num[eé]ro|n[úu]mero|cell|phone"
    r"|telefon\w{0,2}|tel|tél|teléfono|handy|móvil|movil|mobile|portable"
    r"|call|dzwoń|zadzwoń|llámame|whatsapp|kom[oó]rka)(?![^\W_])",
    re.IGNORECASE,
)
LABELS: Final[Words] = frozenset(
    b"number numbers numer numeru nummer numero num\xffro n\xffmero cell phone telefon telefonu"
    b" telefono tel t\xffl tel\xfffono"
    b" handy m\xffvil movil mobile portable call zadzwo\xff dzwo\xff ll\xffmame whatsapp komorka"
    b" kom\xffrka".split()
)
_THEN: Final = frozenset(
    "then potem dalej później dann danach anschließend puis ensuite luego después poi dopo"
    " depois daarna followed"
    " next schluss zum końcu na koniec final finally finalmente enfin zuletzt infine last".split()
)
_THENS: Final[Words] = frozenset(
    b"then potem dalej dann danach puis ensuite luego despu\xffs poi dopo depois daarna followed"
    b" next".split()
)
_FILLING: Final = _THEN | frozenset(
    "and i a y e et und en al by comes is the kommt viene vient idzie jest first".split()
)
_NUMBER: Final = re.compile(r"(?<![\w.])\d{2,6}(?:[ -]\d{2,4}){0,2}(?!\w|[.,]\d)")
_WORD: Final = re.compile(r"[^\W\d_]+")
_QUOTED: Final = re.compile(
    r"[\"'`“”„«‘’](\d{1,5})[\"'`“”„»‘’](?:[ ,.]{1,3}[\"'`“”„«‘’]\d{1,5}[\"'`“”„»‘’]){2,5}"
)
_TWO_QUOTED: Final = re.compile(rb"0[\"'`\xfe][ ,.]{1,3}[\"'`\xfe]0")
_VANITY: Final = re.compile(
    r"(?<![\w-])(?:1[ .-])?\(?8(?:00|88|77|66|55|44|33)\)?["
    r" .-](?P<letters>(?=[A-Z0-9-]{0,3}[A-Z]{3})[A-Z0-9-]{7,9})(?![\w-])"
)
_KEYS: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_TOLL: Final = re.compile(rb"8(?:00|88|77|66|55|44|33)\)?[ .-][A-Z0-9-]{0,3}[A-Z]{3}")
_LONG: Final = range(9, 13)
_NEAR: Final = 72
_BEHIND: Final = 48
_MOST: Final = 400


def decode(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield the lines with such telephones as they are usually written.

    Args:
        text: Any text.
        clues: The same at a glance.
        words: Those of it which are in `LABELS`.
    """
    outline = clues.outline
    pieces: list[Piece] = []
    if any(map(outline.__contains__, _ODD_SIGNS)) and _TWO_ODD.search(clues.outline) is not None:
        for pattern in (_SINGLE, _GROUPS):
            pieces += _unnamed(text, pattern)
    if b")(0" in clues.outline or b"))(" in clues.raw:
        pieces += _unnamed(text, _ENCLOSED)
    if words and not clues.words.isdisjoint(_THENS):
        pieces += _told(text)
    if words and _TWO_QUOTED.search(clues.outline) is not None:
        pieces += _quoted(text)
    if _TOLL.search(clues.raw) is not None:
        for match in _VANITY.finditer(text):
            letters = match["letters"].replace("-", "")
            if len(letters) == 7:
                dialled = match.group()[: match.start("letters") - match.start()]
                number = letters.translate(_KEYS)
                pieces.append((*match.span(), f"{dialled}{number[:3]}-{number[3:]}"))
    for near in gathered(pieces):
        yield rewritten(text, near, "phone-forms")


def _unnamed(text: str, pattern: re.Pattern[str]) -> Iterator[Piece]:
    """Yield the numbers that are dialled as some nation's, by their digits and their groups."""
    for match in islice(pattern.finditer(text), _MOST):
        groups = re.findall(r"\d+", match.group())
        digits = "".join(groups)
        sizes = tuple(map(len, groups))
        grouped = sizes in _SIZES or set(sizes) == {1}
        if not grouped or _NATIONAL.fullmatch(digits) is None or digits in _RISING:
            continue
        if len(set(digits)) > 3:
            yield *match.span(), f"phone: {digits} "


def _told(text: str) -> Iterator[Piece]:
    """Yield the numbers whose groups are told one after the other, a word for one near them."""
    row: list[re.Match[str]] = []
    for token in islice(_NUMBER.finditer(text), _MOST):
        if row and not _goes_on(text[row[-1].end() : token.start()]):
            yield from _of_row(text, row)
            row = []
        row.append(token)
    yield from _of_row(text, row)


def _goes_on(gap: str) -> bool:
    words = _WORD.findall(gap.lower())
    return len(gap) < _BEHIND and "\n\n" not in gap and bool(words) and _FILLING.issuperset(words)


def _of_row(text: str, row: list[re.Match[str]]) -> Iterator[Piece]:
    if len(row) < 3:
        return
    digits = "".join(re.sub(r"\D", "", token.group()) for token in row)
    gaps = [text[one.end() : two.start()].lower() for one, two in pairwise(row)]
    told = any(not _THEN.isdisjoint(_WORD.findall(gap)) for gap in gaps)
    begin, end = max(0, row[0].start() - _NEAR), row[-1].end() + _BEHIND
    round_ = all(token.group().endswith("00") for token in row)
    if told and not round_ and len(digits) in _LONG and _LABEL.search(text, begin, end) is not None:
        yield row[0].start(), row[-1].end(), f"phone: {digits}"


def _quoted(text: str) -> Iterator[Piece]:
    """Yield the numbers whose groups stand in quotes, each in its own."""
    for match in islice(_QUOTED.finditer(text), _MOST):
        digits = "".join(filter(str.isdecimal, match.group()))
        begin, end = max(0, match.start() - _BEHIND), match.end() + _BEHIND
        if len(digits) in _LONG and _LABEL.search(text, begin, end) is not None:
            yield *match.span(), f"phone: {digits}"
