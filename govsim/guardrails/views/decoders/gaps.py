"""Joins values that something is set into: a tag, a break, the next string, a few words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from govsim import expressions as re
from govsim.guardrails.value_gaps import DECLARING, JOINING, SPLICE
from govsim.guardrails.views.clues import Clues, table_of, traits_of
from govsim.guardrails.views.cut_values import cut_by
from govsim.guardrails.views.rewriting import rewritten, stretches
from govsim.guardrails.views.values import Decoding

_AT: Final = re.compile("@")
Span = tuple[int, int]
_BLOCK: Final = "p|div|td|th|tr|li|ul|ol|dd|dt|h[1-6]|pre|section|article|option"
_AFTER: Final = r"(?=[ ]?[\w@.+:()-])"
_INDENT: Final = r"[ \t]{0,8}"


def _any_of(*gaps: str, signs: str, first: str = "", times: str = "") -> re.Pattern[str]:
    """Return the pattern of gaps, behind which more of a value has to stand.

    Args:
        gaps: Their patterns.
        signs: With what they begin, so that one look passes over most of a text.
        first: With what they begin, told closer.
        times: How often they may follow each other.
    """
    closer = f"(?={first})" if first else ""
    return re.compile(rf"(?=[{signs}]){closer}(?:{'|'.join(gaps)}){times}{_AFTER}")


# What stands inside no value unless somebody put it there. Each begins with its sign.
_TELLING: Final = _any_of(
    # What a page does not show.
    r"<[A-Za-z]{1,8}\s[^<>]{0,60}(?:display:\s?none|hidden|font-size:\s?0|opacity:\s?0)[^<>]{0,40}>"
    r"[^<>]{0,24}</[A-Za-z]{1,8}>",
    rf"<br[ ]?/?>[ \t]{{0,4}}(?:\r?\n{_INDENT})?",
    rf"</?(?!(?:{_BLOCK}|lt|gt)\b)[A-Za-z][^<>]{{0,80}}>(?:[ ](?=<))?",
    r"[\f\v]",
    rf"\\\r?\n{_INDENT}",  # the break of a string, or of a shell's line
    r"=\r?\n",  # of quoted-printable
    r"\\u(?:200[b-f]|00ad|2060|feff)",
    r"&(?:nbsp|shy|zwnj|zwj|ensp|emsp|thinsp|lrm|rlm|\#160|\#173|\#8203|\#xa0|\#x200b);",
    r"\[/?(?:b|i|u|s|color|size|font|url|quote|code)(?:=[^\]]{1,20})?\]",
    r"\[\^\w{1,4}\]",  # a footnote
    r"\\[a-z]{2,12}\{|(?<=[0-9])\}",  # a command of TeX around a part
    r"\]\(\#?\w{0,12}\)",  # the end of a link of Markdown
    r"\{\#[^#{}]{0,40}\#\}|<!\[CDATA\[\]\]>",  # a comment of a template, an empty part of XML
    r"['\"`]?\}\{['\"`]?",
    signs=r"<\f\v\\=&\[\]'\"`{}",
    times="{1,6}",
)
# What stands between values as well, so that a check has to tell.
_NEXT_FIELD: Final = (  # or attribute, or variable
    rf"[\"']?[ ]?(?:[,;&]|\r?\n|(?<=[\"'])[ ])\s{{0,8}}{DECLARING}[\"']?(?![0-9A-F]{{1,2}}:)"
    r"[A-Za-z_][\w-]{0,15}[\"']?[ ]?(?::|\+?=)[ ]?[\"']?"
)
_NOTE: Final = r"[ ]?[\[(<][?%]?[A-Za-z.?% ]{2,20}[\])>][ ]?"
_ARROW: Final = r"[ \t]{0,2}(?:->|=>|→)[ \t]{0,2}"
_BLOCKS: Final = rf"(?:\s{{0,4}}</?(?:{_BLOCK})(?:\s[^<>]{{0,80}})?>\s{{0,4}}){{1,4}}"
_THEN: Final = (
    r",?[ \t](?:\([a-z ]{3,16}\)[ \t]|(?:and[ \t])?(?:then|next|plus|ends?|ending|followed)[ \t]"
    r"(?:(?:with|in|by)[ \t])?){1,3}"
)
_OF_QUOTES: Final = (
    SPLICE,
    _NEXT_FIELD,
    rf"[\"'`][ \t]{{0,2}}[\])]?[^\w\s\"'`]{{1,2}}[ \t]{{0,2}}\r?\n?{_INDENT}[\[(]?[\"'`]",
    r"[\"'`”’»][ \t]{0,2}[\"'`“‘«„]",
    rf"[\"'][ \t]{{0,2}}\r?\n{_INDENT}[*+-][ ][\"']",  # the next item of a list
    r"'{2,5}",
    r"[\"']\)?[ ]?\.\w{1,16}\([\"']",  # the next call of a chain
    # The next field, numbered or of the next object.
    r"[\"'][ ]?\}?[ ]?,[ ]?[\"'](?:\d{1,2}|[A-Za-z]\w{0,15})[\"'][ ]?:[ ]?"
    r"(?:\{[ ]?[\"']\w{1,16}[\"'][ ]?:[ ]?)?[\"']",
)
_OF_SPACE: Final = (
    SPLICE,
    _NEXT_FIELD,
    _NOTE,
    r"[ ]?/\*[^*]{0,40}\*/[ ]?",
    _ARROW,
    rf"[ \t]{{0,2}}(?:\r?\n{_INDENT}){{1,2}}(?:[>#*•;%|+-]{{1,2}}|//"  # the next line, or item
    r"|(?:[A-Za-z]{1,10}[ ]?)?\d{1,2}[.):]|[A-Za-z]{1,10}[.):])[ \t]{0,4}",
    rf"\r?\n(?:\r?\n)?{_INDENT}",
    _BLOCKS,
    _THEN,
)
# One kind of sign at a time, so that what begins otherwise is not tried.
_LISTING: Final = _any_of(
    rf"(?=[\"'`”’»])(?:{'|'.join(_OF_QUOTES)})",
    rf"(?=\s)(?:{'|'.join(_OF_SPACE)})",
    rf"(?=[,;&])(?:{_NEXT_FIELD}|{_THEN})",
    rf"(?=[<=→-])(?:{_NOTE}|{_ARROW}|{_BLOCKS})",
    r"\)[ \t]{0,2}\(|\][ \t]{0,2}\[|>[ \t]{0,2}<|\}[ \t]{0,2}\{",
    r"[*]{2,4}",
    r"\\(?:newline[ ]?|[\\,;!:>nrt])",
    r"\$\{\w{0,12}\}",
    r"\{\{\w{0,12}\}\}",
    r"%s(?:[\"'][ ]?%[ ]?\(?[\"'])?",
    signs=r"\s\"'`,;&)\]>}”’»*\\${%=→<-",
    # A space is none unless one of few letters or signs stands behind it.
    first=r"[\r\n\f\v\"'`,;&)\]>}”’»*\\${%=→<-]|(?<=[\"'])\s|\s{1,4}[\r\n,;&=→<(-]"
    r"|[ \t](?:and[ \t]|then|next|plus|end|followed)",
)
# The words of somebody who tells a value in parts.
_SAYING_GAP: Final = re.compile(rf",?[ ](?:{JOINING}\b[\s,:]{{1,2}}){{1,6}}{_AFTER}")
_HYPHENED: Final = re.compile(rf"-\r?\n[ \t]{{0,8}}{_AFTER}")
_FIELD: Final = re.compile(r"[\"'`{,;\s][A-Za-z_][A-Za-z_]{0,12}\d{0,2}$")
_BLANK: Final = re.compile(r"(?:</?\w[^<>]{0,80}>|\S |\n)[ ]$")
_SIGNS: Final = b'<>\\=&[](){}"`*#;%|$/'
_SAYING: Final = frozenset(
    b"then next plus end ends ending followed comes continues rest second third last other after"
    b" half part".split()
)
_FAR: Final = 64  # characters
_CLOSE: Final = 4
_DENSE: Final = (4, 64)  # digits in so many characters, where there may be a value
_DIGITS: Final = table_of(b"0123456789")
_AROUND: Final = 96  # characters beside a window that belong to a value in it, and more
_OF_NUMBER: Final = 6  # digits, of a date; of other numbers more
_OF_INTERNET: Final = 3  # dots of an address, or colons
_OF_PAIRS: Final = 5  # signs between the pairs of an address of hardware
_COUNTRY: Final = re.compile(rb"[A-Z]{2}")
_TELLING_SIGNS: Final = b"<\f\v\\=&[]{}"
_PART: Final = re.compile(r"[0-9]|\b[A-F]{1,2}\b|[0-9a-f]:|:[0-9a-f]")
# Without one of these there is nothing of this in a text.
NEEDS: Final = traits_of(b"0@")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines in which something is set into values."""
    few = clues.outline.count(b"0") < _DENSE[0] and not clues.has(b"@")
    if few or not _may_have_gaps(clues):
        return
    windows = [
        window
        for window in _windows(text, clues)
        if clues.other_digits or _may_hold_value(clues.raw, *window)
    ]
    for pattern, strict in _patterns(clues) if windows else ():
        gaps = [
            match.span()
            for window in windows
            for match in pattern.finditer(text, *window)
            if _may_be_valued(text, *match.span()) and not _is_after_name(match)
        ]
        for near in stretches(cut_by(text, gaps, strict=strict)):
            yield rewritten(text, [(*gap, _instead(text, *gap)) for gap in near], "gaps")


def _is_after_name(match: re.Match[str]) -> bool:
    """Whether a gap stands between the name of a field and its value: `"part1": "41`."""
    gap = match.group()
    if ":" not in gap or any(map(str.isalnum, gap)):
        return False
    start = match.start()
    return _FIELD.search(match.string, max(0, start - _CLOSE * _CLOSE), start) is not None


def _patterns(clues: Clues) -> Iterator[tuple[re.Pattern[str], bool]]:
    """Yield the kinds of gaps whose signs are in the text, and whether a check has to tell."""
    if clues.has(_TELLING_SIGNS):
        yield _TELLING, False
    yield _LISTING, True
    if not clues.words.isdisjoint(_SAYING):
        yield _SAYING_GAP, True
    if b"-\n" in clues.raw or b"-\r\n" in clues.raw:
        yield _HYPHENED, True


def _may_hold_value(raw: bytes, start: int, end: int) -> bool:
    """Whether there are as many digits and signs around a window as any value has."""
    around = raw[max(0, start - _AROUND) : end + _AROUND]
    digits = len(around) - len(around.translate(None, b"0123456789"))
    if digits >= _OF_NUMBER or b"@" in around:
        return True
    if around.count(b".") >= _OF_INTERNET or around.count(b":") >= _OF_INTERNET:
        return True
    if around.count(b":") + around.count(b"-") >= _OF_PAIRS:
        return True
    return _COUNTRY.search(around) is not None


def _instead(text: str, start: int, end: int) -> str:
    """Return the space that a value had before the gap, or nothing."""
    return " " if _BLANK.search(text, start, end) else ""


def _may_have_gaps(clues: Clues) -> bool:
    """Whether there is a sign, a break or a word that gaps are made of."""
    signs = clues.has(_SIGNS) or b"\n" in clues.raw or b"'" in clues.raw
    return signs or not clues.ascii or not clues.words.isdisjoint(_SAYING)


def _windows(text: str, clues: Clues) -> Iterator[Span]:
    """Yield where digits lie near each other, or an `@` is near, in order and apart."""
    many, within = _DENSE
    digits = np.flatnonzero(np.frombuffer(clues.raw.translate(_DIGITS), dtype=np.bool_))
    near = digits[: 1 - many][digits[many - 1 :] - digits[: 1 - many] <= within]
    places = near.tolist()
    for at in _AT.finditer(text):  # tags around its letters may be long
        places += (max(0, at.start() - _FAR), at.start(), at.start() + _FAR)
    begin, end = 0, -1
    for place in sorted(places):
        if place - _FAR > end:
            if end > 0:
                yield begin, end
            begin = max(0, place - _FAR)
        end = place + within + _FAR
    if end > 0:
        yield begin, end


def _may_be_valued(text: str, start: int, end: int) -> bool:
    """Whether digits stand close on both sides of a gap, or an `@` is near."""
    before, after = text[max(0, start - _CLOSE) : start], text[end : end + _CLOSE]
    if _PART.search(before) is not None and _PART.search(after) is not None:
        return True
    if text[start:end].isspace() or before[-1:].isspace() or after[:1].isspace():
        return False  # a line, or a word, of its own
    return "@" in text[max(0, start - 2 * _FAR) : end + 2 * _FAR]
