"""A decision record tells everything but the text, and is what was signed."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.guardrails import Channel, Finding, Gap, Outcome
from govsim.guardrails.evaluation import (
    Record,
    Recorder,
    Row,
    is_genuine,
    record_of_json,
    record_to_json,
    text_hash,
)
from govsim.guardrails.evaluation.replaying import Recorded
from govsim.guardrails.policy.fingerprint import fingerprint
from tests.guardrails.evaluation.graded import graded

KEY = b"a key of sixteen"
FOUND = Finding("graded", "INJECTION", 3, 9, 0.75, "says-so", "", ("base64",), Outcome.BLOCK)


def record(text: str = "the secret text", key: bytes = KEY, **more) -> Record:
    row = Row(more.pop("id", "a"), text, source="s")
    return Recorder("1.2", key).record(row, graded(), (FOUND,), (), Outcome.BLOCK)


def test_a_record_holds_no_text() -> None:
    """Spans, score, threshold, rule, versions and hashes; not one word of the text."""
    value = record_to_json(record())

    assert "secret" not in json.dumps(value)
    assert value["findings"] == [
        {
            "detector": "graded", "type": "INJECTION", "rule": "says-so", "start": 3, "end": 9,
            "score": 0.75, "threshold": 0.5, "action": "block", "through": ["base64"],
        }
    ]  # fmt: skip
    assert value["detectors"] == {"graded": "1.2"}
    assert value["policy"]["hash"] == fingerprint(graded())
    assert value["characters"] == 15


def test_a_text_is_hashed_only_under_a_key() -> None:
    """Without a key there is no hash, since a short text could be guessed from it."""
    assert record(key=b"").text_hash == ""
    assert record(key=b"").signature == ""
    assert record().text_hash == text_hash("the secret text", KEY) != text_hash("other", KEY)
    assert text_hash("x", KEY) != text_hash("x", KEY + b"!")
    assert text_hash("\ud800", KEY)


def test_a_record_that_was_changed_is_noticed() -> None:
    """A signature is of every field."""
    made = record()

    assert is_genuine(made, KEY)
    assert not is_genuine(made, KEY + b"!")
    for change in (
        {"outcome": Outcome.ALLOW}, {"decided": ()}, {"id": "b"}, {"gaps": (Gap("x", "y"),)},
        {"number": 2}, {"text_hash": ""}, {"versions": {}}, {"policy_hash": "0"}, {"source": "t"},
    ):  # fmt: skip
        assert not is_genuine(replace(made, **change), KEY)


@given(
    score=st.floats(0, 1),
    id_=st.text() | st.integers(),
    channel=st.sampled_from(list(Channel)),
    outcome=st.sampled_from(list(Outcome)),
)
def test_json_and_back_is_the_record(score, id_, channel, outcome) -> None:
    """What is written is what is read, and its signature still holds."""
    row = Row(id_, "some text", channel=channel)
    gap = (Gap("views", "too deep"),)
    made = Recorder("1", KEY).record(row, graded(), (replace(FOUND, score=score),), gap, outcome)

    back = record_of_json(json.loads(json.dumps(record_to_json(made))))

    assert back == made
    assert is_genuine(back, KEY)


@pytest.mark.parametrize("value", [{}, [], None, {"number": "x"}, {"number": 1, "id": 1}])
def test_what_is_no_record_is_refused(value) -> None:
    """JSON of another shape is no record."""
    with pytest.raises((KeyError, TypeError, ValueError)):
        record_of_json(value)


def test_records_are_numbered() -> None:
    """The records of one run count from 1, so that one that is missing is noticed."""
    recorder = Recorder("1")
    rows = (recorder.record(Row(n, "x"), graded(), (), (), Outcome.ALLOW) for n in "abc")

    assert [each.number for each in rows] == [1, 2, 3]


# --- joined with rows ------------------------------------------------------------------------


def test_records_are_found_by_id_in_any_order() -> None:
    """A row finds its record, and what has no partner is counted on either side."""
    made = [replace(record("xy"), id=each) for each in "abcd"]
    recorded = Recorded(iter(made), KEY)

    found = [recorded.of(Row(each, "xy")) for each in ("c", "a", "nobody")]

    assert [each and each.id for each in found] == ["c", "a", None]
    assert (recorded.missing, recorded.other_text, recorded.left()) == (1, 0, 2)


def test_a_record_of_another_text_is_not_compared() -> None:
    """Under the key the text must be the same; without it, as long."""
    assert Recorded(iter([record("ab")]), KEY).of(Row("a", "ac")) is None
    assert Recorded(iter([record("ab")])).of(Row("a", "ac")) is not None
    without = Recorded(iter([record("ab")]))
    assert without.of(Row("a", "abc")) is None
    assert without.other_text == 1
    assert Recorded(iter([record("ab")])).of(record("ac")) is None
    assert Recorded(iter([record("ab")])).of(record("ab")) is not None


# --- fingerprints of policies ----------------------------------------------------------------


def test_equal_policies_have_one_fingerprint() -> None:
    """A name and a description are no part of it; a threshold is."""
    assert fingerprint(graded(0.5)) == fingerprint(graded(0.5, name="other", about="words"))
    assert fingerprint(graded(0.5)) != fingerprint(graded(0.6))
    assert fingerprint(graded()) != fingerprint(graded(unscanned=Outcome.ALLOW))
