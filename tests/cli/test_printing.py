"""What is printed controls no terminal, and what is written is whole or not at all."""

import json
import os
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from govsim.cli import main
from govsim.cli.whole_files import write_whole

POLICY = """\
channels:
  user: [{detector: topics, action: block}]
topics: [{name: weapons, words: [gun]}]
"""
# What a terminal acts on, and what turns the direction of a line.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
NAMES = ["a\x1b[2J\x1b]0;b\x07.txt", "a\x9b31m.txt", "a\r.txt", "a\u202etxt.exe", "a\udcff.txt"]
FORMATS = ["text", "json", "markdown", "html", "junit", "sarif", "github", "gitlab"]


@pytest.fixture
def cli(tmp_path, monkeypatch, capsys):
    """Run a command line in a folder with a policy."""
    monkeypatch.chdir(tmp_path)
    Path("p.yaml").write_text(POLICY)

    def run(*words: str) -> tuple[int, str]:
        status = main(list(words))
        return status, "".join(capsys.readouterr())

    return run


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format_", FORMATS)
def test_the_name_of_a_file_controls_no_terminal(cli, name: str, format_: str) -> None:
    """Nor do the keys and headers in it; JSON and XML stay what they are."""
    Path("texts").mkdir()
    Path("texts", name).write_text("a gun")
    Path("texts", "b.json").write_text(json.dumps({f"{name[:-4]} of all": "a gun"}))

    status, told = cli("screen", "texts", "--policy", "p.yaml", "--format", format_)

    assert status == 1
    assert not CONTROLS.search(told)
    if format_ in ("json", "sarif", "gitlab"):
        json.loads(told)
    if format_ == "junit":
        ET.fromstring(told)


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_missing_file_controls_no_terminal(cli, name: str) -> None:
    """An error repeats it, too."""
    status, told = cli("screen", name, "--policy", "p.yaml")

    assert status == 2
    assert "error[unreadable]" in told
    assert not CONTROLS.search(told)


def test_json_tells_what_was_there(cli) -> None:
    """The characters are escaped, and not lost."""
    Path(NAMES[1]).write_text("a gun")

    _, told = cli("screen", NAMES[1], "--policy", "p.yaml", "--format", "json")

    assert NAMES[1] in json.dumps(json.loads(told), ensure_ascii=False)


def test_more_memory_than_there_is_is_an_error(cli, monkeypatch) -> None:
    """And no defect."""

    def full(*_: object) -> str:
        raise MemoryError

    monkeypatch.setattr("govsim.cli.screen._screening", full)

    status, told = cli("screen", "--text", "a", "--policy", "p.yaml")

    assert status == 2
    assert told.startswith("error[too-large]: this takes more memory than the system gives")


def test_a_file_that_cannot_be_written_is_as_it_was(tmp_path, monkeypatch) -> None:
    """A full disk takes nothing that was held, and leaves nothing beside it."""
    file = tmp_path / "a.json"
    file.write_text("held")
    written = os.fdopen

    class Full:
        def __init__(self, made: int, mode: str) -> None:
            self.file = written(made, mode)

        def __enter__(self) -> "Full":
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

        def write(self, content: bytes) -> None:
            self.file.write(content[:1])
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("govsim.cli.whole_files.os.fdopen", Full)

    with pytest.raises(OSError, match="No space left") as error:
        write_whole(file, "new")

    assert error.value.filename == str(file)
    assert file.read_text() == "held"
    assert list(tmp_path.iterdir()) == [file]


def test_what_is_written_keeps_its_link_and_rights(tmp_path) -> None:
    """Whoever could read it still can, through the name that led to it."""
    file, link = tmp_path / "a.json", tmp_path / "b.json"
    file.write_text("held")
    file.chmod(0o640)
    link.symlink_to(file)

    write_whole(link, "new \ud800")

    assert file.read_text() == "new \\ud800"
    assert file.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
