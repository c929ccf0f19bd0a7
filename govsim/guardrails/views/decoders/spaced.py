"""Joins letters that stand apart: `i g n o r e`, `i.g.n.o.r.e`, one letter a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from govsim import expressions as re
from govsim.guardrails.views.byte_encodings import is_encoded
from govsim.guardrails.views.characters import (
    IDEOGRAPH,
    JOINING,
    MARK,
    NO_SCRIPT,
    OTHER_MARK,
    SIZE,
    characters,
    code_points,
)
from govsim.guardrails.views.clues import SINGLE, Clues, traits_of
from govsim.guardrails.views.decoders.leet import reading
from govsim.guardrails.views.offsets import Offsets
from govsim.guardrails.views.readable import likely
from govsim.guardrails.views.value_shapes import (
    DATE,
    GROUPED,
    HARDWARE,
    WORDED_DAY,
    checks_card,
    checks_iban,
    is_internet_address,
    is_internet_address_6,
)
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.vocabulary import cut, known, share

_LEAST: Final = 5  # letters
_KINDS: Final = 2  # of letters and digits that stand alone
_PART: Final = 2_048  # letters that are judged at once
_NUMBER: Final = range(9, 35)  # digits of what is worth to hide
_QUOTED: Final = frozenset(" .-_/*·•\t()[]'\",")
_LISTING: Final = frozenset(",;\n\r+=<>&%$")  # between numbers of a list, or of a sum
_TAGS: Final = frozenset("<>")
_SAID: Final = re.compile(
    r"(?i)\b(?:phone|tele?|mobile|cell|call|fax|ssn|social|card|iban|account|number|id)\b"
)
_NAMES: Final = re.compile(
    r"(?i)\b(?:id|number|no|nr|code|key|token|secret|password|passport|licen[cs]e|insurance|tax"
    r"|fiscale|nino|dni|nie|mac|ipv?6?|codice|numero|n[uú]mero|nummer|numer|identification)\b"
)
_FEW: Final = 3  # digits of an identifier
_TOKEN: Final = 16  # letters and digits that are one whatever stands before them
_SAYS: Final = 40  # characters before digits in which a word says what they are
_LONG_NUMBER: Final = 13
_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz"
_WIDEST: Final = 10  # characters between two letters of one run
_VARIED: Final = 3  # different signs that set letters apart; more say nothing
_KEPT: Final = frozenset("@.-_+'/:)")  # signs that values have, where another sign sets apart
_LETTERS: Final = re.compile(r"[a-z]+")
_LETTERED: Final = 0.8  # share of letters among what stands alone
_WORDS: Final = 0.8  # share of the letters that must stand in words
# Without one of these there is nothing of this in a text.
NEEDS: Final = traits_of(b"", SINGLE)


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield each run of single letters or digits that makes words or a value when joined."""
    if clues.singles < _KINDS:
        return
    if clues.ascii and (
        clues.raw.translate(_TELLING).count(b"\0\1\0") < _LEAST - 1
        or not _lie_near(clues.raw.translate(_ALNUM))
    ):
        return
    for run in _runs(text, clues):
        yield from _joined(text, run)


def _runs(text: str, clues: Clues) -> Iterator[list[int]]:
    """Yield where letters and digits stand alone near each other."""
    alone, solid = _alone(text, clues)
    if len(alone) < _LEAST:
        return
    before = np.zeros(len(solid) + 1, np.int64)
    np.add.accumulate(solid, dtype=np.int64, out=before[1:])
    near = np.zeros(len(alone) + 1, np.bool_)  # that nothing follows the last, either
    near[1:-1] = alone[1:] - alone[:-1] <= _WIDEST
    near[1:-1] &= before[alone[1:]] == before[alone[:-1] + 1]
    edges = (near[1:] != near[:-1]).nonzero()[0]
    for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if last - first >= _LEAST - 2:
            yield alone[first : last + 1].tolist()


def _lie_near(solid: bytes) -> bool:
    """Whether so many single letters follow each other that a run of them is possible."""
    near = before = 0
    for single in _SINGLE.finditer(b"\0%b\0" % solid):
        at = single.start()
        # What stands between two of them is no other word.
        near = near + 1 if at - before <= _WIDEST and solid.find(1, before + 1, at) < 0 else 1
        if near == _LEAST - 1:
            return True
        before = at
    return False


def _alone(text: str, clues: Clues) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return where letters and digits stand alone, and where there are any."""
    if clues.ascii:
        letters = solid = np.frombuffer(clues.raw.translate(_ALNUM), dtype=np.bool_)
    else:
        tables, codes = characters(), np.minimum(code_points(text), SIZE - 1)
        scripts, kinds = tables.scripts[codes], tables.kinds[codes]
        letters = (scripts > NO_SCRIPT) & (scripts <= JOINING)
        solid = letters | (scripts == IDEOGRAPH) | (kinds == MARK) | (kinds == OTHER_MARK)
    beside = np.zeros(len(solid) + 2, np.bool_)
    beside[1:-1] = solid
    return (letters & ~(beside[:-2] | beside[2:])).nonzero()[0], solid


# `a` and `i` stand alone in any text.
_TELLING: Final = bytes(
    2 if code in b"aiAI" else code < 128 and chr(code).isalnum() for code in range(256)
)
_SINGLE: Final = re.compile(b"\0\1(?=\0)")
_ALNUM: Final = bytes(code < 128 and chr(code).isalnum() for code in range(256))


def _joined(text: str, run: list[int]) -> Iterator[Decoding]:
    for begin in range(0, len(run), _PART):
        part = run[begin : begin + _PART]
        gaps = [text[before + 1 : after] for before, after in pairwise(part)]
        common = Counter(gaps).most_common(1)[0][0] if gaps else ""
        if _TAGS.isdisjoint(common):
            part, gaps = _untagged(part, gaps)
        varied = len({gap for gap in gaps if gap and not gap.isspace()}) > _VARIED
        if not varied:
            part, gaps = _trimmed(part, gaps, common)
        between = ["", *("" if gap == common else _between(gap, common, varied) for gap in gaps)]
        if varied:
            solid = ["", *_signs(gaps)]
            if _is_value(
                "".join(map("".join, zip(solid, (text[at] for at in part), strict=True))), gaps, ""
            ):
                between = solid
        letters = [text[at] for at in part]
        joined = "".join([mark + letter for mark, letter in zip(between, letters, strict=True)])
        if len(joined) < _LEAST and not known(joined.lower()):
            continue
        before = text[max(0, part[0] - _SAYS) : part[0]]
        if WORDED_DAY.fullmatch("".join(joined.split())):
            yield _decoding(part, _dated(between, letters), letters)
        elif _is_value(joined, gaps, before) or is_encoded(joined):
            yield _decoding(part, between, letters)
        elif (words := _words(joined, common)) is not None:
            if not any(between) and joined.isascii():
                between = _cut(words, len(part))
            yield _decoding(part, between, letters)


def _untagged(part: list[int], gaps: list[str]) -> tuple[list[int], list[str]]:
    """Return a run without the letters at its ends that are names of tags."""
    first, last = 0, len(gaps)
    while first < last and not _TAGS.isdisjoint(gaps[first]):
        first += 1
    while first < last and not _TAGS.isdisjoint(gaps[last - 1]):
        last -= 1
    return part[first : last + 1], gaps[first:last]


def _trimmed(part: list[int], gaps: list[str], common: str) -> tuple[list[int], list[str]]:
    """Return a run without the letters at its ends that other signs set apart."""
    first, last = 0, len(gaps)
    while first < last and "," in gaps[first] and common not in gaps[first]:
        first += 1
    while first < last and "," in gaps[last - 1] and common not in gaps[last - 1]:
        last -= 1
    return part[first : last + 1], gaps[first:last]


def _cut(words: list[str], length: int) -> list[str]:
    """Return spaces between words that run together, by letter."""
    between, at = [""] * length, 0
    for word in words[:-1]:
        at += len(word)
        between[at] = " "
    return between


def _dated(between: list[str], letters: list[str]) -> list[str]:
    """Return what stands between the signs of a day, with a space where its parts begin."""
    kinds = [letter.isdigit() for letter in ("", *letters)]
    kinds[0] = kinds[1]
    return [
        f"{mark.strip()} " if kind != before or "," in mark else mark.strip()
        for mark, kind, before in zip(between, kinds[1:], kinds, strict=False)
    ]


def _between(gap: str, common: str, varied: bool) -> str:
    """Return what stands for a gap: nothing, a sign of a value, or a space between words."""
    middle = gap[len(common) : -len(common)] if common else ""
    if middle in _KEPT and gap == common + middle + common:
        return middle
    if varied:
        return " " if any(map(str.isspace, gap)) else ""
    rest = gap.strip()
    if common.strip():
        rest = rest.replace(common.strip(), "").strip()
    if rest and _KEPT.issuperset(rest):
        return rest
    signs = "".join(rest.split())
    return signs if signs and _KEPT.issuperset(signs) else rest + " "


def _signs(gaps: list[str]) -> list[str]:
    """Return the signs of a value in gaps that all differ: in the wider ones, what others lack."""
    usual = Counter(map(len, gaps)).most_common(1)[0][0]
    noise = {sign for gap in gaps if len(gap) == usual for sign in gap}
    return [
        "".join(sign for sign in gap if sign in _KEPT - noise) if len(gap) > usual else ""
        for gap in gaps
    ]


def _decoding(run: list[int], between: list[str], letters: list[str]) -> Decoding:
    text = "".join([mark + letter for mark, letter in zip(between, letters, strict=True)])
    starts, ends, before = [], [], run[0]
    for at, mark in zip(run, between, strict=True):
        if mark:
            starts += [before] * len(mark)
            ends += [at] * len(mark)
        starts.append(at)
        ends.append(at + 1)
        before = at + 1
    maps = (Offsets.of_characters(np.array(starts), np.array(ends)),)
    return Decoding(run[0], run[-1] + 1, text, maps, ("spaced",))


def _words(joined: str, common: str) -> list[str] | None:
    """Return the words that letters make together, or None if they make none."""
    solid = joined.replace(" ", "").lower()
    if solid in _ALPHABET or ("," in common and not joined.isascii()):
        return None  # a list of letters
    if not joined.isascii():
        return [joined] if sum(map(str.isalpha, solid)) > 0.8 * len(solid) else None
    runs = [reading(word) or word for word in joined.lower().split()]
    runs = [word for part in runs for word in _LETTERS.findall(part)]
    if sum(map(len, runs)) < _LETTERED * len(solid):
        return None
    words = [word for run in runs for word in ([run] if known(run) else cut(run))]
    if any(len(word) > 2 for word in words) and share(words) >= _WORDS:
        return words
    telling = likely(joined, least=16, mean=1.2) or likely(joined, least=32, mean=0.9)
    return [joined] if telling else None


def _is_value(joined: str, gaps: list[str], before: str) -> bool:
    """Whether letters and digits that stood alone are a value, and no list."""
    solid = "".join(joined.split())
    if HARDWARE.fullmatch(joined) or checks_iban(solid.upper()):
        return True
    if GROUPED.fullmatch(f"({joined}" if ")" in joined else joined):
        return True
    if is_internet_address(joined.split(".")):
        return not all(gap == "." for gap in gaps)  # a version
    if is_internet_address_6(joined) or DATE.fullmatch(joined) or _is_mixed(solid, gaps, before):
        return True
    digits = [sign for sign in joined if sign.isdigit()]
    if len(digits) in _NUMBER and len(digits) >= len(solid) - 4:
        rising = "".join(digits) in "01234567890123456789"
        if rising or len(set(digits)) < 4:
            return False
        if not _is_list(gaps, len(digits)):
            return True
        return checks_card("".join(digits)) or _SAID.search(before) is not None
    return "@" in joined and "." in joined.partition("@")[2]


def _is_mixed(solid: str, gaps: list[str], before: str) -> bool:
    """Whether letters and digits, all set apart alike, are an identifier or a token."""
    digits = sum(map(str.isdigit, solid))
    if digits < _FEW or digits == len(solid) or len(set(gaps)) > _VARIED:
        return False
    return len(solid) >= _TOKEN or (len(solid) > _FEW and _NAMES.search(before) is not None)


def _is_list(gaps: list[str], many: int) -> bool:
    """Whether digits so set apart may be a list, or a version, rather than one number."""
    between = "".join(gaps)
    if "'" in between or '"' in between:
        return not _QUOTED.issuperset(between)
    if many < _LONG_NUMBER and all(gap == "." for gap in gaps):
        return True
    return not _LISTING.isdisjoint(between)
