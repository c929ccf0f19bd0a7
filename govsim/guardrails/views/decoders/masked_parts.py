"""Reads numbers of which a part is masked or named in another place, and keys that a scan spaced.

`XXXX XXXX XXXX 6068. The hidden part is 5457 6674 5707`, `BLZ 100 100 10, Konto 1892907238`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from govsim import expressions as re
from govsim.guardrails.literals import Literals
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.rewriting import Piece, begun, gathered, rewritten, stretches
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.vocabulary import raw_words

_MASK: Final = r"(?:[Xx#•●∙·_?*][ -]?){2,36}"
_HIDDEN: Final = re.compile(
    rf"(?<!\w)(?P<head>[A-Z0-9]{{0,8}}[ -]?){_MASK}(?P<tail>\d[\dA-Z -]{{0,12}}[\dA-Z]|\d)"
    rf"(?!\w)[^\n\d]{{0,16}}?\b"
    r"(?:hidden|masked|blanked|missing|starred|redacted|covered|obscured|crossed|first"
    r"|other|x|xs|x's|rest|remaining)\b"
    r"[^\n\d]{0,36}?(?<!\w)(?P<rest>[A-Z]{0,2}\d[\dA-Z -]{1,34}[\dA-Z])(?!\w)"
)
_SORT: Final = re.compile(
    r"(?:\bDE[ ]?(?P<check>\d\d)\b[^\n\d]{0,6})?\b(?:Bankleitzahl|BLZ)\b[^\w\n]{0,4}"
    r"(?P<bank>[1-8]\d{2}[ ]?\d{3}[ ]?\d{2})(?!\d)"
    r"[^\d\n]{0,4}?\n?[^\d\n]{0,4}(?:Konto(?:nummer|[ -]?nr)?|Kto)\b[^\w\n]{0,4}"
    r"(?:nr)?[^\w\n]{0,3}(?P<account>\d[\d ]{3,11}\d)(?!\d)",
    re.IGNORECASE,
)
_SORT_BEHIND: Final = re.compile(
    r"\b(?:Konto(?:nummer|[ -]?nr)?|Kto)\b[^\w\n]{0,4}(?:nr)?[^\w\n]{0,3}"
    r"(?P<account>\d[\d ]{3,11}\d)(?!\d)"
    r"[^\d\n]{0,4}?\n?[^\d\n]{0,4}\b(?:Bankleitzahl|BLZ)\b[^\w\n]{0,4}"
    r"(?P<bank>[1-8]\d{2}[ ]?\d{3}[ ]?\d{2})(?!\d)",
    re.IGNORECASE,
)
_NAME: Final = re.compile(rb"[\w.-]+")
_SHORTEST: Final = 3  # signs with which a token begins
_SEVERAL: Final = 12  # beginnings of tokens in one text
_CHUNK: Final = re.compile(r"[ ]?[\w.-]{1,12}(?=[\s,;.]|$)")
_LABELS: Final = (b"key", b"token", b"secret", b"credential")
_NEAR: Final = 80
_WIDEST: Final = 200  # characters of what is masked and what is told of it
_WORD: Final = re.compile(r"[a-z]{3,}|[A-Z]?[a-z]{4,}")
_BANKS: Final = frozenset((b"blz", b"bankleitzahl"))
_MASKS: Final = (b"xx", b"x x", b"##", b"# #", b"**", b"* *", b"??")
# A digit right behind two such signs.
_TAIL: Final = re.compile(
    rb"[0-9](?:(?<={0}{0}.)|(?<={0}{0}[ -].)|(?<={0}[ -]{0}.)|(?<={0}[ -]{0}[ -].))".replace(
        b"{0}", rb"[x#_?*\xfe\xff]"
    )
)
_HIDING: Final = frozenset(
    b"hidden masked blanked missing starred redacted covered obscured crossed first other"
    b" rest remaining".split()
)


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the stretches in which such parts stand, put together."""
    if b"0" not in clues.outline:
        return
    pieces: list[Piece] = []
    if not clues.words.isdisjoint(_HIDING) and (clues.other_digits or _is_masked(clues)):
        for begin, end in ((0, len(text)),) if clues.other_digits else _tails(clues):
            found = _HIDDEN.finditer(text, begin, end)
            pieces += ((*match.span(), _unmasked(match)) for match in found)
    if not clues.words.isdisjoint(_BANKS):
        for pattern in (_SORT, _SORT_BEHIND):
            pieces += ((*match.span(), _account(match)) for match in pattern.finditer(text))
    named = b"pat" in clues.words or any(label in clues.lower for label in _LABELS)
    if named:
        pieces += _spaced(_tokens(text, clues))
    for near in gathered(pieces):
        yield rewritten(text, near, "masked-parts")


@cache
def _beginnings() -> frozenset[bytes]:
    """Return how tokens begin, where that is no word in small letters."""
    from govsim.guardrails.secrets.formats import beginnings  # whose package reads views

    # Of capitals and small letters together, few tell.
    short = {start[:4] for start in beginnings() if start.isalnum() and not start.isupper()}
    cased = {start for start in short if start != start.lower()}
    return frozenset(filter(_is_telling, beginnings() | cased))


def _is_telling(start: bytes) -> bool:
    """Whether no sentence has the beginning of a token by chance, spaces aside."""
    if not (start[:1].isalpha() and _NAME.fullmatch(start) and len(start) >= _SHORTEST):
        return False
    if start.endswith(b"_") or start != start.lower():
        return True
    body = start.rstrip(b"-.")
    ends = start.endswith(b".") and body.isalpha()  # as a sentence does
    return len(start) > _SHORTEST and not ends and body not in raw_words()


@cache
def _literals() -> Literals:
    return Literals(_beginnings())


@cache
def _loosely(start: bytes) -> re.Pattern[bytes]:
    """Return an expression for the first sign of what begins so, with spaces in it or none."""
    first, *others = (re.escape(bytes((sign,))) for sign in start)
    behind = b"".join(b" ?" + sign for sign in others)
    return re.compile(rb"%b(?<![\w-].)(?=%b)" % (first, behind))


@cache
def _expression() -> re.Pattern[str]:
    """Return an expression for a token with spaces in it, however it begins."""
    from govsim.guardrails.secrets.formats import trie

    start = trie(_beginnings(), rb"[ ]?").decode()
    return re.compile(rf"(?<![\w-])(?P<start>{start})(?P<rest>(?:[ ]?[\w.-]){{12,100}}[\w-])")


def _tokens(text: str, clues: Clues) -> Iterator[re.Match[str]]:
    """Yield what begins as tokens do, spaces aside; where no space is, nothing has to be joined."""
    if b" " not in clues.raw:
        return iter(())
    solid = clues.raw.replace(b" ", b"")
    found = [start for start in _literals().possible(solid) if start in solid]
    if len(found) > _SEVERAL:  # one look for all of them is sooner
        return _expression().finditer(text)
    at = {sign.start() for start in found for sign in _loosely(start).finditer(clues.raw)}
    return begun(_expression(), text, sorted(at))


def _tails(clues: Clues) -> Iterator[tuple[int, int]]:
    """Yield the stretches around digits behind signs that mask others."""
    tails = [match.span() for match in _TAIL.finditer(clues.lower)]
    for near in stretches(tails, 2 * _WIDEST):
        yield max(0, near[0][0] - _WIDEST), near[-1][1] + _WIDEST


def _is_masked(clues: Clues) -> bool:
    """Whether digits stand behind signs that mask others."""
    if clues.ascii and not any(mask in clues.lower for mask in _MASKS):
        return False
    return _TAIL.search(clues.lower) is not None


def _unmasked(match: re.Match[str]) -> str:
    return f"{match['head']}{match['rest'].strip()} {match['tail'].strip()}"


def _account(match: re.Match[str]) -> str:
    """Return the international number of a German account, by the bank and the account."""
    plain = match["bank"].replace(" ", "") + match["account"].replace(" ", "").zfill(10)
    check = 98 - int(plain + "131400") % 97
    return f"IBAN: DE{check:02}{plain}"


def _spaced(tokens: Iterable[re.Match[str]]) -> Iterator[Piece]:
    """Yield the keys into which a scan or a person put spaces."""
    for match in tokens:
        text = match.string
        if " " not in match.group().rstrip() or " " in match["start"][:1]:
            continue
        end, chunks = match.start("rest"), 0
        while end < match.end() and (chunk := _CHUNK.match(text, end)) is not None:
            if (
                _WORD.fullmatch(chunk.group().strip())
                and chunk.group().strip().isalpha()
                and chunks > 2
            ):
                break
            end, chunks = chunk.end(), chunks + 1
        if chunks > 1:
            yield match.start(), end, text[match.start() : end].replace(" ", "").rstrip(".")
