r"""Reads e-mail addresses in the forms of other systems: `nora\.thorsen.corp.io.`, `uid=nora,dc=corp,dc=io`.

Of the domain system, of directories, of old routes, with blanks in the name, and with a picture or a
letter that a scan left where the `@` was.
"""

# ruff: noqa: E501 - the words of a language stay together

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders.paired_addresses import ENDS
from govsim.guardrails.views.rewriting import Piece, apart, rewritten, stretches
from govsim.guardrails.views.values import Decoding

_TLD: Final = rf"(?:{'|'.join(sorted(ENDS))})"
_HOST: Final = rf"(?:[A-Za-z0-9-]{{1,40}}\.){{1,3}}{_TLD}"
_LOCAL: Final = r"[A-Za-z][\w.+-]{1,40}"
_QUOTED: Final = re.compile(
    rf"\"([A-Za-z][\w.+'-]{{0,30}}(?:[ ][\w.+'-]{{1,30}}){{1,3}})\"@({_HOST})(?![\w-])",
    re.IGNORECASE,
)
_BLANK: Final = re.compile(
    rf"(?<![\w.@\\])([A-Za-z][\w.+-]{{1,30}})(?:\\[ ]|%20|&nbsp;|\\040)([\w.+-]{{1,30}})@({_HOST})(?![\w-])",
    re.IGNORECASE,
)
_ROUTE: Final = re.compile(
    rf"(?<![\w!.-])(?:[\w-]{{1,40}}(?:\.[\w-]{{1,40}}){{0,3}}!){{0,6}}({_HOST})!({_LOCAL})(?![\w!(=])",
    re.IGNORECASE,
)
_OF_NAME: Final = re.compile(
    rf"(?<![\w\\.])([A-Za-z][\w+-]{{0,40}}(?:\\{{1,2}}\.[\w+-]{{1,40}}){{1,4}})\.({_HOST})\.?(?![\w-])",
    re.IGNORECASE,
)
_OF_ZONE: Final = re.compile(
    rf"\b(?:SOA\s+\S{{3,80}}\s+|[rR]name[\"']?(?:[ ]is|[ ]?[:=])?\s+[\"']?)([A-Za-z][\w+-]{{0,40}})\.({_HOST})\.?(?![\w-])"
)
_ZONE_WORDS: Final = frozenset(b"soa rp rname hostmaster zone dns bind ns1 axfr".split())
_ENTRY: Final = re.compile(
    rf"\b(?:uid|cn|userid|samaccountname|mailbox|user|login)=({_LOCAL})[ ]?[,/][ ]?(?:(?:ou|o|cn|l|c|st)=[^,\n\"'/]{{1,60}}[,/][ ]?){{0,6}}"
    r"((?:dc=[\w-]{1,40}[,/][ ]?){1,3}dc=[a-z]{2,10})(?![\w-])",
    re.IGNORECASE,
)
# The same from the country down.
_ENTRY_DOWN: Final = re.compile(
    rf"((?:\bdc=[\w-]{{1,40}}[,/][ ]?){{2,4}})(?:(?:ou|o|cn)=[^,\n\"'/]{{1,60}}[,/][ ]?){{0,4}}uid=({_LOCAL})",
    re.IGNORECASE,
)
# Three strings beside each other, and no fourth.
_IN_THREE: Final = re.compile(
    rf"(?<![\"'],[ ])(?<![\"'],)[\"']({_LOCAL})[\"'](?:[ ]?,[ ]?|[ ][\w-]{{1,24}}=)[\"']([a-z0-9-]{{2,40}})[\"'](?:[ ]?,[ ]?|[ ][\w-]{{1,24}}=)[\"']({_TLD})[\"'](?!,?\s{{0,8}}[\"'])"
)
_ENDS: Final = frozenset(b"com org net io de fr es pl nl eu uk info dev app".split())
_PROVIDERS: Final = (
    r"(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|aol|zoho|fastmail|hey|comcast|btinternet)\.(?:com|de|fr|it|es|co\.uk|nl|se|pl|com\.br)"
    r"|(?:proton|pm)\.me|protonmail\.(?:com|ch)|gmx\.(?:net|de|at|ch|com)|web\.de|t-online\.de|freenet\.de|posteo\.(?:de|net)|mailbox\.org"
    r"|orange\.fr|wanadoo\.fr|free\.fr|laposte\.net|sfr\.fr|libero\.it|virgilio\.it|tiscali\.it|alice\.it|(?:wp|onet|o2|interia|op)\.pl"
    r"|seznam\.cz|(?:mail|yandex|bk|inbox|list)\.ru|ukr\.net|(?:qq|163|126)\.com|naver\.com|daum\.net|(?:uol|bol|terra)\.com\.br|ziggo\.nl|kpnmail\.nl"
    r"|planet\.nl|telia\.(?:se|com)|bluewin\.ch|sapo\.pt|tutanota\.com|tuta\.(?:io|com)|rediffmail\.com|sky\.com|verizon\.net"
)
_FIRST_LABELS: Final = frozenset(
    b"gmail googlemail outlook hotmail yahoo ymail icloud aol zoho fastmail proton protonmail gmx web posteo mailbox orange"
    b" wanadoo laposte sfr libero virgilio tiscali alice wp onet o2 interia op seznam yandex ukr qq 163 126 naver daum uol bol terra ziggo"
    b" kpnmail planet telia bluewin sapo tutanota tuta rediffmail".split()
)
_AT_KNOWN: Final = re.compile(
    rf"(?<![\w.@+-])([A-Za-z][\w.+-]{{2,40}}?)(?:[QGCO]|[ ]a[ ]|//|\(Q|(?P<key>[ ](?i:shift|alt[ ]?gr|option|alt)[ ]?[+-][ ]?[2Q0LGqlg][ ])|[ ]?[\[({{<]?(?:[^\w\s\x00-\x7f“”„«»‚‘’–—…→←·•]|\(Q\)|[#*~^%&$!|¤])\ufe0f?[\])}}>]?[ ]?)(?i:(?P<host>{_PROVIDERS}))(?![\w-]|\.\w)"
)
_AT_PICTURE: Final = re.compile(
    rf"(?<![\w.@+-])([A-Za-z][\w.+-]{{2,40}})[\U0001f300-\U0001faff\u2600-\u27bf\u24d0\ufe6b\uff20]\ufe0f?(?i:({_HOST}))(?![\w-]|\.\w)"
)
_PICTURE: Final = re.compile(
    r"[\U0001f300-\U0001faff\u2600-\u27bf\u24d0\ufe6b\uff20]\ufe0f?(?=[A-Za-z0-9])"
)
_AT_LETTER: Final = re.compile(
    rf"(?<![\w.@+-])([a-z][a-z0-9._-]{{2,40}})[QG©®€¢]([a-z][a-z0-9-]{{1,40}}(?:\.[a-z0-9-]{{2,40}}){{0,2}}\.{_TLD})(?![\w-]|\.\w)"
)
_LETTERED: Final = re.compile(rb"[QG\xfe](?<=[a-z0-9_.-].)[a-z][a-z0-9-]{1,40}\.[a-z]")
_KNOWN: Final = re.compile(_PROVIDERS)
_SCANNED: Final = re.compile(
    r"mail|contact|footer|scan|ocr|recogni|handwrit|reads? as|address|write to|kontakt|adres|correo",
    re.IGNORECASE,
)
_SCANNING: Final = frozenset(
    b"mail email mails contact footer scan scanned ocr recognised recognized handwritten read reads address write kontakt"
    b" adres correo www com".split()
)
_MARK: Final = re.compile(r"\w[._+\d]\w|[A-Za-z]\d+$")
_WRITTEN_TO: Final = re.compile(
    r"\b(?:e-?mail|mail|write|reach|contact|ping|escrib\w{1,3}|écri\w{1,3}|schreib\w{0,2}|scriv\w{1,3}|napisz)(?:[ ](?:to|me|us|at|a|à|an|ao|is|do)){0,2}[: ]{1,2}$",
    re.IGNORECASE,
)
_MAILED: Final = re.compile(r"mail|@|address|contact|smtp|imap", re.IGNORECASE)
_BEHIND: Final = (
    re.compile(
        rf"(?<![\w.])@?({_HOST})(?![\w-])[^\n@]{{0,24}}?\b(?:preceded|prefixed|headed)[ ]by[ :]{{1,2}}[\"'`]?({_LOCAL})",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![\w.@])({_HOST})[ ](?:mail[ ]?)?(?:server|domain|provider|host|account|box|mail)[^\n@.]{{0,20}}?\b(?:box|mailbox|user(?:[ ]?name)?|name|login|handle|account|alias|address|local part|i am|i'm)"
        rf"(?:[ ](?:is|there|called|named)|[ ]?[:=]){{1,3}}[ ]?[\"'`]?({_LOCAL})",
        re.IGNORECASE,
    ),
)
_BEFORE: Final = re.compile(
    rf"\b(?:Name[ ]vor[ ]dem|nom[ ]avant[ ]l'|nombre[ ]antes[ ]de[ ]la[ ]|nome[ ](?:prima[ ]della|antes[ ]d[oa])|nazwa[ ]przed|naam[ ]voor[ ]de)[ ]?[\"'„]?(?:Ät|At|@|Klammeraffen?|arobase|arroba|chiocciola|małpą|apenstaartje|Zeichen)[\"'“]?(?:[- ]?Zeichen)?"
    rf"[ ]?(?:ist|est|es|è|é|to|is)?[ :]{{1,3}}({_LOCAL})[ ,;.]{{1,3}}(?:(?:und|et|y|e|i|en)[ ])?(?:dahinter|danach|nach dem \w+|après|ensuite|después|luego|dopo|poi|depois|po niej|potem|daarna|erachter)[ :]{{1,3}}(?:ist|steht|est|es|è|é|to|kommt)?[ ]?({_HOST})",
    re.IGNORECASE,
)
_SIDES: Final = re.compile(
    rf"\b(?:before[ ](?:the[ ])?(?:at|@)(?:[- ]?sign)?|left(?:[ ](?:side|part|half|of the (?:at|@)))?|first part|local)[ ]?(?:is[ ]|comes[ ]|goes[ ]|[:=])?[ ]?[\"'`]?({_LOCAL})[\"'`]?[ ,;.]{{1,3}}(?:and[ ]|then[ ])?"
    rf"(?:(?:after|behind)[ ](?:it|that|the (?:at|@)(?:[- ]?sign)?|@)|right(?:[ ](?:side|part|half|of (?:it|the at)))?|second part)[ ]?(?:is[ ]|comes[ ]|goes[ ]|[:=])?[ ]?[\"'`]?({_HOST})(?![\w-])",
    re.IGNORECASE,
)
_HOSTED_AT: Final = re.compile(
    rf"\b(?:mailbox|box|account|mail|address|inbox)[ ](?:is[ ]|called[ ]|named[ ])?[\"'`]?({_LOCAL})[\"'`]?,?[ ](?:is[ ])?(?:hosted|living|sits|lives|registered|kept)[ ](?:at|by|on|with)[ ]({_HOST})(?![\w-])",
    re.IGNORECASE,
)
_GOES_BY: Final = re.compile(
    rf"\b(?:at|on|with|bei|chez|en|su|na)[ ]({_HOST})[ ,:]{{1,2}}(?:i go by|i'm(?: called)?|i am|my name is|you(?:'ll| can)? find me as|find me as|heiß(?:e|) ich|bin ich|je suis|soy|sono)[ ]({_LOCAL})",
    re.IGNORECASE,
)
_TOLD_APART: Final = re.compile(
    rf"\b(?:user(?:[ ]?name)?|login|name|handle|mailbox|local part|Benutzer(?:name)?|utilisateur|usuario|utente)[ ]?(?:is[ ]|ist[ ]|[:=])[ ]?[\"'`]?({_LOCAL})[\"'`]?[ ,;.]{{1,3}}(?:and[ ]|the[ ]|my[ ]|und[ ]){{0,2}}"
    rf"(?:provider|domain|host|server|Anbieter|fournisseur|proveedor|dominio|domaine)(?:[ ]is|[ ]ist|[ ]est|[ ]es|[ ]?[:=])[ ]{{0,2}}[\"'`]?({_HOST})(?![\w-])",
    re.IGNORECASE,
)
_HEADED: Final = frozenset(b"preceded prefixed headed hosted".split())
_GOING: Final = (
    b"before the at",
    b"before the @",
    b"before @",
    b"before at ",
    b" i go by ",
    b" i'm ",
    b" i am ",
    b" find me as ",
    b" right side ",
    b" right half ",
)
_GOING_WORDS: Final = frozenset(b"before go find im am right".split())
_BEHIND_WORDS: Final = frozenset(
    b"dahinter danach ensuite luego dopo poi depois potem daarna erachter".split()
) | {b"apr\xffs", b"despu\xffs"}
_HOSTING: Final = frozenset(
    b"provider domain host server anbieter fournisseur proveedor dominio domaine".split()
)
_NAMING: Final = frozenset(
    b"user username login name handle mailbox local benutzer benutzername utilisateur usuario utente".split()
)
_BOXES: Final = frozenset((b"box", b"account", b"mail"))
_SERVED: Final = re.compile(
    rb"\.[a-z]{2,7} (?:mail ?)?(?:server|domain|provider|host|account|box|mail)(?![a-z])"
)
_LINKED: Final = re.compile(rb" ?(?:is|ist|est|es|[:=]) ")
_GLUED: Final = (b"aAa", b"0Aa")
_NEAR: Final = 80
_AROUND: Final = 160


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with such addresses as they are usually written."""
    directory = b"dc" in clues.words and clues.has(b"=")
    if not directory and b".a" not in clues.outline:
        return
    pieces: list[Piece] = []
    if clues.has(b"@"):
        pieces += _blanks(text, clues)
    if clues.has(b"!"):
        pieces += (
            (*match.span(), f"{match[2]}@{match[1]}") for match in _near(_ROUTE, text, clues, b"!")
        )
    if not clues.words.isdisjoint(_ZONE_WORDS):
        pieces += _zoned(text, clues)
    if directory:
        pieces += _entries(text)
    pieces += _apart(text, clues)
    pieces += _signed(text, clues)
    quoted = b"'" in clues.raw or clues.has(b'"')
    if quoted and not clues.words.isdisjoint(_ENDS):
        pieces += (
            (*match.span(), f'"{match[1]}@{match[2]}.{match[3]}"')
            for start, end in _quoted_ends(clues)
            for match in _IN_THREE.finditer(text, max(0, start - _AROUND), end)
            if _MARK.search(match[1]) or match[2].encode() in _FIRST_LABELS
        )
    for near in stretches(apart(sorted(pieces))):
        yield rewritten(text, near, "address")


def _quoted_ends(clues: Clues) -> Iterator[tuple[int, int]]:
    """Yield where the ends of domains stand as strings of their own."""
    for end in clues.words & _ENDS:
        for at in clues.places((end + b'"', end + b"'")):
            if clues.raw[at - 1 : at] in (b'"', b"'"):
                yield at - 1, at + len(end) + 1


def _near(
    pattern: re.Pattern[str], text: str, clues: Clues, mark: bytes
) -> Iterator[re.Match[str]]:
    """Yield what matches a pattern around a sign between two letters or digits."""
    places = [
        at
        for at in clues.places((mark,))
        if clues.raw[at - 1 : at].isalnum() and clues.raw[at + 1 : at + 2].isalpha()
    ]
    for near in stretches([(at, at) for at in places], _AROUND):
        yield from pattern.finditer(text, max(0, near[0][0] - _AROUND), near[-1][1] + _NEAR)


def _blanks(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the addresses with blanks in their names, which stand in quotes or are escaped."""
    if clues.has(b'"') and b'"@' in clues.raw:
        for match in _QUOTED.finditer(text):
            yield *match.span(), f"{match[1].replace(' ', '.')}@{match[2]}"
    if (clues.has(b"\\") and (b"\\ " in clues.raw or b"\\040" in clues.raw)) or (
        clues.has(b"%") and b"%20" in clues.raw
    ):
        for match in _BLANK.finditer(text):
            yield *match.span(), f"{match[1]}.{match[2]}@{match[3]}"


def _zoned(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the addresses of zones, in which a dot stands for the `@`."""
    if b"\\." in clues.raw:
        for match in _OF_NAME.finditer(text):
            yield *match.span(), f"{match[1].replace(chr(92), '')}@{match[2]} "
    for match in _OF_ZONE.finditer(text):
        if match[2].count(".") or match[1].lower() in ("hostmaster", "admin", "root", "postmaster"):
            yield match.start(1), match.end(), f"{match[1]}@{match[2]} "


def _entries(text: str) -> Iterator[Piece]:
    """Yield the addresses of which a directory holds the name and the parts of the domain."""
    for match in _ENTRY.finditer(text):
        near = (
            text[max(0, match.start() - _NEAR) : match.start()]
            + text[match.end() : match.end() + _NEAR]
        )
        if _MARK.search(match[1]) or _MAILED.search(near):
            host = re.sub(r"[,/][ ]?dc=", ".", match[2][3:], flags=re.IGNORECASE)
            yield *match.span(), f"mail={match[1]}@{host}"

    for match in _ENTRY_DOWN.finditer(text):
        parts = re.split(r"[,/][ ]?", match[1].rstrip(",/ "))
        if _MARK.search(match[2]):
            yield *match.span(), f"mail={match[2]}@{'.'.join(part[3:] for part in reversed(parts))}"


def _apart(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the names and hosts that a sentence tells apart."""
    places = clues.places(clues.words & (_HEADED | _BEHIND_WORDS))
    if not clues.words.isdisjoint(_GOING_WORDS):
        places += clues.places(_GOING)
    if not (clues.words.isdisjoint(_HOSTING) and clues.words.isdisjoint(_BOXES)):
        places += (match.start() for match in _SERVED.finditer(clues.lower))
    if not clues.words.isdisjoint(_NAMING):
        hosting = clues.words & _HOSTING
        places += (
            at
            for word in hosting
            for at in clues.places((word,))
            if _LINKED.match(clues.lower, at + len(word)) is not None
        )
    for near in stretches([(at, at) for at in sorted(places)], _AROUND):
        begin, end = max(0, near[0][0] - _NEAR), near[-1][1] + _AROUND
        for pattern in (*_BEHIND, _GOES_BY):
            for match in pattern.finditer(text, begin, end):
                name = match[2].rstrip(".")
                if _MARK.search(name) or _MAILED.search(match.string, begin, end):
                    yield *match.span(), f"{name}@{match[1]}"
        for pattern in (_BEFORE, _TOLD_APART, _SIDES, _HOSTED_AT):
            for match in pattern.finditer(text, begin, end):
                yield *match.span(), f"{match[1].rstrip('.')}@{match[2]}"


def _signed(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the addresses in which a picture or a letter stands where the `@` was."""
    for label in clues.words & _FIRST_LABELS:
        for at in clues.places((label + b".",)):
            if clues.raw[at - 1 : at] == b"@":
                continue  # as it is usually written
            for match in _AT_KNOWN.finditer(text, max(0, at - _NEAR // 2), at + _NEAR // 2):
                front = text[max(0, match.start() - _NEAR // 2) : match.start()]
                told = match["key"] or _MARK.search(match[1]) or _WRITTEN_TO.search(front)
                named = match["host"].lower().startswith(match[1].lower())
                if len(match[1]) > 3 and told and not named:
                    yield *match.span(), f"{match[1]}@{match['host']}"
    for picture in _PICTURE.finditer(text) if not clues.ascii else ():
        for match in _AT_PICTURE.finditer(
            text, max(0, picture.start() - 48), picture.end() + _NEAR
        ):
            if _MARK.search(match[1]):
                yield *match.span(), f"{match[1]}@{match[2]}"
    letters = not clues.words.isdisjoint(_SCANNING) and (
        not clues.ascii or any(glued in clues.outline for glued in _GLUED)
    )
    for mark in _LETTERED.finditer(clues.raw) if letters else ():
        for match in _AT_LETTER.finditer(
            text, max(0, mark.start() - _NEAR // 2), mark.end() + _NEAR
        ):
            near = text[max(0, match.start() - _NEAR) : match.start()]
            again = text.find(match[2], match.end(), match.end() + _NEAR) >= 0
            told = again or _KNOWN.fullmatch(match[2]) or _SCANNED.search(near)
            if _MARK.search(match[1]) and told:
                yield *match.span(), f"{match[1]}@{match[2]}"
