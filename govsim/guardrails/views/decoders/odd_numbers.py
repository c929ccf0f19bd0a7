"""Reads numbers of cards, accounts and persons that two masks, a count or a base keep apart.

`4556 5832 **** 0926` and `**** **** 6449 ****`, `453932 then four zeros, then 447700`, `SSN hex
13e7c9fe`, `[002] LLVAR 16: 45563416 24480156`, `0192252313NL86`, `ssn = 145_999_220`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final

from govsim import expressions as re
from govsim.guardrails.joining import SOCIAL
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.decoders.words_near import matches_near, raws, stands_near
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten
from govsim.guardrails.views.value_shapes import checks_card, checks_iban
from govsim.guardrails.views.values import Decoding

_CARD: Final = raws(
    "card cards visa mastercard amex kreditkarte karte creditcard carte carta tarjeta karta karty"
    " kortnummer kortnumret карты карта"
)
_SOCIAL: Final = raws("ssn social socials securité sécurité ss itin w2_ssn")
_PERSON: Final = raws("ssn w2_ssn security seguro")
_SAID_SOCIAL: Final = _SOCIAL | raws("recibo")
# What hides a digit, and groups of digits and of what hides them.
_HIDE: Final = "*xX#•●█▇▓░■□"
_MASKED: Final = re.compile(
    rf"(?<![\w*#])[0-9{_HIDE}]{{2,16}}(?:[ -][0-9{_HIDE}]{{2,6}}){{0,3}}(?![\w*#]|-\d)"
)
# What stands in a text with two such, of each sign: many of it, and digits in front and behind.
_MASKS: Final = tuple(
    tuple(
        tuple(piece.replace(b"*", sign) for piece in pieces)
        for pieces in ((b"****", b"**-**"), (b"0 **", b"0-**", b"0**"), (b"** 0", b"**-0", b"**0"))
    )
    for sign in (b"*", b"#", b"\xfe")
)
_BASED: Final = re.compile(
    r"(?<![\w.])(?:0x(?P<x>[0-9a-f]{6,14})|0b[ ]?(?P<b>[01]{20,54})"
    r"|hex[ :=]{1,2}(?P<h>[0-9a-f]{6,14})|(?P<h_>[0-9a-f]{6,14})[ ]\((?:hex|base[ ]16)\))(?!\w)",
    re.IGNORECASE,
)
_BASES: Final = {"x": 16, "h": 16, "h_": 16, "b": 2}
_OF_MEMORY: Final = raws(
    "memory maps address size driver gpu graphics pci segfault offset register"
)
_HEX: Final = raws("hex base")
_NOUGHTS: Final = raws("zeros zeroes nullen null ceros zéros zeri zera nollor nuller nulls")
_COUNTS: Final = {
    name: number
    for names in (
        "two three four five six seven eight nine",
        "zwei drei vier fünf sechs sieben acht neun",
        "zweimal dreimal viermal fünfmal sechsmal siebenmal achtmal neunmal",
        "dos tres cuatro cinco seis siete ocho nueve",
        "deux trois quatre cinq six sept huit neuf",
        "due tre quattro cinque sei sette otto nove",
        "twee drie vier vijf zes zeven acht negen",
        "2 3 4 5 6 7 8 9",
    )
    for number, name in enumerate(names.split(), 2)
}
_JOIN: Final = r"[ ,;]{1,3}(?:(?:then|dann|und|and|luego|y|puis|et|poi|e|dan|en)[ ])?"
_AHEAD: Final = re.compile(
    rf"(?<![0-9A-Za-z])(?P<front>(?:[A-Z]{{2}})?\d[0-9A-Z ]{{2,26}}\d){_JOIN}"
    rf"(?P<count>{'|'.join(_COUNTS)})[ ](?:(?:die|the|le|los|las)[ ])?$",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(rf"\w{{2,7}}{_JOIN}(?P<back>\d[0-9 ]{{1,20}}\d)(?!\w)")
_MESSAGE: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:\[0?02\]|F0{0,2}2|DE0?2|PAN)[ ]?[=:]?[ ]?(?:LLVAR[ ]?)?(?P<size>1[3-9])"
    r"[ ]?[:=]?[ ]?(?P<pan>\d(?:[ ]?\d){12,18})(?!\d)"
)
_MESSAGES: Final = raws("llvar f002 f02 f2 de2 de02")
_CHIP: Final = re.compile(
    r"(?<![0-9A-Za-z])\(?(?:[0-9A-F]{4})?5A[ )-]{0,2}(?:len[ ])?0?8[ :-]{0,3}"
    r"(?P<a>(?:\d\d[ -]?){7}\d\d)|(?<![0-9A-Za-z])57[ -]?1[0-3][ -](?P<b>(?:\d\d[ -]?){8})D",
)
_CHIP_BEGINS: Final = re.compile(rb"5a[ )-]{0,2}(?:len )?0?8|57[ -]1[0-3][ -]\d\d[ -]")
_CHIP_PIECES: Final = (b"5a08", b"5a 08", b"5a-08", b"5a) ", b"57 1", b"57-1")
_WHOLE: Final = (re.compile(rb"0x[0-9a-f]{6}"), re.compile(rb"0b ?[01]{20}"))
_COUNTED: Final = re.compile(r"(?<![\w.,])\d{3}([_,])\d{3}\1\d{3}(?:\.00?)?(?![\w]|[.,]\d)")
_SHORT: Final = re.compile(r"(?<![\w.,-])\d{8}(?![\w-]|[.,]\d)")
_LOST: Final = raws("zero leading missing dropped lost digits null ocho cero nought")
_MOVED: Final = re.compile(rb"[0-9a-z]{11,30}[a-z]{2}[0-9]{2}")
TELLING: Final = _CARD | _PERSON | _SAID_SOCIAL | _NOUGHTS | _MESSAGES
_HIDING: Final = b"xxxx"
_APART: Final = 240  # characters from one mask to the other
_MOST: Final = 64


def decode(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield the lines with such numbers whole.

    Args:
        text: Any text.
        clues: The same at a glance.
        words: Those of it which are in `TELLING`.
    """
    pieces: list[Piece] = []
    if (clues.has(b"*#\xfe") and _may_be_masked(clues)) or _HIDING in clues.lower:
        pieces += _masked(text, clues)
    for word in clues.mixed:
        if len(word) > 14 and _MOVED.fullmatch(word):
            pieces += _moved(text, word.decode().upper())
    if words:
        pieces += _by_words(text, clues, words)
    if any(map(clues.lower.__contains__, _CHIP_PIECES)):
        pieces += _of_chips(text, clues)
    for near in gathered(pieces):
        yield rewritten(text, near, "number")


def _may_be_masked(clues: Clues) -> bool:
    """Whether signs that hide digits stand in front of some and behind others."""
    return any(
        all(any(map(clues.outline.__contains__, pieces)) for pieces in each) for each in _MASKS
    )


def _social(solid: str) -> str:
    plain = SOCIAL.fullmatch(solid) is not None
    return f" ssn {solid[:3]}-{solid[3:5]}-{solid[5:]} " if plain else ""


def _checked(solid: str) -> str:
    """Return a number that its check digits tell, as what it is, or nothing."""
    if checks_card(solid):
        return f" card {solid} "
    return f" IBAN {solid} " if 15 <= len(solid) <= 34 and checks_iban(solid) else ""


def _masked(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the numbers of which two masks hide other parts."""
    masks = [
        match
        for match in islice(_MASKED.finditer(text), _MOST)
        if any(map(str.isdigit, match.group())) and any(map(_HIDE.__contains__, match.group()))
    ]
    for one, other in pairwise(masks):
        parts = [re.sub("[ -]", "", each.group()) for each in (one, other)]
        if other.start() - one.end() > _APART or len(parts[0]) != len(parts[1]):
            continue
        shown = [{*pair}.difference(_HIDE) for pair in zip(*parts, strict=True)]
        if all(len(signs) == 1 for signs in shown):
            solid = "".join(signs.pop() for signs in shown)
            span = one.start(), other.end()
            told = stands_near(clues, one.span(), _SAID_SOCIAL) or stands_near(
                clues, other.span(), _SAID_SOCIAL
            )
            if plain := _checked(solid) or (_social(solid) if told else ""):
                yield *span, plain


def _moved(text: str, solid: str) -> Iterator[Piece]:
    """Yield an account whose country and check digits stand at its end."""
    at = text.find(solid)
    if at >= 0 and checks_iban(solid[-4:] + solid[:-4]):
        yield at, at + len(solid), f" IBAN {solid[-4:]}{solid[:-4]} "


def _by_words(text: str, clues: Clues, words: Words) -> Iterator[Piece]:
    """Yield the numbers for which a word near them speaks."""
    low = clues.lower
    if not clues.words.isdisjoint(_HEX) or any(each.search(low) for each in _WHOLE):
        yield from _of_base(text, clues, words & _CARD, words & _SOCIAL)
    for at in clues.places(words & _NOUGHTS)[:_MOST]:
        yield from _with_noughts(text, at)
    if not words.isdisjoint(_MESSAGES):
        for match in islice(_MESSAGE.finditer(text), _MOST):
            solid = match["pan"].replace(" ", "")
            if len(solid) == int(match["size"]) and checks_card(solid):
                yield *match.span("pan"), f" card {solid} "
    social = words & _PERSON
    if social and (b"000,000,000" in clues.outline or b"000_000_000" in clues.outline):
        for match in matches_near(_COUNTED, text, clues, social):
            if plain := _social(re.sub(r"\..*|[_,]", "", match.group())):
                yield *match.span(), plain
    if social and b"00000000" in clues.outline and not clues.words.isdisjoint(_LOST):
        for match in matches_near(_SHORT, text, clues, social):
            plain = _social("0" + match.group())
            if plain and stands_near(clues, match.span(), _LOST, 60, 60):
                yield *match.span(), plain


def _of_base(text: str, clues: Clues, card: Words, social: Words) -> Iterator[Piece]:
    """Yield the numbers of base 16 or 2 near a word for a card or a person."""
    for match in matches_near(_BASED, text, clues, card | social, 90):
        name = match.lastgroup or ""
        solid = str(int(match[name], _BASES[name]))
        plain = _checked(solid) if card else ""
        if social and not plain and stands_near(clues, match.span(), _SOCIAL, 60, 40):
            plain = _social(solid.zfill(9))
        if plain and not stands_near(clues, match.span(), _OF_MEMORY):
            yield *match.span(), plain


def _with_noughts(text: str, at: int) -> Iterator[Piece]:
    """Yield the number in which a run of noughts is counted."""
    low = max(0, at - 70)
    front = _AHEAD.search(text, low, at)
    back = _AFTER.match(text, at, at + 60)
    if front is None or back is None:
        return
    noughts = "0" * _COUNTS.get(front["count"].lower(), 0)  # a long s is matched as s
    solid = re.sub(" ", "", front["front"].upper() + noughts + back["back"])
    if plain := _checked(solid):
        yield front.start(), back.end(), plain


def _of_chips(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the cards in the records of a chip."""
    if _CHIP_BEGINS.search(clues.lower) is None:
        return
    for match in islice(_CHIP.finditer(text), _MOST):
        name = "a" if match["a"] else "b"
        solid = re.sub(r"\D", "", match[name])
        if checks_card(solid):
            yield *match.span(name), f" card {solid} "
