"""Screens text that a page carries and does not show: comments, hidden elements, attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govsim.guardrails.normalise.view import View, payload

_COMMENT: Final = re.compile(r"<!--(.{1,4000}?)-->", re.DOTALL)
_ELEMENT: Final = re.compile(
    r"<(?:[a-z][a-z0-9]{0,15})\b[^<>]{0,400}?(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}"
    r"hidden|font-size\s{0,3}:\s{0,3}[01](?:px|pt|em)?\s{0,3}[;\"']|opacity\s{0,3}:\s{0,3}0?(?:\.0\d?)?"
    r"\s{0,3}[;\"']|color\s{0,3}:\s{0,3}(?:white|#fff(?:fff)?|transparent)\b|left\s{0,3}:\s{0,3}-\d{3}"
    r"|\shidden(?=[\s>])|aria-hidden\s{0,3}=\s{0,3}[\"']?true)[^<>]{0,400}>([^<]{1,4000})",
    re.IGNORECASE,
)
_ATTRIBUTE: Final = re.compile(
    r"\b(?:alt|title|aria-label|content|placeholder)\s{0,3}=\s{0,3}"
    r"(?:\"([^\"<>]{24,2000})\"|'([^'<>]{24,2000})')",
    re.IGNORECASE,
)
_MARKDOWN: Final = re.compile(r"^\[[^\]\n]{1,40}\]:\s*(?:#|<>)\s*[(\"']([^\n]{4,2000})[)\"']", re.M)
_KINDS: Final = (
    ("html comment", "<!--", _COMMENT),
    ("hidden element", "<", _ELEMENT),
    ("attribute", "=", _ATTRIBUTE),
    ("markdown comment", "]:", _MARKDOWN),
)
_MOST: Final = 40


def hidden(view: View) -> Iterator[View]:
    """Yield each text that is not shown."""
    for step, sign, pattern in _KINDS:
        if sign not in view.text:
            continue
        for count, match in enumerate(pattern.finditer(view.text)):
            if count == _MOST:
                break
            group = next(n for n, text in enumerate(match.groups(), 1) if text is not None)
            yield payload(view, step, match.start(group), match.end(group), match.group(group))
