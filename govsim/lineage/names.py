"""Reads the tokens of an expression without alias into the name that Spark gives its column."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlglot import TokenType

from govsim.lineage.spark_names import (
    CAST_FUNCTIONS,
    DEFAULTS,
    FRAMELESS,
    ROW_FRAMES,
    SHIFTS,
    SPELLINGS,
    TYPES,
    UNIT_FIRST,
)

Resolve = Callable[[Sequence[str]], str]
_TEXTS: Final = frozenset({TokenType.STRING, TokenType.RAW_STRING, TokenType.NATIONAL_STRING})
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
_ORDERS: Final = (("ORDER BY",), ("ORDER", "BY"), ("SORT BY",), ("SORT", "BY"))


class NotNamedError(Exception):
    """The tokens are no expression that has a known name."""


class Namer:
    """Reads one expression after another out of the tokens of a statement."""

    def __init__(self, tokens: Sequence[Any], resolve: Resolve) -> None:
        self.tokens = tokens
        self.resolve = resolve
        self.index = 0
        self.lambdas: list[str] = []

    def name_at(self, offset: int) -> tuple[str, int]:
        """Return the name of the expression whose first token stands at an offset, and its end.

        Raises:
            NotNamedError: There is none.
        """
        starts = [token.start for token in self.tokens]
        self.index = bisect_left(starts, offset)
        text = self._either()
        return text, self.index

    # --- tokens ---

    def _word(self, ahead: int = 0) -> str:
        place = self.index + ahead
        if place >= len(self.tokens):
            return ""
        token = self.tokens[place]
        if token.token_type in _TEXTS or token.token_type is TokenType.IDENTIFIER:
            return ""
        text = str(token.text).upper()
        return " ".join(text.split()) if " " in text else text

    def _take(self, *words: str) -> bool:
        if all(self._word(place) == word for place, word in enumerate(words)):
            self.index += len(words)
            return True
        return False

    def _need(self, word: str) -> None:
        if not self._take(word):
            raise NotNamedError(word)

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
                found = _cast(found, self._type())
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

    def _part(self) -> str:
        if self.index >= len(self.tokens):
            raise NotNamedError("")
        self.index += 1
        return str(self.tokens[self.index - 1].text).removeprefix("_gs_")

    def _primary(self) -> str:
        if self.index >= len(self.tokens):
            raise NotNamedError("")
        token = self.tokens[self.index]
        kind, word = token.token_type, self._word()
        if kind in _TEXTS:
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

    def _text(self) -> str:
        said = self._part()
        while self.index < len(self.tokens) and self.tokens[self.index].token_type in _TEXTS:
            said += self._part()
        return said

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

    def _skip_query(self) -> None:
        depth = 1
        while depth:
            word = self._word()
            if self.index >= len(self.tokens):
                raise NotNamedError("(")
            depth += (word == "(") - (word == ")")
            self.index += 1

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

    # --- calls ---

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
        return f"{_windowed(found, function)} OVER ({' '.join(pieces)})"

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

    # --- forms with words of their own ---

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
            return _cast(inner, type_, word)
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

    def _text_next(self) -> bool:
        place = self.index + 1
        return place < len(self.tokens) and self.tokens[place].token_type in _TEXTS

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


def _compared(word: str, left: str, right: str) -> str:
    if word in ("<>", "!="):
        return f"(NOT ({left} = {right}))"
    if word == "!<":
        word = ">="
    elif word == "!>":
        word = "<="
    return f"({left} {'=' if word == '==' else word} {right})"


def _cast(inner: str, type_: str, word: str = "CAST") -> str:
    return f"{word}({inner} AS {type_})"


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


def _windowed(found: str, function: str) -> str:
    return found
