"""Lists the files below a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_KEPT_BY_TOOLS: Final = frozenset(
    "__pycache__ .git .hg .svn .jj .venv .tox .nox .eggs .cache .mypy_cache .ruff_cache "
    ".pytest_cache .hypothesis .terraform .gradle .ipynb_checkpoints".split()
)


def walk(folder: str | Path) -> Iterator[str]:
    """Yield the files below a folder in order of their path, hidden ones left out."""
    found = []
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__"))]
        found += [str(Path(here) / name) for name in files if not name.startswith(".")]
    yield from sorted(found)


def walk_all(folder: str | Path) -> Iterator[str]:
    """Yield the files below a folder in order of their path, hidden ones too.

    What version control and tools keep for themselves is left out, and so is what is no file of
    its own, such as a pipe. A link to a folder is not followed: it is yielded itself where it
    leads outside, for what it leads to is not met on the way. So is a folder that cannot be listed.
    """
    found: list[Path] = []
    unlisted: list[OSError] = []
    inside = Path(folder).resolve()
    for here, folders, files in os.walk(folder, onerror=unlisted.append):
        folders[:] = [name for name in folders if name not in _KEPT_BY_TOOLS]
        links = [link for name in folders if (link := Path(here) / name).is_symlink()]
        found += [link for link in links if not link.resolve().is_relative_to(inside)]
        found += [file for name in files if (file := Path(here) / name).is_file()]
    yield from sorted([*map(str, found), *(str(error.filename) for error in unlisted)])
