"""A stream is screened as its whole text would be, and lets nothing out unscreened."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.errors import GovsimError
from govsim.guardrails import Circumstances, Outcome, Policy, screen
from govsim.guardrails.policy import Limits, Operator, Redaction, Rule, Topic
from govsim.guardrails.policy.values import Operation
from govsim.guardrails.streaming import Stream
from govsim.guardrails.values import Channel
from tests.guardrails.policies import speaking_of

PIECES = st.lists(st.text("ab gunc", max_size=30), max_size=12)


def streamed(pieces: list[str], policy: Policy, window: int = 32, overlap: int = 8):
    stream = Stream(policy, Channel.USER, window=window, overlap=overlap)
    parts = [stream.feed(piece) for piece in pieces]
    rest, verdict = stream.close()
    return "".join(part.text for part in [*parts, rest]), verdict


@given(pieces=PIECES)
def test_pieces_give_what_the_whole_gives(pieces: list[str]) -> None:
    """Wherever a text is cut, the same is found, and the same is let out."""
    policy = speaking_of("gun", "ba", action=Outcome.REDACT)
    whole = screen("".join(pieces), policy)

    text, verdict = streamed(pieces, policy)

    assert verdict.findings == whole.findings
    assert text == (whole.redacted if whole.redacted is not None else "".join(pieces))


@given(pieces=PIECES)
def test_nothing_of_a_blocked_word_is_let_out(pieces: list[str]) -> None:
    """What is blocked never leaves, not even its first letters."""
    text, verdict = streamed(pieces, speaking_of("gun"))

    assert "gun" not in text.split()
    assert "".join(pieces).startswith(text)
    assert verdict.outcome is screen("".join(pieces), speaking_of("gun")).outcome


def test_memory_is_bounded() -> None:
    """Whatever comes in, only a window of it is held."""
    stream = Stream(speaking_of("gun"), window=64, overlap=16)
    stream.feed("x" * 10_000)

    assert len(stream._text) <= 64


def test_a_stream_beyond_the_limit_is_unscanned() -> None:
    """The limit of the policy holds for the whole stream."""
    policy = speaking_of("gun", limits=Limits(characters=100))

    assert not streamed(["x" * 60, "y" * 60], policy)[1].is_scanned


@given(pieces=PIECES, operation=st.sampled_from(["replace", "mask", "keep", "hash"]))
def test_a_stream_is_redacted_as_the_policy_has_it(pieces: list[str], operation: Operation) -> None:
    """Masks and what is kept are the same in pieces as in the whole text."""
    plan = Redaction(types={"TOPIC": Operator(operation, keep=1)})
    policy = speaking_of("gun", "ba", action=Outcome.REDACT, redaction=plan)
    whole = screen("".join(pieces), policy)

    text, _ = streamed(pieces, policy)

    assert text == (whole.redacted if whole.redacted is not None else "".join(pieces))


@pytest.mark.parametrize("operation", ["replace", "mask"])
def test_what_is_longer_than_the_window_is_redacted_throughout(operation: Operation) -> None:
    """No part of a finding is let out, however little of it fits into the window."""
    policy = replace(
        speaking_of(action=Outcome.REDACT, redaction=Redaction(Operator(operation, keep=1))),
        topics=(Topic("digits", patterns=("[0-9]+",)),),
    )
    number = "1234567890" * 20

    text, _ = streamed([f"a {number} b"], policy)

    assert not set(text) & set("123456789")
    assert text.startswith("a ")
    assert text.endswith(" b")


@pytest.mark.parametrize(("window", "overlap"), [(-1, 8), (0, 8), (32, -1)])
def test_a_stream_without_room_is_refused(window: int, overlap: int) -> None:
    """A window holds a character at least, and fewer than none are not looked at again."""
    with pytest.raises(GovsimError) as caught:
        Stream(speaking_of("gun"), window=window, overlap=overlap)

    assert caught.value.code == "wrong-value"


@pytest.mark.parametrize("unscanned", [Outcome.FLAG, Outcome.BLOCK])
def test_what_is_too_much_to_be_told_is_not_let_out(unscanned: Outcome, monkeypatch) -> None:
    """However many findings a stream has, the later ones are redacted as the first are."""
    monkeypatch.setattr("govsim.guardrails.streaming._MOST", 5)
    policy = replace(speaking_of("gun", action=Outcome.REDACT), unscanned=unscanned)

    text, verdict = streamed(["a gun is no cat. "] * 40, policy, overlap=16)

    assert "gun" not in text
    assert len(verdict.findings) == 5
    assert [gap.detector for gap in verdict.gaps] == ["stream"]


def test_the_strictest_of_too_many_findings_counts(monkeypatch) -> None:
    """A stream cannot be filled up so that what blocks it comes too late."""
    monkeypatch.setattr("govsim.guardrails.streaming._MOST", 5)
    policy = Policy(
        "test",
        channels={Channel.USER: (Rule("topics", Outcome.FLAG), Rule("canary", Outcome.BLOCK))},
        topics=(Topic("pets", ("cat",)),),
        unscanned=Outcome.FLAG,
    )
    stream = Stream(
        policy,
        Channel.USER,
        Circumstances(canaries=("kingfisher-4719-red",)),
        window=64,
        overlap=16,
    )
    stream.feed("a cat is here. " * 20 + "kingfisher-4719-red is. ")

    _, verdict = stream.close()

    assert verdict.outcome is Outcome.BLOCK
    assert len(verdict.findings) == 5
