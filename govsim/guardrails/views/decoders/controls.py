r"""Joins values between whose characters control characters are written: `4\x005\x003…`, `a&#0;n`.

A dump of UTF-16 and a careless print of bytes write them so. A file of bytes has them too, but no
value between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, traits_of
from govsim.guardrails.views.readable import plausible, valued
from govsim.guardrails.views.rewriting import Piece, rewritten, stretches
from govsim.guardrails.views.value_shapes import (
    ADDRESS,
    HARDWARE,
    checks_card,
    checks_iban,
    is_internet_address,
)
from govsim.guardrails.views.values import Decoding


class _Form(NamedTuple):
    """How control characters are written."""

    # In small letters, begun with one sign; without one of them none is in a text.
    marks: tuple[bytes, ...]
    pattern: re.Pattern[str]


_FORMS: Final = (
    _Form((b"\\x0", b"\\x1", b"\\x7f"), re.compile(r"\\[xX](?:0[0-8be-fBE-F]|1[0-9A-Fa-f]|7[fF])")),
    _Form((b"\\u00",), re.compile(r"\\u\{?00(?:0[0-8]|1[0-9A-Fa-f])\}?")),
    _Form((b"\\0",), re.compile(r"\\000|\\0")),
    _Form(
        (b"&#",),
        re.compile(r"&#(?:0{1,4}|[1-8]|1[4-9]|2\d|3[01]|x0{0,3}(?:0|[1-8]|1[0-9a-fA-F]));"),
    ),
    _Form((b"%0", b"%1"), re.compile(r"%(?:0[0-8]|1[0-9A-Fa-f])")),
    _Form((b"^@",), re.compile(r"\^@")),
)  # fmt: skip
# A terminal deletes what stands in front of one, or takes it for a command; who reads bytes, reads
# all of them.
_TERMINAL: Final = re.compile(r"(?:[!-~][\b\x1b]){4,}[!-~]?")
_BETWEEN: Final = re.compile(r"[\w@.+:/()#$=, -]{1,24}")
_FRONT: Final = re.compile(r"[\w@.+:/()-]{1,24}\Z")
_SINGLE: Final = 2  # characters between two of them where each stands alone
_FEWEST: Final = 3  # control characters between characters that stand alone
_KEY: Final = 16  # characters of a token
_ACCOUNT: Final = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9 ]{11,40}")
_SEPARATED: Final = re.compile(r"[ .-]")
# Without one of these there is nothing of this in a text.
NEEDS: Final = traits_of(b"\\&%^")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines in which values are split so, without what splits them."""
    for form in _FORMS:
        if not _may_be(form, clues):
            continue
        pieces = [piece for row in _rows(text, form) for piece in row]
        for near in stretches(pieces):
            yield rewritten(text, near, "controls")


def _may_be(form: _Form, clues: Clues) -> bool:
    sign = form.marks[0][:1]
    return clues.has(sign) and any(map(clues.lower.__contains__, form.marks))


def of_terminals(text: str) -> Iterator[Decoding]:
    """Yield what a terminal would delete, where one sign deletes each that stands in front."""
    for match in _TERMINAL.finditer(text):
        plain = match.group().replace("\b", "").replace("\x1b", "")
        if plausible(plain) or valued(plain) or _is_key(plain):
            yield rewritten(text, [(*match.span(), plain)], "controls")


def _rows(text: str, form: _Form) -> Iterator[list[Piece]]:
    """Yield the control characters of each row of them that splits a value."""
    row: list[re.Match[str]] = []
    for gap in (*form.pattern.finditer(text), None):
        if row and (gap is None or not _goes_on(text, row[-1].end(), gap.start())):
            if _splits(text, row):
                yield [(*each.span(), "") for each in row]
            row = []
        if gap is not None:
            row.append(gap)


def _goes_on(text: str, start: int, end: int) -> bool:
    return end - start <= 24 and _BETWEEN.fullmatch(text, start, end) is not None


def _splits(text: str, row: list[re.Match[str]]) -> bool:
    """Whether a row of control characters stands inside a value."""
    ends = [each.end() for each in row[:-1]]
    parts = [text[end : gap.start()] for end, gap in zip(ends, row[1:], strict=True)]
    single = len(row) >= _FEWEST and all(len(part) <= _SINGLE for part in parts)
    reach = _SINGLE - 1 if single else 24
    begin = row[0].start()
    front = _FRONT.search(text[max(0, begin - reach) : begin])
    behind = _BETWEEN.match(text, row[-1].end(), row[-1].end() + reach)
    parts = [front.group() if front else "", *parts, behind.group() if behind else ""]
    whole = "".join(parts).strip()
    if single:
        return plausible(whole) or valued(whole) or _is_key(whole)
    return _is_value(whole) and not any(_is_value(part.strip()) for part in parts)


def _is_key(whole: str) -> bool:
    """Whether letters and digits are long and mixed enough for a token."""
    return (
        len(whole) >= _KEY
        and " " not in whole
        and any(map(str.isdigit, whole))
        and any(map(str.isalpha, whole))
    )


def _is_value(whole: str) -> bool:
    """Whether check digits or a form tell a value beyond doubt."""
    solid = _SEPARATED.sub("", whole)
    return (
        checks_card(solid)
        or (_ACCOUNT.fullmatch(whole) is not None and checks_iban(solid))
        or ADDRESS.fullmatch(whole) is not None
        or HARDWARE.fullmatch(whole) is not None
        or is_internet_address(whole.split("."))
    )
