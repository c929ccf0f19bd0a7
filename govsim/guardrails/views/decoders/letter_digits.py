"""Reads numbers whose digits are letters by a rule that is told, or by the keys of a telephone.

`JBBACFDHIJI (A=1, B=2 … J=0)`, `EFFG FBGJ AJCJ GJAC (A=0 … J=9)`, `JMJ-0A-M0DW (phone keypad
letters)`, `call (415) 47-PIANO`, `prefisso della Germania, 341, e poi 4275150`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from govsim import expressions as re
from govsim.guardrails.joining import SOCIAL
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.decoders.told_words import COUNTRIES, folded
from govsim.guardrails.views.decoders.words_near import matches_near, raws, stands_near
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten
from govsim.guardrails.views.value_shapes import checks_card
from govsim.guardrails.views.values import Decoding

_FROM_ONE: Final = str.maketrans("ABCDEFGHIJ", "1234567890")
_FROM_NOUGHT: Final = str.maketrans("ABCDEFGHIJ", "0123456789")
_KEYS: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
# The first letter of a rule and the last; `A=1, B=2` alone is of programs and lists.
_RULE: Final = re.compile(
    r"A[ ]?(?:=|->|→|is)[ ]?(?P<first>[01])(?!\d)[^\n()]{1,24}(?<![A-Za-z])"
    r"J[ ]?(?:=|->|→|is)[ ]?[09](?!\d)"
)
_RULES: Final = (b"a=1", b"a = 1", b"a->1", b"a is 1", b"a=0", b"a = 0", b"a->0", b"a is 0")
_KEYPAD: Final = raws("keypad tastatur tastiera teclado clavier numpad klawiatury")
_CODED: Final = re.compile(
    r"(?<![\w@./-])[A-Z0-9]{2,19}(?:[ -][A-Z0-9]{2,8}){0,5}(?![\w@]|[./-]\w)"
)
_SOCIALS: Final = raws("ssn social securité seguro")
_CALLING: Final = raws(
    "call phone cell mobile text dial ring tel hotline reach reached contact number handynummer"
    " anruf unter erreichst telefon callback"
)
_VANITY: Final = re.compile(
    r"(?<![\w.-])(?:1[ -])?\(?(\d{3})\)?[ -](\d{2,3})-?([A-Z]{4,5})(?![\w-])"
)
_COUNTRY: Final = re.compile(
    r"(?<!\w)(?:vorwahl|landesvorwahl|indicatif|prefisso|prefijo|code)"
    r"(?:[ ](?:for|of|von|de|del|della|dello|du|da|do|la)){0,2}[ ](?:l[’'])?(?P<a>[^\W\d_]{4,14})"
    r"|(?<!\w)(?P<b>[^\W\d_]{4,14})[ ](?:code|vorwahl)(?!\w)",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(
    r"[^\d\n]{1,30}(?P<x>\d{2,4})(?P<gap>[^\d\n]{1,30})(?P<y>\d{3,8}(?:[ -]\d{2,4}){0,3})(?!\d)"
)
_THEN: Final = re.compile(r"\b(?:then|puis|poi|después|dann|danach|luego|depois|potem|dan)\b")
_PREFIXED: Final = raws("vorwahl landesvorwahl indicatif prefisso prefijo code")
_CALLING_CODES: Final = {
    pair[:2]: pair[2:]
    for pair in (
        "AT43 BE32 CH41 CZ420 DE49 DK45 ES34 FI358 FR33 GB44 GR30 HR385 HU36 IE353 IT39 LU352 NL31"
        " NO47 PL48 PT351 RO40 SE46 SI386 SK421 TR90"
    ).split()
}
TELLING: Final = _KEYPAD | _PREFIXED
_NEAR: Final = 120  # characters between a rule and a number
_BESIDE: Final = 24  # and between a number and the word for the keys
_FEWEST: Final = 9
_MOST: Final = 64


def decode(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield the lines with such numbers in digits.

    Args:
        text: Any text.
        clues: The same at a glance.
        words: Those of it which are in `TELLING`.
    """
    pieces: list[Piece] = []
    for at in clues.places(_RULES)[:_MOST] if b"j" in clues.words else ():
        if rule := _RULE.match(text, at):
            table = _FROM_ONE if rule["first"] == "1" else _FROM_NOUGHT
            pieces += _coded(text, clues, (at - _NEAR, at), table)
            pieces += _coded(text, clues, (rule.end(), at + _NEAR), table)
    for at in clues.places(words & _KEYPAD)[:_MOST]:
        start = text.rfind("(", max(0, at - _BESIDE), at)
        if start >= 0:
            pieces += _coded(text, clues, (start - _BESIDE, start), _KEYS)
    if b"0-AAAA" in clues.outline:
        pieces += _vanity(text, clues)
    if not words.isdisjoint(_PREFIXED):
        pieces += _abroad(text, clues, words & _PREFIXED)
    for near in gathered(pieces):
        yield rewritten(text, near, "letter-code")


def _coded(
    text: str, clues: Clues, span: tuple[int, int], table: dict[int, int]
) -> Iterator[Piece]:
    """Yield the numbers in a stretch beside which a rule is told."""
    for match in _CODED.finditer(text, max(0, span[0]), span[1]):
        plain = match.group().translate(table)
        solid = re.sub("[ -]", "", plain)
        letters = sum(map(str.isalpha, match.group()))
        if not solid.isdigit() or len(solid) < _FEWEST or 2 * letters <= len(solid):
            continue
        if shown := _shown(clues, match.span(), solid):
            yield *match.span(), shown


def _shown(clues: Clues, span: tuple[int, int], solid: str) -> str:
    """Return digits as what their check or a word near them says, or nothing."""
    if len(solid) > 12 and checks_card(solid):
        return f" card {solid} "
    if stands_near(clues, span, _SOCIALS) and SOCIAL.fullmatch(solid):
        return f" ssn {solid[:3]}-{solid[3:5]}-{solid[5:]} "
    if len(solid) in range(9, 13) and stands_near(clues, span, _CALLING):
        return f" phone {solid} "
    # The keys of a telephone are told of no other number of three, two and four.
    grouped = clues.outline[span[0] : span[1]].count(b"-") == 2 and len(solid) == _FEWEST
    return f" ssn {solid[:3]}-{solid[3:5]}-{solid[5:]} " if grouped else ""


def _vanity(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the telephones whose last digits are a word."""
    for match in islice(_VANITY.finditer(text), _MOST):
        solid = match[1] + match[2] + match[3].translate(_KEYS)
        told = stands_near(clues, match.span(), _CALLING, 80, 40)
        if len(solid) == 10 and solid[0] not in "01" and (told or "(" in match.group()):
            yield *match.span(), f" phone +1 {solid[:3]}-{solid[3:6]}-{solid[6:]} "


def _abroad(text: str, clues: Clues, words: Words) -> Iterator[Piece]:
    """Yield numbers whose country is named beside the word for its code."""
    for match in matches_near(_COUNTRY, text, clues, words, 40):
        name = folded(match["a"] or match["b"])
        land = COUNTRIES.get(name) or COUNTRIES.get(name.rstrip("s"))
        tail = _TAIL.match(text, match.end())
        if land not in _CALLING_CODES or tail is None or not _THEN.search(text, *tail.span()):
            continue
        solid = tail["x"].lstrip("0") + re.sub("[ -]", "", tail["y"])
        if 7 <= len(solid) <= 12:
            yield match.start(), tail.end(), f" phone +{_CALLING_CODES[land]} {solid} "
