"""Rewrites numbers that are told in groups: in any order, in words, before or behind their name.

`part 1/4: 5313`, `5420 on the left, next to it 3738`, `#3 1702 #1 5496`, `ends in 3290, before it
4156`: a word near them says what the number is, and check digits or its form bear that out. What
stands in its order as it is written, in fields or markup, `pii.assembled` finds in any view, this
one too. What groups are together stands in `joining`, for both.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import WORDS, Clues, Words
from govsim.guardrails.views.decoders.group_cutting import (
    TOKEN,
    WIDEST,
    counters,
    groups_of,
    words_in,
)
from govsim.guardrails.views.decoders.group_labels import Label, labels_in, untold
from govsim.guardrails.views.decoders.group_orders import Group, joined
from govsim.guardrails.views.decoders.group_signs import Names
from govsim.guardrails.views.decoders.group_words import (
    JOINING,
    LABELS,
    NAMING,
    RAW_SPOKEN,
    SPOKEN,
    THEN,
)
from govsim.guardrails.views.decoders.number_names import BY_LANGUAGE, DRAWN, NAMES, SIGN_WORDS
from govsim.guardrails.views.decoders.number_words import language_of
from govsim.guardrails.views.rewriting import Piece, apart, rewritten, stretches
from govsim.guardrails.views.value_shapes import DATE
from govsim.guardrails.views.values import Decoding

Span = tuple[int, int]
TELLING: Final = NAMING
_FEWEST: Final = 7  # digits of a number
_BEFORE: Final = 120  # characters beside a word that says what a number is
_BEHIND: Final = 260
_LABEL: Final = 90  # characters between such a word and the first group
_AFTER: Final = 48  # and behind the last
_TEMPLATE: Final = 40  # characters of what stands between any two groups
_WORDS: Final = 12
_MOST: Final = 48  # groups
_OF_DIGITS: Final = re.compile(f"[{DRAWN}]")
_FEW_DRAWN: Final = 4
_ANY_SPOKEN: Final = frozenset(name.encode() for name in (*SPOKEN, *NAMES) if name.isascii())
_SEVERAL: Final = 2  # names of digits
_OF_LANGUAGE: Final = frozenset(word.encode() for word in (*NAMES, *SIGN_WORDS) if word.isascii())
_ABROAD: Final = frozenset(word.encode() for word, (kind, _) in LABELS.items() if kind == "abroad")
_ASKING: Final = frozenset((b"questions", b"callback", b"callbacks"))
_HUMPED: Final = 24  # letters of a word that may be such
# Which kinds of numbers are looked for together, and whether they may hold letters.
_KINDS: Final = (
    (frozenset(("iban", "id")), True),
    (frozenset(("card", "ssn", "phone", "abroad", "birth")), False),
)
# The count of a first part.
_FIRST: Final = re.compile(
    r"[01](?:(?<![\d.].)|(?<=0.)(?<![\d.]0.))"  # it begins with the digit, for a search goes to one
    r"(?:st\b|(?=\s)|[ ]?[:=).\-–—>|/\]]|[ ]?(?:of|von|de|sur|z)\b)"
)
_SAID_BEHIND: Final = re.compile(r"[\s,;:.'\"–—-]{0,4}(?:as|for|is|als|como|comme|come|jako)\b")
_AMOUNT: Final = re.compile(r"\d,\d{3}(?:\.\d\d)?(?!\d)|(?<![\d.])\d{1,6}\.\d\d(?![\d.])|[$€£%]")
_DAY: Final = re.compile(rf"(?<![\w.])(?:{DATE.pattern})(?!\d)")
_USUAL: Final = frozenset(("", " ", "-", ".", "\u00a0", "  "))
_OF_DAYS: Final = frozenset("-/.")
_DIGIT: Final = re.compile(r"\d")
_FEW: Final = 2  # digits that count parts
_CELL: Final = re.compile(r"\d[,;\t]\d")
_FIELD: Final = re.compile(r"[\"']\s?:|=")
_DIALLED: Final = re.compile(r"[ ()./\u00a0-]{0,3}")
_PLUS: Final = re.compile(r"\+[\s,.;:-]{0,3}$")
_COUNTED: Final = re.compile(r"\d+")


def decode(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield each number whose groups something unusual sets apart, together behind its name."""
    named = words & NAMING
    if not clues.ascii:
        named |= {part for word in words_beyond(clues) for part in word} & NAMING
    if not (named or not clues.ascii) or not _is_counted(clues):
        return
    if not (clues.has(b"+") or b"plus" in clues.words or not clues.words.isdisjoint(_ASKING)):
        named -= _ABROAD
    several = _is_said(clues)
    glued = is_glued(clues)
    labels = sorted(labels_in(text, clues, named))
    if clues.ascii and not several and not glued:
        labels = list(untold(text, labels))
    pieces: list[Piece] = []
    said: Names = None
    asked = False
    for near in stretches([(label.start, label.end) for label in labels], _BEFORE):
        begin, end = max(0, near[0][0] - _BEFORE), min(len(text), near[-1][1] + _BEHIND)
        if not (glued or _is_numbered(clues, begin, end, several)):
            continue
        if several and not asked:
            said, asked = _names(clues), True
        here = labels[bisect_left(labels, (begin,)) : bisect_left(labels, (end,))]
        pieces += _numbers(text, begin, end, here, said)
    for near_by in stretches(apart(sorted(pieces))):
        yield rewritten(text, near_by, "told-groups")


def words_beyond(clues: Clues) -> Iterator[list[bytes]]:
    """Yield the words of ASCII that letters beyond it are glued to."""
    for word in clues.unknown:
        if b"\xff" in word and not word.isascii():
            yield word.replace(b"\xff", b" ").split()


def is_glued(clues: Clues) -> bool:
    """Whether a word is so long that names of digits may run together in it."""
    return max(map(len, clues.unknown), default=0) > _HUMPED


def _is_said(clues: Clues) -> bool:
    """Whether a text holds several words that may be names of digits, or one among digits."""
    beyond = not clues.ascii and b"\xff" in clues.raw
    spoken = clues.words & RAW_SPOKEN
    return beyond or len(spoken) >= _SEVERAL or any(_is_in_row(clues, each) for each in spoken)


def _is_numbered(clues: Clues, begin: int, end: int, said: bool) -> bool:
    """Whether a stretch has as many digits as a number, or words for them."""
    digits = clues.outline.count(b"0", begin, end)
    if not clues.ascii:
        digits += clues.raw.count(b"\xff", begin, end)
    if digits >= _FEWEST or not said:
        return digits >= _FEWEST
    words = clues.lower[begin:end].translate(WORDS).split()
    return digits + sum(word in _ANY_SPOKEN for word in words) >= _FEWEST


def _names(clues: Clues) -> Names:
    """Return the names of digits in the language of a text."""
    names = language_of(_telling_words(clues))
    return SPOKEN if names is BY_LANGUAGE[0] else names


def _telling_words(clues: Clues) -> list[str]:
    """Return the words of a text, those of ASCII as far as they tell of its language."""
    if not clues.ascii:
        return [word.lower() for word in TOKEN.findall(clues.text)]
    # An apostrophe parts two words here, which is taken out of one in `Clues`.
    words = clues.words
    if b"'" in clues.raw:
        words = frozenset(clues.lower.translate(WORDS).split())
    return [word.decode("ascii") for word in words & _OF_LANGUAGE]


def _is_in_row(clues: Clues, name: bytes) -> bool:
    """Whether the name of a digit stands beside digits: `5107 9389 659 zero 4735`."""
    at = clues.lower.find(b" " + name)
    while at >= 0:
        end = at + len(name) + 1
        behind = clues.outline[end : end + 2]
        if clues.outline[at - 1 : at] == b"0" and (behind == b" 0" or not behind[:1].isalpha()):
            return True
        at = clues.lower.find(b" " + name, end)
    return False


def _is_counted(clues: Clues) -> bool:
    """Whether a text has as many digits as a number, or words for them."""
    digits = clues.outline.count(b"0")
    if digits >= _FEWEST or clues.other_digits:
        return True
    if is_glued(clues):
        return True
    if not clues.ascii and len(_OF_DIGITS.findall(clues.text)) >= _FEW_DRAWN:
        return True
    if clues.words.isdisjoint(RAW_SPOKEN) and b"\xff" not in clues.words:
        return False
    spoken = sum(word in RAW_SPOKEN or word == b"\xff" for word in clues.order)
    return digits + spoken >= _FEWEST


def _numbers(text: str, begin: int, end: int, labels: list[Label], said: Names) -> Iterator[Piece]:
    """Yield the numbers that the groups of a stretch are."""
    counted = counters(text, begin, end) if _may_be_counted(text, begin, end) else {}
    for counts in (counted, {}) if counted else ({},):
        found = False
        for kinds, lettered in _KINDS:
            wanted = [label for label in labels if label.kind in kinds]
            if not wanted:
                continue
            groups = groups_of(text, (begin, end), said, counts, lettered=lettered)
            for piece in _of_groups(text, groups, wanted):
                found = True
                yield piece
        if found:
            return


def _may_be_counted(text: str, begin: int, end: int) -> bool:
    """Whether the count of a first part may stand in a stretch."""
    if not text[begin:end].isascii():
        return True
    return _FIRST.search(text, begin + (text[begin - 1 : begin] == "0"), end) is not None


def _of_groups(text: str, groups: list[Group], labels: list[Label]) -> Iterator[Piece]:
    """Yield the numbers that groups are."""
    forms = [_form(group.gap) if group.words else "" for group in groups]
    usual = _templates(forms[1:])
    chain: list[Group] = []
    for group, form in zip(groups, forms, strict=True):
        if chain and not (len(chain) < _MOST and _goes_on(group, form in usual)):
            yield from _read(text, chain, labels)
            chain = []
        chain.append(group)
    yield from _read(text, chain, labels)


@lru_cache(maxsize=4096)
def _form(gap: str) -> str:
    """Return what stands between two groups, whatever counts it."""
    return _COUNTED.sub("0", gap)


def _templates(forms: list[str]) -> frozenset[str]:
    """Return what stands between groups time and again, counts aside: fields of rows do not."""
    said = [form for form in forms if form]
    again = zip(said, said[1:], [*said[2:], ""], strict=False)
    return frozenset(form for form, *near in again if form in near and len(form) <= _TEMPLATE)


def _goes_on(group: Group, usual: bool) -> bool:
    """Whether a group may belong to the number of the one before."""
    gap, words = group.gap, group.words
    if len(gap) > WIDEST or "\n\n" in gap:
        return False
    if not words:
        return len(gap) <= 24
    if usual or _FIELD.search(gap) is not None:
        return usual
    return len(words) <= _WORDS and (JOINING.issuperset(words) or not THEN.isdisjoint(words))


def _read(text: str, chain: list[Group], labels: list[Label]) -> Iterator[Piece]:
    """Yield what a chain of groups is, by each word near it that says so."""
    while chain and chain[0].plain == "*":
        chain = chain[1:]
    if not chain or sum(map(_size, chain)) < _FEWEST:
        return
    start, end = chain[0].start, chain[-1].end
    alone = len(chain) < _SEVERAL and not (chain[0].odd or chain[0].nth >= 0)
    first_near = bisect_left(labels, (start - _LABEL - 3,))
    near = labels[first_near : bisect_left(labels, (end + _AFTER,))]
    odd = set[str]() if alone else _odd_for(chain, {label.kind for label in near})
    said = bool(near) and near[-1].start >= end and _is_said_behind(text, chain)
    if not (said or odd):
        return  # nor is a part of it
    if len(chain[0].gap) > WIDEST:
        chain[0] = chain[0]._replace(words=words_in(chain[0].gap))
    around = text[max(0, start - _LABEL) : end + _AFTER]
    for label in _nearest(text, near, start, end):
        if not (label.kind in odd or (said and label.start >= end)):
            continue
        if label.kind in ("id", "abroad") and _is_other(text, start, end):
            continue
        found = joined(_with_plus(text, chain), label.kind, label.shown, around)
        if found is None:
            continue
        plain, first, stop = found
        if label.kind not in ("card", "iban") and _is_row(text, label.end, first, stop):
            continue
        used = [group for group in chain if group.end <= stop]
        if (
            label.start >= stop
            and _SAID_BEHIND.match(text, stop) is None
            and not _odd_for(used, {label.kind})
        ):
            continue
        if label.start >= stop or (text[first:stop] != plain and _odd_for(used, {label.kind})):
            yield first, stop, f"{label.shown}: {plain}"
            return


def _is_other(text: str, start: int, end: int) -> bool:
    """Whether an amount or a day stands in a stretch, so that it is no identifier."""
    return _AMOUNT.search(text, start, end) is not None or _DAY.search(text, start, end) is not None


def _is_said_behind(text: str, chain: list[Group]) -> bool:
    """Whether behind a group it may be told what it was."""
    return any(_SAID_BEHIND.match(text, group.end) is not None for group in chain)


def _is_row(text: str, label: int, start: int, stop: int) -> bool:
    """Whether groups are cells of a row under the head that a word stands in."""
    return _CELL.search(text, start, stop) is not None and text.find("\n", label, start) >= 0


def _nearest(text: str, near: list[Label], start: int, end: int) -> Iterator[Label]:
    """Yield the words that may tell what groups are: no other number stands between."""
    tried = set[str]()
    for label in sorted(near, key=lambda each: abs(start - each.end)):
        low, high = (label.end, start) if label.end <= start else (end, label.start)
        if label.shown in tried or len(_DIGIT.findall(text, low, high)) > _FEW:
            continue
        tried.add(label.shown)
        yield label


def _odd_for(groups: list[Group], kinds: set[str]) -> set[str]:
    """Return the kinds of which no usual number has its groups set apart like that."""
    if any(group.odd or group.nth >= 0 for group in groups):
        return kinds
    gaps = {group.gap for group in groups[1:]}
    unusual = not gaps <= _USUAL
    return {kind for kind in kinds if _is_odd(groups, gaps, kind, unusual=unusual)}


def _is_odd(groups: list[Group], gaps: set[str], kind: str, *, unusual: bool) -> bool:
    """Whether something sets groups apart as it does no usual number of a kind."""
    if kind in ("phone", "abroad"):
        return not all(map(_DIALLED.fullmatch, gaps))
    if kind == "birth":
        return not gaps <= _OF_DAYS
    if unusual:
        return True
    if kind in ("card", "ssn"):
        return {len(group.plain) for group in groups[:-1]} == {3}
    if kind == "id":
        return len(groups) > _FEW_DRAWN or any(group.plain.isalpha() for group in groups)
    mixed = (not (group.plain.isdigit() or group.plain.isalpha()) for group in groups[1:])
    return kind == "iban" and any(mixed)


def _with_plus(text: str, chain: list[Group]) -> list[Group]:
    """Return a chain whose first group has the plus that stands a little in front of it."""
    plus = _PLUS.search(text, max(0, chain[0].start - 4), chain[0].start)
    if plus is None and chain[0].words[-1:] == ("plus",):
        return [chain[0]._replace(plus=True), *chain[1:]]
    return chain if plus is None else [chain[0]._replace(start=plus.start(), plus=True), *chain[1:]]


def _size(group: Group) -> int:
    return len(group.plain)
