"""Screens escapes: HTML entities, percent and backslash escapes, spelled-out signs, markup."""

from __future__ import annotations

import html
import re
from typing import Final

from govsim.guardrails.normalise.view import View, substituted

_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
_PERCENT: Final = re.compile(r"(?:%[0-9a-fA-F]{2}){1,4096}")
_BACKSLASH: Final = re.compile(
    r"(?:\\u\{[0-9a-fA-F]{1,6}\}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\U[0-9a-fA-F]{8}"
    r"|[uU]\+[0-9a-fA-F]{4,5} ?){1,4096}"
)
_ONE: Final = re.compile(r"\\u\{([0-9a-fA-F]+)\}|\\[uU]([0-9a-fA-F]{4,8})|\\x(..)|[uU]\+(\w{4,5}) ?")
_SPELLED: Final = re.compile(r"[ \t]?[\[({]\s?(at|dot|punkt|punto)\s?[\])}][ \t]?", re.IGNORECASE)
_SIGNS: Final = {"at": "@", "dot": ".", "punkt": ".", "punto": "."}
# Emphasis and tags inside of a word: ig**no**re, ig<b>no</b>re.
_INSIDE: Final = re.compile(r"(?<=[A-Za-z])(?:\*{1,3}|~~|`|</?[a-z]{1,6}>|<!---->)(?=[A-Za-z])")
_LEAST_INSIDE: Final = 2


def unescape(view: View) -> View:
    """Return the text with every escape decoded in place, twice-escaped ones too."""
    for _ in range(3):
        before = view
        view = _once(view)
        if view is before:
            break
    return view


def _once(view: View) -> View:
    if "&" in view.text:
        view = substituted(view, "html entities", _ENTITY, lambda m: html.unescape(m.group()))
    if "%" in view.text:
        view = substituted(view, "percent escapes", _PERCENT, _percent)
    if "\\" in view.text or "U+" in view.text:
        view = substituted(view, "unicode escapes", _BACKSLASH, _backslash)
    return view


def spelled(view: View) -> View:
    """Return the text with `[at]` and `(dot)` as the signs they stand for."""
    if not _SPELLED.search(view.text):
        return view
    return substituted(view, "spelled signs", _SPELLED, lambda m: _SIGNS[m.group(1).lower()])


def unmarked(view: View) -> View:
    """Return the text without markup inside of words."""
    if len(_INSIDE.findall(view.text)) < _LEAST_INSIDE:
        return view
    return substituted(view, "markup", _INSIDE, lambda _: "")


def _percent(match: re.Match[str]) -> str | None:
    raw = bytes.fromhex(match.group().replace("%", ""))
    text = raw.decode("utf-8", "replace")
    return text if "\ufffd" not in text and _readable(text) else None


def _backslash(match: re.Match[str]) -> str | None:
    text = "".join(_sign(one) for one in _ONE.finditer(match.group()))
    # Halves of a pair beyond the basic plane are joined; a half alone stays what it was.
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return joined if _readable(joined) else None


def _sign(one: re.Match[str]) -> str:
    code = int(next(group for group in one.groups() if group), 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"


def _readable(text: str) -> bool:
    return all(sign.isprintable() or sign in "\n\r\t\u200b" for sign in text)
