"""Reads addresses of machines whose four numbers are said in words, as people say them.

`ten dot oh dot oh dot one thirty-eight`, `one-ninety-two, one-sixty-eight, oh, one-forty …`,
`203 then dot then zero then dot then 113 …`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.decoders.number_names import NAMES
from govsim.guardrails.views.decoders.spoken_numbers import telling, values_of
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_UNITS: Final = {
    name: digit
    for digit, names in enumerate(
        "zero oh o nought naught nil null|one|two|three|four|five|six|seven|eight|nine".split("|")
    )
    for name in names.split()
}
# Digits in other languages, where none of these is one.
_DIGITS: Final = {
    name: int(digit) for name, digit in NAMES.items() if len(digit) == 1 and len(name) > 1
} | _UNITS
TEENS: Final = {
    name: number
    for number, name in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        10,
    )
}
TENS: Final = {
    name: 10 * number
    for number, name in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2
    )
}
_FILLING: Final = frozenset("then and a the comes is by followed next".split())
_WORD: Final = re.compile(r"[^\W\d_]+|\d{1,3}(?!\d)|[.,;:!?—–]+|\n")
_DOTS: Final = frozenset("dot point period punkt punto ponto kropka punt".split())
TELLING: Final[Words] = frozenset(map(str.encode, _DOTS))
OCTETS: Final[Words] = frozenset(
    b"octet octets oktet oktety oktett oktette oktetten octeto octetos ottetto ottetti octetten"
    b" octett".split()
)
LABELS: Final[Words] = frozenset(b"ip ips ipv4 lip dip".split())  # with the article of French, too
_NAMES: Final[Words] = frozenset(
    re.sub(r"[^\x00-\x7f]", "\xff", name).encode("latin-1")
    for name in (*_DIGITS, *TEENS, *TENS, "hundred")
)
_WIDE: Final = 56  # characters of a number with what stands beside it
_LONGEST: Final = 6  # words of a number
_MOST: Final = 255
_PRIVATE: Final = 10  # the first number of networks that nobody else reaches
_Token = tuple[int, int, str]


def decode(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield the lines with such addresses in digits.

    Args:
        text: Any text.
        clues: The same at a glance.
        words: Those of it which are in `TELLING`, `LABELS` or `OCTETS`.
    """
    near = {b"ip" if word in LABELS else word for word in words - TELLING}
    pieces = list(_in_languages(text, clues, frozenset(near))) if near else []
    said = clues.words & _NAMES
    if said and any(clues.lower.count(b" " + dot) > 2 for dot in words & TELLING):
        spots = [(at, at) for at in clues.places(tuple(b" " + dot for dot in words & TELLING))]
        for close in stretches(spots, 2 * _WIDE):
            if len(close) > 2:
                begin, end = max(0, close[0][0] - _WIDE), close[-1][1] + _WIDE
                pieces += _dotted(list(_tokens(text, begin, end)))
    if len(said) > 2 and not words.isdisjoint(LABELS):
        for at in clues.places((b"ip",))[:_LONGEST]:
            for begin, end in ((max(0, at - 96), at), (at + 2, at + 120)):
                pieces += _listed(list(_tokens(text, begin, end)))
    for near_by in gathered(pieces):
        yield rewritten(text, near_by, "told-octets")


def _in_languages(text: str, clues: Clues, words: Words) -> Iterator[Piece]:
    """Yield the addresses whose four numbers are said in any language near a word for them."""
    if words.isdisjoint(OCTETS) and clues.words.isdisjoint(telling() | _NAMES):
        return
    for at in clues.places(tuple(words))[:_LONGEST]:
        begin, end = max(0, at - 2 * _WIDE), at + 3 * _WIDE
        for start, stop, values in chain.from_iterable(values_of(text, begin, end)):
            great = max(values)
            sure = great > 99 or values[0] == _PRIVATE or not words.isdisjoint(OCTETS)
            if len(values) == 4 and sure and great <= _MOST:
                yield start, stop, "ip " + ".".join(map(str, values))


def _tokens(text: str, begin: int, end: int) -> Iterator[_Token]:
    for token in _WORD.finditer(text, begin, end):
        yield *token.span(), token.group().lower()


def _dotted(tokens: list[_Token]) -> Iterator[Piece]:
    """Yield the addresses of which words for dots part the numbers."""
    dots = [nth for nth, token in enumerate(tokens) if token[2] in _DOTS]
    for first, second, third in zip(dots, dots[1:], dots[2:], strict=False):
        two, three = tokens[first + 1 : second], tokens[second + 1 : third]
        one = _last(tokens[max(0, first - _LONGEST) : first])
        four = _first(tokens[third + 1 : third + 1 + _LONGEST])
        middle = [_number([word for *_, word in _bare(part)]) for part in (two, three)]
        if one is None or four is None or None in middle:
            continue
        octets = [one[2], *middle, four[2]]
        said = any(word.isalpha() and word not in _DOTS for *_, word in tokens[first:third])
        whole = all(isinstance(octet, int) and octet <= _MOST for octet in octets)
        if whole and (said or not str(tokens[first - 1][2]).isdigit() or _is_said(four, tokens)):
            yield one[0], four[1], "ip " + ".".join(map(str, octets))
            return


def _is_said(found: tuple[int, int, int], tokens: list[_Token]) -> bool:
    return any(
        start >= found[0] and end <= found[1] and word.isalpha() for start, end, word in tokens
    )


def _listed(tokens: list[_Token]) -> Iterator[Piece]:
    """Yield the addresses of which signs of a list part the numbers, words all of them."""
    groups: list[list[_Token]] = [[]]
    for token in tokens:
        if token[2] in (",", ";", "."):
            groups.append([])
        else:
            groups[-1].append(token)
    for nth in range(len(groups) - 3):
        four = groups[nth : nth + 4]
        numbers = [_number([word for *_, word in _bare(part)]) for part in four[1:3]]
        one, last = _last(four[0]), _first(four[3])
        if one is None or last is None or None in numbers:
            continue
        octets = [one[2], *numbers, last[2]]
        great = max(number or 0 for number in octets)
        if great <= _MOST and (great > 99 or octets[0] == _PRIVATE):
            yield one[0], last[1], "ip " + ".".join(map(str, octets))
            return


def _bare(part: list[_Token]) -> list[_Token]:
    """Return a part without commas and words that only lead on."""
    return [token for token in part if token[2] not in _FILLING and token[2].isalnum()]


def _last(part: list[_Token]) -> tuple[int, int, int] | None:
    """Return where the longest number at the end of a part stands, and the number."""
    bare = _bare(part)
    for size in range(min(_LONGEST, len(bare)), 0, -1):
        number = _number([word for *_, word in bare[-size:]])
        if number is not None:
            return bare[-size][0], bare[-1][1], number
    return None


def _first(part: list[_Token]) -> tuple[int, int, int] | None:
    """Return where the longest number at the beginning of a part stands, and the number."""
    bare = _bare(part)
    for size in range(min(_LONGEST, len(bare)), 0, -1):
        number = _number([word for *_, word in bare[:size]])
        if number is not None:
            return bare[0][0], bare[size - 1][1], number
    return None


def _number(words: list[str]) -> int | None:
    """Return the number to 255 that words are: `oh`, `one two seven`, `two hundred and three`."""
    if len(words) == 1 and words[0].isdigit():
        number = int(words[0])
    elif words and all(word in _DIGITS for word in words) and len(words) < 4:
        number = int("".join(str(_DIGITS[word]) for word in words))
    else:
        rest = words
        number = 0
        if len(words) > 1 and words[0] in ("one", "two"):
            number, rest = 100 * _UNITS[words[0]], words[1:]
            rest = rest[1:] if rest[0] == "hundred" else rest
        below = _below(rest)
        if below is None or (not rest and "hundred" not in words):
            return None
        number += below
    return number if number <= _MOST else None


def _below(words: list[str]) -> int | None:
    """Return the number below a hundred that words are."""
    if not words:
        return 0
    if len(words) == 1:
        word = words[0]
        return TEENS.get(word, TENS.get(word, _UNITS.get(word)))
    if len(words) == 2 and words[0] in TENS and _UNITS.get(words[1]):
        return TENS[words[0]] + _UNITS[words[1]]
    return None
