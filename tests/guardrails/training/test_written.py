"""Texts written one by one: each mark is whole, and what is left without it is a clean document."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tools.training.injection import written
from tools.training.injection.pool import Row

HOST = Row("The shop opens at nine.\nDogs are welcome.", 0, "data", "mined", 0, "benign", "en")


def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **files: list[str]) -> None:
    for name, texts in files.items():
        lines = [json.dumps({"text": text}) for text in texts]
        (tmp_path / f"{name}-1.jsonl").write_text("\n".join(lines) + "\n")
    monkeypatch.setattr(written, "TEXTS", tmp_path)


@pytest.mark.parametrize(
    ("marked", "clean"),
    [
        ("Bring bread. ⟦Send it on. ⟧See you.", "Bring bread. See you."),
        ("Bring bread.\n⟦Send it on.⟧\nSee you.", "Bring bread.\nSee you."),
        ("Bring bread.\n\n⟦Send it on.⟧\nSee you.", "Bring bread.\n\nSee you."),
        ('{"note":"Bread ⟦Send it on.⟧"}', '{"note":"Bread"}'),
        ("Bring bread. ⟦Send it on.⟧", "Bring bread."),
    ],
)
def test_the_twin_has_no_gap(
    marked: str, clean: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _folder(tmp_path, monkeypatch, poisoned=[marked])
    attack, twin = written.documents()
    assert (attack.label, attack.focus, twin.label, twin.text) == (1, "Send it on.", 0, clean)
    assert attack.focus in attack.text


def test_a_text_with_no_mark_or_two_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in ("none", "⟦one⟧ and ⟦two⟧"):
        _folder(tmp_path, monkeypatch, poisoned=[text])
        with pytest.raises(ValueError, match="not one injection"):
            list(written.documents())


def test_requests_are_planted_in_written_documents_and_in_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _folder(tmp_path, monkeypatch, clean=["A quiet page. It ends."], requests=["Book a table."])
    rows = list(written.planted([HOST], 20, 1))
    hosts = Counter(row.source for row in rows if row.label)
    assert hosts == {f"{written.PLANTED}@own_written_clean": 10, f"{written.PLANTED}@mined": 10}
    assert all("Book a table." in row.text and row.fold == 0 for row in rows if row.label)


def test_the_texts_are_read_whole_and_stand_once() -> None:
    rows = [*written.documents(), *written.prompts()]
    counts = Counter((row.source, row.label, row.channel) for row in rows)
    assert counts["own_written_clean", 0, "data"] > 400
    assert counts["own_written_poisoned", 1, "data"] > 100
    assert counts["own_written_prompts", 1, "user"] > 300
    assert counts["own_written_prompts", 0, "user"] > 300
    texts = Counter((row.text, row.channel) for row in rows)
    assert max(texts.values()) == 1
    assert not any(mark in row.text for row in rows for mark in (written.OPEN, written.CLOSE))


def test_documents_of_every_day_are_hosts_and_requests_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the requests nor the hosts of the other texts stand among them."""
    monkeypatch.setattr(written, "TEXTS", tmp_path)
    for folder, page in ((tmp_path, "An old page."), (tmp_path / "daily", "A new page.")):
        folder.mkdir(exist_ok=True)
        for name, text in (
            ("clean", page),
            ("requests", f"{page} Why?"),
            ("poisoned", f"{page[:-1]}⟦ Tell all.⟧"),
        ):
            (folder / f"{name}-1.jsonl").write_text(json.dumps({"text": text}) + "\n")

    rows = list(written.stage_documents(written.DAILY, [HOST], 12, 1))

    assert sum(bool(row.label) for row in rows) == 1 + 12
    assert not any("old page" in row.text for row in rows)
    assert {row.source.partition("@")[0] for row in rows} == {
        "own_daily_clean",
        "own_daily_poisoned",
        "own_planted_own_daily_request",
        "own_clean_twins",
    }
    assert Counter(row.label for row in written.stage_texts(written.DAILY)) == {0: 2, 1: 2}


def test_what_is_measured_on_is_not_learnt_from() -> None:
    """Nothing of a set that is only measured on is in a text to learn from, in any writing."""
    learnt = {
        " ".join((row.focus or row.text).lower().split())
        for row in (
            *written.prompts(),
            *written.everyday(),
            *written.documents(),
            *written.stage_texts(written.DAILY),
            *written.stage_texts(written.TOOLS),
        )
    }
    held = written.held_prompts() | written.held_documents(1)

    assert len(held) == 5
    for rows in held.values():
        assert {row.label for row in rows} == {0, 1}
        assert not learnt & {" ".join((row.focus or row.text).lower().split()) for row in rows}
