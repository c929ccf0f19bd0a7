"""Puts together values of which a program holds the parts as strings: `"%s@%s" % ("ana", "corp.io")`.

The arguments of a template, the calls of a builder, strings side by side, and what a proxy makes of
the addresses of a page.
"""

# ruff: noqa: E501 - the calls of a language stay together

from __future__ import annotations

import base64
from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, traits_of
from govsim.guardrails.views.rewriting import Piece, apart, begun, rewritten, stretches
from govsim.guardrails.views.value_shapes import is_internet_address_6
from govsim.guardrails.views.values import Decoding

_PLACE: Final = re.compile(
    r"%(?:(?P<nth>\d)\$)?-?(?P<width>\d{0,2})[sdvqwxX](?![A-Za-z])|\{(?P<name>\d{1,2}|[A-Za-z_]\w{0,20})?(?::s)?\}|%(?P<qt>[1-9])(?!\d)"
    r"|%\((?P<of>\w{1,20})\)s|~[asw](?![a-z])"
)
_STRING: Final = r"(?P<q>[\"'`])(?P<t>[^\"'`\n\\]{1,160})(?P=q)"
_ARGUMENT: Final = r"(?:(?:\"[A-Za-z_]\w{0,20}\"|'[A-Za-z_]\w{0,20}'|[A-Za-z_]\w{0,20})\s?[=:]\s?)?(?:[\"'][^\"'\n]{0,120}[\"']|[\w.$]{1,40})"
_FORMAT: Final = re.compile(
    rf"{_STRING}\s{{0,3}}(?:\)?\.(?:format|formatted|printf)\b|%|-f\b|,|;)?\s{{0,3}}[\[({{]{{0,2}}\s{{0,12}}"
    rf"(?P<args>{_ARGUMENT}(?:\s{{0,3}}[,;]?\s{{0,12}}{_ARGUMENT}){{0,11}})"
)
_QT: Final = re.compile(
    rf"{_STRING}\)(?P<args>(?:\s?\.arg\(\s?[\"'][^\"'\n]{{0,120}}[\"']\s?\)){{1,9}})"
)
_ARG: Final = re.compile(
    r"(?:(?P<nq>[\"'])?(?P<name>[A-Za-z_]\w{0,20})(?(nq)(?P=nq))\s?[=:]\s?)?(?:[\"'](?P<text>[^\"'\n]{0,120})[\"']|(?P<word>[\w.@$-]{1,80}))"
)
_FORMAT_WORDS: Final = frozenset(
    b"printf sprintf fprintf snprintf vsprintf asprintf format formatted strformat arg".split()
)
_FORMATTING: Final = (b"printf", b"format")
_QUOTE: Final = re.compile("[\"'`]")
_QUOTES: Final = (b'"', b"'", b"`")
_HEAD: Final = 24  # characters from the name of a call to its template
_GIVEN: Final = (b"(", b"[", b"{", b'"', b"'")  # with what the arguments behind a `%` begin
_SHELL: Final = re.compile(
    r"printf[ ](?:-v[ ]\w+[ ]|--[ ])?(?P<q>[\"'])(?P<t>[^\"'\n]{1,120})(?P=q)(?P<args>(?:[ ][\"']?[^\s\"';|&<>$]{1,80}[\"']?){1,9})"
)
_LIT: Final = r"(?:\"[^\"\n]{1,120}\"|'[^'\n]{1,120}')"
_ADDING: Final = r"(?:append(?:_str)?|push(?:_str|_back)?|write|add|concat|update|feed|Append(?:Line)?|Add|Push|Write(?:String)?)"
_BUILT: Final = re.compile(
    rf"(?P<verb>(?:\.|->|::){_ADDING}\(\s?|(?:strn?cat(?:_s)?|StringAppend)\([\w&*]{{1,20}},\s?|<<\s?)"
    rf"[bLuU@]?(?P<first>{_LIT})\s?\)?\s?;?(?P<rest>(?:\s{{0,24}}(?:[\w$]{{1,30}})?\s?(?P=verb)[bLuU@]?{_LIT}\s?\)?\s?;?){{1,24}})"
)
_GROWN: Final = re.compile(
    rf"(?P<n>[\w$.]{{1,30}})\s?:?(?:\+|\.|&)?=\s?(?P<first>{_LIT})\s?;?"
    rf"(?P<rest>(?:\s{{1,24}}(?P=n)\s?(?:\+=|\.=|&=|~=|=\s?(?P=n)\s?[+.&~]\s?)\s?{_LIT}\s?;?){{1,24}})"
)
_STATEMENT: Final = re.compile(r"(?:^|[\n;{])\s{0,24}(?=[\w$])")
_LITERAL: Final = re.compile(_LIT)
_SEVERAL: Final = 3  # numbers
_ADDING_WORDS: Final = frozenset(
    b"append append_str appendline push push_str push_back write writestring add concat update feed".split()
)
_OPERATORS: Final = ((b"+", b"+="), (b".", b".="), (b"&", b"&="), (b"~", b"~="))
_COPYING_WORDS: Final = frozenset(b"strcat strncat strcat_s stringappend".split())
_COPYING: Final = (b"cat(", b"cat_s(", b"stringappend(")
_OF_CODE: Final = b"=(+<%|&\\~^_"  # without any of which no strings are put together
_OPENING: Final = (b'"', b"'")
_REACH: Final = 160  # characters of a name and a value in front of such a call
_SIDE_BY_SIDE: Final = re.compile(
    r"(?<![\w\"'`])[bru@]?([\"'`])[^\s\"'`]{2,120}\1"
    r"(?:[ \t]{0,4}(?:\+|\.{1,2}|\|\||&|\\|<>|\+\+|\^|~|_)?[ \t]{0,4}(?:\r?\n[ \t]{0,40})?(?:\+|\.{1,2}|&)?[ \t]{0,4}[bru@]?\1[^\s\"'`]{1,120}\1){1,24}"
)
_GLUED: Final = tuple(
    (
        quote,
        re.compile(
            quote
            + rb"(?<=[^\s\"'`].)[ \t]{0,4}(?:\+|\.{1,2}|\|\||&|\\|<>|\+\+|\^|~|_)?[ \t]{0,4}(?:\r?\n[ \t]{0,40})?"
            rb"(?:\+|\.{1,2}|&)?[ \t]{0,4}[bru@]?" + quote + rb"(?=[^\s\"'`])"
        ),
    )
    for quote in (b'"', b"'", b"`")
)
_BETWEEN: Final = b" \t\r\n+.|&\\<>^~_"  # what may stand between two strings
_HEX: Final = r"((?:[0-9a-fA-F]{2}){6,120})"
_BYTES: Final = re.compile(
    rf"(?:(?:from_?hex(?:_?string)?|unhexlify|hex2bin|hex_?decode|decode_?hex|unhex|parse_?hex)\(\s?[\"']{_HEX}[\"']\s?\)"
    rf"|Buffer\.from\(\s?[\"']{_HEX}[\"'],\s?[\"']hex[\"']\s?\)|\[\s?[\"']{_HEX}[\"']\s?\]\.pack\(\s?[\"']H\*[\"']\s?\)"
    rf"|(?<![\w])[xX]'{_HEX}'|\becho\s+{_HEX}\s*\|\s*xxd\s+-r\s+-p)",
    re.IGNORECASE,
)
_PAIRED: Final = 12  # digits of bytes
_DIGITS: Final = b"0123456789abcdef"
_SIXTY_FOUR: Final = re.compile(
    r"(?:(?:b64_?decode|urlsafe_b64decode|atob|base64_?decode|decode_?base64|from_?base64(?:_?string)?|Base64\.(?:strict_)?decode\w*|base64\.StdEncoding\.DecodeString)\(\s?b?[\"']([A-Za-z0-9+/_-]{8,400}={0,2})[\"']"
    r"|Buffer\.from\(\s?[\"']([A-Za-z0-9+/_-]{8,400}={0,2})[\"'],\s?[\"']base64[\"']|\becho\s(?:-n\s)?[\"']?([A-Za-z0-9+/]{8,400}={0,2})[\"']?\s?\|\s?base64\s-[dD]"
    r"|<<<\s?[\"']?([A-Za-z0-9+/]{8,400}={0,2})[\"']?)",
    re.IGNORECASE,
)
# How each begins.
_SIXTY_FOUR_HEADS: Final = (
    *(b"b64", b"urlsafe_b64", b"atob", b"base64", b"decode", b"from_base64", b"frombase64"),
    *(b"buffer.from(", b"echo", b"<<<"),
)
_OF_SIXTY_FOUR: Final = frozenset(
    b"b64decode b64 base64 atob decodebase64 frombase64 frombase64string base64decode decodestring".split()
)
_ONE: Final = r"(?:chrw?|char|unichr|nchar)\(\s?(?:0x[0-9a-f]{2}|\d{2,3})\s?\)"
_ONE_BY_ONE: Final = re.compile(rf"{_ONE}(?:\s?(?:[+.&,]|\|\||~)\s?{_ONE}){{4,120}}", re.IGNORECASE)
_SIGN_BETWEEN: Final = re.compile(
    r"[\"'`]\s?[+.&|,]{1,2}\s?(?:(?:chrw?|char|String\.fromCharCode)\(\s?(?P<code>0x[2-7][0-9a-f]|\d{2,3})\s?\)"
    r"|\[char\]\s?(?P<cast>0x[2-7][0-9a-f]|\d{2,3}))\s?[+.&|,]{1,2}\s?[\"'`]",
    re.IGNORECASE,
)
_ONE_HEADS: Final = (b"chr(", b"chrw(", b"char(", b"fromcharcode(", b"[char]")  # one is in any
_SHOWN: Final = range(33, 127)  # codes of signs that are seen
_CODE: Final = re.compile(r"\(\s?(0x[0-9a-fA-F]{2}|\d{2,3})")
_OF_ONES: Final = frozenset(b"chr chrw char unichr nchar fromcharcode".split())
_OF_BYTES: Final = frozenset(
    b"fromhex hex unhex unhexlify hex2bin hexdecode decodehex parsehex fromhexstring pack xxd x".split()
)
_CALL: Final = 32  # characters of a call in front of its digits
_MOST: Final = 20  # words of digits
_PROXY: Final = re.compile(
    r"(?:data-cfemail=[\"']?|/email-protection#)([0-9a-fA-F]{14,200})(?![0-9a-fA-F])[\"']?"
)
_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,3}\.[A-Za-z]{2,12}(?![\w@])"
)
_SIGNED_IN: Final = re.compile(r"\w://[^\s:/@]{0,64}:[^\s@/]{3,100}@\w")
_NUMERIC: Final = re.compile(r"[A-Z]{0,2}[\d\s.()+/:-]+")
_KINDS: Final = (str.isupper, str.islower, str.isdigit, lambda sign: not sign.isalnum())
_LONG: Final = 20  # characters of a key
_SHORT: Final = 7  # of a password
_NUMBER: Final = 9  # digits
_LEAST_PARTS: Final = 2


NEEDS: Final = traits_of(b"0\"'`#=")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the stretches in which parts of values are strings, with what a program makes of them."""
    pieces: list[Piece] = []
    if b"cfemail" in clues.lower or b"email-protection#" in clues.lower:
        pieces += _proxied(text)
    if clues.mixed or clues.numbers:
        pieces += _of_bytes(text, clues)
    if clues.has(b'"`') or (clues.has(_OF_CODE) and b"'" in clues.raw):
        pieces += _formatted(text, clues)
        pieces += _built(text, clues)
        if clues.mixed:
            pieces += _side_by_side(text, clues)
    for near in stretches(apart(sorted(pieces))):
        yield rewritten(text, near, "put-together")


def _proxied(text: str) -> Iterator[Piece]:
    """Yield the addresses that a proxy wrote as bytes, each xored with the first."""
    for match in _PROXY.finditer(text):
        key, *signs = bytes.fromhex(match[1][: len(match[1]) // 2 * 2])
        plain = bytes(sign ^ key for sign in signs).decode("utf-8", "replace")
        if _ADDRESS.fullmatch(plain):
            yield *match.span(), plain


def _of_bytes(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the strings that a call makes of the bytes that are written in pairs of digits."""
    if not clues.words.isdisjoint(_OF_SIXTY_FOUR):
        for match in begun(_SIXTY_FOUR, text, clues.places(_SIXTY_FOUR_HEADS)):
            plain = _decoded(next(filter(None, match.groups())))
            if plain:
                yield *match.span(), f'"{plain}"'
    if not clues.words.isdisjoint(_OF_ONES) and any(map(clues.lower.__contains__, _ONE_HEADS)):
        for match in _SIGN_BETWEEN.finditer(text):
            code = _number(match["code"] or match["cast"])
            if code in _SHOWN:
                yield *match.span(), chr(code)
        for match in _ONE_BY_ONE.finditer(text):
            codes = map(_number, _CODE.findall(match.group()))
            yield *match.span(), '"' + "".join(map(chr, codes)) + '"'
    if clues.words.isdisjoint(_OF_BYTES):
        return
    digits = [word for word in clues.unknown if len(word) >= _PAIRED and not word.strip(_DIGITS)]
    for match in _near_digits(text, clues, digits):
        plain = bytes.fromhex(next(filter(None, match.groups()))).decode("utf-8", "replace")
        if plain.isascii() and plain.isprintable():
            yield *match.span(), f'"{plain}"'


def _number(code: str) -> int:
    """Return the number of a sign, of base 16 behind `0x`; a nought in front says nothing."""
    return int(code, 16 if code[1:2] in ("x", "X") else 10)


def _decoded(sixty_four: str) -> str:
    """Return what base64 holds if it is one line of plain signs, or nothing."""
    solid = sixty_four.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        plain = base64.b64decode(solid + "=" * (-len(solid) % 4), validate=True).decode("ascii")
    except ValueError:
        return ""
    return plain if plain.rstrip("\n").isprintable() else ""


def _near_digits(text: str, clues: Clues, digits: list[bytes]) -> Iterator[re.Match[str]]:
    """Yield the calls around words of such digits."""
    for at in clues.places(digits[:_MOST]):
        yield from _BYTES.finditer(text, max(0, at - _CALL), at + 2 * _REACH)


def _formatted(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the templates with their arguments filled in."""
    for pattern, front in sorted(set(_fronts(text, clues)), key=itemgetter(1)):
        match = pattern.match(text, front)
        plain = _filled(match) if match is not None else ""
        if match is not None and plain and _is_value(plain):
            yield *match.span(), f'"{plain}"'


def _fronts(text: str, clues: Clues) -> Iterator[tuple[re.Pattern[str], int]]:
    """Yield where templates begin whose arguments stand behind them."""
    raw = clues.raw
    if not clues.words.isdisjoint(_FORMAT_WORDS):
        for at in clues.places(_FORMATTING):
            quote = _QUOTE.search(text, at, at + _HEAD)
            if quote is not None:
                yield _FORMAT, quote.start()
            if raw[at - 1 : at] == b"." and raw[at - 2 : at - 1] in _QUOTES:
                yield _FORMAT, _front(text, at - 2)
            if raw[at : at + 7] == b"printf ":
                yield _SHELL, at
        for at in clues.places((b".arg(",)):
            if raw[at - 2 : at - 1] in _QUOTES:
                yield _QT, _front(text, at - 2)
    marks = clues.places((b"%",)) if clues.has(b"%") else []
    marks = [at for at in marks if raw[at + 1 : at + 3].lstrip()[:1] in _GIVEN]
    if b"f" in clues.words:
        marks += (at + 1 for at in clues.places((b" -f ",)))
    for at in marks:
        end = at - 1 if raw[at - 1 : at] in _QUOTES else at - 2
        if end > 0 and raw[end : end + 1] in _QUOTES:
            yield _FORMAT, _front(text, end)


def _are_numbers(places: list[re.Match[str]], given: list[str]) -> bool:
    """Whether several numbers are all that a template is filled with."""
    return len(places) >= _SEVERAL and len(given) == len(places) and all(map(_is_number, given))


def _is_number(word: str) -> bool:
    return word.isdigit() or word[:2] in ("0x", "0X")


def _filled(match: re.Match[str]) -> str:
    """Return a template with its arguments, or nothing if it has no place for one."""
    arguments = list(_ARG.finditer(match["args"].replace(".arg(", " ").replace(")", " ")))
    named = {each["name"]: each["text"] for each in arguments if each["name"] and each["text"]}
    given = [each["text"] if each["text"] is not None else each["word"] for each in arguments]
    places = list(_PLACE.finditer(match["t"]))
    told = any(each["text"] or match.re.pattern == _SHELL.pattern for each in arguments)
    if not places or not (told or _are_numbers(places, given)):
        return ""
    parts, at = [], 0
    for nth, place in enumerate(places):
        parts.append(match["t"][at : place.start()])
        name = place["of"] or place["name"] or ""
        number = int(name) if name.isdigit() else int(place["nth"] or place["qt"] or nth + 1) - 1
        value = named.get(name) if name and not name.isdigit() else None
        if value is None:
            value = given[number] if number < len(given) else place.group()
            if (place["width"] or "")[:1] == "0":
                value = value.removeprefix("0x").zfill(int(place["width"]))
        parts.append(value)
        at = place.end()
    return "".join(parts) + match["t"][at:]


def _built(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield what is added to one string call by call."""
    for match in begun(_BUILT, text, sorted(_calls(clues))):
        yield from _one_string(match, "")
    for near in stretches([(at, at) for at in sorted(_operators(clues))], _REACH):
        begin = max(0, near[0][0] - _REACH)
        fronts = [front.end() for front in _STATEMENT.finditer(text, begin, near[-1][1])]
        for match in begun(_GROWN, text, fronts):
            yield from _one_string(match, f"{match['n']} = ")


def _one_string(match: re.Match[str], label: str) -> Iterator[Piece]:
    """Yield what is added call by call as one string, if that may be a value."""
    parts = [match["first"], *_LITERAL.findall(match["rest"])]
    plain = "".join(part[1:-1] for part in parts)
    if _is_value(plain):
        yield *match.span(), f'{label}"{plain}"'


def _calls(clues: Clues) -> Iterator[int]:
    """Yield where calls begin that add a string to another."""
    for word in clues.words & _ADDING_WORDS:
        for at in _opened(clues, word + b"("):
            yield at - (1 if clues.raw[at - 1 : at] == b"." else 2)
    if clues.has(b"<"):
        yield from _opened(clues, b"<<")
    if not clues.words.isdisjoint(_COPYING_WORDS):
        for at in clues.places(_COPYING):
            yield at - 3 if clues.raw[at - 3 : at].isalpha() else at


def _operators(clues: Clues) -> Iterator[int]:
    """Yield where operators stand that add a string to a variable."""
    for sign, mark in _OPERATORS:
        if sign in clues.raw:
            yield from _opened(clues, mark)


def _opened(clues: Clues, mark: bytes) -> Iterator[int]:
    """Yield where a mark stands behind which a string begins."""
    for at in clues.places((mark,)):
        end = at + len(mark)
        if clues.raw[end : end + 3].lstrip(b" bLuU@")[:1] in _OPENING:
            yield at


def _side_by_side(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield strings that stand beside each other as one, if that is a key or a password."""
    glued = clues.raw.translate(None, _BETWEEN)
    gaps = [
        match.start()
        for quote, pattern in _GLUED
        if quote * 2 in glued
        for match in pattern.finditer(clues.raw)
    ]
    if not gaps:
        return
    fronts = sorted({front for gap in gaps if (front := _front(text, gap)) >= 0})
    for match in begun(_SIDE_BY_SIDE, text, fronts):
        quote = match[1]
        parts = match.group().split(quote)[1::2]
        plain = "".join(parts)
        operated = all(
            before.strip(" \t\r\nbru@") or "\n" in before
            for before in match.group().split(quote)[2:-1:2]
        )
        if _is_key(plain) or (operated and _is_password(plain)):
            yield *match.span(), f"{quote}{plain}{quote}"


def _front(text: str, gap: int) -> int:
    """Return where a string begins that ends in one place."""
    return text.rfind(text[gap], max(0, gap - _REACH), gap)


def _is_value(plain: str) -> bool:
    """Whether what was put together may be an address, a key, a password or a number."""
    if _ADDRESS.search(plain) or _SIGNED_IN.search(plain) or is_internet_address_6(plain):
        return True
    numbered = _NUMERIC.fullmatch(plain) and sum(map(str.isdigit, plain)) >= _NUMBER
    return bool(numbered) or _is_key(plain) or _is_password(plain)


def _is_key(plain: str) -> bool:
    """Whether signs are those of a key: many, without a space, in which digits are mixed."""
    solid = max(re.split(r"[-_.:/=]", plain), key=len)
    return (
        len(plain) >= _LONG
        and not any(map(str.isspace, plain))
        and len(solid) > _SHORT
        and any(map(str.isdigit, solid))
        and any(map(str.isalpha, solid))
        and sum(a.isdigit() != b.isdigit() for a, b in pairwise(solid)) > _LEAST_PARTS
    )


def _is_password(plain: str) -> bool:
    """Whether signs of all four kinds stand together without a space."""
    return (
        _SHORT < len(plain) < 2 * _LONG
        and all(any(map(kind, plain)) for kind in _KINDS)
        and not any(map(str.isspace, plain))
    )
