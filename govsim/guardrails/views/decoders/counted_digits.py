"""Reads numbers whose digits are counted, told one by one, or are Roman: `4 5x0`, `first is 0, …`."""

# ruff: noqa: E501 - the words of a language stay together

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, traits_of
from govsim.guardrails.views.decoders.group_words import DRAWN_LABELS, LABELS
from govsim.guardrails.views.decoders.number_names import BY_LANGUAGE, NAMES
from govsim.guardrails.views.rewriting import Piece, apart, rewritten, stretches
from govsim.guardrails.views.value_shapes import checks_card
from govsim.guardrails.views.values import Decoding

_TIMES: Final = (
    "x|×|\\*| ?times ?| ?mal ?(?:die )?| ?fois (?:le )?| ?veces (?:el )?| ?volte (?:il )?| ?razy "
)
_COUNT: Final = rf"[2-9] ?(?:{_TIMES}) ?[0-9](?![0-9])"
_COUNTS: Final = re.compile(
    rf"(?<![\w.,:/-])(?:{_COUNT}|[0-9]{{1,6}})(?:[ ,;/-]{{1,3}}(?:{_COUNT}|[0-9]{{1,6}}(?!\w))){{2,16}}(?![\w])",
    re.IGNORECASE,
)
_OF_COUNT: Final = re.compile(rf"([2-9]) ?(?:{_TIMES}) ?([0-9])(?![0-9])", re.IGNORECASE)
_COUNTED: Final = re.compile(
    rb"[2-9] ?(?:x|\xfe|\*|times|mal|fois|veces|volte|razy) ?(?:[a-z]{2,3} )?[0-9](?![0-9a-z])"
)
_TIMES_WORDS: Final = frozenset(b"times mal fois veces volte razy".split())
_BETWEEN_DIGITS: Final = (b"0*0", b"0\xfe0", b"0 a 0")
_BESIDE: Final = 4  # characters
_COUNT_SIGNS: Final = 3
_PLAIN: Final = re.compile(r"[0-9]{1,6}")

# The first to the sixteenth; several forms of one are apart by `/`, and endings are left out.
_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth",
    "erst zweit dritt viert fünft sechst siebt/siebent acht neunt zehnt elft zwölft dreizehnt vierzehnt"
    " fünfzehnt sechzehnt",
    "primer segund tercer cuart quint sext séptim/septim octav noven décim/decim undécim/undecim"
    " duodécim/duodecim",
    "premier/première/premiere deuxième/deuxieme/second troisième/troisieme quatrième/quatrieme"
    " cinquième/cinquieme sixième/sixieme septième/septieme huitième/huitieme neuvième/neuvieme"
    " dixième/dixieme onzième/onzieme douzième/douzieme treizième/treizieme quatorzième/quatorzieme"
    " quinzième/quinzieme seizième/seizieme",
    "prim second terz quart quint sest settim ottav non decim undicesim dodicesim tredicesim"
    " quattordicesim quindicesim sedicesim",
    "primeir segund terceir quart quint sext sétim/setim oitav non décim/decim",
    "eerst tweed derd vierd vijfd zesd zevend achtst negend tiend elfd twaalfd dertiend veertiend"
    " vijftiend zestiend",
    "pierwsz drug trzeci czwart piąt/piat szóst/szost siódm/siodm ósm/osm dziewiąt/dziewiat dziesiąt/dziesiat"
    " jedenast dwunast trzynast czternast piętnast/pietnast szesnast",
)
_NTH: Final = [
    {form: nth for nth, forms in enumerate(row.split(), 1) for form in forms.split("/")}
    for row in _ORDINALS
]
_ENDINGS: Final = "(?:e[rsnm]?|o|a|y|i|ą|ej)?"
_DIGIT: Final = "|".join(sorted({*"0123456789", *BY_LANGUAGE[0]}, key=len, reverse=True))
_FORMS: Final = "|".join(sorted({form for row in _NTH for form in row}, key=len, reverse=True))
_OF: Final = "(?:digit|number|one|figure|ziffer|stelle|zahl|cifra|d[íi]gito|n[úu]mero|chiffre|cijfer|cyfra|to)"
_IS: Final = (
    r"(?:[ ]?[\"']?(?:[:=,>-]{1,2}|→)[ ]?[\"']?|[ ](?:is|ist|es|est|è|é|to|jest)[ ](?:an?[ ])?|[ ])"
)
_TOLD: Final = re.compile(
    rf"(?<!\w)(?:(?P<word>{_FORMS}){_ENDINGS}|(?P<nth>1?[0-9])(?:st|nd|rd|th|[.ºª°]|er|e|ème))(?:[ ]{_OF})?{_IS}"
    rf"(?P<digit>{_DIGIT})(?!\w)",
    re.IGNORECASE,
)
_PLACED: Final = re.compile(
    rf"(?<![A-Za-z])(?:digits?|pos(?:ition)?|d|ziffer|stelle|cifra|chiffre|cijfer|cyfra)[ #_]?(?P<nth>1?[0-9])[\"']?"
    rf"{_IS}(?P<digit>[0-9])(?![0-9])",
    re.IGNORECASE,
)
_SEVENTHS: Final = frozenset(
    b"7th seventh siebte siebter siebtes siebente septimo septima s\xffptimo s\xffptima septi\xffme septieme"
    b" settimo settima setimo s\xfftimo zevende si\xffdma siodma".split()
)
_SEVENTH: Final = re.compile(
    rb"(?<![a-z])(?:digits?|pos(?:ition)?|d|ziffer|stelle|cifra|chiffre|cijfer|cyfra)[ #_]?7(?![0-9])"
)
_PLACING: Final = frozenset(
    b"d7 digit digit7 pos7 pos position position7 ziffer stelle cifra chiffre cijfer cyfra".split()
)
_BETWEEN: Final = 16  # characters from one digit to the next ordinal

_ROMAN: Final = {
    "N": 0, "O": 0, "0": 0, "NULLA": 0, "NIHIL": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "IIII": 4, "V": 5, "VI": 6,
    "VII": 7, "VIII": 8, "IX": 9, "VIIII": 9,
}  # fmt: skip
_ROMANS: Final = frozenset(b"ii iii iv iiii vi vii viii ix".split())
_ANY_ROMAN: Final = "|".join(sorted(_ROMAN, key=len, reverse=True))
_OF_ROMAN: Final = re.compile(
    rf"(?<![\w.])(?:{_ANY_ROMAN})(?:[ ,.·|/–-]{{1,3}}(?:{_ANY_ROMAN})){{8,18}}(?!\w)", re.IGNORECASE
)
_LETTERS: Final = re.compile(r"\w+")

_LABEL: Final = re.compile(r"[^\W\d_]+")
_SAYING: Final = LABELS.keys() | {"num", "nummer", "digits", "pan", "dial", "chartae", "security"}
_REACH: Final = 64
_FEWEST: Final = 9
_MOST: Final = 19
_LEAST: Final = 8  # digits told one by one


NEEDS: Final = traits_of(b"0*\xfe")  # or a word of them
TELLING: Final = _SEVENTHS | _PLACING | _TIMES_WORDS | _ROMANS | {b"x"}


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the numbers that are told so, in digits."""
    pieces: list[Piece] = []
    if _may_be_counted(clues):
        pieces += _counted(text)
    if not clues.words.isdisjoint(_SEVENTHS):
        pieces += _told(text, _TOLD)
    placing = clues.words & _PLACING
    if placing and any(_SEVENTH.match(clues.lower, at) for at in clues.places(placing)):
        pieces += _told(text, _PLACED)
    if len(clues.words & _ROMANS) > 2:
        pieces += _romans(text)
    for near in stretches(apart(sorted(pieces))):
        yield rewritten(text, near, "counted-digits")


def _may_be_counted(clues: Clues) -> bool:
    """Whether a count of a digit is anywhere: as one word, or with a word for times."""
    if any(len(word) == _COUNT_SIGNS and word[1:2] == b"x" for word in clues.mixed):
        return True
    places = clues.places(clues.words & _TIMES_WORDS)
    for sign in _BETWEEN_DIGITS if clues.has(b"*\xfe") or b"x" in clues.words else ():
        at = clues.outline.find(sign)
        while at >= 0:
            places.append(at)
            at = clues.outline.find(sign, at + 1)
    return any(
        _COUNTED.search(clues.lower, max(0, at - _BESIDE), at + 4 * _BESIDE) for at in places
    )


def _counted(text: str) -> Iterator[Piece]:
    """Yield the rows of digits of which several are counted: `4 5x0 4x5`."""
    for match in _COUNTS.finditer(text):
        counts = _OF_COUNT.findall(match.group())
        solid = _OF_COUNT.sub(lambda count: int(count[1]) * count[2], match.group())
        once = len(_PLAIN.findall(_OF_COUNT.sub(" ", match.group())))
        solid = "".join(_PLAIN.findall(solid))
        told = len(counts) > 1 or (counts and checks_card(solid))
        if told and once and _is_number(text, match, solid):
            yield *match.span(), solid


def _told(text: str, pattern: re.Pattern[str]) -> Iterator[Piece]:
    """Yield the numbers of which each digit is told by its place."""
    chain: list[re.Match[str]] = []
    for match in (*pattern.finditer(text), None):
        if match is not None and (not chain or match.start() - chain[-1].end() <= _BETWEEN):
            chain.append(match)
            continue
        for ordinals in _NTH if pattern is _TOLD else ({},):
            digits = {_place(each, ordinals): each["digit"].lower() for each in chain}
            if len(digits) == len(chain) >= _LEAST and sorted(digits) == list(
                range(1, len(chain) + 1)
            ):
                solid = "".join(
                    digit if digit.isdigit() else NAMES[digit]
                    for _, digit in sorted(digits.items())
                )
                yield chain[0].start(), chain[-1].end(), f": {solid}"
                break
        chain = [match] if match is not None else []


def _place(match: re.Match[str], ordinals: dict[str, int]) -> int:
    if match["nth"]:
        return int(match["nth"])
    return ordinals.get(match["word"].lower(), 0)


def _romans(text: str) -> Iterator[Piece]:
    """Yield the rows of Roman digits."""
    for match in _OF_ROMAN.finditer(text):
        digits = [_ROMAN[each.upper()] for each in _LETTERS.findall(match.group())]
        solid = "".join(map(str, digits))
        rising = all(b - a in (0, 1) for a, b in pairwise(digits))
        if not rising and _is_number(text, match, solid):
            yield *match.span(), solid


def _is_number(text: str, match: re.Match[str], solid: str) -> bool:
    """Whether digits are a number by their check digit, or a word near says that they are one."""
    if not _FEWEST <= len(solid) <= _MOST:
        return False
    if checks_card(solid):
        return True
    around = text[max(0, match.start() - _REACH) : match.end() + _REACH // 2]
    words = {word.lower() for word in _LABEL.findall(around)}
    return not words.isdisjoint(_SAYING) or any(label in around for label in DRAWN_LABELS)
