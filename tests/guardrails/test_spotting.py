"""Words are found by one pass over a text exactly where each of them stands in it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis.strategies import lists, sampled_from, text

from govsim.guardrails import spotting
from govsim.guardrails.literals import Literals
from govsim.guardrails.pii import credentials, dates, scattered_machines
from govsim.guardrails.pii.by_words import WORDS as PERSONAL
from govsim.guardrails.pii.scattered_gaps import REACH
from govsim.guardrails.pii.shape import shape_of, shape_of_mirror
from govsim.guardrails.scripts import by_small_letters, places_abroad
from govsim.guardrails.secrets import constructs
from govsim.guardrails.secrets.runs import runs_of
from govsim.guardrails.secrets.scan import _words as secret_words
from govsim.guardrails.spotting import Words, reading_of

GROUPS = (
    ("pw", "pin", "pass", "passwd", "a\x00b", "aaaa", "at]", "né", "kód", "lösenord"),
    ("ß", "@", "pass", "hasł", "출생", "密码", "код", "пароль", "合言葉", "ＰＩＮ".lower(), "://"),
)
KNOWN = (*GROUPS[0], *GROUPS[1])
TITLED = (
    "Pass",
    "PASSWD",
    "KÓD",
    "Код",
    "КОД",
    "HASŁ",
    "\u0130",
    "\u212a",
    "aaaaa",
    "密",
    "@",
    "5",
    " ",
    "\n",
)
LONG = "neither of them " * 7
bodies = lists(sampled_from((*KNOWN, *TITLED)), max_size=12).map("".join) | text(max_size=40)
rests = sampled_from(("", LONG, f"{LONG}ł ", f"{LONG}é "))


def searched(low: str, words: tuple[str, ...]) -> dict[str, list[int]]:
    """Return where each word stands, found by itself."""
    return {
        word: [at for at in range(len(low)) if low.startswith(word, at)]
        for word in words
        if word in low
    }


@settings(max_examples=300, deadline=None)
@given(bodies, rests, sampled_from((7, 64, 1 << 16)))
def test_words_are_found_where_they_stand(body: str, rest: str, block: int) -> None:
    """In a text of any script, short or long, read at once or in blocks."""
    reading = reading_of(body + rest + body)

    with pytest.MonkeyPatch.context() as patch:
        if block < len(LONG):
            patch.setattr(spotting, "_SHORT", block)
            patch.setattr(spotting, "_BLOCK", block)
        assert Words(*GROUPS).places(reading) == [searched(reading.low, group) for group in GROUPS]


@settings(max_examples=100, deadline=None)
@given(bodies, rests)
def test_words_that_are_often_sought_are_found_as_others(body: str, rest: str) -> None:
    """At once with those of others, whoever asks first, and of a text that was read before."""
    reading = reading_of(f"{body} {rest}")
    expected = [searched(reading.low, group) for group in GROUPS]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spotting, "_OFTEN", [])
        spotting._every_often.cache_clear()
        first = Words(GROUPS[0], often=True)
        assert first.places(reading) == expected[:1]
        second = Words(GROUPS[1], often=True)
        assert [*second.places(reading), *first.places(reading)] == expected[::-1]
    spotting._every_often.cache_clear()


def test_where_no_word_is_sought_none_is_found() -> None:
    """Not even one of two letters."""
    assert Words().places(reading_of(LONG)) == []
    assert Words(("r ",)).places(reading_of(f"{LONG}ł")) == [searched(f"{LONG}ł", ("r ",))]


def test_words_are_found_by_an_automaton_as_without(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in a text it tells; where, is searched."""
    body = f"{LONG} pass PASSWD hasł Код aaaaa 密码"
    plain = Words(*GROUPS).places(reading_of(body))

    class Met:
        def met(self, held: bytes) -> list[int]:
            return [number for number, word in enumerate(literals.every) if word in held]

    words = Words(*GROUPS)
    literals = words._mirrors
    monkeypatch.setattr(Literals, "_automaton", Met())

    assert words.places(reading_of(body)) == plain


@settings(max_examples=200, deadline=None)
@given(lists(sampled_from([*PERSONAL._every, *secret_words()._every, "x", " "]), max_size=9))
def test_no_word_of_a_detector_is_lost(pieces: list[str]) -> None:
    """However many they are, and whatever other word begins or ends beside them."""
    reading = reading_of(LONG + "".join(pieces))

    for words in (PERSONAL, secret_words()):
        assert words._met(reading) == searched(reading.low, words._every)


@settings(max_examples=200, deadline=None)
@given(bodies, rests)
def test_months_are_sought_wherever_one_may_begin(body: str, rest: str) -> None:
    """Those that no word begins with cost a look, and no find."""
    reading = reading_of(f"{rest}{body} 3 août, déc. Zář 4 {body}")
    places = set(dates.months_in(reading))

    for at in range(len(reading.low) - 2):
        assert reading.low[at : at + 3] not in dates._STEMS or at in places


@settings(max_examples=200)
@given(text(max_size=60))
def test_a_mirror_has_the_shape_of_its_text(body: str) -> None:
    """As far as Latin-1 has its characters; for others stands a question mark."""
    reading = reading_of(body)

    for sign, of_mirror, of_text in zip(
        body, shape_of_mirror(reading.mirror), shape_of(body), strict=True
    ):
        assert of_mirror == (of_text if sign <= "\xff" else "?")


@settings(max_examples=200, deadline=None)
@given(bodies, rests)
def test_words_of_other_scripts_stand_as_they_are_written(body: str, rest: str) -> None:
    """In the case in which they are listed, and in no other."""
    written = ("код", "Код", "hasł", "密码")
    held = rest + body
    low = Words(by_small_letters(written)).places(reading_of(held))[0]

    places = sorted(places_abroad(held, by_small_letters(written), low))

    assert places == sorted(at for each in searched(held, written).values() for at in each)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(
    lists(sampled_from([*PERSONAL._every, "\u212a", "é", "É", "passwort", "@"]), max_size=9), rests
)
def test_literals_of_secrets_stand_where_the_mirror_has_them(pieces: list[str], rest: str) -> None:
    """Told apart at once, or each looked for by itself."""
    gates = {literal for each in constructs.constructs() for literal in each.gate}
    body = rest + "".join(pieces) + " login: " + " ".join(literal.decode() for literal in gates)
    told, alone = runs_of(body, secret_words()), runs_of(body)

    stand = {literal: list(alone.places(literal)) for literal in gates}
    for literal in gates - {b"@"}:
        assert list(told.places(literal)) == stand[literal]
    begun = constructs._begun(told)
    for number, each in enumerate(constructs.constructs()):
        assert set(begun[number]) == {at for literal in each.gate for at in stand[literal]}


URLS = ("://", "https", "ana", ":", "s3cret", "@", "db.corp", "/", " ", "://a:b@c", "'")


@settings(max_examples=300, deadline=None)
@given(lists(sampled_from(URLS), max_size=14).map("".join))
def test_an_address_is_read_behind_its_mark(body: str) -> None:
    """As if the whole text were searched for it."""
    whole = re.compile(f"(?<=://){credentials._CREDENTIALS.pattern}")
    marks = [m.start() for m in re.finditer("(?=://)", body)]

    found = [hit[:2] for hit in credentials._in_addresses(body, marks)]

    assert found == [
        match.span(group)
        for match in whole.finditer(body)
        for group in ("user", "password")
        if credentials._PLACEHOLDER.fullmatch(match[group]) is None
    ]


NAMED = (
    "ip ",
    " ip",
    "IP:",
    "host ",
    "address",
    "octet",
    "1",
    " ",
    "10.0.0.1",
    "x" * 18,
    "ip rating ",
)


@settings(max_examples=300, deadline=None)
@given(lists(sampled_from(NAMED), max_size=12).map("".join))
def test_no_address_is_named_where_no_word_for_one_stands(body: str) -> None:
    """The quick look at the places of words denies nothing that the slow one finds."""
    low = body.lower()
    named = sorted(
        at for places in searched(low, scattered_machines.NAMING).values() for at in places
    )
    named = [0, *named] if low.startswith("ip") else named

    for first in range(len(body)):
        near = any(first - REACH <= at <= first for at in named)
        assert near or not scattered_machines._is_named(low, first)
