"""Reads e-mail addresses whose words follow each other, and values with words to be left out.

`cora then a dot then lim then the at symbol then example then dot com`; `x.NOSPAM.y at
corp.NOSPAM.io - drop the NOSPAM bits`, `d8 4d zz 8a 16 zz 6d bc minus the zz's`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.decoders.paired_addresses import ENDS
from govsim.guardrails.views.rewriting import Piece, begun, gathered, rewritten
from govsim.guardrails.views.value_shapes import ADDRESS
from govsim.guardrails.views.values import Decoding

_DROP: Final = re.compile(
    r"(?<!\w)(?:drop|remove|removing|delete|deleting|take[ ]out|strip|stripping|without|minus"
    r"|lose|cut|omit|skip|ignore|less|entferne\w?|ohne|lösche\w?|weglassen"
    r"|enl[eè]ve[rz]?|retire[rz]?|supprime[rz]?|sans|quita\w{0,3}|borra\w{0,3}|sin|usuń|usunąć"
    r"|bez|togli\w{0,4}|rimuovi\w{0,3}|senza|verwijder|zonder|tira\w?|sem)[ ]"
    r"(?:(?:the|both|two|three|all|every|each|any|les|le|la|das|die|den|de|el|los|il|gli|i|beide"
    r"|dwa|wszystkie|mots?|words?|wort|wörter|palabras?|parola|słow\w{1,2}|bits?|of)[ ]){0,4}"
    r"[\"'`*_«„]?(?P<noise>[A-Za-z][A-Za-z0-9_-]{1,15})",
    re.IGNORECASE,
)
_DROPPING: Final[Words] = frozenset(
    b"drop remove removing delete deleting take strip stripping without minus lose cut omit skip"
    b" ignore less"
    b" entferne entfernen ohne l\xffsche weglassen enleve enlever enl\xffve retirer retirez"
    b" retire supprimer supprimez"
    b" supprime sans quita quitar quitando borra borrar sin usu\xff usun\xff\xff bez togli"
    b" togliere rimuovi senza verwijder zonder tira sem".split()
)
_STOPS: Final = frozenset(".-")
# Of a number, or of an address of hardware, on both sides of a blank.
_DIGIT_BEFORE: Final = re.compile(r"[0-9A-Fa-f][ ]")
_DIGIT_BEHIND: Final = re.compile(r"[ ][0-9A-Fa-f]{2}")
_BLANKS: Final = frozenset(("", " ", "\n"))
_GLUED: Final = re.compile(r"[\w.@+-]")
_WORD: Final = re.compile(r"[\w+-]+(?:\.[\w-]+)*|[.!?;:\n]")
_DOTS: Final = frozenset("dot period point punkt punto ponto kropka".split())
_SIGNS: Final = {"underscore": "_", "dash": "-", "hyphen": "-", "plus": "+", "minus": "-"}
_FILLING: Final = frozenset(
    "then a an the and comes followed by next goes after that sign symbol potem a dann und ein"
    " eine puis un une"
    " et luego y una poi e daarna en depois".split()
)
_THENS: Final[Words] = frozenset(
    b"then followed comes next potem dann puis luego poi daarna depois".split()
)
_THEN: Final = frozenset(map(bytes.decode, _THENS))
_AT_WORDS: Final = frozenset(
    "at małpa małpka arobase arroba chiocciola klammeraffe apenstaartje".split()
)
_ATS: Final = (b" at ", b" arobase ", b" arroba ", b" chiocciola ", b" klammeraffe ", b" ma\xffpa ")
_SPAN: Final = 260
_MOST: Final = 100
_WIDE: Final = 60  # characters
TELLING: Final[Words] = _DROPPING | _THENS


def decode(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield the lines with such values as they are usually written.

    Args:
        text: Any text.
        clues: The same at a glance.
        words: Those of it which are in `TELLING`.
    """
    if not words.isdisjoint(_THENS):
        for near in gathered(list(_one_by_one(text, clues, words & _THENS))):
            yield rewritten(text, near, "mail-told")
    if not words.isdisjoint(_DROPPING):
        yield from _without(text, clues, words & _DROPPING)


def _without(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield what is left of the values around what is said to be left out."""
    for drop in islice(begun(_DROP, text, clues.places(words)), _MOST):
        noise = drop["noise"]
        raw = noise.lower().encode()
        if not (noise.isupper() or raw in clues.unknown) or clues.lower.count(raw) < 2:
            continue
        begin, end = max(0, drop.start() - _SPAN), min(len(text), drop.end() + _SPAN)
        found = re.compile(rf"[._-]?{re.escape(noise)}(?:[._-](?=\w))?").finditer(text, begin, end)
        pieces = [piece for match in found if (piece := _cut(match, drop)) is not None]
        for near in gathered(pieces):
            yield rewritten(text, near, "mail-told")


def _cut(match: re.Match[str], drop: re.Match[str]) -> Piece | None:
    """Return a noise to be left out, and the sign left between what stands beside it."""
    text, (start, end) = match.string, match.span()
    if drop.start() <= start < drop.end():
        return None
    before = _GLUED.match(text, start - 1) is not None if start else False
    behind = _GLUED.match(text, end) is not None
    spaced = _DIGIT_BEFORE.match(text, max(0, start - 2), start) and _DIGIT_BEHIND.match(text, end)
    if not (before or behind) and spaced:
        return start, end + 1, ""
    if text[end : end + 1] in _STOPS and text[end + 1 : end + 2] in _BLANKS:
        behind = False
    if not (before or behind):
        return None
    written = match.group()
    sign = "." if before and behind and "." in (written[0], written[-1]) else ""
    return start, end, sign


def _one_by_one(text: str, clues: Clues, words: Words) -> Iterator[Piece]:
    """Yield the addresses whose words and signs follow each other with words between them."""
    done = 0
    for at in clues.places(_ATS)[:_MOST]:
        near = clues.lower[max(0, at - _WIDE) : at + _WIDE]
        if at < done or not any(map(near.__contains__, words)):
            continue
        tokens = list(_WORD.finditer(text, max(done, at - 90), at + 120))
        row = [(token, sign) for token in tokens if (sign := _sign(token.group().lower())) != " "]
        nth = next((nth for nth, (token, _) in enumerate(row) if token.start() > at), 0)
        found = _address(row, nth)
        if found is not None:
            start, done, plain = found
            said = text[start:done].lower().split()
            if not _THEN.isdisjoint(word.strip(",") for word in said):
                yield start, done, f"email: {plain}"


def _sign(word: str) -> str:
    """Return the sign that a word names, a blank for one that says nothing, or the word itself."""
    if word in _DOTS:
        return "."
    if word in _AT_WORDS:
        return "@"
    return " " if word in _FILLING else _SIGNS.get(word, "")


def _address(row: list[tuple[re.Match[str], str]], nth: int) -> tuple[int, int, str] | None:
    """Return the address around an at sign in a row of words and signs."""
    if not nth or row[nth][1] != "@":
        return None
    first, last = nth, nth
    while first > 0 and (row[first][1] != "") != (row[first - 1][1] != ""):
        first -= 1
    while last + 1 < len(row) and (row[last][1] != "") != (row[last + 1][1] != ""):
        last += 1
    last -= row[last][1] != ""
    first += row[first][1] != ""
    plain = "".join(sign or token.group() for token, sign in row[first : last + 1])
    if ADDRESS.fullmatch(plain) is None or plain.rpartition(".")[2].lower() not in ENDS:
        return None
    return row[first][0].start(), row[last][0].end(), plain
