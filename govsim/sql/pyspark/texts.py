"""Reads what Python does with texts and lists, as far as it stays small."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from typing import Final

from govsim.sql.names import quote_text
from govsim.sql.pyspark.values import (
    LONGEST,
    MOST,
    Column,
    Frame,
    NotFollowedError,
    Text,
    Value,
)

# A field of a format that says more than a place or a name.
_FORMATS: Final = re.compile(r"\{[^{}]*[^\w{}][^{}]*\}")


def not_long(values: list[Value]) -> list[Value]:
    """Return a list; a very long one is not followed."""
    if len(values) > MOST:
        raise NotFollowedError("a very long list")
    return values


def counted(given: Sequence[Value]) -> Value:
    """Return the numbers of `range(…)`; very many are not followed.

    Raises:
        ValueError: They are no arguments of `range`.
        TypeError: So with their number.
    """
    numbers = range(*(each for each in given if isinstance(each, int)))
    if len(numbers) > MOST:
        raise NotFollowedError("a very long list")
    return list(numbers)


def as_text(value: Value, node: ast.expr) -> Text:
    """Return a text; what is not known stands in it in braces, as an f-string has it."""
    if isinstance(value, Text):
        return value
    return Text(f"{{{ast.unparse(node)}}}", known=False)


def of_text(held: Text, name: str, given: Sequence[Value], named: Mapping[str, Value]) -> Text:
    """Return what a method of a text gives.

    Raises:
        NotFollowedError: It is not known, or gives a very long text.
    """
    if name == "format":
        plain = [each.text for each in given if isinstance(each, Text)]
        words = {key: each.text for key, each in named.items() if isinstance(each, Text)}
        if len(plain) == len(given) and len(words) == len(named) and not _FORMATS.search(held.text):
            _small(held.text.count("{") * max(map(len, [*plain, *words.values()]), default=0))
            return Text(held.text.format(*plain, **words), held.known)
        return Text(held.text, known=False)
    if name in ("lower", "upper", "strip", "rstrip", "lstrip") and not given:
        return Text(getattr(held.text, name)(), held.known)
    if name == "replace" and all(isinstance(each, Text) for each in given):
        old, new = (each.text for each in given if isinstance(each, Text))
        _small(held.text.count(old) * len(new))
        return Text(held.text.replace(old, new), held.known)
    if name == "join" and len(given) == 1 and isinstance(given[0], list):
        parts = [as_text(each, ast.Name("part")) for each in given[0]]
        _small(sum(len(part.text) + len(held.text) for part in parts))
        return Text(held.text.join(p.text for p in parts), all(p.known for p in parts))
    raise NotFollowedError(f"{name}() of a text")


_PERCENT: Final = re.compile(r"%(?:\((?P<name>\w+)\))?(?P<kind>[sdi%])")


def percent(held: Text, given: Value) -> Text:
    """Return what `"… %s …" % values` gives; a value that is not known stands in braces.

    Raises:
        NotFollowedError: It says more than which values go where.
    """
    values = iter(given if isinstance(given, list) else [given])
    known, used = held.known, 0

    def said(found: re.Match[str]) -> str:
        nonlocal known, used
        if found["kind"] == "%":
            return "%"
        by_name = found["name"] is not None
        named = given.get(found["name"]) if by_name and isinstance(given, dict) else None
        value = named if by_name else next(values, None)
        text = value if isinstance(value, Text) else Text(str(value), type(value) in (int, float))
        known, used = known and text.known, used + len(text.text)
        _small(used)
        return text.text if text.known or isinstance(value, Text) else "{value}"

    if "%" in _PERCENT.sub("", held.text):
        raise NotFollowedError("a text that is formatted with %")
    made = _PERCENT.sub(said, held.text)
    return Text(made, known)


def _small(length: int) -> None:
    if length > LONGEST:
        raise NotFollowedError("a very long text")


def with_arguments(text: str, named: Mapping[str, Value]) -> str:
    """Return the text of `spark.sql("… {df} … :day", df=df, args={"day": …})` with what is given.

    Parameters whose values are not written out stay as they are.
    """
    args = named.get("args")
    for name, value in named.items():
        said = _said(value)
        if said is not None:
            _small(text.count(f"{{{name}}}") * len(said))
            text = text.replace(f"{{{name}}}", said)
    for name, value in args.items() if isinstance(args, dict) else ():
        if isinstance(value, Text) and value.known:
            said = quote_text(value.text)
            _small(text.count(f":{name}") * len(said))
            pattern = rf"(?<![\w:)\]`.]):{re.escape(name)}\b"
            text = said.join(re.split(pattern, text))
    return text


def _said(value: Value) -> str | None:
    if isinstance(value, Frame):
        return f"({value.query})"
    if isinstance(value, Column):
        return value.sql
    if isinstance(value, Text):
        return quote_text(value.text) if value.known else None
    return str(value) if type(value) in (int, float) else None
