"""Holds what a rule is: phrases or a pattern that speak for an attack, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from govsim.guardrails.values import Channel


@dataclass(frozen=True, slots=True)
class TextRule:
    """One rule: what it looks for in a text, and what that would mean.

    Either `phrases` or `pattern` is given. Phrases are sequences of words:

    * `word`, `one|other`, `instruct*` (however it goes on), `<list>` (one of a list of words);
    * a `?` behind any of these: it may be absent;
    * `~3`: up to three other words;
    * `!word`, at the end: the phrase must not go on with it;
    * a `_` stands for a space within one of these;
    * a `@` before one of these: the word to look for first, where that is not the first one.

    `pattern` is a regular expression over the text in lower case and without accents. Of `anchors`
    one stands in whatever it matches, at most `lookback` characters behind its start: a whole
    word, a word that may go on (`exfil*`), or a text of three characters or more that begins with
    a sign.
    """

    id: str
    why: str  # one sentence, lower case, no full stop
    phrases: tuple[str, ...] = ()
    pattern: str = ""
    anchors: tuple[str, ...] = ()
    lookback: int = 0
    channels: frozenset[Channel] = frozenset()  # empty: all
    type: str = ""  # empty: that of the family
    times: int = 1  # how often it must match before it counts
    joined: bool = False  # words are not set apart by spaces, as in Chinese
    cased: bool = False  # capital letters matter
    score: float | None = None  # probability that it is right; None: as measured, else 0.5

    def holds_for(self, channel: Channel) -> bool:
        """Whether the rule speaks of texts of a channel."""
        return not self.channels or channel in self.channels


@dataclass(frozen=True, slots=True)
class Family:
    """Rules of one kind, with the lists of words that their phrases name."""

    name: str
    type: str
    rules: tuple[TextRule, ...]
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
