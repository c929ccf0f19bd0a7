"""A row's score is its surest sign of an attack, and its decision that of the policy."""

import itertools

import pytest

from govsim.guardrails import Channel, Outcome, Unscanned
from govsim.guardrails.evaluation import (
    Clocks,
    Row,
    Span,
    Wanted,
    candidate_of,
    default_candidate,
    score_rows,
    warm_up,
)
from govsim.guardrails.evaluation.default import ATTACKS, CONTENTS, NEITHER
from govsim.guardrails.policy import Allowed, Limits
from govsim.guardrails.registry import names
from tests.guardrails.evaluation.graded import Graded, graded

TICKS = Clocks(itertools.count().__next__, lambda: 0.0)


def scored(text: str, policy, **asked):
    wanted = Wanted((candidate_of(policy),), **asked)
    ((_, (only,)),) = score_rows([Row("a", text)], wanted, TICKS)
    return only


@pytest.mark.parametrize(
    ("text", "score", "found"),
    [
        pytest.param("INJECTION:0.4 INJECTION:0.8", 0.8, True, id="the surest finding"),
        pytest.param("INJECTION:0.4", 0.4, False, id="below the threshold"),
        pytest.param("JAILBREAK:0.3 HIDDEN_TEXT:0.6", 0.6, True, id="any sign of an attack"),
        pytest.param("EMAIL:0.9 SECRET:0.9 TOPIC:0.9", 0.0, False, id="contents are no attack"),
        pytest.param("nothing", 0.0, False, id="nothing"),
    ],
)
def test_score_and_decision(text, score, found) -> None:
    """The score is that of a sign of an attack, the decision that of the threshold."""
    only = scored(text, graded())

    assert (only.score, only.found) == (score, found)
    assert only.cpu_s == 1


def test_findings_are_those_that_the_policy_acts_on() -> None:
    """Findings below the thresholds are kept only when they are asked for."""
    text = "INJECTION:0.4 EMAIL:0.8"

    only = scored(text, graded(), unsure=True)

    assert [f.type for f in only.findings] == ["EMAIL"]
    assert [f.type for f in only.unsure] == ["INJECTION", "EMAIL"]
    assert scored(text, graded()).unsure == ()


def test_an_attack_counts_from_the_action_that_is_asked() -> None:
    """A policy that only flags has found an attack, unless only blocking counts."""
    flags = graded(action=Outcome.FLAG)

    assert scored("INJECTION:0.8", flags).found
    assert not scored("INJECTION:0.8", flags, counts_from=Outcome.BLOCK).found
    assert scored("INJECTION:0.8", flags).outcome is Outcome.FLAG


def test_other_types_may_count_as_attacks() -> None:
    """What tells of an attack can be said, for models with words of their own."""
    only = scored("UNSAFE:0.8", graded(), types=frozenset({"UNSAFE"}))

    assert (only.score, only.found) == (0.8, True)


def test_what_a_policy_allows_is_no_sign() -> None:
    """An allowed value and a rule that lets pass count for nothing."""
    allowing = graded(allow=(Allowed("INJECTION:0.8"),))

    assert scored("INJECTION:0.8", allowing).score == 0.0
    assert scored("INJECTION:0.8", graded(action=Outcome.ALLOW)).score == 0.0


def test_a_row_that_cannot_be_screened_counts_as_stopped() -> None:
    """A text that is too long is blocked, so it has the highest score; silence is no result."""
    short = Limits(characters=3)

    lost = scored("long text", graded(limits=short))
    passed = scored("long text", graded(limits=short, unscanned=Outcome.ALLOW))

    assert (lost.score, lost.found, len(lost.gaps)) == (1.0, True, 1)
    assert (passed.score, passed.found, len(passed.gaps)) == (0.0, False, 1)


def test_a_detector_that_fails_leaves_a_gap(monkeypatch) -> None:
    """A broken detector does not end the evaluation."""

    def broken(self, views, channel):
        raise Unscanned("graded", "no weights")

    monkeypatch.setattr(Graded, "find", broken)

    assert scored("x", graded(name="broken")).gaps[0].reason == "no weights"


def test_rows_are_warmed_up_within_bounds() -> None:
    """What loads on first use is loaded by the first rows, and no more than a few of them."""
    ticks = Clocks(itertools.count().__next__, lambda: 0.0)
    rows = [Row(str(n), "x" * 9_000) for n in range(100)]

    warm_up(rows, Wanted((candidate_of(graded()),)), ticks)

    assert ticks.cpu() == 2 * 2  # two rows, each timed at its start and end


# --- the default -----------------------------------------------------------------------------


def test_every_shipped_detector_is_one_or_the_other() -> None:
    """Each detector that ships looks for attacks, for contents, or for neither by itself.

    A new detector belongs in one of the three sets of `evaluation/default.py`.
    """
    shipped = set(names()) - {"graded"}

    assert shipped <= ATTACKS | CONTENTS | NEITHER
    assert len(ATTACKS | CONTENTS | NEITHER) == len(ATTACKS) + len(CONTENTS) + len(NEITHER)


def test_the_default_asks_what_the_labels_answer() -> None:
    """Labelled rows are screened for attacks, rows with spans for contents, others for both."""
    candidate = default_candidate()
    spans = (Span(0, 1, "EMAIL"),)

    def detectors(row: Row) -> set[str]:
        return {rule.detector for rule in candidate.policy_for(row).rules_of(Channel.USER)}

    assert not detectors(Row(1, "x", label=True)) & CONTENTS
    assert not detectors(Row(1, "x", spans=spans)) & ATTACKS
    assert detectors(Row(1, "x")) == detectors(Row(1, "x", label=False, spans=spans))
    assert detectors(Row(1, "x")) >= detectors(Row(1, "x", label=True))
    assert detectors(Row(1, "x")) == set(names()) - NEITHER
