"""The packages import downwards only, and from each other's front door."""

import subprocess
import sys

from tests.house.codes import ROOT


def test_layers_are_kept() -> None:
    """No package imports one that stands above it."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
