"""Reads from git which lines of which files a change touches."""

from __future__ import annotations

import re
import subprocess
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from govsim.errors import GovsimError
from govsim.sources.walking import walk_all

_HUNK: Final = re.compile(r"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_SECONDS: Final = 60
_END: Final = 1 << 60  # a line that no file has
_WHOLE: Final = ((1, _END),)
_BINARY: Final = "-\t-\t"
_REPOSITORY: Final = "160000"  # the mode of an entry of git that is a repository of its own
_OTHERS: Final = ("ls-files", "-z", "--others", "--exclude-standard")
# Whatever somebody has set for the eye, such as other prefixes or notebooks shown as text.
_PLAIN: Final = ("--no-color", "--no-ext-diff", "--no-textconv", "--ignore-submodules=none")
_LINES: Final = ("--src-prefix=a/", "--dst-prefix=b/", "-U0", "--inter-hunk-context=0",
                 "--submodule=short")  # fmt: skip

Ranges: TypeAlias = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """Lines that a change adds or alters: file → pairs of first and last line, in order."""

    lines: Mapping[Path, Ranges]

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that still exist, in order."""
        return tuple(sorted(self.lines))

    def meets(self, file: str | Path, first: int, last: int) -> bool:
        """Whether any of some lines of a file, the last included, is part of the change."""
        ranges = self.lines.get(placed(file), ())
        at = bisect_right(ranges, (last, _END)) - 1
        return at >= 0 and first <= ranges[at][1]


def placed(path: str | Path) -> Path:
    """Return where a file or a link stands, whatever the link leads to."""
    path = Path(path)
    return path.parent.resolve() / path.name if path.is_symlink() else path.resolve()


def read_changed(base: str, paths: Iterable[str | Path] = ()) -> Changed:
    """Return what the working trees of some paths change against a revision.

    New files count whole. A repository within another counts as far as it differs from the commit
    that the outer one had of it.

    Args:
        base: A revision as git names it, such as `HEAD` or `origin/main`.
        paths: Files and folders; those of other repositories than that of the current folder are
            looked at in theirs. With none, the current folder counts.

    Raises:
        GovsimError: `no-git`: there is no git, no repository, or no such revision.
    """
    if base.startswith("-"):
        raise _no_change(f"`{base}` is no revision")
    found: dict[Path, Ranges] = {}
    tops: list[Path] = []
    for folder in _folders(paths):
        if not any(folder.is_relative_to(top) for top in tops):
            tops.append(Path(_git(folder, "rev-parse", "--show-toplevel").strip("\n")).resolve())
            found |= _tree(tops[-1], _forked_from(tops[-1], base))
    return Changed({placed(path): ranges for path, ranges in found.items()})


def _folders(paths: Iterable[str | Path]) -> list[Path]:
    """Return the folders to ask git in: the current one, where its repository holds the path."""
    here = Path.cwd().resolve()
    top = next((each for each in (here, *here.parents) if (each / ".git").exists()), None)
    named = [(path if path.is_dir() else path.parent).resolve() for path in map(Path, paths)]
    asked = [here if top and folder.is_relative_to(top) else folder for folder in named]
    return list(dict.fromkeys(asked or [here]))


def _forked_from(top: Path, base: str) -> str:
    """Return the commit that a revision and HEAD have in common; before any commit, nothing."""
    if base == "HEAD" and not _says(top, "rev-parse", "--verify", "--quiet", "HEAD"):
        return _nothing(top)
    if not _says(top, "rev-parse", "--verify", "--quiet", f"{base}^{{commit}}"):
        raise _no_change(f"`{base}` is no revision")
    if forked := _says(top, "merge-base", base, "HEAD"):
        return forked.strip()
    hint = "fetch more of the history: git fetch --unshallow"
    raise _no_change(f"`{base}` and HEAD have no commit in common here", hint)


def _nothing(top: Path) -> str:
    return _git(top, "hash-object", "-t", "tree", "/dev/null").strip()


def _tree(top: Path, base: str) -> dict[Path, Ranges]:
    """Return the lines of one working tree that differ from a commit, by file."""
    diff = _git(top, "-c", "core.quotepath=off", "diff", *_PLAIN, *_LINES, base, "--")
    found: dict[Path, Ranges] = {top / name: tuple(at) for name, at in _ranges(diff).items()}
    counts = _git(top, "diff", *_PLAIN, "--no-renames", "--numstat", "-z", base, "--")
    # Of what git takes for binary, such as parquet and UTF-16, it tells no lines.
    whole = [row[len(_BINARY) :] for row in counts.split("\0") if row.startswith(_BINARY)]
    whole += filter(None, _git(top, *_OTHERS).split("\0"))
    for name in whole:
        found |= _all_of(top / name)
    raw = _git(top, "diff", *_PLAIN, "--no-renames", "--raw", "--no-abbrev", "-z", base, "--")
    for name, commit in _repositories(raw):
        found |= _within(top / name, commit)
        found.pop(top / name, None)
    return found


def _all_of(path: Path) -> dict[Path, Ranges]:
    """Return a new file, or each file of a repository that nobody has entered."""
    if path.is_dir() and not path.is_symlink():
        return {Path(file): _WHOLE for file in walk_all(path)}
    return {path: _WHOLE}


def _repositories(raw: str) -> Iterator[tuple[str, str]]:
    """Yield each repository within another that differs, with its former commit, if it had one."""
    fields = raw.split("\0")
    for status, name in zip(fields[::2], fields[1::2], strict=False):
        before, after, commit, *_ = status.removeprefix(":").split(" ")
        if after == _REPOSITORY:
            yield name, commit if before == _REPOSITORY else ""


def _within(top: Path, commit: str) -> dict[Path, Ranges]:
    """Return what a repository within another has new; all of it, if its past is not here."""
    if not (top / ".git").exists():  # it was never fetched, and its folder is empty
        return {}
    known = commit and _says(top, "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}")
    return _tree(top, commit) if known else _all_of(top)


def _ranges(diff: str) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    name = ""
    lines = iter(diff.split("\n"))
    for line in lines:
        if line.startswith("+++ "):
            name = _name(line[4:].rstrip("\t"))
        elif match := _HUNK.match(line):
            gone, first, count = int(match[1] or 1), int(match[2]), int(match[3] or 1)
            if name and count:
                found.setdefault(name, []).append((first, first + count - 1))
            _skip(lines, gone + count)
    return found


def _skip(lines: Iterator[str], count: int) -> None:
    """Pass over the text of a hunk, in which a line may look like the name of a file."""
    while count and (line := next(lines, None)) is not None:
        # What git adds of a missing line end begins with a backslash, and is not counted.
        count -= line.startswith(("+", "-"))


def _name(written: str) -> str:
    """Return the name behind `+++`; empty for a file that is gone."""
    if written.startswith('"'):  # git quotes names with control characters
        written = written[1:-1].encode("latin-1", "backslashreplace").decode("unicode_escape")
    return written[2:] if written.startswith("b/") else ""


def _git(folder: str | Path, *words: str) -> str:
    done = _run(folder, *words)
    if done.returncode:
        words_ = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        reason = words_.removeprefix("fatal: ")[:200]
        if "not a git repository" in reason:
            hint = "run it inside a repository, or leave out --changed-only"
            raise GovsimError("no-git", f"`{folder}` is in no git repository", hint=hint)
        raise _no_change(reason)
    return done.stdout.decode("utf-8", "surrogateescape")


def _says(folder: Path, *words: str) -> str:
    """Return what git says; nothing where it fails."""
    done = _run(folder, *words)
    return "" if done.returncode else done.stdout.decode("utf-8", "surrogateescape")


def _run(folder: str | Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *words],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        hint = "install git, or name the files"
        raise GovsimError("no-git", "git cannot be run", hint=hint) from None


def _no_change(
    reason: str, hint: str = "name a revision that exists: --changed-only=HEAD"
) -> GovsimError:
    return GovsimError("no-git", f"git knows no such change: {reason}", hint=hint)
