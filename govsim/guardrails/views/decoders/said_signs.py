"""Reads values that are spelled sign by sign: `C as in Charlie`, `capital C, i, s, dollar sign`."""

# ruff: noqa: E501 - the words of a language stay together

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders.group_words import SPOKEN
from govsim.guardrails.views.rewriting import Piece, apart, begun, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_AS_IN: Final = re.compile(
    r"(?<![^\W_])([A-Za-z])[ ,]{1,2}(?:as in|like in|as for|like|for|wie|wie in|comme|como"
    r"|come|jak|som i|zoals)[ ]"
    r"[\"']?([A-Za-z])[a-z]{2,12}[\"']?(?![\w'])"
)
_LIKE: Final = re.compile(
    rb"[ ,:](?:[a-z],? as in |[b-hj-z],? (?:like|for|wie|comme|como|come|jak|som|zoals) )"
)
_LIKENING: Final = frozenset(b"as like for wie comme como come jak som zoals".split())
_SIGNS: Final = {
    name: sign
    for sign, names in {
        "$": "dollar sign,dollar",
        "?": "question mark",
        "!": "exclamation mark,exclamation point,bang",
        "#": "hash,hashtag,pound sign",
        "%": "percent,percent sign",
        "&": "ampersand,and sign",
        "*": "star,asterisk",
        "@": "at sign,at",
        "-": "dash,hyphen,minus",
        "_": "underscore",
        "+": "plus,plus sign",
        "=": "equals,equal sign,equals sign",
        "/": "slash,forward slash",
        "\\": "backslash",
        ".": "dot,period,full stop",
        ",": "comma",
        ":": "colon",
        ";": "semicolon",
        "~": "tilde",
        "^": "caret",
        "|": "pipe",
        "(": "open paren",
        "[": "open bracket",
        ")": "close paren",
        "]": "close bracket",
    }.items()
    for name in names.split(",")
}
_ITEM: Final = (
    r"(?:(?:capital|cap|upper[ -]?case|big|capitalized|lower[ -]?case|small|little)[ ])?"
    r"(?:letter[ ])?[A-Za-z]\b"
    r"|\d\b|(?:"
    + "|".join(sorted(map(re.escape, {**_SIGNS, **SPOKEN}), key=len, reverse=True))
    + r")\b"
)
_NAMED: Final = "|".join(sorted(map(re.escape, {**_SIGNS, **SPOKEN}), key=len, reverse=True))
# Several of them in a row, with digits and signs between.
_AS_ITEM: Final = (
    r"(?:(?:capital|small|big|lower[ -]?case|upper[ -]?case)[ ])?[A-Za-z][ ,]{1,2}(?:as in|like in|as for|like|for|wie|wie in|comme|como|come|jak|som i|zoals)[ ]"
    r"[\"']?[A-Za-z][a-z]{2,12}[\"']?"
)
_AS_ROW: Final = re.compile(
    rf"(?<![^\W_]){_AS_ITEM}(?:[,;.]?[ ](?:and[ ]|then[ ])?(?:{_AS_ITEM}|\d\b|(?:number|digit|the number)[ ]\d\b|(?:{_NAMED})\b)){{4,80}}",
    re.IGNORECASE,
)
_EACH: Final = re.compile(
    rf"(?:(?P<case>capital|big|upper|small|lower)[a-z -]{{0,6}}[ ])?(?P<letter>[A-Za-z])[ ,]{{1,2}}(?:as in|like in|as for|like|for|wie|wie in|comme|como|come|jak|som i|zoals)[ ][\"']?[A-Za-z]{{3,13}}"
    rf"|(?P<digit>\d)|(?P<sign>\b(?:{_NAMED})\b)",
    re.IGNORECASE,
)
_SPELLED: Final = re.compile(
    r"\b(?:password|passwd|passphrase|passcode|pass|pwd|pw|pin|key|token|secret|code"
    r"|passwort|kennwort)\b[^\n,]{0,24}?"
    rf"[ :]((?:{_ITEM})(?:,[ ]?(?:and[ ]|then[ ])?(?:{_ITEM})){{5,60}})",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r",[ ]?(?:and[ ]|then[ ])?")
_CAPITAL: Final = re.compile(r"(?:cap|upper|big)", re.IGNORECASE)
_NAMES: Final = (b"pass", b"pw", b"pin", b"key", b"token", b"secret", b"code", b"kennwort")
_CASES: Final = frozenset(
    b"capital cap uppercase upper lowercase lower small big capitalized sign mark hash hashtag star"
    b" underscore ampersand asterisk bang percent caret tilde".split()
)
_COMMAS: Final = 5
# Four short parts in a row between commas, as behind the first of those that are told.
_LISTED: Final = re.compile(rb",(?:[a-z0-9\xff -]{1,32},){4}")
_FEWEST: Final = 2  # letters that are told so, where a word may mean another thing


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines in which signs are told one by one, with those signs."""
    liked = _LIKE.findall(clues.lower) if clues.singles and _is_likened(clues) else []
    if len(liked) >= _FEWEST or any(b"as in" in each for each in liked):
        told: list[Piece] = [
            (*match.span(), match[1].upper())
            for match in _AS_IN.finditer(text)
            if match[1].lower() == match[2].lower()
        ]
        for near in stretches(told):
            yield rewritten(text, near, "as-in")
        rows = [(*match.span(), _of_row(match.group())) for match in _AS_ROW.finditer(text)]
        for near in stretches(apart(rows)):
            yield rewritten(text, near, "as-in")
    spelt = clues.raw.count(b",") >= _COMMAS and not clues.words.isdisjoint(_CASES)
    named = spelt and any(name in clues.lower for name in _NAMES)
    if named and _LISTED.search(clues.lower):
        places = clues.places(_NAMES)
        found = _SPELLED.finditer(text) if clues.cased else begun(_SPELLED, text, places)
        spelled = [(*match.span(1), _signs(match[1])) for match in found]
        for near in stretches(apart(spelled)):
            yield rewritten(text, near, "spelled-signs")


def _is_likened(clues: Clues) -> bool:
    """Whether a word behind a single letter says that it is that of another word."""
    order, lengths = clues.order, clues.lengths
    at = lengths.find(1, 0, -1)
    while at >= 0:
        if order[at + 1] in _LIKENING and order[at].isalpha():
            return True
        at = lengths.find(1, at + 1, -1)
    return False


def _of_row(told: str) -> str:
    """Return the letters, digits and signs of a row, in capitals unless it is an address."""
    made, cased = [], False
    for each in _EACH.finditer(told):
        if each["letter"]:
            capital = (each["case"] or "").lower() in ("capital", "big", "upper")
            cased = cased or each["case"] is not None
            made.append(each["letter"].upper() if capital else each["letter"].lower())
        else:
            low = (each["sign"] or "").lower()
            made.append(each["digit"] or SPOKEN.get(low) or _SIGNS[low])
    plain = "".join(made)
    return plain if cased or "@" in plain else plain.upper()


def _signs(told: str) -> str:
    """Return the signs that are told, one a part."""
    made = []
    for part in _PARTS.split(told):
        low = part.lower()
        if low in SPOKEN or low in _SIGNS:
            made.append(SPOKEN.get(low) or _SIGNS[low])
        elif len(part) == 1:
            made.append(part)
        else:
            made.append(part[-1].upper() if _CAPITAL.match(part) else part[-1].lower())
    return "".join(made)
