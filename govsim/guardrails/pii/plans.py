"""Decides from the shape of a stretch what it can be: once for all stretches of that shape."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Final

from govsim.guardrails.pii.candidates import PAD, atoms_of
from govsim.guardrails.pii.context import BEFORE, is_glued
from govsim.guardrails.pii.labelled import TOKEN_SHAPE
from govsim.guardrails.pii.phones import Grouping, grouping_of, is_never, may_be_slight
from govsim.guardrails.pii.shape import WORTH, Format
from govsim.guardrails.pii.shapes import Rows

_REMEMBERED: Final = 8_192
_SHORT: Final = 8 + 2 * PAD  # characters of the shape of what may be a day as well
_NUMBERS: Final = count()
_GLUED: Final = frozenset("A9_-#")
_IPV4: Final = re.compile(r"9{1,3}(?:\.9{1,3}){3}")
_DATE: Final = re.compile(
    r"(?<![A9])(?:9999([-./])99?\1)99?(?![A9])|(?<![A9])99?([-./])99?\2(?:9999|99)(?![A9])"
)
_DAY: Final = re.compile(r"9999(?:-99?-|/99?/|\.99?\.)99?|99?(?:-99?-|/99?/|\.99?\.)(?:9999|99)")
_IBAN: Final = re.compile(r"(?<![A9])AA[ -]?99")
_HARDWARE: Final = re.compile(r"(?:[A9]{2}[:-]){5}[A9]{2}|[A9]{4}\.[A9]{4}\.[A9]{4}")
_IPV6: Final = re.compile(
    r"(?:[A9]{1,4}:){3}|[A9]{0,4}::[A9]|A9?[:-][A9]|[:-]9?A"
    r"|(?<![A9])[A9]{2}-[A9]{2}-[A9]{2}(?![A9])"
)
_LABELS: Final = re.compile(r"[A9)] A{2,4}(?:\.? |[:-] ?)9")
_ACCOUNT: Final = re.compile(r"99(?: ?9999){6}")
_OF_ACCOUNT: Final = 26  # digits
# A run of letters and digits: its first digits, or what may begin an IBAN; its last ones.
_DIGEST: Final = re.compile(r"(?<![A9])(?=[A9]{13})(AA99++|(?!AA99)9*+)(A[A9]*A)(9*)(?![A9])")
_SERIES: Final = "9" * 8  # of which an account could be made
_MANY_DIGITS: Final = 5
_APART: Final = frozenset("\n,;\"'")  # what ends a number, but for a line that goes on with others
_GOES_ON: Final = frozenset("(-/")
PHONE: Final = re.compile(
    r"(?:\+|\(\+?|(?=9))9{1,14}\)?"
    r"(?:(?:[ \-./]|\s?\(|\)\s?|\s?[-/]\s)?(?:\(9\)\s?)?9{1,12}\)?){0,7}"
)


@dataclass(frozen=True, slots=True)  # whose fields are read sooner than those of a tuple
class Plan:
    """What a stretch of one shape can be; offsets count from where its shape starts."""

    windows: tuple[tuple[int, int, Rows], ...]
    phones: tuple[tuple[int, int, Grouping], ...]
    ipv4: int  # where an internet address of version 4 can begin at the earliest; 0: nowhere
    colons: bool  # a hardware address, or an internet address of version 6
    date: bool
    iban: bool
    account: bool
    long: bool  # a run of 17 or more: vehicles, wallets
    digits: int
    letters: bool
    certain: bool  # what form and check digits tell
    many: bool  # so many digits that a label alone makes it an identifier
    rare: bool  # an account, a date, a vehicle, a wallet
    labels: bool  # short words that may be labels stand within it, each in front of digits
    wide: bool  # so long that words may be near where it begins, and not where it ends
    address: bool  # nothing but an internet address of version 4, if it is one
    idle: bool  # nothing, unless a word for a postal code is in the text
    day: bool = False  # a date, as far as it is one of the calendar, and then nothing else
    still: Plan | None = None  # what is left of it where no word in reach tells anything
    stops: tuple[int, ...] = ()  # behind which a word could tell what is left out of that


class Planner:
    """Formats by their shapes, and every beginning of a shape.

    Looking up a stretch costs the same for one format and for two hundred; a stretch is given up
    as soon as no shape begins so. Plans are remembered, in `known`: texts repeat their shapes.
    """

    def __init__(self, formats: Iterable[Format]) -> None:
        rows: dict[str, list[Format]] = defaultdict(list)
        for known in formats:
            for shape in known.shapes:
                rows[shape.rstrip(")")].append(known)
        self._rows: Mapping[str, Rows] = {
            shape: Rows(next(_NUMBERS), tuple(of), any(known.alone >= WORTH for known in of))
            for shape, of in rows.items()
        }
        self._beginnings = frozenset(shape[:end] for shape in rows for _, end in atoms_of(shape))
        self._atoms = frozenset(
            shape[start:end] for shape in rows for start, end in atoms_of(shape)
        )
        self.known: dict[str, Plan] = {}

    def plan(self, shape: str) -> Plan:
        """Return what a stretch can be, by its shape and that of what stands around it."""
        shape = self._common(shape)
        found = self.known.get(shape)
        if found is None:
            found = self._made(shape)
            if len(self.known) >= _REMEMBERED:
                self.known.clear()
            self.known[shape] = found
        return found

    def _common(self, shape: str) -> str:
        """Return a shape that has the same plan, and in which digests look alike.

        Of a long run of letters and digits that no format has, only how it begins and ends
        matters, and whether a few digits are in it.
        """
        parts: list[str] = []
        at = 0
        for match in _DIGEST.finditer(shape):
            (head, body, tail), end = match.groups(), match.end()
            if match.group() in self._atoms or _SERIES in body:
                continue
            after = shape[end : end + 2]
            if after[:1] in _APART and after[1:] not in _GOES_ON and _SERIES not in tail:
                body, tail = body + tail, ""  # no number begins with them
            few = min(body.count("9"), _MANY_DIGITS)
            alike = f"{head}A{'9' * few}{'A' * (len(body) - few - 1)}{tail}"
            if alike not in self._atoms:
                parts += (shape[at : match.start()], alike)
                at = end
        return "".join((*parts, shape[at:])) if parts else shape

    def _made(self, shape: str) -> Plan:
        atoms = [a for a in atoms_of(shape) if a[1] > PAD and a[0] < len(shape) - PAD]
        # What is all of a stretch is looked at first: it leaves nothing to its parts.
        windows = tuple(sorted(self._windows(shape, atoms), key=_shortness))
        phones = tuple(_phones(shape))
        digits, letters = shape[PAD:-PAD].count("9"), "A" in shape[PAD:-PAD]
        points, dashed = shape.count("."), "-" in shape
        linked = dashed or ":" in shape
        dotted = _IPV4.search(shape) if points > 2 else None
        ipv4 = max(PAD, dotted.start()) if dotted is not None else 0
        colons = (linked and _IPV6.search(shape) is not None) or (
            (linked or points > 1) and _HARDWARE.search(shape) is not None
        )
        date = (dashed or points > 1 or "/" in shape) and _DATE.search(shape) is not None
        iban = "A" in shape and _IBAN.search(shape) is not None
        account = shape.count("9") >= _OF_ACCOUNT and _ACCOUNT.search(shape) is not None
        long = any(end - start >= 17 for start, end in atoms)
        rare = date or iban or account or long
        plan = Plan(
            windows=windows,
            phones=phones,
            ipv4=ipv4,
            colons=colons,
            date=date,
            iban=iban,
            account=account,
            long=long,
            digits=digits,
            letters=letters,
            certain=bool(windows or ipv4 or colons or rare),
            many=digits >= _MANY_DIGITS or (digits >= 3 and letters),
            rare=rare,
            labels=letters and _LABELS.search(shape) is not None,
            wide=len(shape) - 2 * PAD > BEFORE,
            address=bool(ipv4)
            and len(shape) > _SHORT
            and not (windows or colons or rare or letters),
            idle=False,
        )
        return _with_idle(plan) if letters else _with_still(_with_idle(plan), shape)

    def _windows(self, shape: str, atoms: list[tuple[int, int]]) -> Iterable[tuple[int, int, Rows]]:
        for i, (start, first) in enumerate(atoms):
            if shape[start:first] not in self._beginnings or not _starts(shape, start):
                continue
            for _, end in atoms[i:]:
                key = shape[start:end]
                if key not in self._beginnings:
                    break
                if key in self._rows and _ends(shape, end):
                    yield start, end, self._rows[key]


def _shortness(window: tuple[int, int, Rows]) -> int:
    return window[0] - window[1]


def _with_idle(plan: Plan) -> Plan:
    busy = plan.certain or plan.phones or plan.many
    return plan if busy else replace(plan, idle=True)


def _with_still(plan: Plan, shape: str) -> Plan:
    """Return a plan that knows what is left of it where no word in reach tells anything.

    Left out are formats that need a word, and what a label alone gives away. Where it is glued to
    others there is no such plan, nor where letters are in it: words may begin within it.
    """
    token = TOKEN_SHAPE.match(shape, PAD)
    if shape[PAD - 1] in _GLUED or token is None or token.end() >= len(shape):
        return plan
    ends = {PAD + len(token.group().rstrip("./-_"))}
    ends |= {end for _, end, rows in plan.windows if not rows.alone}
    windows = tuple(window for window in plan.windows if window[2].alone)
    phones = tuple(number for number in plan.phones if not _needs_word(shape, number))
    ends |= {end for _, end, _ in plan.phones if len(phones) < len(plan.phones)}
    certain = bool(windows or plan.ipv4 or plan.colons or plan.rare)
    day = plan.date and _DAY.fullmatch(shape[PAD:-PAD]) is not None
    day = day and not (windows or plan.ipv4 or plan.colons or plan.account)
    if day:
        ends.add(len(shape) - PAD)
    still = replace(
        plan, windows=windows, phones=phones, certain=certain, many=False, digits=0, day=day
    )
    return replace(plan, still=_with_idle(still), stops=tuple(ends))


def _needs_word(shape: str, number: tuple[int, int, Grouping]) -> bool:
    """Whether a number is no telephone unless a word in reach says so."""
    _, end, form = number
    behind = shape[end : end + 2]
    return form.slight and len(behind) == 2 and not may_be_slight(behind)


def _starts(shape: str, start: int) -> bool:
    """Whether an identifier may start here: not within a word or a longer number."""
    before = shape[:start][-2:]
    if before[-1:] == "_" or is_glued(before[-1:]):
        return False
    return not (before[-1:] in {"-", ".", "/"} and before[:1] == "9")


def _ends(shape: str, end: int) -> bool:
    """Whether an identifier may end here: no more of the number follows."""
    after = shape[end : end + 2]
    if after[:1] == "_" or is_glued(after[:1]):
        return False
    return not (after[:1] in {"-", ".", "/"} and after[1:] == "9")


def _phones(shape: str) -> Iterable[tuple[int, int, Grouping]]:
    at = 0
    while (match := PHONE.search(shape, at)) is not None:
        start, end = match.span()
        at = end
        if end <= PAD or start >= len(shape) - PAD:
            continue
        while shape[end - 1] == ")" and shape.count("(", start, end) < shape.count(")", start, end):
            end -= 1
        if 6 <= shape.count("9", start, end) <= 16 and _alone(shape, start, end):
            form = grouping_of(shape[start:end])
            if not is_never(shape[start:end], form):
                yield start, end, form


def _alone(shape: str, start: int, end: int) -> bool:
    """Whether a number stands for itself, and is not part of a word or of a longer number."""
    before, after = shape[:start][-2:], shape[end : end + 2]
    if is_glued(before[-1:]) or (before[-1:] and before[-1:] in "_$€£#%"):
        return False
    if (before[-1:] in {"-", ".", "/", ","} and before[:1] == "9") or before == "A/":
        return False  # more of a number, or the end of a path
    if (is_glued(after[:1]) and after[:1] != "A") or (after[:1] and after[:1] in "_%€$£°"):
        return False
    if after[:1] == " " and after[1:] and after[1:] in "€£":
        return False  # a sum of money
    return not (after[:1] in {"-", ".", "/", ",", ":"} and after[1:] == "9")
