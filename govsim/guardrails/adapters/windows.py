"""Reads a text as windows of tokens that a model takes, with the place of every token."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from govsim.errors import GovsimError, missing_extra
from govsim.guardrails.adapters.folder import Folder

_PIECE: Final = 200_000  # characters that are cut into tokens at a time
_SHARED: Final = 2_000  # characters that two pieces share


@dataclass(frozen=True, slots=True)
class Window:
    """One input of a model: its tokens, and where each stands in the text.

    Special tokens stand nowhere: their place is empty. Of the tokens that two windows share, one
    half belongs to each; `first` and `last` bound those that belong to this one.
    """

    ids: tuple[int, ...]
    types: tuple[int, ...]
    places: tuple[tuple[int, int], ...]
    first: int
    last: int

    @property
    def span(self) -> tuple[int, int]:
        """The stretch of the text that it reads."""
        held = [place for place in self.places if place[1] > place[0]]
        return (held[0][0], held[-1][1]) if held else (0, 0)


class Windows:
    """Cuts texts into windows.

    Args:
        folder: Where the tokenizer is.
        window: Tokens of one window.
        overlap: Tokens that it shares with the one before it.

    Raises:
        GovsimError: `missing-extra` without tokenizers; `unreadable`: there is no tokenizer in it.
    """

    def __init__(self, folder: Folder, window: int, overlap: int) -> None:
        try:
            from tokenizers import Tokenizer
        except ImportError:
            message = "a model of your own needs tokenizers"
            raise missing_extra(message, "guardrails") from None
        try:
            self._tokenizer: Any = Tokenizer.from_file(str(folder.tokenizer))
        except Exception:
            message = f"`{folder.tokenizer}` is no tokenizer"
            raise GovsimError("unreadable", message) from None
        window = max(8, min(window, folder.longest or window))
        self._overlap = min(overlap, window // 4)
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_length=window, stride=self._overlap)

    def of(self, text: str) -> Iterator[Window]:
        """Yield the windows of a text, in order."""
        for base in range(0, max(1, len(text)), _PIECE - _SHARED):
            first = self._tokenizer.encode(text[base : base + _PIECE])
            encodings = [first, *first.overflowing]
            for nth, encoding in enumerate(encodings):
                yield self._window(encoding, base, nth > 0, nth < len(encodings) - 1)
            if base + _PIECE >= len(text):
                return

    def _window(self, encoding: Any, base: int, shares: bool, is_shared: bool) -> Window:
        places = tuple(
            (0, 0) if special else (base + start, base + end)
            for (start, end), special in zip(
                encoding.offsets, encoding.special_tokens_mask, strict=True
            )
        )
        half = self._overlap // 2
        before = next((n for n, place in enumerate(places) if place[1] > place[0]), 0)
        return Window(
            ids=tuple(encoding.ids),
            types=tuple(encoding.type_ids),
            places=places,
            first=before + half if shares else 0,
            last=len(places) - (half if is_shared else 0),
        )
