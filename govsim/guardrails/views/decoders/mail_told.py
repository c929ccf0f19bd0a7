"""Reads e-mail addresses that people tell around the `@`, with words to take out, or in fields.

`the bit before the at sign is p.novak31, the bit after it is gmail.com`, `ines.roy§web.de (§ = @)`,
`{"local":"m.ferris","domain":"example","tld":"com"}`, `quillandink at gmail, the usual com one`,
`dj_koral📧gmail🔵com`, `part one: vee.archer@ex … part two: ample.com`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.decoders.paired_addresses import ENDS
from govsim.guardrails.views.rewriting import Piece, begun, gathered, rewritten
from govsim.guardrails.views.value_shapes import ADDRESS, checks_card, checks_iban
from govsim.guardrails.views.values import Decoding

_ENDS: Final = "|".join(sorted(ENDS, key=len, reverse=True))
_LOCAL: Final = r"[A-Za-z0-9](?:[\w.+-]{0,40}\w)?"
_HOST: Final = (
    rf"[A-Za-z0-9-]{{1,40}}(?:(?:\.|[ ](?:dot|punkt|point|punto|ponto|kropka)["
    rf" ])[A-Za-z0-9-]{{1,30}}){{0,2}}(?:\.|[ ](?:dot|punkt|point|punto|ponto|kropka)["
    rf" ])(?:{_ENDS})"
)
_SAID_DOT: Final = re.compile(r"[ ](?:dot|punkt|point|punto|ponto|kropka)[ ]", re.IGNORECASE)
_AT: Final = (
    r"(?:the[ ]|dem[ ]|den[ ]|der[ ]|l'|la[ ]|il[ ]|het[ ]|al[ ])?(?:at[ -]?(?:sign|symbol"
    r"|zeichen)|@(?:[ ]?sign)?"
    r"|at(?![a-z])|małp\w{1,2}|ar+obase|ar+oba|chiocciola|klammeraffen?|apenstaartje|snabel-?a"
    r"|zavináč\w{0,2}|it|that|this)"
)
_SAYS: Final = (
    r"(?:[ ,:;=–—-]|is|it's|comes|come|stands|goes|go|you|put|write|there|we|have|steht|kommt"
    r"|ist|est|vient|il[ ]y[ ]a|va|viene|es|è|hay|c'è"
    r"|jest|stoi|idzie|jeszcze|staat|komt|my|the|name|domain|just)"
)
_AROUND: Final = re.compile(
    rf"(?<!\w)(?:before|in[ ]front[ ]of|left[ ]of|ahead[ ]of|vor|przed|avant|antes[ ]d[eo]l?a?"
    rf"|prima[ ]d\w{{1,3}}|voor|devant)[ ]?{_AT}{_SAYS}{{1,8}}"
    rf"[\"'`]?(?P<local>{_LOCAL})[\"'`]?[ ]?[,.;:–—-]?[ ]?(?:(?:and|the|bit|part|thing|one|und"
    rf"|der|teil|et|la|partie|y|e|parte|a|i|część|deel|en)[ ]){{0,4}}"
    rf"(?:after|behind|right[ ]of|following|nach|hinter|dahinter|danach|po|za|après|derrière"
    rf"|después|tras|detrás|dopo|na|daarna|depois|then)[ ]?(?:d[eo]l?a?["
    rf" ])?(?:{_AT})?{_SAYS}{{1,8}}"
    rf"[\"'`]?@?(?P<host>{_HOST})(?![\w@-])",
    re.IGNORECASE,
)
_PROVIDERS: Final = (
    r"gmail|googlemail|yahoo|ymail|hotmail|outlook|icloud|aol|proton(?:mail)?|gmx|web|mail|live"
    r"|msn|yandex|zoho|fastmail|tutanota|tuta"
    r"|libero|orange|free|laposte|wanadoo|interia|onet|o2|wp|seznam|freenet|posteo|t-online"
    r"|comcast|verizon|btinternet|sky|virgin"
)
_IMPLIED: Final = re.compile(
    rf"(?<![\w.@+-])(?P<local>{_LOCAL})[ ](?:at|@|chez|bei|auf|en|su|na|presso)["
    rf" ](?P<host>{_PROVIDERS})(?!\w|\.\w)[ ]?[,;(–—-]?[ ]?"
    r"(?:(?:\.?com|endung|końcówka|ending|the|you|know|with|plus|and|its|it's|a|plain|just|as"
    r"|wie|como|comme|jak|come|und|mit|das|the|le|la|el|il|dot|is|of|course)[ ]){0,4}"
    r"(?:usual|normal|obvious|standard|regular|ordinary|always|rest|ending|übliche\w?|üblich"
    r"|normale\w?|immer|habituel\w{0,2}|d'habitude|siempre|habitual|sempre|solito|solita|zwykle"
    r"|zawsze|altijd|gewone)(?=[ ]?(?:[.,;:!)\n]|$|\.?com|one|thing|dot|ending|suffix|endung"
    r"|\.[a-z]))"
    r"(?:[ .]{1,2}(?:dot[ ])?(?P<end>com|net|org|de|fr|pl|it|es|uk|ch|me|nl|eu)(?!\w))?",
    re.IGNORECASE,
)
_IMPLYING: Final[Words] = frozenset(
    b"usual normal obvious standard regular ordinary always rest ending \xffblich \xffbliche"
    b" normale"
    b" immer habituel habituelle dhabitude habitude siempre habitual sempre solito zwykle zawsze"
    b" altijd".split()
)
_OF_PROVIDER: Final = {
    "gmx": "de", "web": "de", "t-online": "de", "freenet": "de", "posteo": "de", "wp": "pl",
    "o2": "pl", "onet": "pl", "interia": "pl", "libero": "it", "orange": "fr", "free": "fr",
    "laposte": "net", "wanadoo": "fr", "seznam": "cz",
}  # fmt: skip
_FIELD: Final = r"[\"']?[ ]?(?:[:=]|=>)[ ]?[\"']?"
_FIELDS: Final = re.compile(
    rf"(?<![a-z])(?:local(?:[_ -]?part)?|user(?:name)?|mailbox"
    rf"|login){_FIELD}(?P<local>{_LOCAL})[\"']?[^\w@.]{{1,12}}"
    rf"(?:domain|host|provider|sld|server)(?:[_ -]?name)?{_FIELD}(?P<host>[A-Za-z0-9-]{{1,40}}(?"
    rf":\.[A-Za-z0-9-]{{1,30}})?)[\"']?[^\w@.]{{1,12}}"
    rf"(?:tld|suffix|ending|top[_ -]?level){_FIELD}\.?(?P<end>{_ENDS})(?!\w)",
    re.IGNORECASE,
)
_DRAWN: Final = re.compile(
    rf"(?<![\w.@+-])(?P<local>{_LOCAL})[ ]?(?P<at>[^\x00-\u024f\w\s]\ufe0f?)["
    rf" ]?(?P<host>[A-Za-z0-9-]{{2,30}})[ ]?(?P<dot>[^\x00-\u024f\w\s]\ufe0f?)["
    rf" ]?(?P<end>{_ENDS})(?![\w@-])",
    re.IGNORECASE,
)
_TWO_DRAWN: Final = re.compile(
    rb"[0-9a-z] ?\xfe\xfe? ?[0-9a-z-]{2,30} ?\xfe\xfe? ?[a-z]{2,7}(?![0-9a-z])"
)
_MAILS: Final = frozenset("📧✉📩📨📮📬📭🐒🐵🙈🌀🐌💌")
_IS_PROVIDER: Final = re.compile(_PROVIDERS, re.IGNORECASE)
_TABBED: Final = re.compile(
    rf"(?<![\w.@+-])(?P<local>{_LOCAL})(?:[ ]{{0,2}}\t[ ]{{0,2}}@[ \t]{{0,4}}|[ ]{{0,2}}@["
    rf" ]{{0,2}}\t[ ]{{0,2}})(?P<host>(?:[A-Za-z0-9-]{{1,40}}\.){{1,3}}(?:{_ENDS}))(?![\w@-])",
    re.IGNORECASE,
)
_PART: Final = r"(?:part|pt\.?|half|piece|bit|chunk|teil|parte|część|partie|morceau|deel|pezzo)"
_IN_PARTS: Final = re.compile(
    rf"(?<![\w/])(?:{_PART}[ ]?(?:one|1|a|i|eins|uno|una|un|une|jeden|pierwsza|één)|1[ ]?/["
    rf" ]?2)(?:[ ]?[:=,-])?[ ][\"'`]?(?P<one>[\w.+@-]{{1,40}})[\"'`]?\s[^\w]{{0,6}}"
    rf"(?:(?:and|then|und|y|et|e|i)[ ])?(?:{_PART}[ ]?(?:two|2|b|ii|zwei|dos|deux|due|dois|dwa"
    rf"|druga|twee)|2[ ]?/[ ]?2)(?:[ ]?[:=,-])?[ ][\"'`]?(?P<two>[\w.+@-]{{1,60}})",
    re.IGNORECASE,
)
_PARTS: Final[Words] = frozenset(
    b"part pt half piece bit chunk teil parte cz\xff\xff\xff partie morceau deel pezzo".split()
)
_NAMED: Final = re.compile(
    rf"(?<!\w)(?:user(?:name)?|local|login|mailbox|left|name|first|nome|nom|nombre|nazwa)["
    rf" -]?(?:part|bit|half|side)?(?:[ ](?:before|in[ ]front[ ]of|vor)[ ](?:the[ ]|dem[ ])?@)?["
    rf" ]?(?:is|=|:|ist|est|es|è|to|jest)?[ ][\"'`]?(?P<local>{_LOCAL})[\"'`]?[ ]?[,.;]?["
    rf" ](?:(?:and|und|et|y|e|i)[ ])?(?:(?:the|die|le|el|il)[ ])?"
    rf"(?:domain|host|provider|right|domäne|domaine|dominio|domena|domínio)[ -]?(?:part|bit|half"
    rf"|side|name)?[ ]?(?:is|=|:|ist|est|es|è|to|jest)?[ ][\"'`]?@?(?P<host>{_HOST})(?![\w@-])",
    re.IGNORECASE,
)
_NAMING: Final[Words] = frozenset(
    b"domain host provider dom\xffne domaine dominio domena dom\xffnio".split()
)
_ASKED: Final = re.compile(
    r"mail|(?<![^\W_])(?:write|contact|reach|address|adres\w*|correo|courriel)(?![^\W_])",
    re.IGNORECASE,
)
_ENDED: Final = re.compile(
    rf"(?<![\w.@+-])(?P<local>{_LOCAL})@(?P<host>[A-Za-z0-9-]{{2,40}})[ ]?[(,;–-][ ]?(?:then[ ]"
    rf"|and[ ]|please[ ])?(?:add|append|plus|with|put|ajoute[rz]?|añade|dodaj|aggiungi|ergänze"
    rf"|dazu)[ ]"
    rf"(?:a[ ]|the[ ]|das[ ]|le[ ]|un[ ])?[\"'`]?(?:\.|dot[ ])(?P<end>{_ENDS})(?!\w)",
    re.IGNORECASE,
)
_PUT: Final = re.compile(
    rf"(?<![\w.@+-])(?P<one>{_LOCAL})[\"'`]?[ ](?:goes[ ]|comes[ ]|stands[ ]|steht[ ]|kommt[ ]"
    rf"|va[ ])?(?:before|in[ ]front[ ]of|vor|przed|devant|avant|antes[ ]de|delante[ ]de|davanti["
    rf" ]a|prima[ ]di)[ ](?:the[ ])?@"
    rf"(?P<onehost>(?:[A-Za-z0-9-]{{1,40}}\.){{1,3}}(?:{_ENDS}))(?![\w@-])"
    rf"|(?<![\w.+-])@(?P<twohost>(?:[A-Za-z0-9-]{{1,40}}\.){{1,3}}(?:{_ENDS}))[ ]?,?[ ](?:with"
    rf"|mit|avec|con|z)[ ](?P<two>{_LOCAL})[ ](?:in[ ]front|before[ ]it|davor|devant|delante|na["
    rf" ]początku|davanti)(?!\w)",
    re.IGNORECASE,
)
_ADDING: Final[Words] = frozenset(
    b"add append plus with put ajoute ajouter ajoutez a\xffade dodaj aggiungi erg\xffnze".split()
)
_NEXT: Final = (
    r"(?:[ ,]{1,3}(?:straight|right|directly|immediately|just|then|after[ ]it|after[ ]that"
    r"|followed[ ]by|and|plus|next|with)){0,5}[ ,]{1,2}"
)
_PIECE: Final = (
    r"(?:the[ ]|a[ ])?(?:word|letters?|numbers?|digits?|name)["
    r" ][\"'`]?([A-Za-z0-9]{1,20}(?:-[a-z]{3,6})?)[\"'`]?"
)
_SPELLED: Final = re.compile(
    rf"(?<!\w){_PIECE}{_NEXT}{_PIECE}(?:{_NEXT}{_PIECE})?(?:[ ,]{{1,2}}then)?[ ,]{{1,2}}(?:the["
    rf" ])?at(?:[ ]?-?sign)?[ ,]{{1,2}}(?P<host>{_HOST})(?![\w@-])",
    re.IGNORECASE,
)
_SPELLING: Final[Words] = frozenset(b"word letter letters".split())
_SIGN_AT: Final = (
    r"(?:@|at(?:[ -]?(?:sign|symbol|zeichen))?(?![\w])|arobase|arroba|małp\w|klammeraffen?"
    r"|chiocciola)"
)
_LEGEND: Final = re.compile(
    r"(?<=[\s,;(])[\"'`]?(?P<one>[^\w\s@.,;:()\"'`-])[\"'`]?[ ]?(?:=|(?:is|are|ist|est|es|for"
    r"|means|statt|stands[ ]for|steht[ ]für|to|zamiast|instead[ ]of)[ ])[ ]?"
    rf"(?:an[ ]|the[ ]|l'|la[ ]|das[ ]|dem[ ])?{_SIGN_AT}"
    r"|(?<!\w)(?:replace|swap|change|ersetze|remplace[rz]?|sustituye|zamień|read)[ ](?:the[ ]"
    r"|le[ ]|el[ ]|das[ ])?[\"'`]?(?P<two>[^\w\s@.,;:()\"'`-])[\"'`]?[ ](?:with|by|for|as|durch"
    r"|par|por|na)[ ]"
    rf"(?:an[ ]|the[ ]|l'|la[ ])?{_SIGN_AT}",
    re.IGNORECASE,
)
_SIGNING: Final[Words] = frozenset(
    b"sign symbol arobase arroba statt replace swap ersetze remplace remplacer remplacez"
    b" zamie\xff zamiast"
    b" sustituye klammeraffe".split()
)
_MOST: Final = 100
_WIDE: Final = 60  # characters
_SIGN_FIRST: Final = re.compile(r"(?<!\S)@(?=[A-Za-z0-9])")
_SHORT_HOST: Final = re.compile(r"@[A-Za-z0-9-]{2,40}[ ]?[(,;–-][ ]?")
_SIGNS_SAID: Final = (
    b"@", b"at sign", b"at-sign", b"at symbol", b"arobase", b"arroba", b"ma\xffp", b"klammeraffe",
    b"chiocciola",
)  # fmt: skip
_SURE_PROVIDERS: Final[Words] = frozenset(
    b"gmail googlemail yahoo ymail hotmail outlook icloud aol proton protonmail gmx web yandex zoho"
    b" fastmail libero laposte wanadoo interia onet wp seznam freenet posteo orange free".split()
)
_MAILS_SAID: Final[Words] = frozenset(
    b"mail mails email emails e write contact reach address adresse adres correo courriel".split()
)
_DOMAINS: Final[Words] = frozenset(b"domain dom\xffne domaine dominio domena dom\xffnio".split())
_SIGN_NAMES: Final[Words] = frozenset(
    b"sign symbol arobase arroba klammeraffe klammeraffen chiocciola apenstaartje ma\xffpa"
    b" ma\xffp\xff zeichen".split()
)
_ENDINGS: Final[Words] = frozenset((b"tld", b"suffix"))
_FEW: Final = 8  # places in which a host is named
_NAME: Final = 5  # letters of a name that is no word of a sentence
NUMBERS: Final = {
    name: str(number)
    for number, name in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
} | {
    name: str(10 * number)
    for number, name in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2
    )
}
_SPAN: Final = 260
TELLING: Final[Words] = (
    _NAMING
    | _ADDING
    | _SPELLING
    | _SIGNING
    | _IMPLYING
    | _PARTS
    | frozenset(
        b"before front left ahead vor przed avant antes prima voor devant davor delante davanti"
        b" tld suffix"
        b" email mail e".split()
    )
)
_BEFORE: Final[Words] = frozenset(
    b"before front left ahead vor przed avant antes prima voor devant davor delante davanti".split()
)


def decode(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield the lines with such addresses as they are usually written.

    Args:
        text: Any text.
        clues: The same at a glance.
        words: Those of it which are in `TELLING`.
    """
    pieces: list[Piece] = []
    pieces += _around_sign(text, clues, words)
    pieces += _named(text, clues, words)
    if not words.isdisjoint(_PARTS) or b"1/2" in clues.raw:
        pieces += _in_parts(text, clues)
    for near in gathered(pieces):
        yield rewritten(text, near, "mail-told")


def _around_sign(text: str, clues: Clues, words: Words) -> Iterator[Piece]:
    """Yield the addresses of which words tell what stands on which side of the sign, or which."""
    before = words & _BEFORE
    if before and _says_sign(clues):
        yield from _told(begun(_AROUND, text, clues.places(before)))
        yield from _before_host(text)
    if clues.has(b"@") and not words.isdisjoint(_ADDING):
        yield from _ended(text, clues)
    if not words.isdisjoint(_SIGNING) or b"= @" in clues.raw or b"=@" in clues.raw:
        yield from _signed(text, clues)


def _says_sign(clues: Clues) -> bool:
    """Whether an at sign stands in a text, or is named."""
    if clues.has(b"@") or not clues.words.isdisjoint(_SIGN_NAMES):
        return True
    return b"the at" in clues.lower or b"dem at" in clues.lower or b"l'at" in clues.lower


def _named(text: str, clues: Clues, words: Words) -> Iterator[Piece]:
    """Yield the addresses whose name and host are told with words for them, or by the letter."""
    providers = clues.words & _SURE_PROVIDERS
    if providers and not words.isdisjoint(_IMPLYING):
        for at in clues.places(providers)[:_MOST]:
            yield from _implied(text, max(0, at - _WIDE), at + 2 * _WIDE)
    for at in clues.places(words & _ENDINGS)[:_MOST]:
        yield from _told(_FIELDS.finditer(text, max(0, at - 3 * _WIDE), at + _WIDE // 2))
    hosts = words & (_DOMAINS if clues.words.isdisjoint(_MAILS_SAID) else _NAMING)
    for at in clues.places(hosts)[:_FEW]:
        for match in _NAMED.finditer(text, max(0, at - _WIDE), at + _WIDE):
            if match.start() < at < match.end() and _is_asked(match):
                yield *match.span(), f"email: {match['local']}@{_SAID_DOT.sub('.', match['host'])} "
    if not words.isdisjoint(_SPELLING) and b"at" in clues.words:
        yield from _spelled(text, clues.places(words & _SPELLING))


def drawn(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with addresses whose signs are pictures, or stand in columns of their own."""
    pieces: list[Piece] = []
    if not clues.ascii and _TWO_DRAWN.search(clues.lower) is not None:
        for match in _DRAWN.finditer(text):
            known = _IS_PROVIDER.fullmatch(match["host"]) is not None
            if known or match["at"][0] in _MAILS:
                pieces.append((*match.span(), f"{match['local']}@{match['host']}.{match['end']}"))
    if b"\t@" in clues.raw or b"@\t" in clues.raw or b"\t @" in clues.raw:
        pieces += _told(_TABBED.finditer(text))
    for near in gathered(pieces):
        yield rewritten(text, near, "mail-told")


def _told(found: Iterator[re.Match[str]]) -> Iterator[Piece]:
    for match in islice(found, _MOST):
        host = _SAID_DOT.sub(".", match["host"])
        end = f".{match['end']}" if "end" in match.re.groupindex else ""
        yield *match.span(), f"email: {match['local']}@{host}{end}"


def _before_host(text: str) -> Iterator[Piece]:
    """Yield the addresses of which the name is said to stand in front of the host."""
    done = 0
    for sign in islice(_SIGN_FIRST.finditer(text), _MOST):
        match = _PUT.search(text, max(done, sign.start() - _WIDE), sign.start() + _WIDE)
        if match is None:
            continue
        done = match.end()
        local = match["one"] or match["two"]
        host = match["onehost"] or match["twohost"]
        yield *match.span(), f"email: {local}@{host} "


def _ended(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the addresses whose end is said to be added."""
    for at in clues.places((b"@",))[:_MOST]:
        if _SHORT_HOST.match(text, at) is None:
            continue
        match = _ENDED.search(text, max(0, at - _WIDE), at + 2 * _WIDE)
        if match is not None:
            yield *match.span(), f"email: {match['local']}@{match['host']}.{match['end']} "


def _spelled(text: str, places: list[int]) -> Iterator[Piece]:
    """Yield the addresses whose name is told word by word."""
    for match in begun(_SPELLED, text, places[:_MOST]):
        local = "".join(_digits(part.lower()) for part in match.groups()[:3] if part)
        yield *match.span(), f"email: {local}@{_SAID_DOT.sub('.', match['host'])}"


def _digits(word: str) -> str:
    """Return the digits of a number below a hundred, or the word."""
    if word in NUMBERS:
        return NUMBERS[word]
    front, _, rest = word.partition("-")
    if NUMBERS.get(front, "").endswith("0") and len(NUMBERS.get(rest, "")) == 1:
        return NUMBERS[front][0] + NUMBERS[rest]
    return word


def _signed(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the addresses in which another sign stands for the `@`, as the text says."""
    for at in clues.places(_SIGNS_SAID)[:_MOST]:
        legend = _LEGEND.search(text, max(0, at - _WIDE), at + 16)
        if legend is None:
            continue
        sign = legend["one"] or legend["two"]
        address = re.compile(
            rf"(?<![\w.+-])({_LOCAL})[ ]?{re.escape(sign)}["
            rf" ]?((?:[A-Za-z0-9-]{{1,40}}\.){{1,3}}(?:{_ENDS}))(?![\w-])"
        )
        begin, end = max(0, legend.start() - _SPAN), legend.end() + _SPAN
        for match in islice(address.finditer(text, begin, end), 8):
            yield *match.span(), f"{match[1]}@{match[2]}"


def _is_asked(match: re.Match[str]) -> bool:
    """Whether a sign in a name, or a word near it, says that it is one of an address."""
    near = match.string[max(0, match.start() - 40) : match.end() + 24]
    return _ASKED.search(near) is not None or not match["local"].isalpha()


def _implied(text: str, begin: int, end: int) -> Iterator[Piece]:
    """Yield the addresses of providers whose end is said to be the usual one."""
    for match in _IMPLIED.finditer(text, begin, end):
        host = match["host"].lower()
        if match["local"].isalpha() and len(match["local"]) < _NAME:
            continue
        last = match["end"] or _OF_PROVIDER.get(host, "com")
        yield *match.span(), f"email: {match['local']}@{host}.{last} "


def _in_parts(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the addresses and accounts that two counted parts are."""
    for match in begun(_IN_PARTS, text, clues.places((*(clues.words & _PARTS), b"1/2", b"1 / 2"))):
        whole = match["one"] + match["two"].rstrip(".-")
        if ADDRESS.fullmatch(whole) or checks_iban(whole) or checks_card(whole):
            yield *match.span(), whole
