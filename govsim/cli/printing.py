"""Serves the terminal: what is printed shows what controls it, and does not send it."""

from __future__ import annotations

import os
import re
from typing import IO, Final

# What moves the cursor, hides or colours text, or turns its direction: in the name of a file, a
# header, a key, it would let whoever wrote that forge what govsim says. Line feeds are its own.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
# In JSON, all of these stand inside of texts, which may write any character so.
_JSON: Final = frozenset({"json", "sarif", "gitlab"})


def printed(text: str, stream: IO[str], format_: str) -> None:
    """Write an answer, with colours where it goes to somebody's terminal."""
    text = visible(text, format_)
    if format_ == "text" and _coloured(stream):
        from govsim.report import painted

        text = painted(text)
    stream.write(text)


def handed_on(text: str, stream: IO[str]) -> None:
    """Write a text that a program may read: as it is, but where it goes to somebody's terminal."""
    stream.write(visible(text) if stream.isatty() else text)


def visible(text: str, format_: str = "text") -> str:
    """Return a text with the characters that control a terminal written as escapes."""
    if _CONTROLS.search(text) is None:
        return text
    return _CONTROLS.sub(_in_json if format_ in _JSON else _escaped, text)


def _in_json(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _coloured(stream: IO[str]) -> bool:
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not plain and stream.isatty()
