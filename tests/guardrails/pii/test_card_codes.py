"""What proves that a card was in hand is found: security codes, track data, PIN blocks."""

import pytest

from govsim.guardrails.pii.card_codes import card_codes
from govsim.guardrails.pii.detector import PersonalDataDetector
from govsim.guardrails.pii.settings import Settings
from govsim.guardrails.spotting import reading_of
from govsim.guardrails.values import Channel
from tests.guardrails.counting import calls_of

DETECTOR = PersonalDataDetector(Settings(types=frozenset({"CARD_CODE", "CREDIT_CARD", "ZIP"})))


def found(text: str, channel: Channel = Channel.USER) -> list[str]:
    """Return what is found as a card's code."""
    hits = DETECTOR.hits(text, channel)
    return [text[hit.start : hit.end] for hit in hits if hit.type == "CARD_CODE"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("My card is 4539 1488 0343 6467, exp 09/28, CVV 318.", "318"),
        ("the CVV is 318", "318"),
        ("CVV: 318", "318"),
        ("cvv=318&amount=12", "318"),
        ("CVC2 318, thanks", "318"),
        ("Amex 3714 496353 98431, CID 4821", "4821"),
        ("CVV/CVC: 318", "318"),
        ("CVV (3 digits on the back): 318", "318"),
        ("CVV code: 318", "318"),
        ("card security code 318", "318"),
        ("Card verification value: 318", "318"),
        ("My Visa's security code is 318", "318"),
        ("Kreditkarte 4539 1488 0343 6467, Prüfziffer 318", "318"),
        ("Karte gültig bis 09/28, Sicherheitscode: 318", "318"),
        ("Kartenprüfnummer 318", "318"),
        ("Tarjeta 4539 1488 0343 6467, código de seguridad 318", "318"),
        ("Carte 4539 1488 0343 6467, cryptogramme 318", "318"),
        ("Cryptogramme visuel : 318", "318"),
        ("cartão 4539 1488 0343 6467 código de segurança: 318", "318"),
        ("carta di credito, codice di sicurezza: 318", "318"),
        ("card 4539 1488 0343 6467 and it says 318 on the back", "318"),
        ("It is a Visa card, 318 are the three digits on the back.", "318"),
        ("card number below, code on the back: 318", "318"),
        ('{"pan": "4539148803436467", "cvv": "318"}', "318"),
        ('{"cvc2": 318}', "318"),
        ('{"cardVerificationValue": "318"}', "318"),
        ('{"card_verification_value": "318"}', "318"),
        ('{"cardCvv": "318"}', "318"),
        ('{"cardcvc": "318"}', "318"),
        ('{"securityCode": "318"}', "318"),
        ("card[number]=4539148803436467&card[cvc]=318", "318"),
        ("<cvv>318</cvv>", "318"),
        ('<input name="cvv" type="text" value="318">', "318"),
        ('{"name": "cvv", "value": "318"}', "318"),
        ("| CVV | 318 |", "318"),
        ("**CVV:** 318", "318"),
        ("Expiry\n09/28\nCVV\n318\n", "318"),
        ("name,pan,cvv\nAna,4539148803436467,318\nBo,5425233430109903,", "318"),
        ("name;card_cvc;town\nAna;318;Bonn", "318"),
        ("%B4539148803436467^RAY/ANA^27091010000000318000000?", "27091010000000318000000"),
        (";4539148803436467=27091010000031800?", "27091010000031800"),
        ("track2: 4539148803436467D27091010000031800F", "27091010000031800"),
        ("PIN block: 0412AC89ABCDEF67", "0412AC89ABCDEF67"),
        ('{"pinBlock": "0412AC89ABCDEF67"}', "0412AC89ABCDEF67"),
        ("encrypted PIN block 04 12 AC 89 AB CD EF 67", "04 12 AC 89 AB CD EF 67"),
    ],
)  # fmt: skip
def test_codes_of_cards_are_found(text: str, value: str) -> None:
    """Behind their labels, in prose, keys, headings and forms."""
    assert found(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "The CVV of the project was moved to 318 Main Street.",
        "CVV is required",
        "The CVV has 3 digits, on Amex 4.",
        "CVV: 3 or 4 digits",
        "CVV 3-4 digits",
        "CVV check failed with HTTP 400",
        "CVV error: 502",
        "cvv response code 200",
        "CVC 2024 annual report",
        "CVC: 2024",
        "CVC 2023",
        "cvc5 1.0.8 was released",
        "cvc 123.4",
        "CVC 1.318",
        "a CVC word list of 318 items",
        "CVC 318 words were read aloud",
        "CVC: 120 ml per hour",
        "CVC: 318 patients",
        "CVC 318 ml",
        "CVC line placed at 14:30",
        "CVC-123 is fixed",
        "CVE-2024-3180",
        "CVN 318",
        "import cv2\nx = 640",
        "cv2: 480",
        "opencv 318",
        "CID 1234 of the SIM",
        "CID: 4821",
        "the cid is 318",
        "LAC 318, CID 4821",
        "CSC 318 course",
        "csc: 2024",
        "cSc 318",
        "Your security code is 482913",
        "Your security code is 4821. Do not share it.",
        "Sicherheitscode 4711",
        "security code section 318",
        "security code review found 318 issues",
        "Prüfziffer 318",
        "die Prüfziffer ist 7",
        "Prüfnummer: 4711",
        "código de verificación: 4821",
        "verification code 4821",
        "verification value: 318",
        "318 on the back burner",
        "There are 318 people on the back row",
        "318 on the back of the shirt",
        "number on the back: 318",
        "CVV: ***",
        "cvv: null",
        "CVV_LENGTH = 318",
        "cvv_max: 999",
        "CVV 318% more",
        "CVV: 318 errors",
        "CVV 318 rows",
        "cvv: 31815",
        "cvv: 318-555",
        "cvv: 3/18",
        "D-53113 Bonn, Karte 318",
        "the card costs 318",
        "pin block 4",
        "PIN block of the connector: row 3",
        "id=4539148803436467=27991010000031800",
        "4539148803436460=27091010000031800",
        "x^2 + B1234^y^31800",
        "deck of cards, 318 on the shelf",
    ],
)
def test_what_only_looks_like_a_code_is_left_alone(text: str) -> None:
    """Versions, counts, years, states of HTTP, and other things of the same letters."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "value"), [('card = {"cvv": "318"}', "318"), ("cvv = 318", "318")]
)
def test_codes_stand_in_code_too(text: str, value: str) -> None:
    """Where the label is no part of a string, too."""
    assert found(text, Channel.CODE) == [value]


def test_the_number_of_a_track_is_found_beside_what_follows_it() -> None:
    """So that a policy may leave the last digits of the one, and nothing of the other."""
    hits = DETECTOR.hits(";4539148803436467=27091010000031800?")

    assert [hit.type for hit in hits] == ["CREDIT_CARD", "CARD_CODE"]


@pytest.mark.parametrize(
    "piece", ["cvv ", "cvv: 31", "on the back ", "%B4539148803436467^A", "4539148803436467=2709"]
)
def test_four_times_the_text_takes_four_times_the_work(piece: str) -> None:
    """However often what a label begins with comes."""

    def calls(text: str) -> int:
        return calls_of(lambda: list(card_codes(text, reading_of(text))))

    one, four = calls(piece * 500), calls(piece * 2000)

    assert four <= 5 * one + 50
