"""Decides which lines whoever wrote them has marked as holding no secret."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from govsim import expressions as re
from govsim.guardrails.secrets.hits import Hit

# What other scanners read is honoured, so that nobody marks a line twice.
_MARK: Final = re.compile(
    r"govsim:\s?allow[\s:-]*secrets?\b|pragma:\s?(?:allow|white)list[\s-]*(?P<next>nextline[\s-]*)?"
    r"secrets?|gitleaks:allow|nosecret\b|noseyparker:ignore|kingfisher:ignore|ggignore",
    re.IGNORECASE,
)


def unmarked(text: str, hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits that no comment on their line allows.

    A comment stands anywhere on the first or last line of a hit; `allowlist nextline` stands on
    the line before.
    """
    found = list(hits)
    if not found or not _MARK.search(text):
        return found
    return [hit for hit in found if not _is_marked(text, hit)]


def _is_marked(text: str, hit: Hit) -> bool:
    first = text.rfind("\n", 0, hit.start) + 1
    last = text.find("\n", hit.end)
    before = text[text.rfind("\n", 0, max(0, first - 1)) + 1 : first]
    for mark in _MARK.finditer(text[first : last if last >= 0 else len(text)]):
        if not mark["next"] and not hit.start <= first + mark.start() < hit.end:
            return True
    above = _MARK.search(before)
    return above is not None and bool(above["next"])
