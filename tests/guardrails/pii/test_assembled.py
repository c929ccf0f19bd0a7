"""Values told in parts are put together, whatever the layout, where a word says what they are."""

import pytest

from govsim.guardrails.pii.detector import PersonalDataDetector
from govsim.guardrails.pii.parts import HEXADECIMAL, NUMBER, in_order, parts_of
from govsim.guardrails.values import Channel
from govsim.guardrails.views import views_of

CARD = ("4539", "1488", "0343", "6467")


def found(text: str) -> set[str]:
    """Return the types that the detector finds in any view."""
    findings = PersonalDataDetector().find(views_of(text), Channel.USER)
    return {each.type for each in findings if each.score >= 0.4}


@pytest.mark.parametrize(
    "between",
    [
        ", okay, next ",
        " (pause) ",
        "\n[12:04] ",
        "\n10:02 ana> ",
        "\nana  10:02 AM\n",
        "\nAgent: ok, go on\nCaller: ",
        "\n\n2\n00:00:04,000 --> 00:00:06,000\n",
    ],
)
def test_groups_said_one_after_the_other_are_one_number(between: str) -> None:
    """Words of speech, turns of a dialogue and times of captions are no part of a number."""
    assert "CREDIT_CARD" in found(f"my card is {between.join(CARD)}")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("CREDIT_CARD", 'card: {"0": "4539", "1": "1488", "2": "0343", "3": "6467"}'),
        ("CREDIT_CARD", "card no. (4) 6467 (3) 0343 (2) 1488 (1) 4539"),
        ("CREDIT_CARD", "Visa 4539 1488 Ana Ray 0343 6467"),
        ("IBAN", "my iban: line1: NL91\nline2: ABNA\nline3: 0417\nline4: 1643\nline5: 00"),
        ("SSN", "social security number: a) 536 b) 22 c) 8714"),
        ("SSN", "SSN (1/3) 536\n(2/3) 22\n(3/3) 8714"),
        ("PHONE", "phone: array(0 => '212', 1 => '555', 2 => '4170')"),
        ("IP", "IP: network 81.92.113, host 45"),
        ("IP", "server ip 81 and then 92 and then 113 and then 45"),
        ("MAC", "mac address is first 00, second 1b, third 44, fourth ae, fifth ea, sixth 51"),
        ("MAC", "mac 0:1b:44:d4:cd:52"),
        ("NATIONAL_ID", "NINO PW then 220356 then A"),
    ],
)
def test_parts_in_fields_and_lists_are_one_value(kind: str, text: str) -> None:
    """Keys, counters and words between parts are passed over; numbers of parts give their order."""
    assert kind in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "card games: 12 players, then 14, then 23, and 4 tables",
        "server load 10 then 20 then 30 then 40",
        "the network has 12 hosts, 24 ports and 48 cables in 3 racks",
        "mac users: 10 in sales, 20 in legal, 30 in support",
        "phone calls: 12 in May, 14 in June, 23 in July, 31 in August",
        "host 12.5 to 31.0",
    ],
)
def test_other_numbers_near_such_words_are_none(text: str) -> None:
    """A word or a field that has nothing to do with a value ends it."""
    assert not found(text) & {"CREDIT_CARD", "SSN", "PHONE", "IP", "MAC"}


def test_parts_end_where_another_field_begins() -> None:
    """The key of another field is no part of a value."""
    parts = parts_of('536, "part": "22", "city": "8714"', 0, NUMBER)
    assert [part.written for part in parts] == ["536", "22"]


def test_numbers_of_parts_tell_their_order() -> None:
    """Parts without numbers stay as they are."""
    told = parts_of("(2) 22 (1) 11", 0, NUMBER)
    assert [part.written for part in in_order(told)] == ["11", "22"]
    assert in_order(parts_of("1b then 22", 0, HEXADECIMAL))[0].written == "1b"
