"""Decides what the functions that ask who reads answer to her: memberships, and her name."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache
from typing import Final

from govsim.catalog import Metastore
from govsim.model.values import RelationDetail, RoutineDetail, Securable

_SILENT: Final = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_ASKED: Final = re.compile(
    r"""(?<![\w.`])(?:
    (?P<member>is_account_group_member|is_member)\s*\(\s*(?:'(?P<group>[^']*)'\s*\))?
    |(?P<name>current_user|session_user|user)\s*\(\s*\)
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def asked_by(
    held: Securable, metastore: Metastore, *, helpers: bool = True
) -> Iterator[tuple[str, str]]:
    """Yield the texts that may ask who reads: of a view or function, and of what it calls."""
    found, met = [held], {held.key}
    for one in found:
        detail = one.detail
        if isinstance(detail, RelationDetail | RoutineDetail) and detail.body:
            yield f"{str(one.type).lower()} {one.name}", detail.body
        if not helpers or not isinstance(detail, RoutineDetail):
            continue
        for key in detail.calls:
            inner = metastore.securables.get(key)
            if inner is not None and key not in met:
                met.add(key)
                found.append(inner)


def answered(
    asked: Iterable[tuple[str, str]], principal: str, ids: Container[str]
) -> Iterator[str]:
    """Yield what each such function answers: `view main.v: is_member('hr') is false`.

    Args:
        asked: What asks, and its text.
        principal: The session user, as whom the functions see the reader.
        ids: Every identity she acts as.

    Source:
        Unity Catalog documentation: *row filters and column masks*; *dynamic views*.
    """
    for what, text in asked:
        for function, group in _asked(text):
            if group is not None:
                yield f"{what}: {function}('{group}') is {'true' if group in ids else 'false'}"
            elif function.endswith("user"):
                yield f"{what}: {function}() is {principal}"
            else:
                yield f"{what}: {function}(…) is asked of each row"


@lru_cache(maxsize=4096)
def _asked(text: str) -> tuple[tuple[str, str | None], ...]:
    found = {
        ((each["member"] or each["name"]).lower(), each["group"]): None
        for each in _ASKED.finditer(_SILENT.sub(" ", text))
    }
    return tuple(found)
