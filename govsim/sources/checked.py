"""Reads a tree of values into a typed model, with every misfit told at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StrictBool,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from govsim.errors import GovsimError, Place, ScriptError, nearest
from govsim.sources.tree import Node

M = TypeVar("M", bound="Checked")
_BOUNDS = {
    "greater_than": "above",
    "greater_than_equal": "of at least",
    "less_than": "below",
    "less_than_equal": "of at most",
}
_EXPECTED = {
    "string_type": "a text",
    "bool_type": "true or false",
    "int_type": "a number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
}


_OF_FIELDS = frozenset({"unknown_fields", "missing"})
_MOST_MISFITS = 1_000  # that are looked at of one file
_MOST_TOLD = 100
_EITHER = re.compile(r"(expected .*)(, found .*)", re.DOTALL)


def _one_or_more(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Text = str
Flag = StrictBool
Texts = Annotated[tuple[str, ...], BeforeValidator(_one_or_more)]  # one text, or a list of them


class Checked(BaseModel):
    """A model of a file: frozen, and without patience for fields that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the fields as a file writes them."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())

    @model_validator(mode="before")
    @classmethod
    def _known(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        unknown = [key for key in value if key not in cls.names()]
        if unknown:
            context = {"unknown": unknown, "known": cls.names()}
            raise PydanticCustomError("unknown_fields", "unknown fields", context)
        # A key with nothing behind it says nothing.
        return {key: held for key, held in value.items() if held is not None}


def checked(model: type[M], node: Node) -> M:
    """Return the model that a tree fits.

    Raises:
        ScriptError: Every misfit: `unknown-field` or `wrong-value`, each with its place.
    """
    try:
        return model.model_validate(node.plain())
    except ValidationError as error:
        misfits = _nearest(error.errors(include_url=False)[:_MOST_MISFITS], node)
        found = islice((one for misfit in misfits for one in _errors(misfit, node)), _MOST_TOLD)
        raise ScriptError(_merged(list(found))) from None


def _nearest(misfits: Iterable[Any], root: Node) -> list[Any]:
    """Return misfits without those of what a mapping may be besides a mapping with some fields."""
    placed = [(misfit, _at(misfit["loc"], root)[0]) for misfit in misfits]
    read = {node.place for misfit, node in placed if misfit["type"] in _OF_FIELDS}
    return [
        misfit
        for misfit, node in placed
        if misfit["type"] in _OF_FIELDS or node.kind != "mapping" or node.place not in read
    ]


def _merged(errors: list[GovsimError]) -> list[GovsimError]:
    """Return one error for what may be of several kinds and is of none: what it may be, joined."""
    made: list[GovsimError] = []
    for error in errors:
        last = made[-1] if made else None
        parts = _EITHER.fullmatch(error.message)
        before = _EITHER.fullmatch(last.message) if last and last.at == error.at else None
        if last is None or parts is None or before is None or parts[2] != before[2]:
            made.append(error)
        elif parts[1] not in before[1]:
            message = f"{before[1]} or {parts[1].removeprefix('expected ')}{before[2]}"
            made[-1] = GovsimError(last.code, message, at=last.at, hint=last.hint)
    return made


def _errors(misfit: Any, root: Node) -> Iterator[GovsimError]:
    node, missing = _at(misfit["loc"], root)
    if misfit["loc"] and misfit["loc"][-1] == "[key]":
        node = _key_at(misfit["loc"][:-1], root) or node
    if misfit["type"] == "unknown_fields":
        context = misfit["ctx"]
        for name in context["unknown"]:
            yield unknown_field(name, context["known"], node)
    elif misfit["type"] == "missing":
        message = f"the field `{missing}` is missing"
        yield GovsimError("wrong-value", message, at=node.place)
    else:
        hint = _hint(node) if misfit["type"] == "string_type" else None
        yield GovsimError("wrong-value", _words(misfit, node), at=node.place, hint=hint)


def unknown_field(name: str, known: Iterable[str], node: Node) -> GovsimError:
    """Return the error for a key that a mapping does not take."""
    known = tuple(known)
    near = nearest(name, known)
    hint = f"did you mean `{near}`?" if near else f"one of {', '.join(known)}"
    key = node.key(name)
    at: Place = key.place if key else node.place
    return GovsimError("unknown-field", f"there is no field `{name}` here", at=at, hint=hint)


def _at(location: tuple[int | str, ...], root: Node) -> tuple[Node, str]:
    node = root
    for step in location:
        under = node.get(step)
        if under is None:
            # A misfit of the key itself is told at the value; one that is missing, at the whole.
            return node, str(step)
        node = under
    return node, ""


def _key_at(location: tuple[int | str, ...], root: Node) -> Node | None:
    """Return a key of a mapping, which is itself what does not fit."""
    holder, _ = _at(location[:-1], root)
    return holder.key(str(location[-1])) if location else None


def _words(misfit: Any, node: Node) -> str:
    expected = _EXPECTED.get(misfit["type"])
    if misfit["type"] == "literal_error":
        expected = f"one of {misfit['ctx']['expected']}".replace("'", "`").replace(" or ", ", ")
    if (bound := _BOUNDS.get(misfit["type"])) is not None:
        expected = f"a number {bound} {next(iter(misfit['ctx'].values())):g}"
    if expected is not None:
        return f"expected {expected}, found {_found(node)}"
    return str(misfit["msg"]).removeprefix("Value error, ")


def _found(node: Node) -> str:
    if node.kind != "scalar":
        return f"a {node.kind}"
    if isinstance(node.scalar, str):
        return f"`{node.scalar[:60]}`"
    if node.scalar is None:
        return "nothing"
    return f"`{node.raw}`, which YAML reads as {str(node.scalar).lower()}"


def _hint(node: Node) -> str | None:
    typed = node.kind == "scalar" and not isinstance(node.scalar, str | None)
    return f'write it in quotes: "{node.raw}"' if typed else None
