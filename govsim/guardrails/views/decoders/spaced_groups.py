"""Reads numbers whose groups odd signs, counts or words set apart, by check digits or a word near.

`4242#4242#4242#4242`, `5  5  5 …`, `6🔥9🔥9🔥7…`, `tel 69. 34. 81. 18. 9`, blocks A to D on lines,
`La première moitié : 01 99. La suite : 00 23 75`, `602 493 ***, a gwiazdki to 856`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.joining import CARD_DIGITS, SOCIAL
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.rewriting import Piece, begun, gathered, rewritten
from govsim.guardrails.views.value_shapes import checks_card
from govsim.guardrails.views.values import Decoding

_PHONES: Final = (
    r"tel[eé]?fon\w{0,2}|tel|zadzwoń|dzwoń|llámame|llama|appelle\w{0,2}|ruf|text|tél|phone|cell?"
    r"|celular|móvil|movil|mobile|mob|handy|gsm|whatsapp|portable"
    r"|nr[ ]tel|fijo|cellulare|komórka|kom|fon|call[ ]me"
)
_LABEL: Final = re.compile(rf"(?<![^\W_])(?:{_PHONES})(?![^\W_])", re.IGNORECASE)
TELLING: Final[Words] = frozenset(
    b"tel telefon telefone telefonu telefono tel\xfffono t\xffl phone cel cell celular m\xffvil"
    b" movil"
    b" mobile mob handy gsm whatsapp portable fijo cellulare kom\xffrka kom fon call".split()
)
# Between the groups of a card's number, the same everywhere.
_CARD: Final = re.compile(
    r"(?<![\w.,#-])[2-6]\d{3}(?P<by>[^\w\s|]{1,3}|[ ]{2,6}|[ ][^\w\s|]{1,3}[ ])\d{4}"
    r"(?:(?P=by)\d{4}){2}(?![\w]|(?P=by)\d)"
)
_SINGLE: Final = re.compile(
    r"(?<![\w.,#-])[2-6](?P<by>[ ]{2,6}|[^\w\s]{1,3}|[ ][^\w\s]{1,3}["
    r" ])\d(?:(?P=by)\d){11,17}(?!\w|(?P=by)\d)"
)
_FOURS: Final = re.compile(rb"0000([^0a-zA-Z]{1,6})0000\1(?<!^0000 )0000")
_FOUR_FOURS: Final = b"\4" * 4
_ONES: Final = b"\1" * 13  # words of one sign
_DIALLED: Final = re.compile(
    r"[ ]?[:=]?[ ]{0,2}(?P<number>\+?\d{1,4}(?:(?:[ ]?[.·•|/~–—*#x][ ]?|[ ]{2,4}|["
    r" ]?[^\w\s,;:()]{1,4}[ ]?)\d{1,4}){2,11})(?![\w]|[ ]?[.,-][ ]?\d)"
)
_BLOCKS: Final = re.compile(
    r"^[ \t]*(?:[^\W\d_]{1,12}[ ]?)?(?P<nth>[A1a])[ ]?[:.)=-][ \t]{0,3}(?P<first>\d{2,6})[ \t]*\n"
    r"(?P<rest>(?:[ \t]*(?:[^\W\d_]{1,12}[ ]?)?[A-Ha-h1-8][ ]?[:.)=-][ \t]{0,3}\d{2,6}["
    r" \t]*(?:\n|$)){2,4})",
    re.MULTILINE,
)
_BLOCK: Final = re.compile(r"[:.)=-][ \t]{0,3}(\d{2,6})[ \t]*(?:\n|$)")
_LETTERED: Final = re.compile(
    rb"\n[^\n0]{0,13}[Aa0] ?[:.)=-][ \t]{0,3}0{2,6}[ \t\r]*\n[^\n0]{0,13}[Aa0]"
)
# Of a card, each block behind its letter or its count: `a=4539 b=6333 c=7522 d=4896`.
_ITEM: Final = r"(?:[^\W\d_]{1,12}[ ]?)?(?:[A-Da-d]|[1-4]|[IViv]{1,3})[ ]?[:.)=-]?[ \t]{0,3}"
_LISTED: Final = re.compile(
    rf"(?<![\w.,-])(?:[A1aIi])[ ]?[:.)=-]?[ \t]{{0,3}}(?P<one>[2-6]\d{{3}})[ \t]?[,;"
    rf"|]?\s{{1,3}}{_ITEM}(?P<two>\d{{4}})[ \t]?[,;|]?\s{{1,3}}"
    rf"{_ITEM}(?P<three>\d{{4}})[ \t]?[,;|]?\s{{1,3}}{_ITEM}(?P<four>\d{{4}})(?![\w-])"
)
_COUNTED_FOURS: Final = b"\1\4"
_TWOS: Final = re.compile(
    r"(?<![\w.,-])[2-6]\d(?P<by>[ .,/-]{1,2})\d\d(?:(?P=by)\d\d){6}(?!\w|(?P=by)\d)"
)
_EIGHT_TWOS: Final = b"\2" * 8
_CARD_WORD: Final = re.compile(
    r"(?<![^\W_])(?:card|cards|karte|kart[aey]|tarjeta|carte|carta|cartão|visa|mastercard"
    r"|kreditkarte)(?![^\W_])",
    re.IGNORECASE,
)
_FIRST: Final = (
    r"(?:the[ ]|la[ ]|le[ ]|die[ ]|der[ ]|l')?(?:first|première?|premier|erste[rn]?|primera?|prima"
    r"|pierwsz[ae]|eerste|primeira?|début|start|anfang|początek|inicio)"
    r"(?:[ ](?:half|part|bit|block|moitié|partie|hälfte|teil|mitad|parte|metà|połowa|część"
    r"|połówka|helft"
    r"|deel|metade|eight|four|five|six|digits))?|(?:it[ ])?(?:starts|begins|beginning|starting)["
    r" ]with|beginnt[ ]mit|commence[ ]par|empieza[ ](?:por|con)"
    r"|comienza[ ](?:por|con)|inizia[ ]con|zaczyna[ ]się[ ]od|começa[ ]com"
)
_SECOND: Final = (
    r"(?:second|rest|other|next|last|suite|deuxième|seconde|fin|zweite[rn]?|andere|restliche"
    r"|sigue|continúa|segue|suit|folgt|follows|segunda?|resto|otra"
    r"|seconda|altra|drugi?a?|reszta|dalej|tweede|outra|ending|ends?|finishes|finishing|finit"
    r"|endet|termina|finisce|kończy)"
)
_HALVES: Final = re.compile(
    rf"(?<!\w)(?:{_FIRST})[ ]?(?:of[ ]it[ ])?(?:are|were|is|est|ist|es|è|to|é|jest)?[ ]?[:=,]?["
    rf" ](?P<one>\+?\d(?:[ -]?\d){{2,11}})(?P<mid>[^\d]{{2,80}}?)"
    rf"(?<!\w){_SECOND}(?!\w)[^\d]{{0,40}}?[ ](?P<two>\d(?:[ -]?\d){{2,11}})(?![\w]|[.,]\d)",
    re.IGNORECASE,
)
HALVING: Final[Words] = frozenset(
    b"first premiere premi\xffre premier erste erster ersten primera primero prima primeira"
    b" primeiro"
    b" pierwsza pierwsze eerste d\xffbut start anfang pocz\xfftek inicio starts begins beginning"
    b" starting beginnt commence empieza comienza inizia zaczyna come\xffa".split()
)
# Digits, signs between them, and marks in the place of others.
_MASKED: Final = re.compile(
    r"(?<![\w.+(])(?P<shown>[+(]{0,2}[\d*xX•#?_·][\d*xX•#?_· ().-]{5,24}[\d*xX•#?_·])(?![\w])"
    r"(?P<gap>[^\d\n]{2,60}?)(?P<rest>\d(?:[ -]?\d){1,9}(?:(?:[ ](?:and|und|y|et|e|i|en)|,)["
    r" ]\d(?:[ -]?\d){0,7})?)(?![\w]|[.,]\d)"
)
_IN_MASK: Final = re.compile(r"[*xX•#?_·]")
_STARS: Final = (b"**", b"xx", b"##", b"__", b"??", b"\xfe\xfe")
_STARRED: Final = re.compile(
    r"star|asterisk|gwiazd|hidden|missing|blank|the[ ]x|x'?s|stern|astéri|étoile|asterisc"
    r"|estrell|krzyżyk"
    r"|rest|iks|punkt|dots|kropk|fehl|manquan|faltan|mancan|brakuj",
    re.IGNORECASE,
)
_NINE: Final = range(9, 13)  # digits of a telephone
_SOCIAL: Final = re.compile(r"(?<![a-z])(?:ssn|social)(?![a-z])", re.IGNORECASE)
_NEAR: Final = 60
_MOST: Final = 400
_USUAL_GAPS: Final = frozenset(("", "-", ".", "/", "–"))
_USUAL_SIZES: Final = frozenset((2, 3, 4))
_USUAL: Final = frozenset("-.")


def decode(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield the lines with such numbers as they are usually written.

    Args:
        text: Any text.
        clues: The same at a glance.
        words: Those of it which are in `TELLING` or `HALVING`.
    """
    pieces: list[Piece] = []
    if _FOUR_FOURS in clues.lengths and b"0000" in clues.outline:
        pieces += _cards(text, _CARD) if _FOURS.search(clues.outline) is not None else ()
        if b"\n" in clues.raw and _LETTERED.search(b"\n" + clues.outline) is not None:
            pieces += _blocks(text)
    if clues.lengths.count(_COUNTED_FOURS) > 3 and clues.outline.count(b"0000") > 3:
        pieces += _listed(text)
    if _EIGHT_TWOS in clues.lengths and _CARD_WORD.search(text) is not None:
        pieces += _cards(text, _TWOS)
    if _ONES in clues.lengths:
        pieces += _cards(text, _SINGLE)
    if not words.isdisjoint(TELLING):
        pieces += _dialled(text, clues, words & TELLING)
    if not words.isdisjoint(HALVING):
        pieces += _in_halves(text, clues.places(words & HALVING))
    if any(map(clues.lower.__contains__, _STARS)):
        pieces += _unmasked(text, clues)
    for near in gathered(pieces):
        yield rewritten(text, near, "spaced-groups")


def _cards(text: str, pattern: re.Pattern[str]) -> Iterator[Piece]:
    """Yield the numbers of cards whose groups or digits the same sign sets apart."""
    for match in pattern.finditer(text):
        digits = "".join(filter(str.isdecimal, match.group()))
        if (match["by"] not in _USUAL or pattern is _TWOS) and checks_card(digits):
            yield *match.span(), digits


def _listed(text: str) -> Iterator[Piece]:
    """Yield the numbers of cards of which each block is counted, on one line or on several."""
    for match in _LISTED.finditer(text):
        digits = "".join(match.group("one", "two", "three", "four"))
        if checks_card(digits):
            yield match.start("one"), match.end("four"), f"card {digits} "


def _blocks(text: str) -> Iterator[Piece]:
    """Yield the numbers of which each line holds a block behind its letter or its count."""
    for match in _BLOCKS.finditer(text):
        blocks = [match["first"], *_BLOCK.findall(match["rest"])]
        digits = "".join(blocks)
        if len(digits) in CARD_DIGITS and checks_card(digits):
            yield match.start("first"), match.end("rest"), digits + "\n"


def _dialled(text: str, clues: Clues, words: Words) -> Iterator[Piece]:
    """Yield the telephones whose groups odd signs set apart, or are odd themselves."""
    plain_words = tuple(word for word in words if word.isascii())
    is_plain = clues.ascii or len(plain_words) == len(words)
    drawn = () if is_plain else (label.start() for label in _LABEL.finditer(text))
    plain = clues.places(plain_words)
    for at in sorted({*plain, *drawn}):
        label = _LABEL.match(text, at)
        found = _DIALLED.match(text, label.end()) if label is not None else None
        if found is None:
            continue
        digits = "".join(filter(str.isdecimal, found["number"]))
        groups = re.findall(r"\d+", found["number"])
        gaps = {gap.strip() for gap in re.split(r"\d+", found["number"])[1:-1]}
        if gaps <= _USUAL_GAPS and {*map(len, groups[1:])} <= _USUAL_SIZES:
            continue  # found as it stands
        if len(digits) in _NINE and len(gaps) == 1 and len(set(digits)) > 2:
            yield *found.span("number"), f"phone: {'+' * (found['number'][0] == '+')}{digits} "


def _in_halves(text: str, places: list[int]) -> Iterator[Piece]:
    """Yield the numbers of which the halves are told, each by its place."""
    for match in begun(_HALVES, text, places[:_MOST]):
        digits = "".join(filter(str.isdecimal, match["one"] + match["two"]))
        near = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if len(digits) in CARD_DIGITS and checks_card(digits):
            yield match.start("one"), match.end("two"), digits
        elif SOCIAL.fullmatch(digits) and _SOCIAL.search(near) is not None:
            yield match.start("one"), match.end("two"), f"ssn: {digits}"
        elif len(digits) in _NINE and (digits[0] == "0" or _LABEL.search(near) is not None):
            yield match.start("one"), match.end("two"), f"phone: {digits}"


def _unmasked(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the numbers of which some digits are masked, and told behind."""
    done = 0
    for at in clues.places(_STARS)[:_MOST]:
        if at < done:
            continue
        match = _MASKED.search(text, max(done, at - 20), at + 112)
        done = match.end() if match is not None else at + 2
        if match is None or _STARRED.search(match["gap"]) is None:
            continue
        rest = "".join(filter(str.isdecimal, match["rest"]))
        masks = len(_IN_MASK.findall(match["shown"]))
        if masks != len(rest) or not any(map(str.isdecimal, match["shown"])):
            continue
        left = iter(rest)
        whole = _IN_MASK.sub(lambda _, left=left: next(left), match["shown"])
        digits = "".join(filter(str.isdecimal, whole))
        if checks_card(digits):
            yield *match.span(), digits
        elif SOCIAL.fullmatch(digits) and _SOCIAL.search(text, max(0, at - _NEAR), done + _NEAR):
            yield *match.span(), f"ssn: {digits}"
        elif len(digits) in _NINE:
            yield *match.span(), f"phone: {'+' * ('+' in match['shown'])}{digits} "
