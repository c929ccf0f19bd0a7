"""Reads a documentation page as files to write, commands to run and outputs to hold.

A fence with `title=NAME` is a file, a `console` fence is commands with their outputs, a `python`
fence is a program, and a fence of the word `output` right after it is what the program prints.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from govsim.cli import main

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^```(?P<info>\S[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
TITLE = re.compile(r"\btitle=(\S+)")
SHELL = re.compile(r"[|<>&;$*`]")  # signs that only a shell understands


def pages() -> list[Path]:
    """Return every page that is written by hand; the reference is made from the code."""
    written = sorted(set((ROOT / "docs").rglob("*.md")) - set((ROOT / "docs/reference").glob("*")))
    return [ROOT / "README.md", ROOT / "docs/reference/index.md", *written]


@dataclass
class Stage:
    """A folder in which the examples of one page run, in order.

    Commands of govsim and programs run in this process, which spares its start each time; with
    `apart`, and whatever needs a shell, in one of their own.
    """

    folder: Path
    apart: bool = False
    status: int = 0
    printed: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        shim = self.folder / ".bin" / "govsim"
        shim.parent.mkdir()
        shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m govsim "$@"\n')
        shim.chmod(0o755)
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("GOVSIM", "COV"))},
            "PATH": f"{shim.parent}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}"
            + os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "COLUMNS": "100",
            "NO_COLOR": "1",
            "HOME": str(self.folder),
        }

    def play(self, info: str, body: str) -> str:
        """Run one block and return the block as it should read."""
        language, _, rest = info.partition(" ")
        if title := TITLE.search(rest):
            file = self.folder / title[1]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(body)
        elif language == "console":
            return "".join(f"$ {command}\n{self.shell(command)}" for command in commands(body))
        elif language == "python":
            self.printed = self.program(body)
            if self.status:
                raise AssertionError(self.printed)
        elif rest == "output":
            return self.printed
        return body

    def shell(self, command: str) -> str:
        """Run one command line; `$?` in it is the exit status of the one before."""
        if not self.apart and command.startswith("govsim ") and not SHELL.search(command):
            return self.here(lambda: main(shlex.split(command.replace("\\\n", " "))[1:]))
        return self.run(["bash", "-c", f"(exit {self.status}); {command}"])

    def program(self, text: str) -> str:
        """Run a program in Python."""
        if self.apart:
            return self.run([sys.executable, "-c", text])
        return self.here(lambda: exec(compile(text, "<page>", "exec"), {"__name__": "__main__"}))

    def here(self, call: Callable[[], int | None]) -> str:
        """Run something in this process, in the folder, and return all it prints."""
        printed = StringIO()
        with (
            chdir(self.folder),
            patch.dict(os.environ, self.environment, clear=True),
            patch.object(sys, "stdin", StringIO()),
            patch.object(sys, "path", [str(self.folder), *sys.path]),
            redirect_stdout(printed),
            redirect_stderr(printed),
        ):
            try:
                self.status = call() or 0
            except SystemExit as exit_:
                self.status = int(exit_.code or 0)
            finally:
                for file in self.folder.glob("*.py"):  # another page may have one of that name
                    sys.modules.pop(file.stem, None)
        return self.as_shown(printed.getvalue())

    def run(self, arguments: list[str]) -> str:
        """Run a program and return all it prints, ending in a line end."""
        done = subprocess.run(
            arguments,
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        self.status = done.returncode
        return self.as_shown(done.stdout)

    def as_shown(self, printed: str) -> str:
        """Return what a page shows of an output: no blanks behind lines, and no real folder."""
        lines = [line.rstrip() for line in printed.replace(str(self.folder), ".").splitlines()]
        return "".join(f"{line}\n" for line in lines)


def commands(body: str) -> Iterator[str]:
    """Yield the command lines of a console block; a line that ends in `\\` goes on."""
    lines = iter(body.splitlines())
    for line in lines:
        if line.startswith("$ "):
            command = line[2:]
            while command.endswith("\\"):
                command += "\n" + next(lines)
            yield command


def played(text: str, folder: Path, *, apart: bool = False) -> str:
    """Run the examples of a page and return the page as it should read."""
    stage = Stage(folder, apart)
    return FENCE.sub(
        lambda block: f"```{block['info']}\n{stage.play(block['info'], block['body'])}```", text
    )
