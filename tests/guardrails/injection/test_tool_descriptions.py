"""What tools say of themselves is full of orders; few of them are attacks."""

import json
from collections import Counter
from pathlib import Path

import pytest

from govsim.guardrails import Channel, Outcome, screen
from govsim.guardrails.policy import Policy
from govsim.sources.policies import read_policy

ROWS = [
    json.loads(line)
    for line in Path(__file__).with_name("tool_descriptions.jsonl").read_text("utf-8").splitlines()
]


def outcomes(label: int) -> Counter[Outcome]:
    policy = read_policy("chat")
    texts = [row["text"] for row in ROWS if row["label"] == label]
    return Counter(screen(text, policy, Channel.TOOL_DESCRIPTION).outcome for text in texts)


def test_most_poisoned_descriptions_are_blocked() -> None:
    """Of 70 descriptions with an order that is none of their tool's, 52 are blocked, 64 seen."""
    found = outcomes(1)

    assert found[Outcome.BLOCK] >= 52
    assert found[Outcome.ALLOW] <= 6


def test_most_imperative_descriptions_pass() -> None:
    """Of 80 ordinary ones, chosen for their orders, 4 are blocked and 3 flagged."""
    found = outcomes(0)

    assert found[Outcome.BLOCK] <= 4
    assert found[Outcome.FLAG] <= 3


@pytest.mark.parametrize(
    ("told", "stands_in"),
    [
        pytest.param((Channel.TOOL_OUTPUT, Channel.SYSTEM), Channel.TOOL_OUTPUT, id="results"),
        pytest.param((Channel.USER, Channel.SYSTEM), Channel.SYSTEM, id="prompts"),
        pytest.param((Channel.SYSTEM, Channel.TOOL_DESCRIPTION), Channel.TOOL_DESCRIPTION, id="itself"),
    ],
)  # fmt: skip
def test_a_policy_without_rules_for_descriptions_asks_what_it_asks_of(
    told: tuple[Channel, ...], stands_in: Channel
) -> None:
    """Policies from before the channel was there look at tools as they did, or closer."""
    shipped = read_policy("chat").channels
    policy = Policy("own", channels={each: shipped[each] for each in told})

    assert policy.rules_of(Channel.TOOL_DESCRIPTION) == shipped[stands_in]
