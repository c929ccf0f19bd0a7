"""Decides which characters one part of a regular expression takes, among some that tell."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator
from typing import Any, Final

# One of each kind that classes tell apart; those that read well come first.
_USUAL: Final = (
    string.ascii_lowercase
    + string.digits
    + string.ascii_uppercase
    + " "
    + string.punctuation
    + "\n\t\r\x0b\x0c\x00\x1c\x7f\x85\xa0éÉßΣςИ中٣²_ſK\u2028\ufeff😀"
)
_ANY_OF: Final = {
    "CATEGORY_DIGIT": r"\d", "CATEGORY_NOT_DIGIT": r"\D", "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S", "CATEGORY_WORD": r"\w", "CATEGORY_NOT_WORD": r"\W",
}  # fmt: skip


class Characters:
    """The characters by which parts of one pattern are compared.

    Args:
        literals: Code points that the pattern names.
    """

    def __init__(self, literals: Iterable[int]) -> None:
        named = (chr(code + more) for code in literals for more in (-1, 0, 1) if _is(code + more))
        self.every: Final[tuple[str, ...]] = tuple(dict.fromkeys([*_USUAL, *named]))

    def taken(self, operation: str, argument: Any, flags: int) -> int:
        """Return the characters that one part takes: a bit for each of `every`."""
        return sum(
            1 << number
            for number, letter in enumerate(self.every)
            if takes(operation, argument, letter, flags)
        )

    def first(self, taken: int) -> str:
        """Return the character of `taken`, which is not empty, that reads best."""
        return self.every[(taken & -taken).bit_length() - 1]


def _is(code: int) -> bool:
    return 0 <= code <= 0x10FFFF


def takes(operation: str, argument: Any, letter: str, flags: int) -> bool:
    """Whether one part of a pattern takes a character."""
    if operation == "ANY":
        return letter != "\n" or bool(flags & re.DOTALL)
    if operation == "NOT_LITERAL":
        return not takes("LITERAL", argument, letter, flags)
    if operation != "IN":
        return any(_one(operation, argument, each, flags) for each in _cases(letter, flags))
    parts = [(str(name), value) for name, value in argument]
    negated = parts[:1] == [("NEGATE", None)]
    found = any(
        _one(name, value, each, flags)
        for name, value in parts[negated:]
        for each in _cases(letter, flags)
    )
    return found is not negated


def _cases(letter: str, flags: int) -> Iterator[str]:
    yield letter
    if flags & re.IGNORECASE:
        yield from (other for other in (letter.lower(), letter.upper()) if len(other) == 1)


def _one(operation: str, argument: Any, letter: str, flags: int) -> bool:
    if operation == "LITERAL":
        return ord(letter) == int(argument)
    if operation == "RANGE":
        least, most = argument
        return int(least) <= ord(letter) <= int(most)
    kind = re.compile(_ANY_OF[str(argument)], flags & re.ASCII)
    return kind.match(letter) is not None
