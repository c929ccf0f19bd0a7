"""Reads numbers of which a part is masked or named in another place, and keys that a scan spaced.

`XXXX XXXX XXXX 6068. The hidden part is 5457 6674 5707`, `BLZ 100 100 10, Konto 1892907238`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten, stretches
from govsim.guardrails.views.values import Decoding

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
_PREFIXES: Final = (
    "sk_live_ sk_test_ rk_live_ pk_live_ whsec_ github_pat_ ghp_ gho_ ghs_ ghu_ glpat- xoxb- xoxp-"
    " xapp- AKIA ASIA AIza SG. npm_ pypi- dapi hf_ sk-ant- sk-proj- shpat_ dop_v1_".split()
)
_SPACED: Final = re.compile(
    r"(?<![\w-])(?P<start>"
    + "|".join("[ ]?".join(map(re.escape, prefix)) for prefix in _PREFIXES)
    + r")(?P<rest>(?:[ ]?[\w.-]){12,100}[\w-])"
)
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
    if named and _is_begun(clues):
        pieces += _spaced(text)
    for near in gathered(pieces):
        yield rewritten(text, near, "masked-parts")


def _is_begun(clues: Clues) -> bool:
    """Whether a key begins somewhere, spaces aside."""
    solid = clues.raw.replace(b" ", b"")
    return any(prefix.encode() in solid for prefix in _PREFIXES)


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


def _spaced(text: str) -> Iterator[Piece]:
    """Yield the keys into which a scan or a person put spaces, by how they begin."""
    for match in _SPACED.finditer(text):
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
