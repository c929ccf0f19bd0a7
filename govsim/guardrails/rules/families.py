"""Holds the rule families that ship: one YAML file each, read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

from govsim.guardrails.rules.phrases import Lists
from govsim.guardrails.rules.values import Family, TextRule
from govsim.guardrails.values import Channel

_FOLDER: Final = files("govsim.guardrails.rules") / "families"
_SHARED: Final = "shared.yaml"


def family_of(fields: Mapping[str, Any]) -> Family:
    """Return a family as a file holds it: `family`, `type`, `words`, `rules`."""
    return Family(
        name=fields["family"],
        type=fields["type"],
        rules=tuple(_rule(each) for each in fields["rules"]),
        words={name: tuple(words) for name, words in (fields.get("words") or {}).items()},
    )


def _rule(fields: Mapping[str, Any]) -> TextRule:
    several = {name: tuple(fields.get(name) or ()) for name in ("phrases", "anchors")}
    channels = frozenset(Channel(each) for each in fields.get("channels") or ())
    return TextRule(**{**fields, **several, "channels": channels})


@cache
def shipped_families() -> tuple[Family, ...]:
    """Return the families that ship, in order of their names."""
    names = sorted(entry.name for entry in _FOLDER.iterdir() if entry.name.endswith(".yaml"))
    return tuple(family_of(read_rules(_FOLDER / name)) for name in names if name != _SHARED)


@cache
def shared_words() -> Lists:
    """Return the lists of words that the phrases of every family may name."""
    return {name: tuple(words) for name, words in read_rules(_FOLDER / _SHARED)["words"].items()}


def shipped_examples() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return, of each rule that ships, texts that it `matches` and texts that it `spares`."""
    found = {}
    for entry in _FOLDER.iterdir():
        if entry.name.endswith(".yaml") and entry.name != _SHARED:
            family = read_rules(entry)["family"]
            found.update({f"{family}/{k}": texts for k, texts in examples_of(entry).items()})
    return found


def examples_of(file: Traversable) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the texts that the second document of a file says its rules match and spare."""
    import yaml

    _, examples = yaml.safe_load_all(file.read_text(encoding="utf-8"))
    return {
        name: {kind: tuple(held) for kind, held in texts.items()}
        for name, texts in examples["examples"].items()
    }


def read_rules(file: Traversable) -> dict[str, Any]:
    """Return the first document of a file; the examples are the second, and are not needed here."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    # A file of the package, by a safe loader; S506 does not see that it is one.
    documents = yaml.load_all(file.read_text(encoding="utf-8"), Loader=loader)
    first: dict[str, Any] = next(iter(documents))
    return first
