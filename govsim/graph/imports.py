"""Reads which modules a Python file or notebook imports, as paths that scripts at hand may have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from govsim.graph.tasks import Files

_IMPORT: Final = re.compile(
    r"^[ \t]*(?:from[ \t]+(?P<dots>\.*)(?P<module>[\w.]*)[ \t]+import[ \t]*\(?(?P<names>[\w, \t]*)"
    r"|import[ \t]+(?P<modules>[\w., \t]+))",
    re.MULTILINE,
)


def imported(files: Files, path: str, text: str) -> Iterator[str]:
    """Yield the scripts at hand that a script imports, each by its path.

    A module of one name is looked for beside the script alone, for others may bear the name of a
    library.

    Args:
        files: The scripts at hand.
        path: Where the script lies.
        text: The script; one that is no Python imports nothing.
    """
    if not path.lower().endswith((".py", ".ipynb")) or "import" not in text:
        return
    for found in _IMPORT.finditer(text):
        for up, module in _modules(found):
            beside = "../" * up + module if module else ""
            held = files.called(path, f"./{beside}") if beside else None
            if held is None and not up and "/" in module:
                held = files.named(module)
            if held is not None and held != path:
                yield held


def _modules(found: re.Match[str]) -> Iterator[tuple[int, str]]:
    """Yield how many folders up a module is looked for, and its path from there."""
    if found["modules"] is not None:
        for each in found["modules"].split(","):
            name = each.split()[0] if each.split() else ""
            yield 0, name.replace(".", "/")
        return
    up = max(0, len(found["dots"]) - 1)
    module = found["module"].replace(".", "/")
    if module:
        yield up, module
    for each in found["names"].split(","):
        name = each.split()[0] if each.split() else ""
        if name:
            yield up, f"{module}/{name}".lstrip("/")
