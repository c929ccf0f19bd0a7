"""Holds what a policy may set about personal data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from govsim.errors import GovsimError, nearest
from govsim.guardrails.pii.custom import Recognizer, recognizer_of
from govsim.guardrails.pii.formats import FORMATS
from govsim.guardrails.pii.values import PERSONAL, TYPES

COUNTRIES: Final = frozenset(known.country for known in FORMATS if known.country)
LEAST: Final = 0.4  # the score from which on a find of a type of the user's own is reported
KEYS: Final = ("types", "also", "countries", "thresholds", "recognizers", "hosted")


@dataclass(frozen=True)
class Settings:
    """What is looked for, and from which score on.

    Attributes:
        types: Names of `TYPES`, and entities of own recognisers.
        countries: ISO 3166-1 alpha-2 codes of the national formats that count; None is all.
        thresholds: The least score by type, where it is not the type's own.
        recognizers: The user's own, in Presidio's form.
        hosted: Entities that Presidio's recognisers look for besides.
    """

    types: frozenset[str] = PERSONAL
    countries: frozenset[str] | None = None
    thresholds: Mapping[str, float] = field(default_factory=dict)
    recognizers: tuple[Recognizer, ...] = ()
    hosted: tuple[str, ...] = ()

    @cached_property
    def leasts(self) -> Mapping[str, float]:
        """The score from which on a find is reported, by type, where it is not `LEAST`."""
        return {name: own.threshold for name, own in TYPES.items()} | dict(self.thresholds)

    @cached_property
    def most(self) -> float:
        """The score from which on a find of any type is reported."""
        return max(LEAST, *self.leasts.values())

    def least(self, type_: str) -> float:
        """Return the score from which on a find of a type is reported."""
        return self.leasts.get(type_, LEAST)


def settings_of(options: Mapping[str, tuple[str, ...]]) -> Settings:
    """Return the settings that the options of a policy make.

    Args:
        options: `types` names all types, `also` adds some to the usual ones, `countries` codes,
            `thresholds` such as `PHONE=0.6`, `recognizers` one JSON object each, `hosted`
            entities of Presidio.

    Raises:
        GovsimError: `wrong-value` for an option, a type, a country or a number that is none.
    """
    for key in options:
        _known("option", key, KEYS)
    recognizers = tuple(_recognizer(text) for text in options.get("recognizers", ()))
    names = (*TYPES, *(r.entity for r in recognizers))
    types = frozenset(options["types"]) if "types" in options else PERSONAL
    types |= frozenset(options.get("also", ())) | {r.entity for r in recognizers}
    for name in types:
        _known("type of personal data", name, names)
    countries = frozenset(code.upper() for code in options.get("countries", ()))
    for code in countries:
        _known("country", code, tuple(sorted(COUNTRIES)))
    return Settings(
        types=types,
        countries=countries if "countries" in options else None,
        thresholds=dict(_threshold(text, names) for text in options.get("thresholds", ())),
        recognizers=recognizers,
        hosted=options.get("hosted", ()),
    )


def _recognizer(text: str) -> Recognizer:
    try:
        values: Any = json.loads(text)
    except ValueError as error:
        message = f"an own recogniser is not JSON: {error}"
        raise GovsimError("wrong-value", message) from None
    return recognizer_of(values)


def _threshold(text: str, names: tuple[str, ...]) -> tuple[str, float]:
    name, _, number = text.partition("=")
    _known("type of personal data", name, names)
    try:
        score = float(number)
    except ValueError:
        score = -1.0
    if not 0 <= score <= 1:
        message = f"the threshold `{text}` is not a type and a number from 0 to 1"
        raise GovsimError("wrong-value", message, hint="write it as `PHONE=0.6`")
    return name, score


def _known(what: str, name: str, names: tuple[str, ...]) -> None:
    if name not in names:
        near = nearest(name, names)
        hint = f"did you mean `{near}`?" if near else f"one of {', '.join(names)}"
        raise GovsimError("wrong-value", f"there is no {what} `{name}`", hint=hint)
