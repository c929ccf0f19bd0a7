"""Reads e-mail addresses that are spelled for people: `ana [at] corp [dot] com`."""

# ruff: noqa: E501 - the words of a language stay together

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_letters, digits
from typing import Final

from govsim import expressions as re
from govsim.guardrails.paired import paired
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders.address_dots import before_dots
from govsim.guardrails.views.decoders.paired_addresses import ENDS
from govsim.guardrails.views.rewriting import Piece, begun, rewritten, stretches
from govsim.guardrails.views.value_shapes import ADDRESS
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.words import FLAGS

# What stands for `@` in no sentence; `at` and `ät` do only with a sign or a `dot` beside them.
_NAMED_AT: Final = (
    r"(?:arrobas?|arob(?:as?|ase?|az)|chiocciola|ma[lł]p(?:a|ka|ą)|ape(?:n)?staart(?:je)?|kukac|zavin[aá][cč]"
    r"|snabel[ -]?a|krøllalfa|alfakrøll|miukumauku|klammeraffe|affenschwanz|ätt|собака|собачка"
    r"|равлик|маймунско а|арон|coad[aă] de maimu[tț][aă]|afna|et i[sş]areti|παπάκι|شطرل?نج?|골뱅이"
    r"|アットマーク|アット|艾特|a commercial|at[ -]?(?:sign|symbol|mark)|at (?:the )?domain)"
)
_DRAWN_AT: Final = (
    r"(?:[ⓐⒶ🅰📧✉＠﹫]\ufe0f?|(?<=\w)[©®](?=\w)|&\#0{0,5}64;|&\#x0{0,4}40;|&commat;|\\@"
    r"|\\x40|\\40|\\u0040|%40|(?<=\w)=40(?=\w))"
)
_AT_WORD: Final = rf"(?:{_NAMED_AT}|at|ät|et|a|{_DRAWN_AT})"
_DOT_WORD: Final = (
    r"(?:dot|d o t|full stop|pt|pkt|pto|punkt|punktum|punto|ponto|kropka|te[cč]ka|to[cč]ka|bodka|piste|nokta"
    r"|titik|точка|крапка|τελεία|ドット|점|点)"
)
_DRAWN_DOT: Final = r"\\\.|\\x2[eE]|\\u002[eE]|%2[eE]|=2E|&\#0{0,5}46;|&\#x0{0,4}2[eE];|&period;"
_ANY_DOT_WORD: Final = rf"(?:{_DOT_WORD}|point|punt|pont|period)"  # some are words of sentences
_ENCLOSED_AT: Final = re.compile(
    rf"(?:[^\w\s@]|_){{1,2}} ?(?:{_AT_WORD}|@) ?(?:[^\w\s@]|_){{1,2}}", re.IGNORECASE
)  # it begins with a sign, so that a search goes from sign to sign
_BARE_AT: Final = re.compile(rf" {{1,2}}(?:at|ät|a t|et|{_NAMED_AT}|@) {{1,2}}|@", re.IGNORECASE)
_TOLD_AT: Final = re.compile(rf" {{1,2}}{_NAMED_AT} {{1,2}}| ?{_DRAWN_AT} ?", re.IGNORECASE)
_SPACED_AT: Final = re.compile(r" @ |(?<=\w)@ |(?<=[a-z0-9]) AT (?=[a-z0-9-]+\.[a-z])")
_END_APART: Final = re.compile(
    r"@[\w-]{1,63}(\. | \.|,)(?:com|org|net|edu|gov|io|info|co\.uk)(?![\w-])"
)
# Without the dot, of hosts that are known.
_NO_DOT: Final = re.compile(
    r"@(?:((?:g|google|hot|proton|fast)mail|outlook|live|yahoo|icloud|aol|ymail)( ?)(?:com|de|fr|it|es|nl)"
    r"|(gmx|web|posteo|orange|wanadoo|laposte|sfr|libero|onet|interia|wp|seznam|ziggo|telia|bluewin)( ?)(?:de|net|at|ch|fr|it|pl|cz|nl|se))"
    r"(?![\w-]|\.\w)"
)
_BRACKETS: Final = "[({<«≪【‹⟨"
_DOT_SIGN: Final = (
    rf"[ ]{{0,2}}(?:[^\w\s@]|_){{1,2}} ?(?:{_ANY_DOT_WORD}|d|\.) ?(?:[^\w\s@]|_){{1,2}}[ ]{{0,2}}"
    rf"|[ ]{{1,2}}{_ANY_DOT_WORD}[ ]{{1,2}}|[ ]\.[ ]|[ ]\.(?=[a-z])|{_DRAWN_DOT}"
)
_DOT: Final = re.compile(_DOT_SIGN, re.IGNORECASE)
_SAID_DOT: Final = re.compile(
    rf"\b{_DOT_WORD}\b|[^\w\s](?:{_ANY_DOT_WORD}|d|\.) ?[^\w\s]| \. ", re.I
)
_GLUED: Final = re.compile(
    r"(?<![A-Za-z0-9])([a-z0-9][a-z0-9._-]{0,40}(?:DOT[a-z0-9_-]{1,30}){0,3})AT(?:SIGN)?"
    r"([a-z0-9-]{2,40}(?:DOT[a-z0-9-]{2,30}){1,3}"
    r"|[a-z0-9-]{2,40}\.(?:com|org|net|edu|io|de|pl|es|fr|it|nl|me|eu|info|co\.uk))"
    r"(?![A-Za-z0-9])"
)
_ARTICLES: Final = frozenset("the a an this that our my your his her their".split())
# Words of sentences that stand in front of `at`, and are nobody's name where nobody is written to.
_NO_NAMES: Final = frozenset(
    "in on up out us me it you we they them look looks looked looking see seen met meet meets available online"
    " outage outages down shop shopping visit page pages site website office offices headquarters login account"
    " accounts is are was were be been work works worked working sell sells sold buy find found hosted live here"
    " now click chat people team staff everyone someone arrived stay stop start day more shows registered".split()
)
_WRITTEN_TO: Final = re.compile(
    r"mail|writ|contact|reach|address|correo|adres|send|\b(?:to|is|me|for)[ :]{1,2}$", re.IGNORECASE
)
_SAID_BEFORE: Final = 32  # characters
_ROW_REACH: Final = 64  # characters beside an `@`
_CELLS: Final = re.compile(
    r"(?<![\w.+@-])[\w.+@-]{1,8}([ \t]?(?:[|,;/]|\r?\n)[ \t]{0,4}(?:[-*>\u2022][ \t])?)"
    r"(?:[\w.+@-]{1,8}\1){2,12}[\w.+@-]{1,8}(?![\w@-])"
)
_JOINED: Final = re.compile(
    r"[\[(][\"']([\w.+-]{1,64})[\"'],[ ]?[\"']([\w-]{1,63}(?:\.[\w-]{1,63}){1,4})[\"'][\])]"
    r"\.join\([\"']@[\"']\)|[\"']@[\"']\.join\([\[(][\"']([\w.+-]{1,64})[\"'],[ ]?"
    r"[\"']([\w-]{1,63}(?:\.[\w-]{1,63}){1,4})[\"'][\])]\)"
)
_QUOTED: Final = re.compile(
    r"(?<![\w@])[\"']([\w.+-]{1,64})[\"']@(?=[\w-]{1,63}\.)|(?<=\w)@@(?=[\w-]{1,63}\.[a-z]{2})"
)
_QUOTED_SIGNS: Final = (b'"@', b"'@", b"@@")
_QUOTED_REACH: Final = 72  # characters of a name in quotes, or of what stands behind the `@`
_GLUED_AT: Final = re.compile(rb"AT(?<=[a-z0-9]AT)(?:SIGN)?[a-z0-9]")
_LOOSE_AT: Final = re.compile(rb"AT(?<=[a-z0-9._-]AT)(?:SIGN)?[a-z0-9-]")
_LABEL: Final = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_DASH: Final = re.compile(
    r"(?:[ ]{1,2}(?:dash|hyphen|minus)[ ]{1,2}|[(\[{](?:dash|hyphen|minus)[)\]}])", re.IGNORECASE
)
_DOMAIN: Final = re.compile(
    rf"[ ]{{0,2}}({_LABEL}(?:(?:{_DOT_SIGN}|\.|{_DASH.pattern}){_LABEL}){{1,5}})", re.IGNORECASE
)
_USER: Final = re.compile(
    rf"([\w][\w.+%-]{{0,63}}(?:(?:{_DOT_SIGN})[\w.+-]{{1,63}}){{0,3}})[ ]{{0,2}}$", re.IGNORECASE
)
# What may stand before a label of a domain but the first. Each begins with its sign, so that a
# search goes from one to the next; what is not ASCII may be anything.
_BEFORE_LABEL: Final = re.compile(
    rb"\.|d(?:ot| o t|ash|(?<![a-z0-9]d)(?![a-z0-9]))|pt|pkt|pto|punt|punkt|pont|point|period|full stop|kropka"
    rb"|te.ka|to.ka|bodka|piste|nokta|titik|hyphen|minus|%2e|=2e|&period|&#|\\x2e|\\u002e|\xfe|\xff"
)
_LONGEST_LABEL: Final = 72  # characters, with the spaces and signs around it
_END: Final = re.compile(r"@[\w-]{1,63}(?:\.[\w-]{1,63}){0,3}\.(\w{2,4})(?![\w-])")
_LOOKS: Final = str.maketrans("013457", "oieast")
_COUNTRIES: Final = frozenset(map(str.lower, FLAGS))
# The end of the name of a file, which is none of an address in it.
_FILE: Final = re.compile(
    r"(?<=\w\w)\.(?:csv|tsv|pdf|txt|json|xlsx?|docx?|zip|png|jpe?g|xml|html?|eml|log)$"
)
_DOT_WORDS: Final = frozenset(
    b"dot d stop pt pkt pto punkt punktum punto ponto kropka te\xffka to\xffka bodka piste nokta titik".split()
)
_TOLD: Final = frozenset(
    b"commercial arroba arrobas arob arobaz arobas arobase chiocciola malpa apenstaartje apenstaart apestaart"
    b" apestaartje kukac zavinac snabel snabela miukumauku"
    b" klammeraffe affenschwanz afna coada isareti"
    b" ma\xffpa ma\xffpka ma\xffp\xff malpka zavin\xff\xff zavin\xffc zavina\xff kr\xffllalfa"
    b" alfakr\xffll \xfft \xfftt \xff\xff\xff\xff\xff\xff \xff\xff\xff\xff\xff\xff\xff".split()
)
# The words for the sign in scripts that `Clues` does not tell apart.
_FOREIGN_AT: Final = re.compile("[а-яіїά-ώ\u0590-\u06ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_DRAWN: Final = re.compile("[ⓐⒶ🅰📧✉＠﹫©®]")
_ESCAPED_AT: Final = re.compile(rb"&#0*64;|&#x0*40;|&commat;|\\@|\\x40|\\40|\\u0040|%40|=40")
# One of them is in whatever `_ESCAPED_AT` finds.
_ESCAPES: Final = (
    b"64;",
    b"40;",
    b"&commat;",
    b"\\@",
    b"\\x40",
    b"\\40",
    b"\\u0040",
    b"%40",
    b"=40",
)
# What is in such words in ASCII, and in such drawings: each begins one, in small letters.
_AT_PIECES: Final = (
    *(
        b"arroba",
        b"aroba",
        b"chiocciola",
        b"malpa",
        b"malpka",
        b"apestaart",
        b"apenstaart",
        b"kukac",
    ),
    *(b"zavinac", b"snabel", b"miukumauku", b"klammeraffe", b"affenschwanz", b"coada de maimuta"),
    *(b"afna", b"et isareti", b"a commercial", b"at domain", b"at the domain"),
    *(b"at%b%b" % (by, word) for by in (b"", b" ", b"-") for word in (b"sign", b"symbol", b"mark")),
    *(b"&#", b"&commat;", b"\\@", b"\\x40", b"\\40", b"\\u0040", b"%40", b"=40"),
)
# The last sign before `at`, `a` or `@`, where a sign stands behind it too.
_ENCLOSED: Final = re.compile(rb"[^a-z0-9\s@](?=[ ae@])(?= ?(?:at?|et|@) ?(?:[^\w\s@]|_))")
_NO_SIGNS: Final = ascii_letters.encode() + digits.encode() + b" \n"
# The letters of `at` and its like as they are, others as `x`, and signs as `-`.
_AT_OUTLINE: Final = bytes(
    code if code in b"ate@ \t\n\v\f\r" else ord("x") if code in _NO_SIGNS else ord("-")
    for code in range(256)
)
_ENCLOSED_OUTLINES: Final = tuple(
    b"-%b%b%b-" % (before, at, after)
    for at in (b"at", b"a", b"et", b"@")
    for before in (b"", b" ")
    for after in (b"", b" ")
)
_SAID_AT: Final = re.compile(rb"at(?:[ -]?(?:sign|symbol|mark)| (?:the )?domain)")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines in which addresses are spelled out."""
    ats: dict[int, re.Match[str]] = {}
    told = _is_told(text, clues)
    escaped = told or _is_escaped(clues)
    if escaped:
        ats.update((at.start(), at) for at in _as_told(text, clues))
    elif _may_be_enclosed(clues):
        ats.update((at.start(), at) for at in _enclosed(text, clues.lower, []))
    if not clues.words.isdisjoint(_DOT_WORDS) or _spaced_dot(text, clues):
        for start, end in before_dots(clues):
            ats.update((at.start(), at) for at in _BARE_AT.finditer(text, start, end))
    if b"@ " in clues.raw or b" AT " in clues.raw:
        ats.update((at.start(), at) for at in _SPACED_AT.finditer(text))
    if clues.has(b"@"):
        yield from _signed(text, clues)
    at = _LOOSE_AT if b"DOT" in clues.raw else _GLUED_AT
    if b"AT" in clues.raw and at.search(clues.raw):
        for near in stretches(_glued(text)):
            yield rewritten(text, near, "address")
    told_ats = [ats[start] for start in sorted(ats)]
    for near in stretches(_pieces(text, clues.lower, told_ats)) if ats else ():
        yield rewritten(text, near, "address")


def _signed(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines in which something else of an address is odd than its `@`."""
    if clues.mixed:
        for near in stretches(_ends(text)):
            yield rewritten(text, near, "leet")
    for near in stretches(_ends_apart(text)):
        yield rewritten(text, near, "address")
    if clues.has(b"|,;/") or b"\n" in clues.raw:
        for near in stretches(_in_cells(text)):
            yield rewritten(text, near, "address")
    if any(signs in clues.raw for signs in _QUOTED_SIGNS):
        for near in stretches(sorted(_quoted(text, clues))):
            yield rewritten(text, near, "address")


def _in_cells(text: str) -> Iterator[Piece]:
    """Yield addresses of which each cell of a row, or line of a list, holds a few letters."""
    ats: list[tuple[int, int]] = [at.span() for at in re.finditer("@", text)]
    for near in stretches(ats, 2 * _ROW_REACH):
        begin = max(0, near[0][0] - _ROW_REACH)
        for match in _CELLS.finditer(text, begin, near[-1][1] + _ROW_REACH):
            if match.group().count("@") != 1:
                continue
            parts = match.group().split(match[1])
            plain = "".join(parts)
            if ADDRESS.fullmatch(plain) and not any(ADDRESS.search(part) for part in parts):
                yield *match.span(), plain


def _quoted(text: str, clues: Clues) -> Iterator[Piece]:
    """Yield addresses whose names stand in quotes, or whose parts a program joins."""
    signs = [(at, at) for at in clues.places(_QUOTED_SIGNS)]
    for near in stretches(signs, 2 * _QUOTED_REACH):
        begin, end = max(0, near[0][0] - _QUOTED_REACH), near[-1][1] + _QUOTED_REACH
        for match in _QUOTED.finditer(text, begin, end):
            yield *match.span(), f"{match[1] or ''}@"
    for match in _JOINED.finditer(text) if b"join" in clues.words else ():
        yield *match.span(), "@".join(filter(None, match.groups()))


def _is_told(text: str, clues: Clues) -> bool:
    """Whether a word for the sign is in a text, or a drawing of it."""
    if not clues.words.isdisjoint(_TOLD) or _SAID_AT.search(clues.lower):
        return True
    if not clues.ascii and (_FOREIGN_AT.search(text) or _DRAWN.search(text)):
        return True
    if b"'" not in clues.raw:
        return False
    together = b" ".join(clues.unknown)  # `(arroba'x` is one word
    return any(word in together for word in _TOLD)


def _is_escaped(clues: Clues) -> bool:
    """Whether an `@` is written by its number, or by its name."""
    may = any(map(clues.raw.__contains__, _ESCAPES))
    return may and _ESCAPED_AT.search(clues.raw) is not None


def _may_be_enclosed(clues: Clues) -> bool:
    """Whether `at`, `a` or `@` stands between two signs anywhere."""
    if len(clues.raw.translate(None, _NO_SIGNS)) < 2:
        return False
    outline = paired(clues.lower.translate(_AT_OUTLINE))
    return any(map(outline.__contains__, _ENCLOSED_OUTLINES))


def _as_told(text: str, clues: Clues) -> Iterator[re.Match[str]]:
    """Yield where a word or a drawing for the sign stands between signs, then between spaces."""
    if not clues.ascii:
        yield from _ENCLOSED_AT.finditer(text)
        yield from _TOLD_AT.finditer(text)
        return
    words = clues.places(_AT_PIECES)
    yield from _enclosed(text, clues.lower, words)
    # In front of a word stand two spaces at most.
    yield from begun(_TOLD_AT, text, _before(words, 2))


def _enclosed(text: str, lower: bytes, words: list[int]) -> Iterator[re.Match[str]]:
    """Yield where `_ENCLOSED_AT` finds `at`, `a` or `@` between signs, or one of some words."""
    signs = [sign.start() for sign in _ENCLOSED.finditer(lower)]
    # In front of a word stand two signs at most, and a space.
    starts = _before(signs, 1) + _before(words, 3)
    return begun(_ENCLOSED_AT, text, sorted(set(starts)))


def _before(places: list[int], most: int) -> list[int]:
    """Return places and those in front of them, in order, as far as so many characters."""
    return sorted({at - back for at in places for back in range(min(at, most) + 1)})


def _glued(text: str) -> Iterator[Piece]:
    for match in _GLUED.finditer(text):
        yield *match.span(), f"{match.group(1)}@{match.group(2)}".replace("DOT", ".")


def _ends(text: str) -> Iterator[Piece]:
    """Yield the ends of addresses that only are some when digits in them are letters."""
    for match in _END.finditer(text):
        plain = match.group(1).lower().translate(_LOOKS)
        if not match.group(1).isalpha() and plain in ENDS:
            yield *match.span(1), plain


def _ends_apart(text: str) -> Iterator[Piece]:
    """Yield the spaces beside the last dots of addresses."""
    for match in _END_APART.finditer(text):
        yield *match.span(1), "."
    for match in _NO_DOT.finditer(text):
        nth = 1 if match[1] else 3
        if text[match.start() - 1 : match.start()].isalnum():
            yield match.end(nth), match.end(nth + 1), "."


def _spaced_dot(text: str, clues: Clues) -> bool:
    return clues.has(b"@") and (
        " . " in text or " @ " in text or "[.]" in text or "(.)" in text or "\\." in text
    )


def _pieces(text: str, lower: bytes, ats: list[re.Match[str]]) -> Iterator[Piece]:
    done, dot = 0, -1  # the first dot, or dash, that stands behind
    for at in ats:
        if at.start() < done:
            continue
        if dot < at.end():
            found = _BEFORE_LABEL.search(lower, at.end())
            if found is None:
                return
            dot = found.start()
        domain = _DOMAIN.match(text, at.end()) if dot - at.end() <= _LONGEST_LABEL else None
        if domain is None:
            continue
        said = domain.group(1)
        if (file := _FILE.search(said)) is not None:
            said = said[: file.start()]
        domain_plain = _DASH.sub("-", _DOT.sub(".", said))
        if not _is_address(domain_plain, at, said):
            continue
        user = _USER.search(text[max(done, at.start() - 80) : at.start()])
        if user is None:
            continue
        start, end = at.start() - len(user.group()), domain.start(1) + len(said)
        if at.group().strip().lower() == "at" and is_no_name(text, user.group(1), start):
            continue
        plain = f"{_DOT.sub('.', user.group(1))}@{domain_plain}"
        if plain != text[start:end]:
            yield start, end, plain
            done = end


def is_no_name(text: str, name: str, start: int) -> bool:
    """Whether what stands in front of `at` is a word of a sentence: `look at corp dot com`.

    Args:
        text: What is read.
        name: What stands there.
        start: Where it does.
    """
    if name.lower() not in _NO_NAMES:
        return False
    before = text[max(0, start - _SAID_BEFORE) : start].rpartition("\n")[2]
    return _WRITTEN_TO.search(before) is None


def _is_address(domain: str, at: re.Match[str], spelled: str) -> bool:
    """Whether what is spelled is an address, by its end and by how sure its `@` and dots are.

    Args:
        domain: What stands behind the `@`, as it is usually written.
        at: What is taken for the `@`.
        spelled: The domain as it is spelled.
    """
    _, dot, last = domain.lower().rpartition(".")
    if not dot or not last.isalpha() or not 2 <= len(last) <= 12:
        return False
    sign, said = at.group().strip(), _SAID_DOT.search(spelled) is not None
    if sign.lower() == "at" and domain.lower().partition(".")[0] in _ARTICLES:
        return False  # at the dot com office
    letter = sum(map(str.isalpha, sign)) == 1
    if at.re.pattern == _SPACED_AT.pattern and not said:
        return last in ENDS
    if "@" in sign or (sign[:1] in _BRACKETS and not letter):
        return True
    ends = last in ENDS or last in _COUNTRIES
    if _TOLD_AT.fullmatch(at.group()):
        return ends
    # `at` alone is a word, unless `dot` follows it; signs beside it may be of a sentence.
    if sign.isalpha():
        return said and ends
    if len(sign) > 2 and sign[0] == sign[-1] and " " not in sign:
        return ends  # `*at*`
    tight = not at.string[at.start() - 1].isspace() and (not letter or sign[:1] in _BRACKETS)
    return said or (last in ENDS and tight)
