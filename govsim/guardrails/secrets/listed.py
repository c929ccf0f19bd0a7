"""Finds passwords in lists of accounts: under a heading, a line for each name and what it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.secrets.chosen import Chosen, chosen
from govsim.guardrails.secrets.hits import PASSWORD, Hit
from govsim.guardrails.secrets.runs import Runs

STEMS: Final = (
    b"account", b"users", b"login", b"credential", b"creds", b"passw", b"pwds", b"konten",
    b"comptes", b"cuentas",
)  # fmt: skip
_EVERY_STEM: Final = frozenset(STEMS)
_HEADING: Final = re.compile(
    r"[ \t#*\[{\"'/;-]{0,12}(?:[^\W\d][\w-]{0,24}[ ]?){1,5}[\"'\])}*]{0,3}[ ]?"
    r"(?:[:=]>?|<<-?[ ]?[\"']?\w+[\"']?)?"
    r"[ ]?[\[{|(]{0,2}[ \t]*\r?",
)
_LINE: Final = re.compile(
    r"[ \t>*\u2022-]{0,24}(?P<quote>[\"'`]?)(?P<user>[A-Za-z][\w.@+\\-]{1,60})(?P=quote)"
    r"(?:[ ]?(?::|=>?|/|\||;|,)[ ]{0,2}|[ ]{2,12}|\t|[ ](?:-|\u2013|->)[ ])[\"'`]?"
    r"(?P<value>[^\s\"'`,;|<>{}()\[\]]{4,60})[\"'`]?,?(?P<more>[ \t(,;#][^\n]{0,60})?\r?"
)
_FIELDS: Final = frozenset(
    """name names email mail role roles id uid gid shell home group groups type host hostname
    port url uri db database version image state status user users username login password
    passwd pass pwd key token secret title description enabled disabled max min timeout path
    file mode level date time created updated expires domain server service method auth
    realm policy example default true false note phone address country lang language ip""".split()
)
_SURE: Final = re.compile(r"passw|cred|login|account|pwds|kont|compt|cuent|cont|has", re.IGNORECASE)
_LONGEST: Final = 80  # characters of a heading
_MOST: Final = 500  # lines of a list
_FEWEST: Final = 2  # lines of a list in which words may be passwords
_SCORE: Final = 0.7
_WHY: Final = "it follows the name of an account in a list of them"


def find_listed(text: str, runs: Runs) -> Iterator[Hit]:
    """Yield the passwords of lines `name: password` under a heading for accounts."""
    done = 0
    for at in sorted(at for stem in runs.held(_EVERY_STEM) for at in runs.places(stem)):
        start, stop = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        if at < done or stop < 0 or stop - start > _LONGEST:
            continue
        done = stop
        if _HEADING.fullmatch(text, start, stop) is not None:
            yield from _below(text, stop + 1, text[start:stop])


def _below(text: str, at: int, heading: str) -> Iterator[Hit]:
    """Yield the passwords of a list that begins at `at`, when its lines are of accounts."""
    lines = _lines(text, at)
    made = [chosen(line["value"]) for line in lines]
    marked = sum(each >= Chosen.MIXED for each in made)
    sure = _SURE.search(heading) is not None
    mailed = all("@" in line["user"] for line in lines)
    words = sure and len(lines) >= _FEWEST and (mailed or marked * 2 >= len(lines))
    least = Chosen.WORD if words else Chosen.MIXED
    if not words and marked * 2 < len(lines):
        return
    for line, each in zip(lines, made, strict=True):
        if each >= least:
            yield Hit(*line.span("value"), _SCORE, "listed-account", _WHY, PASSWORD)


def _lines(text: str, at: int) -> list[re.Match[str]]:
    """Return the lines of names, each with a value; none where they are the fields of one thing."""
    found: list[re.Match[str]] = []
    at = at + 1 if text.startswith("\n", at) else at
    while len(found) < _MOST:
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        line = _LINE.fullmatch(text, at, stop) if stop - at <= _MOST else None
        if line is None:
            return found
        if line["user"].lower() in _FIELDS or line["user"] == line["value"]:
            return []
        found.append(line)
        at = stop + 1
    return found
