"""Reads the forms of an expression that have words of their own: CASE, CAST, INTERVAL, TRIM."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from govsim.lineage.name_literals import (
    UNITS,
    binary,
    date,
    interval,
    interval_between,
    interval_of_text,
    time,
    timestamp,
    unit_of,
)
from govsim.lineage.name_tokens import NameTokens
from govsim.lineage.spark_names import TRIMS, TYPES

_CONSTANTS: Final[dict[str, Callable[[str], str]]] = {
    "DATE": date,
    "TIME": time,
    "X": binary,
    **{
        word: lambda text, word=word: timestamp(text, word)  # type: ignore[misc]
        for word in ("TIMESTAMP", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ")
    },
}
_WORDED: Final = frozenset("EXTRACT POSITION SUBSTRING SUBSTR TRIM OVERLAY".split())


class NameForms(NameTokens):
    """Reads forms that no function call is."""

    def _special(self, word: str) -> str | None:
        after = self._word(1)
        if word == "CASE":
            return self._case()
        if word in ("CAST", "TRY_CAST") and after == "(":
            self.index += 2
            inner = self._either()
            self._need("AS")
            type_ = self._type()
            self._need(")")
            return self._cast(inner, type_, word)
        if word == "EXISTS" and after == "(" and self._word(2) in ("SELECT", "WITH", "FROM"):
            self.index += 2
            return f"exists({self._skip_query()})"
        if word in _CONSTANTS and self._text_next():
            self.index += 1
            return self._of_type(_CONSTANTS[word](self._text()), word)
        if word == "INTERVAL":
            return self._interval()
        if after == "(" and word in _WORDED:
            return self._worded(word)
        return None

    def _cast(self, inner: str, type_: str, word: str = "CAST") -> str:
        """Return how a cast is written."""
        return self._of_type(f"{word}({inner} AS {type_})", type_)

    def _case(self) -> str:
        self.index += 1
        operand = None if self._word() == "WHEN" else self._either()
        pieces, type_ = ["CASE"], ""
        while self._take("WHEN"):
            test = self._either()
            if operand is not None:
                test = f"({operand} = {test})"
            self._need("THEN")
            value = self._either()
            type_ = type_ or self.types.get(value, "")
            pieces.append(f"WHEN {test} THEN {value}")
        if self._take("ELSE"):
            pieces.append(f"ELSE {self._either()}")
        self._need("END")
        return self._of_type(" ".join([*pieces, "END"]), type_)

    # --- intervals ---

    def _interval(self) -> str | None:
        start = self.index
        self.index += 1
        negative = self._take("-")
        if not negative:
            self._take("+")
        found = self._of_text(negative) if self._text_next(0) else self._amounts(negative)
        if found is None:
            self.index = start
            return None
        days = found.endswith("' DAY")
        return self._of_type(found, "INTERVAL DAY" if days else "INTERVAL")

    def _of_text(self, negative: bool) -> str | None:
        text = self._text()
        first = unit_of(self._word())
        if not first:
            return interval_of_text(f"-{text}" if negative else text)
        self.index += 1
        if self._take("TO"):
            return interval_between(text, first, unit_of(self._part()), negative=negative)
        self.index -= 2
        return self._amounts(negative)

    def _amounts(self, negative: bool) -> str | None:
        found: list[tuple[str, str]] = []
        while unit_of(self._word(1)) or (self._word() == "-" and unit_of(self._word(2))):
            minus = self._take("-")
            amount = self._part().strip()
            unit = unit_of(self._part())
            sign = "-" if minus is not negative else ""
            if unit not in UNITS or not amount.lstrip("+-").replace(".", "", 1).isdigit():
                return None
            found.append((f"{sign}{amount}".replace("--", ""), unit))
        return interval(found) if found else None

    # --- calls with words between their arguments ---

    def _worded(self, word: str) -> str | None:
        start = self.index
        self.index += 2
        if word == "EXTRACT":
            field = self._part()
            self._need("FROM")
            found: str | None = f"extract({field} FROM {self._either()})"
        elif word == "TRIM" and self._word() in ("BOTH", "LEADING", "TRAILING"):
            found = self._trim()
        else:
            found = self._between_words(word)
        if found is None or not self._take(")"):
            self.index = start
            return None
        return found

    def _between_words(self, word: str) -> str | None:
        first = self._binary(0)
        if word == "POSITION" and self._take("IN"):
            return f"locate({first}, {self._either()}, 1)"
        if word == "OVERLAY" and self._take("PLACING"):
            new = self._binary(0)
            self._need("FROM")
            place = self._binary(0)
            return f"overlay({first}, {new}, {place}, {self._length('-1')})"
        if word.startswith("SUBSTR") and self._take("FROM"):
            place = self._binary(0)
            return f"substring({first}, {place}, {self._length('2147483647')})"
        if word == "TRIM" and self._take("FROM"):
            return f"TRIM(BOTH {first} FROM {self._either()})"
        return None

    def _length(self, default: str) -> str:
        return self._binary(0) if self._take("FOR") else default

    def _trim(self) -> str:
        side = self._part().upper()
        if self._take("FROM"):
            call = next(name for name, held in TRIMS.items() if held == side)
            return f"{call}({self._either()})"
        marks = self._either()
        self._need("FROM")
        return f"TRIM({side} {marks} FROM {self._either()})"

    def _type(self) -> str:
        """Read the name of a data type, as Spark writes it."""
        word = self._part().upper()
        text = TYPES.get(word, word)
        if word == "INTERVAL":
            return self._interval_type()
        if self._word() in ("(", "<"):
            depth = 0
            while self.index < len(self.tokens):
                mark = self._part().upper()
                depth += (mark in "(<") - (mark in ")>") if len(mark) == 1 else 0
                text += f"{mark} " if mark in (",", ":") and "<" in text else TYPES.get(mark, mark)
                if depth == 0:
                    break
        elif text == "DECIMAL":
            text = "DECIMAL(10,0)"
        elif self._take("COLLATE"):
            text += f" COLLATE {self._part()}"
        return text

    def _interval_type(self) -> str:
        text = f"INTERVAL {self._part().upper()}"
        return f"{text} TO {self._part().upper()}" if self._take("TO") else text
