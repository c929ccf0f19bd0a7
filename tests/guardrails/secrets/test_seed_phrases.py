"""Words that open a wallet are found as one secret, and lists of words are none."""

from __future__ import annotations

import pytest

from govsim.guardrails.secrets.scan import scan

# Of the examples that BIP 39 gives: the last word holds the check.
CHECKED = (
    "letter advice cage absurd amount doctor acoustic avoid letter advice cage above",
    "scheme spot photo card baby mountain device kick cradle pact join borrow",
)
NUMBERED = "\n".join(
    f"{nth}. {word}"
    for nth, word in enumerate(
        "copper quantum wagon turtle pepper canvas raccoon marble puzzle zebra abandon umbrella".split(),
        start=1,
    )
)


@pytest.mark.parametrize("phrase", CHECKED)
@pytest.mark.parametrize(
    "frame", ["My seed phrase: {}", "{}\n\nThe wallet of Ana.", "Mi frase semilla es {}."]
)
def test_a_phrase_that_checks_is_found_word_by_word(frame: str, phrase: str) -> None:
    text = frame.format(phrase)

    (hit,) = scan(text)

    assert (text[hit.start : hit.end], hit.type, hit.rule) == (phrase, "SECRET", "seed-phrase")


def test_words_in_a_list_are_found_behind_what_they_open() -> None:
    """The numbers between them, and a word of the list in front, are no matter."""
    text = f"Recovery words of the wallet, keep the order:\n{NUMBERED}\nBurn this."

    (hit,) = scan(text)

    assert text[hit.start : hit.end].endswith("umbrella")
    assert "copper" in text[hit.start : hit.end]


@pytest.mark.parametrize(
    "text",
    [
        "The wallet can create, open, close, sign, send, receive, export, import, verify and delete.",
        "The list of seed words begins: abandon ability able about above absent absorb abstract absurd "
        "abuse access accident account accuse",
        f"seed phrase: {'abandon ' * 11}about",
        NUMBERED,  # nothing says what it is
        "Recovery: copper, quantum, wagon, turtle, pepper, canvas, raccoon",  # too few
        "Seeds we stock: tomato, pepper, carrot, onion, garlic, basil, mint, dill, kale, leek, chard, pea",
    ],
)
def test_other_words_are_no_phrase(text: str) -> None:
    assert not [hit for hit in scan(text) if hit.rule == "seed-phrase"]
