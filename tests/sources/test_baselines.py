"""A baseline is read back as it was written, and anything else is refused."""

from pathlib import Path

import pytest

from govsim.errors import GovsimError
from govsim.guardrails.secrets import Accepted, Baseline
from govsim.sources.baselines import read_baseline, write_baseline


def test_a_baseline_is_read_back(tmp_path: Path) -> None:
    """Writing and reading is the identity, and the file is even."""
    baseline = Baseline(bytes(16), {"b.py": (Accepted("12ab", "SECRET", "jwt", 3),), "a.py": ()})
    file = tmp_path / "secrets.json"
    file.write_text(write_baseline(baseline), encoding="utf-8")

    assert read_baseline(file) == baseline
    assert write_baseline(read_baseline(file)) == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"version": 2}',
        '{"version": {"a": "%s"}}' % ("b" * 1000),
        '{"version": 1, "salt": "%s", "accepted": {"a": [{"hash": "b", "type": "c", "rule": "d", '
        '"line": 1e999}]}}' % ("00" * 16),
        '{"version": 1, "salt": "00", "accepted": {}}',
        '{"version": 1, "salt": "zz", "accepted": {}}',
        '{"version": 1, "salt": "' + "00" * 16 + '", "accepted": {"a": 1}}',
    ],
)
def test_what_is_no_baseline_is_refused(content: str, tmp_path: Path) -> None:
    """A file of another form is an error, and nothing is taken for accepted."""
    file = tmp_path / "secrets.json"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(GovsimError) as refusal:
        read_baseline(file)

    assert refusal.value.code == "broken-baseline"
