"""Holds a policy while it is put together from the settings of another tool."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from govsim.errors import Place
from govsim.guardrails import Channel, Outcome
from govsim.guardrails.policy import Allowed, Limits, Policy, Rate, Rule, Topic
from govsim.guardrails.registry import DETECTORS
from govsim.sources.tree import Node

Side = Literal["input", "output"]
CHANNELS: Final[dict[Side, Channel]] = {"input": Channel.USER, "output": Channel.OUTPUT}


@dataclass(frozen=True, slots=True)
class Untaken:
    """One setting that is not part of the policy: which, why, and where it stands."""

    setting: str
    why: str
    at: Place

    def __str__(self) -> str:
        return f"{self.setting}: {self.why}"


@dataclass
class Building:
    """The parts of a policy so far, and the settings that are none of it."""

    about: str
    rules: dict[Channel, list[Rule]] = field(default_factory=dict)
    topics: list[Topic] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)
    allow: list[Allowed] = field(default_factory=list)
    limits: Limits = field(default_factory=Limits)
    untaken: list[Untaken] = field(default_factory=list)

    def rule(
        self, side: Side, detector: str, action: Outcome, at: Place, types: tuple[str, ...] = ()
    ) -> None:
        """Add what a detector finds on one side, or tell that there is no such detector."""
        if detector not in DETECTORS:
            self.leave(f"{side} {detector}", "this version has no such detector", at)
            return
        made = Rule(detector, action, frozenset(types))
        held = self.rules.setdefault(CHANNELS[side], [])
        if made not in held:
            held.append(made)

    def topic(
        self, side: Side, name: str, action: Outcome, at: Place, **words: tuple[str, ...]
    ) -> None:
        """Add words or patterns that one side must not hold."""
        if any(words.values()):
            self.topics.append(Topic(name, channels=(CHANNELS[side],), **words))
            self._act_on_topics(side, name, action, at)

    def _act_on_topics(self, side: Side, name: str, action: Outcome, at: Place) -> None:
        """Add the rule on topics; a channel has one, and the stricter action is it."""
        rules = self.rules.setdefault(CHANNELS[side], [])
        before = next((rule for rule in rules if rule.detector == "topics"), None)
        if before is None:
            self.rule(side, "topics", action, at)
        elif before.action is not action:
            milder = f"{side} redact" if action is Outcome.BLOCK else name
            self.leave(milder, "all topics of a channel are blocked together", at)
            rules[rules.index(before)] = Rule("topics", max(before.action, action))

    def leave(self, setting: str, why: str, at: Place) -> None:
        """Tell that a setting is not part of the policy."""
        self.untaken.append(Untaken(setting, why, at))

    def leave_keys(self, node: Node, known: frozenset[str], where: str) -> None:
        """Tell every key of a mapping that nobody knows."""
        for key, _ in node.pairs:
            if key.scalar not in known:
                self.leave(f"{where} {key.scalar}".strip(), "nothing is known of it", key.place)

    def policy(self, name: str) -> Policy:
        """Return the policy."""
        return Policy(
            name,
            self.about,
            channels={channel: tuple(rules) for channel, rules in self.rules.items()},
            topics=tuple(self.topics),
            rates=tuple(self.rates),
            allow=tuple(self.allow),
            limits=self.limits,
        )


def texts(node: Node | None) -> tuple[str, ...]:
    """Return the texts of a list, or one text as a list."""
    if node is None or node.kind == "mapping":
        return ()
    entries = node.entries if node.kind == "list" else (node,)
    return tuple(str(each.scalar) for each in entries if each.kind == "scalar" and each.scalar)


def sole(node: Node | None) -> Node | None:
    """Return the mapping of a block; Terraform writes each as a list of one."""
    if node is not None and node.kind == "list":
        node = node.entries[0] if len(node.entries) == 1 else None
    return node if node is not None and node.kind == "mapping" else None
