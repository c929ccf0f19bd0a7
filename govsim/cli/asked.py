"""Reads the words of a question as a shell hands them over."""

from __future__ import annotations

from collections.abc import Sequence

VERBS = frozenset({"read", "write", "run", "see", "manage", "use"})


def question_text(words: Sequence[str]) -> str:
    """Return words as a question: `SELECT main.sales.orders` asks for SELECT ON that table.

    One word, which is a quoted text, stays as it is; so does everything that is no privilege
    followed by a name.
    """
    if len(words) < 2 or words[0] in VERBS:
        return " ".join(words).strip().rstrip(";")
    from govsim.model.privileges import KNOWN

    for split in range(len(words) - 1, 0, -1):
        privilege = " ".join(words[:split]).upper().replace("_", " ")
        if privilege in KNOWN and _is_name(words[split:]):
            return f"{privilege} ON {' '.join(words[split:])}"
    return " ".join(words)


def _is_name(words: Sequence[str]) -> bool:
    """Whether words are a name, or a type and a name."""
    from govsim.model.kinds import SecurableType

    *type_, name = words
    known = not type_ or " ".join(type_).upper() in set(SecurableType)
    return known and name != "*" and "(" not in name
