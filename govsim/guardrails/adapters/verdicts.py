"""Reads the answer of a judge: JSON, or the lines of Llama Guard. Anything else is no verdict."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

_FENCE: Final = re.compile(r"\A```(?:json)?\s*\n(.*)\n```\Z", re.DOTALL)
_LINES: Final = re.compile(
    r"\A(?:safe|unsafe(?:\s*\n\s*(?P<codes>[A-Za-z0-9_]{1,24}(?:\s*,\s*[A-Za-z0-9_]{1,24})*))?)\Z"
)
_TYPE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_ -]{0,40}")
_UNSAFE: Final = "UNSAFE"
_KEYS: Final = frozenset({"verdict", "type", "types", "score", "why", "reason"})


@dataclass(frozen=True, slots=True)
class Judged:
    """What a judge says of a text."""

    types: tuple[str, ...]  # labels as the judge writes them; empty: harmless
    score: float  # how sure it is that the text is what the types say


def judged(answer: str) -> Judged | None:
    """Return what an answer says, or None where it is no verdict.

    Args:
        answer: `safe`; `unsafe`, with codes such as `S1,S10` on the next line; or a JSON object
            with `verdict` (`safe` or `unsafe`) and, if it likes, `type` or `types` and `score`.
    """
    text = answer.strip()
    if lines := _LINES.fullmatch(text.lower() if "\n" not in text else text):
        if text.lower().startswith("safe"):
            return Judged((), 0.0)
        codes = re.split(r"\s*,\s*", lines["codes"]) if lines["codes"] else [_UNSAFE]
        return Judged(tuple(codes), 1.0)
    fenced = _FENCE.fullmatch(text)
    return _of_json(fenced[1] if fenced else text)


def _of_json(text: str) -> Judged | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or not set(value) <= _KEYS:
        return None
    verdict = value.get("verdict")
    score = value.get("score", 1.0 if verdict == "unsafe" else 0.0)
    types = value.get("types", value.get("type"))
    types = [types] if isinstance(types, str) else types if types is not None else []
    named = isinstance(types, list) and all(
        isinstance(each, str) and _TYPE.fullmatch(each) for each in types
    )
    sure = isinstance(score, int | float) and not isinstance(score, bool) and 0 <= score <= 1
    if verdict not in ("safe", "unsafe") or not named or not sure:
        return None
    if verdict == "safe":
        return Judged((), 0.0)
    return Judged(tuple(types) or (_UNSAFE,), float(score))
