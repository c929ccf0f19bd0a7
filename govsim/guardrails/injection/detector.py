"""Finds prompt injection and jailbreaks: a scan of everything, an encoder for what is uncertain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile

import numpy as np

from govsim.guardrails.injection.calibration import LEAST, Calibration, is_data, read_calibrations
from govsim.guardrails.injection.encoder import NAME, Encoder
from govsim.guardrails.injection.numbers import shortened
from govsim.guardrails.injection.scan import Tables, scan
from govsim.guardrails.injection.stretches import stretches_of
from govsim.guardrails.options import options_of
from govsim.guardrails.rules.defences import without_defences
from govsim.guardrails.values import Channel, Finding, Unscanned
from govsim.guardrails.views import View, Views

if TYPE_CHECKING:
    from govsim.guardrails.policy import Policy

TYPE: Final = "INJECTION"
# A decoding that makes up so much of a text is read instead of what it was decoded from: letters
# in disguise look like an attack, whatever they say.
_REPLACES: Final = 0.5
# A text that comes to less than this without its long numbers, and without what withstands an
# attack, is none for their sake. Of 115 texts
# with data of people that were taken for attacks, 45 are not; of 260 orders to pay or to tell
# something to such a number, 4 are no longer found. Half a probability would lose 63.
_PLAINLY_NONE: Final = 0.35
_SHORTEST: Final = 12  # characters of a decoding that is read at all
_MOST: Final = 12  # decodings that are read
_END = re.compile(r"[.!?。！？؟।]\s|\n")
_SPAN: Final = 300
_WORD = re.compile(r"\w+")
_FIRST = re.compile(r"\W*(\w+)\W+(\w+)\W+\w")  # two words, and that there is a third
_LETTERS: Final = 3  # and fewer say nothing
_HEAD: Final = 24  # characters
_LOOKED: Final = 400  # characters at the beginning that mostly settle it
_UNSPACED: Final = "\u0e00"  # from here on are the scripts in which a sentence may be one word
FIELDS: Final = ("table", "clips", "inner", "outer", "classes", "hot")  # of a table's file
# Whether a text is read as data → the weights that judge it, its own first. Two that were trained
# on different rows, or from different starts, err on different texts.
SIDES: Final = {False: ("prompt", "data"), True: ("data", "again")}


@dataclass(frozen=True, slots=True)
class Read:
    """What one reading of a text came to, and which stretch of it weighs most."""

    probability: float
    start: int
    end: int


class InjectionDetector:
    """Tells attempts to override, hijack or extract instructions, and jailbreaks, from other texts.

    Raises:
        Unscanned: The weights cannot be read.
    """

    name = NAME
    reads_words_only = True

    def __init__(self, weights: Traversable | None = None) -> None:
        folder = weights or files("govsim.guardrails") / "weights" / "injection"
        self._folder = folder
        every = {
            name: _tables(folder / f"heads-{name}.npz") for name in set().union(*SIDES.values())
        }
        self._tables = {data: [every[name] for name in SIDES[data]] for data in SIDES}
        self._calibrations = _calibrations(folder)
        self._encoder: Encoder | None = None

    def find(self, views: Views, channel: Channel) -> Iterator[Finding]:
        """Return one finding for the text and one for each decoding, however unlikely.

        Raises:
            Unscanned: The encoder is needed and is not installed.
        """
        yield from self.find_from(views, channel, LEAST)

    def find_from(self, views: Views, channel: Channel, least: float) -> Iterator[Finding]:
        """Return the findings with at least so high a score.

        A text that no logit of the encoder would bring so far is not read by it.

        Raises:
            Unscanned: As `find` does.
        """
        for view in read_views(views):
            yield from self._finding(view, channel, max(least, LEAST))

    def threshold(self, channel: Channel, budget: float | None) -> float:
        """Return the probability from which on a finding counts."""
        return self._calibrations[is_data(channel)].threshold(budget)

    def read(self, text: str, channel: Channel) -> Read:
        """Return the probability that a text is an attack in a channel."""
        return self._read(text, channel, 0.0) or Read(0.0, 0, len(text))

    def _read(self, text: str, channel: Channel, least: float) -> Read | None:
        """Return what a text comes to, or None where it says nothing or less than the least."""
        logits: dict[str, float] = {}
        read = self._read_whole(text, channel, least, logits)
        if read is None or read.probability < _PLAINLY_NONE:
            return read
        if (bare := without_defences(text)) != text:
            probability = self._bare(bare, channel, logits)
            read = replace(read, probability=min(read.probability, probability))
            if read.probability < max(least, _PLAINLY_NONE):
                return read if read.probability >= least else None
        if (bare := shortened(bare)) == text:
            return read
        probability = self._bare(bare, channel, logits)
        if probability >= _PLAINLY_NONE:
            return read
        return replace(read, probability=probability) if probability >= least else None

    def _bare(self, text: str, channel: Channel, logits: dict[str, float]) -> float:
        """Return the probability that what is left of a text is an attack."""
        read = self._read_whole(text, channel, 0.0, logits)
        return read.probability if read else 0.0

    def _read_whole(
        self, text: str, channel: Channel, least: float, logits: dict[str, float]
    ) -> Read | None:
        """Return the same of a text whose numbers count; what the encoder read is in `logits`."""
        if says_nothing(text):
            return None
        data = is_data(channel)
        calibration = self._calibrations[data]
        scanned = scan(text, self._tables[data], data=data, doubt=calibration.doubt)
        first = scanned.logit
        second: float | None = None
        chosen = 0
        if first >= calibration.uncertain:
            if calibration.most(first) < least:
                return None
            stretches = stretches_of(text, scanned.hot, beginning=not data)
            found = [self._logit(text[a:b], logits, data=data) for a, b in stretches]
            second = max(found)
            chosen = int(len(found) > 1 and found[1] > found[0])
        probability = calibration.probability(first, second)
        if probability < least:
            return None
        if chosen:
            start, end = stretches[1]
        else:
            start, end = scanned.hot[0] if scanned.hot else (0, len(text))
        return Read(probability, *_sentence(text, start, end))

    def _finding(self, view: View, channel: Channel, least: float) -> Iterator[Finding]:
        read = self._read(view.text, channel, least)
        if read is None:
            return
        start, end = view.original(read.start, read.end)
        where = "data that a model reads" if is_data(channel) else "a prompt"
        yield Finding(
            detector=NAME,
            type=TYPE,
            start=start,
            end=end,
            score=read.probability,
            why=f"it reads like an attempt to steer or unlock a model, in {where}",
            through=view.steps,
        )

    def _logit(self, stretch: str, known: dict[str, float], *, data: bool) -> float:
        if stretch not in known:
            if self._encoder is None:
                self._encoder = Encoder.read(self._folder)
            (known[stretch],) = self._encoder.logits([stretch], data=data)
        return known[stretch]


def says_nothing(text: str) -> bool:
    """Whether a text is nothing but a few letters, or one word, again and again.

    No attack can be said so; the weights have never seen such texts, and take some for one.
    """
    return _says_nothing(text[:_LOOKED].casefold()) and _says_nothing(text.casefold())


def _says_nothing(text: str) -> bool:
    # The beginning alone mostly has more letters, and two words that are not the same.
    if _has_few_letters(text[:_HEAD]) and _has_few_letters(text):
        return True
    first = _FIRST.match(text)
    if first is not None and first[1] != first[2]:
        return False
    words = _WORD.findall(text)
    # The last may be cut.
    same = len(set(words[:-1])) == 1 and words[0].startswith(words[-1])
    return same and max(words[0]) < _UNSPACED


def _has_few_letters(text: str) -> bool:
    return sum(map(str.isalnum, set(text))) <= _LETTERS


def read_views(views: Views) -> list[View]:
    """Return the decodings that are read, and the whole text unless one makes up most of it."""
    decoded = [view for view in views.said if len(view.text) >= _SHORTEST][:_MOST]
    size = max(1, views.plain.end - views.plain.start)
    replaced = any(view.end - view.start >= _REPLACES * size for view in decoded)
    return decoded if replaced else [views.plain, *decoded]


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to the sentence or line around it, within bounds."""
    low = max(0, start - _SPAN)
    for match in _END.finditer(text, low, start):
        low = match.end()
    after = _END.search(text, max(start, end - 1), min(len(text), end + _SPAN))
    high = after.start() + 1 if after else min(len(text), end + _SPAN)
    return min(low, start), max(high, end)


def _tables(path: Traversable) -> Tables:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            return Tables.of(*(held[n] for n in FIELDS))
    except (OSError, EOFError, KeyError, ValueError, BadZipFile) as error:
        reason = "the weights of the first tier are not there, or are others"
        raise Unscanned(NAME, reason) from error


def _calibrations(folder: Traversable) -> Mapping[bool, Calibration]:
    try:
        return read_calibrations(folder)
    except (OSError, KeyError, TypeError, ValueError) as error:
        reason = "the calibration of the weights is not there, or is another"
        raise Unscanned(NAME, reason) from error


@lru_cache(maxsize=1)
def _shared() -> InjectionDetector:
    return InjectionDetector()


def detector(policy: Policy) -> InjectionDetector:
    """Return the detector; every policy shares one, since the weights are large."""
    options_of(policy, NAME, ())
    return _shared()
