"""Reads columns as CREATE and ALTER write them: cut apart, and with their types."""

from __future__ import annotations

from typing import Any

from sqlglot import TokenType

from govsim.lineage.reader import TEXTS


def column_specs(tokens: list[Any]) -> list[list[Any]]:
    """Return the parts of a column list: a comma in `MAP<a, b>` or in brackets ends none."""
    parts: list[list[Any]] = [[]]
    brackets = angles = 0
    for each in tokens:
        kind = each.token_type
        brackets += (kind is TokenType.L_PAREN) - (kind is TokenType.R_PAREN)
        if brackets == 0 and each.text in ("<", ">", ">>") and kind not in TEXTS:
            angles += 1 if each.text == "<" else -len(each.text)
        if kind is TokenType.COMMA and brackets == 0 and angles <= 0:
            parts.append([])
        else:
            parts[-1].append(each)
    return [part for part in parts if part]


def type_in(tokens: list[Any]) -> str:
    """Return the type that tokens begin with, as a schema writes it."""
    pieces: list[str] = []
    depth = 0
    for each in tokens:
        text = _written(each)
        if depth == 0 and pieces and text.upper() not in ("<", "("):
            break
        depth += (text in ("<", "(")) - (text.count(">") if text in (">", ">>") else text == ")")
        pieces.append(text if text not in (",", ":") else f"{text} ")
        if depth and each.token_type is not TokenType.COMMA and len(pieces) > 1:
            pieces[-1] = _spaced(pieces[-2], pieces[-1])
    return "".join(pieces)


def _written(token: Any) -> str:
    if token.token_type is TokenType.IDENTIFIER:
        return f"`{token.text}`"
    return "'{}'".format(token.text.replace("'", "")) if token.token_type in TEXTS else token.text


def _spaced(before: str, text: str) -> str:
    glued = not before or before[-1] in "<( " or text[0] in "<>(),:"
    return text if glued else f" {text}"
