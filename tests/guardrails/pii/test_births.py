"""Dates of birth are found behind signs, in lives, in answers and in words; bookings by codes."""

import pytest

from tests.guardrails.pii.test_plates import hits

BIRTHS = [
    ("Smith (b. 12 May 1961) sang", "12 May 1961"),
    ("Nora Lind, b. 1990-02-01, of Turku", "1990-02-01"),
    ("Matti Virta (s. 3.3.1971)", "3.3.1971"),
    ("Karl Voss (*03.03.1971)", "03.03.1971"),
    ("Artemisia Gentileschi (Roma, 8 luglio 1593 – Napoli, 1656 circa)", "8 luglio 1593"),
    ("John Ray Lind (May 4, 1902 – June 1970) built it", "May 4, 1902"),
    ("Agent: your date of birth?\nCaller: sure, it's 9/2/1958.", "9/2/1958"),
    ("born on the third of March nineteen seventy-one", "third of March nineteen seventy-one"),
    (
        "ur. osiemnastego marca siedemdziesiątego ósmego",
        "osiemnastego marca siedemdziesiątego ósmego",
    ),
    ("née le neuf février mille neuf cent soixante", "neuf février mille neuf cent soixante"),
]
BOOKINGS = [
    ("Your confirmation QXT7K2 is paid", "QXT7K2"),
    ("Kod rezerwacji: 7KQ870", "7KQ870"),
    ("Код броні 7KQ870. Потяг", "7KQ870"),
    ("予約番号はAB12CDです", "AB12CD"),
]
NEITHER = [
    "The fair (1 May 2020 – 3 June 2020) was wet",
    "Built (12 March 1900 – 5 May 1931) by engineers",
    "The Dynasty (1 May 1650 – 3 June 1707) fell",
    "* 03.03.1971: the first release",
    "see vol. b. 1990 and p. s. 3.3",
    "Which date?\nIt is due 9/2/2025.",
    "the third of March nineteen people came",
    "booking system V2026, reservation for ABC12, confirmation email",
    "confirmation SHA256, booking number 2026",
]


@pytest.mark.parametrize(("text", "born"), BIRTHS)
def test_births_are_found(text: str, born: str) -> None:
    """A sign, a death, a question or a word for a birth tells what a date is."""
    assert ("DOB", born) in hits(text)


@pytest.mark.parametrize(("text", "code"), BOOKINGS)
def test_bookings_are_found(text: str, code: str) -> None:
    """Letters and digits behind a word for a booking call it up."""
    assert ("OTHER_ID", code) in hits(text)


@pytest.mark.parametrize("text", NEITHER)
def test_other_dates_and_codes_are_neither(text: str) -> None:
    """Events, releases and programs have dates and codes as well."""
    assert not {kind for kind, _ in hits(text)} & {"DOB", "OTHER_ID"}
