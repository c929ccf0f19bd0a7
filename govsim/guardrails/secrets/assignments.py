"""Finds passwords and short secrets by the word before them: `password = "…"`, `--secret …`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from govsim.guardrails.scripts import by_script, places_abroad
from govsim.guardrails.secrets.candidates import CUT
from govsim.guardrails.secrets.hits import PASSWORD, SECRET, Hit
from govsim.guardrails.secrets.labels import Label, kind_of, pieces_of
from govsim.guardrails.secrets.letters import word_share
from govsim.guardrails.secrets.placeholders import made_up_share
from govsim.guardrails.secrets.runs import Runs
from govsim.guardrails.secrets.strength import password_strength

STEMS: Final = (
    b"pass", b"pw", b"swrd", b"secret", b"token", b"credential", b"kennwort", b"senha",
    b"contrase", b"wachtwoord", b"motdep", b"mdp", b"haslo", b"senord", b"parol", b"adgangskode",
    b"salasana", b"jelsz", b"apikey", b"psk",
)  # fmt: skip
_EVERY_STEM: Final = frozenset(STEMS)
_FOREIGN: Final = by_script(
    "hasł Hasł парол Парол ключ Ключ şifre Şifre 密码 密碼 口令 パスワード 비밀번호 암호".split()
)
_GLUE: Final = re.compile(
    r"""(?P<rest>(?:(?!は)[\w-]){0,40})(?P<close>\\{0,3}["'`]?[\])]{0,2})[ \t]{0,12}"""
    r"""(?:(?:value|default|content)[ \t]{0,2}(?==)|\.(?:equals|equalsIgnoreCase|eq|set)(?=\())?"""
    r"""(?:(?::[ \t]{0,2})?(?:&?'?(?:static )?str|[Ss]tring|char[ ]?\*|varchar\(\d+\))[?\]]?"""
    r"""[ \t]{1,2})?(?P<link>:=|=>|->|\|\||\?\?|\?=|={1,3}|!==?|[:=,(>]|：|は|-[ \t]|"""
    r"""[ \t]+(?:is|=|are|was|ist|lautet|est|es|è|é|är|er|jest|to|on|это)[ \t:]|(?=[ \t]))"""
    r"""[ \t]{0,12}(?:\n[ \t]{2,12}(?=["']))?(?:(?:new )?[A-Za-z_.]{2,24}\()?[(\[{]?"""
    r"""(?P<mark>[bBrRuUfFL@]{0,2}(?P<quote>\\{0,3}["'`])|)"""
)
_BARE: Final = re.compile(r"""(?:(?!&\w+=)[^\s"'`,;<>()\[\]{}|\\]){4,100}""")
_LONGEST: Final = 160
_ENOUGH: Final = 0.5
_WORDS: Final = 0.6
_VERBS: Final = frozenset("is are was ist lautet est es è é är er jest to on это".split())
_NAME: Final = re.compile(r"[A-Za-z_-]+")


@dataclass(frozen=True)
class _Value:
    start: int
    end: int
    quoted: bool


def find_assignments(text: str, runs: Runs) -> Iterator[Hit]:
    """Yield each value that stands after a word for password or secret."""
    done = 0
    for at in _places(text, runs):
        if at < done:
            continue  # it stands in a value that was judged
        start = _start_of_word(text, at)
        found = _GLUE.match(text, at)
        if found is None:
            continue
        label = text[start : found.end("rest")]
        value = _value(text, found)
        if value is None or kind_of(label) < Label.SECRET:
            continue
        done = value.end
        hit = judge_assignment(text, label, found, value)
        if hit is not None:
            yield hit


def _places(text: str, runs: Runs) -> list[int]:
    places = {at for stem in runs.held(_EVERY_STEM) for at in runs.places(stem)}
    if not runs.is_latin:
        places.update(places_abroad(text, _FOREIGN))
    return sorted(places)


def _start_of_word(text: str, at: int) -> int:
    start = at
    while start and at - start < 40 and (text[start - 1].isalnum() or text[start - 1] in "_-."):
        start -= 1
    return start


def judge_assignment(text: str, label: str, found: re.Match[str], value: _Value) -> Hit | None:
    """Return the value after a label as a hit, when label, link and value agree."""
    kind = kind_of(label)
    if CUT.match(text, value.end) and not value.quoted:
        return None
    if found["link"] == "," and found["close"][-1:] not in ("'", '"'):
        return None  # the next argument of a call
    score = _score(text[value.start : value.end], kind, found["link"], value.quoted, label)
    if score < _ENOUGH:
        return None
    type_ = PASSWORD if kind is Label.PASSWORD else SECRET
    why = f"it stands where a {type_.lower()} is given"
    return Hit(value.start, value.end, score, f"assigned-{type_.lower()}", why, type_)


def _value(text: str, found: re.Match[str]) -> _Value | None:
    start, quote = found.end(), found["quote"]
    if not quote:
        bare = _BARE.match(text, start)
        if bare is None:
            return None
        end = bare.end()
        while end > start and text[end - 1] in ".:?&":
            end -= 1
        return _Value(start, end, quoted=False)
    end = text.find(quote, start, start + _LONGEST)
    if end <= start or "\n" in text[start:end]:
        return None
    return _Value(start, end, quoted=True)


def _score(value: str, kind: Label, link: str, quoted: bool, label: str) -> float:
    """Return how likely a value is a secret, by its marks and by how it is written."""
    score = password_strength(value)
    if "".join(pieces_of(value)) == "".join(pieces_of(label)) or (
        _NAME.fullmatch(value) and kind_of(value) >= Label.SECRET
    ):
        return 0.0
    if kind is Label.SECRET and (len(value) < 8 or score < 0.6 or made_up_share(value) > 0.5):
        score -= 0.4  # a word may be a password, and hardly ever a token
    if not link.strip() and label.lower() == "pass":
        return 0.0  # a verb
    if not quoted:
        score = _bare(value, score, link, kind)
    elif link in ("!=", "!==", "", "(", ",") and score < 0.8:
        score -= 0.15
    return min(score, 0.9)


def _bare(value: str, score: float, link: str, kind: Label) -> float:
    """Lower the score of a value without quotes: it may be a name in a program, or prose."""
    if sum(map(str.isascii, value)) < len(value) / 2:
        return 0.0  # the next word of a sentence in another script
    plain = value.replace("_", "").replace("-", "").isalnum()
    if link.strip() in ("=", ":", ":=", "=>", "：", "は", ">", "-"):
        name = plain and word_share(value) > 0.5
        return score - (0.4 if name else 0.05)
    if not link.strip() or link.strip(" \t:") in _VERBS:
        # After a blank alone only what no word of a sentence looks like.
        digits = any(map(str.isdigit, value))
        odd = (
            digits
            and any(map(str.isalpha, value))
            and not re.fullmatch(r"\d+\w{2,3}|\w+-\d+", value)
        )
        special = not plain and re.search(r"[!@#$%^&*+~?]", value[:-1]) is not None
        chosen = special or (odd and re.search(r"[a-z][A-Z]|[!@#$%]", value))
        if kind is Label.PASSWORD and chosen:
            return score - 0.1
        return score - 0.15 if (odd or special) and word_share(value) < _WORDS else 0.0
    return 0.0
