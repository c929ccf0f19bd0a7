"""Reads the tokens of an expression without alias into the name that Spark gives its column."""

from __future__ import annotations

from typing import Final

from sqlglot import TokenType

from govsim.lineage.name_calls import NameCalls
from govsim.lineage.name_literals import binary, number
from govsim.lineage.name_sums import NameSums
from govsim.lineage.name_tokens import TEXTS, NotNamedError
from govsim.lineage.spark_names import BARE, SHIFTS
from govsim.model.datatypes import element_of, entries_of, field_type

_COMPARISONS: Final = frozenset({"=", "==", "<", ">", "<=", ">=", "<>", "!=", "<=>", "!<", "!>"})
_ENDS: Final = frozenset(
    "FROM WHERE GROUP HAVING ORDER LIMIT UNION EXCEPT MINUS INTERSECT QUALIFY WINDOW LATERAL "
    "CLUSTER DISTRIBUTE SORT AS THEN ELSE END WHEN AND OR NOT IN IS LIKE ILIKE RLIKE REGEXP "
    "BETWEEN OVER ASC DESC NULLS ROWS RANGE PARTITION BY DIV WITHIN IGNORE RESPECT ON "
    "USING ESCAPE".split()
)


class Namer(NameSums, NameCalls):
    """Reads one expression after another out of the tokens of a statement."""

    def name_at(self, place: int) -> str:
        """Return the name of the expression whose first token stands at a place.

        Raises:
            NotNamedError: There is none.
        """
        self.index = place
        return self._either()

    # --- conditions, weakest first ---

    def _either(self) -> str:
        left = self._both()
        while self._take("OR"):
            left = f"({left} OR {self._both()})"
        return left

    def _both(self) -> str:
        left = self._negated()
        while self._take("AND"):
            left = f"({left} AND {self._negated()})"
        return left

    def _negated(self) -> str:
        if self._take("NOT") or self._take("!"):
            return f"(NOT {self._negated()})"
        return self._predicate()

    def _predicate(self) -> str:
        row = self.index if self._word() == "(" else None
        left = self._binary(0)
        while True:
            word = self._word()
            if word in _COMPARISONS:
                self.index += 1
                left = _compared(word, left, self._binary(0))
            elif word in ("NOT", "BETWEEN", "IN", "LIKE", "ILIKE", "RLIKE", "REGEXP"):
                left = self._matched(left, row)
            elif word == "IS":
                left = self._is(left)
            else:
                return left

    def _matched(self, left: str, row: int | None) -> str:
        negated = self._take("NOT")
        if self._take("BETWEEN"):
            low = self._binary(0)
            self._need("AND")
            found = f"between({left}, {low}, {self._binary(0)})"
        elif self._take("IN"):
            found = self._in(left, row)
        elif self._word() in ("LIKE", "ILIKE") and self._word(1) in ("ANY", "SOME", "ALL"):
            return self._like_each(left, negated=negated)
        elif self._take("LIKE"):
            found = f"{left} LIKE {self._binary(0)}{self._escape()}"
        elif self._take("ILIKE"):
            found = f"ilike({left}, {self._binary(0)})"
            self._escape()
        elif self._take("RLIKE") or self._take("REGEXP"):
            found = f"RLIKE({left}, {self._binary(0)})"
        else:
            raise NotNamedError(self._word())
        return f"(NOT {found})" if negated else found

    def _escape(self) -> str:
        mark = self._part() if self._take("ESCAPE") else "\\"
        return "" if mark == "\\" else f" ESCAPE '{mark}'"

    def _like_each(self, left: str, *, negated: bool) -> str:
        folded = f"lower({left})" if self._part().upper() == "ILIKE" else left
        every = self._part().upper() == "ALL"
        self._need("(")
        constant, texts = True, []
        while not self._take(")"):
            constant = constant and self._text_next(0)
            texts.append(self._binary(0))
            self._take(",")
        if constant:
            return f"{'not' if negated else ''}like{'all' if every else 'any'}({folded})"
        found = [f"{left} LIKE {text}" for text in texts]
        found = [f"(NOT {each})" for each in found] if negated else found
        joined = found[0]
        for each in found[1:]:
            joined = f"({joined} {'AND' if every else 'OR'} {each})"
        return joined

    def _in(self, left: str, row: int | None) -> str:
        self._need("(")
        if self._word() in ("SELECT", "WITH", "FROM"):
            if row is not None and left.startswith("named_struct("):
                left = self._quoted_row(row, self.index)
            return f"({left} IN (listquery({self._skip_query()})))"
        found = [self._either()]
        while self._take(","):
            found.append(self._either())
        self._need(")")
        return f"({left} IN ({', '.join(found)}))"

    def _quoted_row(self, row: int, behind: int) -> str:
        """Return a row that a subquery is searched for: Spark puts its names in quotes."""
        self.index = row + 1
        found = self._row(quote="'")
        self.index = behind
        return found

    def _is(self, left: str) -> str:
        self.index += 1
        negated = self._take("NOT")
        if self._take("NULL") or self._take("UNKNOWN"):
            return f"({left} IS NOT NULL)" if negated else f"({left} IS NULL)"
        if self._take("DISTINCT", "FROM"):
            same = f"({left} <=> {self._binary(0)})"
            return same if negated else f"(NOT {same})"
        for word in ("TRUE", "FALSE"):
            if self._take(word):
                same = f"({left} <=> {word.lower()})"
                return f"(NOT {same})" if negated else same
        raise NotNamedError(self._word())

    # --- values ---

    def _is_number(self) -> bool:
        return self.tokens[self.index].token_type is TokenType.NUMBER

    def _suffixed(self) -> str:
        found = self._primary()
        while True:
            if self._take("["):
                found = self._element(found)
            elif self._take("."):
                found = self._field(found, self._part())
            elif self._take("::"):
                found = self._cast(found, self._type())
            elif self._take("COLLATE"):
                found = f"collate({found}, {self._part()})"
            elif self._at_path():
                found = self._path(found)
            else:
                return found

    def _at_path(self) -> bool:
        """Return whether a path into a variant follows: `:key`."""
        if self._word() != ":" or self.index + 1 >= len(self.tokens):
            return False
        quoted = self.tokens[self.index + 1].token_type is TokenType.IDENTIFIER
        return quoted or self._word(1) not in ("", ":")

    def _element(self, found: str) -> str:
        text = self._text_next(0)
        key = self._either()
        self._need("]")
        type_ = self.types.get(found, "")
        held = element_of(type_)
        if text and (held or type_).upper().startswith("STRUCT"):
            return self._field(found, key)
        return self._of_type(f"{found}[{key}]", held or (entries_of(type_) or ("",))[-1])

    def _field(self, found: str, name: str) -> str:
        return self._of_type(f"{found}.{name}", field_type(self.types.get(found, ""), name))

    def _path(self, found: str) -> str:
        """Read the path into a variant, which Spark names after its last key."""
        self.index += 1
        path, key = "$", ""
        while True:
            if self._take("["):
                text = self._text_next(0)
                inner = self._text() if text else self._either()
                key = inner if text else key
                path += f"['{inner}']" if text else f"[{inner}]"
                self._need("]")
            else:
                key = self._part()
                path += f".{key}"
            if self._word() != "[" and not self._take("."):
                return f"variant_get({found}, {path}) AS {key}"

    def _primary(self) -> str:
        if self.index >= len(self.tokens):
            raise NotNamedError("")
        token = self.tokens[self.index]
        kind, word = token.token_type, self._word()
        if kind in TEXTS:
            return self._of_type(self._text(), "STRING")
        if kind is TokenType.NUMBER:
            return self._number()
        if kind is TokenType.HEX_STRING:
            return binary(self._part())
        if word == "(":
            return self._grouped()
        if word in SHIFTS and (found := self._special(word)) is not None:
            return found
        if kind is not TokenType.IDENTIFIER and word in _ENDS and self._word(1) != "(":
            raise NotNamedError(word)
        if word == "." and self._word(1).isdigit():
            self.index += 1
            return number(f"0.{self._part()}")
        if self._word(1) == "->":
            return self._lambda([token.text])
        return self._named()

    def _number(self) -> str:
        """Read a number; that of a suffix stands as a cast at the very same place."""
        start = self.tokens[self.index].start
        text, suffix = self._part(), ""
        if self._word() == "::" and self.tokens[self.index].start == start:
            suffix = self.tokens[self.index + 1].text.upper()
            self.index += 2
        return number(text, suffix)

    def _grouped(self) -> str:
        if self._word(1) in ("SELECT", "WITH", "FROM", "VALUES"):
            self.index += 1
            return f"scalarsubquery({self._skip_query()})"
        if (names := self._lambda_names()) is not None:
            return self._lambda(names)
        self.index += 1
        return self._row()

    def _row(self, quote: str = "") -> str:
        """Read what stands in brackets: an expression, or several that are a row."""
        pairs: list[str] = []
        values: list[str] = []
        while not values or self._take(","):
            start = self.index
            values.append(self._either())
            own = self._own_name(start) or f"col{len(values)}"
            pairs += [f"{quote}{own}{quote}", values[-1]]
        self._need(")")
        return values[0] if len(values) == 1 else f"named_struct({', '.join(pairs)})"

    def _own_name(self, start: int) -> str:
        """Return the name that a column or lambda variable between two places brings along."""
        inside = self.tokens[start : self.index]
        plain = all(each.text == "." for each in inside[1::2])
        first = inside[0].token_type
        if len(inside) % 2 == 0 or not plain or first in TEXTS or first is TokenType.NUMBER:
            return ""
        if self._word(start - self.index) in ("NULL", "TRUE", "FALSE"):
            return ""
        return str(inside[-1].text)

    def _lambda_names(self) -> list[str] | None:
        place, names = self.index + 1, []
        while place + 1 < len(self.tokens):
            names.append(str(self.tokens[place].text))
            if self.tokens[place + 1].text == ")":
                arrow = self.tokens[place + 2].text if place + 2 < len(self.tokens) else ""
                if arrow != "->":
                    return None
                self.index = place + 1
                return names
            if self.tokens[place + 1].text != ",":
                return None
            place += 2
        return None

    def _lambda(self, names: list[str]) -> str:
        self.index += 1
        self._need("->")
        before = list(self.lambdas)
        self.lambdas += [name.lower() for name in names]
        body = self._either()
        self.lambdas = before
        return f"lambdafunction({', '.join([body, *['namedlambdavariable()'] * len(names)])})"

    def _named(self) -> str:
        parts = [self._part()]
        quoted = self.tokens[self.index - 1].token_type is TokenType.IDENTIFIER
        while self._word() == "." and self._word(1) != "*":
            self.index += 1
            parts.append(self._part())
        if self._word() == "(":
            return self._called(parts)
        if parts[0].lower() in self.lambdas:
            return ".".join(["namedlambdavariable()", *parts[1:]])
        if len(parts) == 1 and not quoted:
            word = parts[0].upper()
            if word in ("TRUE", "FALSE"):
                return word.lower()
            if word == "NULL":
                return "NULL"
        name, type_ = self.seen.column(parts)
        if not name:
            bare = BARE.get(parts[0].lower()) if len(parts) == 1 and not quoted else None
            if bare == "current_date()":
                type_ = "DATE"
            name = bare or ".".join(parts[-1:])
        return self._of_type(name, type_)


def _compared(word: str, left: str, right: str) -> str:
    if word in ("<>", "!="):
        return f"(NOT ({left} = {right}))"
    if word == "!<":
        word = ">="
    elif word == "!>":
        word = "<="
    return f"({left} {'=' if word == '==' else word} {right})"
