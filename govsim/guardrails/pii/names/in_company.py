"""Decides who is a person by standing beside one: `z Anną Kowalską i Piotrem Kowalskim`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from govsim import expressions as re
from govsim.guardrails.pii.values import Hit

_AND: Final = re.compile(r"(?:,|[ ](?:i|oraz|and|a|&))[ ]")
# Two words, of which the second is declined as surnames in -ski and -cki are; a place of that form
# hardly follows a person.
_SURNAME: Final = re.compile(r"[^\W\d_]{3,} [^\W\d_]{2,}[sc]k(?:i|im|iego|iemu|a|ą|iej)")


def may_be_person(text: str, hit: Hit) -> bool:
    """Whether what is taken for something else is named as a person could be."""
    found = hit.type in ("LOCATION", "ORG") and _SURNAME.fullmatch(text, hit.start, hit.end)
    return bool(found)


def in_company(text: str, found: Iterable[Hit]) -> list[Hit]:
    """Return the finds, those as persons that are told with a person and named like one.

    Args:
        text: What was read.
        found: What was found in it, in the order of the text.
    """
    told: list[Hit] = []
    for hit in found:
        before = told[-1] if told else None
        if (
            before is not None
            and before.type == "PERSON"
            and may_be_person(text, hit)
            and _AND.fullmatch(text, before.end, hit.start)
        ):
            hit = hit._replace(type="PERSON")
        told.append(hit)
    return told
