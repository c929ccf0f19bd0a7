"""Holds the words for numbers of registers, read from `registers.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

_TABLES: Final[Mapping[str, Mapping[str, str]]] = tomllib.loads(
    (files("govsim.guardrails.pii") / "registers.toml").read_text(encoding="utf-8")
)
# By topic, apart by `|`, without marks on their letters; see `topics`.
WORDS: Final = _TABLES["words"]
OTHER_SCRIPTS: Final = _TABLES["scripts"]
