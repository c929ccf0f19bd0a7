"""A canary is known wherever it turns up, and only by the holder of the key."""

import base64
import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.errors import GovsimError
from govsim.guardrails import Channel, Circumstances, Finding, Outcome, Policy, screen
from govsim.guardrails.assembly import canary, is_canary
from govsim.guardrails.assembly.canary_detector import Canaries
from govsim.guardrails.policy import Rule
from govsim.guardrails.views import views_of

TOKEN = canary(b"a" * 16, b"key")


def found(text: str) -> list[Finding]:
    return [f for f in Canaries((TOKEN,)).find(views_of(text), Channel.OUTPUT) if f.score >= 0.5]


def test_a_canary_rests_on_randomness_and_key() -> None:
    """The same bytes give the same canary; another key does not know it."""
    assert TOKEN == canary(b"a" * 16, b"key") != canary(b"b" * 16, b"key")
    assert is_canary(TOKEN, b"key")
    assert is_canary(TOKEN.upper(), b"key")
    assert not is_canary(TOKEN, b"another")
    assert not is_canary("cnry-" + "a" * 24, b"key")
    assert not is_canary("cnry-" + "1" * 24, b"key")
    assert not is_canary("hello", b"key")


@pytest.mark.parametrize(("randomness", "key"), [(b"short", b"key"), (b"a" * 16, b"")])
def test_a_canary_needs_randomness_and_a_key(randomness: bytes, key: bytes) -> None:
    """What could be guessed is refused."""
    with pytest.raises(ValueError, match="16 random bytes"):
        canary(randomness, key)


@pytest.mark.parametrize(
    ("written", "step"),
    [
        pytest.param(TOKEN, "", id="as it is"),
        pytest.param(TOKEN.upper(), "", id="in capitals"),
        pytest.param(" ".join(TOKEN), "", id="spaced"),
        pytest.param("-\n".join(TOKEN), "", id="a letter a line"),
        pytest.param(TOKEN[::-1], "reversed", id="turned round"),
        pytest.param(codecs.encode(TOKEN, "rot13"), "rot13", id="rot13"),
        pytest.param(TOKEN.encode().hex(), "hex", id="hex"),
        pytest.param(base64.b64encode(TOKEN.encode()).decode(), "base64", id="base64"),
        pytest.param(
            base64.b64encode(f"a {TOKEN} b".encode()).decode(), "base64", id="base64 among words"
        ),
        pytest.param(
            base64.b64encode(f"ab {TOKEN}!".encode()).decode(), "base64", id="base64 shifted"
        ),
        pytest.param(TOKEN[9:24], "", id="half of it"),
    ],
)
def test_a_canary_is_known_in_disguise(written: str, step: str) -> None:
    """Spaces, directions and encodings do not hide it."""
    text = f"The word was {written}, I think."
    best = max(found(text), key=lambda finding: finding.score)

    assert best.type == "CANARY"
    assert step in ("", *best.through) or best.through
    assert 12 <= best.start < best.end <= 13 + len(written)


def test_a_text_without_canary_has_none() -> None:
    """Ordinary words, and canaries of others, are no finding."""
    assert found("The quick brown fox jumps over the lazy dog. " * 50) == []
    assert found(canary(b"z" * 16, b"key")) == []


def test_canaries_come_from_the_policy_or_with_the_text() -> None:
    """A canary of one prompt is part of the circumstances of its answer."""
    rules = {Channel.OUTPUT: (Rule("canary", Outcome.BLOCK),)}
    answer = f"it says {TOKEN}"
    named = Policy("t", channels=rules, options={"canary": {"tokens": (TOKEN,)}})
    plain = Policy("p", channels=rules)

    assert screen(answer, named, Channel.OUTPUT).outcome is Outcome.BLOCK
    assert screen(answer, plain, Channel.OUTPUT).outcome is Outcome.ALLOW
    told = Circumstances(canaries=(TOKEN,))
    assert screen(answer, plain, Channel.OUTPUT, told).outcome is Outcome.BLOCK
    assert TOKEN not in repr(told)


@pytest.mark.parametrize("token", ["", "tulip-99", "a - b - c - d - e - f - g - h - i - j - k"])
def test_a_canary_that_chance_makes_is_refused(token: str) -> None:
    """A word too short to be searched for is an error, not a word that is never found."""
    rules = {Channel.OUTPUT: (Rule("canary", Outcome.BLOCK),)}
    named = Policy("t", channels=rules, options={"canary": {"tokens": (token,)}})
    told = Circumstances(canaries=(token,))

    with pytest.raises(GovsimError, match="may stand anywhere by chance"):
        screen("hello", named, Channel.OUTPUT)
    with pytest.raises(GovsimError, match="may stand anywhere by chance"):
        screen("hello", Policy("p", channels=rules), Channel.OUTPUT, told)


@given(
    randomness=st.binary(min_size=16, max_size=40),
    key=st.binary(min_size=1),
    text=st.text(max_size=30),
)
def test_every_canary_is_found_in_every_text(randomness: bytes, key: bytes, text: str) -> None:
    """Whatever stands around it, a canary is found whole."""
    token = canary(randomness, key)
    said = f"{text} {token} {text}"
    findings = list(Canaries((token,)).find(views_of(said), Channel.OUTPUT))

    assert is_canary(token, key)
    assert max(f.score for f in findings) == 1
    assert all(0 <= f.start < f.end <= len(said) for f in findings)
