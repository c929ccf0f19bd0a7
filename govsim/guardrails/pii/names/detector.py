"""Finds names of people, places and organisations in every view of a text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from govsim import expressions as re
from govsim.errors import GovsimError
from govsim.guardrails.false_alarms import within_budget
from govsim.guardrails.machine_tokens import is_part_of_token
from govsim.guardrails.options import options_of
from govsim.guardrails.pii.code import speech
from govsim.guardrails.pii.detector import finding
from govsim.guardrails.pii.mentions import mentions
from govsim.guardrails.pii.names.behind import behind_labels, unread_in
from govsim.guardrails.pii.names.decode import LEAST, spans
from govsim.guardrails.pii.names.east_asian import east_asian
from govsim.guardrails.pii.names.in_company import may_be_person
from govsim.guardrails.pii.names.judged import judged
from govsim.guardrails.pii.names.network import Network, shipped
from govsim.guardrails.pii.names.words import TOKEN
from govsim.guardrails.pii.overlap import apart_from, resolve
from govsim.guardrails.pii.values import Hit
from govsim.guardrails.values import Channel, Finding

if TYPE_CHECKING:
    from govsim.guardrails.policy import Policy
    from govsim.guardrails.views import Views

NAME: Final = "names"
TYPES: Final = ("PERSON", "LOCATION", "ADDRESS", "ORG")
THRESHOLD: Final = 0.3
_LEAST: Final = 0.2  # what is less likely is not even handed on
_CODE: Final = 0.97
# Who wrote code says so in it, for all to read: such a line gives nobody away.
_CREDIT: Final = re.compile(
    r"author|copyright|\(c\)|©|written|wrote|contribut|maintain|credit|thanks|suggest|improve|"
    r"modifie|patch|fixes|fixed by|based on|reported|invented|licen[sc]e|rights reserved|"
    r"<[^<>\s]+@",
    re.IGNORECASE,
)
# What looks like a name in these is part of an address, and found as such by another detector.
ADDRESS: Final = re.compile(r"(?:https?|ftp|file)://\S+|www\.\S+|[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
# One of these stands in each, and no space.
_MARK: Final = re.compile(r"@|://|www\.")
_SPACE: Final = re.compile(r"\s")


class NamesDetector:
    """Tags names by a small network whose weights ship with govsim.

    Args:
        types: Which of PERSON, LOCATION, ADDRESS and ORG are reported.
        network: Another network than the one that ships.
    """

    name = NAME

    def __init__(
        self, types: frozenset[str] = frozenset(TYPES), network: Network | None = None
    ) -> None:
        self._types = types
        self._network = network

    def find(self, views: Views, channel: Channel) -> Iterator[Finding]:
        """Yield what it finds, in the order of each view; offsets are of the original text."""
        plain = views.plain
        for view in (plain, *views.decoded):
            for hit in self.hits(view.text, channel):
                found = finding(NAME, hit, view)
                place, decoded = (found.start, found.end), view is not plain
                if not is_part_of_token(plain.text, *place, decoded=decoded):
                    yield found

    def hits(self, text: str, channel: Channel = Channel.USER) -> list[Hit]:
        """Return what it finds in one text, nothing overlapping."""
        if channel is Channel.CODE:
            return list(self._in_speech(text))
        return self._found(text, _LEAST)

    def _found(self, text: str, least: float) -> list[Hit]:
        network = self._network or shipped()
        tokens = TOKEN.findall(text)
        found = [
            hit
            for hit in spans(tokens, *network.likely(tokens, LEAST))
            if hit.score >= least and (hit.type in self._types or may_be_person(text, hit))
        ]
        if found and ("@" in text or "://" in text or "www." in text):
            found = _outside(list(mentions(text)), apart_from(addresses_in(text), found))
        kept = list(self._reported(judged(text, found, network.weights.lists)))
        told = resolve(self._reported(_told(text)))
        # What a label tells stands, whatever the network sees in it.
        return resolve([*told, *apart_from(told, kept)] if told else kept)

    def _reported(self, hits: Iterable[Hit]) -> Iterator[Hit]:
        return (hit for hit in hits if hit.type in self._types)

    def _in_speech(self, code: str) -> Iterator[Hit]:
        """Yield the names in comments and strings, but for those who are credited there."""
        places, starts, size = list(speech(code)), [], 0
        for start, end in places:
            starts.append(size)
            size += end - start + 1
        said = "\n".join(code[start:end] for start, end in places)
        for hit in self._found(said, _CODE):
            at = bisect_right(starts, hit.start) - 1
            move = places[at][0] - starts[at]
            moved = hit._replace(start=hit.start + move, end=min(hit.end + move, places[at][1]))
            # One word alone, such as a key or a constant, is too little to tell a name by.
            if " " in code[moved.start : moved.end] and not _CREDIT.search(_line(code, moved)):
                yield moved

    def threshold(self, channel: Channel, budget: float | None) -> float:
        """Return the score from which on a finding counts: its own, or that of a budget."""
        if budget is not None:
            return within_budget(NAME, channel, budget)
        return _CODE if channel is Channel.CODE else THRESHOLD


def _told(text: str) -> Iterator[Hit]:
    """Yield what labels and words of courtesy tell, in scripts that the network does not read."""
    if not text.isascii() and (unread := unread_in(text)):
        yield from behind_labels(text, unread)
        yield from east_asian(text, unread)


def _line(text: str, hit: Hit) -> str:
    """Return the line that a hit stands in, or what of it is near."""
    start = max(text.rfind("\n", 0, hit.start) + 1, hit.start - 200)
    end = text.find("\n", hit.end)
    return text[start : min(end if end >= 0 else len(text), hit.end + 200)]


def addresses_in(text: str) -> list[Hit]:
    """Return the addresses of mail and web in a text."""
    return [
        Hit(*match.span(), "URL", 1.0, "")
        for start, end in _around_marks(text)
        for match in ADDRESS.finditer(text, start, end)
    ]


def _around_marks(text: str) -> Iterator[tuple[int, int]]:
    """Yield where what spaces part begins and ends in which the mark of an address stands."""
    end = 0
    while (mark := _MARK.search(text, end)) is not None:
        at = mark.start()
        start = max(end, text.rfind(" ", end, at) + 1, text.rfind("\n", end, at) + 1)
        space = _SPACE.search(text, at)
        end = space.start() if space is not None else len(text)
        yield start, end


def _outside(mentioned: Sequence[Hit], found: Sequence[Hit]) -> list[Hit]:
    """Return the finds that are no part of an account that is mentioned."""
    if not mentioned:
        return list(found)
    starts = [each.start for each in mentioned]

    def within(hit: Hit) -> bool:
        at = bisect_right(starts, hit.start)
        return at > 0 and hit.end <= mentioned[at - 1].end

    return [hit for hit in found if not within(hit)]


def detector(policy: Policy) -> NamesDetector:
    """Return the detector as a policy wants it; its option `types` names what is reported.

    Raises:
        GovsimError: `wrong-value`: a type that is none of its own.
    """
    chosen = options_of(policy, NAME, ("types",)).get("types", TYPES)
    for name in chosen:
        if name not in TYPES:
            message = f"the detector `{NAME}` finds no `{name}`"
            raise GovsimError("wrong-value", message, hint=f"one of {', '.join(TYPES)}")
    return NamesDetector(frozenset(chosen))
