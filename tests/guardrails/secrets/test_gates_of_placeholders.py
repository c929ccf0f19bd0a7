"""What is looked at before a search for placeholders passes over none of them."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsim.guardrails.secrets.placeholders import made_up_share

TABLES = tomllib.loads(
    (files("govsim.guardrails.secrets") / "placeholders.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("word", TABLES["words"])
@settings(max_examples=4)
@given(data=st.data())
def test_every_word_holds_one_of_the_pieces(word: str, data: st.DataObject) -> None:
    """So that a value without a piece holds no word."""
    value = data.draw(st.from_regex(f"(?i){word}").filter(str.isascii))

    assert any(piece in value.lower() for piece in TABLES["held"].split())


@pytest.mark.parametrize("template", sorted({*TABLES["templates"]} - {*TABLES["lettered"]}))
@settings(max_examples=4)
@given(data=st.data())
def test_no_other_template_is_of_letters_and_digits_alone(
    template: str, data: st.DataObject
) -> None:
    """So that a value of these is looked through for the few that are."""
    assert not data.draw(st.from_regex(template)).isalnum()


def share_by_looking(value: str) -> float:
    """Return which share of a value stands in four characters of a sequence, one by one."""
    grams = {row[at : at + 4] for row in TABLES["sequences"] for at in range(len(row) - 3)}
    marked = {
        at + n for at in range(len(value) - 3) if value[at : at + 4] in grams for n in range(4)
    }
    return len(marked) / max(1, len(value))


@pytest.mark.parametrize(
    ("value", "share"), [("aaaab", 0.8), ("abxabxab", 0.0), ("xyxyxyq", 6 / 7), ("q7f0k2", 0.0)]
)
def test_what_is_repeated_counts(value: str, share: float) -> None:
    """A sign four times, or a few of them three times."""
    assert made_up_share(value) == pytest.approx(share)


@given(st.text("0123abcq", max_size=12))
def test_what_is_counted_up_counts(value: str) -> None:
    """At least as much of it as the sequences hold."""
    assert made_up_share(value) >= share_by_looking(value)
