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
    for here, folders, files in _below(folder, []):
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
    for here, folders, files in _below(folder, unlisted):
        folders[:] = [name for name in folders if name not in _KEPT_BY_TOOLS]
        links = [link for name in folders if (link := Path(here) / name).is_symlink()]
        found += [link for link in links if not link.resolve().is_relative_to(inside)]
        found += [file for name in files if (file := Path(here) / name).is_file()]
    yield from sorted([*map(str, found), *(str(error.filename) for error in unlisted)])


def files_below(folder: str | Path) -> Iterator[str]:
    """Yield each file below a folder in order of their path; links to folders are not followed."""
    found = [Path(here) / name for here, _, files in _below(folder, []) for name in files]
    yield from sorted(str(file) for file in found if file.is_file())


def _below(
    folder: str | Path, unlisted: list[OSError]
) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each folder with the names of folders and of files in it, as `os.walk` does.

    Nothing here calls itself, for folders may be nested as deep as a path is long.

    Args:
        folder: Where to begin.
        unlisted: Takes the error of each folder that cannot be listed.
    """
    waiting = [str(folder)]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                told = [(entry.name, _is_folder(entry)) for entry in entries]
        except OSError as error:
            unlisted.append(error)
            continue
        folders = [name for name, is_folder in told if is_folder]
        yield here, folders, [name for name, is_folder in told if not is_folder]
        paths = (Path(here) / name for name in folders)
        waiting += [str(path) for path in paths if not path.is_symlink()]


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
