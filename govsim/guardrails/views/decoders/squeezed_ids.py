"""Joins identifiers of letters and digits that are in small letters, with stray blanks between.

`cst dra 94m23 l219i`, `x 1687 396r`: their form is that of no words, and where it is short, a word
in front has to say what it is. Check letters are looked at where the whole is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.rewriting import Piece, apart, rewritten, stretches
from govsim.guardrails.views.values import Decoding


class _Form(NamedTuple):
    """An identifier, by its form."""

    shown: str
    pattern: re.Pattern[str]
    core: bytes  # the same, a letter as `a` and a digit as `0`, as far as it is sure
    words: Words  # of which one has to stand in front, if there are any
    told: re.Pattern[str] | None


_GAP: Final = "[ ._/-]{0,2}"
_KINDS: Final = {"A": "[A-Za-z]", "9": "[0-9]", "X": "[0-9A-Za-z]", "Y": "[XYZxyz]"}
_CORES: Final = str.maketrans("AY9", "aa0")


def _form(shown: str, form: str, words: str = "") -> _Form:
    """Return a form from its signs: `A` is a letter, `9` a digit, `X` either, `Y` one of XYZ."""
    signs = _GAP.join(_KINDS[sign] for sign in form)
    said = words.split()
    told = rf"(?<![^\W_])(?:{'|'.join(said)})(?![^\W_])"
    return _Form(
        shown,
        re.compile(rf"(?<![0-9A-Za-z]){signs}(?![0-9A-Za-z])"),
        form.rstrip("X").partition("X")[0].translate(_CORES).encode(),
        frozenset(map(str.encode, said)),
        re.compile(told, re.IGNORECASE) if said else None,
    )


_FORMS: Final = (
    _form("codice fiscale", "AAAAAA99A99A999A"),
    _form("curp", "AAAA999999AAAAAAX9"),
    _form("nie", "Y9999999A", "nie extranjero extranjera residencia"),
    _form("dni", "99999999A", "dni nif documento identidad carnet"),
    _form("nino", "AA999999A", "nino ni insurance"),
    _form("pps number", "9999999A", "pps ppsn"),
    _form("nric", "A9999999A", "nric fin"),
    _form("pan", "AAAAA9999A", "pan"),
    _form("hetu", "999999A999X", "hetu henkilotunnus"),
    _form("rfc", "AAAA999999XXX", "rfc"),
)
_SHAPES: Final = bytes.maketrans(b"A", b"a")
_SIGNS: Final = b" ._/-"
_LEAST: Final = 4  # digits of one
_REACH: Final = 48


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines in which such identifiers stand, as they are usually written."""
    if clues.outline.count(b"0") < _LEAST:
        return
    solid, pieces = b"", list[Piece]()
    for form in _FORMS:
        if clues.words.isdisjoint(form.words) if form.words else not clues.mixed:
            continue
        solid = solid or clues.outline.translate(_SHAPES, _SIGNS)
        if form.core in solid:
            pieces += _written(text, form)
    for near in stretches(apart(sorted(pieces))):
        yield rewritten(text, near, "squeezed-ids")


def _written(text: str, form: _Form) -> Iterator[Piece]:
    for match in form.pattern.finditer(text):
        plain = "".join(filter(str.isalnum, match.group())).upper()
        begin = max(0, match.start() - _REACH)
        told = form.told is None or form.told.search(text, begin, match.start()) is not None
        if told and plain != match.group():
            yield *match.span(), f"{form.shown}: {plain}"
