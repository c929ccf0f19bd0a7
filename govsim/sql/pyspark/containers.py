"""Reads what Python does with the lists and dicts that a cell writes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from govsim.sql.pyspark.texts import not_long
from govsim.sql.pyspark.values import NotFollowedError, Text, Value


def of_dict(held: Mapping[str, Value], name: str, given: Sequence[Value]) -> Value:
    """Return what a method of a dict gives.

    Raises:
        NotFollowedError: It is not known.
    """
    if name == "items" and not given:
        return [[Text(key), value] for key, value in held.items()]
    if name == "keys" and not given:
        return [Text(key) for key in held]
    if name == "values" and not given:
        return list(held.values())
    key = given[0] if given else None
    if name == "get" and isinstance(key, Text) and key.known:
        return held.get(key.text, given[1] if len(given) > 1 else None)
    raise NotFollowedError(f"{name}() of a dict")


def of_list(held: list[Value], name: str, given: Sequence[Value]) -> Value:
    """Return what a method of a list gives: those that add to it change it.

    Raises:
        NotFollowedError: It is not known, or adds a list of its own.
    """
    added = given[0] if len(given) == 1 else None
    if name == "append" and len(given) == 1:
        added = [added]
    if name not in ("append", "extend") or not isinstance(added, list):
        raise NotFollowedError(f"{name}() of a list")
    if not all(_flat(each) for each in added):  # what holds itself would never end
        raise NotFollowedError("a list of lists that grows")
    held[:] = not_long([*held, *added])
    return None


def _flat(value: Value) -> bool:
    """Return whether a value is no list, and no dict that holds any."""
    if isinstance(value, dict):
        return not any(isinstance(each, list | dict) for each in value.values())
    return not isinstance(value, list)


def reduced(given: Sequence[Value], called: Callable[[Value, list[Value]], Value]) -> Value:
    """Return what `functools.reduce` gives: one value of a list after another is taken in.

    Args:
        given: What `reduce` is given: a function, a list, and perhaps what to begin with.
        called: Gives what a function comes to for two values.

    Raises:
        NotFollowedError: The list is not known, or empty.
    """
    function, values = given[0], given[1] if len(given) > 1 else None
    rest = list(values) if isinstance(values, list) else []
    found = given[2] if len(given) > 2 else rest.pop(0) if rest else None
    if not isinstance(values, list) or found is None:
        raise NotFollowedError("reduce() of a list that is computed")
    for each in rest:
        found = called(function, [found, each])
    return found
