"""Expands grammars into texts: rules of alternatives, read from plain files, drawn with a seed.

A file holds rules; `;;` begins a comment. `:: name key=value …` begins one; each line after it is an option. Within an
option `[a|b|]` draws one part, `{name}` draws from a rule, `\\n` is a line break, and `⟦ ⟧ ⦃ ⦄` stand
for literal brackets and braces. A rule with `label=` is a family of whole texts; one with `once=`
draws the same within one text.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_LITERAL = str.maketrans({"⟦": "[", "⟧": "]", "⦃": "{", "⦄": "}", "¦": "|"})
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One named list of options, and what its texts are when it is a family."""

    name: str
    options: list[str] = field(default_factory=list)
    about: Mapping[str, str] = field(default_factory=dict)


def read_grammar(folder: Path) -> dict[str, Rule]:
    """Read every `*.txt` of a folder, in order of name, into one set of rules."""
    rules: dict[str, Rule] = {}
    for path in sorted(folder.glob("**/*.txt")):
        lang = path.stem if path.parent.name == "langs" else "en"
        prefix = f"{lang}." if path.parent.name == "langs" else ""
        rule: Rule | None = None
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("::"):
                name, *about = line[2:].split()
                rule = Rule(prefix + name, [], {"lang": lang} | dict(a.split("=") for a in about))
                if rule.name in rules:
                    raise ValueError(f"{path}: rule {rule.name} twice")
                rules[rule.name] = rule
            elif line.strip() and not line.startswith(";;"):
                if rule is None:
                    raise ValueError(f"{path}: an option before the first rule")
                rule.options.append(line.strip())
    return rules


class Expander:
    """Draws texts from rules; the same seed draws the same texts."""

    def __init__(self, rules: Mapping[str, Rule], seed: int) -> None:
        self.rules = rules
        self.random = random.Random(seed)
        self._drawn: dict[str, str] = {}

    def fresh(self) -> None:
        """Forget what was drawn once: another text begins."""
        self._drawn.clear()

    def draw(self, name: str, within: str = "") -> str:
        """Draw one text from a rule."""
        if within and within + name in self.rules:
            name = within + name
        if name in self._drawn:
            return self._drawn[name]
        prefix = name.rpartition(".")[0]
        option = self.random.choice(self.rules[name].options)
        text = self._expand(option, f"{prefix}." if prefix else "")
        text = text.replace("\\n", "\n").translate(_LITERAL)
        if "once" in self.rules[name].about:
            self._drawn[name] = text
        return text

    def family(self, name: str, count: int) -> Iterator[str]:
        """Draw up to so many different texts from a rule."""
        seen: set[str] = set()
        for _ in range(count * 4):
            if len(seen) >= count:
                return
            self.fresh()
            text = self.draw(name).strip()
            if text not in seen:
                seen.add(text)
                yield text

    def _expand(self, option: str, within: str) -> str:
        out: list[str] = []
        at = 0
        while at < len(option):
            char = option[at]
            if char == "[":
                end = _closing(option, at)
                parts = _split(option[at + 1 : end])
                out.append(self._expand(self.random.choice(parts), within))
                at = end + 1
            elif slot := _SLOT.match(option, at):
                out.append(self.draw(slot[1], within))
                at = slot.end()
            else:
                out.append(char)
                at += 1
        return "".join(out)


def _closing(text: str, start: int) -> int:
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] == "[") - (text[at] == "]")
        if not depth:
            return at
    raise ValueError(f"unclosed [ in: {text}")


def _split(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for at, char in enumerate(text):
        depth += (char == "[") - (char == "]")
        if char == "|" and not depth:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]
