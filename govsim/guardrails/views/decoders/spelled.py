"""Reads letters that are spelled out: in Morse, and in the alphabet of radio operators."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders import spelled_values
from govsim.guardrails.views.decoders.alphabets import NATO
from govsim.guardrails.views.readable import likely, valued
from govsim.guardrails.views.rewriting import Rewriting
from govsim.guardrails.views.value_shapes import HARDWARE, checks_iban
from govsim.guardrails.views.values import Decoding
from govsim.guardrails.views.vocabulary import known

MORSE: Final = dict(
    zip(
        ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...-"
        " .-- -..- -.-- --.. ----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----. .-.-.-"
        " --..-- ..--.. .--.-. -....- -..-. .----. ---... .-.-. ..--.- -.-.-- -.--. -.--.-"
        " -...- .-...".split(),
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,?@-/':+_!()=&",
        strict=True,
    )
)
_DOTS: Final = str.maketrans("·•∙●*–—−_", ".....----")
_SIGN: Final = r"[.\-·•∙●*–—−_]"
_RUN: Final = re.compile(
    rf"(?<![\w.\-]){_SIGN}{{1,6}}(?:[ \t/|\n]{{1,5}}{_SIGN}{{1,6}}){{3,}}(?!\w)"
)
_DRAWN_MORSE: Final = re.compile(r"[·•∙●][–—−-]|[–—−][·•∙●.]")
_DRAWN_OUTLINES: Final = (b"\xfe\xfe", b"\xfe-", b"\xfe.")
_MORSE_SIGNS: Final = (b".-", b"-.")  # one of them is in any words
_LETTER: Final = re.compile(rf"{_SIGN}+")
_SPELLING: Final = spelled_values.TELLING
_KINDS: Final = 4  # of words that spell
_NATO_RUN: Final = re.compile(
    r"\b(?:{0})(?:[^A-Za-z0-9]{{1,3}}(?:{0}|space|break)){{4,}}\b".format("|".join(NATO)),
    re.IGNORECASE,
)
_NATO_WORD: Final = re.compile(r"[A-Za-z-]+")


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield what Morse and spelling words spell."""
    if (clues.has(b"-") and any(signs in clues.raw for signs in _MORSE_SIGNS)) or (
        not clues.ascii and _is_drawn(text, clues)
    ):
        for match in _RUN.finditer(text):
            yield from _morse(match)
    words = clues.words & _SPELLING
    if words:
        yield from spelled_values.decode(text, clues, words)
    if len(words) >= _KINDS:
        for match in _NATO_RUN.finditer(text):
            yield from _nato(match)


def _is_drawn(text: str, clues: Clues) -> bool:
    """Whether dots and dashes beyond ASCII stand beside each other."""
    drawn = any(map(clues.raw.__contains__, _DRAWN_OUTLINES))
    return drawn and _DRAWN_MORSE.search(text) is not None


def _morse(match: re.Match[str]) -> Iterator[Decoding]:
    made, text, before = Rewriting(), match.string, match.start()
    for letter in _LETTER.finditer(text, match.start(), match.end()):
        sign = MORSE.get(letter.group().translate(_DOTS))
        if sign is None:
            return
        gap = text[before : letter.start()]
        if len(gap) > 1 or gap.strip():
            made.add(" ", before, letter.start())
        made.add(sign, *letter.span())
        before = letter.end()
    plain = made.text
    if len(set(plain)) < _KINDS or (len(plain) == _KINDS and not known(plain.lower())):
        return
    if likely(plain, least=6, mean=0.5) or _is_value(plain):
        yield made.decoding(*match.span(), "morse")


def _is_value(plain: str) -> bool:
    """Whether Morse spells a number or an address."""
    solid = "".join(sign for sign in plain if sign.isalnum())
    return (
        solid.isdigit()
        or valued(plain.lower())
        or checks_iban(solid)
        or bool(HARDWARE.fullmatch(plain))
    )


def _nato(match: re.Match[str]) -> Iterator[Decoding]:
    made = Rewriting()
    for word in _NATO_WORD.finditer(match.string, *match.span()):
        made.add(NATO.get(word.group().lower(), " "), *word.span())
    yield made.decoding(*match.span(), "spelling-alphabet")
