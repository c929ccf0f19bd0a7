"""Finds canaries in what leaves: whole or in part, spaced out, turned round or encoded."""

from __future__ import annotations

import base64
import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from govsim.errors import GovsimError
from govsim.guardrails.assembly.squeezed import Squeezed
from govsim.guardrails.options import options_of
from govsim.guardrails.values import Channel, Finding

if TYPE_CHECKING:
    from govsim.guardrails.policy import Circumstances, Policy
    from govsim.guardrails.views import View, Views

NAME: Final = "canary"
_TYPE: Final = "CANARY"
_THRESHOLD: Final = 0.5
_PIECE: Final = 8  # letters in a row that chance does not make
_SHORTEST: Final = 12  # letters of a canary; what is shorter may stand anywhere


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a canary: its letters and digits, and what was done to it."""

    letters: str
    step: str  # empty: nothing
    cased: bool = False  # whether capital letters matter


class Canaries:
    """Looks for canaries.

    Args:
        tokens: The canaries that were handed out.

    Raises:
        GovsimError: `wrong-value`: one is so short that chance makes it.
    """

    name = NAME

    def __init__(self, tokens: tuple[str, ...]) -> None:
        self._tokens = tokens
        each = dict.fromkeys(tokens)
        for token in each:
            _check(token)
        self._forms = tuple(form for token in each for form in _forms(token))

    def given(self, circumstances: Circumstances) -> Canaries:
        """Return the detector that looks for the canaries of one prompt, too."""
        more = circumstances.canaries
        return Canaries((*self._tokens, *more)) if more else self

    def find(self, views: Views, channel: Channel) -> Iterator[Finding]:
        """Yield each place where a canary, or a good part of one, is told."""
        for view in (views.plain, *views.decoded) if self._forms else ():
            letters = Squeezed(view.text)
            for form in self._forms:
                for start, end in _found(form, letters):
                    yield _finding(form, view, letters, start, end)

    def threshold(self, channel: Channel, budget: float | None) -> float:
        """Return the score of half a canary."""
        return _THRESHOLD


def detector(policy: Policy) -> Canaries:
    """Return the detector, with the `tokens` that the options of a policy name.

    Raises:
        GovsimError: `wrong-value`: there is no such option, or a token is too short.
    """
    return Canaries(tuple(options_of(policy, NAME, ("tokens",)).get("tokens", ())))


def _check(token: str) -> None:
    """Refuse a canary that would be told anywhere; the error does not tell the canary."""
    if (count := len(_bare(token))) < _SHORTEST:
        message = f"a canary of {count} letters and digits may stand anywhere by chance"
        hint = f"take {_SHORTEST} or more; govsim.guardrails.assembly.canary makes them"
        raise GovsimError("wrong-value", message, hint=hint)


def _bare(text: str) -> str:
    return Squeezed(text).text


def _forms(token: str) -> Iterator[_Form]:
    bare = _bare(token).lower()
    yield _Form(bare, "")
    yield _Form(bare[::-1], "reversed")
    yield _Form(_bare(codecs.encode(token, "rot13")).lower(), "rot13")
    raw = token.encode()
    yield _Form(raw.hex(), "hex")
    for shift in range(3):
        # What stands before decides which of three ways base64 writes the rest; the first and last
        # letters depend on what stands around.
        written = base64.b64encode(b"\0" * shift + raw).decode().rstrip("=")
        yield _Form(_bare(written[(0, 2, 3)[shift] : -2]), "base64", cased=True)


def _found(form: _Form, letters: Squeezed) -> Iterator[tuple[int, int]]:
    """Yield where a form, or half of one, stands among the letters of a text."""
    text = letters.text if form.cased else letters.low
    needle, done = form.letters, 0
    least = max(_PIECE, len(needle) // 2)
    for offset in range(0, len(needle) - _PIECE + 1, max(1, least - _PIECE)):
        piece = needle[offset : offset + _PIECE]
        at = text.find(piece, done)
        while at >= 0:
            start, end = _grown(needle, offset, text, at)
            if end - start >= least:
                yield start, end
                done = end
            at = text.find(piece, max(end, at + 1))


def _grown(needle: str, offset: int, text: str, at: int) -> tuple[int, int]:
    """Return how far a needle and a text agree around a place where they do."""
    before = 0
    while before < min(offset, at) and needle[offset - before - 1] == text[at - before - 1]:
        before += 1
    end = _PIECE
    while (
        offset + end < len(needle)
        and at + end < len(text)
        and needle[offset + end] == text[at + end]
    ):
        end += 1
    return at - before, at + end


def _finding(form: _Form, view: View, letters: Squeezed, start: int, end: int) -> Finding:
    span = view.original(*letters.original(start, end))
    share = (end - start) / len(form.letters)
    through = (*view.steps, form.step) if form.step else view.steps
    part = "a canary" if share == 1 else "part of a canary"
    return Finding(
        detector=NAME,
        type=_TYPE,
        start=span[0],
        end=span[1],
        score=round(share, 4),
        rule=form.step or "exact",
        why=f"it tells {part} that stood in the prompt",
        through=through,
    )
