"""A verdict is as strict as its strictest cause, and silence is never taken for clean."""

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.errors import GovsimError
from govsim.guardrails import (
    Channel,
    Circumstances,
    Finding,
    Gap,
    Outcome,
    Policy,
    Unscanned,
    Verdict,
    judge,
    registry,
    screen,
)
from govsim.guardrails.overlaps import apart, without_repeats
from govsim.guardrails.policy import Allowed, Flow, Limits, Rule
from govsim.guardrails.screening import Detected
from tests.guardrails.policies import speaking_of

OUTCOMES = st.sampled_from(list(Outcome))


def findings(most: int = 60) -> st.SearchStrategy[list[Finding]]:
    spans = st.tuples(st.integers(0, most), st.integers(0, 9)).map(
        lambda at: (at[0], at[0] + at[1] + 1)
    )
    one = st.builds(
        lambda span, type_, score, action: Finding("d", type_, *span, score, action=action),
        spans,
        st.sampled_from(["A", "B"]),
        st.floats(0, 1),
        OUTCOMES,
    )
    return st.lists(one, max_size=12)


def test_outcomes_compare_by_strictness() -> None:
    """Block is stricter than redact, whatever the alphabet says."""
    assert sorted(Outcome, reverse=True) == [
        Outcome.BLOCK,
        Outcome.REDACT,
        Outcome.FLAG,
        Outcome.ALLOW,
    ]
    assert max(Outcome.FLAG, Outcome.REDACT) is Outcome.REDACT
    assert Outcome.BLOCK >= Outcome.REDACT > Outcome.FLAG <= Outcome.FLAG


def test_a_finding_points_into_the_text() -> None:
    """A verdict says what was found, where, and what whoever sent it is told."""
    text = "may I buy a machine   gun?"
    verdict = screen(text, speaking_of("gun", "machine gun"))

    assert [text[f.start : f.end] for f in verdict.findings] == ["machine   gun"]
    assert verdict.outcome is Outcome.BLOCK
    assert verdict.messages == ("not here",)


def test_redaction_is_offered_when_it_is_asked() -> None:
    """What a rule redacts is replaced by its type; what it only flags stays."""
    assert screen("a gun", speaking_of("gun", action=Outcome.REDACT)).redacted == "a <TOPIC>"
    assert screen("a gun", speaking_of("gun", action=Outcome.FLAG)).redacted is None


def test_what_is_allowed_is_no_finding() -> None:
    """An allowed value is not reported, and neither is what an allowed pattern matches whole."""
    values = speaking_of("gun", "guns", allow=(Allowed("gun"), Allowed(pattern="g..s")))

    assert screen("gun and guns", values).outcome is Outcome.ALLOW
    assert screen("GUN", values).outcome is Outcome.BLOCK


def test_a_channel_without_rules_lets_everything_pass() -> None:
    """A policy speaks of the channels it names."""
    assert screen("gun", speaking_of("gun"), Channel.OUTPUT).outcome is Outcome.ALLOW


def test_a_text_beyond_the_limit_is_unscanned() -> None:
    """A text that is too long is blocked, and the reason is told."""
    verdict = screen("x" * 11, speaking_of("gun", limits=Limits(characters=10)))

    assert verdict.outcome is Outcome.BLOCK
    assert verdict.gaps == (Gap("size", "11 characters are more than the 10 of the policy"),)


def test_time_that_is_over_is_a_gap() -> None:
    """A detector that was not reached in time leaves a gap."""
    ticks = iter(range(0, 1000, 100))
    verdict = screen("x", speaking_of("gun", limits=Limits(seconds=1)), clock=lambda: next(ticks))

    assert verdict.gaps == (Gap("topics", "the 1 seconds of the policy are over"),)


def test_a_limit_of_time_without_a_clock_is_a_gap() -> None:
    """A limit that nobody can keep leaves the text unscreened, and says so."""
    verdict = screen("a gun", speaking_of("gun", limits=Limits(seconds=1)))

    assert verdict.gaps == (Gap("time", "the policy limits the time, and no clock was given"),)


def test_a_detector_that_is_set_up_wrong_is_an_error() -> None:
    """A set-up at fault is told as such, not as a text that could not be read."""
    rule = Rule("pii", Outcome.BLOCK)
    policy = Policy("p", channels={Channel.USER: (rule,)}, options={"pii": {"hosted": ("NOPE",)}})

    with pytest.raises(GovsimError, match="NOPE"):
        screen("a text", policy)


def test_what_a_model_found_says_why_in_the_words_of_a_rule() -> None:
    """Where a rule found the same, its words come first; the score is still the surer one's."""
    model = Finding("injection", "INJECTION", 0, 40, 0.9, why="it reads like an attack")
    rule = Finding("rules", "INJECTION", 5, 12, 0.6, rule="r/drop", why="it drops orders")
    other = Finding("rules", "SECRET", 5, 12, 0.6, rule="r/key", why="it looks like a key")

    found, secret = without_repeats([model, rule, other])
    assert (found.score, found.detector) == (0.9, "injection")
    assert found.why == "it drops orders; it reads like an attack"
    assert secret.why == "it looks like a key"
    assert without_repeats([model]) == (model,)


class Broken:
    """A detector that cannot do its work."""

    name = "broken"

    def __init__(self, error: Exception) -> None:
        self.error = error

    def find(self, views: object, channel: Channel) -> Iterator[Finding]:
        raise self.error

    def threshold(self, channel: Channel, budget: float | None) -> float:
        return 0.5


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        pytest.param(Unscanned("broken", "no weights"), "no weights", id="says why"),
        pytest.param(KeyError("secret"), "the detector failed: KeyError", id="breaks"),
    ],
)
def test_a_detector_that_fails_leaves_a_gap(
    monkeypatch: pytest.MonkeyPatch, error: Exception, reason: str
) -> None:
    """Whatever goes wrong in a detector blocks by default, and never repeats the text."""
    monkeypatch.setattr(
        "govsim.guardrails.screening.detector_of", lambda name, policy: Broken(error)
    )
    rules = {Channel.USER: (Rule("broken", Outcome.FLAG),)}

    verdict = screen("x", Policy(str(error), channels=rules))

    assert verdict.gaps == (Gap("broken", reason),)
    assert verdict.outcome is Outcome.BLOCK


def test_a_flow_is_breached_by_tags_and_destination() -> None:
    """A text tagged pii may not go outside, but for those whom the rule excepts."""
    flow = Flow("no-pii-outside", Outcome.BLOCK, tags=("pii",), to=("external",), unless=("dpo",))
    policy = Policy("t", flows=(flow,))
    tagged = Circumstances("ana", tags=frozenset({"pii=email"}), destination="gpt")

    assert screen("x", policy, circumstances=tagged).breaches[0].why == (
        "text tagged pii=email may not go to `gpt`, an external endpoint"
    )
    for fine in (
        Circumstances("ana", tags=frozenset({"team=hr"})),
        Circumstances("ana", tags=frozenset({"pii"}), external=False),
        Circumstances("ana", frozenset({"dpo"}), frozenset({"pii"})),
    ):
        assert screen("x", policy, circumstances=fine).outcome is Outcome.ALLOW


# --- laws ------------------------------------------------------------------------------------


@given(found=findings(), more=findings())
def test_more_findings_never_make_a_verdict_milder(
    found: list[Finding], more: list[Finding]
) -> None:
    """Another detector never turns a block into a pass."""

    def outcome(each: list[Finding]) -> Outcome:
        return Verdict("t", Channel.USER, without_repeats(each)).outcome

    assert outcome([*found, *more]) >= outcome(found)


@given(found=findings())
def test_repeats_are_told_once(found: list[Finding]) -> None:
    """No two findings of one type overlap, and each type that was found stays."""
    kept = without_repeats(found)

    for one in kept:
        assert not [
            o
            for o in kept
            if o is not one and o.type == one.type and o.start < one.end and one.start < o.end
        ]
    assert {each.type for each in kept} == {each.type for each in found}


@given(found=findings())
def test_what_is_replaced_covers_all_that_was_found(found: list[Finding]) -> None:
    """Stretches to be replaced do not overlap, and together cover each finding."""
    kept = apart(found)

    assert all(one.end <= other.start for one, other in itertools.pairwise(kept))
    covered = {place for each in kept for place in range(each.start, each.end)}
    assert covered == {place for each in found for place in range(each.start, each.end)}


@given(text=st.text())
def test_any_text_gets_a_verdict_and_the_same_one_again(text: str) -> None:
    """Findings lie inside the text, whatever it is, and a second look finds the same."""
    policy = speaking_of("a", "b c", "é")
    verdict = screen(text, policy)

    assert all(0 <= f.start < f.end <= len(text) for f in verdict.findings)
    assert screen(text, policy) == verdict


def test_judging_needs_no_detector() -> None:
    """What was detected once can be judged by another policy."""
    found = Detected((Finding("topics", "TOPIC", 0, 1, 1.0),), ())

    assert judge("x", found, speaking_of("y"), Channel.USER).outcome is Outcome.BLOCK


def test_a_detector_that_nobody_knows_is_refused() -> None:
    """A name that nothing provides is an error with the nearest name."""
    with pytest.raises(Exception, match="did you mean `topics`") as caught:
        registry.detector_of("topic", Policy("t"))
    assert "unknown-detector" in str(caught.value)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ((Channel.DOCUMENT, Channel.TOOL_OUTPUT), Channel.DOCUMENT),
        ((Channel.DOCUMENT, Channel.USER), Channel.USER),
        ((Channel.OUTPUT, Channel.TOOL_OUTPUT), Channel.USER),
        ((Channel.OUTPUT,), Channel.OUTPUT),
    ],
)
def test_what_no_file_places_stands_where_a_policy_asks_something(
    asked: tuple[Channel, ...], expected: Channel
) -> None:
    """Among prompts, or documents where nothing is asked of prompts; or in the only channel."""
    policy = Policy("some", channels=dict.fromkeys(asked, (Rule("pii", Outcome.BLOCK),)))

    assert policy.channel_of(None) is expected
