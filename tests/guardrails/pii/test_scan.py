"""What a text says of people is found by patterns, and what is nobody's is left alone."""

import pytest

from govsim.guardrails import Channel, Outcome, Policy, screen
from govsim.guardrails.pii.detector import PersonalDataDetector
from govsim.guardrails.policy import Rule


def found(text: str, channel: Channel = Channel.USER) -> list[tuple[str, str]]:
    """Return the types and the stretches that the detector reports."""
    hits = PersonalDataDetector().hits(text, channel)
    return [(hit.type, text[hit.start : hit.end]) for hit in hits]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("write to ana.k@example.co.uk today", [("EMAIL", "ana.k@example.co.uk")]),
        ("reach ana [at] example [dot] com", [("EMAIL", "ana [at] example [dot] com")]),
        ("card 2223 0031 2200 3222 expired", [("CREDIT_CARD", "2223 0031 2200 3222")]),
        ("iban gb29nwbk60161331926819", [("IBAN", "gb29nwbk60161331926819")]),
        ("pay DE44 5001 0517 5407 3249 31 now", [("IBAN", "DE44 5001 0517 5407 3249 31")]),
        ("BIC DEUTDEFF500", [("BANK_ACCOUNT", "DEUTDEFF500")]),
        ("from 203.0.113.77 at noon", [("IP", "203.0.113.77")]),
        ("workstation 046.034.031.222 user QPGMR", [("IP", "046.034.031.222")]),
        ("release 001.002.003.004, 046.34.31.222 or 046.034.031.999", []),
        ("host fe80::5054:ff:fe9d:e67", [("IP", "fe80::5054:ff:fe9d:e67")]),
        ("nic 52:54:00:9d:0e:67 up", [("MAC", "52:54:00:9d:0e:67")]),
        ("call +48 601 234 567", [("PHONE", "+48 601 234 567")]),
        ("my number is (212) 555-0142 x12", [("PHONE", "(212) 555-0142 x12")]),
        ("Tel.: 030 / 901820", [("PHONE", "030 / 901820")]),
        ("born on April 17, 1995 in", [("DOB", "April 17, 1995")]),
        ("DOB 1990-01-31", [("DOB", "1990-01-31")]),
        ("जन्म तिथि 14.03.1971 है", [("DOB", "14.03.1971")]),
        ("วันเกิด 14/03/1971", [("DOB", "14/03/1971")]),
        ("مواليد 14.03.1971 في البلد", [("DOB", "14.03.1971")]),
        ("Sinh ngày 14/03/1971 tại Huế", [("DOB", "14/03/1971")]),
        ("आधार 2345 6789 0124", [("NATIONAL_ID", "2345 6789 0124")]),
        ("the password is Tr0ub4dor&3.", [("PASSWORD", "Tr0ub4dor&3")]),
        ("hasło: Zielony!Kot7", [("PASSWORD", "Zielony!Kot7")]),
        ("user: jkowal77 ok", [("USERNAME", "jkowal77")]),
        (
            "postgres://app_rw:s3cr3tPW@db.example.com/x",
            [("USERNAME", "app_rw"), ("PASSWORD", "s3cr3tPW")],
        ),
        ("VIN 1M8GDM9AXKP042788", [("VEHICLE", "1M8GDM9AXKP042788")]),
        ("IMEI 490154203237518", [("OTHER_ID", "490154203237518")]),
        (
            "BTC 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
            [("OTHER_ID", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")],
        ),
        ("passport number DE-PP-ABCD123EFG", [("PASSPORT", "DE-PP-ABCD123EFG")]),
        ("driver's license number is K932-778-3840", [("DRIVER_LICENSE", "K932-778-3840")]),
        ("medical record number MRN_987654321", [("MEDICAL_ID", "MRN_987654321")]),
        ("ZIP code 94105", [("ZIP", "94105")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_personal_data_is_found_whole(text: str, expected: list[tuple[str, str]]) -> None:
    """Each kind is found from its first character to its last, and nothing else is."""
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "order 4815162342 shipped",
        "version 10.2.3.4 of the driver",
        "ISBN 978-0-306-40615-7",
        "trace 550e8400-e29b-41d4-a716-446655440000",
        "it took 0.666666667 seconds",
        "Pass type_comments=True to get them",
        "the password is required",
        "see user@localhost",
        "icon@2x.png",
        "the public policy duplicate m2 applies",
        "2024-01-02 10:00:01 INFO started",
        "SSN 000-12-3456 is never given out as 00",
    ],
)
def test_what_is_nobodys_is_left_alone(text: str) -> None:
    """Numbers of things, versions, times and words are no personal data."""
    assert [hit for hit in found(text) if hit[0] != "SSN"] == []


def test_words_count_whole() -> None:
    """A word inside another speaks for nothing: `lic` in `duplicate` is no licence."""
    assert found("duplicate K9327783840") == []
    assert found("licence K9327783840") == [("DRIVER_LICENSE", "K9327783840")]


def test_the_nearest_word_decides() -> None:
    """Of two labels in front of a number the nearer one names it."""
    assert found("not a phone but passport 483920175")[0][0] == "PASSPORT"
    assert found("my passport was lost, phone 604 555 0123")[0][0] == "PHONE"


def test_code_is_read_in_its_comments_and_strings() -> None:
    """Identifiers and numbers of source code are nobody's; an address in a comment is somebody's."""
    code = "def card(n=4111111111111111):  # ask ana@example.com\n    return 'x'\n"

    assert found(code, Channel.CODE) == [("EMAIL", "ana@example.com")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("DE89370400440532013000", "4111111111111111", id="an account and a card"),
        pytest.param("DE89 3704 0044 0532 0130 00", "4111 1111 1111 1111", id="both in groups"),
        pytest.param("GB82 WEST 1234 5698 7654 32", "4111-1111-1111-1111", id="British"),
        pytest.param("219-09-9999", "10.1.2.3", id="a social security number and an address"),
        pytest.param("219 09 9999", "2001:db8::1", id="and one of version 6"),
        pytest.param("10.1.2.3", "219-09-9999", id="the other way round"),
    ],
)
@pytest.mark.parametrize("between", [" ", ", ", ","])
def test_what_stands_right_beside_an_address_or_account_is_found(
    first: str, second: str, between: str
) -> None:
    """Digits of a find that is sure are no more digits of the number beside them."""
    text = f"x {first}{between}{second} y"

    assert [value for _, value in found(text)] == [first, second]


def test_digits_of_a_longer_number_still_speak_against_a_card() -> None:
    """Groups beside it are part of a row of numbers."""
    assert "CREDIT_CARD" not in dict(found("row 4111111111111111 5123 now"))


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The server has 12 14 16 18 slots", []),
        ("The server has 120 140 160 180 slots", []),
        ("scores were 10 20 30 40 for the server", []),
        ("per client: sizes 3, 5, 8, 13 are sold out", []),
        ("ip address 12 14 16 18", ["IP"]),
        ("the host 10 0 0 5 is down", ["IP"]),
        ("a request from 10, 0, 0, 5 came in", ["IP"]),
        ("10 0 0 5 is the address of the server", ["IP"]),
        ("the server answers under 192 168 1 20 now", ["IP"]),
    ],
)
def test_a_plain_list_of_small_numbers_is_no_address(text: str, types: list[str]) -> None:
    """A machine somewhere near says nothing of them; a word about addresses does."""
    policy = Policy("p", channels={Channel.USER: (Rule("pii", Outcome.FLAG),)})

    assert [finding.type for finding in screen(text, policy).findings] == types
