"""The stories that govsim ships hold, each of them."""

from pathlib import Path

import pytest

from govsim.scenario import run_path

FOLDER = Path(__file__).resolve().parents[2] / "scenarios"
STORIES = sorted(file for file in FOLDER.rglob("*.yaml") if "\nthen:" in file.read_text("utf-8"))


@pytest.mark.parametrize("story", STORIES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_story_holds(story: Path) -> None:
    """Every expectation of a shipped story holds, and there is at least one."""
    report = run_path(story)

    assert report.results
    assert [result.message for result in report.results if not result.passed] == []


def test_every_trap_has_a_story() -> None:
    """T1 to T8 are each told by a file of their own."""
    assert sorted(path.name[:2] for path in (FOLDER / "traps").glob("*.yaml")) == [
        f"t{number}" for number in range(1, 9)
    ]
