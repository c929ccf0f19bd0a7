"""Holds what may be set into a value: tags, comments, words, the next string or turn."""

from __future__ import annotations

from typing import Final

TAG: Final = r"<(?:/?[A-Za-z][^<>]{0,60}+|\?[a-z ]{0,8}\?|!--[^<>-]{0,60}--)>"
ESCAPE: Final = (
    rf"(?:{TAG}(?:[A-Za-z]{{3,8}}+</\w{{1,8}}+>)?+"
    r"|&\#?\w{2,8}+;|%[0-9A-Fa-f]{2}|(?:\\[nrt]){1,2}|\\u[0-9A-Fa-f]{4}|\\[a-z]{2,8}\s)"
)
COMMENT: Final = (
    r"(?:/\*[^*]{0,40}\*/|\[[a-z ]{2,16}\]|\((?:cont|more|rest|next|sic)[a-z ]{0,16}\)"
    r"|\{\#[^#]{0,40}\#\}|<!\[CDATA\[|\]\]>)"
)
# What stands in front of the name of a variable.
DECLARING: Final = (
    r"(?:(?:const|let|var|val|set|setx|export|final|static|auto|local|declare|char|string|String"
    r"|my|private|public)[ ]){0,2}"
)
# From the end of one string, line or turn of a dialogue to the next.
SPLICE: Final = (
    r"(?:[\"'][ ]?;?\s{0,4}(?:echo|print|printf|puts|cat)[ (](?:-\w[ ])?[\"']"
    r"|[\"'][ ]?[+.&|]{1,2}[ ]?[A-Za-z_]\w{0,12}[ ]?[+.&|]{1,2}[ ]?[\"']"  # a variable between
    r"|\s{0,2}\n(?:[A-Z][a-z]{1,10}: [\w ,.]{0,24}\n)?(?:\[\d{1,2}:[\d:]{2,5}\][ ])?"
    r"(?:[A-Z][a-z]{1,10}:|\[\d{1,2}\])[ ]"
    r"|\s{0,2}\n[A-Z][\w ,.]{2,40}:\s{0,2}\n>?[ ]?)"  # an answer to a letter
)
# Words that join or number the parts of a value, and whoever goes on with it.
JOINING: Final = (
    r"(?:and|And|then|Then|next|plus|followed|by|with|in|the|is|starts?|begins?|ends?|ending|first"
    r"|second|third|fourth|last|final|rest|half|halves|other|comes|continues|after|that|day|month"
    r"|year|continues|starting|beginning|finally|finish(?:es)?|uh|um|erm?|[Uu]ser|[Aa]ssistant|Human"
    r"|(?:[Pp]art|[Pp]iece|half|chunk|block|line|row|cell|segment|group|section)\s?\d{0,2}\b)"
)
BETWEEN: Final = rf"(?:{COMMENT}|\b{JOINING}\b[\s,:=)]{{1,3}}|\.?[A-Za-z]{{1,12}}\([\"'])"
