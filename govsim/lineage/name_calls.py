"""Reads a call into the name that Spark gives its column, with FILTER and OVER behind it."""

from __future__ import annotations

from govsim.lineage.name_forms import NameForms
from govsim.lineage.name_tokens import NotNamedError
from govsim.lineage.spark_names import (
    CAST_FUNCTIONS,
    DEFAULTS,
    FRAMELESS,
    ROW_FRAMES,
    SPELLINGS,
    UNIT_FIRST,
)

_ORDERS = (("ORDER BY",), ("ORDER", "BY"), ("SORT BY",), ("SORT", "BY"))


class NameCalls(NameForms):
    """Reads calls of functions."""

    def _called(self, parts: list[str]) -> str:
        self._need("(")
        written = parts[-1].lower()
        distinct = "DISTINCT " if self._take("DISTINCT") else ""
        self._take("ALL")
        arguments: list[str] = []
        while not self._take(")"):
            arguments.append(self._argument())
            if not self._take(",") and self._word() != ")":
                raise NotNamedError(self._word())
        if len(parts) > 1:
            found = f"{'.'.join(part.lower() for part in parts)}({', '.join(arguments)})"
        else:
            found = _call(written, distinct, arguments)
        return self._over(self._filtered(found), written, arguments)

    def _argument(self) -> str:
        if self._word() == "*" and self._word(1) in (")", ","):
            self.index += 1
            return "1"
        if self._word(1) in ("=>", ":="):
            self.index += 2
        elif self._word() in ("SELECT", "WITH"):
            self._skip_query()
            self.index -= 1
            return ""
        found = self._either()
        if self._take("AS"):
            found = f"{found} AS {self._part()}"
        return found

    def _filtered(self, found: str) -> str:
        for word in ("IGNORE", "RESPECT"):
            if self._take(word, "NULLS"):
                found = f"{found} {word.lower()} nulls" if word == "RESPECT" else found
        if self._take("WITHIN", "GROUP", "("):
            order = self._order()
            self._need(")")
            return f"{found} WITHIN GROUP ({order})"
        if self._take("FILTER", "(", "WHERE"):
            condition = self._either()
            self._need(")")
            return f"{found} FILTER (WHERE {condition})"
        return found

    def _over(self, found: str, function: str, arguments: list[str]) -> str:
        if not self._take("OVER"):
            return found
        if not self._take("("):
            raise NotNamedError("a named window")
        pieces: list[str] = []
        if self._take("PARTITION BY") or self._take("PARTITION", "BY"):
            keys = [self._either()]
            while self._take(","):
                keys.append(self._either())
            pieces.append(f"PARTITION BY {', '.join(keys)}")
        ordered = self._word() in ("ORDER", "ORDER BY", "SORT BY")
        if ordered:
            pieces.append(self._order())
        pieces.append(self._frame(function, arguments, ordered=ordered))
        self._need(")")
        return f"{found} OVER ({' '.join(pieces)})"

    def _order(self) -> str:
        if not any(self._take(*words) for words in _ORDERS):
            raise NotNamedError(self._word())
        keys = [self._sorted()]
        while self._take(","):
            keys.append(self._sorted())
        return f"ORDER BY {', '.join(keys)}"

    def _sorted(self) -> str:
        key = self._either()
        down = self._take("DESC") or (self._take("ASC") and False)
        nulls = "LAST" if down else "FIRST"
        if self._take("NULLS"):
            nulls = self._part().upper()
        return f"{key} {'DESC' if down else 'ASC'} NULLS {nulls}"

    def _frame(self, function: str, arguments: list[str], *, ordered: bool) -> str:
        if self._word() in ("ROWS", "RANGE"):
            unit = self._part().upper()
            if not self._take("BETWEEN"):
                return f"{unit} BETWEEN {self._bound()} AND CURRENT ROW"
            low = self._bound()
            self._need("AND")
            return f"{unit} BETWEEN {low} AND {self._bound()}"
        if function in FRAMELESS:
            step = arguments[1] if len(arguments) > 1 else "1"
            sign = "" if function == "lead" else "-"
            return f"ROWS BETWEEN {sign}{step} FOLLOWING AND {sign}{step} FOLLOWING"
        if function in ROW_FRAMES:
            return "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW"
        if ordered:
            return "RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW"
        return "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"

    def _bound(self) -> str:
        if self._take("CURRENT", "ROW"):
            return "CURRENT ROW"
        if self._take("UNBOUNDED"):
            return f"UNBOUNDED {self._part().upper()}"
        return f"{self._binary(0)} {self._part().upper()}"


def _call(name: str, distinct: str, arguments: list[str]) -> str:
    if name in CAST_FUNCTIONS and len(arguments) == 1:
        return arguments[0]
    if name in UNIT_FIRST and len(arguments) == 3:
        return f"{UNIT_FIRST[name]}({arguments[0].upper()}, {', '.join(arguments[1:])})"
    if name in ("if", "iff") and len(arguments) == 3:
        return f"(IF({', '.join(arguments)}))"
    if name in ("from_json", "from_csv", "from_xml"):
        arguments = arguments[:1]
    if name in ("isnull", "isnotnull") and len(arguments) == 1:
        return f"({arguments[0]} IS {'NOT ' if name == 'isnotnull' else ''}NULL)"
    if name == "struct":
        arguments = [argument.removesuffix(" AS ") for argument in arguments]
    given = [*arguments, *DEFAULTS.get((name, len(arguments)), ())]
    if name == "log" and len(given) == 1:
        given = ["E()", *given]
    return f"{SPELLINGS.get(name, name)}({distinct}{', '.join(given)})"
