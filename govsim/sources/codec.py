"""Reads values of the model out of JSON and writes them as JSON, by the types of their fields."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from immutables import Map

from govsim.errors import nearest
from govsim.model.values import RelationDetail, RoutineDetail, StorageDetail

Reader = Callable[[Any], Any]
# A union of details is told apart by a word.
_DETAILS: Final = {
    "relation": RelationDetail,
    "routine": RoutineDetail,
    "storage": StorageDetail,
}
_WORDS: Final = {detail: word for word, detail in _DETAILS.items()}


class MisfitError(Exception):
    """A value of a dump that does not fit; the caller knows the line."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


def encode(value: Any) -> Any:
    """Return a value as JSON has it; fields at their default are left out."""
    if isinstance(value, str | int | float | NoneType):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, Mapping):
        return {key: encode(held) for key, held in sorted(value.items())}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [encode(held) for held in value]
    return _fields_of(value)


def _fields_of(value: Any) -> dict[str, Any]:
    written: dict[str, Any] = {}
    model: Any = type(value)
    for name, default in _defaults(model):
        held = getattr(value, name)
        if held != default:
            word = _WORDS.get(type(held))
            written[name] = {word: encode(held)} if word else encode(held)
    return written


@cache
def _defaults(model: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, _default(field)) for field in _compared(model))


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _compared(model: type[Any]) -> list[dataclasses.Field[Any]]:
    return [field for field in dataclasses.fields(model) if field.compare]


def decode(model: Any, value: Any) -> Any:
    """Return the value of the model that a JSON value says.

    Raises:
        MisfitError: It says none.
    """
    return _reader(model)(value)


@cache
def _reader(hint: Any) -> Reader:
    """Return what reads a value of a type."""
    origin, parts = get_origin(hint), get_args(hint)
    if hint in (str, int, bool):
        return lambda value: _plain(hint, value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda value: _enum(hint, value)
    if dataclasses.is_dataclass(hint):
        return _dataclass(hint)
    if origin in (Union, UnionType):
        return _union(parts)
    if origin is tuple:
        return _tuple(parts)
    if origin is frozenset:
        inner = _reader(parts[0])
        return lambda value: frozenset(map(inner, _listed(value)))
    if origin is not None and issubclass(origin, Mapping):
        inner = _reader(parts[1])
        return lambda value: Map({key: inner(held) for key, held in _mapped(value).items()})
    raise TypeError(f"no reader for {hint}")


def _plain(kind: type[Any], value: Any) -> Any:
    if type(value) is not kind:
        raise MisfitError(f"expected {_WORD[kind]}, found `{str(value)[:60]}`")
    return value


_WORD: Final = {str: "a text", int: "a number", bool: "true or false"}


def _enum(kind: type[Enum], value: Any) -> Enum:
    try:
        return kind(value)
    except ValueError:
        near = nearest(str(value), [str(one.value) for one in kind])
        hint = f"did you mean `{near}`?" if near else None
        raise MisfitError(f"`{str(value)[:60]}` is not known here", hint) from None


def _dataclass(model: Any) -> Reader:
    fields = _compared(model)
    required = [f.name for f in fields if _default(f) is dataclasses.MISSING]
    readers: dict[str, Reader] = {}

    def read(value: Any) -> Any:
        # Types are looked up late: a condition holds conditions.
        if not readers:
            hints = get_type_hints(model)
            readers.update((field.name, _reader(hints[field.name])) for field in fields)
        said = _mapped(value)
        for name in required:
            if name not in said:
                raise MisfitError(f"the field `{name}` is missing")
        return model(**{name: _known(readers, name)(held) for name, held in said.items()})

    return read


def _known(readers: Mapping[str, Reader], name: str) -> Reader:
    if (reader := readers.get(name)) is None:
        near = nearest(name, readers)
        raise MisfitError(
            f"there is no field `{name}` here", f"did you mean `{near}`?" if near else None
        )
    return reader


def _union(parts: tuple[Any, ...]) -> Reader:
    others = [part for part in parts if part is not NoneType]
    if len(others) == 1:
        inner = _reader(others[0])
        return lambda value: None if value is None else inner(value)
    return lambda value: None if value is None else _detail(value)


def _detail(value: Any) -> Any:
    said = _mapped(value)
    word = next(iter(said), "")
    if len(said) != 1 or word not in _DETAILS:
        raise MisfitError(f"expected one of {', '.join(_DETAILS)}, found `{word}`")
    return decode(_DETAILS[word], said[word])


def _tuple(parts: tuple[Any, ...]) -> Reader:
    if len(parts) == 2 and parts[1] is Ellipsis:
        inner = _reader(parts[0])
        return lambda value: tuple(map(inner, _listed(value)))
    readers = [_reader(part) for part in parts]

    def read(value: Any) -> tuple[Any, ...]:
        said = _listed(value)
        if len(said) != len(readers):
            raise MisfitError(f"expected {len(readers)} values, found {len(said)}")
        return tuple(reader(held) for reader, held in zip(readers, said, strict=True))

    return read


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise MisfitError(f"expected a list, found `{str(value)[:60]}`")
    return value


def _mapped(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise MisfitError(f"expected a mapping, found `{str(value)[:60]}`")
    return value
