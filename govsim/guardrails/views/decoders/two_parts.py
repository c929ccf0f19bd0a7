"""Joins a value that two sentences tell: `The first half is ana.ray7@co. The second is rp.org.`

No word need say what it is: the detectors judge what the halves are together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten
from govsim.guardrails.views.value_shapes import is_internet_address
from govsim.guardrails.views.values import Decoding

_ORDINALS: Final = (
    "first 1st erste première premiere primera prima primeira eerste pierwsza första første ilk"
    " első první первая"
).split()
_HALVES: Final = (
    "half part piece bit chunk portion section segment block hälfte teil stück moitié partie mitad"
    " parte metà meta metade helft deel stuk połowa polowa część czesc hälften halvan delen halvdel"
    " halvdelen del yarısı bölüm fele polovina část половина часть"
).split()
_HEADS: Final = (
    "prefix präfix préfixe prefijo prefisso prefixo beginning start anfang début comienzo inizio"
).split()
_OTHERS: Final = (
    "second 2nd other last next remaining zweite andere letzte deuxième deuxieme seconde segunda"
    " seconda tweede druga andra anden annen ikinci második druhá вторая"
).split()
_RESTS: Final = (
    "rest remainder suffix ending reste resto reszta resten остаток end ende fin fine fim"
).split()
_ARTICLE: Final = r"(?:(?:the|der|die|das|le|la|el|il|o|a|de|het)[ ])?"
_FIRST: Final = (
    rf"(?:(?:{'|'.join(_ORDINALS)})[ ](?:{'|'.join(_HALVES)})|{'|'.join(_HEADS)})(?![^\W_])"
)
_SECOND: Final = (
    rf"(?:(?:{'|'.join(_OTHERS)})[ ](?:{'|'.join(_HALVES)})|{_ARTICLE}(?:{'|'.join(_RESTS)}))"
    r"(?![^\W_])"
)
_VERB: Final = (
    "is|was|reads|goes|ist|lautet|heißt|est|es|è|é|to|är|er|luidt|jest|will|be|as|well|comes?"
    "|follows?|now|then|here"
)
_IS: Final = rf"(?:[ ](?:{_VERB})(?!\w)){{0,3}}[ ]?[:=]?[ ]?[\"'`]?"
_SIGN: Final = r"[\w@+:/=.\-]"
_MORE: Final = rf"(?: (?={_SIGN}{{0,39}}[\d@]|(?-i:[A-Z]{{4}})\b){_SIGN}{{1,40}}){{0,5}}"
_PART: Final = rf"{_SIGN}{{1,80}}{_MORE}"
_OF: Final = r"(?:[ ](?:of|von|de|del|di|da|van|z)[ ](?P<what>[^\n:.=\d]{1,40}?))?"
_TOLD: Final = re.compile(
    rf"{_FIRST}{_OF}{_IS}(?P<head>{_PART})[\"'`]?(?:[.,;]?[ ]?\n|[.,;]?[ ])"
    rf"(?:[^\n\d.:@]{{0,40}}?[ ])??{_SECOND}{_IS}"
    rf"(?P<tail>{_PART})(?=[\"'`]?(?:[.,;!)]?(?:\s|$)|[<\"'`]))",
    re.IGNORECASE,
)
# The same with each half in front of the words for it.
_HEAD: Final = re.compile(
    rf"(?<![\w@.:-])(?P<head>{_PART})[\"'`]?[ ](?:is|ist|est|es|è|é|to)[ ]{_ARTICLE}$",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(
    rf"{_FIRST}[,;.]?[ ](?:(?:and|und|et|y|e|en|i)[ ])?[\"'`]?(?P<tail>{_PART})[\"'`]?"
    r"[ ](?:comes|goes|follows|is|ist|kommt|folgt|est|suit|viene|es|segue|è|é|vem|komt|volgt)"
    r"(?![^\W_])",
    re.IGNORECASE,
)
# The country of a telephone told apart from its number, or run together with it by another reader.
_COUNTRY: Final = re.compile(
    r"(?:country|international|dialling|dialing|calling)[ ]code"
    r"|l(?:ä|ae)nder(?:vorwahl|code|kennzahl)|landesvorwahl|indicatif(?:[ ](?:du[ ])?pays)?"
    r"|c[óo]digo[ ](?:de|do)[ ]pa[íi]s"
    r"|prefisso[ ]internazionale|kod[ ]kraju|landcode|landnummer|landskod|landekode",
    re.IGNORECASE,
)
_ABROAD: Final = re.compile(
    r"[ ]?(?:is|ist|est|es|è|é|to)?[ :=]{1,3}(?:\+|00)?(?P<country>\d{1,3})[ ]?[,;.]?[ ]"
    r"(?:(?:and|then|followed|by|the|number|rest|is|my|und|dann|die|nummer|puis|et|le|luego|y|el"
    r"|poi|e|il|potem|dan|en|sen|og|s[åa])[ :,]{1,2}){0,4}(?P<rest>\(?\d[\d ()./-]{4,16}\d)(?!\w)"
    r"|[ ]?(?:is|ist|est|es|è|é|to)?[ :=]{1,3}(?P<whole>[1-9]\d{8,14})(?!\w)",
    re.IGNORECASE,
)
_CODES: Final = (
    b"country code", b"international code", b"lling code", b"ling code", b"nder", b"landesvorwahl",
    b"indicatif", b"digo d", b"internazionale", b"kod kraju", b"landcode", b"landnummer",
    b"landskod", b"landekode",
)  # fmt: skip
_CODE_WORDS: Final = frozenset(
    b"code landesvorwahl indicatif internazionale kraju landcode landnummer landskod landekode pais"
    b" l\xffndervorwahl l\xffndercode pa\xffs".split()
)
_REACH: Final = 120  # characters of the half in front
_PLACES: Final = 200  # where a first half may be told, in one text
_TWO: Final = 2  # words
_SHORTEST: Final = 6  # characters
_CODE: Final = re.compile(r"[\d@:_]|\w\.\w|^\.\w|\w\.$|^[A-Z]{2,5}$")
_SOLID: Final = re.compile(r"[\d +]+")


def _raw(words: list[str]) -> frozenset[bytes]:
    return frozenset(re.sub(r"[^\x00-\x7f]", "\xff", word).encode("latin-1") for word in words)


_FIRSTS: Final = _raw(_ORDINALS)
_PARTS: Final = _raw(_HALVES)
_ALONE: Final = _raw(_HEADS)
TELLING: Final = _ALONE | _FIRSTS | _CODE_WORDS


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with values in two parts, in one."""
    words = clues.words
    heads = words & _ALONE
    parts, firsts = words & _PARTS, words & _FIRSTS
    if any(b"%b %b" % (first, part) in clues.lower for first in firsts for part in parts):
        heads |= firsts
    pieces: list[Piece] = []
    for place in clues.places(heads)[:_PLACES] if heads else ():
        told = _TOLD.match(text, place)
        if told is not None and _are_parts(told["head"], told["tail"]):
            named = f"{told['what']}: " if told["what"] else ""
            pieces.append((*told.span(), named + _joined(told["head"], told["tail"])))
        elif (tail := _TAIL.match(text, place)) is not None:
            low = max(0, place - _REACH)
            head = _HEAD.search(text[low:place])
            if head is not None and _are_parts(head["head"], tail["tail"]):
                joined = _joined(head["head"], tail["tail"])
                pieces.append((low + head.start(), tail.end(), joined))
    if b"0" in clues.outline and not words.isdisjoint(_CODE_WORDS):
        pieces += _abroad(text, clues)
    for near in gathered(pieces):
        yield rewritten(text, near, "two-parts")


def _abroad(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the telephones whose country is told in front of the number."""
    for place in clues.places(_CODES)[:_PLACES]:
        code = _COUNTRY.search(text, max(0, place - 8), place + 32)
        told = _ABROAD.match(text, code.end()) if code is not None else None
        if code is not None and told is not None:
            number = told["whole"] or f"{told['country']} {told['rest'].lstrip('0')}"
            yield code.start(), told.end(), f"phone: +{number}"


def _are_parts(head: str, tail: str) -> bool:
    """Whether no word of two parts is one of a language, but for half of a name in an address."""
    words = (*head.split(), *tail.split())
    return len(head + tail) >= _SHORTEST and (
        all(map(_CODE.search, words)) or ("@" in head + tail and len(words) == _TWO)
    )


def _joined(head: str, tail: str) -> str:
    """Return what two parts are together: numbers without their spaces, an address with its dot."""
    dotted = f"{head.rstrip('.')}.{tail.strip('.')}"
    if is_internet_address(dotted.split(".")):
        return dotted
    head, tail = head.rstrip("."), tail.rstrip(".")
    return (head + tail).replace(" ", "") if _SOLID.fullmatch(head + tail) else head + tail
