"""Decides which label stands beside a value, whatever the language writes between the two."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from govsim.guardrails.secrets.labels import Label, kind_of, provider_of

_REACH: Final = 160  # characters before a value in which its label may end
# Read from the value backwards: quotes, brackets, what links, the label.
_LABEL: Final = re.compile(
    r"""(?:["'`]{1,3}\\{0,3}[brufLBRUF@$]{0,2})?(?:\s{1,12}(?=\{))?"""
    r"""(?P<open>[(\[{<]{0,2})\s{0,12}"""
    r"""(?P<link>=:|>=|>-|=[|][|]|=[?][?]|[|][|]|[?][?]|=[?]|=[+]|={1,3}!?|[:=,>(|→]|)"""
    r"""(?:[ \t]{0,8}|(?<=[=|?])[ \t]{0,12}\n[ \t]{0,12})"""
    r"""(?P<close>(?:\)\((?:[ \t]?[:=][ \t]?)?)?[\])]{0,2}["'`]?\\{0,3})(?P<label>[\w.$-]{1,64})"""
)
_HOLDERS: Final = frozenset(
    "value val values default defaultvalue content text string str data body const char let var "
    "final static readonly optional any object field env secretstring secretvalue plaintext "
    "literal raw is byte bytes to with of as return".split()
)
_MAIL: Final = re.compile(r"\S+@\S+")
_PHRASE: Final = re.compile(r" [\w-]+(?: [\w-]+)?")  # read backwards, too
_WIDE: Final = 90  # characters of the line before a label that tell what it is about


class Beside(NamedTuple):
    """What stands before a value: its label, what links the two, and the rest of the line."""

    label: str
    link: str
    line: str

    @property
    def kind(self) -> Label:
        """What the label says, with the two words before it: `my api key is`."""
        own = kind_of(self.label)
        if own is Label.OTHER or own >= Label.SECRET or self.line[-1:] != " ":
            return own
        phrase = _PHRASE.match(self.line[::-1])
        whole = kind_of(f"{phrase[0][::-1]}{self.label}") if phrase else own
        return whole if whole is Label.OTHER and own is Label.WEAK else max(own, whole)

    @property
    def wide_kind(self) -> Label:
        """What the rest of the line speaks of."""
        return max((kind_of(word) for word in self.line.split()[-8:]), default=Label.NONE)

    def provider(self, kind: Label) -> float:
        """How far label or line name a provider of tokens, 0 to 1, given the kind of the label."""
        if kind is Label.NONE:
            return provider_of(self.label)
        line = _MAIL.sub("", self.line) if "@" in self.line else self.line
        return provider_of(f"{line} {self.label}")


def label_before(text: str, at: int, depth: int = 2) -> Beside | None:
    """Return what stands before a value that begins at `at`, or None when nothing links to it.

    A holder such as `value=` or `: str =` is stepped over: the label of `name: TOKEN`, `value: …`
    is TOKEN, and stands on the line before.
    """
    window = text[max(0, at - _REACH) : at]
    found = _LABEL.match(window[::-1])
    if found is None:
        return None
    label, start = found["label"][::-1], len(window) - found.end()
    link = found["link"][::-1] or found["open"][-1:]
    line = window[max(window.rfind("\n", 0, start) + 1, start - _WIDE) : start]
    beside = Beside(label, link, line)
    if depth and (is_holder(label) or _is_call(beside)):
        return label_before(text, at - len(window) + start, depth - 1) or beside
    return beside


def is_holder(label: str) -> bool:
    """Whether a label only says that a value follows."""
    return label.lower().strip("_-.$") in _HOLDERS


def _is_call(beside: Beside) -> bool:
    """Whether the label is a function that says nothing itself: `key = decode("…")`."""
    return beside.link in ("(", "[") and kind_of(beside.label) is Label.NONE
