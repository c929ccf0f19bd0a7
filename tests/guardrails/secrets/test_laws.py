"""Laws of the scanner of secrets: they hold for any text."""

import re
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis.strategies import lists, sampled_from

from govsim.guardrails.secrets import formats, labels, runs
from govsim.guardrails.secrets.runs import SHORTEST, runs_of
from govsim.guardrails.secrets.scan import scan
from tests.guardrails.counting import calls_of

PIECES = ("sk-", "AKIA", "x", "1", "\\n", "ghp_", " ", "'", "AzCa", "@", "-", "T3BlbkFJ", "M", "a" * SHORTEST)  # fmt: skip
AROUND = (
    "ana1@a.co ",
    "ana1@",
    "@example.com",
    "mail ",
    "token = ",
    ", ",
    " ",
    "7",
    "k3y9",
    "q8w2e5r1t6y4",
    ".",
)
LITERALS = tuple(word.decode() for word in sorted(formats.by_literal()) if word.islower())
texts = lists(sampled_from(PIECES), max_size=12).map("".join)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_where_a_literal_stands_a_format_is_possible(text: str) -> None:
    """The quick look at runs denies nothing that the slow one finds."""
    joined = runs_of(text).joined

    assert formats._is_possible(joined) or formats.gate().search(joined) is None


@settings(max_examples=200, deadline=None)
@given(lists(sampled_from((*AROUND, *LITERALS)), max_size=16).map("".join))
def test_short_addresses_of_mail_hold_no_secret(text: str) -> None:
    """Whether they are passed over makes no difference."""
    with patch.object(runs, "_MAIL", re.compile(b"(?!)")):
        expected = scan(text, 0.0)

    assert scan(text, 0.0) == expected


@settings(max_examples=200, deadline=None)
@given(texts)
def test_what_is_read_at_once_stands_where_the_text_has_it(text: str) -> None:
    """Each run stands among all of them as it does in the text."""
    found = runs_of(text)

    for start, end in found.spans:
        at = next(n for n in range(len(found.joined)) if found.original(n) == start)
        assert found.joined[at : at + end - start] == found.mirror[start:end]


@pytest.mark.parametrize(
    "piece",
    [
        "sk-a1 ",
        "a1" * 20 + " ",
        "\\n",
        "password x ",
        "key=",
        "M1-",
        "'",
        "@a1.b",
        "A1b2" * 9 + "\n",
        "password (",
        "password: a or b, ",
        "login a.b/c ",
        "users:\nana: a1b2c3\n",
        " -u ana -p ",
        'password", "',
        "the password is ",
        "password for the ",
        "passphrase to ",
        "mot de passe, ",
        "(admin / ",
        "log in with a/",
        "User  Password\n",
    ],
)
def test_work_grows_with_length(piece: str) -> None:
    """Ten times the text takes about ten times the steps, however hostile: never a hundred."""

    def steps(size: int) -> int:
        text = piece * (size // len(piece))
        return calls_of(lambda: scan(text))

    steps(2_000)
    assert steps(60_000) < 15 * max(steps(6_000), 100)


@settings(max_examples=300, deadline=None)
@given(lists(sampled_from((*"10.é_-²٣ ", "密码", "pin", "auth0")), max_size=8).map("".join))
def test_a_label_without_letters_says_what_its_words_say(label: str) -> None:
    """That it has none is asked first, and of labels with letters nothing else comes of it."""
    told = labels.kind_of.__wrapped__(label), labels.provider_of.__wrapped__(label)
    with patch.object(labels, "_LETTER", re.compile("")):
        assert told == (labels.kind_of.__wrapped__(label), labels.provider_of.__wrapped__(label))
