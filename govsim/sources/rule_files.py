"""Reads rules of injection of the user's own: one family a file, with examples that are tried."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field

from govsim.errors import GovsimError, Place, ScriptError
from govsim.guardrails import Channel
from govsim.guardrails.rules import Family, TextRule
from govsim.sources.checked import Checked, Texts, checked
from govsim.sources.text import read_text
from govsim.sources.tree import Node, read_tree

if TYPE_CHECKING:
    from govsim.guardrails.rules.scan import Scanner


class TextRuleFields(Checked):
    """One rule: what it looks for, and what that would mean."""

    id: str
    why: str
    phrases: Texts = ()
    pattern: str = ""
    anchors: Texts = ()
    lookback: int = Field(default=0, ge=0, le=400)
    channels: tuple[Channel, ...] = ()
    type: str = ""
    times: int = Field(default=1, ge=1)
    joined: bool = False
    cased: bool = False
    score: float | None = Field(default=None, ge=0, le=1)


class ExampleFields(Checked):
    """Texts that a rule matches, and texts that it spares."""

    matches: Texts = ()
    spares: Texts = ()


class FamilyFields(Checked):
    """A family of rules as a file holds it."""

    family: str
    type: str = "INJECTION"
    about: str = ""
    words: dict[str, Texts] = {}
    rules: tuple[TextRuleFields, ...]
    examples: dict[str, ExampleFields] = {}


def read_rules(path: str | Path) -> Family:
    """Return the rules of a file.

    Raises:
        ScriptError: Every field, phrase and pattern that is wrong, and every example that fails.
        GovsimError: The file cannot be read, or holds no family of rules.
    """
    source = str(path)
    roots = read_tree(read_text(path), source)
    if not roots or len(roots) > 2 or any(root.kind != "mapping" for root in roots):
        hint = "it is one mapping with `family` and `rules`; a second one may hold `examples`"
        at = Place(source, 1, 1)
        raise GovsimError("unknown-format", f"`{source}` holds no rules", at=at, hint=hint)
    fields = checked(FamilyFields, roots[0])
    family = _family(fields)
    if errors := list(_faults(family, roots[0])):
        raise ScriptError(errors)
    examples = dict(fields.examples)
    if len(roots) == 2:
        examples |= checked(_MoreFields, roots[1]).examples
    if failed := list(_failed(family, examples, roots[-1])):
        raise ScriptError(failed)
    return family


class _MoreFields(Checked):
    examples: dict[str, ExampleFields] = {}


def _family(fields: FamilyFields) -> Family:
    rules = (
        TextRule(**each.model_dump() | {"channels": frozenset(each.channels)})
        for each in fields.rules
    )
    return Family(fields.family, fields.type, tuple(rules), fields.words)


def _faults(family: Family, root: Node) -> Iterator[GovsimError]:
    """Yield what is wrong with phrases and patterns, each at its rule."""
    entries = held.entries if (held := root.get("rules")) else ()
    for rule, entry in zip(family.rules, entries, strict=True):
        at = entry.place
        if bool(rule.phrases) == bool(rule.pattern):
            message = f"the rule `{rule.id}` needs either phrases or a pattern"
            yield GovsimError("wrong-value", message, at=at)
        yield from _wrong_phrases(rule, family, at)
        if rule.pattern:
            yield from _wrong_pattern(rule, at)


def _wrong_phrases(rule: TextRule, family: Family, at: Place) -> Iterator[GovsimError]:
    from govsim.guardrails.rules.families import shared_words
    from govsim.guardrails.rules.phrases import WrongPhraseError, pattern_of

    for phrase in rule.phrases:
        try:
            pattern_of(phrase, {**shared_words(), **family.words}, joined=rule.joined)
        except WrongPhraseError as error:
            yield GovsimError("wrong-pattern", str(error), at=at)


def _wrong_pattern(rule: TextRule, at: Place) -> Iterator[GovsimError]:
    from govsim.guardrails.rules.linear import why_not_linear
    from govsim.guardrails.rules.phrases import SHORTEST

    short = [text for text in rule.anchors if len(text.rstrip("*")) < SHORTEST]
    if short or not rule.anchors:
        which = f"`{short[0]}` is shorter" if short else "it has none"
        message = f"the pattern of `{rule.id}` needs anchors of {SHORTEST} characters; {which}"
        yield GovsimError("wrong-pattern", message, at=at)
    try:
        why = why_not_linear(rule.pattern)
    except re.error as error:
        why = f"it is no regular expression: {error}"
    if why:
        hint = "give each repetition a limit, such as `{1,40}`, and put none into another"
        message = f"the pattern of `{rule.id}` cannot be used: {why}"
        yield GovsimError("wrong-pattern", message, at=at, hint=hint)


def _failed(
    family: Family, examples: dict[str, ExampleFields], root: Node
) -> Iterator[GovsimError]:
    from govsim.guardrails.rules.families import shared_words
    from govsim.guardrails.rules.scan import Scanner

    scanner = Scanner((family,), shared_words())
    rules = {rule.id: rule for rule in family.rules}
    at = held.place if (held := root.get("examples")) else root.place
    for name, fields in examples.items():
        if name not in rules:
            yield GovsimError("wrong-value", f"there is no rule `{name}` here", at=at)
            continue
        for text in fields.matches:
            if not _matches(scanner, rules[name], text):
                message = f"the rule `{name}` does not match its example `{text[:80]}`"
                yield GovsimError("failed-example", message, at=at)
        for text in fields.spares:
            if _matches(scanner, rules[name], text):
                message = f"the rule `{name}` matches `{text[:80]}`, which it should spare"
                yield GovsimError("failed-example", message, at=at)


def _matches(scanner: Scanner, rule: TextRule, text: str) -> bool:
    channel = min(rule.channels, default=Channel.USER)
    return any(match.rule is rule for match in scanner.matches(text, channel))
