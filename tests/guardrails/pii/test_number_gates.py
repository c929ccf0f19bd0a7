"""What is looked at only where it can be found is found as if it were looked at everywhere."""

import random
import re
from collections.abc import Iterator

import pytest

from govsim.guardrails.pii import assembled, card_codes, parts
from govsim.guardrails.pii.addresses_of_machines import ipv4
from govsim.guardrails.pii.candidates import PAD, clusters
from govsim.guardrails.pii.detector import PersonalDataDetector
from govsim.guardrails.pii.parts import goes_on
from govsim.guardrails.pii.scan import planner_of
from govsim.guardrails.pii.shape import shape_of
from govsim.guardrails.spotting import reading_of
from tests.guardrails.counting import calls_of

SIGNS = ("1", "22", "408", " ", '"', "'", "=", "=>", ">", ")", "]", ":", "-", "--", "\n", "[", "a")
ADDRESSES = ("10", "255", "256", "099", "001", "0", ".", ".", ".", " ", "-", "x", "10.0.0.1", ":")
TRACKS = ("4111111111111111", "0" * 12, "=2512101", "D", "^", "B", "DOE/ANA^", " ", "é", "7", ";")
NUMBERS = (
    *"219-00-1234|219-12-0000|666-12-1234|900-12-1234|219-12-1234|019-00-1234|(219-00-1234".split(
        "|"
    ),
    *"SSN |ssn: |my phone |social security |, then |, host |203.0.113.7|\n| and |(1) |(2) |+".split(
        "|"
    ),
    *"part 1: |219|12|1234|, |. |'|tax id ".split("|"),
)


def texts(pieces: tuple[str, ...], count: int, most: int = 9) -> Iterator[str]:
    chance = random.Random(7)
    for _ in range(count):
        yield "".join(chance.choices(pieces, k=chance.randint(1, most)))


def test_numbers_are_counted_wherever_a_number_and_a_sign_stand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bodies = [f"1{body}" for body in texts(SIGNS, 4_000)]
    soon = [goes_on(body, 0) for body in bodies]
    plain = re.compile(r"[0-9][\"']?[ ]?(?:=>|[)\]:=])[^0-9]|-->|\n\[")
    monkeypatch.setattr(parts, "_COUNTED", plain)
    assert soon == [goes_on(body, 0) for body in bodies]
    assert 0 < sum(soon) < len(soon)


def test_an_address_begins_where_its_shape_says_at_the_earliest() -> None:
    planner, later = planner_of(None), 0
    for body in texts(ADDRESSES, 3_000, 14):
        for start, _, end in clusters(body):
            around = shape_of(f"  {body}  "[start : end + 2 * PAD])
            plan = planner.plan(around)
            first = start - PAD + plan.ipv4 if plan.ipv4 else end
            assert ipv4(body, first, end) == ipv4(body, start, end), body
            later += start < first < end
    assert later


def test_no_track_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    bodies = list(texts(TRACKS, 3_000))
    gated = [list(card_codes.card_codes(body, reading_of(body))) for body in bodies]
    monkeypatch.setattr(card_codes, "_may_hold_tracks", lambda _: True)
    assert gated == [list(card_codes.card_codes(body, reading_of(body))) for body in bodies]
    assert any(gated)


def test_behind_an_impossible_number_nothing_is_put_together_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    look = PersonalDataDetector().hits
    bodies = list(texts(NUMBERS, 3_000))
    gated = [look(body) for body in bodies]
    monkeypatch.setattr(assembled, "_is_no_social", lambda *_: False)
    assert gated == [look(body) for body in bodies]


def test_an_impossible_number_is_not_read_on(monkeypatch: pytest.MonkeyPatch) -> None:
    text, look = "SSN 219-00-1234, then 203, then 113", PersonalDataDetector().hits
    look(text)
    gated = calls_of(lambda: look(text))
    monkeypatch.setattr(assembled, "_is_no_social", lambda *_: False)
    assert gated < calls_of(lambda: look(text))
