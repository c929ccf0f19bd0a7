"""Decides whether a value without quotes is a password, or a name of a program, or prose."""

from __future__ import annotations

from typing import Final

from govsim import expressions as re
from govsim.guardrails.secrets.chosen import Chosen, chosen
from govsim.guardrails.secrets.labels import Label, kind_of
from govsim.guardrails.secrets.letters import word_share

VERBS: Final = frozenset(
    "is are was ist lautet est c'est es è é är er jest to on это 's ’s".split()
)
_ASSIGNS: Final = frozenset(("=", ":", ":=", "=>", "->", "<-", "→", "：", *"は是为는은", ">", "-"))
SNAKE: Final = re.compile(r"[a-z]+(?:_[a-z]+)+(?:_\d{1,3})?")
_WORDS: Final = 0.6
_HALF: Final = 0.5


def bare_score(value: str, score: float, link: str, label: str) -> float:
    """Lower the score of a value without quotes: it may be a name in a program, or prose.

    Args:
        value: What stands behind the label.
        score: How it reads as a password, 0 to 1.
        link: What stands between the two.
        label: The name, with the dashes of an option.
    """
    if sum(map(str.isascii, value)) < len(value) / 2:
        return 0.0  # the next word of a sentence in another script
    plain = value.replace("_", "").replace("-", "").isalnum()
    link = link.strip()
    if link in _ASSIGNS or (label.startswith("--") and not link):
        element = link == ">" and any(map(str.isdigit, value))
        return score - (0.4 if plain and not element and _is_name(value) else 0.05)
    if not link and value[0] in "*&":
        return 0.0  # a pointer behind its type
    if not link or link == "|" or link.split(" ")[0].strip(":") in VERBS:
        return _behind_blank(value, score, kind_of(label), plain=plain)
    return 0.0


def _is_name(value: str) -> bool:
    """Whether a value reads like a name of a program, or a type, and not as somebody chose it."""
    plain = word_share(value) > _HALF and chosen(value.removeprefix("-")) < Chosen.MIXED  # `:-`
    return plain or SNAKE.fullmatch(value) is not None


def _behind_blank(value: str, score: float, kind: Label, *, plain: bool) -> float:
    """Score what follows a blank or a verb: only what no word of a sentence looks like."""
    digits = any(map(str.isdigit, value))
    odd = digits and any(map(str.isalpha, value)) and not re.fullmatch(r"\d+\w{2,3}|\w+-\d+", value)
    special = not plain and re.search(r"[!@#$%^&*+~?]", value[:-1]) is not None
    chosen = special or (odd and re.search(r"[a-z][A-Z]|[!@#$%]", value))
    if kind is Label.PASSWORD and chosen:
        return score - 0.1
    return score - 0.15 if (odd or special) and word_share(value) < _WORDS else 0.0
