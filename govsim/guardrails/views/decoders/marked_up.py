"""Takes out tags of bulletin boards and codes of rich text, and turns what a style turned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.rewriting import Piece, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_TAGS: Final = (
    "b|i|u|s|size|colou?r|font|face|url|email|code|quote|center|left|right|spoiler|hide|sub|sup|mark"
    "|highlight|indent|list|strike"
)
# What a style sheet shows from its end to its beginning.
_TURNED: Final = re.compile(
    r"<(?P<tag>bdo|[a-z]{1,8}(?=[^<>]{0,200}bidi-override))(?=[\s/])[^<>]{0,200}\brtl\b[^<>]{0,100}>"
    r"(?P<said>[^<>\n]{3,200})</(?P=tag)>",
    re.IGNORECASE,
)
_TAG: Final = re.compile(rf"\[/?(?:{_TAGS})(?:=[^\[\]\n]{{0,60}})?\]", re.IGNORECASE)
# A code of rich text, with the space that ends it.
_CODE: Final = re.compile(
    r"\\(?:'(?P<hex>[0-9A-Fa-f]{2})|u(?P<code>[0-9]{1,5})\??|(?P<word>[a-z]{1,24})-?[0-9]{0,6}[ ]?"
    r"|(?P<sign>[~_-]))|[{}]"
)
_OF_VALUE: Final = re.compile(rb"0\\'[0-9A-Za-z]{2}")
_BREAKS: Final = {"par": "\n", "line": "\n", "row": "\n", "page": "\n", "tab": "\t", "cell": "\t"}
_SIGNS: Final = {"~": " ", "_": "-", "-": ""}


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines in which such tags and codes stand, without them."""
    if clues.has(b"[") and b"[/" in clues.raw and (b"0" in clues.outline or clues.has(b"@")):
        tags: list[Piece] = [(*match.span(), "") for match in _TAG.finditer(text)]
        for near in stretches(tags):
            yield rewritten(text, near, "tags-removed")
    if clues.has(b"<") and b"rtl" in clues.words:
        turned: list[Piece] = [
            (*match.span(), match["said"][::-1]) for match in _TURNED.finditer(text)
        ]
        for near in stretches(turned):
            yield rewritten(text, near, "reversed")
    if clues.has(b"\\") and _may_be_rich(clues):
        codes = [(*match.span(), _plain(match)) for match in _CODE.finditer(text)]
        for near in stretches(codes):
            yield rewritten(text, near, "rich-text")


def _may_be_rich(clues: Clues) -> bool:
    if b"\\rtf" in clues.raw:
        return True
    return b"\\'" in clues.raw and _OF_VALUE.search(clues.outline) is not None


def _plain(match: re.Match[str]) -> str:
    """Return what a code of rich text stands for."""
    if match["hex"]:
        return bytes.fromhex(match["hex"]).decode("cp1252", "replace")
    if match["code"]:
        return chr(int(match["code"])) if 9 <= int(match["code"]) < 0xD800 else ""
    if match["sign"]:
        return _SIGNS[match["sign"]]
    return _BREAKS.get(match["word"], "") if match["word"] else ""
