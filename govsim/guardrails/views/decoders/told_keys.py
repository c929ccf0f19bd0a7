"""Joins passwords and keys whose parts stand apart: in lists, in elements, in three lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.rewriting import Piece, begun, gathered, rewritten
from govsim.guardrails.views.values import Decoding

_LABELS: Final = "pass(?:word|wd|phrase|code)|pwd|passwort|contraseña|mot de passe|hasło|senha"
_NAME: Final = (
    r"(?:password|passwd|passwort|passphrase|pwd|secret|token|api[_ -]?key|access[_ -]?key"
    r"|contraseña|mot de passe|hasło|senha|kennwort)[\w.-]{0,32}"
)
_LISTED: Final = re.compile(
    rf"({_NAME})[\"']?[ ]?[:=]?[ ]?[|>]?-?[ \t]*\n"
    r"((?:[ \t]*(?:[-*•–‣◦>|]|\d[.)])[ \t]*[\"'`]?[^\s\"'`]{3,80}[\"'`]?,?[ \t]*(?:\n|$)){2,8})",
    re.IGNORECASE,
)
_ARRAY: Final = re.compile(
    rf"({_NAME})[\"']?\s?[:=]\s?[\[(]\s{{0,8}}((?:[\"'][^\s\"']{{3,80}}"
    rf"[\"'],?\s{{0,12}}){{2,12}})[\])]",
    re.IGNORECASE,
)
_ITEM: Final = re.compile(
    r"(?:^[ \t]*(?:[-*•–‣◦>|]|\d[.)])[ \t]*)?[\"'`]?([^\s\"'`,]{3,80})[\"'`]?,?\s*", re.M
)
_ELEMENT: Final = re.compile(
    rf"<(\w{{1,12}})\s[^<>]{{0,80}}?(?:class|id|name|title|data-\w{{1,12}})=[\"'][\w.-]{{0,32}}?"
    rf"({_NAME})[\"'][^<>]{{0,80}}>"
    r"([^<>]{1,200}(?:<[^<>]{1,40}>[^<>]{1,200}){1,12})</\1>",
    re.IGNORECASE,
)
_BULLET: Final = re.compile(rb"\n[ \t]*(?:[-*>|\xfe]|\d[.)])")
_TAG: Final = re.compile(r"<[^<>]{1,40}>")
_WEB: Final = re.compile(
    r"(eyJ[\w-]{8,400})(?![\w.-])[^\n]{0,24}\n?[^\n]{0,40}?(?<![\w.-])(eyJ[\w-]{8,4000})(?![\w.-])"
    r"[^\n]{0,24}\n?[^\n]{0,40}?(?<![\w.-])([\w-]{32,700})(?![\w.-])"
)
_ARMOR: Final = re.compile(
    r"(?<![-\w])[-—–―‐_=*~#]{1,10}[ ]?(BEGIN|END)[ ]((?:[A-Z0-9]{1,12}[ ]){0,3}PRIVATE KEY"
    r"(?: BLOCK)?)[ ]?[-—–―‐_=*~#]{1,10}"
)
_USUAL_ARMOR: Final = re.compile(r"-----(?:BEGIN|END) [A-Z0-9 ]{0,40}-----")
_SHORT: Final = re.compile(
    r"(?<![\w.])(?:u|us|usr|un|user|username|login|l|id|name)[ ]?[:=/][ ]?(\S{2,40}?)[ ,;/|\n]{1,3}"
    r"(?:p|pw|pwd|pass|pswd|psw|pword)[ ]?[:=/][ ]?([^\s,;]{6,64})(?!\S)",
    re.IGNORECASE,
)
_PAIRED: Final = re.compile(
    r"\b(?:logins?|log in|creds?|credentials|account|access|user|zugang|acceso)[ ]?[:=-]?[ ]("
    r"[\w.@+-]{2,40})[ ]?[/|][ ]?([^\s,;/]{6,64})(?!\S)",
    re.IGNORECASE,
)
_ASKED: Final = re.compile(
    rf"(?:{_LABELS})[ ]?\?[ ]?\n?[ ]?(?:[^\W\d_][\w ]{{0,20}}:[ ])?(?:it'?s |is )?("
    rf"[^\s,;]{{6,64}})(?!\S)",
    re.IGNORECASE,
)
_TURNED: Final = re.compile(
    rf"\b(?:{_LABELS})\b[^\n]{{0,40}}\b(?:backwards?|reversed?|in reverse|right to left|rückwärts"
    rf"|à l'envers|al revés)\b"
    r"[^\n\w$!%&#@?]{0,6}(?:is |it's |= )?(\S{6,64})(?!\S)",
    re.IGNORECASE,
)
_PARTED: Final = re.compile(
    rf"\b(?:{_LABELS})\b[^\n]{{0,16}}?\b(?:part|piece|half|chunk|bit|teil)[ ]?(?:1|one|a)[ ]?"
    rf"[:=]?[ ]?([^\s,;]{{2,40}})[,;]?\s"
    r"(?:and )?(?:part|piece|half|chunk|bit|teil)[ ]?(?:2|two|b)[ ]?[:=]?[ ]?([^\s,;]{2,40})(?!\S)",
    re.IGNORECASE,
)
_HALVES: Final = (
    re.compile(
        r"\bends?[ ](?:with|in|on)[ ][\"'`]?(?P<b>[^\s\"'`]{2,40}?)[\"'`]?,?[ ](?:and|but|while"
        r"|it)[ ](?:it[ ])?"
        r"(?:starts?|begins?)[ ](?:with|in)[ ][\"'`]?(?P<a>[^\s\"'`]{2,40}?)[\"'`]?(?=[,.;]?(?:\s"
        r"|$))",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:starts?|begins?)[ ](?:with|in)[ ][\"'`]?(?P<a>[^\s\"'`]{2,40}?)[\"'`]?,?[ ](?:and"
        r"|then|but|it)[ ](?:it[ ])?"
        r"(?:ends?|goes on|continues)[ ](?:with|in|on)?[ ]?[\"'`]?(?P<b>[^\s\"'`]{2,40}?)[\"'`]?"
        r"(?=[,.;]?(?:\s|$))",
        re.IGNORECASE,
    ),
)
_FOLDED: Final = re.compile(
    r"(?<!\S)([^\s….]{2,40})(?:…|\.{3}|\[…\]|\[\.\.\.\])([^\s….]{3,40})(?!\S)"
)
_NAMED: Final = re.compile(rf"\b(?:{_LABELS})\b", re.IGNORECASE)
_NEAR: Final = 100
_LONGEST: Final = 44  # characters of a part in front of what is left out
# How the names of secrets begin, and of users; small letters, others than of ASCII apart.
_RAW_NAMES: Final = (
    b"pass", b"pwd", b"secret", b"token", b"api", b"access", b"contrase\xffa", b"mot de passe",
    b"has\xffo", b"senha", b"kennwort",
)  # fmt: skip
_USERS: Final = (
    b"login", b"log in", b"cred", b"account", b"access", b"user", b"zugang", b"acceso",
)  # fmt: skip
_OF_USERS: Final = frozenset(
    b"login logins log cred creds credentials account access user zugang acceso".split()
)
_ENDING: Final = tuple(
    b"end%b %b" % (s, word) for s in (b"", b"s") for word in (b"with", b"in", b"on")
)
_STARTING: Final = tuple(
    b"%b%b %b" % (verb, s, word)
    for verb in (b"start", b"begin")
    for s in (b"", b"s")
    for word in (b"with", b"in")
)
_OF_FIELDS: Final = (b":", b"=", b"/")
_PASSWORDS: Final = frozenset(
    b"passphrase passcode token pwd senha kennwort passe pass".split()
) | {
    b"contrase\xffa",
    b"has\xffo",
}
_SHORTS: Final = frozenset((b"p", b"pw", b"pwd", b"pass", b"pswd"))
_PARTS: Final = frozenset((b"part", b"piece", b"half", b"chunk", b"bit", b"teil"))
_TURNING: Final = frozenset(
    (b"backwards", b"backward", b"reversed", b"reverse", b"left", b"r\xffckw\xffrts")
)
# The words, and the pieces of words, without which there is nothing of this here.
TELLING: Final = _PASSWORDS | _SHORTS | _OF_USERS | {b"private"}
PIECES: Final = (b"passw", b"secret", b"key", b"eyj")
_STRONG: Final = 3  # of the kinds of signs


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the stretches in which passwords and keys stand in parts, with them whole."""
    pieces: list[Piece] = []
    low = clues.lower
    if b"private" in clues.words and not clues.words.isdisjoint((b"begin", b"end")):
        pieces += _armored(text)
    if low.count(b"eyj") > 1:
        for match in _WEB.finditer(text):
            pieces.append((*match.span(), f"token: {match[1]}.{match[2]}.{match[3]}"))
    if clues.has(b":=/") and any(_is_field(low, clues, word) for word in clues.words & _SHORTS):
        pieces += _users(text)
    if clues.has(b"/|") and not clues.words.isdisjoint(_OF_USERS):
        for match in begun(_PAIRED, text, clues.places(_USERS)):
            if _is_strong(match[2]):
                pieces.append((*match.span(), f"username: {match[1]} password: {match[2]}"))
    if (
        not clues.words.isdisjoint(_PASSWORDS)
        or b"passw" in low
        or b"secret" in low
        or b"key" in low
    ):
        pieces += _labelled(text, clues)
    for near in gathered(pieces):
        yield rewritten(text, near, "told-key")


def _armored(text: str) -> Iterator[Piece]:
    """Yield the lines around a private key whose hyphens something made other signs of."""
    for match in _ARMOR.finditer(text):
        if _USUAL_ARMOR.fullmatch(match.group()) is None:
            yield *match.span(), f"-----{match[1]} {match[2]}-----"


def _users(text: str) -> Iterator[Piece]:
    """Yield the names and passwords behind one letter each."""
    for match in _SHORT.finditer(text):
        if _is_strong(match[2]):
            yield *match.span(), f"username: {match[1]} password: {match[2]}"


def _is_field(low: bytes, clues: Clues, word: bytes) -> bool:
    """Whether a sign of a field stands behind a word somewhere."""
    ends = (at + len(word) for at in clues.places((word,)))
    return any(low[end : end + 2].lstrip(b" ")[:1] in _OF_FIELDS for end in ends)


def _labelled(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the parts behind the name of a secret, put together."""
    named = clues.places(_RAW_NAMES)
    listed = [_LISTED] if _BULLET.search(clues.raw) is not None else []
    listed += [_ARRAY] if clues.has(b"[") else []
    for pattern in listed:
        for match in begun(pattern, text, named):
            plain = "".join(item[1] for item in _ITEM.finditer(match[2]))
            if _is_strong(plain):
                yield match.start(), match.end(), f"{match[1]}: {plain}\n"
    if clues.has(b"<"):
        for match in _ELEMENT.finditer(text):
            yield *match.span(), f"{match[2]}: {_TAG.sub('', match[3])}"
    if clues.has(b"?"):
        for match in begun(_ASKED, text, named):
            if _is_strong(match[1]):
                yield *match.span(), f"password: {match[1]}"
    if not clues.words.isdisjoint(_TURNING):
        for match in begun(_TURNED, text, named):
            if _is_strong(match[1]):
                yield *match.span(), f"password: {match[1][::-1]}"
    parted = named if not clues.words.isdisjoint(_PARTS) else []
    for match in begun(_PARTED, text, parted):
        if _is_strong(match[1] + match[2]):
            yield *match.span(), f"password: {match[1]}{match[2]}"
    if not clues.words.isdisjoint((b"starts", b"begins", b"start", b"begin")):
        for pattern, marks in zip(_HALVES, (_ENDING, _STARTING), strict=True):
            yield from _near_name(text, begun(pattern, text, clues.places(marks)), "a", "b")
    if b"..." in clues.raw or (not clues.ascii and "…" in text):
        yield from _near_name(text, begun(_FOLDED, text, _fronts(text)), 1, 2)


def _fronts(text: str) -> list[int]:
    """Return where the words begin in which something is left out."""
    found = set[int]()
    for mark in ("...", "…"):
        at = text.find(mark)
        while at >= 0:
            before = text[max(0, at - _LONGEST) : at].rsplit(None, 1)
            if before and not text[at - 1].isspace():
                found.add(at - len(before[-1]))
            at = text.find(mark, at + len(mark))
    return sorted(found)


def _near_name(
    text: str, matches: Iterable[re.Match[str]], first: int | str, second: int | str
) -> Iterator[Piece]:
    """Yield the two parts of a password, with a word for one near."""
    for match in matches:
        plain = match[first] + match[second]
        near = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if _is_strong(plain) and _NAMED.search(near) is not None:
            yield *match.span(), f"password: {plain}"


def _is_strong(value: str) -> bool:
    """Whether a value has signs of several kinds, as no word has."""
    kinds = (str.isupper, str.islower, str.isdigit, lambda sign: not sign.isalnum())
    return len(value) > 5 and sum(any(map(kind, value)) for kind in kinds) >= _STRONG
