"""Numbers whose groups stand apart in no usual way are found, where a word says what they are."""

import pytest

from govsim.guardrails.pii.detector import PersonalDataDetector
from govsim.guardrails.values import Channel
from govsim.guardrails.views import views_of

CARD = "4539 1488 0343 6467"
GAPS = (". ", ":", " | ", "\n", "\t", ", ", "</td><td>", "&ndash;", "%2D", "\\n", " / ", "_")


def found(text: str) -> list[tuple[str, str]]:
    """Return the types and the stretches of the text that the detector finds in any view."""
    findings = PersonalDataDetector().find(views_of(text), Channel.USER)
    return [(each.type, text[each.start : each.end]) for each in findings if each.score >= 0.4]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("MAC", 'hwaddr = b"\\x00\\x1b\\x44\\x9a\\x22\\x5c"'),
        ("MAC", "byte mac[] = {0x00, 0x1B, 0x44, 0xD0, 0xD1, 0xFA};"),
        ("SSN", "SSN318594682"),
        ("IP", "http://2990584735/admin"),
        ("IP", "curl http://0262.0335.063.026"),
        ("DOB", "birthday = date(1967, 10, 3)"),
        ("CREDIT_CARD", "%B4539148803436467^RAY/ANA^2709101000"),
    ],
)
def test_values_are_found_as_programs_and_stripes_write_them(kind: str, text: str) -> None:
    """Bytes, whole numbers, glued labels and the stripe of a card tell what digits are."""
    assert says(text, kind)


@pytest.mark.parametrize(
    "text",
    [
        "byte key[] = {0x00, 0x1B, 0x44, 0xD0, 0xD1, 0xFA, 0x11, 0x22};",
        "byte mac_table[] = {0x00, 0x1B, 0x44, 0xD0, 0xD1, 0xFA, 0x11, 0x22, 0x33};",
        "SSN000594682",
        "%B4539148803436466^RAY/ANA",
        "date(1967, 10, 3)",
    ],
)
def test_like_forms_that_hold_no_value_stay_quiet(text: str) -> None:
    """Longer rows of bytes, wrong check digits and days of nobody are none."""
    assert [each for each in found(text) if each[0] not in {"DATE", "PHONE"}] == []


def says(text: str, kind: str) -> bool:
    return any(type_ == kind for type_, _ in found(text))


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize(
    ("kind", "frame", "value"),
    [
        ("CREDIT_CARD", "He paid with card {} yesterday.", CARD),
        ("SSN", "My social security number is {}.", "219 48 3127"),
        ("PHONE", "Her phone is {} by the way.", "212 457 6028"),
        ("IP", "Login from {} was blocked.", "81 174 20 236"),
        ("IBAN", "Please refund to {} soon.", "DE89 3704 0044 0532 0130 00"),
        ("MAC", "The device with MAC {} is stolen.", "52 54 A0 9D 0E 67"),
        ("DOB", "Date of birth: {}", "12 03 1980"),
    ],
    ids=lambda value: value if len(value) < 12 else "",
)
def test_groups_are_read_over_any_gap(kind: str, frame: str, value: str, gap: str) -> None:
    """Signs, breaks, cells and escapes between groups do not hide what a number is."""
    assert says(frame.format(gap.join(value.split())), kind)


@pytest.mark.parametrize("sizes", [(2,), (3,), (5,), (7,), (1, 3, 2), (8,)])
def test_groups_of_a_card_have_any_size(sizes: tuple[int, ...]) -> None:
    """Only the digits count, and the check digit among them."""
    solid, groups, at = CARD.replace(" ", ""), [], 0
    while at < len(solid):
        size = sizes[len(groups) % len(sizes)]
        groups.append(solid[at : at + size])
        at += size

    assert says(f"the credit card {' '.join(groups)} expires", "CREDIT_CARD")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Charge 4539 1488 0343 6467 09/27 now", "CREDIT_CARD"),
        ("card %B4539148803436467^DOE/JANE^2709101?", "CREDIT_CARD"),
        ("card scan: 4S39 l488 O343 6467", "CREDIT_CARD"),
        ("SSN scan: 2I9-4B-3l27", "SSN"),
        ("client 8l.174.2O.236 connected", "IP"),
        ("IBANDE89370400440532013000", "IBAN"),
        ('IBAN {"part1": "DE893704", "part2": "00440532", "part3": "013000"}', "IBAN"),
        ('SSN {"part1": "219-48", "part2": "-3127"}', "SSN"),
        ("PESEL: 44. 05. 14. 01. 35. 9", "NATIONAL_ID"),
        ("https://x.example/q?tel=%2B49+151+30780234&b=2", "PHONE"),
        ("IP-Adresse: 081.174.020.236", "IP"),
    ],
)
def test_what_a_word_tells_of(text: str, kind: str) -> None:
    """Labels that run into a number, fields in parts, errors of scans, stripes of cards."""
    assert says(text, kind)


@pytest.mark.parametrize(
    "text",
    [
        "He paid with card 4539. 1488. 0343. 6468 yesterday.",  # the check digit is wrong
        "call between 2024-03-17 09:15 and 2024-03-18 10:30",
        "phone;79900;101473;;;;;;1",
        "The tax of 1,299.00 and 2,450.75 is due.",
        "connection between client and client2 (1.2.3.4) was cut, version",
        "When connecting to a SOCKS4 proxy the username portion of the address counts.",
        "order number 10442. 7731. 2091",
        "the figures 1000 2000 3000 4000 5000 6000 rose",
        "digest 9cc55256; see release ISBN 978-9-185-56406-6",
        "New extension for phones. Closes: #356545, #368165",
    ],
)
def test_rows_of_other_numbers_are_left_alone(text: str) -> None:
    """A date, an amount, a row, a number that does not check is nobody's."""
    hits = PersonalDataDetector().hits(text)

    assert not [hit for hit in hits if hit.rule.startswith("scattered")]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("IP", "Block 153 211 61 113 on the firewall."),
        ("IP", "host (dot) free: 153</td><td>211</td><td>61</td><td>113 on the network"),
        ("IP", "open http://0x99d33d71/ now"),
        ("IP", "the server 0x99.0xd3.0x3d.0x71 answered"),
        ("IP", "the server 0231.0323.075.0161 answered"),
        ("IP", "My server is at 2a02-2811-8ad--a6 right now."),
        ("IP", "host d8f1&nbsp;b484&nbsp;4693&nbsp;5114&nbsp;6ac9&nbsp;dbe2&nbsp;49c9&nbsp;3879"),
        ("IP", "Verbindung von 2 a 0 2 : 2 8 1 1 : 8 a d : : a 6 abgelehnt."),
        ("MAC", "The phone 0A.27.C6.A9.BF.88 left the network."),
        ("MAC", "Gerät 0A27C6A9BF88 gesperrt, dispositivo"),
        ("NATIONAL_ID", "codice fiscale number RSSM-RA85-T10A-562S was rejected."),
        ("NATIONAL_ID", "codice fiscale number R S S M R A 8 5 T 1 0 A 5 6 2 S was rejected."),
        ("NATIONAL_ID", "National Insurance number: BW.98.93.22.B"),
        ("NATIONAL_ID", "my PESEL is 57051 followed by 790097"),
        ("NATIONAL_ID", "my PESEL is part 1: 57051 part 2: 790097"),
        ("NATIONAL_ID", "my PESEL is first half 57051, second half 790097"),
        ("NATIONAL_ID", 'my PESEL is "5705".concat("1790").concat("097")'),
        ("CREDIT_CARD", "The card is first half 45391488, second half 03436467."),
        ("DOB", "Date of birth: 19780816"),
        ("DOB", "Date of birth: 16.08<b>.1978</b>"),
        ("DOB", "Date of birth: day 16, month 8, year 1978"),
        ("DOB", "Date of birth: 16-Aug-1978"),
        ("DOB", "Date of birth: 1 6 . 0 8 . 1 9 7 8"),
        ("DOB", "Date of birth: MTYuMDguMTk3OA=="),
        ("SSN", "SSN: https://x.example/find?q=MjY5LTE2LTkwNzQ%3D&page=2"),
        ("PHONE", "You can call +33|6|77|46|81|38 at any time."),
    ],
)
def test_values_in_parts_are_found(kind: str, text: str) -> None:
    """Words, counts of parts, strings and other notations do not hide what a value is."""
    assert says(text, kind)


@pytest.mark.parametrize(
    "text",
    [
        "host build 4f3c 2a1b of 9 in 12 steps",
        "Call 212 and 555 for a room.",
        "The national id office opens at 10, 12 and 14 in room B 12.",
        "bytes 48 65 6c 6c 6f 20 77 6f on the network",
        "Date of birth of the project: 20261399",
        "At night, 01-Jan-2024 10:15, it was logged.",
    ],
)
def test_what_looks_alike_is_nobodys(text: str) -> None:
    """Rows of numbers and of bytes, two numbers, and no day at all are nothing."""
    assert not [each for each in found(text) if each[0] not in {"AGE", "DATE", "URL"}]
