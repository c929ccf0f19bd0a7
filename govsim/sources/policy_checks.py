"""Reads a policy once more, for what no single field shows to be wrong."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from govsim.errors import GovsimError, ScriptError, nearest
from govsim.guardrails.known_types import known_types
from govsim.guardrails.own_patterns import own_pattern
from govsim.guardrails.policy import Policy
from govsim.guardrails.registry import DETECTORS, names, unknown_detector
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
    errors += _unknown_types(root, policy)
    errors += _miscalibrated(root, known)
    errors += _no_keys(root)
    if errors:
        raise ScriptError(errors)


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


def _unknown_types(root: Node, policy: Policy) -> Iterator[GovsimError]:
    """Yield types that nothing finds: a rule on one would let pass what it is to stop."""
    own = {model.name for model in policy.models}
    channels, redaction = root.get("channels"), root.get("redaction")
    named: list[Node] = []
    for _, rules in channels.pairs if channels else ():
        for entry in rules.entries:
            detector = entry.get("detector")
            if detector is not None and detector.scalar not in own:
                named += _texts(entry.get("types"))
    if not own:  # a model calls what it finds as it likes
        named += (key for key, _ in (redaction.pairs if redaction else ()))
        named += _texts(root.get("restore"))
        for entry in allow.entries if (allow := root.get("allow")) else ():
            named += _texts(entry.get("types"))
    known = known_types(policy) | {"default"}
    for node in named:
        if node.scalar not in known:
            near = nearest(str(node.scalar), tuple(known))
            hint = f"did you mean `{near}`?" if near else f"one of {', '.join(sorted(known))}"
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
