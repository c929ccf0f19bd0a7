"""Decides whole paths: every scenario and every file of cases below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from govsim.errors import GovsimError, Place, ScriptError
from govsim.scenario.cases import run_cases
from govsim.scenario.results import Report, Result
from govsim.scenario.story import run_stories
from govsim.sources import is_story, read_text, read_tree, walk

CASES: Final = ".jsonl"
STORIES: Final = frozenset({".yaml", ".yml"})


def run_path(path: str | Path) -> Report:
    """Run a scenario, a file of cases, or, of a folder, all that are in it.

    A file that cannot be read is one broken result, and the others run all the same.

    Raises:
        GovsimError: `unreadable` or `unknown-format`: the path itself is neither.
    """
    if not Path(path).is_dir():
        return _run(str(path))
    report = Report()
    found = False
    for file in _files(str(path)):
        found = True
        try:
            report = report.joined(_run(file))
        except GovsimError as error:
            report = report.joined(Report((_unread(file, error),)))
    if not found:
        hint = "a scenario has `then`; cases are JSON lines"
        at = Place(str(path), 1, 1)
        raise GovsimError("unreadable", f"the folder `{path}` holds no scenario", at=at, hint=hint)
    return report


def run_paths(paths: Iterable[str | Path]) -> Report:
    """Run several paths, one after another."""
    report = Report()
    for path in paths:
        report = report.joined(run_path(path))
    return report


def _run(file: str) -> Report:
    suffix = Path(file).suffix.lower()
    if suffix == CASES:
        return run_cases(file)
    if suffix in STORIES or not Path(file).exists():
        return run_stories(file)
    at = Place(file, 1, 1)
    hint = "scenarios are .yaml, cases .jsonl"
    raise GovsimError("unknown-format", f"`{file}` is no scenario", at=at, hint=hint)


def _files(folder: str) -> Iterator[str]:
    for file in walk(folder):
        suffix = Path(file).suffix.lower()
        if suffix == CASES or (suffix in STORIES and is_scenario(file)):
            yield file


def is_scenario(file: str | Path) -> bool:
    """Whether a YAML file says that it is a scenario; one that cannot be read may be one."""
    try:
        roots = read_tree(read_text(file), str(file))
    except GovsimError:
        return True
    return any(is_story(root) for root in roots)


def _unread(file: str, error: GovsimError) -> Result:
    errors = error.errors if isinstance(error, ScriptError) else (error,)
    told = "\n".join(each.render() for each in errors)
    at = error.at or Place(file, 1, 1)
    return Result(
        file, file, passed=False, expected="", got="error", message=told, at=at, broken=True
    )
