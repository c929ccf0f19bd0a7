"""Reads e-mail addresses whose last digits are words: `ana three 7@corp.com`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from govsim import expressions as re
from govsim.guardrails.views.decoders.number_names import NAMES
from govsim.guardrails.views.offsets import ONE
from govsim.guardrails.views.rewriting import Rewriting, begun
from govsim.guardrails.views.values import Decoding

_AT: Final = re.compile(r"[ ]{0,2}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,3}")
_SIGN: Final = re.compile("@")
_WRITTEN: Final = re.compile(r"\S+")
_LOCAL: Final = re.compile(r"[\w.+-]{2,40}")
_MOST_LAST: Final = 7  # words of digits in front of an `@`
_LAST_WORD: Final = 16  # characters of the name of a digit, with digits behind it
_REACH: Final = 80  # characters before an `@`


def before_ats(text: str, *, every: bool = True) -> Iterator[Decoding]:
    """Yield the addresses whose last digits are words: `ana three 7@corp.com`.

    Args:
        text: What is read.
        every: Whether digits of any script may stand there.
    """
    for at in begun(_AT, text, _starts(text)):
        before = text[max(0, at.start() - _LAST_WORD) : at.start()].rpartition(" ")[2]
        name = before.rstrip("0123456789")
        if name and name.lower() not in NAMES and not every:
            continue
        begin = max(0, at.start() - _REACH)
        words = list(_WRITTEN.finditer(text, begin, at.start()))[-_MOST_LAST - 1 :]
        first = len(words)
        while first and (_is_name(words[first - 1].group()) or words[first - 1].group().isdigit()):
            first -= 1
        last = words[first:]
        if not (first and any(_is_name(word.group()) for word in last)):
            continue
        local = words[first - 1]
        if local.start() == begin > 0 or not _LOCAL.fullmatch(local.group()):
            continue
        made = Rewriting()
        made.add(local.group(), *local.span(), ONE)
        for word in last:
            made.add(NAMES.get(word.group().lower(), word.group()), *word.span())
        made.add(at.group().lstrip(), at.end() - len(at.group().lstrip()), at.end(), ONE)
        yield made.decoding(local.start(), at.end(), "number-words")


def _starts(text: str) -> list[int]:
    """Return where a domain may begin with its `@`: two spaces in front of that, or fewer."""
    signs = (sign.start() for sign in _SIGN.finditer(text))
    return sorted({max(0, sign - back) for sign in signs for back in range(3)})


def _is_name(word: str) -> bool:
    return word.lower() in NAMES
