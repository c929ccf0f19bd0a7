"""Serves scenarios and cases to pytest: each expectation is a test.

Nothing of govsim is loaded until a file is collected that is one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from govsim.scenario import Result

_YAML: Final = frozenset({".yaml", ".yml"})
_CASES: Final = ".jsonl"
_FOLDER: Final = "scenarios"
_PEEKED: Final = 64 * 1024  # characters read to see whether a file is a scenario


# Grants that no expectation rests on, with their places.
_IDLE: Final = pytest.StashKey[list[str]]()


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """List the grants that no scenario exercised."""
    if idle := config.stash.get(_IDLE, []):
        terminalreporter.section("grants that no expectation rests on")
        for line in idle:
            terminalreporter.line(line)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ScenarioFile | None:
    """Collect a scenario or a file of cases, below `scenarios` or named on the command line."""
    suffix = file_path.suffix.lower()
    if suffix not in _YAML and suffix != _CASES:
        return None
    named = parent.session.isinitpath(file_path)
    if not named and _FOLDER not in file_path.parts:
        return None
    if not _looks_right(file_path, suffix):
        return None
    found: ScenarioFile = ScenarioFile.from_parent(parent, path=file_path)
    return found


def _looks_right(path: Path, suffix: str) -> bool:
    try:
        with path.open(encoding="utf-8", errors="replace") as opened:
            text = opened.read(_PEEKED)
    except OSError:
        return False
    if suffix == _CASES:
        first = text.lstrip().partition("\n")[0]
        return all(f'"{word}"' in first for word in ("principal", "action", "expected"))
    lines = text.splitlines()
    return any(line.startswith("then:") for line in lines)


class ScenarioFile(pytest.File):
    """One file of scenarios or cases."""

    def collect(self) -> Iterator[pytest.Item]:
        """Run the file, and yield one test an expectation."""
        from govsim.errors import GovsimError
        from govsim.scenario import run_path

        try:
            report = run_path(self.path)
        except GovsimError as error:
            raise self.CollectError(error.render()) from None
        self.config.stash.setdefault(_IDLE, []).extend(
            f"{one.row}  ({one.at})" for one in report.unexercised
        )
        seen: dict[str, int] = {}
        for result in report.results:
            count = seen[result.id] = seen.get(result.id, 0) + 1
            name = result.id if count == 1 else f"{result.id} [{count}]"
            yield Expectation.from_parent(self, name=name, result=result)


class DisagreementError(AssertionError):
    """An expectation that does not hold; it prints itself."""


class Expectation(pytest.Item):
    """One expectation of a scenario, or one case."""

    def __init__(self, *, result: Result, **others: object) -> None:
        super().__init__(**others)  # type: ignore[arg-type]
        self.result = result

    def runtest(self) -> None:
        """Fail when the expectation does not hold."""
        if not self.result.passed:
            raise DisagreementError(self.result.message)

    def repr_failure(  # type: ignore[override]
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: None = None,
    ) -> str:
        """Return what is wrong, with the place in the scenario."""
        if not isinstance(excinfo.value, DisagreementError):
            return str(super().repr_failure(excinfo))
        at = f"\n  --> {self.result.at}" if self.result.at else ""
        return f"{self.result.id}{at}\n{self.result.message}"

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return where the expectation stands."""
        line = self.result.at.line - 1 if self.result.at else None
        return self.path, line, self.name
