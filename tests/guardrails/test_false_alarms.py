"""A budget of false alarms sets the threshold of pii, names and secrets, as it was measured."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsim.guardrails.detecting import Detector
from govsim.guardrails.pii.detector import PersonalDataDetector
from govsim.guardrails.pii.names.detector import NamesDetector
from govsim.guardrails.secrets.detector import SecretsDetector
from govsim.guardrails.values import Channel

DETECTORS = (PersonalDataDetector(), NamesDetector(), SecretsDetector())


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda each: each.name)
@given(
    channel=st.sampled_from(Channel),
    budgets=st.lists(st.floats(0, 0.2), min_size=2, max_size=2).map(sorted),
)
def test_a_smaller_budget_never_lowers_the_threshold(
    detector: Detector, channel: Channel, budgets: list[float]
) -> None:
    """Whoever allows fewer false alarms asks for surer findings."""
    small, large = budgets

    assert detector.threshold(channel, small) >= detector.threshold(channel, large)


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda each: each.name)
@pytest.mark.parametrize("channel", [Channel.USER, Channel.CODE])
def test_no_score_keeps_within_a_budget_of_nothing(detector: Detector, channel: Channel) -> None:
    """Of so many texts no smaller share can be told; then nothing counts."""
    assert detector.threshold(channel, 0.0) > 1
