"""Finds personal data by patterns in every view of a text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from govsim.guardrails.false_alarms import within_budget
from govsim.guardrails.machine_tokens import is_part_of_token
from govsim.guardrails.pii.card_codes import card_codes
from govsim.guardrails.pii.chance import is_by_chance
from govsim.guardrails.pii.code import masked
from govsim.guardrails.pii.headed import headed
from govsim.guardrails.pii.overlap import apart_from, resolve
from govsim.guardrails.pii.scan import scan
from govsim.guardrails.pii.settings import LEAST, Settings, settings_of
from govsim.guardrails.pii.values import TYPES, Hit
from govsim.guardrails.spotting import reading_of
from govsim.guardrails.under_label import under_label
from govsim.guardrails.values import Channel, Finding

if TYPE_CHECKING:
    from govsim.guardrails.detecting import Detector
    from govsim.guardrails.policy import Circumstances, Policy
    from govsim.guardrails.views import View, Views

NAME: Final = "pii"
_SCORE: Final = itemgetter(3)
# The score from which on a finding counts. What the type or the policy asks for beyond it has been
# asked before a finding is made.
THRESHOLD: Final = 0.4
# Code is full of numbers and names that are nobody's: what only a label gives away does not count.
_CODE: Final = 0.86
# Internet addresses that are set apart for documentation (RFC 5737, RFC 3849).
_FOR_EXAMPLES: Final = ("192.0.2.", "198.51.100.", "203.0.113.", "2001:db8:", "2001:DB8:")
_IN_CODE: Final = {"PASSWORD": 0.75, "USERNAME": 0.95, "IP": 0.97, "DOB": 0.9}


class PersonalDataDetector:
    """Finds numbers, addresses and accounts of people by shape, check digits and words near them.

    Args:
        settings: What is looked for.
    """

    name = NAME

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()

    def given(self, circumstances: Circumstances) -> Detector:
        """Return the detector that reads the label of a text, where it has one."""
        return under_label(self, circumstances.label)

    def find(self, views: Views, channel: Channel) -> Iterator[Finding]:
        """Yield what it finds, in the order of each view; offsets are of the original text.

        Raises:
            GovsimError: `missing-extra`, where the settings ask for Presidio and it is absent.
        """
        plain = views.plain
        for view in (plain, *views.decoded):
            for hit in self.hits(view.text, channel):
                found = finding(NAME, hit, view)
                place, decoded = (found.start, found.end), view is not plain
                if is_part_of_token(plain.text, *place, decoded=decoded):
                    continue
                if channel is Channel.CODE and view is not plain:
                    # What a decoder put together may be a list, or a pattern.
                    at = hit._replace(start=found.start, end=found.end)
                    if is_by_chance(plain.text, at):
                        continue
                yield found

    def hits(self, text: str, channel: Channel = Channel.USER) -> list[Hit]:
        """Return what it finds in one text, nothing overlapping."""
        settings = self._settings
        types, codes, code = settings.types, list[Hit](), text
        if channel is Channel.CODE:
            if "CARD_CODE" in types:  # whose label is a name, outside of all strings
                codes = list(card_codes(text, reading_of(text)))
                types = types - {"CARD_CODE"}
            text = masked(text)
        found = scan(text, types=types, countries=settings.countries)
        if codes:
            found = resolve([*found, *codes])
        if channel is not Channel.CODE and ("\n" in text or "VALUES" in text):
            found = self._under_headers(text, found)
        least = settings.least
        if settings.hosted:
            from govsim.guardrails.pii.presidio import hosted

            found = resolve([*found, *hosted(settings.hosted).hits(text)])
        if settings.recognizers:
            every = (hit for own in settings.recognizers for hit in own.find(text))
            own = resolve(hit for hit in every if hit.score >= least(hit.type))
            # The user knows best what such a thing is.
            found = sorted([*own, *apart_from(own, found)])
        if channel is Channel.CODE:
            found = [
                hit
                for hit in found
                if hit.score >= _IN_CODE.get(hit.type, _CODE)
                and not text.startswith(_FOR_EXAMPLES, hit.start)
                and not is_by_chance(code, hit)
            ]
        most, leasts = settings.most, settings.leasts
        if min(map(_SCORE, found), default=most) >= most:
            return found
        return [hit for hit in found if hit[3] >= most or hit[3] >= leasts.get(hit[2], LEAST)]

    def _under_headers(self, text: str, found: list[Hit]) -> list[Hit]:
        """Return finds with those that the headers of tables in the text tell of."""
        settings = self._settings
        leasts = settings.leasts
        look = partial(scan, types=settings.types, countries=settings.countries)
        told = [hit for hit in headed(text, look) if hit[3] >= leasts.get(hit[2], LEAST)]
        return sorted([*told, *apart_from(told, found)]) if told else found

    def threshold(self, channel: Channel, budget: float | None) -> float:
        """Return the score from which on a finding counts: its own, or that of a budget."""
        return THRESHOLD if budget is None else within_budget(NAME, channel, budget)


def finding(detector: str, hit: Hit, view: View) -> Finding:
    """Return the finding that a hit in a view is in the original text."""
    start, end = view.original(hit.start, hit.end)
    about = TYPES[hit.type].about if hit.type in TYPES else f"what `{hit.rule}` looks for"
    why = hit.why or f"it looks like {about}"
    return Finding(detector, hit.type, start, end, min(hit.score, 1.0), hit.rule, why, view.steps)


def detector(policy: Policy) -> PersonalDataDetector:
    """Return the detector as a policy wants it."""
    return PersonalDataDetector(settings_of(policy.options.get(NAME, {})))
