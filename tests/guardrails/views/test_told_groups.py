"""Numbers whose groups anything sets apart, and values in the notations of machines, are read."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.guardrails.views import views_of
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders import told_groups
from govsim.guardrails.views.decoders.group_labels import labels_in, untold
from govsim.guardrails.views.decoders.group_words import NAMING
from govsim.guardrails.views.decoders.number_names import NAMES
from govsim.guardrails.views.decoders.number_words import language_of
from tests.guardrails.views.test_told import found

CARD = ("4539", "1488", "0343", "6467")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("CREDIT_CARD", "Please charge 4539 and 1488 and 0343 and 6467 for the deposit"),
        ("CREDIT_CARD", "card:\npart 1/4: 4539\npart 2/4: 1488\npart 3/4: 0343\npart 4/4: 6467"),
        ("CREDIT_CARD", "card pieces: #4 6467, #1 4539, #3 0343, #2 1488"),
        ("CREDIT_CARD", "card: 4539 (4539), 1488 (1488), 0343 (0343), 6467 (6467)"),
        ("CREDIT_CARD", "card, last to first: 6467 / 0343 / 1488 / 4539"),
        ("CREDIT_CARD", "the card is 4539 1489, no sorry, 1488, 0343 6467"),
        (
            "CREDIT_CARD",
            "It says 4539 on the left, next to it 1488 0343, then 6467: that's the card",
        ),
        ("IBAN", "IBAN DE89 3704 0044 0532 0130 * where the stars stand for 00"),
        ("IBAN", "IBAN: DE89 3704 0044 0532 9130 00. Not 9130 but 0130"),
        ("IBAN", "IBAN DE8937040044053201300, forgot a digit, there's a 0 between 0130 and 0"),
        ("SSN", "last four of the SSN: 8726. everything before that: 53622"),
        ("SSN", "SSN five three um six two er two, hold on, eight seven two six"),
        ("PHONE", "my number is +44 | 7853 | 455767"),
        ("PHONE", "https://wa.me/491512345678"),
        ("PHONE", "lookup for 3.5.6.9.9.5.3.5.6.4.3.e164.arpa"),
        ("NATIONAL_ID", "The client gave 52998224725 as CPF."),
        ("NATIONAL_ID", "codice fiscale RMMPPR77\nUser: T13H997R"),
        ("IP", "rDNS of the visitor: cpe-174-212-107-60.dyn.isp.net"),
        ("IP", "last seen from 131.031.011.142"),
        ("MAC", '{"hw_addr": ["00", "1b", "63", "d4", "20", "46"]}'),
        ("MAC", "? at en0 48:d7:5:ed:17:bc on en0 [ethernet]"),
        ("MAC", "OUI 48:d7:05 and the NIC bytes are 0f:53:fb"),
        ("SSN", "NM1*IL*1*SAMUEL*K****34*308191461~"),
        ("DOB", "PID|1||2138^^^MR||ANNA^K||19760311|F"),
        ("DOB", "She was born 26NOV1945 in Porto."),
        ("DOB", "DOB Excel serial 34413"),
        ("DOB", "date of birth: ISO week date 1993-W18-1"),
        ("DOB", '{"birthDateEpochSeconds":-296611200}'),
        ("DOB", "родилась 19 января 1984 года"),
        ("DOB", "Date of birth  D D 0 9  M M 0 8  Y Y Y Y 1 9 5 2"),
        ("DOB", "what month were you born?\nMe: july\nday?\nMe: 11\nand the year?\nMe: 1970"),
        ("EMAIL", "mail_user,mail_domain\nana.ray,corp.example.com"),
        ("EMAIL", "To: ana7(home)@(provider)corp.com"),
        ("PASSWORD", "u: admin p: CjwTIGD6xVMoDu"),
    ],
)
def test_values_are_found_whatever_sets_their_parts_apart(kind: str, text: str) -> None:
    """A word near the parts says what they are, and their form bears it out."""
    assert kind in {each for each, _ in found(text)}


def test_a_day_in_front_of_a_label_is_no_identifier() -> None:
    """Eight digits of a day have the form of a passport number; the label is of what follows."""
    text = "DOB: 30/01/1957, passport no. M91748708"
    assert [part for kind, part in found(text) if kind == "PASSPORT"] == ["M91748708"]


def test_what_counts_the_parts_is_no_part() -> None:
    """A number that a row of groups begins with is found where it begins."""
    text = "iban=X-User: DE89 3704 0044 0532 0130 00"
    assert ("IBAN", "DE89 3704 0044 0532 0130 00") in found(text)


@pytest.mark.parametrize(
    "spaced",
    [
        "figd_ A1b2C3d4E5f6 G7h8I9j0K1l2 M3n4O5p6Q7r8 S9t0",
        "d a p i 1a2b 3c4d 5e6f 7a8b 9c0d 1e2f 3a4b 5c6d",
        "AKIA Q3EG SZ7W P5NT XK4M",
    ],
)
def test_spaces_in_a_token_are_taken_out_however_it_begins(spaced: str) -> None:
    """The beginnings are those of the formats of secrets."""
    solid = spaced.replace(" ", "")
    assert any(solid in view.text for view in views_of(f"the token is {spaced}").decoded)


@pytest.mark.parametrize(
    "text",
    [
        "The key is where he sat. Then 12 more tokens came from a friend of his.",
        "A secret- sharing scheme of 5 keys needs 3 of them in the same room.",
        "The api- key and the token- based login of 2024 are both described there.",
        "Invoice total: 51,255.11 EUR, of which VAT 664.48",
        "The card game needs 4 players, then 2 more, and 52 cards.",
        "Call me after 10, then at 12 or 14:30, not 15:45.",
        "The account grew by 1200 and then by 3400 in 2024.",
        "Born in 1984, she moved in 2003 and again in 2015.",
        "Passport control opens at 6, then closes at 22.",
        "I said 5, sorry, 6 of them, and not 7 but 8.",
    ],
)
def test_ordinary_numbers_stay_apart(text: str) -> None:
    """No view is made of numbers that are nobody's."""
    assert [view.text for view in views_of(text).decoded] == []


VALUES = {
    "card": "4539148803436467",
    "SSN": "536228714",
    "phone": "2125554170",
    "CPF": "52998224725",
    "date of birth": "19880412",
}
ODD = (", then ", " | ", " * ", "; ", " and ", " #2 ", " (x) ", "\nUser: ", " <b>", "~", ": ")


def parted(seed: int) -> str:
    """Return a text with a label and a value of which something odd sets the parts apart."""
    pick = random.Random(seed)
    label, value = pick.choice([*VALUES.items()])
    cuts = sorted(pick.sample(range(1, len(value)), k=pick.choice((1, 2, 3))))
    parts = [value[a:b] for a, b in zip([0, *cuts], [*cuts, len(value)], strict=True)]
    behind = pick.choice(("", ".", ", thanks", " of Ana", '", "ip": "10.1.2.3"'))
    return f"{label}{pick.choice((' ', ': ', ' is '))}{pick.choice(ODD).join(parts)}{behind}"


@given(st.integers(0, 1 << 32).map(parted))
def test_no_label_is_passed_over_whose_number_is_in_parts(text: str) -> None:
    """A label that `untold` leaves out has its whole number behind it."""
    labels = sorted(labels_in(text, Clues(text), Clues(text).words & NAMING))
    told = [label for label in labels if label.shown != "phone" or label.kind == "phone"]
    assert [*untold(text, labels)][:1] == told[:1]


def test_labels_of_rows_are_passed_over() -> None:
    """The value of a field that is whole has no parts elsewhere."""
    text = "\n".join(
        f'{{"phone": "+48 601 812 73{n}", "card": "4539 1488 0343 6467", "ip": "10.1.2.{n}"}}'
        for n in range(5)
    )
    labels = sorted(labels_in(text, Clues(text), Clues(text).words & NAMING))
    assert len(labels) == 10
    assert [*untold(text, labels)] == []


@given(st.lists(st.sampled_from([*NAMES, "at", "dot", "o'clock", "Two", "'", " ", "_", "7", "é"])))
def test_the_words_that_tell_of_a_language_are_enough(words: list[str]) -> None:
    """Names of digits and signs, whatever else stands in a text, tell in which language it is."""
    text = " ".join(words)
    every = [word.lower() for word in told_groups.TOKEN.findall(text)]

    assert language_of(told_groups._telling_words(Clues(text))) is language_of(every)
