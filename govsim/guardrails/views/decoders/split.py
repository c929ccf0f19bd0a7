"""Joins words that markup or a concatenation of strings splits: `ig**no**re`, `"ig" + "nore"`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from string import ascii_letters
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import STRANGERS, Clues, traits_of
from govsim.guardrails.views.cut_values import cut_by
from govsim.guardrails.views.rewriting import Piece, apart, rewritten, stretches
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.vocabulary import known

_INLINE: Final = (
    "a|abbr|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|small|span|strike|strong"
    "|sub|sup|tt|u|var|wbr"
)
# Each pattern begins with its sign, so that a search goes from sign to sign.
Span = tuple[int, int]
_FAR: Final = 48  # characters
_MARKUP: Final = re.compile(
    r"(?:\*(?:\*\*?)?(?!\*)|___?(?!_)|~~|`|<!--(?:[^-]|-(?!->)){0,60}-->"
    rf"|</?(?i:{_INLINE})(?:\s[^<>]{{0,120}})?/?>|/\*[^*]{{0,80}}\*/"
    r"|\$\{(?:''|\"\")?\}|\$[@*]|\]\]><!\[CDATA\[|\{\}|\[\]\([^()\s]{0,40}\)|\\[,;!-])(?=[A-Za-z0-9@.<*_~`+-])"
)
_ANY_MARKUP: Final = re.compile(_MARKUP.pattern.rpartition("(?=")[0] + r"(?=\S| [\d(])")
_GLUE: Final = b" \t\r\n+.|&\\"  # what may stand between two strings
_LITERALS: Final = tuple(
    (
        quote.encode(),
        re.compile(
            quote + r"[ \t]{0,4}(?:\+|\.{1,2}|\|\||&|\\)?[ \t]{0,4}(?:\r?\n[ \t]{0,40})?"
            r"(?:\+|\.{1,2}|&)?[ \t]{0,4}" + quote
        ),
    )
    for quote in "\"'`"
)
_COMMAND: Final = re.compile(r"\\[A-Za-z]{2,16}\{([\"'$(\[]?[A-Za-z]{1,20})\}([A-Za-z]{0,20})")
# Signs that stand in any text, and letters.
_BETWEEN: Final = bytes(
    2 if code in b".|^~;:+=_#,/-" else code < 128 and chr(code).isalpha() for code in range(256)
)
_SAMPLE: Final = 32  # of such signs
_GLANCE: Final = _SAMPLE // 4  # of which one splits a word
_SPLIT_SHARE: Final = 0.4  # of them that split a word
_ONE_LETTER: Final = re.compile(r">[A-Za-z0-9]<")
_TAG: Final = re.compile(r"<[^<>]{1,200}>")
_DIGIT: Final = re.compile(r"\d")
_NEAR_DIGIT: Final = re.compile(
    rb"0(?:.{0,2}[*_~`</$\]{\[\\]|(?<=[*_~`>/@}\])\[,;!-]0)|(?<=[*_~`>/@}\])\[,;!-].0)"
    rb"|(?<=[*_~`>/@}\])\[,;!-]..0))",
    re.DOTALL,
)
_MANY: Final = 5  # letters that stand alone between tags
_WORD: Final = re.compile(r"[A-Za-z]{1,24}")
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_CLOSING: Final = re.compile(r"(?:\*\*?\*?|__|~~|`)(?=[\s.,;:!?)]|$)")  # behind a word
_STRING: Final = 160  # characters
_MANY_HALVED: Final = 4  # words, both parts of two letters or more
_SIGNS: Final = b"*_~`<\\"
_EMPTY_SIGNS: Final = (b"{}", b"[](", b"${", b"$@", b"$*", b"CDATA[")
_ENDINGS: Final = frozenset("s es d ed ing ly er".split())  # `run`s is no disguise
_SHORTEST: Final = 4
_LONGEST: Final = 24
_HYPHEN: Final = "\\-"
_FEW: Final = 3  # gaps, of which one inside a word tells enough
# Without one of these there is nothing of this in a text.
NEEDS: Final = traits_of(_SIGNS + b"{[$>\"'", STRANGERS)


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines in which words are split that are words in one piece."""
    if clues.has(_SIGNS) or (
        clues.has(b"{[$") and any(signs in clues.raw for signs in _EMPTY_SIGNS)
    ):
        spans = list(_merged(match.span() for match in _MARKUP.finditer(text)))
        yield from _joined(text, spans, "markup-split")
        if _may_split_value(clues):
            yield from _valued(text, clues, list(_markup(text)), "markup-split")
    if clues.has(b"\\"):
        yield from _commands(text)
    if clues.has(b">") and len(_ONE_LETTER.findall(text)) >= _MANY:
        pieces: list[Piece] = [(*match.span(), " ") for match in _TAG.finditer(text)]
        for near in stretches(pieces):
            yield rewritten(text, near, "tags-removed")
    literals = list(_literals(clues))
    if literals and (clues.strangers or clues.numbers or clues.mixed or b"''" in clues.raw):
        spans = [match.span() for pattern in literals for match in pattern.finditer(text)]
        yield from _joined(text, sorted(spans), "concatenation")
        if clues.numbers or clues.mixed or clues.has(b"@"):
            operated = [span for span in sorted(spans) if _operates(text, (*span, ""))]
            yield from _valued(text, clues, list(apart(operated)), "concatenation")
            together = list(apart(sorted(spans)))
            yield from _valued(text, clues, together, "concatenation", strict=True)
    many = len(clues.strangers) > _FEW and not clues.foreign
    between = clues.raw.translate(_BETWEEN) if many else b""
    if between.count(b"\1\2\1") >= _FEW:
        yield from _weakly(text, between)


def _may_split_value(clues: Clues) -> bool:
    """Whether an `@` is in a text, or a digit as near to a sign of markup as in a value."""
    if clues.has(b"@") or clues.other_digits:
        return True
    return bool(clues.numbers or clues.mixed) and _NEAR_DIGIT.search(clues.outline) is not None


def _literals(clues: Clues) -> Iterator[re.Pattern[str]]:
    """Yield what goes between two strings, for each kind of quote that may end and begin one."""
    glued = clues.raw.translate(None, _GLUE)
    for quote, pattern in _LITERALS:
        if quote * 2 in glued:
            yield pattern


def _markup(text: str) -> Iterator[Span]:
    """Yield all markup, whatever stands behind it, that between two spaces apart."""
    yield from _merged(match.span() for match in _ANY_MARKUP.finditer(text))


def _weakly(text: str, between: bytes) -> Iterator[Decoding]:
    """Yield the lines in which many words are split by signs that stand in any text."""
    places = _weak(between)
    hits = list(islice(places, _GLANCE))
    if not any(_splits(text, hit) for hit in hits):
        return
    hits += islice(places, _SAMPLE - _GLANCE)
    if sum(_splits(text, hit) for hit in hits) < max(_FEW, _SPLIT_SHARE * len(hits)):
        return
    pieces: list[Piece] = [(at, at + 1, "") for at in (*hits, *places) if _splits(text, at)]
    for near in stretches(pieces):
        if len(near) >= _FEW:
            yield rewritten(text, near, "split-words")


def _weak(between: bytes) -> Iterator[int]:
    """Yield where such signs stand before a letter."""
    at = between.find(b"\2\1")
    while at >= 0:
        yield at
        at = between.find(b"\2\1", at + 1)


def _splits(text: str, at: int) -> bool:
    right = _WORD.match(text, at + 1)
    return right is not None and _are_one([_before(text, at), right.group()])


def _joined(text: str, spans: list[Span], step: str) -> Iterator[Decoding]:
    # In a chain of strings, a space may stand beside a gap as well as a letter.
    goes = _goes if step == "concatenation" else str.isalpha
    pieces: list[Piece] = [
        (start, end, "")
        for start, end in spans
        if goes(text[start - 1 : start]) and goes(text[end : end + 1])
    ]
    for near in stretches(pieces):
        split = {
            piece for chain in _chains(text, near) if _is_split(text, chain) for piece in chain
        }
        if len(split) < 2 and step == "markup-split":
            # A hyphen in a page of a manual, `apt\-get`, joins what are two words.
            signs = [piece for piece in near if text[piece[0] : piece[1]] != _HYPHEN]
            split = set(signs) if _many_halved(text, signs) else split
        if len(split) > 1 or (split and len(near) < _FEW):
            if step != "concatenation":
                near = _with_others(text, spans, near)
            else:
                near = _with_operated(text, spans, near)
            chosen = [piece for piece in near if piece in split or _operates(text, piece)]
            if step == "concatenation":
                chosen = _unquoted(text, chosen)
            yield rewritten(text, chosen, step)


def _many_halved(text: str, near: list[Piece]) -> bool:
    """Whether so many words are split that their language does not matter."""
    halved = sum(
        _before(text, start)[1:] != "" and _LETTERS.match(text, end) is not None
        for start, end, _ in near
    )
    return halved >= _MANY_HALVED and halved >= _SPLIT_SHARE * len(near)


def _with_operated(text: str, spans: list[Span], near: list[Piece]) -> list[Piece]:
    """Return the gaps of a chain of strings with those between other signs than letters."""
    first = bisect_left(spans, (near[0][0] - _LONGEST, 0))
    last = bisect_left(spans, (near[-1][1] + _FAR, 0))
    operated = [
        (start, end, "") for start, end in spans[first:last] if text[start:end].strip("\"'` \t\r\n")
    ]
    chosen: list[Piece] = []
    for piece in sorted({*near, *operated}):
        if not chosen or piece[0] >= chosen[-1][1]:
            chosen.append(piece)
    return chosen


def _unquoted(text: str, near: list[Piece]) -> list[Piece]:
    """Return the gaps of a chain of strings with the quotes around the chain."""
    first, last = near[0][0], near[-1][1]
    begin = text.rfind(text[first], max(0, first - _STRING), first)
    end = text.find(text[last - 1], last, last + _STRING)
    before = [(begin, begin + 1, "")] if begin >= 0 else []
    return [*before, *near, *([(end, end + 1, "")] if end >= 0 else [])]


def _with_others(text: str, spans: list[Span], near: list[Piece]) -> list[Piece]:
    """Return the gaps inside words with the markup between and beside those words."""
    first = bisect_left(spans, (near[0][0] - _LONGEST, 0))
    last = bisect_left(spans, (near[-1][1] + _LONGEST, 0))
    pieces: set[Piece] = {(start, end, "") for start, end in spans[first:last]}
    inside = [(0, 0), *spans[first:last], (near[-1][1] + _LONGEST, 0)]
    for closing in _CLOSING.finditer(text, near[0][0], near[-1][1] + _LONGEST):
        at = bisect_left(inside, (closing.start(), 0))
        apart = inside[at][0] >= closing.end() and inside[at - 1][1] <= closing.start()
        if not text[closing.start() - 1].isspace() and apart:
            pieces.add((*closing.span(), ""))
    return sorted(pieces)


def _valued(
    text: str, clues: Clues, spans: list[Span], step: str, *, strict: bool = False
) -> Iterator[Decoding]:
    """Yield the lines in which markup splits a value."""
    may = _near_values(text, clues, spans)
    if not may:
        return
    pieces: list[Piece] = [(*span, "") for span in cut_by(text, may, strict=strict)]
    for near in stretches(pieces):
        if step == "markup-split":
            near = _with_others(text, spans, near)
        yield rewritten(text, near, step)


def _near_values(text: str, clues: Clues, spans: list[Span]) -> list[Span]:
    """Return the gaps near which a digit stands, or an `@`."""
    digit, signed = clues.outline.find, clues.has(b"@")
    return [
        (start, end)
        for start, end in spans
        if digit(b"0", start - 3 if start > 3 else 0, start) >= 0
        or digit(b"0", end, end + 3) >= 0
        or (clues.other_digits and _DIGIT.search(text[max(0, start - 3) : start]))
        or (clues.other_digits and _DIGIT.search(text[end : end + 3]))
        or (signed and text.find("@", max(0, start - _FAR), end + _FAR) >= 0)
    ]


def _operates(text: str, piece: Piece) -> bool:
    """Whether an operator stands in a gap; strings side by side may as well be a list."""
    gap = text[piece[0] : piece[1]]
    return bool(gap.strip("\"'` \t\r\n")) or not any(map(str.isspace, gap))


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans that follow each other directly as one."""
    start = end = -1
    for span in spans:
        if span[0] != end:
            if end > 0:
                yield start, end
            start = span[0]
        end = span[1]
    if end > 0:
        yield start, end


def _commands(text: str) -> Iterator[Decoding]:
    r"""Yield the lines in which a command of TeX is set inside a word: `\\textbf{ig}nore`."""
    pieces: list[Piece] = []
    whole_words: list[bool] = []
    for match in _COMMAND.finditer(text):
        left = _before(text, match.start())
        whole = left + match.group(1) + match.group(2)
        if len(whole) > len(match.group(1)):
            pieces.append((*match.span(), match.group(1) + match.group(2)))
            whole_words.append(known(whole.lower()))
    if sum(whole_words) < len(pieces) < _MANY_HALVED:
        pieces = [piece for piece, whole in zip(pieces, whole_words, strict=True) if whole]
    for near in stretches(pieces if any(whole_words) or len(pieces) >= _MANY_HALVED else []):
        yield rewritten(text, near, "markup-split")


def _goes(sign: str) -> bool:
    return sign.isalpha() or sign == " "


def _chains(text: str, near: list[Piece]) -> Iterator[list[Piece]]:
    """Yield the gaps that one word goes over together; one without an operator goes alone."""
    chain: list[Piece] = []
    for piece in near:
        loose = text[piece[0] : piece[1]].isspace() or not _operates(text, piece)
        if chain and (loose or not text[chain[-1][1] : piece[0]].isalpha()):
            yield chain
            chain = []
        if text[piece[0] - 1].isalpha() and text[piece[1]].isalpha():
            if loose:
                yield [piece]
            else:
                chain.append(piece)
    if chain:
        yield chain


def _is_split(text: str, chain: list[Piece]) -> bool:
    """Whether the letters between gaps make a word together, and not each by themselves."""
    right = _WORD.match(text, chain[-1][1])
    parts = [_before(text, chain[0][0])]
    parts += [text[a[1] : b[0]] for a, b in pairwise(chain)]
    parts.append(right.group() if right is not None else "")
    return _are_one(parts)


def _are_one(parts: list[str]) -> bool:
    """Whether parts make a word together, and not each by themselves."""
    if not parts[0] or not parts[-1] or sum(map(len, parts)) < _SHORTEST:
        return False
    if any(part[:1].isupper() for part in parts[1:]):
        return all(map(str.isupper, parts)) and known("".join(parts).lower())
    small = [part.lower() for part in parts]
    if small[-1] in _ENDINGS:
        return False
    return known("".join(small)) and not all(len(part) > 2 and known(part) for part in small)


def _before(text: str, end: int) -> str:
    """Return the letters that stand before a place."""
    part = text[max(0, end - _LONGEST) : end]
    if part.isascii():
        return part[len(part.rstrip(ascii_letters)) :]
    start = len(part)
    while start and part[start - 1].isalpha():
        start -= 1
    return part[start:]
