"""Reads a policy once more, for what no single field shows to be wrong."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from govsim.errors import GovsimError, Place, ScriptError, nearest
from govsim.guardrails import Channel
from govsim.guardrails.known_types import known_types, types_of
from govsim.guardrails.own_patterns import own_pattern
from govsim.guardrails.pii.settings import settings_of
from govsim.guardrails.policy import Policy
from govsim.guardrails.registry import DETECTORS, names, unknown_detector
from govsim.guardrails.thresholds import NEVER, threshold_of
from govsim.guardrails.topics import NAME as TOPICS
from govsim.sources.tree import Node


def check_policy(policy: Policy, root: Node) -> None:
    """Refuse what no single field shows to be wrong.

    Args:
        policy: As it was read, with what it extends.
        root: Its own file, for the places.

    Raises:
        ScriptError: Everything that the policy says in vain.
    """
    errors = []
    channels = root.get("channels")
    known = names(policy)
    for channel, rules in channels.pairs if channels else ():
        for entry in rules.entries:
            errors += _misfits(entry, known, f"channel {channel.scalar}")
    for entry in allow.entries if (allow := root.get("allow")) else ():
        errors += _broken(entry.get("pattern"), whole=True)
    for topic in topics.entries if (topics := root.get("topics")) else ():
        for entry in _texts(topic.get("patterns")):
            errors += _broken(entry, re.IGNORECASE)
    errors += _unknown_options(root, known)
    errors += _wrong_settings(root, policy) or _unknown_types(root, policy)
    errors += _miscalibrated(root, known)
    errors += _no_keys(root)
    errors += _unlimited(root)
    if errors:
        raise ScriptError(errors)


def check_whole(policy: Policy, root: Node) -> None:
    """Refuse what a policy, with all that it extends, asks for in vain.

    Args:
        policy: As it is screened with.
        root: The file that was asked for, for the places.

    Raises:
        ScriptError: Everything that would find nothing.
    """
    errors = [*_idle_topics(policy, root), *_idle_budgets(policy, root)]
    if errors:
        raise ScriptError(errors)


def _idle_topics(policy: Policy, root: Node) -> Iterator[GovsimError]:
    """Yield rules on topics without any topic, and topics that no rule looks for."""
    asking = {c for c, rules in policy.channels.items() if any(r.detector == TOPICS for r in rules)}
    for channel in asking:
        if not any(not topic.channels or channel in topic.channels for topic in policy.topics):
            message = f"channel {channel} asks for `topics`, and no topic is listed for it"
            hint = "list one: topics: [{name: …, words: […]}]"
            yield GovsimError("wrong-value", message, at=_rule_at(root, channel, TOPICS), hint=hint)
    for entry in topics.entries if (topics := root.get("topics")) else ():
        name = entry.get("name")
        topic = next(t for t in policy.topics if name is not None and t.name == name.scalar)
        if asking.isdisjoint(topic.channels or asking) or not asking:
            message = f"no channel looks for the topic `{topic.name}`"
            hint = "ask for it in a channel: {detector: topics, action: block}"
            yield GovsimError("wrong-value", message, at=entry.place, hint=hint)


def _idle_budgets(policy: Policy, root: Node) -> Iterator[GovsimError]:
    """Yield rules whose budget is below what was measured, so that no score would reach them."""
    own = {model.name for model in policy.models}
    for channel, rules in policy.channels.items():
        for rule in rules:
            if rule.budget is None or rule.detector in own:
                continue
            if threshold_of(rule, policy, channel) >= NEVER:
                share = f"{rule.budget:.4%}".rstrip("0").rstrip(".%") + "%"
                message = f"nothing that was measured of `{rule.detector}` keeps within {share}"
                hint = "name a larger budget or a threshold, or calibrate on more texts of your own"
                at = _rule_at(root, channel, rule.detector)
                yield GovsimError("wrong-value", message, at=at, hint=hint)


def _rule_at(root: Node, channel: Channel, detector: str) -> Place:
    """Return where a file asks for a detector; its beginning, where it is one it extends."""
    channels = root.get("channels")
    rules = channels.get(str(channel)) if channels else None
    for entry in rules.entries if rules else ():
        named = entry.get("detector")
        if named is not None and named.scalar == detector:
            return entry.place
    return root.place


def _unlimited(root: Node) -> Iterator[GovsimError]:
    for rate in rates.entries if (rates := root.get("rates")) else ():
        if rate.get("requests") is None and rate.get("characters") is None:
            message = "a rate without `requests` and `characters` limits nothing"
            yield GovsimError("wrong-value", message, at=rate.place)


def _unknown_options(root: Node, known: tuple[str, ...]) -> Iterator[GovsimError]:
    """Yield options of detectors that are not there, and models that bear a detector's name."""
    for key, _ in options.pairs if (options := root.get("options")) else ():
        if key.scalar not in known:
            unknown = unknown_detector(str(key.scalar), known)
            yield GovsimError(unknown.code, unknown.message, at=key.place, hint=unknown.hint)
    for model in models.entries if (models := root.get("models")) else ():
        name = model.get("name")
        if name is not None and name.scalar in DETECTORS:
            message = f"`{name.scalar}` is a detector that ships"
            hint = "give the model another name"
            yield GovsimError("wrong-value", message, at=name.place, hint=hint)


def _wrong_settings(root: Node, policy: Policy) -> list[GovsimError]:
    """Return what is wrong with the options of `pii`, on which the types rest."""
    options = root.get("options")
    at = options.key("pii") if options else None
    try:
        settings_of(policy.options.get("pii", {}))
    except GovsimError as error:
        place = error.at or (at.place if at else root.place)
        return [GovsimError(error.code, error.message, at=place, hint=error.hint)]
    return []


def _unknown_types(root: Node, policy: Policy) -> Iterator[GovsimError]:
    """Yield types that nothing finds: a rule on one would let pass what it is to stop."""
    own = {model.name for model in policy.models}
    channels, redaction = root.get("channels"), root.get("redaction")
    for _, rules in channels.pairs if channels else ():
        for entry in rules.entries:
            detector = entry.get("detector")
            if detector is not None and detector.scalar not in own:
                yield from _strange(entry.get("types"), policy, str(detector.scalar))
    if own:  # a model calls what it finds as it likes
        return
    for key, _ in redaction.pairs if redaction else ():
        yield from _strange(key, policy)
    yield from _strange(root.get("restore"), policy)
    for entry in allow.entries if (allow := root.get("allow")) else ():
        yield from _strange(entry.get("types"), policy)


def _strange(named: Node | None, policy: Policy, detector: str = "") -> Iterator[GovsimError]:
    """Yield what is no type that some detector finds, or the one that is named."""
    every = known_types(policy) | {"default"}
    known = types_of(detector, policy) or every
    for node in _texts(named):
        if node.scalar in known:
            continue
        near = nearest(str(node.scalar), tuple(known))
        hint = f"did you mean `{near}`?" if near else f"one of {', '.join(sorted(known))}"
        if node.scalar in every:
            message = f"the detector `{detector}` does not find the type `{node.scalar}`"
            hint = f"it finds {', '.join(sorted(known))}"
        else:
            message = f"no detector finds the type `{node.scalar}`"
        yield GovsimError("wrong-value", message, at=node.place, hint=hint)


def _texts(node: Node | None) -> tuple[Node, ...]:
    """Return the nodes of one text or a list of them."""
    if node is None:
        return ()
    return node.entries if node.kind == "list" else (node,)


def _miscalibrated(root: Node, known: tuple[str, ...]) -> Iterator[GovsimError]:
    for key, channels in calibration.pairs if (calibration := root.get("calibration")) else ():
        if key.scalar not in known:
            unknown = unknown_detector(str(key.scalar), known)
            yield GovsimError(unknown.code, unknown.message, at=key.place, hint=unknown.hint)
        for _, pairs in channels.pairs:
            for number in (number for pair in pairs.entries for number in pair.entries):
                if not isinstance(number.scalar, int | float) or not 0 <= number.scalar <= 1:
                    message = f"expected a share from 0 to 1, found `{number.raw}`"
                    yield GovsimError("wrong-value", message, at=number.place)


def _no_keys(root: Node) -> Iterator[GovsimError]:
    """Yield keys that the environment lacks: a judge would be asked without one."""
    for model in models.entries if (models := root.get("models")) else ():
        named = model.get("key_from")
        if named is None or not named.scalar:
            continue
        key = key_of(str(named.scalar))
        if not key:
            message = f"the environment variable `{named.scalar}` of `key_from` is not set"
            hint = f"`export {named.scalar}=…`, or leave out `key_from` where no key is asked for"
            yield GovsimError("missing-key", message, at=named.place, hint=hint)
        elif not (key.isascii() and key.isprintable()):
            message = f"the key in `{named.scalar}` holds a character that no header can carry"
            yield GovsimError("wrong-value", message, at=named.place)


def key_of(variable: str) -> str:
    """Return the key that an environment variable holds; empty where it holds none."""
    return os.environ.get(variable, "").strip()  # a key out of a file ends in a line end


def _misfits(entry: Node, known: tuple[str, ...], where: str) -> list[GovsimError]:
    errors = []
    detector = entry.get("detector")
    if detector is not None and detector.scalar not in known:
        unknown = unknown_detector(str(detector.scalar), known)
        errors.append(
            GovsimError(unknown.code, unknown.message, at=detector.place, hint=unknown.hint)
        )
    if entry.get("threshold") is not None and entry.get("budget") is not None:
        message = f"a rule of {where} states both a threshold and a budget"
        hint = "keep the threshold, a score, or the budget, a share of harmless texts"
        errors.append(GovsimError("wrong-value", message, at=entry.place, hint=hint))
    return errors


def _broken(node: Node | None, flags: int = 0, *, whole: bool = False) -> list[GovsimError]:
    if node is None:
        return []
    try:
        own_pattern(str(node.scalar), flags, whole=whole, at=node.place)
    except GovsimError as error:
        return [error]
    return []
