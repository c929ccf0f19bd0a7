"""Reads settings in the form of LLM Guard: scanners of the input and of the output, by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from govsim.errors import GovsimError
from govsim.guardrails import Outcome
from govsim.guardrails.own_patterns import own_pattern
from govsim.guardrails.policy import Allowed, Rate
from govsim.sources.guardrail_imports.building import Building, Side, texts
from govsim.sources.tree import Node

_RATE: Final = re.compile(
    r"(\d{1,9})\s*(?:/|per)\s*(\d{1,9})?\s*(second|minute|hour|day|month|year)s?", re.IGNORECASE
)
_VARIABLE: Final = re.compile(r"\$\{[^:}]*:?([^}]*)\}")
_SECONDS: Final[Mapping[str, int]] = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86400,
    "month": 30 * 86400,
    "year": 365 * 86400,
}
_CHARACTERS: Final = 4  # of a token, on average, in English
_LISTS: Final[Mapping[str, Side]] = {
    "input_scanners": "input",
    "output_scanners": "output",
    "prompt_scanners": "input",
}
# Entities as LLM Guard and Presidio call them → types of findings.
_TYPES: Final[Mapping[str, str]] = {
    "CREDIT_CARD": "CREDIT_CARD",
    "CRYPTO": "OTHER_ID",
    "EMAIL_ADDRESS": "EMAIL",
    "IBAN_CODE": "IBAN",
    "IP_ADDRESS": "IP",
    "LOCATION": "LOCATION",
    "MEDICAL_LICENSE": "MEDICAL_ID",
    "PERSON": "PERSON",
    "PHONE_NUMBER": "PHONE",
    "UK_NHS": "MEDICAL_ID",
    "US_BANK_NUMBER": "BANK_ACCOUNT",
    "US_DRIVER_LICENSE": "DRIVER_LICENSE",
    "US_ITIN": "TAX_ID",
    "US_PASSPORT": "PASSPORT",
    "US_SSN": "SSN",
}
_NAMES: Final = frozenset({"LOCATION", "PERSON"})
# What no detector does, and what would come nearest.
_LACKING: Final[Mapping[str, str]] = {
    "BanCode": "no detector tells code from text",
    "BanTopics": "topics are found by words, not by a model; list words under `topics`",
    "Bias": "no detector judges bias; name a judge under `models`",
    "Code": "no detector tells languages of code apart",
    "Deanonymize": "redacted values are not put back by a policy",
    "FactualConsistency": "no detector compares an answer with its prompt",
    "Gibberish": "no detector knows gibberish",
    "JSON": "the form of an answer is not checked",
    "Language": "no detector tells languages apart",
    "LanguageSame": "no detector tells languages apart",
    "MaliciousURLs": "addresses are not looked up",
    "NoRefusal": "no detector knows refusals",
    "NoRefusalLight": "no detector knows refusals",
    "ReadingTime": "the length of an answer is not judged",
    "Relevance": "no detector compares an answer with its prompt",
    "Sentiment": "no detector judges sentiment",
    "Toxicity": "no detector judges toxicity; name a model or a judge under `models`",
    "URLReachability": "addresses are not looked up",
    "EmotionDetection": "no detector judges emotions",
}
# Settings of scanners that are read, which have no counterpart here.
_UNKEPT: Final[Mapping[str, str]] = {
    "case_sensitive": "words and patterns of topics are found in any case",
    "contains_all": "one of the words is enough",
    "encoding_name": "tokens are not counted",
    "language": "every language is looked at",
    "match_type": "a text is always read whole",
    "model": "the detector has a model of its own; others are named under `models`",
    "preamble": "nothing is put in front of a text",
    "recognizer_conf": "the detector has a model of its own; others are named under `models`",
    "redact_mode": "`redaction` says how values are redacted",
    "regex_patterns": "write them as recognisers, the option `recognizers` of `pii`",
    "threshold": "its threshold is that of another model; the detector's own holds",
    "use_faker": "`redaction` says what stands for a value, such as `pseudonym`",
    "use_onnx": "the detector has a model of its own; others are named under `models`",
}


def is_scanners(root: Node) -> bool:
    """Whether a file holds lists of scanners."""
    return any(root.get(name) is not None for name in _LISTS)


def read_scanners(root: Node) -> Building:
    """Return the parts of a policy that scanners come to."""
    into = Building("Imported from scanners in the form of LLM Guard.")
    for key, value in root.pairs:
        side = _LISTS.get(str(key.scalar))
        if key.scalar == "rate_limit":
            _read_rate(value, into)
            continue
        if side is None:
            into.leave(str(key.scalar), "it screens nothing", key.place)
            continue
        if value.kind == "scalar" and value.scalar is not None:
            into.leave(str(key.scalar), "it holds no list of scanners", value.place)
        for name, params in _entries(value):
            _read(name, params, side, into)
    return into


def _read_rate(node: Node, into: Building) -> None:
    """Read how often one client may ask, such as `100/minute`; a variable counts as its default."""
    enabled, limit = (_default(node.get(name)) for name in ("enabled", "limit"))
    if enabled.lower() == "false":
        return
    rate = _RATE.fullmatch(limit)
    if rate is None:
        into.leave("rate_limit", f"nothing is known of the limit `{limit}`", node.place)
        return
    seconds = float(rate[2] or 1) * _SECONDS[rate[3].lower()]
    into.rates.append(Rate("rate_limit", seconds, int(rate[1])))


def _default(node: Node | None) -> str:
    written = "" if node is None or node.scalar is None else str(node.scalar).strip()
    variable = _VARIABLE.fullmatch(written)
    return variable[1] if variable else written


def _entries(node: Node) -> Iterator[tuple[str, Node]]:
    """Yield each scanner with its settings, from a list or from a mapping."""
    for entry in node.entries:
        kind = entry.get("type") or entry.get("name")
        if entry.kind == "scalar":
            yield str(entry.scalar), entry
        elif kind is not None:
            yield str(kind.scalar), entry.get("params") or entry
        else:
            yield from ((str(key.scalar), value) for key, value in entry.pairs)
    yield from ((str(key.scalar), value) for key, value in node.pairs)


def _read(name: str, params: Node, side: Side, into: Building) -> None:
    where = f"{side} {name}"
    if why := _LACKING.get(name):
        into.leave(where, why, params.place)
    elif reader := _READERS.get(name):
        known = reader(params, side, into)
        for key, value in params.pairs:
            if key.scalar not in (*known, "type", "params", "name") and value.scalar is not False:
                why = _UNKEPT.get(str(key.scalar), "nothing is known of this setting")
                into.leave(f"{where} {key.scalar}", why, key.place)
    else:
        into.leave(where, "nothing is known of this scanner", params.place)


# --- one scanner each: what is read of its settings ---


def _injection(params: Node, side: Side, into: Building) -> tuple[str, ...]:
    for detector in ("injection", "injection-rules"):
        into.rule(side, detector, Outcome.BLOCK, params.place)
    return ()


def _sensitive(params: Node, side: Side, into: Building) -> tuple[str, ...]:
    """Read a scanner that refuses what holds personal data, unless it is told to redact."""
    return _personal(params, side, into, _action(params))


def _personal(
    params: Node, side: Side, into: Building, action: Outcome = Outcome.REDACT
) -> tuple[str, ...]:
    wanted = texts(params.get("entity_types"))
    types = [_TYPES.get(each.removesuffix("_RE"), "") for each in wanted]
    for each, type_ in zip(wanted, types, strict=True):
        if not type_:
            into.leave(f"{side} entity {each}", "no detector looks for it", params.place)
    names = tuple(sorted(_NAMES.intersection(types))) if wanted else ("PERSON",)
    others = tuple(sorted({each for each in types if each and each not in _NAMES}))
    if others or not wanted:
        into.rule(side, "pii", action, params.place, others)
    if names:
        into.rule(side, "names", action, params.place, names)
    into.allow += [Allowed(name) for name in texts(params.get("allowed_names"))]
    hidden = texts(params.get("hidden_names"))
    into.topic(side, f"{side} hidden names", action, params.place, words=hidden)
    return ("entity_types", "allowed_names", "hidden_names", "redact")


def _secrets(params: Node, side: Side, into: Building) -> tuple[str, ...]:
    into.rule(side, "secrets", Outcome.REDACT, params.place)
    return ()


def _invisible(params: Node, side: Side, into: Building) -> tuple[str, ...]:
    into.rule(side, "hidden-text", Outcome.BLOCK, params.place)
    return ()


def _substrings(params: Node, side: Side, into: Building) -> tuple[str, ...]:
    words = texts(params.get("substrings"))
    match = params.get("match_type")
    name = f"{side} substrings {len(into.topics) + 1}"
    if match is not None and str(match.scalar) == "word":
        into.topic(side, name, _action(params), params.place, words=words)
    else:
        patterns = tuple(map(re.escape, words))
        into.topic(side, name, _action(params), params.place, patterns=patterns)
    return ("substrings", "match_type", "redact")


def _competitors(params: Node, side: Side, into: Building) -> tuple[str, ...]:
    words = texts(params.get("competitors"))
    into.topic(side, f"{side} competitors", _action(params), params.place, words=words)
    return ("competitors", "redact")


def _regex(params: Node, side: Side, into: Building) -> tuple[str, ...]:
    blocked = params.get("is_blocked")
    if blocked is not None and blocked.scalar is False:
        into.leave(f"{side} Regex", "a list of what alone may be said is not kept", params.place)
        return ("patterns", "is_blocked", "redact", "match_type")
    name = f"{side} patterns {len(into.topics) + 1}"
    patterns = tuple(_usable(params, side, into))
    into.topic(side, name, _action(params), params.place, patterns=patterns)
    return ("patterns", "is_blocked", "redact")


def _usable(params: Node, side: Side, into: Building) -> Iterator[str]:
    """Yield the patterns that a policy may hold, and tell of the others."""
    for pattern in texts(params.get("patterns")):
        try:
            own_pattern(pattern)
        except GovsimError as error:
            into.leave(f"{side} Regex", error.message, params.place)
        else:
            yield pattern


def _tokens(params: Node, side: Side, into: Building) -> tuple[str, ...]:
    limit = params.get("limit")
    if limit is not None and isinstance(limit.scalar, int):
        into.limits = replace(into.limits, characters=_CHARACTERS * limit.scalar)
        why = f"tokens are not counted: the limit is {_CHARACTERS} characters for each"
        into.leave(f"{side} TokenLimit", why, params.place)
    return ("limit",)


def _action(params: Node) -> Outcome:
    redact = params.get("redact")
    return Outcome.REDACT if redact is not None and redact.scalar is True else Outcome.BLOCK


_READERS: Final[Mapping[str, Callable[[Node, Side, Building], tuple[str, ...]]]] = {
    "Anonymize": _personal,
    "BanCompetitors": _competitors,
    "BanSubstrings": _substrings,
    "InvisibleText": _invisible,
    "PromptInjection": _injection,
    "Regex": _regex,
    "Secrets": _secrets,
    "Sensitive": _sensitive,
    "TokenLimit": _tokens,
}
