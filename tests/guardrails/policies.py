"""Makes small policies for tests."""

from govsim.guardrails import Channel, Outcome, Policy
from govsim.guardrails.policy import Rule, Topic


def speaking_of(*words: str, action: Outcome = Outcome.BLOCK, **more: object) -> Policy:
    """Return a policy that finds words in what a person asks."""
    rule = Rule("topics", action, message="not here")
    return Policy(
        "test",
        channels={Channel.USER: (rule,)},
        topics=(Topic("weapons", words),),
        **more,  # type: ignore[arg-type]
    )
