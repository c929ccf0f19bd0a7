"""Finds the numbers of files, contracts and licences behind words for them: `mål T 1234-26`.

Such a number is one for its form: groups of letters and digits between strokes, points and hyphens.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.credentials import Places, announced
from govsim.guardrails.pii.values import Hit

_TABLES: Final[Mapping[str, str]] = tomllib.loads(
    (files("govsim.guardrails.pii") / "references.toml").read_text(encoding="utf-8")
)
REFERENCE_STEMS: Final = tuple(
    dict.fromkeys(stem for table in _TABLES.values() for stem in table.split("|"))
)
# The rest of the word, a word or two for a number and for whose it is, and what sets it apart.
_GAP: Final = (
    r"(?:[.,]?[ ][^\W\d_][^\W\d_-]{0,13}+(?:-[^\W\d_]{1,12}+)?+){0,3}"
    r"[.:]{0,2}+[ ]{0,2}+(?:[nN][°ºo.]{0,2}+ ?+|№ ?+)?[\"„“(:#]{0,2}+[ ]?+"
)
# A chamber, a register, a number, a year; groups that begin with letters; with digits.
_FILE: Final = (
    r"(?:(?:[IVXL]{1,6}|[0-9]{1,3}) )?(?:[A-ZŁŚŻČŠŽ][^\W\d_]{0,5}(?:-[a-z])?[ ]?){1,2}"
    r"[0-9]{1,7}[-/][0-9]{2,4}"
)
_LETTERED: Final = (
    r"(?=(?:[^\s,;0-9]{0,12}[0-9]){4})[^\W\d_]{1,8}[0-9]{0,4}(?:[-/._][^\W_]{1,12}){1,7}"
)
_NUMBERED: Final = (
    r"(?=(?:[^\s,;0-9]{0,6}[0-9]){5})(?:[0-9]:)?[0-9]{1,8}(?:[-/._][^\W_]{1,12}){1,7}"
)
_LABEL: Final = re.compile(
    r"(?=[^\n0-9]{0,64}+[0-9])[.:°-]{0,2}+(?:[^\W\d_]++[.:°-]{0,2}+){0,3}+"
    rf"{_GAP}(?<![\w-])"
    r"(?=[A-Z0-9ŁŚŻČŠŽ]|[^\x00-\x7f]|[a-z]{1,3}[0-9])"
    rf"(?P<value>{_FILE}|{_LETTERED}|{_NUMBERED})(?![^\W_]|[-/.][0-9])"
)
# Dates, months, sums and clauses are none, and no standards.
_OTHER: Final = re.compile(
    r"[0-9]{1,4}([-./])[0-9]{1,2}\1[0-9]{1,4}|[0-9]{1,2}[-/.][0-9]{4}"
    r"|(?:19|20)[0-9]{2}[-/](?:[0-9]{2}|20[0-9]{2})|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9.]+"
    r"|(?:TCP|UDP|HTTP|TLS|CVE|ISO|RFC|SHA|UTF|IEC|EN|DIN|COVID|ERC|NIST|PEP)[-/ ].*",
    re.IGNORECASE,
)
_ODDS: Final = 0.72
# A number of a year behind a word for a number is no month: `umowa o dzieło nr 7/2024`.
_OF_YEAR: Final = re.compile(r"[0-9]{1,4}/20[0-9]{2}")
_COUNTED: Final = re.compile(r"(?:(?i:n[rºo°]\.?|nummer|numer|broj|br\.|č\.|№))[ ]?$")


# Numbers of few digits, which nothing but such a word tells: `badge 2983`, `upr. nr 5127`.
SERVICE_STEMS: Final = (
    "badge ", "collar n", "shield n", "warrant n", "odznak", "upr. ", "uprawnień", "uprawnienia",
    "dienstausweis", "dienstnummer", "dienstnr", "reg. part", "reg. gen", "matricule ", "placa n",
    "force n", "star n", "matr. ", "matricola", "brevet n", "legitymacja sł", "legitymacji sł",
)  # fmt: skip
_SERVICE: Final = re.compile(
    r"[^\W\d_]+\.?(?: [^\W\d_]{2,10}\.?)?(?: ?(?i:number|num|no|nr|numer|numero|n)?[.°º]?)?"
    r"[:#]? ?(?P<value>(?!19|20)[0-9]{4}|[0-9]{5})(?![^\W_]|[-/.,:%][0-9]| ?(?:[€$£%]|zł|kr))"
)


def service_numbers(text: str, low: str, stems: Places) -> Iterator[Hit]:
    """Yield the numbers of badges, licences to build and entries behind words for them.

    Args:
        text: What is read.
        low: The same in small letters, as long.
        stems: Those of `SERVICE_STEMS` that it holds in small letters, and where.
    """
    for match in announced(text, low, stems, _SERVICE):
        yield Hit(*match.span("value"), "OTHER_ID", _ODDS, "service-number")


def _counted(match: re.Match[str]) -> bool:
    """Whether a number and a year stand right behind a word for a number."""
    start, end = match.span("value")
    if _OF_YEAR.fullmatch(match.string, start, end) is None:
        return False
    return _COUNTED.search(match.string, max(0, start - _NUMBER), start) is not None


_NUMBER: Final = 10  # characters of a word for a number


def references(text: str, low: str, stems: Places) -> Iterator[Hit]:
    """Yield the numbers of files, contracts and licences behind words for them.

    Args:
        text: What is read.
        low: The same in small letters, as long.
        stems: Those of `REFERENCE_STEMS` that it holds in small letters, and where.
    """
    for match in announced(text, low, stems, _LABEL):
        if _OTHER.fullmatch(match["value"]) is None or _counted(match):
            yield Hit(*match.span("value"), "OTHER_ID", _ODDS, "reference")
