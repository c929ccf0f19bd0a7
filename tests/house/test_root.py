"""The first folder holds what the project is made of, and nothing that a run left behind."""

import subprocess

from tests.house.codes import ROOT

KNOWN = {
    *(".ci", ".gitattributes", ".gitignore", ".pre-commit-hooks.yaml"),
    *("CHANGELOG.md", "LICENSE", "Makefile", "NOTICE", "README.md", "pyproject.toml"),
    *("docs", "govsim", "policies", "scenarios", "tests", "tools"),
}


def test_nothing_stands_in_the_first_folder_by_mistake() -> None:
    """Every file that is kept there is one of these."""
    kept = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout

    assert {name.partition("/")[0] for name in kept.split("\0") if name} == KNOWN
