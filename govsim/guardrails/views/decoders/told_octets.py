"""Reads addresses of machines whose four numbers are told with more than dots between them.

`203 then a dot then 0 then …`, `"10" "176" "16" "123", dots between`, `octets I=46 II=9 …`, `first
two octets 62 and 140, the next two 54 and 248`, `ten.77.38.81`, `10.44.2.x, and x is 9`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.decoders.said_octets import OCTETS
from govsim.guardrails.views.decoders.spoken_names import LANGUAGES
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten
from govsim.guardrails.views.value_shapes import is_internet_address
from govsim.guardrails.views.values import Decoding

_NUMBER: Final = re.compile(
    r"(?<![\w.,:])(?<!\d-)(?<!\d[ ]-)\d{1,3}(?:\.\d{1,3}){0,2}(?![\w-]|[.,:]\d)|(?<=[a-z]["
    r" ])\.\d{1,3}(?:\.\d{1,3}){0,2}(?![\w-]|[.,:]\d)"
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_DOTS: Final[Words] = frozenset(
    b"dot dots point points punkt punkte punto puntos ponto pontos punti kropka kropki period"
    b" periods punt punten piste".split()
)
_IP: Final[Words] = frozenset(
    b"ip ips ipv4 lip dip adres adresse address addr dhcp gateway".split()
)
_LABEL: Final = re.compile(r"(?<![^\W_])(?:ips?|ipv4|ip[ ]?-?addr\w*)(?![^\W_])", re.IGNORECASE)
_OCTET: Final = re.compile(r"(?<![^\W_])o[ck]t?tet(?!\w*[ -](?:stream|string))", re.IGNORECASE)
_IPS: Final[Words] = frozenset(b"ip ips ipv4 lip dip".split())
_NETS: Final[Words] = frozenset(
    b"network net netz subnet sie\xff r\xffseau red rete netwerk prefix".split()
)
_NET: Final = re.compile(
    r"(?<!\w)(?:net(?:work)?|netz|subnet|sieć|réseau|red|rete|netwerk|prefix)(?:[ ]part)?(?:["
    r" ]is|[ ]ist|[ ]est|:)?[ ](?P<net>\d{1,3}\.\d{1,3}\.\d{1,3})"
    r"(?:\.0/24|\.x)?[ ]?[,;]?[ ](?:and[ ]|und[ ]|et[ ]|y[ ]|i[ ])?(?:the[ ]|der[ ]|l')?host(?:["
    r" ]part)?(?:[ ]is|[ ]ist|[ ]est|:)?[ ](?P<host>\d{1,3})(?![\w]|[.,]\d)",
    re.IGNORECASE,
)
# What stands between the numbers of one address.
_BETWEEN: Final = frozenset(
    "then davor przed before avant antes prima and a an the begins begin starts start ends end"
    " its remaining others goes three four otros dos fin début"
    " koniec początek hinten kommt fängt mit an trzy pierwsze pierwszy to trois tres tre drei"
    " ersten erste premiers"
    " primeros space spacja leer octet1 letters half part w x y z st nd rd th b c d next last"
    " second third fourth other two one number octet octets part parts"
    " is are comes followed by after that it another more again i ii iii iv und dann der die das"
    " zweite dritte vierte nächste nächsten letzte letzten zwei oktett oktette et puis le la les"
    " deux suivants derniers octeto octetos y luego los dos siguientes últimos el e poi gli ultimi"
    " due prossimi ottetti oktet oktety kolejne kolejny dwa następne drugi trzeci czwarty ostatnie"
    " ostatni potem dalej jest oraz oktetten volgende laatste twee en de daarna".split()
) | frozenset(map(bytes.decode, _DOTS))
_QUOTES: Final = "\"'`“”„«»‘’"
_QUOTED: Final = re.compile(
    rf"[{_QUOTES}](\d{{1,3}})[{_QUOTES}](?:(?:[ ,.;]{{1,3}}|,?[ ]and["
    rf" ])[{_QUOTES}](\d{{1,3}})[{_QUOTES}])"
    rf"(?:(?:[ ,.;]{{1,3}}|,?[ ]and[ ])[{_QUOTES}](\d{{1,3}})[{_QUOTES}])(?:(?:[ ,.;]{{1,3}}|,?["
    rf" ]and[ ])[{_QUOTES}](\d{{1,3}})"
    rf"[{_QUOTES}])(?![ ,.;]{{1,3}}[{_QUOTES}]\d)"
)
_DOTTED_QUOTES: Final = re.compile(rb"0[\"'`\xfe]\.[\"'`\xfe]0")
_TWO_QUOTED: Final = re.compile(rb"0[\"'`\xfe][ ,.;]{1,3}[\"'`\xfe]0")
# The numbers to ninety-nine in several languages, where one name does not say two of them.
_NUMBERED: Final = {
    name: str(number)
    for language in reversed(LANGUAGES)
    for name, number in language.names.items()
    if len(name) > 1 and " " not in name
} | {"oh": "0", "null": "0", "hundred": "100", "hundert": "100", "cent": "100", "cento": "100"}
_PARTLY: Final = re.compile(
    r"(?<![\w.@-])(?:[^\W\d_][\w-]{1,13}|\d{1,3})(?:\.(?:[^\W\d_][\w-]{1,13}"
    r"|\d{1,3})){3}(?![\w@-]|\.\w)"
)
_PART: Final = re.compile(
    rb"0\.[aA\xff-]{2,14}\.[0aA]|\.[aA\xff-]{2,14}\.0(?<=[0aA]\.)"
    rb"|\.0{1,3}\.[0aA\xff-]{1,14}\.[0aA\xff]"
    rb"|0{1,3}\.0{1,3}\.0{1,3}\.[aA\xff]{2}"
)
_MIXED: Final = (b"0.a", b"0.A", b"a.0", b"A.0", b"0.\xff", b"\xff.0")
_WIDEST: Final = 44  # characters between two numbers
_BEFORE: Final = 80  # characters in which a word tells of an address
_BEHIND: Final = 60
_MOST: Final = 3000
_LABELS: Final = 32  # words for an address that are looked at
# That what follows is the end of an address.
_ENDING: Final = re.compile(
    r"(?<!\w)(?:last|letzte\w?|dernier|últim\w|ultimo|ostatni\w?|laatste)(?!\w)", re.I
)
_LEAST: Final = 9  # of the greatest number
_VERSIONED: Final = 28  # characters in front in which a word tells of a version or a chapter
_VERSION: Final = re.compile(
    r"(?<![^\W_])(?:versions?|ver|release|build|firmware|chapters?|section|kapitel|abschnitt"
    r"|rozdział|chapitre|cap[ií]tulo|wersja|wersji|§)(?![^\W_])",
    re.IGNORECASE,
)
TELLING: Final[Words] = _DOTS | OCTETS | _IP
_MASKED: Final = re.compile(
    r"(?<![\w.])(?P<shown>\d{1,3}(?:\.\d{1,3}){0,2})(?P<mask>(?:\.(?:[xX*?#_█•]{1,3}"
    r"|\[[^\[\]\d]{1,12}\])){1,3})(?![\w.])"
    r"[^\d\n]{2,60}?(?P<rest>\d{1,3}(?:(?:[.,]|,?[ ](?:and|und|y|et|e|i|en)[ ]|,?["
    r" ])\d{1,3}){0,2})(?![\w]|[.,]\d)"
)
_MASK: Final = re.compile(rb"[0-9]\.(?:[x*?#_\xfe](?![a-z0-9]*[g-wyz])|\[[a-z\xfe]{1,12}\])")
_HIDING: Final = re.compile(
    r"(?<![^\W_])(?:x|est|ist|es|to|war|was|były|to|x's|xx|is|are|being|stars?|missing|hidden"
    r"|last|rest|octets?|masked|sterne?|letzte\w?|fehl\w+|étoiles?"
    r"|dernier\w?|últim\w+|gwiazdk\w|ostatni\w?|=)(?![^\W_])",
    re.IGNORECASE,
)


def decode(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield the lines with such addresses as they are usually written.

    Args:
        text: Any text.
        clues: The same at a glance.
        words: Those of it which are in `TELLING`.
    """
    pieces: list[Piece] = []
    if _may_be_told(clues, words):
        pieces += _told(text, words)
    if not words.isdisjoint(_IP) and _TWO_QUOTED.search(clues.outline) is not None:
        for match in _QUOTED.finditer(text):
            pieces += _of_octets(text, match.span(), list(match.groups()))
    if _DOTTED_QUOTES.search(clues.outline) is not None:
        for match in _QUOTED.finditer(text):
            if match.group().count(".") > 2:
                pieces += _of_octets(text, match.span(), list(match.groups()), sure=True)
    if not words.isdisjoint(_IPS):
        pieces += _labelled(text, clues, words)
    if not words.isdisjoint(_NETS) and b"host" in clues.words:
        for match in islice(_NET.finditer(text), _MOST):
            octets = [*match["net"].split("."), match["host"]]
            pieces += _of_octets(text, match.span(), octets, sure=True)
    if _MASK.search(clues.lower) is not None:
        pieces += _unmasked(text)
    for near in gathered(pieces):
        yield rewritten(text, near, "told-octets")


def partly(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with addresses of which words tell some numbers, and digits the others."""
    outline = clues.outline
    if not any(map(outline.__contains__, _MIXED)) or _PART.search(outline) is None:
        return
    pieces: list[Piece] = []
    for match in islice(_PARTLY.finditer(text), _MOST):
        parts = [_number(part) for part in match.group().lower().split(".")]
        written = match.group().split(".")
        mixed = any(map(str.isdigit, written)) and not all(map(str.isdigit, written))
        if mixed and is_internet_address(parts):
            pieces.append((*match.span(), f"ip {'.'.join(parts)}"))
    for near in gathered(pieces):
        yield rewritten(text, near, "told-octets")


def _unmasked(text: str) -> Iterator[Piece]:
    """Yield the addresses of which some numbers are masked, and told behind."""
    for match in islice(_MASKED.finditer(text), _MOST):
        shown, rest = match["shown"].split("."), re.findall(r"\d+", match["rest"])
        told = _HIDING.search(text, match.end("mask"), match.start("rest")) is not None
        if told and match["mask"].count(".") == len(rest):
            yield from _of_octets(text, match.span(), shown + rest, sure=True)


def _number(part: str) -> str:
    """Return the digits of a number, or nothing if a word is none."""
    if part.isdigit():
        return part
    return _NUMBERED.get(part, "")


def _may_be_told(clues: Clues, words: Words) -> bool:
    """Whether words for dots stand between numbers, or octets are named."""
    if not words.isdisjoint(OCTETS):
        return True
    return any(clues.lower.count(b" " + word) > 2 for word in words & _DOTS)


def _told(text: str, words: Words) -> Iterator[Piece]:
    """Yield the addresses of which words for dots, or for octets, join the numbers."""
    row: list[re.Match[str]] = []
    for token in islice(_NUMBER.finditer(text), _MOST):
        if row and not _goes_on(text[row[-1].end() : token.start()]):
            yield from _of_row(text, row, words)
            row = []
        row.append(token)
    yield from _of_row(text, row, words)


def _labelled(text: str, clues: Clues, words: Words) -> Iterator[Piece]:
    """Yield the addresses near the word for one of which something counts the numbers."""
    done = 0
    for at in clues.places((b"ip",))[:_LABELS]:
        begin, end = max(done, at - _BEFORE), min(len(text), at + 2 * _BEHIND)
        if clues.outline.count(b"0", begin, end) < 4 or _LABEL.match(text, at) is None:
            continue
        done = end
        row = list(_NUMBER.finditer(text, begin, end))
        for nth in range(len(row) - 1):
            found = _run(text, row[nth:])
            if found and (len(_octets(found)) == 4):
                yield from _of_octets(
                    text, (found[0].start(), found[-1].end()), _octets(found), sure=True
                )
                break
        counts = [token.group() for token in row]
        if counts[:8:2] == ["1", "2", "3", "4"] and len(counts) == 8:
            span = row[1].start(), row[7].end()
            yield from _of_octets(text, span, counts[1::2])


def _run(text: str, row: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the first numbers of a row that words or letters of a list join."""
    found = row[:1]
    for token in row[1:]:
        gap = text[found[-1].end() : token.start()]
        if not _goes_on(gap) or not _WORD.findall(gap):
            break
        found.append(token)
    return found if len(found) > 1 else []


def _goes_on(gap: str) -> bool:
    if len(gap) > _WIDEST or "\n\n" in gap:
        return False
    return _BETWEEN.issuperset(_WORD.findall(gap.lower()))


def _of_row(text: str, row: list[re.Match[str]], words: Words) -> Iterator[Piece]:
    """Yield the address that four numbers are, counts in front of them left out."""
    if len(row) == 8 and [token.group() for token in row[::2]] == ["1", "2", "3", "4"]:
        row = row[1::2]
    begin = row[0].start() if row else 0
    turned = len(row) == 2 and row[1].group().count(".") > row[0].group().count(".")
    if turned and _ENDING.search(text, max(0, begin - _VERSIONED), begin) is not None:
        yield from _of_octets(text, (begin, row[1].end()), _octets(row[::-1]), sure=True)
        return
    octets = _octets(row)
    if len(octets) != 4 or len(row) < 2:
        return
    span = row[0].start(), row[-1].end()
    gaps = [text[one.end() : two.start()] for one, two in pairwise(row)]
    if all(gap.strip() == "." for gap in gaps):
        return  # found as it stands
    told = not words.isdisjoint(OCTETS) and _OCTET.search(text, *_line(text, span)) is not None
    if told or all(map(_has_dot, gaps)):
        yield from _of_octets(text, span, octets, sure=True)


def _line(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return the part of a line around a stretch in which a word may tell what it is."""
    begin, end = max(0, span[0] - _BEFORE), min(len(text), span[1] + _BEHIND)
    stop = text.find("\n", span[1], end)
    return max(begin, text.rfind("\n", begin, span[0]) + 1), end if stop < 0 else stop


def _octets(row: list[re.Match[str]]) -> list[str]:
    """Return the numbers of a row, one by one."""
    return [octet for token in row for octet in token.group().strip(".").split(".")]


def _has_dot(gap: str) -> bool:
    return any(word.encode("ascii", "replace") in _DOTS for word in _WORD.findall(gap.lower()))


def _of_octets(
    text: str, span: tuple[int, int], octets: list[str], *, sure: bool = False
) -> Iterator[Piece]:
    """Yield an address, if its numbers are those of one and something tells of it."""
    if not is_internet_address(octets) or max(map(int, octets)) < _LEAST:
        return
    if text[slice(*span)] == ".".join(octets):
        return  # it is written as usual
    if _VERSION.search(text, max(0, span[0] - _VERSIONED), span[0]) is not None:
        return
    if sure or _LABEL.search(text, *_line(text, span)) is not None:
        yield *span, f"ip {'.'.join(octets)}"
