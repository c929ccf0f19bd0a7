"""Holds what may be set into a value: tags and escapes, comments, the words between its parts."""

from __future__ import annotations

from typing import Final

ESCAPE: Final = (
    r"(?:<(?:/?[A-Za-z][^<>]{0,60}+|!--[^<>-]{0,60}--)>(?:[A-Za-z]{3,8}+</\w{1,8}+>)?+"
    r"|&\#?\w{2,8}+;|%[0-9A-Fa-f]{2}|(?:\\[nrt]){1,2}|\\u[0-9A-Fa-f]{4}|\\[a-z]{2,8}\s)"
)
COMMENT: Final = r"(?:/\*[^*]{0,40}\*/|\{\#[^#]{0,40}\#\}|<!\[CDATA\[|\]\]>)"
# Words that join or number the parts of a value, and whoever goes on with it.
JOINING: Final = (
    r"(?:and|And|then|Then|next|plus|followed|by|with|in|the|is|starts?|begins?|ends?|ending|first"
    r"|second|third|fourth|last|final|rest|half|halves|other|comes|continues|after|that|day|month"
    r"|year|uh|um|erm?|[Uu]ser|[Aa]ssistant|Human"
    r"|(?:[Pp]art|[Pp]iece|half|chunk|block|line|row|cell|segment|group|section)\s?\d{0,2}\b)"
)
BETWEEN: Final = rf"(?:{COMMENT}|\b{JOINING}\b[\s,:=)]{{1,3}}|\.?[A-Za-z]{{1,12}}\([\"'])"
