"""JSON is written back as it stood, but for the texts that change."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.sources.documents import is_json, rewritten, texts_in

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)  # fmt: skip
documents = st.lists(values, max_size=3) | st.dictionaries(st.text(max_size=5), values, max_size=3)


@given(document=documents, ascii_only=st.booleans(), indent=st.sampled_from([None, 2]))
def test_what_does_not_change_stays_as_it_is_written(document, ascii_only, indent) -> None:
    """Escapes, spaces and the order of keys are those of the file."""
    text = json.dumps(document, ensure_ascii=ascii_only, indent=indent)

    assert is_json(text)
    assert rewritten(text, lambda value, channel, label: value, every=True) == text


@given(document=documents, put=st.text(max_size=6))
def test_any_text_may_stand_in_place_of_another(document, put: str) -> None:
    """What is put in is escaped, and what comes out is JSON with as many texts."""
    text = json.dumps(document)
    made = rewritten(text, lambda value, channel, label: f'{put}"{value}', every=True)

    json.loads(made)
    assert is_json(made)
    assert len(texts_in(made)) == len(texts_in(text))


@pytest.mark.parametrize(
    ("put", "written"),
    [
        pytest.param("400000000000", '{"n": 400000000000}', id="a number stays one"),
        pytest.param("<CARD>", '{"n": "<CARD>"}', id="a text gets quotes"),
        pytest.param("0400", '{"n": "0400"}', id="no number has a zero in front"),
    ],
)
def test_a_number_stays_json(put: str, written: str) -> None:
    """A long number may be that of a card, and what replaces it is a value."""
    assert rewritten('{"n": 4111111111111111}', lambda value, channel, label: put) == written


@pytest.mark.parametrize(
    ("text", "held"),
    [
        pytest.param('{"a": 1}\n\n{"b": "x"}\n', True, id="lines"),
        pytest.param('{"a": 1}\n{"b": ', False, id="a broken line"),
        pytest.param('"a"', False, id="a bare value"),
        pytest.param("dear {name}", False, id="prose"),
        pytest.param("[1, 2", False, id="broken off"),
    ],
)
def test_what_json_is(text: str, held: bool) -> None:
    """Documents and lines are told from a text, and from what is broken."""
    assert is_json(text) is held


def test_json_inside_a_text_is_written_back_inside() -> None:
    """The arguments of a call are JSON in a text of JSON, and stay that."""
    text = json.dumps({"arguments": json.dumps({"card": 4111111111111111, "to": "Ann"})})
    made = rewritten(text, lambda value, channel, label: f"<{label}>")

    assert json.loads(json.loads(made)["arguments"]) == {"card": "<card>", "to": "<to>"}


def test_half_a_character_stays_an_escape() -> None:
    """What JSON can say and no file can hold is written as JSON says it."""
    made = rewritten('{"é": "a\\ud800"}', lambda value, channel, label: f"<{value}>")

    assert made == '{"é": "<a\\ud800>"}'
    made.encode()
