"""Reads e-mail addresses whose name and domain stand apart: in fields, in templates, by any sign.

`("ana.ray", "corp.io")`, `ana.ray 🐒 corp.io`, `before the @ comes ana.ray, after it corp.io`: what
stands between is signs and a few words, and something near says that the two belong together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.rewriting import Piece

ENDS: Final = frozenset(
    "com org net io co info edu gov eu es de se at it ie biz me uk fr nl pl pt ch be cz app dev"
    " no dk fi hu ro gr br ca au nz jp cn kr mx ar cl tr ua si sk hr lt lv ee lu"
    " cloud online site xyz shop tech store email mail live pro club world example test"
    " invalid".split()
)
_WORDS: Final = (
    "at|and|the|is|it|its|on|part|after|comes|goes|domain|host|hostname|server|provider|mail|email"
    "|sign|symbol|to|of|my|in|then|with|behind|before|right|left|name|data|chr|char|String"
    "|fromCharCode|64|x40|stands|follows|followed|by|let|const|var|set|export"
)
_BETWEEN: Final = re.compile(
    rf"(?<![\w.@+-])([A-Za-z][\w.+-]{{1,40}})((?:(?:{_WORDS})(?![A-Za-z0-9])|[^A-Za-z0-9]){{1,28}}?)"
    rf"([A-Za-z0-9](?:[A-Za-z0-9-]{{1,62}}\.){{1,3}}(?:{'|'.join(sorted(ENDS))}))"
    r"(?![\w@-]|\.\w|/)"
)
_IS_WORD: Final = re.compile(
    rf"(?:{_WORDS}|e-mail|mails|write|contact|user|username)", re.IGNORECASE
)
_QUOTES: Final = frozenset("\"'`«“")
_AT: Final = re.compile(r"@|(?:chr|char|Code)\(64\)|x40|\bat[ -]?(?:sign|symbol)\b")
_TOLD_AT: Final = re.compile(r"\bat\b")
_TEMPLATE: Final = re.compile(r"[}s]@[\"'`{$%]|\*[ ][\"']@|\{(?:at|AT)\}|[\"']@[\"']")
_NAMED: Final = re.compile(
    r"(?:user|name|local|mailbox|login|handle|alias|account|part|left|before|id)\w*"
    r"(?:[ ](?:of|the|part|name|is|@|at|sign|comes|id)){0,5}[\"']?[ ]?[:=]?[ ]?[\"'`]?$",
    re.IGNORECASE,
)
_HOSTED: Final = re.compile(r"domain|host|server|provider|right|after|behind", re.IGNORECASE)
_MAIL: Final = re.compile(
    r"mail|correo|correio|adres|address|\b(?:write|contact|reach|box)\b", re.IGNORECASE
)
_MAIL_CLOSE: Final = re.compile(r"\be?-?mails?\b[\"']?(?:[ ](?:is|me))?[ ]?[:=]?[ ]?[\"'`]?$", re.I)
_HEADER: Final = re.compile(
    r"(?:user|name|local|login)\w{0,12}[,;|\t](?:mail_?)?(?:domain|host|server)\w{0,12}\n"
    r"(?:[^\n]{0,80}\n){0,3}[\"']?$",
    re.IGNORECASE,
)
_MARK: Final = re.compile(r"\w[._+\d]\w|[A-Za-z]\d+$")
_AROUND: Final = 64  # characters
_USUAL: Final = frozenset("([{<\"',;:/.")  # between any two words
_SIGNS: Final = 4  # at most, that stand for an `@`


def paired(text: str, begin: int, end: int) -> Iterator[Piece]:
    """Yield the names and domains between two places that are one address.

    Args:
        text: What is read.
        begin: Where to begin.
        end: Where to end.
    """
    for match in _BETWEEN.finditer(text, begin, end):
        name, _, host = match.groups()
        if not _IS_WORD.fullmatch(name) and _belong(match):
            yield match.start(), match.end(), f"{name.rstrip('.')}@{host}"


def _belong(match: re.Match[str]) -> bool:
    """Whether a name and a domain are an address together."""
    text, gap = match.string, match[2]
    front = text[max(0, match.start() - _AROUND) : match.start()]
    behind = text[match.end(3) : match.end(3) + _AROUND]
    if ".join(" in behind[:8] or ".join(" in front[-8:]:
        return False  # read as a program would
    quoted = front[-1:] in _QUOTES and gap[0] in _QUOTES
    marked = _MARK.search(match[1]) is not None
    named = _NAMED.search(front) is not None
    asked = any(map(_MAIL.search, (front, gap, behind)))
    sure = quoted or named
    if _AT.search(gap):
        return len(gap) > len('"@') and (sure or (marked and (asked or gap.strip() != "@")))
    if sure and (_TEMPLATE.search(front) or _TEMPLATE.search(behind)):
        return True
    if sure and asked and (_TOLD_AT.search(gap) or (_HOSTED.search(gap) and named)):
        return True
    if marked and "mail" in gap and _HOSTED.search(gap):
        return True
    if quoted and asked and gap.strip(" \"'`") == ",":
        return True
    return _by_sign(match, front, asked=asked, marked=marked)


def _by_sign(match: re.Match[str], front: str, *, asked: bool, marked: bool) -> bool:
    """Whether one sign, or nothing, stands where an `@` would, and a word tells of an address."""
    gap = match[2].strip()
    if _HEADER.search(front):
        return gap.strip("\"'") in ",;|"
    if not marked or not asked or any(map(str.isalnum, gap)):
        return False
    if not gap or gap in ",;|/":
        return gap == "" and _MAIL_CLOSE.search(front) is not None
    return (
        len(gap) <= _SIGNS
        and _MAIL.search(front) is not None
        and not set(gap) & set("([{<\"',;:/.")
    )
