"""Reads e-mail addresses whose hosts are misheard or spelled: `lena at gee mail dot com`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders.addresses import is_no_name
from govsim.guardrails.views.rewriting import Piece, rewritten, stretches
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.vocabulary import known

# What is heard, words apart by one space, by the host that is meant; `~` where one word will do.
_HEARD: Final = {
    "gmail": "gee~mail g~mail jee~mail gi~mail ji~mail ge~mail je~mail gee~male g~male jay~mail"
    " jota~mail ghee~mail gmeil g~meil g~mal gmail",
    "googlemail": "google~mail goggle~mail",
    "hotmail": "hot~mail hot~male hot~meil hod~mail hotmail",
    "outlook": "out~look out~luck outluk aut~look outlook",
    "yahoo": "ya~hoo yah~hoo yah~who ya~who ya~hu yahu yahoo",
    "icloud": "i~cloud eye~cloud aye~cloud i~claud ai~cloud icloud",
    "protonmail": "proton~mail pro~ton~mail proton~male protonmail",
    "proton": "pro~ton",
    "fastmail": "fast~mail fast~male",
    "ymail": "y~mail why~mail",
    "aol": "a~o~l ay~oh~el a~oh~l aol",
    "gmx": "g~m~x gee~em~ex ge~em~ix jee~em~ex gmx",
    "msn": "m~s~n em~es~en em~ess~en msn",
    "live": "l~i~v~e",
    "t-online": "t~online tee~online",
    "web": "w~e~b",
    "mail": "мэйл мейл мэил меил",
    "yandex": "яндекс yan~dex yan~decks",
}
_HOSTS: Final = {
    heard.replace("~", ""): host for host, many in _HEARD.items() for heard in many.split()
}
_SPACED: Final = {heard for many in _HEARD.values() for heard in many.split() if "~" in heard}
_MARKS: Final = tuple(
    sorted({heard.replace("~", by).encode() for heard in _SPACED for by in (" ", "-", ".", ". ")})
)
_HOST: Final = "|".join(
    sorted(
        (heard.replace("~", r"[ .-]{0,2}") for many in _HEARD.values() for heard in many.split()),
        key=len,
        reverse=True,
    )
)
_ENDS: Final = {
    "com": "com calm kom komm come c~o~m ком", "net": "net nett n~e~t", "org": "org o~r~g",
    "de": "de d~e", "fr": "fr f~r", "es": "es e~s", "it": "it i~t", "ru": "ru r~u ру",
    "me": "me m~e", "ch": "ch c~h", "at": "at a~t", "in": "in i~n", "br": "br b~r",
    "uk": "uk u~k you~kay", "co": "co c~o", "mx": "mx", "pl": "pl p~l", "nl": "nl n~l",
}  # fmt: skip
_END_OF: Final = {
    said.replace("~", ""): end for end, many in _ENDS.items() for said in many.split()
}
_END: Final = "|".join(
    sorted(
        (said.replace("~", "[ ]") for many in _ENDS.values() for said in many.split()),
        key=len,
        reverse=True,
    )
)
_DOT: Final = (
    r"(?:[ ,]{1,2}(?:dot|punto|punkt|point|ponto|punt|kropka|nokta|точка|full stop|period)[ ,]{1,2}"
    r"|[ ]?\.[ ]?|[ ]?[(\[](?:dot|\.)[)\]][ ]?)"
)
_AT: Final = (
    r"(?:[ ]?@[ ]?|[ ,]{1,2}(?:at(?:[ -]?sign)?|ät|et|arroba|arobase|chiocciola|malpa|małpa"
    r"|собака|apenstaartje|klammeraffe|kukac|zavin[aá][cč])[ ,]{1,2}|[ ]?[(\[](?:at|@)[)\]][ ]?)"
)
_ADDRESS: Final = re.compile(
    rf"(?P<at>{_AT})(?P<host>{_HOST})(?:(?P<dot>{_DOT})(?P<end>{_END})(?:{_DOT}(?P<last>{_END}))?"
    r"|[ -](?P<glued>dot[ -]?com|calm))(?!\w|[.@]\w)",
    re.IGNORECASE,
)
_SIGN: Final = r"(?:[ ](?:dot|punto|punkt|point|ponto|underscore|dash|hyphen|minus|plus)[ ])"
_NAME: Final = re.compile(
    rf"(?<![\w@])[^\W\d_][\w.+-]{{0,40}}(?:{_SIGN}[\w.+-]{{1,40}}){{0,3}}\Z", re.I
)
_SIGNS: Final = {
    "underscore": "_", "dash": "-", "hyphen": "-", "minus": "-", "plus": "+",
}  # fmt: skip
_SAID: Final = re.compile(_SIGN, re.IGNORECASE)
_ASKING: Final = re.compile(
    r"\b(?:e-?mails?|mail|write|contact|reach|address|correo|find me|ping me|i'm|im|account|user"
    r"|username|handle|courriel|adresse|indirizzo|endereço|login)\b",
    re.IGNORECASE,
)
_PARTED: Final = re.compile(r"[._+\d]")
_FRONT: Final = 96  # characters
_ATS: Final = frozenset(
    b"at arroba arobase chiocciola malpa et apenstaartje klammeraffe kukac zavinac \xfft ma\xffpa"
    b" zavin\xff\xff".split()
)
_DOTS: Final = frozenset(b"dot punto punkt point ponto punt kropka nokta dotcom calm".split())
_AFTER_AT: Final = re.compile(rb"@ ?(?:g|gee|hot|out|ya|yah|i|eye|proton|fast)[ -][a-z]")
_DRAWN: Final = "собака"
_RAW: Final = (b"dotcom", b"dot-com", b" calm", b" u k")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with such addresses as they are usually written."""
    if not _may_be(text, clues):
        return
    pieces: list[Piece] = []
    for match in _ADDRESS.finditer(text):
        name = _NAME.search(text[max(0, match.start() - _FRONT) : match.start()])
        if name is not None and _is_meant(text, match, name.group()):
            start = match.start() - len(name.group())
            if not pieces or start >= pieces[-1][1]:
                pieces.append((start, match.end(), f"{_written(name.group())}@{_host(match)}"))
    for near in stretches(pieces):
        yield rewritten(text, near, "address")


def _may_be(text: str, clues: Clues) -> bool:
    """Whether a word for the sign, one for a dot, and a host that is heard are in a text."""
    if not clues.ascii and _DRAWN in text:
        return True
    at = clues.has(b"@")
    if at and _AFTER_AT.search(clues.lower) is not None:
        return True
    if clues.words.isdisjoint(_DOTS) or not (at or not clues.words.isdisjoint(_ATS)):
        return False
    return any(map(clues.lower.__contains__, (*_MARKS, *_RAW)))


def _is_meant(text: str, match: re.Match[str], name: str) -> bool:
    """Whether what stands in front is a name, where the sign is a word of sentences."""
    if match["at"].strip(" ,").lower() not in ("at", "et"):
        return True
    start = match.start() - len(name)
    front = text[max(0, start - _FRONT // 2) : start]
    said = _SAID.search(name) is not None or _PARTED.search(name) is not None
    if is_no_name(text, name, start):
        return False
    odd = match["host"].lower() not in _HOSTS.values()
    return (
        said
        or odd
        or not known(name.lower())
        or _ASKING.search(front.rpartition("\n")[2]) is not None
    )


def _written(name: str) -> str:
    return _SAID.sub(lambda sign: _SIGNS.get(sign.group().strip().lower(), "."), name)


def _host(match: re.Match[str]) -> str:
    """Return the host that is meant, with the end that is said."""
    host = _HOSTS[re.sub("[ .-]", "", match["host"].lower())]
    ends = [_END_OF[end.lower().replace(" ", "")] for end in (match["end"], match["last"]) if end]
    return ".".join((host, *(ends or ["com"])))
