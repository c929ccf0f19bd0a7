"""Decides which value belongs to the name of a secret that no plain sign joins to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from govsim import expressions as re
from govsim.guardrails.secrets.candidates import CUT
from govsim.guardrails.secrets.chosen import TABLES, Chosen, chosen
from govsim.guardrails.secrets.hits import PASSWORD, SECRET, Hit
from govsim.guardrails.secrets.labels import Label, kind_of, pieces_of
from govsim.guardrails.secrets.placeholders import made_up_share
from govsim.guardrails.secrets.told import is_clause, is_head, is_said_of


@dataclass(frozen=True)
class Relation:
    """A way in which a value belongs to a name.

    Attributes:
        pattern: What stands from the end of the name on, or before it, with a group `value`.
        before: What must stand in the line before the end of the name.
        least: What the value must be made of.
        of: How far the name must speak for a secret.
        words: Whether a plain word will do that documentation says of no password.
        quoted: Whether the value stands in quotes.
    """

    pattern: re.Pattern[str]
    before: re.Pattern[str] | None
    least: Chosen
    of: Label
    words: bool = False
    quoted: bool = False


_LEAD: Final = 100  # characters before the end of a name
_NEAR: Final = 400  # characters behind it in which a quote begins, but for many blanks
_IN_QUOTES: Final = """["'](?P<value>"""
_QUOTE: Final = re.compile(r"[\"'`]|[ \t]{8}")
_OF_KEY: Final = 10  # characters
_OF_SECRET: Final = 8
_EXAMPLE: Final = 0.5  # share of a value that is counted up
_SCORES: Final = {
    Chosen.WORD: 0.52,
    Chosen.WORDS: 0.55,
    Chosen.MIXED: 0.65,
    Chosen.MARKED: 0.8,
}
_SHORTHANDS: Final = {
    "<C>": r"""["'`\])]{0,3}""",
    "<S>": r"""[bBrRuUfFLN@$]?""",
    "<Q>": r"""\\?["'`]""",
    "<V>": r"""(?P<value>[^"'`\n]{4,100}?)""",
    "<B>": r"""(?P<value>[^\s"'`“”„«»<>()*,;]{4,60}?)(?=[.,;:!?]?["'`”»*)]{0,3}[.,;]?(?:\s|$))""",
}
_VERBS: Final = frozenset(("pass", "pw", ".htpasswd", "htpasswd", "passwd"))
_HANDS: Final = re.compile(r"[\"'`=>\]){]| is |: (?!\w+_)|[ ]?= |'s ")
_FRAMES: Final = frozenset("\"'`*<>|({[")
_WORDS: Final = re.compile(r"[^\W\d_]+(?:[-.&'][^\W\d_]+)+!?")  # put together with hyphens
_NEXT: Final = re.compile(r"[ ]([a-z]{3,16})[ :]")
_SPOKEN: Final = frozenset(("secret", "passphrase", "psk"))


def _expression(pattern: str) -> re.Pattern[str]:
    for short, long in {**_SHORTHANDS, "<VERB>": str(TABLES["verbs"])}.items():
        pattern = pattern.replace(short, long)
    return re.compile(pattern, re.IGNORECASE)


@cache
def _ahead() -> Mapping[str, tuple[Relation, ...]]:
    """Return the relations to a value behind a name, by the character that follows the name."""
    found: defaultdict[str, list[Relation]] = defaultdict(list)
    for row in TABLES["relations"]:
        before = _expression(row["before"]) if "before" in row else None
        of = Label(row.get("of", Label.SECRET))
        least, words = Chosen(row["least"]), row.get("words", False)
        quoted = "<Q>" in row["pattern"]
        relation = Relation(_expression(row["pattern"]), before, least, of, words, quoted)
        for sign in sorted(set(row["first"])):
            found[sign].append(relation)
    return {sign: tuple(each) for sign, each in found.items()}


@cache
def _behind() -> tuple[Relation, ...]:
    """Return the relations to a value in front of a name."""
    return tuple(
        Relation(
            _expression(row["before"]),
            None,
            Chosen(row["least"]),
            Label.SECRET,
            row.get("words", False),
            _IN_QUOTES in row["before"],
        )
        for row in TABLES["behind"]
    )


def related(text: str, start: int, end: int) -> Hit | None:
    """Return the value that belongs to a name, whatever stands between the two.

    Args:
        text: All of it.
        start: Where the name begins.
        end: Where it ends.
    """
    label = text[start:end]
    kind = kind_of(label)
    if label.lower() in _VERBS and not _HANDS.match(text, end):
        return None  # `pass … to`, `PASS: …`
    quoted = _QUOTE.search(text, end, end + _NEAR) is not None
    for relation in _ahead().get(text[end : end + 1], ()):
        if kind < relation.of or (relation.quoted and not quoted):
            continue
        found = relation.pattern.match(text, end)
        if found and relation.before and not _is_led(relation.before, text, end):
            continue
        if found and (word := _NEXT.match(text, end)) and is_head(word[1]):
            continue  # it is that of which something is said
        hit = found and _judged(text, label, kind, relation, found.span("value"))
        if hit:
            return hit
    return _in_front(text, label, kind, start)


def _is_led(before: re.Pattern[str], text: str, end: int) -> bool:
    return before.search(text, max(0, end - _LEAD), end) is not None


def _in_front(text: str, label: str, kind: Label, start: int) -> Hit | None:
    if kind is not Label.PASSWORD or start < len(label):
        return None
    low = max(0, start - _LEAD)
    quoted = text.find('"', low, start) >= 0 or text.find("'", low, start) >= 0
    for relation in _behind():
        if relation.quoted and not quoted:
            continue
        found = relation.pattern.search(text, low, start)
        hit = found and _judged(text, label, kind, relation, found.span("value"))
        if hit:
            return hit
    return None


def _judged(
    text: str, label: str, kind: Label, relation: Relation, span: tuple[int, int]
) -> Hit | None:
    """Return a value as a hit when it is made of what its relation asks for."""
    start, end = span
    value = text[start:end].rstrip(".:!?,")
    end = start + len(value)
    if CUT.match(text, end) or text[end : end + 1] in {"(", "["}:
        return None
    made = chosen(value)
    if made is Chosen.WORDS and not _is_framed(text, start, end) and not _WORDS.fullmatch(value):
        made = Chosen.NOT  # a name of a program
    if made < max(relation.least, _least_of(kind, label)) and not (
        relation.words and made and not is_said_of(value) and _is_last(text, label, start, end)
    ):
        return None
    if kind is Label.SECRET and _is_of_other(label, value):
        return None
    if pieces_of(value) == pieces_of(label) or text.count(value, start, start + 4000) > 2:
        return None
    type_ = PASSWORD if kind is Label.PASSWORD else SECRET
    why = f"it stands where a {type_.lower()} is given"
    return Hit(start, end, _SCORES[made], f"assigned-{type_.lower()}", why, type_)


def _is_last(text: str, label: str, start: int, end: int) -> bool:
    """Whether a clause ends with a value, or with the name behind it: `… is the password`."""
    behind = text.find(label, end, end + _LEAD)
    return is_clause(text, end) or (behind >= 0 and is_clause(text, behind + len(label)))


def least_size(label: str) -> int:
    """Return how many characters a secret has at least: keys are longer than words."""
    return _OF_KEY if pieces_of(label)[-1:] == ("key",) else _OF_SECRET


def _is_of_other(label: str, value: str) -> bool:
    """Whether a name is of several secrets, kept elsewhere, or a value is typed for an example."""
    short = len(value) < least_size(label)
    return short or pieces_of(label)[-1:] == ("secrets",) or made_up_share(value) > _EXAMPLE


def _is_framed(text: str, start: int, end: int) -> bool:
    """Whether marks frame a value, or it ends a line behind a sign."""
    if text[start - 1 : start] in _FRAMES:
        return True
    ends = text[end : end + 1] in {"", "\n", "\r"} or text[end : end + 2] == ".\n"
    return (
        ends and text[start - 1 : start] in {"=", " "} and text[start - 2 : start - 1] in {":", "="}
    )


def _least_of(kind: Label, label: str) -> Chosen:
    """Return what a value must be made of for its name alone: a token is hardly ever words."""
    if kind is Label.PASSWORD:
        return Chosen.WORD
    return Chosen.WORDS if _SPOKEN.intersection(pieces_of(label)) else Chosen.MIXED
