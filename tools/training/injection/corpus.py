"""Makes the project's own rows: families of the grammars, and attacks planted in documents."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tools.training.injection.grammar import Expander, Rule, read_grammar
from tools.training.injection.pool import Row

GRAMMARS = Path(__file__).parent / "corpus"

# What the rules of a language file are, where the file does not say so: label, channel, how many.
OF_LANGUAGES = {
    "attack": (1, "user", "direct", 260),
    "indirect": (1, "both", "indirect", 70),
    "hard": (0, "user", "benign-hard", 230),
    "chat": (0, "user", "benign", 200),
    "doc": (0, "both", "benign", 150),
}


def own_rows(seed: int) -> Iterator[Row]:
    """Return every family of the grammars, in a fixed order for a seed."""
    rules = read_grammar(GRAMMARS)
    expander = Expander(rules, seed)
    for name, rule in rules.items():
        if "late" not in rule.about:
            yield from _family(expander, name, rule)
    yield from _joined(expander, rules)


def late_rows(seed: int) -> Iterator[Row]:
    """Return the families marked `late`: drawn apart, so that the other rows stay what they were."""
    rules = read_grammar(GRAMMARS)
    expander = Expander(rules, seed)
    for name, rule in rules.items():
        if "late" in rule.about:
            yield from _family(expander, name, rule)


def payload_rows(names: Mapping[str, int], kind: str, seed: int) -> Iterator[Row]:
    """Return what rules of so many texts each say, as payloads that are attacks only in data."""
    rules = read_grammar(GRAMMARS)
    expander = Expander(rules, seed)
    for name, count in names.items():
        for text in expander.family(name, count):
            yield Row(text, 1, "data", name, 0, kind, rules[name].about["lang"])


def _family(expander: Expander, name: str, rule: Rule) -> Iterator[Row]:
    if (about := _about(name, rule)) is None:
        return
    label, channel, kind, count = about
    for text in expander.family(name, count):
        row = Row(text, label, channel, f"own_{name}", 0, kind, rule.about["lang"])
        yield from _channels(row)


def _about(name: str, rule: Rule) -> tuple[int, str, str, int] | None:
    if "label" in rule.about:
        about = rule.about
        return int(about["label"]), about["channel"], about["kind"], int(about["n"])
    lang, _, short = name.rpartition(".")
    return OF_LANGUAGES.get(short) if lang else None


def _channels(row: Row) -> Iterator[Row]:
    if row.channel == "both":
        yield replace(row, channel="user")
        yield replace(row, channel="data")
    else:
        yield row


def _joined(expander: Expander, rules: dict[str, Rule]) -> Iterator[Row]:
    """Return texts of several sentences in every language, with an attack and without."""
    langs = sorted({name.partition(".")[0] for name in rules if "." in name})
    rng = expander.random
    for lang in langs:
        for _ in range(120):
            expander.fresh()
            parts = [expander.draw(f"{lang}.{rng.choice(['chat', 'doc', 'hard', 'doc'])}")]
            parts += [expander.draw(f"{lang}.doc") for _ in range(rng.randrange(1, 5))]
            joint = rng.choice([" ", "\n", "\n\n"])
            clean = joint.join(parts)
            for channel in ("user", "data"):
                yield Row(clean, 0, channel, "own_joined", 0, "benign", lang)
            attack = expander.draw(f"{lang}.{rng.choice(['attack', 'indirect'])}")
            at = rng.randrange(len(parts) + 1)
            text = joint.join([*parts[:at], attack, *parts[at:]])
            yield Row(text, 1, "data", "own_joined", 0, "indirect", lang)
            yield Row(text, 1, "user", "own_joined", 0, "direct", lang)


# --- attacks planted in documents ----------------------------------------------------------------


def planted_rows(
    hosts: Sequence[Row], payloads: Sequence[Row], count: int, seed: int
) -> Iterator[Row]:
    """Return documents with an attack somewhere in them, and the same documents without.

    A planted row belongs to the fold of its payload, so the hosts must be of no fold.
    """
    rng = random.Random(seed)
    for _ in range(count):
        host, payload = rng.choice(hosts), rng.choice(payloads)
        cut = _cut(host.text, rng)
        text = plant(cut, payload.text, rng)
        kind = "task" if payload.kind == "task" else "indirect"
        source = f"own_planted_{payload.source}@{host.source}"
        row = Row(text, 1, "data", source, payload.fold, kind, host.lang, payload.text)
        yield row
        if kind != "task" and rng.random() < 0.3:
            yield replace(row, channel="user")
        if rng.random() < 0.5:
            channel = rng.choice(["data", "data", "user"])
            yield Row(
                cut, 0, channel, f"own_clean_twins@{host.source}", payload.fold, "benign", host.lang
            )


def _cut(text: str, rng: random.Random) -> str:
    """Cut a stretch of a document, mostly short, sometimes as long as it is."""
    length = int(rng.choice([200, 400, 700, 1200, 2500, 4000]) * rng.uniform(0.7, 1.3))
    if len(text) <= length:
        return text
    start = rng.randrange(len(text) - length)
    start = text.rfind("\n", 0, start) + 1 or start
    return text[start : start + length]


def plant(host: str, payload: str, rng: random.Random) -> str:
    """Put a payload into a document, in one of the ways in which it may stand there."""
    is_json = host.lstrip()[:1] in "{[" and rng.random() < 0.85
    if is_json and (planted := _in_json(host, payload, rng)):
        return planted
    way = rng.random()
    one_line = " ".join(payload.split())
    if way < 0.4:
        return _between(host, payload, "\n", rng)
    if way < 0.6:
        return _between(host, one_line, " ", rng)
    if way < 0.68:
        return _between(host, f"<!-- {one_line} -->", "\n", rng)
    if way < 0.74:
        hidden = rng.choice(
            [
                '<span style="display:none">{}</span>',
                '<p style="color:white">{}</p>',
                "<div hidden>{}</div>",
                '[//]: # "{}"',
                '<img alt="{}" src="x.png">',
            ]
        )
        return _between(host, hidden.format(one_line), "\n", rng)
    if way < 0.82:
        comment = rng.choice(["# {}", "// {}", "/* {} */", '"""{}"""', "-- {}", "> {}", "- {}"])
        return _between(host, comment.format(one_line), "\n", rng)
    frame = rng.choice(["\n\n---\n{}\n---\n", "\n\n{}\n\n", "\n\n***{}***\n\n", "\n\n\n\n{}"])
    return _between(host, frame.format(payload), "", rng)


def _between(host: str, payload: str, joint: str, rng: random.Random) -> str:
    """Put a payload between two words or lines; the ends are as likely as the middle."""
    where = rng.random()
    if where < 0.2:
        return payload + joint + host
    if where < 0.45:
        return host + joint + payload
    marks = [m.end() for m in re.finditer(r"\n" if "\n" in joint else r"(?<=[.!?:])\s|\n", host)]
    if not marks:
        marks = [m.end() for m in re.finditer(r"\s", host)] or [len(host)]
    at = rng.choice(marks)
    return f"{host[:at].rstrip(' ')}{joint}{payload}{joint}{host[at:]}"


def _in_json(host: str, payload: str, rng: random.Random) -> str | None:
    """Put a payload into a string of a JSON document, or None where it is none."""
    strings = re.finditer(r'"((?:[^"\\\n]|\\.)*)"', host)
    values = [m for m in strings if not re.match(r"\s*:", host[m.end() : m.end() + 4])]
    if not values:
        return None
    value = rng.choice(values)
    escaped = json.dumps(payload, ensure_ascii=False)[1:-1]
    old = value[1]
    new = rng.choice([escaped, f"{old} {escaped}", f"{escaped} {old}", f"{old}\\n\\n{escaped}"])
    return f'{host[: value.start()]}"{new}"{host[value.end() :]}'


# --- changes that leave the label as it is -------------------------------------------------------


def varied(text: str, rng: random.Random) -> str:
    """Return a text as somebody else might have typed it."""
    way = rng.random()
    if way < 0.25:
        return text.lower()
    if way < 0.4:
        return text.upper() if len(text) < 400 else text
    if way < 0.6:
        return text.rstrip(".!?")
    if way < 0.76:
        return _typos(text, rng)
    if way < 0.84 and text.isascii() and len(text) < 400:
        return text.translate(_LEET)
    return rng.choice(["{}!!", "{} ", "  {}", '"{}"', "{} :)", "{}...", "- {}", "{}\n\n"]).format(
        text
    )


_LEET = str.maketrans({"e": "3", "i": "1", "o": "0", "a": "4", "s": "5", "t": "7"})


def _typos(text: str, rng: random.Random) -> str:
    letters = list(text)
    for _ in range(max(1, len(letters) // 40)):
        at = rng.randrange(len(letters))
        if not letters[at].isalpha():
            continue
        way = rng.random()
        if way < 0.35:
            letters[at] = ""
        elif way < 0.7 and at + 1 < len(letters):
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        else:
            letters[at] *= 2
    return "".join(letters)
