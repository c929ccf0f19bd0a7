"""Reads the words of a question as a shell hands them over."""

from __future__ import annotations

from collections.abc import Sequence

VERBS = frozenset({"read", "write", "run", "see", "manage", "use"})


def question_text(words: Sequence[str]) -> str:
    """Return words as a question: `SELECT main.sales.orders` asks for SELECT ON that table.

    One word, which is a quoted text, stays as it is; so does everything that is no privilege
    followed by a name.
    """
    if len(words) < 2:
        return " ".join(words)
    from govsim.model.privileges import KNOWN

    for split in range(len(words) - 1, 0, -1):
        privilege = " ".join(words[:split]).upper().replace("_", " ")
        named = words[split:]
        if privilege in KNOWN and named[0].upper() != "ON" and len(named) <= 3:
            return f"{privilege} ON {' '.join(named)}" if _is_name(named) else " ".join(words)
    return " ".join(words)


def _is_name(words: Sequence[str]) -> bool:
    """Whether words are a name, or a type and a name."""
    *type_, name = words
    return name not in ("*",) and all(word.isalpha() for word in type_) and "(" not in name
