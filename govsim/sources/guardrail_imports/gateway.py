"""Reads guardrails and rate limits of a Databricks AI Gateway, as REST or Terraform write them."""

from __future__ import annotations

from typing import Final

from govsim.guardrails import Outcome
from govsim.guardrails.policy import Rate
from govsim.guardrails.policy.rates import Per
from govsim.sources.guardrail_imports.building import Building, Side, sole, texts
from govsim.sources.tree import Node

_BEHAVIOURS: Final = {"BLOCK": Outcome.BLOCK, "MASK": Outcome.REDACT}
# What the platform looks for. Source: Databricks documentation, AI Gateway, guardrails.
_TYPES: Final = ("BANK_ACCOUNT", "CREDIT_CARD", "EMAIL", "PHONE", "SSN")
_SECONDS: Final = {"minute": 60.0}
_GATEWAY: Final = frozenset({"guardrails", "rate_limits"})
_ELSEWHERE: Final = {
    "usage_tracking_config": "it is kept by the platform, and screens nothing",
    "inference_table_config": "it is kept by the platform, and screens nothing",
    "fallback_config": "it is kept by the platform, and screens nothing",
}
_SIDE: Final = frozenset({"safety", "pii", "invalid_keywords", "valid_topics"})
_RATE: Final = frozenset({"calls", "tokens", "key", "principal", "renewal_period"})
_SAFETY: Final = (
    "no detector judges harm in general; name a judge such as Llama Guard under `models`"
)
_TOPICS: Final = "a list of topics that alone may be spoken of needs a model that knows topics"


def gateway_of(root: Node) -> Node | None:
    """Return the AI Gateway block of a file, wherever in it the block stands."""
    queue = [root]
    while queue:
        node = queue.pop(0)
        if (found := sole(node.get("ai_gateway"))) is not None:
            return found
        if node.get("guardrails") is not None and sole(node.get("guardrails")) is not None:
            return node
        queue += [*node.entries, *(value for _, value in node.pairs)]
    return None


def read_gateway(node: Node) -> Building:
    """Return the parts of a policy that a gateway's settings come to."""
    into = Building("Imported from the settings of a Databricks AI Gateway.")
    for key, value in node.pairs:
        name = str(key.scalar)
        if why := _ELSEWHERE.get(name):
            if value.entries or value.pairs:
                into.leave(name, why, key.place)
        elif name not in _GATEWAY:
            into.leave(name, "nothing is known of it", key.place)
    guardrails = sole(node.get("guardrails"))
    if guardrails is not None:
        into.leave_keys(guardrails, frozenset({"input", "output"}), "guardrails")
        for side in ("input", "output"):
            held = sole(guardrails.get(side))
            if held is not None:
                _read_side(held, "input" if side == "input" else "output", into)
    limits = node.get("rate_limits")
    for nth, entry in enumerate(limits.entries if limits else (), 1):
        _read_limit(entry, nth, into)
    return into


def _read_side(node: Node, side: Side, into: Building) -> None:
    into.leave_keys(node, _SIDE, side)
    safety, pii = node.get("safety"), node.get("pii")
    if safety is not None and safety.scalar is True:
        into.leave(f"{side} safety", _SAFETY, safety.place)
    if pii is not None:
        _read_pii(pii, side, into)
    keywords = node.get("invalid_keywords")
    if keywords is not None:
        into.topic(side, f"{side} keywords", Outcome.BLOCK, keywords.place, words=texts(keywords))
    topics = node.get("valid_topics")
    if topics is not None and texts(topics):
        into.leave(f"{side} valid_topics {', '.join(texts(topics))}", _TOPICS, topics.place)


def _read_pii(node: Node, side: Side, into: Building) -> None:
    held = sole(node)
    behaviour = held.get("behavior") if held is not None else None
    word = str(behaviour.scalar).upper() if behaviour is not None else ""
    if held is not None:
        into.leave_keys(held, frozenset({"behavior"}), f"{side} pii")
    if word in _BEHAVIOURS:
        into.rule(side, "pii", _BEHAVIOURS[word], node.place, _TYPES)
    elif word != "NONE":
        into.leave(f"{side} pii", f"nothing is known of the behavior `{word}`", node.place)


def _read_limit(node: Node, nth: int, into: Building) -> None:
    name = f"rate_limits {nth}"
    into.leave_keys(node, _RATE, name)
    key, period = node.get("key"), node.get("renewal_period")
    whom = str(key.scalar) if key is not None else "endpoint"
    seconds = _SECONDS.get(str(period.scalar) if period is not None else "minute")
    principal, calls, tokens = node.get("principal"), node.get("calls"), node.get("tokens")
    if tokens is not None and tokens.scalar:
        into.leave(f"{name} tokens", "tokens of the model are not counted", tokens.place)
    if calls is None or not isinstance(calls.scalar, int) or isinstance(calls.scalar, bool):
        return
    if seconds is None:
        into.leave(name, "nothing is known of its period", node.place)
    elif whom in ("user_group", "service_principal") or (principal and principal.scalar):
        into.leave(name, "a limit of one principal or group is not kept apart", node.place)
    else:
        per: Per = "all" if whom == "endpoint" else "principal"
        into.rates.append(Rate(name, seconds, calls.scalar, per=per))
