"""Reads e-mail addresses as scans misread them, in answers to questions, turned round, mistyped.

`p.novak(Q)gmx. net`, `greta®proton, me`, `at the end of a line h.weber, in the next answer
freenet.de`, `ed.enilno-t@ledies_g`, `marek@@beck-bau..de`, `ines.beck@proton me`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders.paired_addresses import ENDS
from govsim.guardrails.views.decoders.words_near import matches_near, raws, stands_near
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten
from govsim.guardrails.views.values import Decoding

_END: Final = "|".join(sorted(ENDS, key=len, reverse=True))
_NAME: Final = r"(?<![\w.@+-])(?P<name>[A-Za-z0-9][\w.+-]{1,40}+)"
_PROVIDED: Final = (
    "gmail googlemail outlook hotmail yahoo icloud aol gmx web proton protonmail posteo mailbox"
    " orange wanadoo laposte sfr free libero virgilio tiscali alice onet interia seznam yandex"
    " ziggo kpnmail xs4all planet telia bluewin sapo btinternet freenet t-online comcast"
)
_PROVIDER: Final = "|".join(re.escape(name) for name in _PROVIDED.split())
_PROVIDERS: Final = frozenset(_PROVIDED.split())
_LABELS: Final = frozenset(_PROVIDED.replace("t-online", "online").encode().split())
# What a scan or a typist makes of the sign, and of the dot behind it.
_MISREAD: Final = re.compile(
    rf"(?<![\w.@+-])(?P<name>[A-Za-z0-9][\w.+-]{{1,40}}?)(?:[ ]?[©®€¢§][ ]?|[ ]?\([QÄä]\)?[ ]?)"
    rf"(?P<host>[a-z0-9-]{{2,40}}(?:\.[a-z0-9-]{{2,30}}){{0,2}})"
    rf"(?:[.,][ ]?|[ ]?\((?:punkt|dot|punto|point)\)[ ]?)(?P<end>{_END})(?![\w@-])"
)
_ENCLOSED: Final = (b"(q", b"(\xff)")
_SIGN: Final = re.compile(rb"[a-z0-9_] ?\xfe ?[a-z0-9]")
_MARK: Final = re.compile(r"\w[._+-]\w|[A-Za-z]\d")
# Not `sign-in at`.
_OF_PERSON: Final = re.compile(r"\w[._+]\w|[A-Za-z]\d")
_TWO: Final = re.compile(r"[a-z]{3,30}-[a-z]{3,30}")
_WORDY: Final = frozenset("me it is at se co be no in us pro live mail email es de".split())
_TOLD: Final = raws(
    "mail email e-mail mails courriel correo correio adresse address adres adresu adresa indirizzo"
    " dirección endereço mailadresse mailadres epost poczta posta angebot offerte"
)
_TWICE: Final = re.compile(
    rf"{_NAME}@{{2,3}}(?P<host>[a-z0-9-]{{2,40}}(?:\.[a-z0-9-]{{2,30}}){{0,2}})\.{{1,3}}"
    rf"(?P<end>{_END})(?![\w@-])"
)
_BLANK: Final = re.compile(
    rf"{_NAME}@[ ]?(?P<host>{_PROVIDER})[ ](?P<end>com|net|de|fr|it|me|nl|pl)(?!\w)"
)
_AT_WORD: Final = re.compile(
    rf"{_NAME}[ ](?:at|chez|bei|presso|bij)[ ](?P<host>{_PROVIDER})\."
    r"(?P<end>[a-z]{2,3}(?:\.[a-z]{2})?)(?![\w@-]|\.\w)"
)
_CALLED: Final = re.compile(
    r"[\"'](?P<name>[A-Za-z0-9][\w.+-]{1,40})[\"'][ ]?[;,&+.|]{1,2}[ ]?(?i:CHA?R)\(64\)[ ]?"
    rf"[;,&+.|]{{1,2}}[ ]?[\"'](?P<host>[a-z0-9-]{{2,40}}(?:\.[a-z0-9-]{{2,30}}){{0,2}})\."
    rf"(?P<end>{_END})[\"']"
)
_TURNED_HOST: Final = re.compile(
    rf"(?:{'|'.join(sorted(end[::-1] for end in ENDS if len(end) < 4))})\.[a-z0-9-]{{2,30}}"
    r"(?:\.[a-z0-9-]{2,30})?"
)
_TURNED_NAME: Final = re.compile(r"[\w.+-]{2,40}+(?![\w@])")
_USUAL: Final = re.compile(rf"\.(?:{_END})\.?$")
# The last word of an answer, and an answer that is no more than a host.
_LAST: Final = re.compile(r"(?<![\w.@+-])(?P<name>[A-Za-z][\w.+-]{1,40}?)\.?[ ]*$")
_ANSWER: Final = re.compile(
    rf"(?:[^\n:]{{0,24}}[:>\]–-][ ]|[–-][ ])(?:[^\W\d_]{{1,6}},[ ])?(?:(?:at|bei|chez|@)[ ]?)?"
    rf"(?P<host>[a-z0-9-]{{1,40}}(?:\.[a-z0-9-]{{2,30}}){{0,2}}\.(?:{_END}))\.?[ ]*(?=\n|$)"
)
_ASKING: Final = _TOLD | raws("mailowego mailem buzón usuario")
_LINE_ENDS: Final = tuple(
    f".{end}{dot}\n".encode()
    for end in "com de net org fr es it pl nl at ch be uk pt br se dk no fi cz eu me co io".split()
    for dot in ("", ".")
)
_BACK: Final = 3  # lines in front of an answer
_LONGEST: Final = 120  # characters of a line in a talk
_REACH: Final = 70
_MOST: Final = 100


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with such addresses as they are usually written."""
    pieces: list[Piece] = []
    signed = clues.has(b"\xfe") and _SIGN.search(clues.lower) is not None
    if signed or (clues.has(b"(") and any(map(clues.lower.__contains__, _ENCLOSED))):
        for match in islice(_MISREAD.finditer(text), _MOST):
            told = stands_near(clues, match.span(), _TOLD) and _is_end(match)
            if told and _MARK.search(match["name"]):
                pieces += _whole(match)
    if clues.has(b"@"):
        pieces += _signed(text, clues)
    known = clues.words & _LABELS
    if known:
        for match in matches_near(_AT_WORD, text, clues, known, _REACH):
            told = stands_near(clues, match.span(), _TOLD) and "-" in match["name"]
            if _OF_PERSON.search(match["name"]) or (told and _TWO.fullmatch(match["name"])):
                pieces += _whole(match)
    if b"r(64)" in clues.lower:
        for match in islice(_CALLED.finditer(text), _MOST):
            pieces += _whole(match)
    if b"\n" in clues.raw and not clues.words.isdisjoint(_ASKING):
        pieces += _answered(text, clues)
    for near in gathered(pieces):
        yield rewritten(text, near, "address")


def _whole(match: re.Match[str]) -> Iterator[Piece]:
    yield *match.span(), f"{match['name']}@{match['host']}.{match['end']}"


def _is_end(match: re.Match[str]) -> bool:
    """Whether what stands behind the last dot, or a comma for it, is no word of a sentence."""
    apart = match.string[match.end("host") : match.start("end")] == ", "
    return not apart or match["end"] not in _WORDY or match["host"] in _PROVIDERS


def _signed(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the addresses with their sign: twice, with a blank for the dot, turned round."""
    if b"@@" in clues.raw:
        for match in islice(_TWICE.finditer(text), _MOST):
            yield from _whole(match)
    for match in matches_near(_BLANK, text, clues, clues.words & _LABELS, _REACH):
        yield from _whole(match)
    for at in clues.places((b"@",))[:_MOST]:
        name = _TURNED_NAME.match(text, at + 1)
        if name is None or _USUAL.search(name.group()):
            continue
        token = text[max(0, at - _REACH) : at].rsplit(None, 1)[-1:]
        host = token[0].rpartition(">")[2].lstrip("<([{\"'") if token else ""
        label = host[::-1].partition(".")[0]
        if _TURNED_HOST.fullmatch(host) and label in _PROVIDERS:
            start, end = at - len(host), name.end()
            yield start, end, text[start:end][::-1]


def _answered(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the names that end an answer, with the host that the next answer is."""
    for end in (*clues.places(_LINE_ENDS)[:_MOST], len(text)):
        start, stop = _line(text, max(0, end - 1))
        answer = _ANSWER.fullmatch(text, start, stop) if stop - start < _LONGEST else None
        if answer is None:
            continue
        asked = False
        for _ in range(_BACK):
            stop = start - 1
            start, _ = _line(text, max(0, stop - 1)) if stop > 0 else (0, 0)
            if stop <= 0 or stop - start > _LONGEST:
                break
            low = max(start, stop - _REACH)
            last = _LAST.search(text, low, stop)
            if last is not None and _MARK.search(last["name"]):
                span = last.start(), answer.end("host")
                told = _OF_PERSON.search(last["name"]) and stands_near(
                    clues, span, _ASKING, 120, 40
                )
                if asked or told:
                    yield *span, f"email: {last['name']}@{answer['host']}"
                break
            asked = asked or _asks(text[start:stop])


def _line(text: str, at: int) -> tuple[int, int]:
    """Return where the line of a place begins and ends, if it is not too long."""
    start = text.rfind("\n", max(0, at - _LONGEST), at) + 1 or max(0, at - _LONGEST)
    end = text.find("\n", at, at + _LONGEST)
    return start, min(len(text), at + _LONGEST) if end < 0 else end


def _asks(line: str) -> bool:
    """Whether a line asks for what stands behind the sign."""
    return "?" in line and not _AT_WORDS.isdisjoint(re.findall(r"\w+", line.lower()))


_AT_WORDS: Final = frozenset("at arobase arroba małpie zeichen proveedor provider domain".split())
