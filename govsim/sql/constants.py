"""Reads the text of an expression that is constant."""

from __future__ import annotations

from typing import Any


def literal(node: Any) -> str | None:
    """Return the text of a constant text, also where it is joined of several; else None."""
    kind = type(node).__name__  # sqlglot is loaded where a query is parsed, and not for this
    if kind == "Literal":
        return str(node.this) if node.is_string else None
    if kind == "Paren":
        return literal(node.this)
    if kind not in ("DPipe", "Concat"):
        return None
    pieces = node.expressions or [node.args.get("this"), node.args.get("expression")]
    texts = [literal(piece) for piece in pieces]
    return None if None in texts else "".join(text for text in texts if text is not None)
