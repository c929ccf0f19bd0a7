"""A detector that finds what a text says of itself: `INJECTION:0.73 EMAIL:0.4`, as it says."""

import re
from collections.abc import Iterator

from govsim.guardrails import Channel, Finding, Outcome, Policy
from govsim.guardrails.policy import Rule

NAME = "graded"
SIGN = re.compile(r"([A-Z_]+):([0-9.]+)")


class Graded:
    name = NAME

    def find(self, views, channel: Channel) -> Iterator[Finding]:
        for match in SIGN.finditer(views.plain.text):
            yield Finding(NAME, match[1], *match.span(), float(match[2]), rule="says-so")

    def threshold(self, channel: Channel, budget: float | None) -> float:
        return 0.5 if budget is None else 0.9


def detector(policy: Policy) -> Graded:
    return Graded()


def graded(threshold: float | None = None, action: Outcome = Outcome.BLOCK, **more) -> Policy:
    """Return a policy that has every channel screened by this detector."""
    rule = Rule(NAME, action, threshold=threshold, budget=more.pop("budget", None))
    name = more.pop("name", f"graded-{threshold}-{action}")
    return Policy(name, channels=dict.fromkeys(Channel, (rule,)), **more)
