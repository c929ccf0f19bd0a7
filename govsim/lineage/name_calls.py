"""Reads a call into the name that Spark gives its column."""

from __future__ import annotations

from govsim.lineage.name_tokens import NotNamedError
from govsim.lineage.name_windows import NameWindows
from govsim.lineage.spark_names import (
    CAST_FUNCTIONS,
    DATES,
    DEFAULTS,
    KEEPERS,
    SHOWN,
    SPELLINGS,
    TRIMS,
    UNIT_FIRST,
)


class NameCalls(NameWindows):
    """Reads calls of functions."""

    def _called(self, parts: list[str]) -> str:
        self._need("(")
        written = parts[-1].lower()
        distinct = "DISTINCT " if self._take("DISTINCT") else ""
        self._take("ALL")
        arguments: list[str] = []
        while not self._take(")"):
            arguments += self._argument(written, whole=not distinct)
            if not self._take(",") and self._word() != ")":
                raise NotNamedError(self._word())
        if len(parts) > 1:
            found = f"{'.'.join(part.lower() for part in parts)}({', '.join(arguments)})"
        else:
            found = self._call(written, distinct, arguments)
        return self._over(self._filtered(found, written), written, arguments)

    def _argument(self, function: str, *, whole: bool) -> list[str]:
        if self._word() == "*" and self._word(1) in (")", ","):
            self.index += 1
            return ["1"] if function == "count" and whole else list(self.seen.star(()))
        if (starred := self._starred()) is not None:
            return starred
        if self._word(1) in ("=>", ":="):
            self.index += 2
        elif self._word() in ("SELECT", "WITH"):
            self._skip_query()
            self.index -= 1
            return [""]
        found = self._either()
        if self._take("AS"):
            found = f"{found} AS {self._part()}"
        return [found]

    def _starred(self) -> list[str] | None:
        """Read `t.*`, or a star of which columns are left out."""
        start, parts = self.index, []
        while self._word(1) == "." and self._word() not in ("", "("):
            parts.append(self._part())
            self.index += 1
        if not self._take("*") or (parts == [] and self._word() not in ("EXCEPT", "EXCLUDE")):
            self.index = start
            return None
        gone: set[str] = set()
        if self._take("EXCEPT") or self._take("EXCLUDE"):
            self._need("(")
            while not self._take(")"):
                gone.add(self._part().lower())
        return [name for name in self.seen.star(parts) if name.lower() not in gone]

    def _call(self, name: str, distinct: str, arguments: list[str]) -> str:
        count = len(arguments)
        if name in CAST_FUNCTIONS and count == 1:
            return self._of_type(arguments[0], name.upper())
        if (special := _special_call(name, arguments)) is not None:
            return special
        if name == "dateadd" and count == 2:
            name = "date_add"
        if name == "convert_timezone" and count == 2:
            arguments, count = ["current_timezone()", *arguments], 3
        if name == "struct":
            arguments = [argument.removesuffix(" AS ") for argument in arguments]
        if name in ("first", "last", "nth_value") and distinct:
            raise NotNamedError(name)
        least, defaults = DEFAULTS.get(name, (0, ()))
        given = arguments[: SHOWN.get(name, count)]
        if defaults and count >= least:
            given = [*given, *defaults[count - least :]]
        spelled = SPELLINGS.get(name, name)
        if name in ("ceil", "floor") and count == 2:
            spelled = name
        if name in ("make_timestamp_ltz", "try_make_timestamp_ltz") and count < 4:
            spelled = "make_timestamp"
        if spelled == "to_char" and self.types.get(arguments[0] if arguments else "") in _TIMES:
            spelled = "date_format"
        found = f"{spelled}({distinct}{', '.join(given)})"
        if name in DATES:
            return self._of_type(found, "DATE")
        if name in KEEPERS and given:
            return self._of_type(found, self.types.get(given[0], ""))
        return found


_TIMES = frozenset({"DATE", "TIMESTAMP", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ"})


def _special_call(name: str, arguments: list[str]) -> str | None:
    """Return how a call is written that Spark takes for something else."""
    count, given = len(arguments), ", ".join(arguments)
    if name in UNIT_FIRST and count == 3:
        return f"{UNIT_FIRST[name]}({given})"
    if name in ("if", "iff") and count == 3:
        return f"(IF({given}))"
    if name in ("isnull", "isnotnull") and count == 1:
        return f"({given} IS {'NOT ' if name == 'isnotnull' else ''}NULL)"
    if name == "datepart" and count == 2:
        return f"datepart({arguments[0]} FROM {arguments[1]})"
    if name in TRIMS and name != "btrim" and count == 2:
        return f"TRIM({TRIMS[name]} {arguments[0]} FROM {arguments[1]})"
    if name == "like" and count == 2:
        return f"{arguments[0]} LIKE {arguments[1]}"
    if name == "positive" and count == 1:
        return f"(+ {given})"
    if name == "log" and count == 1:
        return f"LOG(E(), {given})"
    if name == "mode" and count == 2:
        ordered = f"mode() WITHIN GROUP (ORDER BY {arguments[0]} DESC)"
        return ordered if arguments[1] == "true" else f"mode({arguments[0]})"
    if name == "nth_value" and count == 3:
        return f"nth_value({', '.join(arguments[:2])})" + (
            " ignore nulls" if arguments[2] == "true" else ""
        )
    if name == "assert_true" and count == 1:
        return f"assert_true({given}, '{given}' is not true!)"
    if name == "raise_error" and count == 1:
        return f"raise_error(USER_RAISED_EXCEPTION, map(errorMessage, {given}))"
    return None
