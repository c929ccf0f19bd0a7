"""Reads from git which lines of which files a change touches."""

from __future__ import annotations

import re
import subprocess
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from govsim.errors import GovsimError

_HUNK: Final = re.compile(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@")
_SECONDS: Final = 60
_END: Final = 1 << 60  # a line that no file has
_BINARY: Final = "-\t-\t"


@dataclass(frozen=True, slots=True)
class Changed:
    """Lines that a change adds or alters: file → pairs of first and last line, in order."""

    lines: Mapping[Path, tuple[tuple[int, int], ...]]

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that still exist, in order."""
        return tuple(sorted(self.lines))

    def meets(self, file: str | Path, first: int, last: int) -> bool:
        """Whether any of some lines of a file, the last included, is part of the change."""
        ranges = self.lines.get(Path(file).resolve(), ())
        at = bisect_right(ranges, (last, _END)) - 1
        return at >= 0 and first <= ranges[at][1]


def read_changed(base: str, folder: str | Path = ".") -> Changed:
    """Return what the working tree changes against a revision; new files count whole.

    Args:
        base: A revision as git names it, such as `HEAD` or `origin/main`.
        folder: Any folder of the working tree.

    Raises:
        GovsimError: `no-git`: there is no git, no repository, or no such revision.
    """
    top = Path(_git(folder, "rev-parse", "--show-toplevel").strip())
    merge_base = _git(folder, "merge-base", base, "HEAD").strip()
    diff = _git(top, "-c", "core.quotepath=off", "diff", "--no-color", "--no-ext-diff",
                "--src-prefix=a/", "--dst-prefix=b/", "-U0", merge_base, "--")  # fmt: skip
    found = {top / name: tuple(ranges) for name, ranges in _ranges(diff).items()}
    counts = _git(top, "diff", "--no-ext-diff", "--no-renames", "--numstat", "-z", merge_base, "--")
    new = _git(top, "ls-files", "-z", "--others", "--exclude-standard")
    # Of what git takes for binary, such as parquet and UTF-16, it tells no lines.
    whole = [row[len(_BINARY) :] for row in counts.split("\0") if row.startswith(_BINARY)]
    found |= {top / name: ((1, _END),) for name in (*whole, *new.split("\0")) if name}
    return Changed({path.resolve(): ranges for path, ranges in found.items()})


def _ranges(diff: str) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    name = ""
    for line in diff.split("\n"):
        if line.startswith("+++ "):
            name = _name(line[4:].rstrip("\t"))
        elif name and (match := _HUNK.match(line)):
            first, count = int(match[1]), int(match[2] or 1)
            if count:
                found.setdefault(name, []).append((first, first + count - 1))
    return found


def _name(written: str) -> str:
    """Return the name behind `+++`; empty for a file that is gone."""
    if written.startswith('"'):  # git quotes names with control characters
        written = written[1:-1].encode("latin-1", "backslashreplace").decode("unicode_escape")
    return written[2:] if written.startswith("b/") else ""


def _git(folder: str | Path, *words: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *words],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        hint = "install git, or name the files"
        raise GovsimError("no-git", "git cannot be run", hint=hint) from None
    if done.returncode:
        words_ = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        reason = words_.removeprefix("fatal: ")[:200]
        if "not a git repository" in reason:
            hint = "run it inside a repository, or leave out --changed-only"
            raise GovsimError("no-git", f"`{folder}` is in no git repository", hint=hint)
        hint = "name a revision that exists: --changed-only=HEAD"
        raise GovsimError("no-git", f"git knows no such change: {reason}", hint=hint)
    return done.stdout.decode("utf-8", "surrogateescape")
