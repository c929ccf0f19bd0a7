"""Puts the word for a value in front of it that stands behind: `142015172 <- that is my SSN`.

What is written in front of its label is read by no reader that looks ahead from one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.clues import Clues
from govsim.guardrails.views.decoders.alphabets import NATO
from govsim.guardrails.views.decoders.group_words import LABELS
from govsim.guardrails.views.decoders.number_names import COUNTED
from govsim.guardrails.views.decoders.told_words import KINDS, MONTHS, folded
from govsim.guardrails.views.offsets import ONE
from govsim.guardrails.views.rewriting import Rewriting, begun
from govsim.guardrails.views.values import Decoding

_POINTING: Final = (
    r"(?:(?:that|this|it|which)(?:[ ]is|[’']s|[ ]was)|das[ ](?:ist|war)|c[’']est"
    r"|(?:esto?|ese?)[ ]es|questo[ ]è|è|to[ ](?:jest|m[óo]j)|dat[ ]is|isso[ ]é|é|es|ist|is)"
)
_OWN: Final = (
    r"(?:my|the|his|her|our|their|your|mein[es]?|meine|die|der|das|ihre?|mon|ma|le|la|son|sa|mi|su|el"
    r"|il|mio|mia|moja|mój|moje|mijn|het|de|meu|minha|o|a)"
)
_LABEL: Final = r"(?P<label>[^\W\d][^\n,.;:()<>\"]{1,40}?)"
_BEHIND: Final = re.compile(
    rf"(?:<[-=~]+|[←⇐⬅]|<<)[ ]?(?:{_POINTING}[ ])?(?:{_OWN}[ ])?{_LABEL}(?=[,.;:()<>\"\n]|$)"
    rf"|[,(–—-][ ]?{_POINTING}[ ]{_OWN}[ ]{_LABEL.replace('label', 'own')}(?=[,.;:)!\n]|$)"
    r"|\((?P<alone>[^\W\d][^\W\d_]{1,20}(?:[ ][^\W\d]{1,14}){0,3})\)",
    re.IGNORECASE,
)
_LEFT: Final = re.compile(r"[^\n:=;|>\t\"'`“”]{4,80}$")
_WORD: Final = re.compile(r"[^\W\d_]+")
_BIRTHS: Final = frozenset(
    "birth born dob birthday geburtsdatum geburtstag naissance nacimiento nascita nascimento"
    " geboortedatum urodzenia fodelsedatum fodselsdato szuletesi dogum".split()
)
_LOOSE: Final = frozenset("call dial ring text reach contact number nummer numero".split())
_NAMING: Final = (frozenset((*KINDS, *LABELS)) | _BIRTHS | {"email", "mail"}) - _LOOSE
_OTHERS: Final = frozenset(
    "order invoice ticket version build part tracking batch serial model page case bestellung"
    " rechnung commande facture pedido factura ordine fattura zamowienie".split()
)
_REACH: Final = 80  # characters of a value
_MOST: Final = 64  # labels
_ARROWS: Final = (b"<-", b"<=", b"<~", b"<<")
# What stands between a digit and a label, by its outline.
_MARKED: Final = re.compile(rb"0(?: \(| - |, | ?\xfe ?)[aA\xff]")
_SIGNS: Final = "←⇐⬅"
_POINTED: Final = re.compile(f"[{_SIGNS}]")
_FEWEST: Final = 4  # digits of a value
_FEW: Final = 2  # words of one that is told
_ROMAN: Final = re.compile("[MCDLXVI]{1,4}(?:[.][MCDLXVI]{1,8}){2}")
_SAID: Final = frozenset((*COUNTED, *MONTHS, *NATO))


def decode(text: str, clues: Clues) -> Iterator[Decoding]:
    """Yield the stretches of such values, their label in front."""
    places = clues.places(_ARROWS) if clues.has(b"<") else []
    places += (match.start() + 1 for match in _MARKED.finditer(clues.outline))
    if not clues.ascii and any(map(text.__contains__, _SIGNS)):
        places += (match.start() for match in _POINTED.finditer(text))
    places.sort()
    starts = [place + (text[place] == " ") for place in places]
    for match in islice(begun(_BEHIND, text, starts), _MOST):
        label = match["label"] or match["own"] or match["alone"]
        words = {folded(word) for word in _WORD.findall(label)}
        if words.isdisjoint(_NAMING) or not words.isdisjoint(_OTHERS):
            continue
        low = max(0, match.start() - _REACH)
        left = _LEFT.search(text[low : match.start()])
        if left is None or not _is_value(left.group()):
            continue
        made, begin = Rewriting(), low + left.start()
        made.add(f"{label}: ", *match.span())
        made.add(left.group(), begin, match.start(), ONE)
        yield made.decoding(begin, match.end(), "label-behind")


def _is_value(left: str) -> bool:
    """Whether digits are in what stands in front, or names of numbers, months or letters."""
    if sum(map(str.isdigit, left)) >= _FEWEST or _ROMAN.search(left):
        return True
    return sum(folded(word) in _SAID for word in _WORD.findall(left)) >= _FEW
