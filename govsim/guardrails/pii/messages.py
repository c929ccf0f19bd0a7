"""Finds what the fields of messages hold, as the standard of each says.

HL7 version 2, EDIFACT, X12, SWIFT, ISO 20022.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from typing import Any, Final

from govsim import expressions as re
from govsim.guardrails.pii.credentials import Places
from govsim.guardrails.pii.values import Hit

_TABLES: Final[Mapping[str, Any]] = tomllib.loads(
    (files("govsim.guardrails.pii") / "messages.toml").read_text(encoding="utf-8")
)
_LONGEST: Final = 64  # characters of a value
_FEWEST: Final = 4  # digits of it
_ODDS: Final = 0.85


def fields(text: str, stems: Places) -> Iterator[Hit]:
    """Yield the values of messages in a text, in linear time.

    Args:
        text: What is read.
        stems: Those of `MESSAGE_STEMS` that it holds in small letters.
    """
    for read in dict.fromkeys(_READERS[stem] for stem in stems):
        yield from read(text)


def _hit(text: str, start: int, end: int, type_: str) -> Iterator[Hit]:
    """Yield a value, if it can be one."""
    if end - start <= _LONGEST and sum(map(str.isdigit, text[start:end])) >= _FEWEST:
        yield Hit(start, end, type_, _ODDS, "message-field")


def _hl7(text: str) -> Iterator[Hit]:
    """Yield the fields of segments: `PID|1||70044888^^^HOSP^MR||…`."""
    for segment in _SEGMENT.finditer(text):
        known = _TABLES["hl7"][segment[1]]
        at = segment.end(1) + 1
        for number, field in enumerate(segment[2].split("|"), 1):
            start = at
            at += len(field) + 1
            if field and len(field) <= _FIELD:
                for component in (1, _TYPE):
                    type_ = known.get(f"{number}" if component == 1 else f"{number}.{component}")
                    if type_ is not None:
                        yield from _repeated(text, start, field, type_, component)


def _repeated(text: str, start: int, field: str, type_: str, component: int) -> Iterator[Hit]:
    """Yield a component of each repetition of a field."""
    for each in field.split("~"):
        parts = each.split("^")
        if len(parts) >= component:
            first = start + sum(len(part) + 1 for part in parts[: component - 1])
            of = _TABLES["hl7_types"].get(parts[_TYPE - 1]) if len(parts) >= _TYPE else None
            end = first + len(parts[component - 1])
            yield from _hit(text, first, end, (of if component == 1 else None) or type_)
        start += len(each) + 1


# The component of an identifier that says of which type it is; of an address, its code.
_TYPE: Final = 5
_FIELD: Final = 400  # characters
_SEGMENT: Final = re.compile(
    rf"(?:^|(?<=[\n\r\v]))({'|'.join(_TABLES['hl7'])})\|([^\n\r]{{1,4000}})"
)


def _edifact(text: str) -> Iterator[Hit]:
    """Yield the values of segments that a code tells: `RFF+VA:GB123456782'`."""
    for segment in _SEGMENTS.finditer(text):
        tag = segment.lastgroup or ""
        start, end = segment.span(tag)
        if tag == "FII":
            yield from _hit(text, start, end, "BANK_ACCOUNT")
        elif type_ := _TABLES["edifact"][tag].get(segment[f"{tag}_"]):
            yield from _hit(text, start, end, type_)


_SEGMENTS: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:RFF\+(?P<RFF_>[A-Z0-9]{2,3}):(?P<RFF>[^'+:\n]{3,40})"
    r"|COM\+(?=[^'+:\n]{6,30}:(?P<COM_>[A-Z]{2})(?![0-9A-Za-z]))(?P<COM>[^'+:\n]{6,30})"
    r"|DOC\+(?P<DOC_>[A-Z0-9]{1,2})[:0-9A-Z]{0,12}\+(?P<DOC>[^'+:\n]{4,30})"
    r"|DTM\+(?P<DTM_>[0-9]{1,3}):(?P<DTM>[0-9]{6,8})(?![0-9])"
    r"|FII\+[A-Z0-9]{2,3}\+(?P<FII>[^'+:\n]{5,40}))"
)


def _x12(text: str) -> Iterator[Hit]:
    """Yield the elements that a qualifier tells: `REF*SY*219099998~`."""
    for match in _ELEMENT.finditer(text):
        type_ = _TABLES["x12"][match[1]].get(match[2])
        if type_:
            yield from _hit(text, *match.span(3), type_)
    for match in _NAMED.finditer(text):
        for pair in _PAIR.finditer(text, *match.span(2)):
            type_ = _TABLES["x12"][match[1]].get(pair[1])
            if type_:
                yield from _hit(text, *pair.span(2), type_)
    for match in _PLACE.finditer(text):
        yield from _hit(text, *match.span(1), _TABLES["x12"]["N4"]["3"])


_ELEMENT: Final = re.compile(r"(?<![0-9A-Za-z])(REF|DMG)\*([0-9A-Z]{2})\*([^*~\n]{3,40})")
_NAMED: Final = re.compile(r"(?<![0-9A-Za-z])(NM1|PER)\*([^~\n]{3,300})")
_PAIR: Final = re.compile(r"(?<=\*)([0-9A-Z]{2})\*([^*~\n]{4,40})")
_PLACE: Final = re.compile(
    r"(?<![0-9A-Za-z])N4\*[^*~\n]{1,40}\*[A-Z]{2}\*([0-9]{5}(?:-?[0-9]{4})?)"
)


def _swift(text: str) -> Iterator[Hit]:
    """Yield the accounts and identifiers of parties: `:50K:/12345678901`, `CCPT/US/C03005988`."""
    for match in _PARTY.finditer(text):
        if match[1]:
            yield from _hit(text, *match.span(1), "BANK_ACCOUNT")
        else:
            yield from _hit(text, *match.span(3), _TABLES["parties"][match[2]])


_PARTY: Final = re.compile(
    r"(?<![0-9A-Za-z]):5[0-9][A-Z]?:(?:/([0-9A-Za-z][^\n/]{4,33})(?=\n|$)"
    rf"|({'|'.join(_TABLES['parties'])})/[A-Z]{{2}}/(?:[A-Z]{{2,12}}/)?([^\n]{{4,33}}))"
)


def _payment(text: str) -> Iterator[Hit]:
    """Yield what identifies a person or an account: `<Othr><Id>…</Id>…<Cd>NIDN</Cd>`."""
    for match in _OTHER.finditer(text):
        scheme = _SCHEME.match(text, match.end())
        type_ = _TABLES["parties"].get(scheme[1]) if scheme else None
        if type_ is None and _OF_ACCOUNT.search(text, max(0, match.start() - 40), match.start()):
            type_ = "BANK_ACCOUNT"
        if type_:
            yield from _hit(text, *match.span(1), type_)


_OTHER: Final = re.compile(r"<(?:\w+:)?Othr>\s{0,40}<(?:\w+:)?Id>\s{0,9}([^<\s]{4,40})\s{0,9}<")
_SCHEME: Final = re.compile(
    r"/(?:\w+:)?Id>\s{0,40}<(?:\w+:)?SchmeNm>\s{0,40}<(?:\w+:)?(?:Cd|Prtry)>(\w{2,20})<"
)
_OF_ACCOUNT: Final = re.compile(r"Acct>\s{0,20}<(?:\w+:)?Id>\s{0,20}$")
# By what a text holds in small letters.
_READERS: Final[Mapping[str, Callable[[str], Iterator[Hit]]]] = {
    "pid|": _hl7, "gt1|": _hl7, "in1|": _hl7,
    "rff+": _edifact, "nad+": _edifact, "fii+": _edifact,
    "ref*": _x12, "nm1*": _x12,
    ":50k:": _swift, ":50f:": _swift, ":50a:": _swift, ":59:/": _swift,
    "othr>": _payment,
}  # fmt: skip
MESSAGE_STEMS: Final = tuple(_READERS)
