"""Values that two sentences tell, or with words that people say meanwhile, are found."""

import pytest

from govsim.guardrails.views import views_of
from tests.guardrails.views.test_told import found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The first half is ana.ray7@co. The second half is rp.org.", "EMAIL"),
        ("La première moitié est 93.107. La deuxième moitié est 57.238.", "IP"),
        ("Die erste Hälfte lautet +49 171. Die zweite Hälfte lautet 391 2834.", "PHONE"),
        ("First part: 2a02. I will give you the rest as well: :8109:2a5b:9269::82b6.", "IP"),
        ("0c:1d:2e:3f is the beginning, and :4a:5b comes right after it.", "MAC"),
        ("The prefix is AKIA and the rest is Q3EGLPKX7VJTM2HW.", "SECRET"),
        ("La primera mitad es GB82 WEST 1234. La segunda mitad es 5698 7654 32.", "IBAN"),
        ("| tel | country code forty-four, then 740 0978311 |", "PHONE"),
        ("Ländervorwahl 49, dann 171 391 2834", "PHONE"),
        ("+447 and then 7127 you know 2129 wait 5", "PHONE"),
        ("ruf +49 danach 171 äh 391 weiter mit 2834 an", "PHONE"),
        ("GB82 ok WEST um 1234 then 5698 you know 7654 next 32", "IBAN"),
        ("saved ip=93. then 107.57. you know 238 status=200", "IP"),
        ("I got ana.ra uh y7@co. ok rp.org from her", "EMAIL"),
        (
            "Französisches Konto, vorne das Länderkürzel von Frankreich, dann 7630 0060 0001 1234 5678 9018 9",
            "IBAN",
        ),
        ("IBAN tedesco, sigla della Germania e poi 8937 0400 4405 3201 3000", "IBAN"),
        (
            "Ma carte se termine par 6467 ; elle commence par 4539 1488 et il y a 0343 au milieu",
            "CREDIT_CARD",
        ),
        ("Kaart eindigt op 6467, begint met 4539 en daartussen 1488 0343", "CREDIT_CARD"),
        ("227 Entering Passive Mode (81,57,66,31,25,150)", "IP"),
        ("card 4539 euh 1488 puis 0343 et puis 6467", "CREDIT_CARD"),
    ],
)
def test_what_is_told_in_pieces_is_found(text: str, kind: str) -> None:
    """Whatever language tells of the pieces."""
    assert kind in [each for each, _ in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The first part is about 5 items. The second part is longer by 3.",
        "The first half is 12.4 percent. The second half is 13.8 percent.",
        "Count 5 then 6 then 7, you know, and 300 next to 1000 or so.",
        "Version 2. then 4. then 11.0 ok and so on",
        "The prefix is build- and the rest is 2024.02.16.",
        "the country code 4212 is set for 17 rows",
        "page 12 and then 40 also 381, chapter 4",
        "write to bob uh no @ 5 ok then",
    ],
)
def test_other_pieces_are_nothing(text: str) -> None:
    """Counts, versions and pages in the same words stay quiet."""
    assert [each for each in found(text) if each[0] not in ("URL", "DATE", "AGE")] == []


def test_what_is_no_part_of_an_address_stays_apart() -> None:
    """A whole address takes no word beside it."""
    assert ("EMAIL", "ana@corp.org") in found("send to bob then ana@corp.org uh and joe")


@pytest.mark.parametrize("text", ["first half is 1. ", "4 uh 5 then ", "a uh b@c. ok "])
def test_endless_pieces_are_read_to_their_end(text: str) -> None:
    """They make few views."""
    assert len(views_of(text * 3000).decoded) < 700
