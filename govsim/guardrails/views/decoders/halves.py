"""Joins numbers of persons and cards whose halves are told apart: the day of birth and the serial.

`born 130588, ending 108L`, `79.11.08 volgnummer 906 controle 08`; the last four in front of the rest.
"""

# ruff: noqa: E501 - the words of a language stay together

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.rewriting import Piece, apart, begun, rewritten, stretches
from govsim.guardrails.views.value_shapes import checks_card
from govsim.guardrails.views.values import Decoding

# Identifiers that begin with a day of birth, and the digits of the serial behind it.
_BORN: Final = {
    "hetu": "hetu henkilötunnus henkilotunnus sotu",
    "rijksregisternummer": "rijksregister rijksregisternummer insz niss",
    "personnummer": "personnummer personnr persnr",
    "fødselsnummer": "fødselsnummer fodselsnummer fnr",
    "cpr": "cpr cprnummer cprnr",
    "pesel": "pesel",
    "rodné číslo": "rodne rodné",
    "egn": "egn егн",
    "rrn": "rrn 주민등록번호 주민번호",
    "svnr": "svnr sozialversicherungsnummer svnummer",
    "isikukood": "isikukood",
    "kennitala": "kennitala",
}  # fmt: skip
_SHOWN: Final = {word: shown for shown, words in _BORN.items() for word in words.split()}
_NAMING: Final = frozenset(
    re.sub(r"[^\x00-\x7f]", "\xff", word).encode("latin-1") for word in _SHOWN
)
# Those of another script look alike in `Clues.raw`, and as most words of that script do.
_DRAWN: Final = frozenset(word for word in _NAMING if not word.strip(b"\xff"))
_DRAWN_LABEL: Final = re.compile(
    "|".join(word for word in _SHOWN if not any(map(str.isascii, word))), re.IGNORECASE
)
_LABEL: Final = re.compile(
    rf"(?<![^\W\d_])(?:{'|'.join(sorted(_SHOWN, key=len, reverse=True))})(?![^\W\d_])",
    re.IGNORECASE,
)
_BIRTH: Final = r"(?P<born>[0-9]{2,4}[ ./-]?[0-9]{2}[ ./-]?[0-9]{2,4})"
# Words that say that the rest follows, in the languages of those countries.
_THEN: Final = (
    r"(?:[ ]?(?:,|;|:|\+|\(|\)|/|and|then|with|plus|the|rest|serial|suffix|ending|ends|last|four|check|digits?|number|control"
    r"|ja|loppuosa|loppu|tunnus|tarkiste|syntynyt|volgnummer|volgnr|nr|nummer|controle|controlegetal|en|dan|och|sen|sedan|sista"
    r"|siste|sidste|fyra|fire|löpnummer|lopnummer|kontroll|kontrollsiffra|individnummer|personnummer|løbenummer|lobenummer|og|så"
    r"|kontrolciffer|numer|seryjny|kontrolna|cyfra|i|potem|koncovka|koncówka|końcówka|koncovku|lomítko|lomeno|a|und|laufende|laufnummer"
    r"|dahinter|lõpp|is|on|=|다음|뒤|뒷자리)[ ]?){1,5}"
)
_PARTED: Final = re.compile(
    rf"[^0-9\n]{{1,40}}+(?![0-9]{{9}}){_BIRTH}(?:{_THEN}|[ ]{{1,2}})(?P<serial>[A+-]?[0-9]{{2,7}}[0-9A-Za-z]?)(?![0-9A-Za-z])"
    rf"(?:(?:{_THEN})(?P<check>[0-9]{{1,2}})(?![0-9A-Za-z]))?",
    re.IGNORECASE,
)
# The serial of Austria, of four digits, stands in front of the day.
_TURNED: Final = re.compile(
    rf"[^0-9\n]{{1,40}}+(?P<serial>[0-9]{{4}})(?:{_THEN}){_BIRTH}(?![0-9A-Za-z])", re.IGNORECASE
)
_LAST: Final = re.compile(
    r"\b(?:last|final)[ ]?(?:4|four)(?:[ ]digits)?\W{1,3}(?:(?:are|is)[ ])?(?P<last>[0-9]{4})(?![0-9])(?P<gap>[^0-9\n]{1,48}?)"
    r"(?:(?:first|other|leading)[ ]?(?:5|five|8|eight|11|12|eleven|twelve)?\W{0,3})?"
    r"(?P<first>[0-9]{12}|[0-9]{11}|(?:[0-9]{4}[ -]){2}[0-9]{4}|[0-9]{3}[- .]?[0-9]{2})(?![0-9]|[-.][0-9])",
    re.IGNORECASE,
)
# How it begins.
_FOUR_LAST: Final = tuple(
    b"%b%b%b" % (last, by, four)
    for last in (b"last", b"final")
    for by in (b"", b" ")
    for four in (b"4", b"four")
)
_FRONT: Final = re.compile(
    r"\b(?:before|front|first|rest|preced\w{1,4}|starts?|begins?|prefix)\b", re.I
)
_LAST_FOUR: Final = frozenset(b"last last4 final".split())
# Words between the parts of a number that somebody tells one after the other.
_GO_ON: Final = (
    r"[)\]]?[ ,;.]{1,2}(?:(?:and|then|comes|goes|it|that|which|is|are|ends?|ending|followed|by|with|in|the|rest|last|four|middle|two|three|my|at|end"
    r"|number|und|dann|danach|kommt|folgt|der|die|das|ist|et|puis|ensuite|y|luego|e|poi|depois|en|dan|i|potem)[ ,:]{1,2}){1,7}[(\[]?"
)
_AREA: Final = re.compile(
    r"\b(?:area[ ]code|Vorwahl|indicatif|prefijo|prefisso|netnummer|kierunkowy)[ ](?:(?:is|ist|est|es|è|to)[ ])?[(\[]?(?P<area>0?[1-9][0-9]{1,4})"
    rf"{_GO_ON}(?P<first>[0-9]{{3,8}})(?:(?:[ -]|{_GO_ON})(?P<last>[0-9]{{3,5}}))?(?![0-9]|[-.,][0-9])",
    re.IGNORECASE,
)
_AREAS: Final = frozenset(b"area vorwahl indicatif prefijo prefisso netnummer kierunkowy".split())
_AREA_DIGITS: Final = range(9, 12)  # of a number with its area
_MIDDLE: Final = re.compile(
    rf"\b(?:starts|begins)[ ]with[ ](?P<first>[0-9]{{3}}){_GO_ON}(?P<middle>[0-9]{{2}}){_GO_ON}(?P<last>[0-9]{{4}})(?![0-9]|[-.,][0-9])",
    re.IGNORECASE,
)
_SSN: Final = 5  # digits in front of the last four


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the numbers whose halves are told apart, as one."""
    pieces: list[Piece] = []
    if not clues.words.isdisjoint(_NAMING) and clues.outline.count(b"0") > _SSN:
        pieces += _born(text, clues)
    if not clues.words.isdisjoint(_LAST_FOUR) and b"0000" in clues.outline and _is_turned(clues):
        pieces += _turned(text)
    if not clues.words.isdisjoint(_AREAS):
        for match in _AREA.finditer(text):
            groups = [group for group in match.group("area", "first", "last") if group]
            if sum(map(len, groups)) in _AREA_DIGITS:
                pieces.append((*match.span(), f"phone: {' '.join(groups)}"))
    if b"middle" in clues.words and b"with" in clues.words:
        for match in _MIDDLE.finditer(text):
            pieces.append(
                (*match.span(), f"ssn: {match['first']}-{match['middle']}-{match['last']}")
            )
    for near in stretches(apart(sorted(pieces))):
        yield rewritten(text, near, "halves")


def _born(text: str, clues: Clues) -> Iterator[Piece]:
    words = clues.words & _NAMING
    places = clues.places(words - _DRAWN)
    if words & _DRAWN:
        places = sorted({*places, *(match.start() for match in _DRAWN_LABEL.finditer(text))})
    for label in begun(_LABEL, text, places):
        shown = _SHOWN[label.group().lower()]
        match = (_TURNED if shown == "svnr" else _PARTED).match(text, label.end())
        if match is None:
            continue
        day = "".join(filter(str.isdigit, match["born"]))
        serial = match["serial"].upper()
        if shown == "svnr":
            plain = serial + day
        else:
            dashed = shown in _DASHED and serial[0].isdigit()
            plain = day + "-" * dashed + serial + (match["check"] or "")
        begin = min(match.start("born"), match.start("serial"))
        yield begin, match.end(), f"{shown}: {plain}"


def _is_turned(clues: Clues) -> bool:
    """Whether the last four digits of something may be told."""
    return clues.cased or any(map(clues.lower.__contains__, _FOUR_LAST))


def _turned(text: str) -> Iterator[Piece]:
    """Yield the cards and persons of which the last four digits are told first."""
    for match in _LAST.finditer(text):
        first = "".join(filter(str.isdigit, match["first"]))
        told = _FRONT.search(text, match.end("last"), match.start("first")) is not None
        if len(first) == _SSN and told:
            yield *match.span(), f"ssn: {first[:3]}-{first[3:]}-{match['last']}"
        elif checks_card(first + match["last"]):
            yield *match.span(), f"card: {first}{match['last']}"


_DASHED: Final = frozenset(("hetu", "personnummer", "rrn"))
