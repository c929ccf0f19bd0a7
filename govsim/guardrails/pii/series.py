"""Finds what goes with a number that a word tells: others of its list, the series in front of it.

`BSN 111222333, 123456782 en …`; `dowód seria ABS nr 445566`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.formats import FORMATS
from govsim.guardrails.pii.labelled import TYPE_OF_TOPIC
from govsim.guardrails.pii.shape import WORTH, Check, shape_of
from govsim.guardrails.pii.values import Hit

# Between two numbers of a list; a word for "and" in the languages that we read.
_NEXT: Final = re.compile(
    r"(?:\s?\([^()\n0-9]{1,32}\))?(?:[,;]|\s?[/|])?\s{0,2}(?:(?:and|or|und|oder|et|ou|en|of|y|o|e|i|oraz|lub|och|og|ja|tai|a|és"
    r"|și|ve|и|та|і|και|&|\+)\s)?(?=[0-9A-Z])"
)
# Formats that need a word, with their checks: the others are found by themselves.
_OF_WORD: Final[Mapping[str, Check | None]] = {
    known.id: known.check for known in FORMATS if known.alone < WORTH and known.type != "ZIP"
}
# Rules of what a word tells.
_TOLD: Final = frozenset((*_OF_WORD, *(f"labelled-{topic}" for topic in TYPE_OF_TOPIC)))
_SURE: Final = 0.75
_FEWEST: Final = 6  # characters
_MOST: Final = 60  # numbers of one list
_JOINERS: Final = str.maketrans("", "", " -./")


def told_beside(text: str, found: Sequence[Hit]) -> list[Hit]:
    """Return what goes with numbers that a word tells: lists, series, the codes of branches.

    Args:
        text: What is read.
        found: What was found in it, in any order.
    """
    told = [hit for hit in found if hit[4] in _TOLD or hit[2] == _BANK]
    if not told:
        return []
    more = [*listed(text, told), *begun(text, told), *offices(text, told)]
    return more + list(again(text, told, found)) if len(text) <= _LONGEST else more


_BANK: Final = "BANK_ACCOUNT"
_LONGEST: Final = 1 << 16  # characters of a text that is searched for what was found


def listed(text: str, found: Sequence[Hit]) -> Iterator[Hit]:
    """Yield the numbers behind those that a word tells, of the same shape and the same check.

    Args:
        text: What is read.
        found: What was found in it, in any order.
    """
    for hit in [hit for hit in found if hit[4] in _TOLD]:
        start, end, type_, score, rule, _ = hit
        shape, check = shape_of(text[start:end]), _OF_WORD.get(rule)
        size = end - start
        if size < _FEWEST or score < _SURE:
            continue
        for _ in range(_MOST):
            gap = _NEXT.match(text, end)
            if gap is None or gap.end() == end:
                break
            start, end = gap.end(), gap.end() + size
            value = text[start:end]
            if shape_of(value) != shape or text[end : end + 1].isalnum():
                break
            if check is not None and not check(value.upper().translate(_JOINERS)):
                break
            yield Hit(start, end, type_, score - 0.02, rule)


# A series that stands apart from its number, behind a word for it or in front of a sign for one.
_SERIES: Final = re.compile(
    r"(?:(?i:seri[aei]{1,2}|s[ée]rie|серія|серії|сери[яиюей])[ :]{1,3}"
    r"(?P<told>[A-Z]{2,3}|[А-ЯІЇЄ]{2}|[0-9]{2} ?[0-9]{2}|[IVX]{1,4}-[А-Я]{2})[,;]?\s{0,2}"
    r"(?i:nr\.?|numer\w{0,2}|n[°ºo]\.?|№|number|num[ée]ro|номер\w{0,2})?"
    r"|(?<![0-9])(?P<signed>[0-9]{2} ?[0-9]{2}|[A-Z]{2}|[IVX]{1,4}-[А-Я]{2}) ?№)[: ]{0,2}$"
)
_SERIES_SIGNS: Final = ("eri", "ЕРИ", "ери", "ері", "ERI", "érie", "№")
_IN_FRONT: Final = 40  # characters
_OF_SERIES: Final = frozenset(("labelled-national", "labelled-passport", "labelled-licence"))


def begun(text: str, found: Sequence[Hit]) -> Iterator[Hit]:
    """Yield the series of papers in front of their numbers.

    Args:
        text: What is read.
        found: What was found in it, in any order.
    """
    for hit in found:
        if hit[4] in _OF_SERIES:
            low = max(0, hit[0] - _IN_FRONT)
            front = text[low : hit[0]]
            if not any(map(front.__contains__, _SERIES_SIGNS)):
                continue
            series = _SERIES.search(front)
            if series is not None:
                start, end = series.span("told" if series["told"] else "signed")
                yield Hit(low + start, low + end, hit[2], hit[3], hit[4])


# The code of a branch beside an account: four digits are no find by themselves.
_OFFICE: Final = re.compile(
    r"(?<![^\W_])(?i:ag[eê]ncia|ag\.?|clearing(?:nr|nummer|nr\.)?|sucursal|şube(?: kodu)?"
    r"|filial|guichet|branch(?: code| no\.?)?|institution(?: no\.?)?|transit(?: no\.?)?"
    r"|reg\.? ?nr\.?|reg\.(?= ?[0-9]{4}[,;/]? ?(?:(?:og )?(?:konto|kto)|[0-9]))|支店番号|店番)"
    r"[: ]{0,3}(?P<code>[0-9]{3,5}(?:-[0-9Xx])?)(?![0-9A-Za-z]|[-./][0-9])"
)
_BESIDE: Final = 40  # characters
_SHORT: Final = re.compile(r"(?<![0-9])[0-9]{3,5}(?![0-9])")
# An account beside the code of its branch, in Britain and Australia.
_OF_OFFICE: Final = frozenset(("uk-sort-code", "au-bsb"))
_ACCOUNT: Final = re.compile(
    r"[ ,/-]{1,3}(?:(?i:acc(?:oun)?t?\.?|a/c)(?i: (?:no|nr|number)\.?)?[: ]{1,2})?"
    r"(?P<number>[0-9]{6,10})(?![0-9A-Za-z]|[-./][0-9])"
)
_IN_FRONT_OF_CODE: Final = re.compile(
    r"(?<![0-9A-Za-z.-])(?P<number>[0-9]{8})[ ,/-]{1,3}(?i:sort(?: code)?[: ]{1,2}|s/c[: ]{1,2})?$"
)


def offices(text: str, found: Sequence[Hit]) -> Iterator[Hit]:
    """Yield the codes of branches beside accounts that were found.

    Args:
        text: What is read.
        found: What was found in it, in any order.
    """
    for hit in found:
        if hit[4] in _OF_OFFICE:
            behind = _ACCOUNT.match(text, hit[1])
            front = _IN_FRONT_OF_CODE.search(text, max(0, hit[0] - _BESIDE), hit[0])
            for number in filter(None, (behind, front)):
                yield Hit(*number.span("number"), "BANK_ACCOUNT", hit[3] - 0.02, hit[4])
        if hit[2] == _BANK:
            for low, high in ((max(0, hit[0] - _BESIDE), hit[0]), (hit[1], hit[1] + _BESIDE)):
                if _SHORT.search(text, low, high) is None:
                    continue
                for match in _OFFICE.finditer(text, low, high):
                    yield Hit(*match.span("code"), "BANK_ACCOUNT", 0.75, "branch")


def again(text: str, told: Sequence[Hit], found: Sequence[Hit]) -> Iterator[Hit]:
    """Yield where a number that a word tells stands again, and others of its kind, without one.

    Others of its kind have its form, and the check digits of what is named elsewhere in the text.

    Args:
        text: What is read; what is searched for in it is limited, so that this takes linear time.
        told: The numbers that a word tells.
        found: All that was found.
    """
    values: dict[str, Hit] = {}
    kinds: dict[tuple[str, int], Hit] = {}
    for hit in told:
        value = text[hit[0] : hit[1]]
        if hit[3] < _SURE or len(value) < _FEWEST or not _is_distinct(value):
            continue
        if len(values) < _SOUGHT:
            values.setdefault(value, hit)
        if value.isdigit() and len(value) >= _CHECKED and _OF_WORD.get(hit[4]) is not None:
            kinds.setdefault((hit[4], len(value)), hit)
    starts = {hit[0] for hit in found}
    gaps = [gap.start() for gap in _GAP.finditer(text)] if _BLANKS in text else []
    for value, hit in values.items():
        if text.count(value) > 1:
            for match in re.finditer(rf"(?<![\w.-]){re.escape(value)}(?![\w-])", text):
                if match.start() not in starts and _beside(gaps, hit, match):
                    yield Hit(*match.span(), hit[2], hit[3] - 0.02, hit[4])
    for (rule, size), hit in kinds.items():
        check = _OF_WORD[rule]
        for match in _ROWS[size].finditer(text) if size in _ROWS else ():
            if match.start() in starts or check is None or not check(match.group()):
                continue
            if _beside(gaps, hit, match):
                yield Hit(*match.span(), hit[2], _OF_KIND, rule)


def _beside(gaps: Sequence[int], hit: Hit, match: re.Match[str]) -> bool:
    """Whether no gap lies between two numbers: cells that are looked at together have one."""
    return not gaps or bisect_left(gaps, hit[0]) == bisect_left(gaps, match.start())


_BLANKS: Final = " " * 96  # as wide as the gap between such cells
_GAP: Final = re.compile(rf"\n{_BLANKS}\n\n")


def _is_distinct(value: str) -> bool:
    """Whether a value stands for one thing, wherever it stands."""
    return len(set(value)) >= _VARIED and sum(map(str.isdigit, value)) >= _DIGITS


_SOUGHT: Final = 24  # values
_VARIED: Final = 4  # signs of a value; a form shows one, again and again
_DIGITS: Final = 4  # of a value
_CHECKED: Final = 10  # digits, from which on the check of a kind tells enough
_OF_KIND: Final = 0.7
_ROWS: Final = {
    # What stands in front is looked at last: a search for digits is quick.
    size: re.compile(rf"[0-9]{{{size}}}(?![\w-]|[.,][0-9])(?<![\w.-][0-9]{{{size}}})")
    for size in range(10, 19)
}
