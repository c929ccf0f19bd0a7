"""Reads passwords that a sentence tells of in its own words, in front of them or behind.

`open sesame for the attic → Magma&Dhu946`, `Le code d'accès est « Orchid!O7Uz91 »`: the value has
the marks of a chosen password, as no word has, and a word near says what it is for.
"""

# ruff: noqa: E501 - the words stay together

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.rewriting import Piece, apart, rewritten, stretches
from govsim.guardrails.views.values import Decoding

# What a password is called, and what one opens; by their first letters where words are long.
TELLING: Final = frozenset(
    b"password passwords passwd passphrase passcode pwd pw passwort kennwort losung passe mdp clave senha"
    b" wachtwoord adgangskode salasana heslo parola zugang zugangscode sesame prompt vpn wifi wlan nas ssh"
    b" sudo root admin login logon credentials creds credential unlock unlocks unlocked opens decrypt"
    b" entsperrt entsperren router zip archive vault wpa psk keyring bitlocker luks roots admins masked"
    b" reversed backwards secret passkey pin zoom".split()
) | {
    b"contrase\xffa", b"has\xffo", b"l\xffsenord", b"jelsz\xff", b"acc\xffs", b"\xffifre",
    b"dacc\xffs", b"lacc\xffs", b"parol\xff", b"l\xffsenordet", b"has\xfflem", b"has\xffa",
    b"kodeord", b"kodeordet", b"adgangskoden", b"salasanani", b"wachtwoordje", b"jelszava",
}  # fmt: skip
_OWNED: Final = frozenset((b"roots", b"admins"))  # `root's`
_ACCESS: Final = b"acc\xffs"
_TOKEN: Final = re.compile(
    r"(?<![^\s\"'`“”„«»‚‘’()\[\]{}<>,;:=])"
    r"(?=[^\s]{0,39}[0-9])(?=[^\s]{0,39}[a-z])(?=[^\s]{0,39}[A-Z])"
    r"[^\s\"'`“”„«»‚‘’()\[\]{}<>,;:=/\\|]{8,40}"
    r"(?=[\"'`“”„«»‚‘’)\]}>,;]|\s|$)"
)
_MARKED: Final = re.compile(r"[!@#$%^&*?~§€£+](?=.)|[-_.].*[!?*$#]$")
# Names of variables, what is set off, addresses, what is encoded, versions.
_OTHER: Final = re.compile(
    r"[$@#%&*~!]{1,2}\w[\w.-]*[%*~]{0,2}|\*+[\w.-]+\*+|.*@[\w-]+(?:\.[\w-]+)+|.*%[0-9A-F]{2}.*|.*&(?:amp|lt|gt|quot|nbsp|copy|shy)$"
    r"|\w+[+~^*]\w*|[\w.-]+[+][\w.]+|.*[#]L?\d+|(?:[A-Za-z0-9_]+[*+%^&]){2,}[A-Za-z0-9_]+"
)
# What may be the name of something when it is met anywhere: a part of a page, a product of two names.
_NAMED: Final = re.compile(r"\w+[*]\w+|\w+[#]\d+")
# A word for a password, and a few words further what links it to its value.
_TOLD: Final = re.compile(
    r"(?:pass(?:word|code|phrase|wort)|kennwort|wachtwoord|lösenord|hasło|contraseña|senha|mot de passe|mdp"
    r"|salasana|heslo|parola|jelsz|adgangskode|kodeord)(?![ -]?(?:length|strength|polic|rule|field|manager"
    r"|hash|reset|check|guide|test))(?:[ ](?!see|section|issue|ticket|page|bug|line|chapter|file)[^\W\d_]{1,16}"
    r"|'s){0,8}(?:[ ](?:is|ist|lautet|es|est|è|é|är|er|to|jest|je|on)[ ]|[ ]?(?:→|->|:|=)[ ]?|(?=[ ]?[\"'`“„«]$))"
    r"(?:(?:→|->|:|=)[ ])?[ ]?[\"'`“„«]?$",
    re.IGNORECASE,
)
_MARK: Final = re.compile(rb"[!@#$%^&*?~\xfe\xff+][^\s]|[-_.][^\s]{1,30}[!?*$#]")
# What the usual word for a password is in front of its value.
_LABELLED: Final = re.compile(
    r"(?:pass\w{0,8}|pwd?|secret|token|key|kennwort|senha|clave|mdp)[\"'`\]]{0,2}[ ]?(?:[:=]{1,2}|=>)[ ]?[\"'`]?$",
    re.IGNORECASE,
)
_LABEL: Final = "password: "
_KINDS: Final = (b"0", b"A", b"a")  # of signs that are in each
_NEAR: Final = 96  # characters between a word and a value
_FEW_LETTERS: Final = 3


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with such passwords behind the usual word for one."""
    words = clues.words & TELLING
    if not words or b"0" not in clues.outline or _MARK.search(clues.raw) is None:
        return
    marks = {_ACCESS if word.endswith(_ACCESS) else word for word in words - _OWNED}
    places = clues.places(marks | {word[:-1] for word in words & _OWNED})
    pieces: list[Piece] = []
    for near in stretches([(at, at) for at in places], _NEAR):
        begin, end = max(0, near[0][0] - _NEAR), near[-1][1] + _NEAR
        begin = max(begin, text.rfind("\n\n", begin, near[0][0]))
        if any(clues.outline.find(kind, begin, end) < 0 for kind in _KINDS):
            continue
        for match in _TOKEN.finditer(text, begin, end):
            value = match.group().rstrip(".?")
            front = text[max(0, match.start() - _NEAR // 3) : match.start()]
            if _LABELLED.search(front) is not None:
                continue
            if _is_chosen(value) or (_NAMED.fullmatch(value) and _is_told(text, match.start())):
                pieces.append((match.start(), match.start() + len(value), _LABEL + value))
    for near_by in stretches(apart(sorted(pieces))):
        yield rewritten(text, near_by, "told-key")


def _is_told(text: str, at: int) -> bool:
    """Whether a sentence says that a password begins there."""
    return _TOLD.search(text[max(0, at - _NEAR) : at]) is not None


def _is_chosen(value: str) -> bool:
    """Whether signs of four kinds stand together as in a password that somebody chose."""
    if len(value) < 8 or _MARKED.search(value) is None or _OTHER.fullmatch(value):
        return False
    return sum(map(str.isalpha, value)) >= _FEW_LETTERS and any(map(str.isdigit, value))
