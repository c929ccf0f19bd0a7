"""Every link inside the documentation leads somewhere."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, pages

LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)(?:#[^)]*)?\)")
QUOTED_PATH = re.compile(r"`([\w.-]+(?:/[\w.*-]+)*/?)`")


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files(page: Path) -> None:
    """A relative link names a file or folder that exists."""
    links = LINK.findall(page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_where_names_files_that_exist() -> None:
    """Each path in the second column of docs/where.md is there."""
    rows = [
        line.rsplit("|", 2)[1]
        for line in (ROOT / "docs/where.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    ]
    paths = [path for row in rows for path in QUOTED_PATH.findall(row)]

    assert paths
    assert [path for path in paths if not any(ROOT.glob(path.rstrip("/")))] == []


def test_where_has_a_question_for_each_package() -> None:
    """No package is left out: each folder of govsim is named, or something in it."""
    text = (ROOT / "docs/where.md").read_text(encoding="utf-8")
    folders = {path.parent.relative_to(ROOT) for path in (ROOT / "govsim").rglob("*.py")}
    packages = {f"{path.as_posix()}/" for path in folders if path.name != "govsim"}

    assert [each for each in sorted(packages) if f"`{each}" not in text] == []


def test_every_page_is_reached_from_the_index() -> None:
    """Following links from docs/index.md visits every page but those of a linked folder."""
    start = ROOT / "docs/index.md"
    seen, todo = {start}, [start]
    while todo:
        page = todo.pop()
        for link in LINK.findall(page.read_text(encoding="utf-8")):
            target = (page.parent / link).resolve()
            found = sorted(target.glob("*.md")) if target.is_dir() else [target]
            new = [each for each in found if each.suffix == ".md" and each not in seen]
            seen.update(new)
            todo += new

    assert sorted(set((ROOT / "docs").rglob("*.md")) - seen) == []
