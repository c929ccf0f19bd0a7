"""The reference is what the code says today."""

from tools.reference import reference


def test_the_reference_is_current() -> None:
    """Making the reference again changes nothing; `make update-docs` makes it."""
    stale = [
        path.name
        for path, text in reference().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]

    assert stale == []
