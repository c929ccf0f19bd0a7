"""Finds passwords and short secrets by the word before them: `password = "…"`, `--secret …`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from govsim import expressions as re
from govsim.guardrails.scripts import by_small_letters, places_abroad
from govsim.guardrails.secrets.bare import SNAKE, bare_score
from govsim.guardrails.secrets.candidates import CUT
from govsim.guardrails.secrets.chosen import is_said
from govsim.guardrails.secrets.glue import GLUE
from govsim.guardrails.secrets.hits import PASSWORD, SECRET, Hit
from govsim.guardrails.secrets.labels import Label, kind_of, pieces_of
from govsim.guardrails.secrets.letters import word_share
from govsim.guardrails.secrets.placeholders import made_up_share
from govsim.guardrails.secrets.relations import least_size, related
from govsim.guardrails.secrets.runs import Runs
from govsim.guardrails.secrets.settings import Given, is_word_secret, word_score
from govsim.guardrails.secrets.strength import password_strength
from govsim.guardrails.secrets.told import told
from govsim.guardrails.secrets.tries import Tries

STEMS: Final = (
    b"pass", b"pw", b"swrd", b"secret", b"token", b"credential", b"kennwort", b"senha",
    b"contrase", b"wachtwoord", b"motdep", b"mdp", b"haslo", b"senord", b"parol", b"adgangskode",
    b"salasana", b"jelsz", b"hesl", b"lozink", b"clave", b"apikey", b"psk", b"sandi", b"api_key",
    b"api-key", b"api key", b"signing_key", b"signing-key", b"signingkey", b"encryption_key",
    b"encryption-key", b"encryptionkey", b"shared_key", b"shared-key", b"sharedkey", b"access_key",
    b"access-key", b"accesskey", b"master_key", b"masterkey", b"authkey",
)  # fmt: skip
_EVERY_STEM: Final = frozenset(STEMS)
ABROAD: Final = by_small_letters(
    "hasł Hasł парол Парол ключ Ключ şifre Şifre 密码 密碼 口令 パスワード 비밀번호 암호"
    " khẩu المرور السر סיסמ πρόσβασ συνθηματικ".split()
)
_BARE: Final = re.compile(
    r"(?:(?!&\w+=|&(?:quot|lt|gt|nbsp|#x3[CE]);)"
    r"""[^\s"'`,;<>()\[\]{}|\\」』”]){4,100}"""
)
# What is the rest of a line, whatever marks it has.
_GENERATED: Final = re.compile(r"[^\s\"'`;,]{8,80}(?=[;,]?[ \t]*\r?(?:\n|\Z))")
_CLOSED_BY: Final = {"(": ")", "[": "]", "{": "}"}
_CLOSING: Final = frozenset(_CLOSED_BY.values())
_LONGEST: Final = 160
_APART: Final = 24  # characters of a long text to one name of a secret without a value
_ENOUGH: Final = 0.5
_SURE: Final = 0.8
_WORDS: Final = 0.6
_NO_NAME: Final = 24  # characters from which on a label is made of words
_HALF: Final = 0.5
_LEAD: Final = 24  # characters before a label
_TOKEN: Final = 8  # characters of a secret, at least
# A version of a package, `1:4.13+dfsg1-1`; a function in its module, `package.module:name`.
_NAMED: Final = re.compile(
    r"(?:\d{1,3}:)?\d{1,5}(?:\.\d{1,5}){1,3}(?:[-+~.](?:dfsg|deb|ubuntu|rc|alpha|beta|post|dev)?\d{0,4}(?:u\d{1,2})?){0,5}"
    r"|[a-z_]\w{0,40}(?:\.[a-z_]\w{0,40}){1,6}:[A-Za-z_]\w{0,60}"
)
_NAME: Final = re.compile(r"(?:[^\W\d]|-)+")
_PATH: Final = re.compile(r"[A-Za-z][A-Za-z_.-]*(?:/[A-Za-z_.-]+)+(?::[A-Za-z_.-]+)?")
_REST: Final = re.compile(r"(?:(?![は是为는은])[\w-]){0,40}")  # of a name
_SPECIAL: Final = re.compile(r"[!@#$%^&*]")
_MODULE: Final = re.compile(r"\b(?:require|import)\(\W?$")  # what is loaded
_ACCOUNT: Final = re.compile(r":\d{12}:$")
_WITH_USER: Final = frozenset(("credential", "credentials"))  # the first of which is a name


@dataclass(frozen=True)
class _Value:
    start: int
    end: int
    quoted: bool


def find_assignments(text: str, runs: Runs) -> Iterator[Hit]:
    """Yield each value that stands after a word for password or secret.

    Raises:
        Unscanned: Such words are everywhere.
    """
    done, tries = 0, Tries(text, _APART, "names of secrets")
    for at in _places(text, runs):
        if at < done:
            continue  # it stands in a value that was judged
        start = _start_of_word(text, at)
        found = GLUE.match(text, at)
        end = found.end("rest") if found else _REST.match(text, at).end()  # type: ignore[union-attr]
        label = text[start:end]
        if kind_of(label) < Label.SECRET or _is_of_key(label):
            continue
        value = _value(text, found) if found else None
        hit = judge_assignment(text, label, found, value) if found and value else None
        if hit is None:
            tries.one_more()
            hit = None if _is_about(text, start) else _of_prose(text, start, end)
            skipped = value.end if value and value.quoted and not _names(text, value) else end
            done = max(done, hit.end if hit else skipped)
        elif value:
            done = value.end
        if hit is not None:
            yield hit


def _of_prose(text: str, start: int, end: int) -> Hit | None:
    """Return the value that stands in another relation to a name than behind a sign."""
    hit = related(text, start, end)
    if hit is None and kind_of(text[start:end]) is Label.PASSWORD:
        hit = told(text, start, end)
    return hit


def _is_of_key(label: str) -> bool:
    """Whether a name is letters of a key."""
    return len(label) > _NO_NAME and label.isalnum() and word_share(label) < _HALF


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
    if not value.quoted and _is_called(text, value):
        return None
    if _is_elsewhere(text, label, found, value) or _is_help(text, label, found, value):
        return None
    written = text[value.start : value.end]
    if is_said(written):
        return None
    score = _score(written, kind, found["link"], value.quoted, label)
    if found["link"] == "," and not _is_pair(text, found, label):
        named = word_share(written) > _WORDS and not _SPECIAL.search(written)
        score = 0.0 if score < _SURE or named else score  # of a list
    if kind >= Label.SECRET:
        score = max(score, _of_words(text, label, found, value, kind))
    if score < _ENOUGH:
        return None
    type_ = PASSWORD if kind is Label.PASSWORD else SECRET
    why = f"it stands where a {type_.lower()} is given"
    return Hit(value.start, value.end, score, f"assigned-{type_.lower()}", why, type_)


def _is_called(text: str, value: _Value) -> bool:
    """Whether a value is a function, or the message of a variable that is not set."""
    written = text[value.start : value.end]
    called = text[value.end : value.end + 1] == "(" and written.isidentifier()
    return called or (written[:1] == "?" and text[value.start - 1] == ":")


def _is_elsewhere(text: str, label: str, found: re.Match[str], value: _Value) -> bool:
    """Whether what stands behind a label is no value of it."""
    start, close = found.end("rest") - len(label), found["close"]
    before = text[start - 1 : start]
    if found["link"] == "," and close[-1:] not in ("'", '"'):
        return not (before == "{" and value.quoted)  # the next argument of a call
    if value.quoted and not close and before == found["quote"] and found["link"] != "=":
        return True  # what asks for a password ends here: `"Password: "`
    if _MODULE.search(text, found.end("rest"), value.start):
        return True
    if found["link"] == ">" and text[value.start] == "@":
        return True  # `<password>@host`
    if _is_about(text, start):
        return True
    if _ACCOUNT.search(text, max(0, start - _LEAD), start):
        return True  # a part of the name of what keeps secrets
    several = text[value.end : value.end + 2].rstrip("\"'")[-1:] == ","
    return found["link"] == "(" and several and pieces_of(label)[-1] in _WITH_USER


def _is_help(text: str, label: str, found: re.Match[str], value: _Value) -> bool:
    """Whether a value begins what a program tells of an option, set apart, or is the next."""
    between = text[found.end("rest") : value.start]
    apart = between.endswith("  ") or (between == " " and text[value.start] == "-")
    return label.startswith("-") and not value.quoted and apart


def _names(text: str, value: _Value) -> bool:
    """Whether a value is the name of a secret itself, behind which its value may stand."""
    return kind_of(text[value.start : value.end]) >= Label.SECRET


def _is_about(text: str, start: int) -> bool:
    """Whether a name is of the words that tell what a page is about."""
    return text[max(0, start - _LEAD) : start].lower().endswith(("palabra ", "palabras "))


def _is_setter(label: str, link: str) -> bool:
    """Whether a name is of a function that sets what it is handed."""
    return link == "(" and pieces_of(label.rpartition(".")[2])[:1] in {("set",), ("with",)}


def _is_pair(text: str, found: re.Match[str], label: str) -> bool:
    """Whether a label is the first of a call or a pair, or an option of a command."""
    start = found.end("rest") - len(label)
    before = text[max(0, start - _LEAD) : start].rstrip("\"'` \t\r\n\\-#.")
    return label.startswith("-") or before[-1:] in ("(", "{")


def _of_words(text: str, label: str, found: re.Match[str], value: _Value, kind: Label) -> float:
    """Return how likely plain words are given as a password or a secret, 0 to 1."""
    link = found["link"].strip(" \t:") or found["link"].strip()
    if kind is Label.SECRET and not is_word_secret(label, link):
        return 0.0
    start, begin = found.end("rest") - len(label), found.end("rest") + len(found["close"])
    between = text[begin : value.start].removesuffix(found["mark"])
    if between.endswith("(") and found["link"] != "(":
        return 0.0  # what a function is called with
    tight = between == found["link"]
    given = Given(label, found["close"], link, tight, value.start, value.end, value.quoted)
    score = word_score(text, given, start)
    short = kind is Label.SECRET and value.end - value.start < _TOKEN
    return 0.0 if short else score


def _value(text: str, found: re.Match[str]) -> _Value | None:
    start, quote = found.end(), found["quote"]
    if not quote:
        whole = _GENERATED.match(text, start)
        if whole is not None and _is_strewn(whole.group()):
            return _Value(start, whole.end(), quoted=False)
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


def _names_secret(path: str) -> bool:
    """Whether the last part of a path is the name of a secret."""
    return kind_of(re.split("[/:]", path)[-1]) >= Label.SECRET


def _is_strewn(value: str) -> bool:
    """Whether brackets cross each other in a value, as chance strews them, and no program."""
    opened: list[str] = []
    for mark in value:
        if mark in _CLOSED_BY:
            opened.append(_CLOSED_BY[mark])
        elif opened and mark in _CLOSING and opened.pop() != mark:
            return True
    return False


def _score(value: str, kind: Label, link: str, quoted: bool, label: str) -> float:
    """Return how likely a value is a secret, by its marks and by how it is written."""
    score = password_strength(value)
    if "".join(pieces_of(value)) == "".join(pieces_of(label)) or (
        _NAME.fullmatch(value) and kind_of(value) >= Label.SECRET
    ):
        return 0.0
    if kind is Label.SECRET and (
        len(value) < least_size(label) or score < 0.6 or made_up_share(value) > 0.5
    ):
        score -= 0.4  # a word may be a password, and hardly ever a token
    elif kind is Label.SECRET and SNAKE.fullmatch(value):
        score -= 0.4  # a name of the program
    if link.strip() in {"", "to"} and label.lower() == "pass":
        return 0.0  # a verb
    if _PATH.fullmatch(value) and (kind is Label.SECRET or _names_secret(value)):
        return 0.0  # where it is kept
    if not quoted and _NAMED.fullmatch(value):
        return 0.0  # what is installed, or what a program calls
    if not quoted:
        score = bare_score(value, score, link, label)
    elif link in ("!=", "!==", "", "(", ",") and score < 0.8 and not _is_setter(label, link):
        score -= 0.15
    return min(score, 0.9)
