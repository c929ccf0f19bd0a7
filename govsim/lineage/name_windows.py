"""Reads what follows a call into its name: FILTER, WITHIN GROUP, IGNORE NULLS and OVER."""

from __future__ import annotations

from govsim.lineage.name_forms import NameForms
from govsim.lineage.name_tokens import NotNamedError
from govsim.lineage.spark_names import FRAMELESS, ROW_FRAMES

_ORDERS = (("ORDER BY",), ("ORDER", "BY"), ("SORT BY",), ("SORT", "BY"))
_KEYS = (
    ("PARTITION BY",), ("PARTITION", "BY"), ("DISTRIBUTE BY",), ("DISTRIBUTE", "BY"),
    ("CLUSTER BY",), ("CLUSTER", "BY"),
)  # fmt: skip
_PLAIN = frozenset({"percentile_cont", "percentile_disc"})
# They lose the name that the statement calls them by.
_ROW_VALUES = {"first_value": "first", "last_value": "last"}


class NameWindows(NameForms):
    """Reads what stands behind the brackets of a call."""

    def _nulls(self, found: str, function: str) -> str:
        for word in ("IGNORE", "RESPECT"):
            if self._take(word, "NULLS") and word == "IGNORE":
                if function == "nth_value":
                    found += " ignore nulls"
                if (plain := _ROW_VALUES.get(function)) is not None:
                    found = found.replace(function, plain, 1)
        return found

    def _filtered(self, found: str, function: str) -> str:
        found = self._nulls(found, function)
        if self._take("WITHIN", "GROUP", "("):
            found = self._within(found, function)
            self._need(")")
        if self._take("FILTER", "(", "WHERE"):
            condition = self._either()
            self._need(")")
            found = f"{found} FILTER (WHERE {condition})"
        return self._nulls(found, function)

    def _within(self, found: str, function: str) -> str:
        start = self.index
        order = self._order()
        if function == "mode":  # Spark turns its order round
            down = " DESC" in order
            self.index = start
            return f"{found} WITHIN GROUP (ORDER BY {self._plain_key()}{'' if down else ' DESC'})"
        if function in _PLAIN:
            down = order.endswith(" DESC NULLS LAST")
            self.index = start
            return f"{found} WITHIN GROUP (ORDER BY {self._plain_key()}{' DESC' if down else ''})"
        return f"{found.replace('string_agg', 'listagg', 1)} WITHIN GROUP ({order})"

    def _plain_key(self) -> str:
        """Read the only key of an order, without its direction."""
        self._order_words()
        key = self._either()
        self._direction()
        return key

    def _over(self, found: str, function: str, arguments: list[str]) -> str:
        if not self._take("OVER"):
            return found
        named = self._word() != "("
        if not named:
            self.index += 1
            named = self._word(1) == ")"
        if named:
            return f"{found} OVER ({self._named_window(function, arguments)})"
        window = self._window(function, arguments)
        self._need(")")
        return f"{found} OVER ({window})"

    def _named_window(self, function: str, arguments: list[str]) -> str:
        """Read the window of a name, where the WINDOW clause describes it."""
        name = self._part().lower()
        self._take(")")
        behind = self.index
        while self.index + 2 < len(self.tokens):
            before = self.tokens[self.index - 1].text.upper()
            if (
                before in ("WINDOW", ",", "_GS_WINDOW")
                and self.tokens[self.index].text.lower() == name
                and self._word(1) == "AS"
                and self._word(2) == "("
            ):
                self.index += 3
                found = self._window(function, arguments)
                self.index = behind
                return found
            self.index += 1
        raise NotNamedError(name)

    def _window(self, function: str, arguments: list[str]) -> str:
        pieces: list[str] = []
        if any(self._take(*words) for words in _KEYS):
            keys = [self._either()]
            while self._take(","):
                keys.append(self._either())
            pieces.append(f"PARTITION BY {', '.join(keys)}")
        ordered = self._word() in ("ORDER", "ORDER BY", "SORT BY", "SORT")
        key = ""
        if ordered:
            start = self.index
            pieces.append(self._order())
            behind, self.index = self.index, start
            key = self._plain_key()
            self.index = behind
        pieces.append(self._frame(function, arguments, ordered=ordered, key=key))
        return " ".join(pieces)

    def _order_words(self) -> None:
        if not any(self._take(*words) for words in _ORDERS):
            raise NotNamedError(self._word())

    def _order(self) -> str:
        self._order_words()
        keys = [f"{self._either()}{self._direction()}"]
        while self._take(","):
            keys.append(f"{self._either()}{self._direction()}")
        return f"ORDER BY {', '.join(keys)}"

    def _direction(self) -> str:
        down = self._take("DESC")
        if not down:
            self._take("ASC")
        nulls = "LAST" if down else "FIRST"
        if self._take("NULLS"):
            nulls = self._part().upper()
        return f" {'DESC' if down else 'ASC'} NULLS {nulls}"

    def _frame(self, function: str, arguments: list[str], *, ordered: bool, key: str) -> str:
        if self._word() in ("ROWS", "RANGE"):
            unit = self._part().upper()
            widened = unit == "RANGE" and self.types.get(key, "INT").upper() not in _NARROW
            if not self._take("BETWEEN"):
                return f"{unit} BETWEEN {self._bound(widened)} AND CURRENT ROW"
            low = self._bound(widened)
            self._need("AND")
            return f"{unit} BETWEEN {low} AND {self._bound(widened)}"
        if function in FRAMELESS:
            step = arguments[1] if len(arguments) > 1 else "1"
            if function == "lag":
                step = step[1:] if step.startswith("-") else f"-{step}"
            return f"ROWS BETWEEN {step} FOLLOWING AND {step} FOLLOWING"
        if function in ROW_FRAMES:
            return "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW"
        if ordered:
            return "RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW"
        return "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"

    def _bound(self, widened: bool) -> str:
        if self._take("CURRENT", "ROW") or self._take("CURRENT ROW"):
            return "CURRENT ROW"
        if self._take("UNBOUNDED"):
            return f"UNBOUNDED {self._part().upper()}"
        amount, side = self._binary(0), self._part().upper()
        if widened and side == "PRECEDING" and amount.replace(".", "", 1).isdigit():
            return f"(- {amount}) FOLLOWING"  # Spark casts the bound to the type of the key
        return f"{amount} {side}"


_NARROW = frozenset({"INT", "DATE", "INTEGER"})
