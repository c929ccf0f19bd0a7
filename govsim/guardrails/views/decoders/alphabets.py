"""Holds the words by which radio operators, and people in German, spell letters."""

from __future__ import annotations

from typing import Final

_NATO: Final = (
    "alfa|alpha bravo charlie delta echo foxtrot golf hotel india juliett|juliet kilo lima mike"
    " november oscar papa quebec romeo sierra tango uniform victor whiskey|whisky"
    " x-ray|xray yankee zulu"
).split()
# As people spell in German; the same words in ASCII.
_GERMAN: Final = (
    "anton berta|bertha caesar|cäsar dora emil friedrich gustav heinrich ida julius"
    " kaufmann|konrad ludwig martha nordpol otto paula quelle richard samuel|siegfried"
    " theodor ulrich viktor wilhelm xanthippe ypsilon zacharias|zeppelin"
).split()
NATO: Final = {
    word: chr(97 + at)
    for table in (_NATO, _GERMAN)
    for at, words in enumerate(table)
    for word in words.split("|")
}
