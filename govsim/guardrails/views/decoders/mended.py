"""Reads values that whoever writes puts right: `7196, no sorry, 7844`, `not 7196 but 7844`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.decoders.group_words import SPOKEN
from govsim.guardrails.views.decoders.number_names import NAMES
from govsim.guardrails.views.rewriting import Piece, apart, begun, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_GROUP: Final = r"([A-Za-z0-9]{1,12})"
_SIGNS: Final = r"[\s,.;:!…–—\"'()-]{0,5}"
# What takes back the group in front of it.
_TAKEN: Final = (
    r"no sorry|sorry|wait|hang on|oops|whoops|correction|scratch that|strike that|scrap that"
    r"|delete that|i mean|i meant|make that|or rather|rather|wait no|no wait|hold on no|actually"
    r"|my bad|my mistake|wrong|typo|nein|quatsch|stimmt nicht|entschuldigung|korrektur|ich meine"
    r"|moment|perdón|perdon|digo|quiero decir|corrección|pardon|non pardon|je veux dire|enfin|scusa"
    r"|scusi|volevo dire|anzi|desculpa|desculpe|quero dizer|aliás|przepraszam|pomyłka|to znaczy"
    r"|nie czekaj|nee|sorry nee|bedoel"
)
_TAKEN_BACK: Final = re.compile(
    rf"\b(?:{_TAKEN})\b{_SIGNS}(?:(?:no|wait|sorry|that's|it's|its|should be|das ist|es"
    rf"|c'est)\b{_SIGNS}){{0,2}}",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"(?:[\s,.;:!…–—\"'()-]|\b(?:no|nope|wait|oh|ah|er|erm|uh|um|non|nie|não)\b){1,12}$",
    re.IGNORECASE,
)
_SAID_NO: Final = re.compile(rf"[,;.–—-][ ]?(?:no|nope|non|nein)\b{_SIGNS}", re.IGNORECASE)
_THE: Final = r"(?:(?:the|a|an|it's|its|it|is|was|read|say|be|to)[ ]){0,3}[\"'`]?"
# Which group is wrong, and what it should be.
_SWAPS: Final = (
    re.compile(
        rf"\b(?:not|nicht|pas|no|non|nie|não|niet|inte|ikke)[ ]{_THE}{_GROUP}[\"'`]?[, ]{{1,2}}"
        rf"(?:but|sondern|mais|sino|ma|tylko|lecz|mas|maar|utan|men|rather|it's|it is)"
        rf"[ ]{_THE}{_GROUP}\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_GROUP}[\"'`]?[ ](?:(?:should|must|ought to|has to|needs to)[ ](?:be|read|say"
        rf"|have been)"
        rf"|is wrong,?(?: it'?s| use| make it)?|(?:was|is) a typo,?(?: it'?s)?|muss|soll"
        rf"|doit être|debe ser"
        rf"|deve essere|->|→|=>|becomes|means)[ ]{_THE}{_GROUP}\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:replace|change|swap|correct|ersetze|remplacer|cambiar|make)[ ]{_THE}{_GROUP}"
        rf"[\"'`]?[ ]"
        rf"(?:with|by|to|for|into|durch|par|por|a)[ ]{_THE}{_GROUP}\b",
        re.IGNORECASE,
    ),
)
_INSTEAD_SAID: Final = re.compile(
    rf"\b(?:instead of|rather than|statt|anstatt|au lieu de|en vez de)[ ]{_THE}{_GROUP}[\"'`]?,?[ ]"
    rf"(?:it's|its|it is|use|put|es ist|c'est|es)[ ]{_THE}{_GROUP}\b",
    re.IGNORECASE,
)
_INSTEAD: Final = re.compile(
    rf"\b{_GROUP}[\"'`]?,?[ ](?:instead of|rather than|and not|not|statt|anstatt|au lieu de"
    rf"|en vez de)"
    rf"[ ]{_THE}{_GROUP}\b",
    re.IGNORECASE,
)
_MISSING: Final = re.compile(
    r"\b(\d{1,4})[ ](?:goes |belongs |is |missing |fehlt |manque |falta )?(?:in )?"
    r"(?:between|zwischen|entre|tra|między)[ ]"
    rf"(?:the )?[\"'`]?{_GROUP}[\"'`]?[ ](?:and|und|et|y|e|i)[ ](?:the )?[\"'`]?{_GROUP}\b",
    re.IGNORECASE,
)
_AT_END: Final = re.compile(
    r"\b(?:missing|forgot|add|append|lacks|left out|and|plus|with)[ ](?:a|an|the|another)?[ ]?"
    r"(\d{1,3})[ ]"
    r"(?:at|to|on|in)[ ](?:the[ ])?(?P<where>end|back|start|front|beginning)",
    re.IGNORECASE,
)
_TAKING: Final = frozenset(
    b"sorry oops whoops correction scratch strike scrap delete mean meant rather wait hang actually"
    b" bad mistake wrong typo nein quatsch entschuldigung korrektur meine moment perdon digo pardon"
    b" enfin scusa scusi volevo anzi desculpa desculpe przepraszam znaczy nee bedoel make".split()
) | {b"perd\xffn", b"correcci\xffn", b"pomy\xffka", b"ali\xffs"}
_NOES: Final = frozenset((b"no", b"nope", b"non", b"nein"))
# The words without which each of the patterns finds nothing.
_SWAPPING: Final = tuple(
    frozenset(words.encode("latin-1").split())
    for words in (
        "but sondern mais sino ma tylko lecz mas maar utan men rather its",
        "should must ought has needs wrong typo muss soll becomes",
        "replace change swap correct ersetze remplacer cambiar make",
        "instead rather statt anstatt lieu vez",
        "instead rather not statt anstatt lieu vez",
    )
)
_BETWEEN: Final = frozenset((b"between", b"zwischen", b"entre", b"tra", b"mi\xffdzy"))
_ENDS: Final = frozenset((b"end", b"back", b"start", b"front", b"beginning"))
TELLING: Final = _TAKING | _NOES | _BETWEEN | _ENDS | frozenset().union(*_SWAPPING)
# And what stands between two groups besides, one word or more of it.
_UNTOLD: Final = (
    (b"it is", b"it's"), (b"->", b"=>", b"\xfe", b"means", b"doit", b"debe", b"deve"), (), (), (),
)  # fmt: skip
_RAW_NAMES: Final = frozenset(name.encode() for name in NAMES if name.isascii())
_SEVERAL: Final = 2
# What takes back a group, and the words of it.
_BACK: Final = tuple(
    (raw, frozenset(raw.replace(b"'", b"").split()))
    for raw in (
        "".join(sign if sign.isascii() else "\xff" for sign in taken).encode("latin-1")
        for taken in _TAKEN.split("|")
    )
)
_SWAP: Final = 96  # characters of what is wrong and what is right, on either side of such a word
# How far from such a word digits are at most, before it and behind, 0 where there need be none.
Sides = tuple[int, int]
_BESIDE: Final = 64
_AROUND: Final[Sides] = (_BESIDE, _BESIDE)
_SIDES: Final[tuple[Sides, ...]] = (_AROUND, _AROUND, (0, _SWAP), (0, _SWAP), _AROUND)
_BEHIND: Final = 16
_LOOK: Final = 240  # characters in front of a correction
_NEAR: Final = 28  # and in front of what takes back
_LAST: Final = re.compile(r"[^\W_]+$")
_NEXT: Final = re.compile(r"[^\W_]+")
_WORDS: Final = re.compile(r"[^\W_]+")
_FEWEST: Final = 5
_LEAST: Final = 7  # digits of a value
_MOST: Final = 40  # corrections of a text


def decode(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield the lines in which something is put right, as they should read."""
    if not _is_counted(clues) or words.isdisjoint(TELLING):
        return
    yield from _taken(text, clues, words)
    for pieces in _swapped(text, clues, words):
        yield rewritten(text, pieces, "mended")


def _is_counted(clues: Clues) -> bool:
    return clues.outline.count(b"0") >= _FEWEST or len(clues.words & _RAW_NAMES) > _SEVERAL


def _taken(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield the lines without the groups that are taken back, and what takes them back."""
    pieces: list[Piece] = []
    patterns = [_TAKEN_BACK] if not words.isdisjoint(_TAKING) else []
    patterns += [_SAID_NO] if not words.isdisjoint(_NOES) else []
    for pattern in patterns:
        back = pattern is _TAKEN_BACK
        for mark in begun(pattern, text, _places(clues)) if back else pattern.finditer(text):
            lead = _LEAD.search(text, max(0, mark.start() - _NEAR), mark.start())
            start = mark.start() if lead is None else lead.start()
            last = _LAST.search(text, max(0, start - _NEAR), start)
            behind = _NEXT.match(text, mark.end())
            if last is None or behind is None or len(pieces) >= _MOST:
                continue
            if not (_is_group(last.group()) and _is_group(behind.group())):
                continue
            if _is_long(text, last.end(), behind.start()):
                pieces.append((last.start(), mark.end(), ""))
    pieces = list(apart(sorted(pieces)))
    if pieces:
        yield rewritten(text, pieces, "mended")
        again = [_begun_again(text, *piece[:2]) for piece in pieces]
        if any(start != piece[0] for start, piece in zip(again, pieces, strict=True)):
            anew = [(start, end, "") for start, (_, end, _) in zip(again, pieces, strict=True)]
            yield rewritten(text, anew, "mended")


def _begun_again(text: str, start: int, end: int) -> int:
    """Return where that begins which is said once more behind a correction."""
    before = list(_WORDS.finditer(text, max(0, start - 2 * _NEAR), start))
    after = [word.group().lower() for word in _WORDS.finditer(text, end, end + 2 * _NEAR)]
    for many in (3, 2, 1):
        said = before[-many:]
        if len(said) == many and [word.group().lower() for word in said] == after[:many]:
            return said[0].start()
    return start


def _is_long(text: str, end: int, start: int) -> bool:
    """Whether as many digits as a value has stand before one place and behind another."""
    words = _WORDS.findall(text, max(0, end - 2 * _NEAR), end)
    words += _WORDS.findall(text, start, start + _NEAR)
    digits = sum(len(word) if word.isdigit() else _is_group(word) for word in words)
    return digits >= _LEAST


def _places(clues: Clues) -> list[int]:
    """Return where that begins which may take back a group."""
    return clues.places(raw for raw, words in _BACK if words <= clues.words)


def _around(
    clues: Clues, marks: Iterable[bytes], sides: Sides, behind: int = _SWAP
) -> Iterator[tuple[int, int]]:
    """Yield the stretches around some pieces that have digits as near as what they correct."""
    outline, (before, after) = clues.outline, sides
    places = [
        (at, at)
        for at in clues.places(marks)
        if clues.other_digits
        or (
            (not before or outline.find(b"0", max(0, at - before), at) >= 0)
            and (not after or outline.find(b"0", at, at + after) >= 0)
        )
    ]
    for near in stretches(places, _SWAP + behind):
        yield max(0, near[0][0] - _SWAP), near[-1][1] + behind


def _is_group(word: str) -> bool:
    return _is_numbered(word) or word.lower() in SPOKEN or word.lower() in NAMES


def _swapped(text: str, clues: Clues, words: Words) -> Iterator[list[Piece]]:
    """Yield the groups that a text says are wrong or missing, with what should stand there."""
    patterns = (*_SWAPS, _INSTEAD_SAID, _INSTEAD)
    for pattern, telling, more, sides in zip(patterns, _SWAPPING, _UNTOLD, _SIDES, strict=True):
        if words.isdisjoint(telling):
            continue
        near = _around(clues, (*(words & telling), *more), sides)
        for match in (each for begin, end in near for each in pattern.finditer(text, begin, end)):
            wrong, right = match[1], match[2]
            if pattern is _INSTEAD:
                wrong, right = right, wrong
            if not (_is_numbered(wrong) and _is_numbered(right)):
                continue
            at = text.rfind(wrong, max(0, match.start() - _LOOK), match.start())
            if at >= 0:
                yield [(at, at + len(wrong), right)]
    near = _around(clues, words & _BETWEEN, (_BESIDE, 0))
    for match in (each for begin, end in near for each in _MISSING.finditer(text, begin, end)):
        yield from _between(text, match.start(), match[2] + match[3], len(match[2]), match[1])
    near = _around(clues, words & _ENDS, (_BESIDE, 0), _BEHIND)
    for match in (each for begin, end in near for each in _AT_END.finditer(text, begin, end)):
        numbers = list(_NUMBER.finditer(text, max(0, match.start() - _LOOK), match.start()))
        if numbers:
            number = numbers[-1]
            at = number.end() if match["where"].lower() in ("end", "back") else number.start()
            yield [(at, at, match[1])]


_NUMBER: Final = re.compile(r"\d(?:[ .-]?[A-Za-z0-9]){4,40}")


def _is_numbered(word: str) -> bool:
    return 2 * sum(map(str.isdigit, word)) >= len(word)


def _between(text: str, stop: int, beside: str, first: int, missing: str) -> Iterator[list[Piece]]:
    """Yield where digits are missing between two others, whatever sets those apart."""
    low = max(0, stop - _LOOK)
    places = [at for at in range(low, stop) if text[at].isalnum()]
    solid = "".join(text[at] for at in places)
    found = solid.find(beside)
    if found >= 0:
        at = places[found + first]
        yield [(at, at, missing)]
