"""Decides what the functions that ask who reads answer to her: memberships, and her name."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import lru_cache
from typing import Final

_SILENT: Final = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_ASKED: Final = re.compile(
    r"""(?<![\w.`])(?:
    (?P<member>is_account_group_member|is_member)\s*\(\s*(?:'(?P<group>[^']*)'\s*\))?
    |(?P<name>current_user|session_user|user)\s*\(\s*\)
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def answers_of(text: str, principal: str, ids: Container[str]) -> Iterator[str]:
    """Yield what each such function in a text answers to a reader: `is_member('hr') is false`.

    Args:
        text: The query of a view, or the body of a function.
        principal: The session user, as whom the functions see the reader.
        ids: Every identity she acts as.

    Source:
        Unity Catalog documentation: *row filters and column masks*; *dynamic views*.
    """
    for function, group in _asked(text):
        if group is not None:
            yield f"{function}('{group}') is {'true' if group in ids else 'false'}"
        elif function.endswith("user"):
            yield f"{function}() is {principal}"
        else:
            yield f"{function}(…) is asked of each row"


@lru_cache(maxsize=4096)
def _asked(text: str) -> tuple[tuple[str, str | None], ...]:
    found = {
        ((each["member"] or each["name"]).lower(), each["group"]): None
        for each in _ASKED.finditer(_SILENT.sub(" ", text))
    }
    return tuple(found)
