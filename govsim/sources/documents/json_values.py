"""Reads JSON as a flat list of texts with their paths, at any depth and in linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from govsim.guardrails.columns.headers import types_of
from govsim.sources.documents.parts import unescaped

Path = tuple[str | int, ...]
_TOKEN: Final = re.compile(
    r'"((?:[^"\\]|\\.)*+)"|([{}\[\]:,])|([-+.0-9A-Za-z_]++)|[ \t\n\r]++', re.DOTALL
)
_WORDS: Final = frozenset({"true", "false", "null", "NaN", "Infinity", "-Infinity"})
_DEEPEST: Final = 64  # steps of a path that are kept
_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")


class BrokenJsonError(ValueError):
    """The text is no JSON from some place on.

    Args:
        offset: Where that is, in characters.
        reason: One sentence.
    """

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(reason)
        self.offset = offset
        self.reason = reason


# A number that may be of a card or of a person.
_LONG: Final = re.compile(r"[1-9][0-9]{8,}")
_FIELD: Final = re.compile(r"[!-?A-~]{1,24}|[^\s@]{1,7}")
_NUMBER_FROM: Final = 7  # digits of which a key may be the number of somebody
# A key that is an address, a number of somebody or a token: no report should repeat it.
_PERSONAL: Final = re.compile(r"\S@\S+\.\w|(?:\d[ ./-]?){7}|^(?=\S*\d)[\w+=-]{20,}$")
_WHOLE: Final = re.compile(r"[0-9]+\.0+")  # as tables write whole numbers where some are missing


@dataclass(frozen=True, slots=True)
class JsonText:
    """One text of a JSON document."""

    path: Path
    value: str
    written: str  # with its escapes, without quotes
    offset: int  # of its first character, behind the quote if there is one
    is_key: bool = False


def json_texts(text: str, start: int = 0) -> Iterator[JsonText]:
    """Yield every string, key and number that may be personal of a JSON document, in order.

    Nothing here calls itself, so depth costs no more than length does.

    Raises:
        BrokenJsonError: The text is no JSON; what was yielded before stands.
    """
    reader = _Reader(text)
    at = start
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            unknown = "a character that JSON does not know"
            reason = "a text that does not end" if text[at] == '"' else unknown
            raise BrokenJsonError(at, reason)
        at = match.end()
        if (found := reader.take(match)) is not None:
            yield found
    reader.end()


class _Reader:
    """Follows the nesting: one frame for each object or array that is open.

    A frame is what the next token may be, and the key or index it stands at.
    """

    def __init__(self, text: str) -> None:
        self._size = len(text)
        self._path: list[str | int] = []
        self._expect = ["value"]  # value, value-or-], key-or-}, key, colon, comma, end

    def take(self, match: re.Match[str]) -> JsonText | None:
        if match[1] is not None:
            return self._string(match)
        if match[2] is not None:
            self._mark(match[2], match.start())
        elif match[3] is not None:
            if match[3] not in _WORDS and not _NUMBER.fullmatch(match[3]):
                raise BrokenJsonError(match.start(), "a word that JSON does not know")
            at = match.start()
            number = match[3].partition(".")[0] if _WHOLE.fullmatch(match[3]) else match[3]
            found = JsonText(self._here(), number, match[3], at)
            self._value(at)
            told = _LONG.fullmatch(number) or (
                number.isdigit() and found.path and names_code(found.path[-1])
            )
            return found if told else None
        return None

    def end(self) -> None:
        if self._expect != ["end"]:
            raise BrokenJsonError(self._size, "it ends before it is whole")

    def _string(self, match: re.Match[str]) -> JsonText:
        written = match[1]
        value = unescaped(written)
        at = match.start() + 1
        if self._expect[-1] in ("key", "key-or-}"):
            self._path[-1] = value
            self._expect[-1] = "colon"
            return JsonText(self._here(), value, written, at, is_key=True)
        found = JsonText(self._here(), value, written, at)
        self._value(match.start())
        return found

    def _here(self) -> Path:
        return tuple(self._path[:_DEEPEST])

    def _value(self, at: int) -> None:
        if self._expect[-1] not in ("value", "value-or-]"):
            raise BrokenJsonError(at, "a value where none may stand")
        self._expect[-1] = "end" if len(self._expect) == 1 else "comma"

    def _mark(self, mark: str, at: int) -> None:
        expect = self._expect[-1]
        if mark in "{[":
            self._value(at)
            self._path.append("" if mark == "{" else 0)
            self._expect.append("key-or-}" if mark == "{" else "value-or-]")
        elif mark in "}]" and self._closes(mark, expect):
            self._path.pop()
            self._expect.pop()
        elif mark == ":" and expect == "colon":
            self._expect[-1] = "value"
        elif mark == "," and expect == "comma":
            last = self._path[-1]
            self._path[-1] = last + 1 if isinstance(last, int) else last
            self._expect[-1] = "value" if isinstance(last, int) else "key"
        else:
            raise BrokenJsonError(at, f"`{mark}` where it may not stand")

    def _closes(self, mark: str, expect: str) -> bool:
        if not self._path:
            return False
        is_array = isinstance(self._path[-1], int)
        return is_array is (mark == "]") and expect in ("comma", "key-or-}", "value-or-]")


def names_a_field(key: str) -> bool:
    """Whether a key is one that a program gives, and no sentence, address, number or token."""
    return _FIELD.fullmatch(key) is not None and sum(map(str.isdigit, key)) < _NUMBER_FROM


def names_code(step: str | int) -> bool:
    """Whether a key or header says that the short number under it is a card's security code."""
    return isinstance(step, str) and "CARD_CODE" in types_of(step)


def shown(path: Path) -> str:
    """Return a path as a person writes it, `messages[2].content`; a key that tells much is `…`."""
    made = ""
    for step in path:
        name = "…" if isinstance(step, str) and _PERSONAL.search(step) else step
        made += f"[{name}]" if isinstance(name, int) else f".{name}" if made else name
    return made
