"""Reads the tokens of an expression without alias into the name that Spark gives its column."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import Final

from sqlglot import TokenType

from govsim.lineage.name_calls import NameCalls
from govsim.lineage.name_forms import cast_name
from govsim.lineage.name_tokens import TEXTS, NotNamedError
from govsim.lineage.spark_names import SHIFTS

_LEVELS: Final[tuple[frozenset[str], ...]] = (
    frozenset({"|"}),
    frozenset({"^"}),
    frozenset({"&"}),
    frozenset({"+", "-", "||"}),
    frozenset({"*", "/", "%", "DIV"}),
)
_COMPARISONS: Final = frozenset({"=", "==", "<", ">", "<=", ">=", "<>", "!=", "<=>", "!<", "!>"})
_ENDS: Final = frozenset(
    "FROM WHERE GROUP HAVING ORDER LIMIT UNION EXCEPT MINUS INTERSECT QUALIFY WINDOW LATERAL "
    "CLUSTER DISTRIBUTE SORT AS THEN ELSE END WHEN AND OR NOT IN IS LIKE ILIKE RLIKE REGEXP "
    "BETWEEN OVER ASC DESC NULLS ROWS RANGE PARTITION BY DIV WITHIN IGNORE RESPECT ON "
    "USING ESCAPE".split()
)


_start = attrgetter("start")


class Namer(NameCalls):
    """Reads one expression after another out of the tokens of a statement."""

    def name_at(self, offset: int) -> tuple[str, int]:
        """Return the name of the expression whose first token stands at an offset, and its end.

        Raises:
            NotNamedError: There is none.
        """
        self.index = bisect_left(self.tokens, offset, key=_start)
        if self.index == len(self.tokens) or self.tokens[self.index].start != offset:
            raise NotNamedError(str(offset))  # a rewrite has put the tokens in another order
        text = self._either()
        return text, self.index

    # --- operators, weakest first ---

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
        left = self._binary(0)
        while True:
            word = self._word()
            if word in _COMPARISONS:
                self.index += 1
                left = _compared(word, left, self._binary(0))
            elif word in ("NOT", "BETWEEN", "IN", "LIKE", "ILIKE", "RLIKE", "REGEXP"):
                left = self._matched(left)
            elif word == "IS":
                left = self._is(left)
            else:
                return left

    def _matched(self, left: str) -> str:
        negated = self._take("NOT")
        if self._take("BETWEEN"):
            low = self._binary(0)
            self._need("AND")
            found = f"between({left}, {low}, {self._binary(0)})"
        elif self._take("IN"):
            found = f"({left} IN ({', '.join(self._listed())}))"
        elif self._take("LIKE"):
            found = f"{left} LIKE {self._binary(0)}"
        elif self._take("ILIKE"):
            found = f"ilike({left}, {self._binary(0)})"
        elif self._take("RLIKE") or self._take("REGEXP"):
            found = f"RLIKE({left}, {self._binary(0)})"
        else:
            raise NotNamedError(self._word())
        return f"(NOT {found})" if negated else found

    def _listed(self) -> list[str]:
        self._need("(")
        if self._word() in ("SELECT", "WITH", "FROM"):
            self._skip_query()
            return ["listquery()"]
        found = [self._either()]
        while self._take(","):
            found.append(self._either())
        self._need(")")
        return found

    def _is(self, left: str) -> str:
        self.index += 1
        negated = self._take("NOT")
        if self._take("NULL"):
            return f"({left} IS NOT NULL)" if negated else f"({left} IS NULL)"
        if self._take("DISTINCT", "FROM"):
            same = f"({left} <=> {self._binary(0)})"
            return same if negated else f"(NOT {same})"
        for word in ("TRUE", "FALSE"):
            if self._take(word):
                same = f"({left} <=> {word.lower()})"
                return f"(NOT {same})" if negated else same
        if self._take("UNKNOWN"):
            return f"({left} IS NOT NULL)" if negated else f"({left} IS NULL)"
        raise NotNamedError(self._word())

    def _binary(self, level: int) -> str:
        if level == len(_LEVELS):
            return self._unary()
        left = self._binary(level + 1)
        while (word := self._word()) in _LEVELS[level]:
            self.index += 1
            right = self._binary(level + 1)
            if word == "||":
                left = f"concat({left}, {right})"
            elif right.startswith("INTERVAL ") or left.startswith("INTERVAL "):
                left = f"{left} {word} {right}"
            else:
                left = f"({left} {word.lower()} {right})"
        return left

    def _unary(self) -> str:
        if self._take("-"):
            number = self.index < len(self.tokens) and self._is_number()
            inner = self._unary()
            return f"-{inner}" if number else f"(- {inner})"
        if self._take("+"):
            return f"(+ {self._unary()})"
        if self._take("~"):
            return f"~{self._unary()}"
        return self._suffixed()

    # --- values ---

    def _is_number(self) -> bool:
        return self.tokens[self.index].token_type is TokenType.NUMBER

    def _suffixed(self) -> str:
        found = self._primary()
        while True:
            if self._take("["):
                found = f"{found}[{self._either()}]"
                self._need("]")
            elif self._take("."):
                found = f"{found}.{self._part()}"
            elif self._take("::"):
                found = cast_name(found, self._type())
            elif self._take("COLLATE"):
                found = f"collate({found}, {self._part()})"
            elif self._word() == ":" and self._word(1) not in ("", ":"):
                found = self._path(found)
            else:
                return found

    def _path(self, found: str) -> str:
        start = self.index
        self.index += 1
        steps = [self._part()]
        while self._take("."):
            steps.append(self._part())
        if self.index == start:
            raise NotNamedError(":")
        return f"{found}:{'.'.join(steps)}"

    def _primary(self) -> str:
        if self.index >= len(self.tokens):
            raise NotNamedError("")
        token = self.tokens[self.index]
        kind, word = token.token_type, self._word()
        if kind in TEXTS:
            return self._text()
        if kind is TokenType.NUMBER:
            return self._number()
        if word == "(":
            return self._grouped()
        if word in SHIFTS and (found := self._special(word)) is not None:
            return found
        if kind is not TokenType.IDENTIFIER and word in _ENDS:
            raise NotNamedError(word)
        if self._word(1) == "->":
            return self._lambda([token.text])
        return self._named()

    def _number(self) -> str:
        text = self._part()
        if self._word() == "::" and self._word(1) in ("L", "S", "Y", "D", "F", "BD"):
            self.index += 2
        elif self._word() == "::" and self._word(1) in ("BIGINT", "DECIMAL", "DOUBLE", "FLOAT"):
            glued = self.tokens[self.index].start == self.tokens[self.index - 1].end + 1
            if glued and self.tokens[self.index].end <= self.tokens[self.index].start + 1:
                self.index += 2
        if "e" in text.lower():
            return repr(float(text)).replace("e+", "E").replace("e", "E")
        return text if not text.startswith(".") else f"0{text}"

    def _grouped(self) -> str:
        if self._word(1) in ("SELECT", "WITH", "FROM", "VALUES"):
            self.index += 1
            self._skip_query()
            return "scalarsubquery()"
        if (names := self._lambda_names()) is not None:
            return self._lambda(names)
        self.index += 1
        found = [self._either()]
        while self._take(","):
            found.append(self._either())
        self._need(")")
        return found[0] if len(found) == 1 else f"struct({', '.join(found)})"

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
            if word.startswith(("CURRENT_", "LOCALTIMESTAMP")):
                return f"{parts[0].lower()}()"
        return self.resolve(parts)


def _compared(word: str, left: str, right: str) -> str:
    if word in ("<>", "!="):
        return f"(NOT ({left} = {right}))"
    if word == "!<":
        word = ">="
    elif word == "!>":
        word = "<="
    return f"({left} {'=' if word == '==' else word} {right})"
