"""Reads e-mail addresses that are told in words: name and domain apart, `ana.ray7 on gmail`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, Words
from govsim.guardrails.views.decoders.paired_addresses import ENDS, paired
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_MAIL_OF: Final = {
    "gmail": "gmail.com", "googlemail": "googlemail.com", "outlook": "outlook.com",
    "hotmail": "hotmail.com", "yahoo": "yahoo.com", "icloud": "icloud.com",
    "protonmail": "protonmail.com", "proton": "proton.me", "gmx": "gmx.net", "aol": "aol.com",
    "yandex": "yandex.com", "zoho": "zoho.com", "onet": "onet.pl", "fastmail": "fastmail.com",
}  # fmt: skip
_PROVIDERS: Final = frozenset(map(str.encode, _MAIL_OF))
_LOCAL: Final = r"[A-Za-z0-9][\w.+-]{0,63}"
_HOST: Final = r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
_LINK: Final = (
    r"(?:[\"']?[ ]?(?:=>|->|:=|[:=>])[ ]?|[ ](?:is|was|ist|es|est|to|called|is called)[ ]|[ ])"
    r"[\"'`]?"
)
_MID: Final = (
    r"[\"'`]?(?:</\w{1,20}>)?[\s,;&.)(]{0,6}"
    r"(?:(?:and|with|at|the|its|on|const|let|var|export|set|und|y|e|et|i|my|then)[ ]){0,3}[\"'<]?"
)
_AT_SIGN: Final = r"(?:the[ ])?(?:at|@)(?:[ -]?sign)?"
_OF_MAIL: Final = r"(?:e?mail[_.-]?)?"
_NAME: Final = (
    rf"{_OF_MAIL}(?:user(?:[_ ]?name)?|local(?:[ _-]?(?:part|name))?|mailbox|login|name|handle"
    rf"|alias|mail[ ](?:is|=)|(?:(?:the[ ])?(?:part|bit)[ ])?before[ ]{_AT_SIGN})"
)
_DOMAIN: Final = (
    rf"{_OF_MAIL}(?:domain(?:[_ ]?name)?|mail_domain|host(?:[_ ]?(?:name|part))?"
    rf"|domain[ ](?:part|half)|server|provider"
    rf"|(?:(?:the[ ])?(?:part|bit)[ ])?(?:after|behind)[ ]{_AT_SIGN})"
)
_SITS: Final = r"(?:mail|e-mail|email|address|mailbox|box)[ ](?:is[ ]|sits[ ]|lives[ ])?at"
_NAME_FIRST: Final = re.compile(
    rf"\b{_NAME}{_LINK}({_LOCAL}){_MID}({_DOMAIN}){_LINK}({_HOST})", re.IGNORECASE
)
_DOMAIN_FIRST: Final = re.compile(
    rf"\b({_DOMAIN}|{_SITS}){_LINK}({_HOST}){_MID}{_NAME}{_LINK}({_LOCAL})", re.IGNORECASE
)
_SIGN_WORDS: Final = (
    "(?:klammeraffen?|arobase|arroba|chiocciola|apenstaartje|małpą|snabel-a|zavináčem)"
)
_IN_FRONT: Final = re.compile(
    rf"(?<![\w.@-])({_HOST})(?![\w@])[^\n@]{{0,30}}?\b(?:in front of|before"
    rf"|left of|ahead of|vor|devant|avant|delante de|antes de|davanti|prima|voor|przed|foran|före)"
    rf"[ ]"
    rf"(?:(?:that|it)|(?:(?:the|dem|la|el|het|de|alla|della|den)[ ]|l['’]|a[ ])?(?:(?:at|@)"
    rf"(?:[ -]?(?:sign|symbol|zeichen))?|{_SIGN_WORDS}))[ ,:]{{1,2}}"
    rf"(?:(?:you|i|we|goes|put|comes|write|type|is|it's|there|stands|use|add"
    rf"|have|steht|with|vous|tu|mettez|mets|on|met|il|y|a|va|pones|pon|escribe|c'è|metti|scrivi"
    rf"|staat"
    rf"|komt|stoi|jest|står|kommt|kommen)[ ]){{0,3}}({_LOCAL})",
    re.IGNORECASE,
)
_ENCLOSED: Final = re.compile(rf"<({_LOCAL})[ ](?:at|AT)[ ]({_HOST})>")
_ESCAPED: Final = re.compile(rf"(?<![\w.+-])({_LOCAL})\\40({_HOST})(?![\w@])")
_NAMING: Final = frozenset(
    b"user username name local mailbox login handle alias before"
    b" emailuser mailuser front left mail".split()
)
_HOSTING: Final = frozenset(b"domain host hostname server provider after behind at".split())
_SIGNS: Final = frozenset(
    b"klammeraffe klammeraffen arobase larobase arroba chiocciola apenstaartje ma\xffp\xff snabel"
    b" zavin\xff\xffem".split()
)
# What is said for the dot of a domain.
_DOTS: Final = frozenset(
    b"dot punkt punto point punt ponto kropka te\xffka piste nokta mit".split()
)
_MAILS: Final = frozenset((b"mail", b"email", b"mails", b"emails"))
_PAIRING: Final = frozenset(
    b"contact write address sign reach s format concat join mailto fromcharcode".split()
)
TELLING: Final = _PAIRING | _NAMING | _HOSTING | _PROVIDERS | _MAILS | _SIGNS | _DOTS
_MAILING: Final = re.compile(r"mail|@|correo|correio|adres", re.IGNORECASE)
_HANDLE: Final = re.compile(
    rf"\b({'|'.join(_MAIL_OF)})(?:[ ](?:address|account|handle|name|id|user|username|login))?"
    r"(?:[ ]is[ ]|[ ](?:ist|es|est|to|jest)[ ]"
    r"|[ ]?(?:[:=]|->|→|=>)[ ]?)[\"'`]?([A-Za-z][\w.+-]{3,40})"
    r"(?![\w@]|[ ]?@)",
    re.IGNORECASE,
)
_ON: Final = re.compile(
    r"(?<![\w.@+-])([A-Za-z][\w.+-]{3,40})[ ](?:\(?at\)?|on|over[ ]on|bei|na|w|chez|en|su)[ ]"
    r"(?:the[ ]|my[ ])?(?:usual[ ]|good[ ]old[ ])?"
    rf"({'|'.join(_MAIL_OF)})(?![\w.-]*\w)",
    re.IGNORECASE,
)
# The same with any provider, the end of its domain behind it: `ana_ray, chez Orange, point fr`.
_WITH_END: Final = re.compile(
    r"(?<![\w.@+-])([A-Za-z][\w.+-]{3,40}),?[ ]"
    r"(?:(?:gewoon|einfach|just|simply|toujours|siempre|sempre)[ ])?"
    r"(?:at|on|over[ ]at|bei|na|w|chez|en|de|su|presso|da|bij|hos|no|u)[ ]"
    r"(?:the[ ]|my[ ]|good[ ]old[ ])?"
    r"([A-Za-z][A-Za-z0-9-]{1,20})"
    r"(?:,?[ ](?:(?:das|die|the[ ]one|quello|celui|celle|met|con|avec)[ ])?"
    r"(?:mit[ ]|with[ ])?(?:dem[ ])?\."
    r"|,?[ ](?:dot|punkt|punto|point|punt|ponto|kropka|tečka|piste|nokta)[ ])([a-z]{2,6})(?![\w@])",
    re.IGNORECASE,
)
_FILES: Final = (".js", ".py", ".ts", ".md", ".sh", ".rb", ".go", ".cs")  # and libraries
_LAST_NAME: Final = re.compile(r"(?<![\w.@+-])[A-Za-z][\w.+-]{2,40}$")
_HOST_BEHIND: Final = re.compile(
    r"[a-z0-9-]{2,63}(?:\.[a-z0-9-]{2,63})?\.([a-z]{2,6})(?![\w@-]|\.\w|/)"
)
_DOMAIN_ENDS: Final = re.compile(rb"\.(?:" + "|".join(sorted(ENDS)).encode() + rb")(?![a-z0-9_])")
_HOSTED: Final = re.compile(
    rb"domain|host|server|provider|after|behind|mail| at\W|@|contact|write|address"
    rb"|klammeraffe|arob|arrob"
    rb"|chiocciola|apenstaart|snabel"
)
_ODD_AT: Final = re.compile(
    r"\be?-?mails?[\"']?(?:[ ](?:address|is))*[ ]?[:=]?[ ]?[\"']?"
    r"([A-Za-z][\w.+-]{1,40}([#*$%~^!|&])[a-z0-9-]{2,63}"
    r"(?:\.[a-z0-9-]{2,63})?\.([a-z]{2,6}))(?![\w@/-])",
    re.IGNORECASE,
)
_AROUND: Final = 120
_ASKING: Final = re.compile(
    r"\b(?:e-?mails?|mail|write|contact|reach|address|correo|find me|hit me|message|ping me|i'm"
    r"|me as|account|ping|text me|dm me|i am|im|hmu|add me|username|handle|user"
    r"|schick\w*|schreib\w*|[eé]cri\w*"
    r"|adress[ea]|posta|scriv\w*|escrib\w*|escrev\w*|pisz|napisz|adres|correio|courriel|skriv"
    r"|piš\w*)\b",
    re.IGNORECASE,
)
_MARK: Final = re.compile(r"\w[._+\d]\w|[A-Za-z]\d+$")
_NEAR: Final = 48


def decode(text: str, clues: Clues, words: Words) -> Iterator[Decoding]:
    """Yield the lines in which addresses are told."""
    pieces: list[Piece] = []
    odd = not words.isdisjoint(_MAILS)
    named = not (words.isdisjoint(_HOSTING) or words.isdisjoint(_NAMING))
    fields = named or not words.isdisjoint(_SIGNS)
    said = b"at" in words
    told = fields or said or odd or not words.isdisjoint(_PAIRING)
    if told and (b".a" in clues.outline or b".A" in clues.outline):
        for begin, end in _windows(clues.lower):
            pieces += _fields(text, begin, end) if fields else ()
            pieces += _said(text, begin, end) if said else ()
            pieces += _odd(text, begin, end) if odd else ()
            pieces += paired(text, begin, end)
    if said and clues.has(b"<"):
        pieces += (
            (*match.span(), f"<{match[1]}@{match[2]}>") for match in _ENCLOSED.finditer(text)
        )
    if b"\\40" in clues.raw:
        pieces += ((*match.span(), f"{match[1]}@{match[2]}") for match in _ESCAPED.finditer(text))
    if not words.isdisjoint(_PROVIDERS):
        pieces += _handles(text)
    if not words.isdisjoint(_DOTS):
        pieces += _ended(text)
    for near in gathered(pieces):
        yield rewritten(text, near, "address")


def _windows(lower: bytes) -> Iterator[tuple[int, int]]:
    """Yield the stretches around the ends of domains in which a word for one stands."""
    ends = [match.span() for match in _DOMAIN_ENDS.finditer(lower)]
    for near in stretches(ends, _AROUND):
        begin, end = max(0, near[0][0] - _AROUND), near[-1][1] + _AROUND
        if _HOSTED.search(lower, begin, end) is not None:
            yield begin, end


def _fields(text: str, begin: int, end: int) -> Iterator[Piece]:
    """Yield the name and the domain of an address that are told apart, as one."""
    for match in _NAME_FIRST.finditer(text, begin, end):
        if _is_domain(match, match[2], match[3]):
            yield *match.span(), f"{match[1]}@{match[3]}"
    for match in _DOMAIN_FIRST.finditer(text, begin, end):
        if _is_domain(match, match[1], match[2]):
            yield *match.span(), f"{match[3].rstrip('.')}@{match[2]}"
    for match in _IN_FRONT.finditer(text, begin, end):
        if match[1].rpartition(".")[2].lower() in ENDS:
            yield *match.span(), f"{match[2].rstrip('.')}@{match[1]}"


def _is_domain(match: re.Match[str], word: str, host: str) -> bool:
    """Whether what a word tells of is the domain of an address."""
    if host.rpartition(".")[2].lower() not in ENDS:
        return False
    near = match.string[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    return "domain" in word.lower() or _MAILING.search(near) is not None


def _handles(text: str) -> Iterator[Piece]:
    """Yield the names that people have with a provider of mail."""
    for match in _HANDLE.finditer(text):
        name = match[2].rstrip(".")
        if _MARK.search(name):
            yield match.start(2), match.start(2) + len(name), f"{name}@{_MAIL_OF[match[1].lower()]}"
    for match in _ON.finditer(text):
        if _MARK.search(match[1]) and _is_asked(text, *match.span()):
            yield *match.span(), f"{match[1]}@{_MAIL_OF[match[2].lower()]}"


def _ended(text: str) -> Iterator[Piece]:
    """Yield the names at a provider of which the end of its domain is told."""
    for match in _WITH_END.finditer(text):
        is_end = match[3].lower() in ENDS and not match[1].endswith(_FILES)
        if is_end and _MARK.search(match[1]) and _is_asked(text, *match.span()):
            yield *match.span(), f"{match[1]}@{match[2].lower()}.{match[3].lower()}"


def _said(text: str, begin: int, end: int) -> Iterator[Piece]:
    """Yield the addresses of which nothing but the sign is a word."""
    at = text.find(" at ", begin, end)
    while at >= 0:
        name = _LAST_NAME.search(text, max(0, at - _NEAR), at)
        host = _HOST_BEHIND.match(text, at + 4)
        if name is None or host is None or host[1] not in ENDS:
            pass
        elif _MARK.search(name[0]) and (
            _is_asked(text, name.start(), host.end())
            or (text[name.start() - 1 : name.start()], text[host.end() : host.end() + 1])
            == ("(", ")")
        ):
            yield name.start(), host.end(), f"{name[0]}@{host[0]}"
        at = text.find(" at ", at + 1, end)


def _odd(text: str, begin: int, end: int) -> Iterator[Piece]:
    """Yield the addresses with another sign for `@`, right behind a word for one."""
    for match in _ODD_AT.finditer(text, begin, end):
        if match[3].lower() in ENDS:
            yield *match.span(1), match[1].replace(match[2], "@")


def _is_asked(text: str, start: int, end: int) -> bool:
    """Whether a word near says that somebody may be written to."""
    return (
        _ASKING.search(text[max(0, start - _NEAR) : start] + "\n" + text[end : end + 24])
        is not None
    )
