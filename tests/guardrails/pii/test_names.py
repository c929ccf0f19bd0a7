"""Names, places and addresses are tagged in texts of kinds that training did not see."""

import pytest

from govsim.errors import GovsimError
from govsim.guardrails.pii.names.detector import NamesDetector, detector
from govsim.guardrails.policy import Policy
from govsim.guardrails.values import Channel
from tests.guardrails.pii.corpus import KINDS, lines

NAMES = NamesDetector()
PERSONAL = {"PERSON", "LOCATION", "ADDRESS"}


def recall_and_precision(kind: str) -> tuple[float, float]:
    """Return the share of marked names that is found, and the share of finds that are marked."""
    hits = right = marks = met = 0
    for text, spans in lines(kind):
        gold = [(a, b) for a, b, type_ in spans if type_ in PERSONAL]
        found = [
            hit for hit in NAMES.hits(text) if hit.score >= NAMES.threshold(Channel.USER, None)
        ]
        own = [(hit.start, hit.end) for hit in found if hit.type in PERSONAL]
        every = [(hit.start, hit.end) for hit in found]
        hits, marks = hits + len(own), marks + len(gold)
        right += sum(any(a < d and c < b for c, d in gold) for a, b in own)
        met += sum(any(a < d and c < b for c, d in every) for a, b in gold)
    return met / marks, right / hits


@pytest.mark.parametrize("kind", KINDS)
def test_most_names_are_found_and_few_are_none(kind: str) -> None:
    """Of each kind of text, four names of five are found, and seven finds of ten are names."""
    recall, precision = recall_and_precision(kind)

    assert recall >= 0.8
    assert precision >= 0.7


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My name is Karolina Nowak and I live in Gdańsk.", ["Karolina Nowak", "Gdańsk"]),
        ("please call sarah johnson about the visit", ["sarah johnson"]),
        ("Kind regards,\nMiguel Ángel Torres", ["Miguel Ángel Torres"]),
    ],
)
def test_a_name_is_found_whole(text: str, expected: list[str]) -> None:
    """Names of several words, in lower case and with accents, are one finding each."""
    assert [text[hit.start : hit.end] for hit in NAMES.hits(text)] == expected


def test_addresses_of_mail_and_web_hold_no_names() -> None:
    """The name within an e-mail address is part of the address."""
    assert NAMES.hits("mail john.smith@example.com or https://example.com/john-smith") == []


def test_a_text_longer_than_a_block_is_read_as_one() -> None:
    """A name is found alike wherever it stands in a long text."""
    sentence = "The report was written by Karolina Nowak in Warsaw. "
    alone = len(NAMES.hits(sentence))

    assert len(NAMES.hits(sentence * 400)) >= 400 * alone - 4


def test_a_policy_chooses_types() -> None:
    """Only what is asked for is reported; what the tagger does not know is refused."""
    text = "Karolina Nowak from Warsaw"
    chosen = detector(Policy("p", options={"names": {"types": ("PERSON",)}}))

    assert {hit.type for hit in chosen.hits(text)} == {"PERSON"}
    with pytest.raises(GovsimError, match="finds no `EMAIL`"):
        detector(Policy("p", options={"names": {"types": ("EMAIL",)}}))
