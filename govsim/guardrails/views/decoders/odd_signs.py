"""Reads values whose parts other signs set apart than usual, or the names of signs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.listed import is_plain_list
from govsim.guardrails.views.clues import Clues, Words, traits_of
from govsim.guardrails.views.readable import valued
from govsim.guardrails.views.rewriting import Piece, apart, rewritten, stretches
from govsim.guardrails.views.value_shapes import (
    GROUPED,
    checks_iban,
    is_card,
    is_internet_address,
)
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.vocabulary import raw_words

SIGNS: Final = {
    "-": "dash hyphen minus strich bindestrich guion guión tiret trattino hífen".split(),
    ".": "dot point period punkt punto ponto kropka punt punktum pont piste nokta titik крапка"
    " точка tečka bodka točka točke tačka punct punkts taškas τελεία chấm نقطة बिंदु".split(),
    ":": "colon doppelpunkt".split(),
    "/": ["slash"],
    "_": ["underscore"],
    "+": ["plus"],
    " ": "space pause leerzeichen espace espacio spazio spatie spacja mellanslag".split(),
}
_NAMED: Final = {name: sign for sign, names in SIGNS.items() for name in names}
# By their first letters, so that one look at a letter passes over most.
_NAME: Final = "|".join(
    f"{letter}(?:{'|'.join(sorted((name[1:] for name in names), key=len, reverse=True))})"
    for letter, names in groupby(sorted(_NAMED), key=itemgetter(0))
)
_NAMES: Final = frozenset(name.encode() for name in _NAMED if name.isascii())
# Others stand between numbers in any text, so that a word has to say what these are.
_STRONG: Final = re.compile(r"[ \t]{0,2}[^\w\s,/:;=+*.-]{1,3}[ \t]{0,2}|_{1,2}")
_SIGN: Final = (
    r"(?P<{0}>[ \t]{{0,2}}(?:[^\w\s]{{1,3}}(?:[ \t]{{1,2}}[^\w\s]{{1,3}})?"
    r"|&\#?\w{{2,6}};|%[0-9A-Fa-f]{{2}})[ \t]{{0,2}}"
    r"|_{{1,2}}|[ \t]{{1,6}}|[ \t][xX][ \t])"
)
_SPOKEN: Final = re.compile(
    rf"(?<=[0-9A-Fa-f)])[ \t]{{0,2}}[\[({{<*]?[ ]?(?:{_NAME})[ ]?[\])}}>*]?[ \t]{{0,2}}"
    r"(?=[0-9A-Fa-f(])",
    re.IGNORECASE,
)
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_PLUS: Final = re.compile(
    r"(?<!\w)((?:plus|più|más|mais|plusz|pluss)[ ])\d{1,4}[ \t]{0,2}$", re.IGNORECASE
)
_DIGITS_AFTER: Final = re.compile(r"[ \t]+\d")
_DIGITS_BEFORE: Final = re.compile(r"\d[ \t]+$")
_HARDWARE: Final = 12  # digits of an address
_THREE: Final = re.compile(
    rb"(?<![a-z0-9_])[0-9a-z]{1,4}\)?([ \t]{0,2}(?:[^\w\s]{1,3}(?:[ \t]{1,2}[^\w\s]{1,3})?"
    rb"|&#?\w{2,6};|%[0-9a-f]{2})"
    rb"[ \t]{0,2}|_{1,2}|[ \t]{1,6}|[ \t]x[ \t])\(?[0-9a-z]{1,6}\)?\1[0-9a-z]{1,5}"
)
_REACH: Final = 48  # characters before a value in which a word says what it is
_LEAST: Final = 2  # signs in a value
_FEW: Final = 8  # characters between two of them
_LEAST_DIGITS: Final = 3  # of a value
_WIDEST: Final = 36  # of a value
_WIDE: Final = 16  # before the first and behind the last


class _Shape(NamedTuple):
    """What a value looks like, and how it is usually written."""

    pattern: re.Pattern[str]
    usual: str  # the sign that usually sets its parts apart
    words: re.Pattern[str]  # that say what it is
    holds: Callable[[list[str]], bool] = all  # no group is empty
    strong: re.Pattern[str] = _STRONG


def _groups(name: str, *sizes: str) -> re.Pattern[str]:
    again = f"(?P={name})"
    first, *others = (f"({size})" for size in sizes)
    rest = again.join(others)
    return re.compile(rf"(?<![\w.+-]){first}{_SIGN.format(name)}{rest}(?![\w]|[.-]\w)")


def _is_account(groups: list[str]) -> bool:
    return checks_iban("".join(groups))


_SHAPES: Final = (
    _Shape(_groups("card", *[r"\d{4}"] * 4), " ", re.compile(r"(?!)"), is_card),
    _Shape(
        _groups("ssn", r"\d{3}", r"\d{2}", r"\d{4}"), "-",
        re.compile(r"\b(?:ssn|social|security)\b", re.IGNORECASE),
    ),
    _Shape(
        _groups("phone", r"\(?\d{3}\)?", r"\d{3}", r"\d{4}"), "-",
        re.compile(
            r"\b(?:phone|tel|telephone|mobile|cell|call|fax|text|sms|ring|reach|contact|digits|number|dial|whatsapp)\b",
            re.IGNORECASE,
        ),
    ),
    _Shape(
        _groups("abroad", r"\+\d{1,3}", r"\d{3}", r"\d{3}", r"\d{4}"), " ",
        re.compile(r"\b(?:phone|tel|telephone|mobile|cell|call|fax)\b", re.IGNORECASE),
    ),
    _Shape(
        _groups("ip", *[r"\d{1,3}"] * 4), ".",
        re.compile(r"\b(?:ip|ipv4|host|server|address|client|gateway|request)\b", re.IGNORECASE),
        is_internet_address, re.compile(r"[ \t]*[\[({][.][\])}][ \t]*"),
    ),
    _Shape(
        _groups("mac", *[r"[0-9A-Fa-f]{2}"] * 6), ":",
        re.compile(r"\b(?:mac|device|hardware|router|adapter|nic|interface|wlan|ethernet)\b", re.I),
        lambda groups: not "".join(groups).isdigit(),
    ),
)  # fmt: skip
_SOLID: Final = re.compile(r"(?<!\w)[0-9A-Fa-f]{12}(?!\w)")
_PAIR: Final = re.compile(r"..(?=.)")
_ACCOUNT: Final = re.compile(
    rf"(?<!\w)[A-Z]{{2}}\d{{2}}{_SIGN.format('iban')}(?:[A-Z0-9]{{4}}(?P=iban)){{2,7}}[A-Z0-9]{{1,4}}(?!\w)"
)

# The letters in names of signs that are not ASCII, or are matched where those are without case.
_SPELLED_OTHERWISE: Final = frozenset(
    letter for name in _NAMED for letter in name + name.upper() if not letter.isascii()
) | frozenset("\u017f\u212a\u0130\u0131")
_BEFORE_NAME: Final = 4  # characters between a digit and a name
_WITH_NAME: Final = 20  # characters of a name and of what goes with it
# What a shape is by `Clues.outline`, with another sign than the usual one: laxer than the shape.
_BYTES_SIGN: Final = (
    _SIGN.replace("?P<{0}>", "").replace("{{", "{").replace("}}", "}").replace("[xX]", "[aA]")
).encode()
_OUTLINES: Final = (  # each with how many digits its groups have
    (b"\4\4\4\4", re.compile(rb"0000(?! 0)" + _BYTES_SIGN + rb"0000\1(?:0000)\1(?:0000)")),
    (b"\3\2\4", re.compile(rb"000(?!-0)" + _BYTES_SIGN + rb"00\1(?:0000)")),
    (b"\3\3\4", re.compile(rb"000\)?(?!-0)" + _BYTES_SIGN + rb"000\1(?:0000)")),
    (b"\3\3\4", re.compile(rb"\+0{1,3}(?! 0)" + _BYTES_SIGN + rb"000\1(?:000)\1(?:0000)")),
)
_ACCOUNT_OUTLINE: Final = re.compile(rb"AA00(?! [A0])" + _BYTES_SIGN + rb"[A0]{4}\1[A0]{4}\1[A0]")
_INNER_PAIRS: Final = b"\2\2\2\2"
_INTERNET_OUTLINE: Final = re.compile(rb"0(?!\.0)" + _BYTES_SIGN + rb"0{1,3}\1(?:0{1,3})\1(?:0)")
_ENCLOSED_DOT: Final = re.compile(rb"\.(?<=[\[({].)[\])}]")
_PAIRS: Final = b"x" * _HARDWARE
_PAIRS_OUTLINE: Final = re.compile(rb"xx(?!:x)" + _BYTES_SIGN + rb"xx\1xx\1xx\1xx\1xx")
# Without one of these there is nothing of this in a text.
NEEDS: Final = traits_of(b"0")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines in which values are written so, as they are usually written."""
    if not clues.numbers and not clues.mixed:
        return
    if not clues.words.isdisjoint(_NAMES) or not clues.ascii:
        for near in stretches(_spoken(text, clues)):
            yield rewritten(text, near, "sign-words")
    odd = clues.has(_ODD) or b"  " in clues.raw or not clues.words.isdisjoint(_TOLD)
    if not (odd or _LISTED.search(clues.raw)):
        return
    pieces: list[Piece] = []
    pieces += _grouped(text, clues)
    if any(len(word) == _HARDWARE for word in clues.mixed) and _PAIRS in clues.hexadecimal:
        pieces += (piece for match in _SOLID.finditer(text) for piece in _paired(match))
    for near in stretches(apart(sorted(pieces, key=lambda piece: (piece[0], -piece[1])))):
        yield rewritten(text, near, "separators")


_LISTED: Final = re.compile(
    rb"\d ?, ?\d|\w - \w|\w\.\.|\w \. \w|\w--\w|\d x \d|\d'\d|\w::\w|\d\t\d"
)
_ODD: Final = b"_~|/;*#=+<>^&\\[](){}\"'!`,$%?\xfe"


def _grouped(text: str, clues: Clues) -> Iterator[Piece]:
    shapes = _SHAPES if clues.other_digits else tuple(_outlined(clues))
    account = clues.other_digits or _ACCOUNT_OUTLINE.search(clues.outline) is not None
    for start, end in _windows(clues) if shapes or account else ():
        for shape in shapes:
            for match in shape.pattern.finditer(text, start, end):
                yield from _usual(match, shape)
        if account:
            for match in _ACCOUNT.finditer(text, start, end):
                yield from _account(match)


def _named(text: str, clues: Clues) -> Iterator[re.Match[str]]:
    """Yield the names of signs between what may be digits of a value."""
    if not (clues.ascii or _SPELLED_OTHERWISE.isdisjoint(text)):
        yield from _SPOKEN.finditer(text)
        return
    words = b" ".join(clues.unknown | (clues.words & _naming()))
    found = [
        (match.start() - _BEFORE_NAME, match.start() + _WITH_NAME)
        for name in _NAMES
        if name in words
        for match in re.finditer(name, clues.lower)
    ]
    for near in stretches(sorted(found), 0):
        yield from _SPOKEN.finditer(text, max(0, near[0][0]), near[-1][1])


@cache
def _naming() -> Words:
    """Return the common words that are the name of a sign, or hold one as if between digits."""
    inside = re.compile(b"[a-f](?:%b)[a-f]" % b"|".join(_NAMES))
    return _NAMES | frozenset(filter(inside.search, raw_words()))


def _outlined(clues: Clues) -> Iterator[_Shape]:
    """Yield the shapes as which the digits of a text, or its letters, are grouped anywhere."""
    outline = clues.outline
    # Beside an apostrophe, and beyond ASCII, words may be longer than groups.
    loose = b"\xff" in outline or b"'0" in outline or b"0'" in outline
    loose |= clues.has(b"&%") or b"0 a 0" in outline  # signs that have letters
    for shape, (lengths, form) in zip(_SHAPES, _OUTLINES, strict=False):
        if (loose or _follow(clues, lengths)) and form.search(outline):
            yield shape
    told = not (clues.ascii and clues.words.isdisjoint(_TOLD)) or b"'" in outline
    enclosed = b"." in outline and _ENCLOSED_DOT.search(outline)
    if (told or enclosed) and _INTERNET_OUTLINE.search(outline):
        yield _SHAPES[-2]
    if _may_be_paired(clues) and _PAIRS_OUTLINE.search(clues.hexadecimal):
        yield _SHAPES[-1]


def _follow(clues: Clues, lengths: bytes) -> bool:
    """Whether numbers of some lengths follow each other."""
    at = clues.lengths.find(lengths)
    while at >= 0:
        if all(map(bytes.isdigit, clues.order[at : at + len(lengths)])):
            return True
        at = clues.lengths.find(lengths, at + 1)
    return False


def _may_be_paired(clues: Clues) -> bool:
    """Whether pairs of hexadecimal digits follow each other, by their words or by apostrophes."""
    if b"\xff" in clues.raw or _INNER_PAIRS in clues.lengths:
        return True
    return b"'" in clues.raw and _PAIRS in clues.hexadecimal.translate(None, b"'")


_TOLD: Final = frozenset(
    b"ip ipv4 host server address client gateway request mac device hardware router adapter nic"
    b" interface wlan ethernet".split()
)


def _windows(clues: Clues) -> Iterator[tuple[int, int]]:
    """Yield where three groups are set apart by one sign, with room for the rest of a value."""
    begin, settled, done = 0, 0, -1
    for match in _THREE.finditer(clues.lower):
        if match.start() < settled:
            continue  # a value that begins there ends in the window
        front, end = max(0, match.start() - _FEW), match.end() + _REACH
        if clues.outline.count(b"0", front, end) < _LEAST_DIGITS and not clues.other_digits:
            continue
        if front > done:
            if done > 0:
                yield begin, done
            begin = front
        settled, done = end - _WIDEST, end
    if done > 0:
        yield begin, done


def _usual(match: re.Match[str], shape: _Shape) -> Iterator[Piece]:
    groups = [group for group in match.groups() if group is not None]
    sign = groups.pop(1)
    if sign == shape.usual or not shape.holds(groups):
        return
    if _goes_on(match, sign.strip() or sign):
        return
    told = shape.holds is is_card or shape.strong.fullmatch(sign)
    if not told and not _is_said(match, shape.words):
        return
    if shape.holds is is_internet_address and is_plain_list(groups, sign, *_around(match)):
        return
    plain = shape.usual.join(groups)
    if plain != match.group():
        yield *match.span(), plain


def _paired(match: re.Match[str]) -> Iterator[Piece]:
    """Yield twelve digits as an address of hardware, if a word says so."""
    hardware = _SHAPES[-1]
    if not match.group().isdigit() and _is_said(match, hardware.words):
        yield *match.span(), _PAIR.sub(r"\g<0>:", match.group())


def _goes_on(match: re.Match[str], sign: str) -> bool:
    """Whether the same sign stands before or after, so that a row or a table has more columns."""
    start, end = match.span()
    before, after = match.string[max(0, start - _FEW) : start], match.string[end : end + _FEW]
    if sign.isspace():
        return _DIGITS_AFTER.match(after) is not None or _DIGITS_BEFORE.search(before) is not None
    behind, ahead = after.lstrip(" \t"), before.rstrip(" \t")
    if sign == "|":  # of a table, whose other columns may be words
        return behind.startswith(sign) or ahead.endswith(sign)
    follows = behind.startswith(sign) and behind[len(sign) :].lstrip()[:1].isdigit()
    return follows or (ahead.endswith(sign) and ahead[: -len(sign)].rstrip()[-1:].isdigit())


def _is_said(match: re.Match[str], words: re.Pattern[str]) -> bool:
    return any(map(words.search, _around(match)))


def _around(match: re.Match[str]) -> tuple[str, str]:
    start, end = match.span()
    return match.string[max(0, start - _REACH) : start], match.string[end : end + _REACH // 2]


def _account(match: re.Match[str]) -> Iterator[Piece]:
    plain = "".join(match.group().split(match["iban"]))
    if match["iban"] != " " and checks_iban(plain):
        yield *match.span(), plain


def _spoken(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the names of signs between digits, where signs make a value of them."""
    run: list[re.Match[str]] = []
    for match in (*_named(text, clues), None):
        if run and (match is None or match.start() - run[-1].end() > _FEW):
            begin, end = max(0, run[0].start() - _WIDE), min(len(text), run[-1].end() + _WIDE)
            signs = [_sign(found.group()) for found in run]
            parts = [text[begin : run[0].start()]]
            for nth, found in enumerate(run):
                after = run[nth + 1].start() if nth + 1 < len(run) else end
                parts += signs[nth], text[found.end() : after]
            whole = "".join(parts)
            if GROUPED.search(whole) if len(run) < _LEAST else valued(whole):
                front = _PLUS.search(text, begin, run[0].start())
                if front is not None:
                    yield *front.span(1), "+"
                for found, sign in zip(run, signs, strict=True):
                    yield *found.span(), sign
            run = []
        if match is not None:
            run.append(match)


def _sign(name: str) -> str:
    found = _LETTERS.search(name)
    return _NAMED[found.group().lower()] if found else ""
