"""Each problem code has a page, and each page a code."""

from pathlib import Path

import pytest

from tests.house.codes import ROOT, codes_in, codes_used

PAGES = sorted(page for page in (ROOT / "docs/errors").glob("*.md") if page.stem != "index")


@pytest.mark.slow
def test_codes_and_pages_are_the_same_set() -> None:
    """Nothing is printed that no page explains, and no page explains what is never printed."""
    assert sorted(page.stem for page in PAGES) == sorted(codes_used())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_says_what_it_means_and_what_to_do(page: Path) -> None:
    """A page is headed by its code, and has the three parts a reader looks for."""
    text = page.read_text(encoding="utf-8")

    assert text.startswith(f"# {page.stem}\n")
    assert "\n## Example\n" in text
    assert "\n## What to do\n" in text
    assert "$ govsim apply" not in text or f"[{page.stem}]" in text


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        pytest.param('raise GovsimError("no-such", "words")', {"no-such"}, id="raised"),
        pytest.param('raise refuse("no-such", "words")', {"no-such"}, id="through a function"),
        pytest.param('Finding(code="too-wide")', {"too-wide"}, id="by keyword"),
        pytest.param('GovsimError("a-b" if x else "c-d", "words")', {"a-b", "c-d"}, id="either"),
        pytest.param('super().__init__("no-such", m)', {"no-such"}, id="a subclass"),
        pytest.param('raise KeyError(name); ValueError("Two words")', set(), id="no code"),
    ],
)
def test_codes_are_found_in_sources(source: str, codes: set[str]) -> None:
    """A code is found however it is given."""
    assert codes_in(source) == codes
