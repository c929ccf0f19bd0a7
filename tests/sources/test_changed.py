"""Holds what git is asked of a change, and what it may not hide."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from govsim.errors import GovsimError
from govsim.sources.changed import read_changed

ME = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "protocol.file.allow=always")


def _git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(folder), *ME, *words], check=True, capture_output=True)


def _made(folder: Path, **files: str) -> Path:
    """Return a repository with some files of one commit."""
    folder.mkdir()
    _git(folder, "init", "-q")
    for name, text in files.items():
        (folder / name).write_text(text)
    _git(folder, "add", "-A")
    _git(folder, "commit", "-qm", "one", "--allow-empty")
    return folder


def _lines(folder: Path, base: str = "HEAD") -> dict[str, list[tuple[int, int]]]:
    changed = read_changed(base, [folder])
    return {str(p.relative_to(folder)): list(at) for p, at in changed.lines.items()}


def test_a_line_that_looks_like_the_head_of_a_file_hides_nothing(tmp_path: Path) -> None:
    """What a change adds may begin with plus signs or look like a hunk: it is text."""
    repo = _made(tmp_path / "r", a="one\ntwo\nthree\nfour")
    (repo / "a").write_text("1\n++ b/other\n@@ -1 +9 @@\ntwo\nthree\n++ b/other")

    assert _lines(repo) == {"a": [(1, 3), (6, 6)]}


@pytest.mark.parametrize(
    "setting",
    [
        ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"),
        ("diff.interHunkContext", "9"),
        ("diff.x.textconv", "sed s/^/a\\n/"),
        ("diff.external", "false"),
        ("color.ui", "always"),
    ],
)
def test_what_somebody_set_for_the_eye_changes_no_line(
    tmp_path: Path, setting: tuple[str, str]
) -> None:
    """Prefixes, filters and colours of git move no line and hide no file."""
    repo = _made(tmp_path / "r", **{"a": "1\n2\n3\n4\n5\n", ".gitattributes": "a diff=x\n"})
    _git(repo, "config", *setting)
    (repo / "a").write_text("1\nb\n3\n4\ne\n")

    assert _lines(repo) == {"a": [(2, 2), (5, 5)]}


def test_a_repository_within_another_is_looked_into(tmp_path: Path) -> None:
    """What changed in a submodule counts, by line; one that nobody added counts whole."""
    inner = _made(tmp_path / "i", s="one\n")
    repo = _made(tmp_path / "r", a="one\n")
    _git(repo, "submodule", "add", "-q", str(inner), "sub")
    _git(repo, "commit", "-qm", "two")
    (repo / "sub" / "s").write_text("one\ntwo\n")
    _made(repo / "nested", n="x\n")

    assert _lines(repo) == {"sub/s": [(2, 2)], "nested/n": [(1, 1 << 60)]}
    _git(repo / "sub", "commit", "-qam", "two")
    assert _lines(repo)["sub/s"] == [(2, 2)]
    _git(repo / "sub", "gc", "-q")
    assert "sub/s" in _lines(repo, "HEAD~1")


def test_before_any_commit_everything_is_new(tmp_path: Path) -> None:
    """The first commit of a repository is screened too."""
    repo = tmp_path / "r"
    repo.mkdir()
    _git(repo, "init", "-q")
    (repo / "a").write_text("x\n")
    (repo / "b").write_text("x\n")
    _git(repo, "add", "a")

    assert set(_lines(repo)) == {"a", "b"}


def test_a_link_is_no_change_of_what_it_leads_to(tmp_path: Path) -> None:
    """A new link counts; the lines of the file behind it stay as old as they are."""
    repo = _made(tmp_path / "r", a="one\n")
    (repo / "link").symlink_to("a")

    assert set(_lines(repo)) == {"link"}


def test_paths_are_looked_at_in_their_own_repository(tmp_path: Path, monkeypatch) -> None:
    """Where somebody stands does not decide what of a path is new."""
    here, there = _made(tmp_path / "h", a="one\n"), _made(tmp_path / "t", b="one\n")
    (there / "b").write_text("one\ntwo\n")
    monkeypatch.chdir(here)

    assert _lines(there) == {"b": [(2, 2)]}
    monkeypatch.chdir(tmp_path)
    assert _lines(there) == {"b": [(2, 2)]}


@pytest.mark.parametrize("base", ["--help", "--output=x", "nowhere", "other"])
def test_what_git_cannot_compare_with_is_told(tmp_path: Path, base: str) -> None:
    """A revision is never an option of git, and one without a common past is told."""
    repo = _made(tmp_path / "r", a="one\n")
    _git(repo, "branch", "-m", "mine")
    _git(repo, "checkout", "-q", "--orphan", "other")
    _git(repo, "commit", "-qm", "x")
    _git(repo, "checkout", "-q", "mine")

    with pytest.raises(GovsimError) as told:
        read_changed(base, [repo])

    assert told.value.code == "no-git"
    assert base in told.value.message
    assert not (repo / "x").exists()
