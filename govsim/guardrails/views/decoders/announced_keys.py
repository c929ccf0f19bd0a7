r"""Reads passwords and keys that a sentence announces, however they are written behind it.

`my password you asked for: b64 UGVw…`, `the API key:` and then a line for each part, a dump, the
codes of its signs or a row of strings; backwards, in halves, sign by sign.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders.announced_blocks import value_of_block
from govsim.guardrails.views.decoders.key_codes import from_base32, from_base64, from_hexadecimal
from govsim.guardrails.views.rewriting import Piece, gathered, rewritten
from govsim.guardrails.views.values import Decoding

_PASSWORDS: Final = (
    "pass(?:word|wort|phrase|code)|passwd|pwd|kennwort|contrase[ñn]a|mot de passe|senha|wachtwoord"
    "|has[łl]o|l[öo]senord|adgangskode|parola d'ordine"
)
_KEYS: Final = (
    "(?:api|access|secret|auth|bearer|deploy|license|signing|encryption|private|service"
    r"|account)[ _-]?(?:key|token)|token|secret|cl[ée] api|chiave api|clave api|credentials?"
    "|connection string"
)
_LABEL: Final = re.compile(
    rf"(?<![A-Za-z])(?:(?P<password>{_PASSWORDS})|{_KEYS})s?(?![\w.-])", re.IGNORECASE
)
_QUALIFYING: Final = (
    b"api access secret auth bearer deploy license signing encryption private service account"
).split()
# The words by which labels begin; letters that are not of ASCII are all one.
_HEADS: Final = frozenset(
    b"pass password passwords passwort passphrase passcode passwd pwd kennwort contrasena"
    b" contrase\xffa mot senha wachtwoord haslo has\xffo losenord l\xffsenord adgangskode parola"
    b" token tokens secrets cle cl\xff chiave clave credential credentials connection".split()
) | {
    word + glued + many
    for word in _QUALIFYING
    for glued, many in (
        (b"", b""),
        (b"key", b""),
        (b"token", b""),
        (b"key", b"s"),
        (b"token", b"s"),
    )
}
# One of them is in any label.
_TELLING: Final = frozenset(
    b"password passwords passwort passphrase passcode passwd pwd kennwort contrasena contrase\xffa"
    b" passe senha wachtwoord haslo"
    b" has\xffo losenord l\xffsenord adgangskode dordine key keys token tokens secret secrets api"
    b" credential credentials connection"
    b" apikey accesskey secretkey apitoken accesstoken authtoken".split()
)
# What leads from a label to its value.
_LINK: Final = re.compile(
    r"[\"'`*_)]{0,3}(?:[ ](?:for|of|to|from|on|in)[ ](?:the[ ]|our[ ]|my[ ])?[\w.-]{1,24}){0,2}"
    r"(?:[ ]?[:=]|[ ][^\n,:;.]{2,28},[ ](?:es|é|è|is|it's|ist|est)(?!\w)|,[ ](?:es|é|è|is|it's|ist"
    r"|est)(?!\w)|[ ](?:you asked for|(?:given |here |once )?again|reads|should be|which is|goes"
    r"|is given here again|as|is|was|ist|lautet|est|es|è|é|jest|to)(?![^\W_])[ ]?[:=]?)[ ]{0,2}",
    re.IGNORECASE,
)
_SIGN: Final = r"[!-~]"
_VALUE: Final = r"[^\s\"'`“”„«»,;<>()\[\]{}|]{4,120}"
_END: Final = r"(?=[\s\"'`“”»,;<>()\[\]|]|$)"
_REVERSED: Final = (
    r"(?:written |spelled |spelt |read |r[üu]ckw[äa]rts |escrito |scritt[oa] |[ée]crit "
    r"|achterstevoren )?"
    r"(?:geschrieben|geschreven|backwards?|reversed|in reverse|from right to left"
    r"|right to left|r[uü]ckw[aä]rts|al rev[eé]s|[aà] l.envers|al? contr[aá]rio|ao contr[aá]rio"
    r"|achterstevoren)"
)
_64: Final = r"(?:b(?:ase)?[ _-]?64)(?:[ -](?:encoded|coded))?"
_SIXTEEN: Final = r"[0-9A-Fa-f]{2}(?:[ ]?[0-9A-Fa-f]{2}){5,119}"
_PART: Final = r"(?:part|half|piece|bit|chunk|teil|parte|partie|moitié|mitad|metà|hälfte)"


def _halves(first: str, second: str) -> str:
    return first + second.rstrip(".")


def _turned(first: str, second: str) -> str:
    return second.rstrip(".") + first


class _Form(NamedTuple):
    """One way to write a value, and how it is read from what was captured."""

    pattern: re.Pattern[str]
    read: Callable[..., str | None]
    sure: bool = True  # whether nothing but a value is written so


def _form(pattern: str, read: Callable[..., str | None], *, sure: bool = True) -> _Form:
    return _Form(re.compile(pattern, re.IGNORECASE), read, sure)


_FORMS: Final = (
    _form(rf"[\"'`(]?{_64}[)\"'`]?(?:[ ](?:it is|is|of))?[:,]?[ ]({_VALUE}){_END}", from_base64),
    _form(rf"({_VALUE})[\"'`]?,?[ ](?:\(|in |as |is |which is )?{_64}", from_base64),
    _form(rf"[\"'`(]?(?:b(?:ase)?[ _-]?32)[)]?[:,]?[ ]({_VALUE}){_END}", from_base32),
    _form(rf"({_VALUE})[\"'`]?,?[ ](?:\(|in |as )?b(?:ase)?[ _-]?32", from_base32),
    _form(rf"(?:\(?(?:in )?hex(?:adecimal)?\)?[:,]?[ ])({_SIXTEEN})(?!\w)", from_hexadecimal),
    _form(rf"({_SIXTEEN})(?!\w)[,)]?[ ](?:\(|in |as )?hex", from_hexadecimal),
    _form(r"((?:[0-9a-f]{2}[ ]){5,119}[0-9a-f]{2})(?![\w:-]|[ ][0-9a-f]{2}\b)", from_hexadecimal),
    _form(
        rf"\(?{_REVERSED}\)?[:,]?(?:[ ]is)?[ ][\"'`]?({_VALUE}){_END}",
        lambda v: v[::-1].lstrip("."),
    ),
    _form(rf"[\"'`]?({_VALUE})[\"'`]?,?[ ]\(?{_REVERSED}(?!\w)", lambda v: v[::-1]),
    _form(
        rf"(?:the[ ])?(?:first|1st|erste|primera?|premi[eè]re?|prima)[ ]{_PART}[ ]?(?:is|="
        rf"|:)?[ ]?({_VALUE})"
        rf"[,;]?(?:[ ]and)?[ ](?:the[ ])?(?:second|2nd|other|last|zweite|segunda|deuxi[eè]me"
        rf"|seconda)"
        rf"[ ]{_PART}[ ]?(?:is|=|:)?[ ]?({_VALUE}){_END}",
        _halves,
    ),
    _form(
        rf"{_PART}[ ]?(?:1|one|a)[ ]?(?:is|=|:)?[ ]?({_VALUE})[,;]?(?:[ ]and)?[ ]{_PART}[ ]?(?:2"
        rf"|two|b)"
        rf"[ ]?(?:is|=|:)?[ ]?({_VALUE}){_END}",
        _halves,
    ),
    _form(
        rf"starts[ ]with[ ]({_VALUE}),?[ ]and[ ](?:it[ ])?ends[ ](?:with|in)[ ]({_VALUE}){_END}",
        _halves,
    ),
    _form(
        rf"(?:the[ ])?(?:last|second)[ ]{_PART}[ ](?:is[ ])?({_VALUE}),?[ ]and[ ](?:before[ ]it"
        rf"|in front(?: of it)?|the[ ]first[ ]{_PART})[ ](?:comes[ ]|is[ ]"
        rf"|stands[ ])?({_VALUE}){_END}",
        _turned,
    ),
    _form(
        rf"({_VALUE}),?[ ](?:and[ ]then|followed[ ]by|then|und[ ]dann|et[ ]puis|y[ ]luego"
        rf"|e[ ]poi)[ ]({_VALUE})"
        rf"{_END}",
        _halves,
    ),
    _form(rf"[\"'`]?({_VALUE})[\"'`]?[ ](?:\+|plus)[ ][\"'`]?({_VALUE}){_END}", _halves),
    _form(r"([\w-]{4,40})(?:\.{3}|…)([\w-]{4,60})(?![\w.])", _halves),
    _form(r"([\w-]{2,40})\[([\w-]{1,40})\]([\w-]{2,60})(?![\w\[(])", lambda a, b, c: a + b + c),
    _form(
        r"([\w-]{2,40})[*•#]{2,12}([\w-]{2,60})[ ,]{1,2}(?:with[ ]|\(?where[ ]"
        r"|\(?the[ ]stars[ ]are[ ])"
        r"([\w-]{2,12})(?:[ ]for[ ]the[ ]stars|[ ](?:is|are|was)|\))",
        lambda a, b, c: a + c + b,
    ),
    _form(
        r"((?![a-z]{3,}(?!\w))[\w-]{1,8}(?:[ ]{1,4}(?![a-z]{3,}(?!\w))[\w-]{1,6}){5,63})(?![\w-])",
        lambda v: "".join(v.split()),
    ),
    _form(rf"({_SIGN}(?:[ ]{_SIGN}){{6,63}})(?![^\s,.;])", lambda v: v.replace(" ", "")),
    _form(
        rf"[|]?({_SIGN}(?P<by>[|·.,/_-]|,[ ]|[ ][|·][ ]){_SIGN}(?:(?P=by){_SIGN}){{5,63}})(?!\w)",
        lambda v, by: "".join(v[:: len(by) + 1]),
    ),
    _form(rf"\*{{1,2}}({_VALUE}?)\*{{1,2}}(?![\w*])", lambda v: v.replace("**", "")),
    _form(rf"[(\"'`“«]{{0,2}}({_VALUE})", lambda v: v.rstrip(".:"), sure=False),
)  # fmt: skip
_USUAL: Final = re.compile(r"[:=]|(?:is|was|to|ist|lautet|est|es|è|é|jest)[ :=]", re.IGNORECASE)
_MOST: Final = 200  # labels of one text that are followed
_LETTERS: Final = 3
_WIDEST: Final = 240  # characters of a value
_WORDED: Final = re.compile(r"[a-z]+|[A-Z]?[a-z]+[.!?]?|[A-Z]+", re.ASCII)


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the lines with such values as they are usually written."""
    if clues.words.isdisjoint(_TELLING):
        return
    pieces: list[Piece] = []
    for label in _labels(text, clues):
        kind = "password" if label["password"] else "api key"
        found = _inline(text, label) or value_of_block(text, label.end())
        if found is not None and is_secret(found[2], kind):
            pieces.append((found[0], found[1], f"{kind}: {found[2]} "))
    for near in gathered(pieces):
        yield rewritten(text, near, "announced")


def _labels(text: str, clues: Clues) -> Iterator[re.Match[str]]:
    """Yield the labels of a text, none of which stands in another."""
    done = 0
    for many, at in enumerate(clues.places(clues.words & _HEADS)):
        if many >= _MOST:
            return
        if at >= done and (label := _LABEL.match(text, at)) is not None:
            yield label
            done = label.end()


def _inline(text: str, label: re.Match[str]) -> Piece | None:
    """Return the value that stands behind a label on its line."""
    link = _LINK.match(text, label.end())
    if link is None:
        return None
    end = text.find("\n", link.end(), link.end() + _WIDEST)
    end = min(len(text), link.end() + _WIDEST) if end < 0 else end
    for form in _FORMS:
        found = form.pattern.match(text, link.end(), end)
        if found is None or (not form.sure and _USUAL.match(link.group().lstrip("\"'`*_) "))):
            continue  # the usual detectors read what is written as usual
        parts = [found[1], *filter(None, found.groups()[1:])]
        value = form.read(*parts)
        if value is not None and (form.sure or _is_chosen(value)):
            return found.start(1), found.end() if form.sure else found.start(1) + len(value), value
    return None


def _kinds(value: str) -> int:
    kinds = (str.isupper, str.islower, str.isdigit, lambda sign: not sign.isalnum())
    return sum(any(map(kind, value)) for kind in kinds)


def _is_chosen(value: str) -> bool:
    """Whether a value in the midst of a sentence is no word of it."""
    mixed = any(map(str.isdigit, value)) and sum(map(str.isalpha, value)) > _LETTERS
    return mixed or _kinds(value) > 2 or _is_spelt(value)


def is_secret(value: str, kind: str) -> bool:
    """Whether a value may be one, by its length and the kinds of its signs."""
    if not value.isprintable() or " " in value or _WORDED.fullmatch(value):
        return False
    mixed = any(map(str.isdigit, value)) and any(map(str.isalpha, value))
    if kind == "password":
        return 6 <= len(value) <= 64 and (mixed or _kinds(value) > 2 or _is_spelt(value))
    return 16 <= len(value) <= 4096 and mixed


def _is_spelt(value: str) -> bool:
    """Whether capitals stand among small letters as in no name."""
    return (
        len(value) > 7
        and re.search(r"[a-z][A-Z]{2}[a-z]|[a-z][A-Z][a-z]{0,2}[A-Z]", value) is not None
    )
