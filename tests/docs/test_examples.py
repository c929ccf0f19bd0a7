"""Every example in the documentation is what govsim really prints.

`GOVSIM_UPDATE_DOCS=1 pytest tests/docs` writes the outputs anew.
"""

import os
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, pages, played

# What a newcomer reads first is played as a newcomer plays it, in processes of its own.
APART = ("README.md", "tutorial.md")


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_shows_what_its_commands_print(page: Path, tmp_path: Path) -> None:
    """Running the commands of a page in order gives the page back, letter by letter."""
    written = page.read_text(encoding="utf-8")

    real = played(written, tmp_path, apart=page.name in APART)

    assert "Traceback (most recent call last)" not in real
    assert "\nusage: " not in real
    if os.environ.get("GOVSIM_UPDATE_DOCS"):
        page.write_text(real, encoding="utf-8")
    else:
        assert real == written


def test_a_wrong_output_is_noticed(tmp_path: Path) -> None:
    """A page that shows something else than its command prints is not given back as it was."""
    file = "```text title=a.txt\nhello\n```\n"
    page = file + "```console\n$ cat a.txt\nbye\n$ false\n$ echo $?\n```\n"

    assert played(page, tmp_path) == page.replace("bye", "hello").replace("$?\n", "$?\n1\n")
