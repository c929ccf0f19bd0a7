"""Reads numbers in which letters stand for digits, as the text tells: `4OOO-OO6O (O=0)`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten, stretches
from govsim.guardrails.views.value_shapes import is_internet_address
from govsim.guardrails.views.values import Decoding

_DIGITS: Final = {
    name: str(digit)
    for digit, names in enumerate(
        "zero zeros zeroes oh ohs nought null nulls nullen cero ceros zéro zéros zera"
        "|one ones eins einsen uno unos un jedynka jedynki|two twos zwei dos deux"
        "|three threes drei tres trois|four fours vier cuatro quatre|five fives fünf cinco cinq"
        "|six sixes sechs seis|seven sevens sieben siete sept|eight eights acht ocho huit"
        "|nine nines neun nueve neuf".split("|")
    )
    for name in names.split()
}
_DIGIT: Final = "|".join(sorted(_DIGITS, key=len, reverse=True))
_KEY: Final = re.compile(
    rf"(?<![\w&?])(?:[\"'`]?(?P<sign>[A-Za-z])(?:'?s)?[\"'`]?[ ]?(?:=|->|→|[ ](?:for|to|is|means"
    rf"|stands[ ]for"
    rf"|are|instead[ ]of|statt|steht[ ]für|pour|por|za|zamiast|is[ ]an?|ist[ ]eine?)[ ](?:the["
    rf" ]digit[ ]|a[ ]|an[ ])?)[ ]?[\"'`]?(?P<digit>\d|{_DIGIT})"
    rf"|(?P<first>\d|{_DIGIT})[ ]?(?:=|->|→)[ ]?(?P<second>[A-Za-z]))[\"'`]?(?![\w-])",
    re.IGNORECASE,
)
_THOSE: Final = re.compile(
    rf"(?<!\w)(?:those|they|the[ ]letters|the[ ]ells|das|sind|ce[ ]sont)[ ](?:are|sind|all[ ])?["
    rf" ]?(?:all[ ])?(?P<digit>{_DIGIT})(?!\w)",
    re.IGNORECASE,
)
# Several of them in a list, with nothing between the letter and its digit: `l one, O zero`.
_SEVERAL: Final = re.compile(
    rf"(?<![\w])[A-Za-z][ ](?:to[ ]|als[ ]|as[ ])?(?:\d|{_DIGIT})(?:,?[ ](?:and[ ]|und[ ]|et[ ]"
    rf"|y[ ]|i[ ])?[A-Za-z][ ](?:to[ ]|als[ ]|as[ ])?(?:\d|{_DIGIT})){{1,5}}(?![\w])"
    rf"|(?<!\w)[OIlSBZ][ ](?:to|als|as|→)[ ](?:{_DIGIT})(?!\w)"
)
_PLAIN_PAIR: Final = re.compile(rf"([A-Za-z])[ ](?:to[ ]|als[ ]|as[ ])?(\d|{_DIGIT})(?!\w)")
_OF_THOSE: Final = {"1": "lI", "0": "oO"}
_TOKENS: Final = re.compile(r"(?<![\w@])[0-9A-Za-z]+(?:[ .:-][0-9A-Za-z]+)*+(?![\w@])")
_TOKEN: Final = re.compile(r"[0-9A-Za-z]+")
_FEWEST: Final = 7  # digits of a number, some of them letters
_MOST: Final = 400
_NAMES: Final = frozenset(name.encode() for name in _DIGITS if name.isascii())
TELLING: Final[Words] = _NAMES
_NEAR: Final = 240  # characters between the key and the number


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with such numbers in digits."""
    spots = _spots(clues)
    if not spots:
        return
    pairs = [pair for begin, end in spots for pair in _pairs(text, begin, end)]
    if not pairs:
        return
    low, high = min(at for at, *_ in pairs), max(end for _, end, *_ in pairs)
    table = _table([(sign, digit) for *_, sign, digit in pairs])
    pieces: list[Piece] = []
    begin, end = max(0, low - _NEAR), min(len(text), high + _NEAR)
    for run in islice(_TOKENS.finditer(text, begin, end), _MOST):
        pieces += _numbers(run, table, [(at, end) for at, end, *_ in pairs])
    for near in gathered(pieces):
        yield rewritten(text, near, "letter-keys")


_EQUAL: Final = re.compile(rb"(?:=|->) ?[0-9A-Za-z](?![0-9A-Za-z])")
_SINGLE: Final = re.compile(rb"(?<![0-9A-Za-z])[\"'`]?[0-9A-Za-z][\"'`]? ?$")
_MOST_KEYS: Final = 12  # more are of a program
_AROUND: Final = 40  # characters of a key


def _spots(clues: Clues) -> list[tuple[int, int]]:
    """Return the stretches in which a key may stand, in order."""
    found = []
    if clues.has(b"=") and clues.raw.count(b"=") <= 2 * _MOST_KEYS:
        raw = clues.raw
        for equal in islice(_EQUAL.finditer(raw), 4 * _MOST_KEYS):
            if _SINGLE.search(raw[max(0, equal.start() - 4) : equal.start()]) is not None:
                found += [equal.start()]
        if len(found) > _MOST_KEYS:
            return []
    names = clues.words & _NAMES
    if names and not (clues.mixed or clues.singles > 1):
        names = names - names
    named = clues.places(tuple(names)) if names else []
    found += named[: 4 * _MOST_KEYS]
    places = sorted((at, at) for at in found)
    return [(max(0, near[0][0] - _AROUND), near[-1][1] + _AROUND) for near in stretches(places, 48)]


_Pair = tuple[int, int, str, str]


def _pairs(text: str, begin: int, end: int) -> list[_Pair]:
    """Return where each letter of a key stands, the letter, and its digit."""
    pairs: list[_Pair] = []
    for key in islice(_KEY.finditer(text, begin, end), 40):
        sign, digit = key["sign"] or key["second"], (key["digit"] or key["first"]).lower()
        pairs.append((*key.span(), sign, _DIGITS.get(digit, digit)))
    for several in islice(_SEVERAL.finditer(text, begin, end), 4):
        for pair in _PLAIN_PAIR.finditer(several.group()):
            digit = pair[2].lower()
            pairs.append((*several.span(), pair[1], _DIGITS.get(digit, digit)))
    for those in islice(_THOSE.finditer(text, begin, end), 4):
        digit = _DIGITS[those["digit"].lower()]
        pairs += [(*those.span(), sign, digit) for sign in _OF_THOSE.get(digit, "")]
    return pairs


def _table(pairs: list[tuple[str, str]]) -> dict[int, str]:
    """Return what each letter is, in the other case too where that is no other letter's."""
    table = {ord(sign): digit for sign, digit in pairs}
    return {ord(sign.swapcase()): digit for sign, digit in pairs} | table


def _numbers(
    run: re.Match[str], table: dict[int, str], keys: list[tuple[int, int]]
) -> Iterator[Piece]:
    """Yield what is made of digits and letters of a key only, one of each at least."""
    row: list[tuple[int, int]] = []
    for token in (*_TOKEN.finditer(run.string, *run.span()), None):
        span = token.span() if token is not None else (run.end(), run.end())
        told = any(at < span[1] and span[0] < end for at, end in keys)
        if token is not None and not told and token.group().translate(table).isdigit():
            row.append(span)
            continue
        if row:
            start, end = row[0][0], row[-1][1]
            written = run.string[start:end]
            plain = written.translate(table)
            letters = sum(map(str.isalpha, written))
            enough = sum(map(str.isdigit, plain)) >= _FEWEST
            if letters and (enough or is_internet_address(plain.split("."))):
                yield start, end, plain
        row = []
