r"""Reads values whose signs a writer's tool has changed: `ghp\_Ab…`, `sk–proj–…`, `hxxps://…`.

Markdown, TeX, RTF, style sheets and regular expressions escape signs; a text editor makes dashes
longer and the first letter a capital; whoever warns of a link takes it apart.
"""

# ruff: noqa: E501 - the escapes of a language stay together

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues, traits_of
from govsim.guardrails.views.rewriting import Piece, apart, begun, rewritten, stretches
from govsim.guardrails.views.values import Decoding

# With what an escape goes on behind its backslash; what is read as a character, and what as none.
_ESCAPE: Final = re.compile(
    r"\\{1,2}(?:(?P<sign>[_.@+=-])|'(?P<rtf>[0-9a-f]{2})|0{0,4}(?P<css>40|2[eE]|5[fF]|2[dDbB])(?![0-9A-Fa-f])[ ]?"
    r"|(?P<none>allowbreak\b[ ]?|linebreak(?:\[\d\])?[ ]?|string(?=[@_~])|discretionary(?:\{\}){3}"
    r"|penalty-?\d{1,5}[ ]?|hskip[ ]?0pt[ ]?|hspace\*?\{0pt\}|protect(?=\\)|/)"
    r"|(?P<word>textunderscore|textdot|textperiodcentered|at|MVAt|dot|char(?:64|\"40|`\\?@)|symbol\{64\})"
    r"(?:\{\}|(?![A-Za-z])[ ]?))"
)
_BRACED: Final = re.compile(r"\{\\?([_@.-])\}|\$@\$")
_WORDS: Final = {"textunderscore": "_", "textdot": ".", "textperiodcentered": ".", "dot": "."}
_MARK: Final = re.compile(
    rb"\\(?:[_.@+=/-]|'[0-9a-f]{2}|0{0,4}(?:40|2e|5f|2d|2b)(?![0-9a-f])|allowb|lineb|string[@_~]|discr"
    rb"|penal|hsk|hsp|prote|text(?:und|dot|per)|at|mvat|dot|char|symbol)"
)
_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,3}\.[A-Za-z]{2,12}(?![\w@])"
)
_KEY: Final = re.compile(
    r"(?<![\w-])(?=[\w.+/=-]{16})(?=[\w.+/=-]{0,80}\d)(?=[\w.+/=-]{0,80}[A-Za-z])[A-Za-z0-9][\w.+/=-]{15,200}"
)
_SHOWN: Final = frozenset("_@.-+'")
_DASH: Final = "‐‑‒–—―−﹘﹣－"
_DASHES: Final = re.compile(f"[{_DASH}]")
_DASHED: Final = re.compile(
    rf"(?<![\w@.{_DASH}-])[A-Za-z0-9_.+]{{1,80}}(?:[{_DASH}-]{{1,2}}[A-Za-z0-9_.+@]{{1,200}}){{1,8}}"
)
_TOLD_MARK: Final = {
    "underscore": "_", "unterstrich": "_", "tiret bas": "_",
    "guion bajo": "_", "guión bajo": "_", "podkreślnik": "_", "trattino basso": "_",
    "onderstreepje": "_", "dash": "-", "hyphen": "-", "minus": "-", "bindestrich": "-",
    "tiret": "-", "guion": "-", "guión": "-", "myślnik": "-", "trattino": "-", "streepje": "-",
}  # fmt: skip
_NAMES: Final = "|".join(sorted(_TOLD_MARK, key=len, reverse=True))
_TOLD_KEY: Final = re.compile(
    rf"(?<![\w-])[a-zA-Z]{{2,10}}\d?(?:[ ]?[\[(<{{]?[ ]?(?:{_NAMES})[ ]?[\])>}}]?[ ]?[A-Za-z0-9]{{3,200}}){{1,4}}(?!\w)",
    re.IGNORECASE,
)
_TOLD_SIGN: Final = re.compile(rf"[ ]?[\[(<{{]?[ ]?\b({_NAMES})\b[ ]?[\])>}}]?[ ]?", re.IGNORECASE)
_SIGN_WORDS: Final = frozenset(
    b"underscore unterstrich tiret guion podkre\xfflnik trattino onderstreepje dash hyphen minus"
    b" bindestrich gui\xffn my\xfflnik streepje".split()
)
_CAPITAL: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:Gh[pousr]_|Github_pat_|Glpat-|Sk[-_]|Pk_|Rk_|Xox[abeprs]-|Npm_|Pypi-|Hf_|Gsk_"
    r"|Whsec_|Dop_v1_|Shp(?:at|ss|ca|pa)_|Dckr_pat_|Hvs\.|EyJ|Aiza|Akia)(?=[\w-]{16})"
)
# Keys whose signs are blanks.
_SPACED_KEY: Final = re.compile(
    r"(?<![\w-])(?:(?P<stripe>[spr]k[ ](?:live|test))[ ](?P<a>\w{16,99})"
    r"|(?P<under>gh[pousr]|npm|hf|github pat|dckr pat|whsec)[ ](?P<b>[A-Za-z0-9_]{24,99})"
    r"|(?P<dash>xox[abeprs](?:[ ]\d{10,13}){2,3}|glpat|sk proj|sk ant)[ ](?P<c>[A-Za-z0-9_-]{20,180}))(?!\w)"
)
_SPACED_HEADS: Final = frozenset(
    b"sk pk rk ghp gho ghu ghs ghr npm hf github dckr whsec xoxb xoxa xoxp xoxe xoxr xoxs glpat".split()
)
_HEADS: Final = frozenset(
    b"ghp gho ghu ghs ghr github glpat sk pk rk xoxa xoxb xoxe xoxp xoxr xoxs npm pypi hf gsk whsec dop"
    b" shpat shpss shpca shppa dckr hvs".split()
)
_SOLID_HEADS: Final = (b"EyJ", b"Aiza", b"Akia")
_AS_MEANT: Final = {"EyJ": "eyJ", "Aiza": "AIza", "Akia": "AKIA"}
_STOP: Final = r"(?:\.|[ ]?[\[({][ ]?(?:\.|dot)[ ]?[\])}][ ]?|[ ]dot[ ]|[ ]\.[ ]?)"
_SLASH: Final = r"(?:[ ]?[\[({]?/[\])}]?[ ]?|[ ]slash[ ]|/?[ \t]*\n[ \t]*/?)"
_HOOK: Final = re.compile(
    rf"(?:(?:h(?:xx|tt|XX|\*\*)ps?)[ ]?[\[({{]?:[\])}}]?[ ]?[\[({{]?[ ]?/[ ]?/[ ]?[\])}}]?[ ]?)?"
    rf"(?:hooks{_STOP}slack{_STOP}com|(?:(?:ptb|canary){_STOP})?discord(?:app)?{_STOP}com|api{_STOP}telegram{_STOP}org"
    rf"|[\w-]{{2,40}}{_STOP}webhook{_STOP}office{_STOP}com|outlook{_STOP}office(?:365)?{_STOP}com"
    rf"|hooks{_STOP}zapier{_STOP}com|maker{_STOP}ifttt{_STOP}com|chat{_STOP}googleapis{_STOP}com"
    rf"|open{_STOP}(?:feishu{_STOP}cn|larksuite{_STOP}com)|oapi{_STOP}dingtalk{_STOP}com|qyapi{_STOP}weixin{_STOP}qq{_STOP}com)"
    rf"(?:{_SLASH}[\w@.?=&:%-]{{1,120}}){{2,8}}",
    re.IGNORECASE,
)
_HOSTS: Final = re.compile(
    rb"(?:slack|discord(?:app)?|telegram|office(?:365)?|zapier|ifttt|googleapis|feishu|larksuite|dingtalk|weixin)"
    rb"[ \[({]{0,3}(?:\.|dot)"
)
HOOK_WORDS: Final = frozenset(
    b"slack discord discordapp telegram webhook outlook zapier ifttt googleapis feishu larksuite"
    b" dingtalk weixin".split()
)
_FRONT: Final = 80  # characters of a link in front of the name of its host
_BOT: Final = re.compile(
    r"(?<!\d)(\d{8,10})(?:[ ]?[\[(]?[:：][\])]?[ ]?|[ ](?:colon|doppelpunkt|deux points|dos puntos)[ ]"
    r"|%3[Aa]|&#58;|\\:)(AA[\w-]{32,34})(?![\w-])",
    re.IGNORECASE,
)
_LONGEST: Final = 240  # characters of a key
_APART: Final = 24  # characters between signs of one value
_FEW: Final = 24  # of a value on either side of a sign


NEEDS: Final = traits_of(b"0\\\xff\xfe")  # or a word for a chat


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the stretches with such values as they are usually written."""
    if clues.has(b"\\") and _MARK.search(clues.lower) is not None:
        yield from _unescaped(text, clues)
    pieces: list[Piece] = []
    if not clues.ascii and _DASHES.search(text) is not None:
        pieces += _dashed(text)
    if clues.mixed and not clues.words.isdisjoint(_SIGN_WORDS):
        pieces += _told(text, clues)
    if clues.mixed and _may_be_capital(clues):
        pieces += (
            (*match.span(), _AS_MEANT.get(match.group(), match.group().lower()))
            for match in _CAPITAL.finditer(text)
        )
    heads = clues.words & _SPACED_HEADS if clues.mixed else frozenset[bytes]()
    if heads:
        pieces += _spaced(text, clues, heads)
    if not clues.words.isdisjoint(HOOK_WORDS):
        pieces += _hooks(text, clues)
    if clues.mixed and b"AA" in clues.raw:
        pieces += (
            (*match.span(), f"{match[1]}:{match[2]}")
            for match in begun(_BOT, text, _bots(clues.lower))
            if match[2].startswith("AA") and match.group() != f"{match[1]}:{match[2]}"
        )
    for near in stretches(apart(sorted(pieces))):
        yield rewritten(text, near, "written-signs")


def _may_be_capital(clues: Clues) -> bool:
    """Whether a key may begin with a capital that it did not have."""
    heads = (head.capitalize() for head in clues.words & _HEADS)
    return any(map(clues.raw.__contains__, (*heads, *_SOLID_HEADS)))


def _unescaped(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with addresses and keys in which signs are escaped."""
    found: list[Piece] = [
        (*match.span(), _plain(match))
        for match in _ESCAPE.finditer(text)
        if _is_inside(text, *match.span()) or match["none"]
    ]
    if clues.has(b"{") or b"$@$" in clues.raw:
        found += ((*match.span(), match[1] or "@") for match in _BRACED.finditer(text))
    for near in stretches(apart(sorted(found))):
        made = rewritten(text, near, "written-signs")
        before = text[made.start : made.end]
        if any(value not in before for value in _values(made.text)):
            yield made


def _values(text: str) -> Iterator[str]:
    """Yield the addresses and keys of a text."""
    if "@" in text:
        yield from (match.group() for match in _ADDRESS.finditer(text))
    yield from (match.group() for match in _KEY.finditer(text) if _is_key(match.group()))


def _plain(escape: re.Match[str]) -> str:
    """Return what an escape stands for."""
    if escape["sign"]:
        return escape["sign"]
    if code := escape["rtf"] or escape["css"]:
        return chr(int(code, 16))
    return _WORDS.get(escape["word"], "@") if escape["word"] else ""


def _is_inside(text: str, start: int, end: int) -> bool:
    """Whether a value may go on at both sides of a sign."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    return (before.isalnum() or before in _SHOWN) and (behind.isalnum() or behind in "_\\{")


def _dashed(text: str) -> Iterator[Piece]:
    """Yield the keys and addresses in which dashes are longer than they were."""
    for match in _DASHED.finditer(text):
        plain = _DASHES.sub("-", match.group())
        if plain != match.group() and (_ADDRESS.search(plain) or _is_key(plain)):
            yield *match.span(), plain


def _told(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the keys in which a sign is a word."""
    places = clues.places(clues.words & _SIGN_WORDS)
    for near in stretches([(at, at) for at in places], _APART):
        begin, end = max(0, near[0][0] - _APART), near[-1][1] + _LONGEST
        for match in _TOLD_KEY.finditer(text, begin, end):
            plain = _TOLD_SIGN.sub(lambda sign: _TOLD_MARK[sign[1].lower()], match.group())
            if _is_key(plain):
                yield *match.span(), plain


def _spaced(text: str, clues: Clues, heads: frozenset[bytes]) -> Iterator[Piece]:
    """Yield the keys in which a blank stands where a sign should."""
    for match in begun(_SPACED_KEY, text, clues.places(heads)):
        sign = "-" if match["dash"] else "_"
        head = (match["stripe"] or match["under"] or match["dash"]).replace(" ", sign)
        plain = f"{head}{sign}{match['a'] or match['b'] or match['c']}"
        if _is_key(plain):
            yield *match.span(), plain


def _is_key(plain: str) -> bool:
    """Whether a run of signs has the marks of a key: long, letters and digits mixed."""
    last = max(re.split(r"[-_.]", plain), key=len)
    return (
        len(plain) > _FEW - 4
        and any(map(str.isdigit, last))
        and any(map(str.isalpha, last))
        and len(last) > 9
    )


def _hooks(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield the links that let whoever has them write into a chat, in one piece."""
    for host in stretches([match.span() for match in _HOSTS.finditer(clues.lower)], _FRONT):
        begin = max(0, host[0][0] - _FRONT)
        for match in _HOOK.finditer(text, begin, host[-1][1] + 4 * _FRONT):
            plain = re.sub(_STOP, ".", re.sub(_SLASH, "/", match.group()))
            plain = re.sub(r"^h..ps?[ ]?[\[({]?:[\])}]?[ ]?[\[({]?/{1,2}[\])}]?", "https://", plain)
            if plain != match.group():
                yield *match.span(), plain


def _bots(lower: bytes) -> Iterable[int]:
    """Return where the numbers of bots begin that may stand in front of their keys."""
    return [match.start() for match in _BOT_FRONT.finditer(lower)]


_BOT_FRONT: Final = re.compile(rb"(?<![0-9])[0-9]{8,10}(?=[^0-9a-z]|%3a)")
