"""Reads operators on values into names: sums, shifts, and sums of dates and intervals."""

from __future__ import annotations

from typing import Final

from govsim.lineage.name_tokens import NameTokens

_LEVELS: Final[tuple[frozenset[str], ...]] = (
    frozenset({"|"}),
    frozenset({"^"}),
    frozenset({"&"}),
    frozenset({"<<", ">>", ">>>"}),
    frozenset({"+", "-", "||"}),
    frozenset({"*", "/", "%", "DIV"}),
)
_SHIFTS: Final = 3
# What is never a number of days to take from a date.
_NO_DAYS: Final = ("DATE", "TIMESTAMP", "STRING", "INTERVAL", "VARCHAR", "CHAR")


class NameSums(NameTokens):
    """Reads operators between values, weakest first."""

    def _suffixed(self) -> str:
        """Read one value."""
        raise NotImplementedError

    def _is_number(self) -> bool:
        """Return whether a number follows."""
        raise NotImplementedError

    def _binary(self, level: int) -> str:
        if level == len(_LEVELS):
            return self._unary()
        left = self._binary(level + 1)
        while True:
            word, width = self._operator(level)
            if word not in _LEVELS[level]:
                return left
            self.index += width
            right = self._binary(level + 1)
            if word == "||":
                left = f"concat({left}, {right})"
            elif word in ("+", "-"):
                left = self._sum(word, left, right)
            else:
                left = self._product(word, left, right)

    def _operator(self, level: int) -> tuple[str, int]:
        word = self._word()
        if level != _SHIFTS or word not in ("<", ">", ">>>"):
            return word, 1
        if word == ">>>":  # as a rewrite has put it, for the parser does not know it
            return word, 2
        return word + self._word(1), 2

    def _unary(self) -> str:
        if self._take("-"):
            number = self.index < len(self.tokens) and self._is_number()
            if number and self._word(1) == "::":
                return self._signed_cast()
            inner = self._unary()
            return f"-{inner}" if number else f"(- {inner})"
        if self._take("+"):
            return f"(+ {self._unary()})"
        if self._take("~"):
            return f"~{self._unary()}"
        return self._suffixed()

    def _signed_cast(self) -> str:
        """Read `-5::STRING`: the sign belongs to the number, and the cast is of both."""
        found = self._suffixed()
        place = found.rfind("CAST(") + len("CAST(")
        return f"{found[:place]}-{found[place:]}" if "CAST(" in found else f"-{found}"

    # --- dates and intervals ---

    def _kind(self, name: str) -> str:
        return self.types.get(name, "").upper()

    def _product(self, word: str, left: str, right: str) -> str:
        if self._kind(right).startswith("INTERVAL") and word == "*":
            left, right = right, left
        found = f"({left} {word.lower()} {right})"
        return self._of_type(found, "INTERVAL") if self._kind(left)[:8] == "INTERVAL" else found

    def _sum(self, word: str, left: str, right: str) -> str:
        first, second = self._kind(left), self._kind(right)
        if second.startswith("INTERVAL"):
            if first.startswith("INTERVAL"):
                return self._of_type(f"({left} {word} {right})", "INTERVAL")
            return self._moved(left, right, word)
        if first.startswith("INTERVAL") and word == "+":
            return self._moved(right, left, word)
        if first == "DATE" and not second.startswith(_NO_DAYS):
            call = "date_add" if word == "+" else "date_sub"
            return self._of_type(f"{call}({left}, {right})", "DATE")
        if second == "DATE" and word == "+" and not first.startswith(_NO_DAYS):
            return self._of_type(f"date_add({right}, {left})", "DATE")
        return f"({left} {word} {right})"

    def _moved(self, at: str, by: str, word: str) -> str:
        """Return a date or time that an interval is added to, or taken from."""
        if self._kind(at) != "DATE":
            return f"{at} {word} {by}"
        if self._kind(by) == "INTERVAL DAY":
            days = f"extractansiintervaldays({by})"
            moved = f"date_add({at}, {days if word == '+' else f'(- {days})'})"
            return self._of_type(moved, "DATE")
        found = f"{at} {word} {by}"
        return self._of_type(found, "DATE") if by.endswith(("YEAR", "MONTH")) else found
