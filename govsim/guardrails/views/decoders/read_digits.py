"""Reads digits of East Asia as they are read aloud: `ゼロキュウゼロ`, `공일공 사칠삼구`."""

# ruff: noqa: E501 - the words of a language stay together

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.rewriting import Piece, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_KANA: Final = (
    "ゼロ/レイ/マル/ぜろ/れい/まる イチ/いち ニ/ニー/に/にい サン/さん ヨン/シ/よん/し ゴ/ゴー/ご ロク/ろく ナナ/シチ/なな/しち"
    " ハチ/はち キュウ/キュー/ク/きゅう/く"
)
_HANGUL: Final = "영/공/령 일/하나 이/둘 삼/셋 사/넷 오 육/륙 칠 팔 구"
_DIGITS: Final = {
    name: str(digit)
    for row in (_KANA, _HANGUL, "〇/零 一 二 三 四 五 六 七 八 九")
    for digit, names in enumerate(row.split())
    for name in names.split("/")
}


def _row(names: str, joining: str) -> re.Pattern[str]:
    every = "|".join(sorted(re.split(r"[ /]", names), key=len, reverse=True))
    return re.compile(rf"(?:{every})(?:[ 　、,・.\-–ー{joining}]{{0,2}}(?:{every})){{8,15}}")


# Those of China are read elsewhere, but for what parts them in Japan.
_DRAWN_ROW: Final = re.compile(
    "[〇零一二三四五六七八九]{2,5}(?:の[〇零一二三四五六七八九]{2,5}){1,3}"
)
_ROWS: Final = (_row(_KANA, "の"), _row(_HANGUL, "에"), _DRAWN_ROW)
_NAME: Final = re.compile("|".join(sorted(_DIGITS, key=len, reverse=True)))
_MAY_BE: Final = re.compile(
    "[〇零一二三四五六七八九]の[〇零一二三四五六七八九]|[ァ-ヴぁ-ん]{4}|[영공령일이삼사오육륙칠팔구]{3}"
)
_THREE: Final = b"\xff" * 3  # letters that are not ASCII
_KINDS: Final = 4  # different digits


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the rows of such names that are as long as a number, in digits."""
    if clues.ascii or _THREE not in clues.raw or _MAY_BE.search(text) is None:
        return
    pieces: list[Piece] = []
    for pattern in _ROWS:
        for match in pattern.finditer(text):
            plain, last = "", match.start()
            for name in _NAME.finditer(text, *match.span()):
                plain += ("-" if name.start() > last else "") + _DIGITS[name.group()]
                last = name.end()
            if len(set(plain) - {"-"}) >= _KINDS:
                pieces.append((*match.span(), f" {plain} "))
    for near in stretches(sorted(pieces)):
        yield rewritten(text, near, "read-digits")
