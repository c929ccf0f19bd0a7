"""Holds words for papers and accounts in the forms of sentences, read from `declined.toml`.

`davčno številko`, `henkilötunnuksella`, `загранпаспортом`: a word of a form has other endings in a
sentence. They are written once there, and spelt out here.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib.resources import files
from itertools import chain
from typing import Final

from govsim import expressions as re

_TABLES: Final[Mapping[str, Mapping[str, str]]] = tomllib.loads(
    (files("govsim.guardrails.pii") / "declined.toml").read_text(encoding="utf-8")
)
_CHOICE: Final = re.compile(r"\{([^{}]*)\}")  # one that holds no other


def spelt_out(pattern: str) -> Iterator[str]:
    """Yield each word of a pattern: `pas{,u}` is `pas` and `pasu`; choices may hold choices."""
    choice = _CHOICE.search(pattern)
    if choice is None:
        yield " ".join(pattern.split())
        return
    front, behind = pattern[: choice.start()], pattern[choice.end() :]
    yield from chain.from_iterable(
        spelt_out(f"{front}{part}{behind}") for part in choice[1].split(",")
    )


def _words() -> Mapping[str, str]:
    found = defaultdict[str, dict[str, None]](dict)
    for table, by_language in _TABLES.items():
        topic = table.removesuffix("_scripts")
        for patterns in by_language.values():
            words = chain.from_iterable(map(spelt_out, patterns.split("|")))
            found[topic].update(dict.fromkeys(filter(None, words)))
    return {topic: "|".join(words) for topic, words in found.items()}


# By topic, apart by `|`, without marks on their letters; see `topics`.
WORDS: Final = _words()
