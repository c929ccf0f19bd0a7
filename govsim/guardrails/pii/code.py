"""Decides which parts of source code speak to people: its comments and its strings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.literals import mirrored

# Each way begins with a literal, and looks back only from behind it: so a search leaps from one
# such character to the next.
_OPENER: Final = re.compile(
    r'"""'
    r"|'''"
    r"|/\*"
    r"|<!--"
    r"|//(?<![^\s;{})]//)"
    r"|--(?<![^\s;{})]--)"
    r"|\#(?<![^\s;{})]\#)(?!define|undef|if|el|en|include|pragma|error|line)"
    r'|"'
    r"|'(?<!\w')"
    r"|`",
)
_CLOSERS: Final = {'"""': '"""', "'''": "'''", "/*": "*/", "<!--": "-->", "`": "`"}
_STRING: Final = {
    '"': re.compile(r'(?:[^"\\\n]|\\.)*"'),
    "'": re.compile(r"(?:[^'\\\n]|\\.)*'"),
}
_BLANK: Final = bytes(10 if code == 10 else 32 for code in range(256))


def speech(code: str) -> Iterator[tuple[int, int]]:
    """Yield where comments and strings stand in code, in order; time grows with its length.

    It reads no one language: the comments and strings of Python, C and its kin, SQL, shells and
    markup are written in few ways.
    """
    at = 0
    endless: set[str] = set()  # what opens, and is never closed
    while (match := _OPENER.search(code, at)) is not None:
        opener, at = match.group(), match.end()
        end = -1 if opener in endless else _end(code, at, opener)
        if end >= 0:
            yield match.start(), end
            at = end
        elif opener in _CLOSERS:
            endless.add(opener)


def masked(code: str) -> str:
    """Return code with spaces for all that is neither comment nor string; offsets stay."""
    blank = mirrored(code).translate(_BLANK).decode("latin-1")
    parts: list[str] = []
    at = 0
    for start, end in speech(code):
        parts += (blank[at:start], code[start:end])
        at = end
    parts.append(blank[at:])
    return "".join(parts)


def _end(code: str, at: int, opener: str) -> int:
    """Return where what was opened ends, or -1."""
    if opener in _STRING:
        match = _STRING[opener].match(code, at)
        return match.end() if match else -1
    if opener in _CLOSERS:
        closer = _CLOSERS[opener]
        found = code.find(closer, at)
        return found + len(closer) if found >= 0 else -1
    found = code.find("\n", at)
    return found if found >= 0 else len(code)
