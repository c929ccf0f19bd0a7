"""Finds passwords and short secrets by the word before them: `password = "…"`, `--secret …`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from govsim.guardrails.scripts import by_small_letters, places_abroad
from govsim.guardrails.secrets.bare import SNAKE, bare_score, setting_score
from govsim.guardrails.secrets.candidates import CUT
from govsim.guardrails.secrets.glue import GLUE
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
ABROAD: Final = by_small_letters(
    "hasł Hasł парол Парол ключ Ключ şifre Şifre 密码 密碼 口令 パスワード 비밀번호 암호".split()
)
_BARE: Final = re.compile(r"""(?:(?!&\w+=)[^\s"'`,;<>()\[\]{}|\\]){4,100}""")
_LONGEST: Final = 160
_ENOUGH: Final = 0.5
_SURE: Final = 0.8
_WORDS: Final = 0.6
_LEAD: Final = 24  # characters before a label
_SETTING: Final = re.compile(r"(?:[#;]{1,2}[ \t]?)?(?:export |set |SET |-?-e |ENV )?")
_REST: Final = re.compile(r"[\"']?;?[ \t]*\r?(?:\n|\Z|[ \t]#)")
# A version of a package, `1:4.13+dfsg1-1`; a function in its module, `package.module:name`.
_NAMED: Final = re.compile(
    r"(?:\d{1,3}:)?\d{1,5}(?:\.\d{1,5}){1,3}(?:[-+~.](?:dfsg|deb|ubuntu|rc|alpha|beta|post|dev)?\d{0,4}(?:u\d{1,2})?){0,5}"
    r"|[a-z_]\w{0,40}(?:\.[a-z_]\w{0,40}){1,6}:[A-Za-z_]\w{0,60}"
)
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
        found = GLUE.match(text, at)
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
    places.update(places_abroad(text, ABROAD, runs.abroad))
    return sorted(places)


def _start_of_word(text: str, at: int) -> int:
    start = at
    while start and at - start < 40 and (text[start - 1].isalnum() or text[start - 1] in "_-."):
        start -= 1
    return start


def judge_assignment(text: str, label: str, found: re.Match[str], value: _Value) -> Hit | None:
    """Return the value after a label as a hit, when label, link and value agree."""
    kind = kind_of(label)
    if not value.quoted and (CUT.match(text, value.end) or text[value.start - 1] == "("):
        return None  # shown in part, or a name handed to a function
    if found["link"] == "," and found["close"][-1:] not in ("'", '"'):
        return None  # the next argument of a call
    written = text[value.start : value.end]
    score = _score(written, kind, found["link"], value.quoted, label)
    if found["link"] == "," and not _is_pair(text, found, label):
        score = 0.0 if score < _SURE or word_share(written) > _WORDS else score  # of a list
    if kind is Label.PASSWORD and _is_setting(text, found, label, value):
        score = max(score, setting_score(written))
    if score < _ENOUGH:
        return None
    type_ = PASSWORD if kind is Label.PASSWORD else SECRET
    why = f"it stands where a {type_.lower()} is given"
    return Hit(value.start, value.end, score, f"assigned-{type_.lower()}", why, type_)


def _is_pair(text: str, found: re.Match[str], label: str) -> bool:
    """Whether a label is the first of a call or a pair, or an option of a command."""
    start = found.end("rest") - len(label)
    before = text[max(0, start - _LEAD) : start].rstrip("\"'` \t\r\n\\-#.")
    return label.startswith("-") or before[-1:] in ("(", "{")


def _is_setting(text: str, found: re.Match[str], label: str, value: _Value) -> bool:
    """Whether a line is `LABEL=value` or `label "value"`, as files of settings have them."""
    link = found.group().removeprefix(found["rest"]).rstrip("\"'")
    if (link.strip() if value.quoted else link != "=") or found["close"]:
        return False
    start = found.end("rest") - len(label)
    line = text[text.rfind("\n", 0, start) + 1 : start]
    leads = not line.strip() if value.quoted else _SETTING.fullmatch(line) is not None
    return leads and _REST.match(text, value.end) is not None


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
    elif kind is Label.SECRET and SNAKE.fullmatch(value):
        score -= 0.4  # a name of the program
    if link.strip() in {"", "to"} and label.lower() == "pass":
        return 0.0  # a verb
    if not quoted and _NAMED.fullmatch(value):
        return 0.0  # what is installed, or what a program calls
    if not quoted:
        score = bare_score(value, score, link, label)
    elif link in ("!=", "!==", "", "(", ",") and score < 0.8:
        score -= 0.15
    return min(score, 0.9)
