"""Finds what the user's own recognisers describe, in the form in which Presidio takes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from govsim.errors import GovsimError
from govsim.guardrails.own_patterns import matches_of, own_pattern
from govsim.guardrails.pii.context import AFTER, BEFORE, fold
from govsim.guardrails.pii.values import Hit

_FLAGS: Final = re.DOTALL | re.MULTILINE | re.IGNORECASE
_BOOST: Final = 0.35  # what a word near adds, as in Presidio
_LEAST_WITH_WORD: Final = 0.4
_KNOWN: Final = frozenset(
    """name supported_entity supported_entities supported_language supported_languages patterns
    deny_list deny_list_score context type enabled score_thresholds country_code version
    global_regex_flags""".split()
)


@dataclass(frozen=True, slots=True)
class Recognizer:
    """One recogniser of the user: patterns with scores, and words that speak for a match."""

    name: str
    entity: str
    patterns: tuple[tuple[re.Pattern[str], float], ...]
    context: frozenset[str] = frozenset()

    def find(self, text: str) -> Iterator[Hit]:
        """Yield every match; a whole word of the context near it makes it likelier."""
        for pattern, score in self.patterns:
            for match in matches_of(pattern, text, "pii"):
                if match.end() > match.start():
                    yield Hit(
                        *match.span(), self.entity, self._weighed(text, match, score), self.name
                    )

    def _weighed(self, text: str, match: re.Match[str], score: float) -> float:
        if not self.context:
            return score
        start, end = match.span()
        near = f"{text[max(0, start - BEFORE) : start]} {text[end : end + AFTER]}"
        words = re.findall(r"[^\W_]+", fold(near))
        if self.context.isdisjoint(words):
            return score
        return min(1.0, max(score + _BOOST, _LEAST_WITH_WORD))


def recognizer_of(values: Any) -> Recognizer:
    """Return a recogniser from the values of one entry of a Presidio recognisers file.

    Args:
        values: `name`, `supported_entity`, then `patterns` (each with `regex` and `score`) or
            `deny_list`, and `context`.

    Raises:
        GovsimError: `wrong-value` or `wrong-pattern`: something is missing, unknown or no
            regular expression that can be tried.
    """
    if not isinstance(values, Mapping):
        raise GovsimError("wrong-value", "an own recogniser is a mapping of fields")
    name = str(values.get("name") or "recogniser")
    unknown = sorted(set(values) - _KNOWN)
    if unknown:
        raise _wrong(name, f"has a field `{unknown[0]}` that recognisers do not have")
    if "score_thresholds" in values:
        raise _wrong(name, "has `score_thresholds`, which are the option `thresholds` of `pii`")
    entities = values.get("supported_entities") or ()
    entity = values.get("supported_entity") or next(iter(entities), None)
    if not isinstance(entity, str):
        raise _wrong(name, "names no `supported_entity`")
    if len(entities) > 1:
        raise _wrong(name, "names several entities, where each needs a recogniser of its own")
    flags = _flags(name, values.get("global_regex_flags", _FLAGS))
    patterns = [_pattern(name, each, flags) for each in values.get("patterns") or ()]
    denied = [str(word) for word in values.get("deny_list") or ()]
    if denied:
        score = _score(name, values.get("deny_list_score", 1.0))
        words = "|".join(re.escape(word) for word in sorted(denied, key=len, reverse=True))
        patterns.append((re.compile(rf"(?<!\w)(?:{words})(?!\w)", flags), score))
    if not patterns:
        raise _wrong(name, "has neither `patterns` nor a `deny_list`")
    words_near = (fold(str(word)) for word in _context(values))
    return Recognizer(name, entity, tuple(patterns), frozenset(words_near))


def _context(values: Mapping[str, Any]) -> Iterator[Any]:
    """Yield the words of the context, those that stand beside a language too."""
    yield from values.get("context") or ()
    for each in values.get("supported_languages") or ():
        if isinstance(each, Mapping):
            yield from each.get("context") or ()


def _flags(name: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(name, f"has `global_regex_flags` `{value}` that are no number")
    return value


def _pattern(name: str, values: Any, flags: int) -> tuple[re.Pattern[str], float]:
    if not isinstance(values, Mapping) or not isinstance(values.get("regex"), str):
        raise _wrong(name, "has a pattern without a `regex`")
    compiled = own_pattern(values["regex"], flags, what=f"the recogniser `{name}`")
    return compiled, _score(name, values.get("score", 0.5))


def _score(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise _wrong(name, f"has a score `{value}` that is not a number from 0 to 1")
    return float(value)


def _wrong(name: str, what: str) -> GovsimError:
    return GovsimError("wrong-value", f"the recogniser `{name}` {what}")
