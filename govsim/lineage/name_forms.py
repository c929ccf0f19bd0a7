"""Reads the forms of an expression that have words of their own: CASE, CAST, INTERVAL, TRIM."""

from __future__ import annotations

from govsim.lineage.name_tokens import NameTokens, NotNamedError
from govsim.lineage.spark_names import TYPES


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
            return cast_name(inner, type_, word)
        if word == "EXISTS" and after == "(" and self._word(2) in ("SELECT", "WITH", "FROM"):
            self.index += 2
            self._skip_query()
            return "exists()"
        if word in ("DATE", "TIMESTAMP", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ") and self._text_next():
            self.index += 1
            return f"{word} '{self._text()}'"
        if word == "INTERVAL":
            return self._interval()
        if after == "(" and word in ("EXTRACT", "POSITION", "SUBSTRING", "SUBSTR", "TRIM"):
            return self._worded(word)
        return None

    def _case(self) -> str:
        self.index += 1
        operand = None if self._word() == "WHEN" else self._either()
        pieces = ["CASE"]
        while self._take("WHEN"):
            test = self._either()
            if operand is not None:
                test = f"({operand} = {test})"
            self._need("THEN")
            pieces.append(f"WHEN {test} THEN {self._either()}")
        if self._take("ELSE"):
            pieces.append(f"ELSE {self._either()}")
        self._need("END")
        return " ".join([*pieces, "END"])

    def _interval(self) -> str | None:
        self.index += 1
        sign = "-" if self._take("-") else ""
        if self.index + 1 >= len(self.tokens):
            raise NotNamedError("INTERVAL")
        amount, unit = self._part(), self._word()
        if not unit.rstrip("S").isalpha() or self._word(1) == "TO":
            raise NotNamedError("INTERVAL")
        self.index += 1
        return f"INTERVAL '{sign}{amount}' {unit.removesuffix('S')}"

    def _worded(self, word: str) -> str | None:
        start = self.index
        self.index += 2
        if word == "EXTRACT":
            field = self._part()
            self._need("FROM")
            found = f"extract({field} FROM {self._either()})"
        elif word == "TRIM" and self._word() in ("BOTH", "LEADING", "TRAILING"):
            found = self._trim()
        else:
            first = self._binary(0)
            if word == "POSITION" and self._take("IN"):
                found = f"locate({first}, {self._either()}, 1)"
            elif word.startswith("SUBSTR") and self._take("FROM"):
                found = f"{word.lower()}({first}, {self._either()}"
                found += f", {self._either()})" if self._take("FOR") else ")"
            else:
                self.index = start
                return None
        self._need(")")
        return found

    def _trim(self) -> str:
        side = self._part().upper()
        marks = "" if self._word() == "FROM" else f"{self._either()} "
        self._need("FROM")
        return f"TRIM({side} {marks}FROM {self._either()})"

    def _type(self) -> str:
        """Read the name of a data type, as Spark writes it."""
        word = self._part().upper()
        text = TYPES.get(word, word)
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
        return text


def cast_name(inner: str, type_: str, word: str = "CAST") -> str:
    """Return how a cast is written."""
    return f"{word}({inner} AS {type_})"
