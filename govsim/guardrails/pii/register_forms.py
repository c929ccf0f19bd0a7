"""Holds the forms of what stands behind words of registers that mean something else besides."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

from govsim import expressions as re

# By word.
FORMS: Final[Mapping[str, re.Pattern[str]]] = {
    word: re.compile(form)
    for word, form in tomllib.loads(
        (files("govsim.guardrails.pii") / "register_forms.toml").read_text(encoding="utf-8")
    ).items()
}
