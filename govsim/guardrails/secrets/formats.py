"""Finds tokens by the format their provider gave them; the formats are data, one file a family."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Final

from govsim import expressions as re
from govsim.guardrails.secrets.checks import CHECKS
from govsim.guardrails.secrets.hits import Hit
from govsim.guardrails.secrets.placeholders import (
    has_counted_groups,
    made_up_share,
    why_placeholder,
)
from govsim.guardrails.secrets.runs import Runs

_SCORE: Final = 0.95
_MADE_UP: Final = 0.6  # of a token counted up or repeated, this share makes it an example
_EXAMPLE: Final = 0.5  # an example more often than not, and yet of the very format
_FEW: Final = 10  # characters that differ; an example with fewer was typed by hand
_FEW_BEHIND: Final = 7
_COUNTED: Final = 0.45  # where groups are counted up, the rest stands for a secret too
_WHY: Final = "it has the format of this kind of token:"
_END: Final = r"(?![A-Za-z0-9_#…]|\*{3}|\.\.)"  # one star or two end what is emphasised
_REACH: Final = 400  # characters after a literal inside a token
_HEAD: Final = 3  # letters of a word, by which most texts are known to hold no literal
_WORDS: Final = bytes(
    code if chr(code).isascii() and chr(code).isalnum() else 32 for code in range(256)
)
_NEAR: Final = 80  # characters before a token in which the name of its provider may stand


@dataclass(frozen=True)
class Format:
    """How the tokens of one provider look.

    Attributes:
        id: Names the rule.
        title: What the token is, for the sentence of a finding.
        start: Literals, one of which a token begins with, or holds `lead` characters in.
        pattern: The whole token; a group `secret` marks the part that is the secret.
        check: What else must hold; a name in `CHECKS`.
        near: A word that must stand shortly before.
        behind: Signs, one of which must stand before the literal; empty: any.
    """

    id: str
    title: str
    start: str
    pattern: str
    check: str = ""
    score: float = _SCORE
    lead: int = 0
    near: str = ""
    behind: str = ""

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The pattern, compiled on first use, for most texts need few of them."""
        before = r"(?<![A-Za-z0-9])" if self.lead else ""
        return re.compile(f"{before}(?:{self.pattern}){_END}")

    def found_in(self, text: str, at: int) -> Hit | None:
        """Return the token whose literal stands at `at`, when it is one."""
        if self.behind and text[at - 1 : at] not in self.behind:
            return None
        if self.lead:
            found = self.expression.search(text, max(0, at - self.lead), at + _REACH)
            if found is None or not found.start() <= at < found.end():
                return None
        elif (found := self.expression.match(text, at)) is None:
            return None
        if self.near and not _names(self.near, text[max(0, at - _NEAR) : at]):
            return None
        part = "secret" if "secret" in self.expression.groupindex else 0
        score = self._score(found.group(part))
        if not score:
            return None
        return Hit(found.start(part), found.end(part), score, self.id, f"{_WHY} {self.title}")

    def _score(self, token: str) -> float:
        if why_placeholder(token, variables=False):
            return 0.0
        score = CHECKS[self.check](token, self.score)
        if made_up_share(token) > _MADE_UP:
            return min(score, _EXAMPLE) if _is_varied(token) else 0.0
        return min(score, _COUNTED) if has_counted_groups(token) else score


def _is_varied(token: str) -> bool:
    """Whether enough characters make up a token, and what stands behind its beginning."""
    body = token.rpartition("_")[2]
    return len(set(token.lower())) >= _FEW and len(set(body.lower())) >= _FEW_BEHIND


def _names(word: str, text: str) -> bool:
    return re.search(rf"(?<![a-z]){word}", text.lower()) is not None


@cache
def formats() -> tuple[Format, ...]:
    """Return every format, in the order of their files."""
    folder = files("govsim.guardrails.secrets") / "formats"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(
        Format(**row)
        for name in names
        for row in tomllib.loads((folder / name).read_text(encoding="utf-8"))["rules"]
    )


@cache
def by_literal() -> dict[bytes, tuple[Format, ...]]:
    """Return for each literal the formats to try where it stands, with those of shorter ones."""
    direct: defaultdict[bytes, list[Format]] = defaultdict(list)
    for form in formats():
        for literal in form.start.split():
            direct[literal.encode()].append(form)
    return {
        literal: tuple(
            form for size in range(len(literal), 0, -1) for form in direct.get(literal[:size], ())
        )
        for literal in direct
    }


def _inner() -> set[bytes]:
    """Return the literals that stand inside of a token."""
    words = {word for form in formats() if form.lead for word in form.start.split()}
    return {word.encode() for word in words}


@cache
def beginnings() -> frozenset[bytes]:
    """Return the literals that tokens begin with."""
    return frozenset(by_literal()) - _inner()


@cache
def gate() -> re.Pattern[bytes]:
    """Return one expression that finds every literal: at the start of a word, or inside one."""
    edge = rb"(?:(?<![A-Za-z0-9])|(?<=\\[nrt]))"
    return re.compile(edge + trie(beginnings()) + rb"|" + trie(_inner()))


@cache
def _by_beginning() -> Mapping[bytes, list[bytes]]:
    """Return the literals that tokens begin with, by what a word or a sign in runs begins with.

    Of those that begin with letters this is the whole word, where they go on behind it, or as
    much of it as a head holds.
    """
    found: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for literal in beginnings():
        word = literal.translate(_WORDS).partition(b" ")[0]
        found[word[:_HEAD] if word else literal[:1]].append(literal)
    return found


@cache
def _signs() -> tuple[bytes, ...]:
    """Return the signs that literals begin with."""
    return tuple(sign for sign in _by_beginning() if not sign.isalnum())


@cache
def _short() -> frozenset[bytes]:
    """Return the literals of fewer letters than a head has, and of nothing else."""
    return frozenset(word for word in beginnings() if len(word) < _HEAD and word.isalnum())


@cache
def _inside() -> re.Pattern[bytes]:
    """Return one expression for the literals that stand inside of words."""
    return re.compile(trie(_inner()))


def _is_possible(runs: bytes) -> bool:
    """Whether some literal may stand in runs; where none does, this is known in half of the time.

    A word may begin behind what is written for the end of a line, as well.
    """
    if b"\\" in runs or _inside().search(runs) is not None:
        return True
    known, short = _by_beginning(), _short()
    held = {word[:_HEAD] for word in runs.translate(_WORDS).split()}
    if not short.isdisjoint({head[:1] for head in held} | {head[:2] for head in held}):
        return True
    held = {head for head in held if head in known} | {sign for sign in _signs() if sign in runs}
    return any(literal in runs for head in held for literal in known[head])


def trie(words: Set[bytes], between: bytes = b"") -> bytes:
    """Return an expression for any of the words, longest first, that shares what they share.

    Args:
        words: What is looked for.
        between: An expression for what may stand between any two characters.
    """
    heads: defaultdict[bytes, set[bytes]] = defaultdict(set)
    for word in words - {b""}:
        heads[word[:1]].add(word[1:])
    parts = [
        re.escape(head) + _behind(trie(rest, between), between)
        for head, rest in sorted(heads.items())
    ]
    if not parts:
        return b""
    body = parts[0] if len(parts) == 1 else b"|".join(parts)
    return b"(?:" + body + (b")?" if b"" in words else b")")


def _behind(rest: bytes, between: bytes) -> bytes:
    """Return an expression for the rest of a word, with what may stand in front of it."""
    if not (rest and between):
        return rest
    optional = rest.endswith(b")?")
    return b"(?:" + between + (rest[:-1] if optional else rest) + (b")?" if optional else b")")


def find_formats(text: str, runs: Runs) -> Iterator[Hit]:
    """Yield each token of a known format; only long runs of token characters are looked at."""
    if not runs.spans or not _is_possible(runs.joined):
        return
    known = by_literal()
    for literal in gate().finditer(runs.joined):
        at = runs.original(literal.start())
        for form in known[literal.group()]:
            hit = form.found_in(text, at)
            if hit is not None:
                yield hit
                break
