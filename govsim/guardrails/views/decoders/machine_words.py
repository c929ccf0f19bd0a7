"""Holds the words in which addresses of machines are read out: digits, letters, signs, asides."""

from __future__ import annotations

from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.decoders.alphabets import NATO
from govsim.guardrails.views.decoders.number_names import HESITATIONS, TIMES
from govsim.guardrails.views.decoders.number_words import language_of

# Signs between the groups; of two words, the second, behind the number.
COLON_WORDS: Final = dict.fromkeys(
    "colon doppelpunkt dwukropek kolon dvojtečka двоеточие".split(), "one"
) | dict.fromkeys("puntos points punti pontos".split(), "two")
DOT_WORDS: Final = frozenset("dot punkt punto ponto point punt kropka".split())
DOUBLES: Final = {**TIMES, "twice": 2, "zweimal": 2}
# Letters as they are read out: those of radio operators that are digits of base 16.
LETTERS_SAID: Final = {name: letter for name, letter in NATO.items() if letter in "abcdef"} | {
    "alfa": "a", "berta": "b", "anton": "a", "cäsar": "c", "dora": "d", "emil": "e",
    "friedrich": "f", "bee": "b", "cee": "c", "dee": "d", "eff": "f",
}  # fmt: skip
_ASIDES: Final = """
    capital caps upper lower case uppercase lowercase letter big small groß großes klein maiuscola
    maiuscolo majuscule mayúscula maiúscula hoofdletter wielka duże
    hang on hold let me see wait second moment one sec you know sorry okay ok so and then next now
    right und dann et puis y luego e poi moment warte attends espera aspetta wacht even
    first second half part rest other last the is it its with begins starts ends goes by followed
    dash hyphen minus tiret strich guion guión trattino
    byte bytes octet group pair nbsp quot
"""
_DIGIT_NAMES: Final = frozenset("one second a b c d e f".split())
ASIDES: Final = (frozenset(_ASIDES.split()) | frozenset(HESITATIONS)) - (_DIGIT_NAMES - {"second"})
_WORD: Final = re.compile(r"[^\W\d_]+")
_SEVERAL: Final = 3  # names of digits


def digits_said(text: str) -> dict[str, str]:
    """Return the names of digits in the language that a text says several in, or nothing."""
    words = [word.lower() for word in _WORD.findall(text)]
    names = language_of([word for word in words if len(word) > 1])
    return names if sum(word in names for word in words) >= _SEVERAL else {}
